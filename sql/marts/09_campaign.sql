-- What has a campaign brought so far?
-- One row for each campaign × metric × region: its newest figure, and how many days into the campaign that was.
CREATE VIEW mart_campaign AS
SELECT
    campaign.campaign,
    metric.metric_code,
    metric.name_zh AS metric,
    CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN fact.object_text END AS object_text,
    region.region,
    fact.kind,
    fact.basis,
    unit.unit,
    max(fact.as_of_on) AS as_of_on,
    max_by(fact.value, fact.as_of_on) AS value,
    max(fact.as_of_on) - any_value(campaign.start_on) + 1 AS campaign_day,
    count(*) AS figures,
    max_by(fact.fact_id, fact.as_of_on) AS fact_id
FROM fact_metric AS fact
JOIN dim_campaign AS campaign ON campaign.campaign_id = fact.campaign_id
JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
WHERE fact.is_counted
GROUP BY ALL;
COMMENT ON VIEW mart_campaign IS 'Scoreboard of a campaign: newest figure of each metric in each region';
