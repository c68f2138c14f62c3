-- How does a metric compare with the same period of the year before?
-- One row for each level whose metric has one exactly a year earlier, or a reported 同比 of the same period; both beside
-- each other, so that a rise that the text claims can be held against its own figures.
CREATE VIEW mart_year_on_year AS
WITH level AS (
    SELECT * FROM mart_value WHERE kind = 'level' AND as_of_on IS NOT NULL
),
reported AS (
    SELECT metric_code, object_text, region, period_start_on, as_of_on, max_by(value, fact_id) AS change_pct
    FROM mart_value WHERE kind = 'change' AND basis = 'yoy' AND unit = '%'
    GROUP BY ALL
)
SELECT
    now.metric_code,
    now.metric,
    now.object_text,
    now.region,
    now.unit,
    now.period_start_on,
    now.as_of_on,
    now.value,
    before.value AS value_year_before,
    reported.change_pct AS reported_change_pct,
    round(100 * (now.value / nullif(before.value, 0) - 1), 2) AS computed_change_pct,
    now.fact_id,
    before.fact_id AS fact_id_year_before
FROM level AS now
LEFT JOIN level AS before
    ON before.metric_code = now.metric_code
    AND before.unit IS NOT DISTINCT FROM now.unit
    AND before.region IS NOT DISTINCT FROM now.region
    AND before.object_text IS NOT DISTINCT FROM now.object_text
    AND before.as_of_on = (now.as_of_on - INTERVAL 1 YEAR)::DATE
    AND before.period_start_on IS NOT DISTINCT FROM (now.period_start_on - INTERVAL 1 YEAR)::DATE
LEFT JOIN reported
    ON reported.metric_code = now.metric_code
    AND reported.as_of_on = now.as_of_on
    AND reported.region IS NOT DISTINCT FROM now.region
    AND reported.object_text IS NOT DISTINCT FROM now.object_text
    AND reported.period_start_on IS NOT DISTINCT FROM now.period_start_on
WHERE before.value IS NOT NULL OR reported.change_pct IS NOT NULL;
COMMENT ON VIEW mart_year_on_year IS 'Level, the level a year before, and the reported and the computed change, in %';
