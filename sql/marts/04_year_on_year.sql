-- How does a metric compare with the same period of the year before?
-- One row for each level whose metric has one exactly a year earlier, or a reported 同比 of the same period; both beside
-- each other, so that a rise that the text claims can be held against its own figures. The last day of a month a year
-- before is the last day of that month.
CREATE VIEW mart_year_on_year AS
SELECT
    metric_code,
    metric,
    object_text,
    region,
    max(unit) FILTER (role = 'now') AS unit,
    period_start_on,
    as_of_on,
    max(value) FILTER (role = 'now') AS value,
    max(value) FILTER (role = 'before') AS value_year_before,
    max(value) FILTER (role = 'change') AS reported_change_pct,
    round(
        100 * (max(value) FILTER (role = 'now') / nullif(max(value) FILTER (role = 'before'), 0) - 1), 2
    ) AS computed_change_pct
FROM (
    SELECT
        metric_code,
        metric,
        object_text,
        region,
        CASE WHEN kind = 'level' THEN unit END AS unit,
        value,
        role,
        CASE WHEN role = 'before' THEN (period_start_on + INTERVAL 1 YEAR)::DATE ELSE period_start_on END
            AS period_start_on,
        CASE
            WHEN role <> 'before' THEN as_of_on
            WHEN as_of_on = last_day(as_of_on) THEN last_day(as_of_on + INTERVAL 1 YEAR)
            ELSE (as_of_on + INTERVAL 1 YEAR)::DATE
        END AS as_of_on
    FROM mart_value
    CROSS JOIN LATERAL (
        SELECT unnest(CASE WHEN kind = 'level' THEN ['now', 'before'] ELSE ['change'] END) AS role
    )
    WHERE as_of_on IS NOT NULL AND (kind = 'level' OR (kind = 'change' AND basis = 'yoy' AND unit = '%'))
)
GROUP BY metric_code, metric, object_text, region, period_start_on, as_of_on
HAVING count(*) FILTER (role = 'now') > 0 AND count(*) FILTER (role <> 'now') > 0
    AND min(unit) IS NOT DISTINCT FROM max(unit);
COMMENT ON VIEW mart_year_on_year IS 'Level, the level a year before, and the reported and the computed change, in %';
