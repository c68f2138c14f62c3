-- How does a metric compare with the same period of the year before?
-- One row for each level whose metric has one exactly a year earlier, or a reported 同比 of the same period; both beside
-- each other, so that a rise that the text claims can be held against its own figures. The last day of a month a year
-- before is the last day of that month.
CREATE VIEW mart_year_on_year AS
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    compared.object_text,
    region.region,
    unit.unit,
    compared.period_start_on,
    compared.as_of_on,
    compared.value,
    compared.value_year_before,
    compared.reported_change_pct,
    round(100 * (compared.value / nullif(compared.value_year_before, 0) - 1), 2) AS computed_change_pct
FROM (
    SELECT
        metric_id, object_text, region_id, period_start_on, as_of_on,
        max_by(unit_id, role = 'now') AS unit_id,
        max(value) FILTER (role = 'now') AS value,
        max(value) FILTER (role = 'before') AS value_year_before,
        max(value) FILTER (role = 'change') AS reported_change_pct
    FROM (
        SELECT 'now' AS role, metric_id, object_text, region_id, unit_id, unit_id AS own_unit, period_start_on, as_of_on, value
        FROM value_by_key WHERE kind = 'level' AND as_of_on IS NOT NULL
        UNION ALL
        SELECT
            'before', metric_id, object_text, region_id, unit_id, unit_id, (period_start_on + INTERVAL 1 YEAR)::DATE,
            CASE
                WHEN as_of_on = last_day(as_of_on) THEN last_day(as_of_on + INTERVAL 1 YEAR)
                ELSE (as_of_on + INTERVAL 1 YEAR)::DATE
            END,
            value
        FROM value_by_key WHERE kind = 'level' AND as_of_on IS NOT NULL
        UNION ALL
        SELECT 'change', metric_id, object_text, region_id, unit_id, NULL, period_start_on, as_of_on, value
        FROM value_by_key JOIN dim_unit USING (unit_id)
        WHERE kind = 'change' AND basis = 'yoy' AND unit = '%' AND as_of_on IS NOT NULL
    )
    GROUP BY metric_id, object_text, region_id, period_start_on, as_of_on
    HAVING count(*) FILTER (role = 'now') > 0 AND count(*) FILTER (role <> 'now') > 0
        AND min(own_unit) IS NOT DISTINCT FROM max(own_unit)
) AS compared
JOIN dim_metric AS metric USING (metric_id)
LEFT JOIN dim_region AS region USING (region_id)
LEFT JOIN dim_unit AS unit USING (unit_id);
COMMENT ON VIEW mart_year_on_year IS 'Level, the level a year before, and the reported and the computed change, in %';
