-- Which figures no longer hold, and what replaced them?
-- One row for each figure that a newer version of its file or a publisher's 更正 replaced. The wrong figure that the 更正
-- itself quotes does not hold either, but replaces nothing and is left out.
CREATE VIEW mart_replaced AS
SELECT
    fact.fact_id,
    CASE WHEN fact.corrected_by_id IS NULL THEN 'new version' ELSE '更正' END AS replaced_by,
    metric.metric_code,
    metric.name_zh AS metric,
    region.region,
    fact.value AS old_value,
    newer.value AS new_value,
    unit.unit,
    fact.as_of_on,
    source.source_name,
    fact.sentence AS old_sentence,
    newer.sentence AS new_sentence,
    coalesce(newer.bulletin_id, later.bulletin_id) AS new_bulletin_id
FROM fact_metric AS fact
JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
JOIN dim_source AS source ON source.source_id = fact.source_id
LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
LEFT JOIN dim_bulletin AS later ON later.supersedes_id = fact.bulletin_id
LEFT JOIN fact_metric AS newer
    ON newer.fact_id = fact.corrected_by_id
    OR (
        newer.bulletin_id = later.bulletin_id AND newer.metric_id = fact.metric_id AND newer.kind = fact.kind
        AND newer.region_id IS NOT DISTINCT FROM fact.region_id AND newer.object_text IS NOT DISTINCT FROM fact.object_text
    )
WHERE NOT fact.is_current AND coalesce(fact.corrected_by_id, later.bulletin_id) IS NOT NULL;
COMMENT ON VIEW mart_replaced IS 'Figures that no longer hold, beside what replaced them';
