-- Which metrics are there, and how much is reported of each?
CREATE VIEW mart_metric AS
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    metric.name_en,
    metric.category,
    metric.units,
    metric.polarity,
    metric.additivity,
    metric.is_family,
    metric.is_catalogued,
    coalesce(used.figures, 0) AS figures,
    used.regions,
    used.first_as_of_on,
    used.last_as_of_on
FROM dim_metric AS metric
LEFT JOIN (
    SELECT
        metric_id,
        count(*) AS figures,
        count(DISTINCT region_id) AS regions,
        min(as_of_on) AS first_as_of_on,
        max(as_of_on) AS last_as_of_on
    FROM fact_metric WHERE is_counted
    GROUP BY metric_id
) AS used USING (metric_id);
COMMENT ON VIEW mart_metric IS 'The catalogue and the automatic metrics, with how much is reported of each';
