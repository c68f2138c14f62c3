-- How does a metric compare with the same period of the year before?
-- One row for each level whose metric has one exactly a year earlier, or a reported 同比 of the same period; both beside
-- each other, so that a rise that the text claims can be held against its own figures. The last day of a month a year
-- before is the last day of that month.
CREATE VIEW mart_year_on_year AS
SELECT
    pair.metric_code,
    metric.name_zh AS metric,
    pair.object_text,
    pair.region,
    pair.unit,
    pair.period_start_on,
    pair.as_of_on,
    max_by(value, rank) AS value,
    max_by(other_value, other_rank) FILTER (other_kind = 'level') AS value_year_before,
    max_by(other_value, other_rank) FILTER (other_kind = 'change') AS reported_change_pct,
    round(100 * (
        max_by(value, rank) / nullif(max_by(other_value, other_rank) FILTER (other_kind = 'level'), 0) - 1
    ), 2) AS computed_change_pct
FROM (
    SELECT now.*, other.kind AS other_kind, other.value AS other_value, other.rank AS other_rank
    FROM counted_figure AS now
    JOIN counted_figure AS other
        ON other.metric_code = now.metric_code
        AND other.as_of_on = CASE
            WHEN now.as_of_on = last_day(now.as_of_on) THEN last_day(now.as_of_on - INTERVAL 1 YEAR)
            ELSE (now.as_of_on - INTERVAL 1 YEAR)::DATE
        END
        AND other.region = now.region
        AND other.unit IS NOT DISTINCT FROM now.unit
        AND other.object_text IS NOT DISTINCT FROM now.object_text
        AND other.period_start_on IS NOT DISTINCT FROM (now.period_start_on - INTERVAL 1 YEAR)::DATE
    WHERE now.kind = 'level' AND other.kind = 'level'
    UNION ALL
    SELECT now.*, other.kind, other.value, other.rank
    FROM counted_figure AS now
    JOIN counted_figure AS other
        ON other.metric_code = now.metric_code
        AND other.as_of_on = now.as_of_on
        AND other.region = now.region
        AND other.object_text IS NOT DISTINCT FROM now.object_text
        AND other.period_start_on IS NOT DISTINCT FROM now.period_start_on
    WHERE now.kind = 'level' AND other.kind = 'change' AND other.basis = 'yoy' AND other.unit = '%'
) AS pair
JOIN dim_metric AS metric ON metric.metric_code = pair.metric_code
GROUP BY
    pair.metric_code, metric.name_zh, pair.object_text, pair.region, pair.unit, pair.period_start_on, pair.as_of_on;
COMMENT ON VIEW mart_year_on_year IS 'Level, the level a year before, and the reported and the computed change, in %';
