-- What is the value of a metric in a region for a period, and who reported it?
-- One row for each metric × region × organisation-free period: the figure of the newest publication, a whole before a
-- part, the surer before the less sure. Metrics that are families, and automatic ones, are kept apart by their words.
CREATE VIEW mart_value AS
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN fact.object_text END AS object_text,
    region.region,
    fact.kind,
    fact.basis,
    unit.unit,
    fact.period_start_on,
    fact.as_of_on,
    max_by(fact.value, fact.rank) AS value,
    max_by(fact.fact_id, fact.rank) AS fact_id,
    count(*) AS figures,
    count(DISTINCT fact.value) AS different_values
FROM (
    SELECT *,
        strftime(coalesce(published_on, DATE '1900-01-01'), '%Y%m%d') || (part_of_id IS NULL)::INT
        || printf('%.2f', confidence) || fact_id AS rank
    FROM fact_metric WHERE is_counted
) AS fact
JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
GROUP BY ALL;
COMMENT ON VIEW mart_value IS 'One value for each metric, region and period, from the newest publication, and how many figures stand behind it';
