-- What has a campaign brought so far?
-- One row for each campaign × metric × region: its newest figure, and how many days into the campaign that was.
CREATE VIEW mart_campaign AS
SELECT
    campaign.campaign,
    metric.metric_code,
    metric.name_zh AS metric,
    score.object_text,
    region.region,
    score.kind,
    score.basis,
    unit.unit,
    fact.as_of_on,
    fact.value,
    fact.as_of_on - campaign.start_on + 1 AS campaign_day,
    score.figures,
    fact.fact_id
FROM (
    SELECT
        fact.campaign_id, fact.metric_id, CASE WHEN worded.metric_id IS NOT NULL THEN fact.object_text END AS object_text,
        fact.region_id, fact.kind, fact.basis, fact.unit_id, count(*) AS figures,
        max_by(fact.rowid, (
            (coalesce(fact.as_of_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT * 131072
            + (coalesce(fact.published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT
        ) * 268435456 + (hash(fact.fact_id) >> 36)::BIGINT) AS row_number
    FROM fact_metric AS fact
    LEFT JOIN (SELECT metric_id FROM dim_metric WHERE is_family OR NOT is_catalogued) AS worded USING (metric_id)
    WHERE fact.is_counted AND fact.campaign_id IS NOT NULL
    GROUP BY ALL
) AS score
JOIN fact_metric AS fact ON fact.rowid = score.row_number
JOIN dim_campaign AS campaign ON campaign.campaign_id = score.campaign_id
JOIN dim_metric AS metric ON metric.metric_id = score.metric_id
LEFT JOIN dim_region AS region ON region.region_id = score.region_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = score.unit_id;
COMMENT ON VIEW mart_campaign IS 'Scoreboard of a campaign: newest figure of each metric in each region';
