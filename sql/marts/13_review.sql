-- Which figures should a person look at first?
-- One row for each figure that holds and is doubted by a check or read with little confidence, the least certain first.
CREATE VIEW mart_review AS
SELECT
    fact.fact_id,
    fact.confidence,
    fact.is_suspect,
    NOT metric.is_catalogued AS is_uncatalogued,
    metric.metric_code,
    metric.name_zh AS metric,
    region.region,
    fact.value,
    fact.figure_text,
    fact.sentence,
    source.source_code,
    fact.published_on,
    fact.bulletin_id
FROM fact_metric AS fact
JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
JOIN dim_source AS source ON source.source_id = fact.source_id
LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
WHERE fact.is_current AND NOT fact.is_corrected AND (fact.is_suspect OR fact.confidence < 0.7);
COMMENT ON VIEW mart_review IS 'Review queue: figures that a check doubts or that were read with little confidence';
