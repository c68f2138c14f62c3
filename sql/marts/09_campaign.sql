-- What has a campaign brought so far?
-- One row for each campaign × metric × region: its newest figure, and how many days into the campaign that was.
CREATE VIEW mart_campaign AS
SELECT
    score.campaign,
    score.metric_code,
    score.metric,
    score.object_text,
    score.region,
    score.kind,
    score.basis,
    score.unit,
    fact.as_of_on,
    fact.value,
    fact.as_of_on - score.start_on + 1 AS campaign_day,
    score.figures,
    fact.fact_id
FROM (
    SELECT
        campaign.campaign,
        campaign.start_on,
        metric.metric_code,
        metric.name_zh AS metric,
        CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN fact.object_text END AS object_text,
        region.region,
        fact.kind,
        fact.basis,
        unit.unit,
        count(*) AS figures,
        max_by(fact.rowid, (
            (coalesce(fact.as_of_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT * 131072
            + (coalesce(fact.published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT
        ) * 268435456 + (hash(fact.fact_id) >> 36)::BIGINT) AS row_number
    FROM fact_metric AS fact
    JOIN dim_campaign AS campaign ON campaign.campaign_id = fact.campaign_id
    JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
    LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
    LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
    WHERE fact.is_counted
    GROUP BY ALL
) AS score
JOIN fact_metric AS fact ON fact.rowid = score.row_number;
COMMENT ON VIEW mart_campaign IS 'Scoreboard of a campaign: newest figure of each metric in each region';
