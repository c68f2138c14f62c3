-- Figures to review with all that a person may correct, the least certain and the doubted first; one of them by $fact_id.
WITH picked AS (
    SELECT fact_id FROM fact_metric
    WHERE fact_id = $fact_id OR ($fact_id IS NULL AND is_current AND NOT is_corrected)
    ORDER BY is_suspect DESC, confidence, fact_id
    LIMIT $limit
)
SELECT
    fact.fact_id,
    fact.bulletin_id,
    fact.confidence,
    CASE WHEN fact.is_suspect THEN 'yes' END AS doubted,
    source.source_code AS source,
    bulletin.file_name AS file,
    fact.figure_text AS figure,
    fact.value,
    fact.value_max,
    unit.unit,
    fact.approx,
    fact.kind,
    fact.basis,
    fact.action_text AS action,
    fact.object_text AS object,
    region.region,
    organisation.organisation AS org,
    fact.period_start_on AS period_start,
    fact.period_end_on AS period_end,
    campaign.campaign,
    fact.char_start,
    fact.char_end,
    document.text
FROM picked
JOIN fact_metric AS fact ON fact.fact_id = picked.fact_id
JOIN bulletin_text AS document ON document.bulletin_id = fact.bulletin_id
JOIN dim_bulletin AS bulletin ON bulletin.bulletin_id = fact.bulletin_id
JOIN dim_source AS source ON source.source_id = fact.source_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
LEFT JOIN dim_organisation AS organisation ON organisation.organisation_id = fact.organisation_id
LEFT JOIN dim_campaign AS campaign ON campaign.campaign_id = fact.campaign_id
ORDER BY fact.is_suspect DESC, fact.confidence, fact.fact_id
