-- Which metrics are reported, how much, and where they stand in the catalogue?
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
    used.figures,
    used.regions,
    used.first_as_of_on,
    used.last_as_of_on
FROM (
    SELECT
        metric_code,
        sum(figures) AS figures,
        count(region_id) AS regions,
        min(first_as_of_on) AS first_as_of_on,
        max(last_as_of_on) AS last_as_of_on
    FROM (
        SELECT
            metric.metric_code, fact.region_id, count(*) AS figures, min(fact.as_of_on) AS first_as_of_on,
            max(fact.as_of_on) AS last_as_of_on
        FROM fact_metric AS fact
        JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
        WHERE fact.is_counted
        GROUP BY metric.metric_code, fact.region_id
    )
    GROUP BY metric_code
) AS used
JOIN dim_metric AS metric USING (metric_code);
COMMENT ON VIEW mart_metric IS 'Metrics of the catalogue and automatic ones that are reported, and how much of each';
