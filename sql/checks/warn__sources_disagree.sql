-- what: sources that report the same metric, place and period report the same value
-- why: one of them is wrong, or they count different things
-- scope: warehouse
SELECT
    fact_metric.bulletin_id,
    fact_metric.fact_id,
    name_zh,
    region,
    period_start_on,
    as_of_on,
    value,
    min(value) OVER same_thing AS lowest,
    max(value) OVER same_thing AS highest,
    sentence
FROM fact_metric
JOIN dim_metric USING (metric_id)
JOIN dim_region USING (region_id)
JOIN dim_bulletin USING (bulletin_id)
WHERE dim_metric.is_catalogued
    AND NOT is_family
    AND kind = 'level'
    AND approx = 'exact'
    AND part_of_id IS NULL
    AND NOT is_end_assumed
    AND as_of_on IS NOT NULL
    AND dim_bulletin.is_current
WINDOW same_thing AS (
    PARTITION BY metric_id, region_id, campaign_id, unit_id, basis, period_start_on, as_of_on
)
QUALIFY lowest < highest
    AND min(fact_metric.source_id) OVER same_thing < max(fact_metric.source_id) OVER same_thing
