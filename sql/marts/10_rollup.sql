-- What do the counties of a city, and the cities of a province, add up to?
-- One row for each additive metric × city or province × period that has a figure of its own or any below it. value is
-- what was reported for the region itself; only where nothing was, it is the sum of what was reported below: never both.
-- Parts of a breakdown and repeats stay out, and only figures of the very same period are added, so nothing overlaps.
CREATE VIEW mart_rollup AS
WITH place AS (
    SELECT region_id, parent_id, level, region FROM dim_region
    WHERE level IN ('province', 'prefecture', 'county') AND valid_to_on IS NULL
),
own AS NOT MATERIALIZED (
    SELECT
        fact.metric_id, fact.region_id, fact.unit_id, fact.period_start_on, fact.as_of_on,
        max_by(fact.value, (coalesce(fact.published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT * 1099511627776
            + (hash(fact.fact_id) >> 24)::BIGINT) AS value
    FROM fact_metric AS fact
    JOIN dim_metric AS metric USING (metric_id)
    WHERE metric.additivity IN ('full', 'region') AND NOT metric.is_family
        AND fact.kind = 'level' AND fact.is_counted AND fact.part_of_id IS NULL
        AND fact.region_id IS NOT NULL AND fact.as_of_on IS NOT NULL
    GROUP BY ALL
),
at_city AS NOT MATERIALIZED (
    SELECT
        own.metric_id, CASE place.level WHEN 'county' THEN place.parent_id ELSE place.region_id END AS region_id,
        own.unit_id, own.period_start_on, own.as_of_on,
        max(own.value) FILTER (place.level <> 'county') AS reported,
        sum(own.value) FILTER (place.level = 'county') AS summed,
        count(*) FILTER (place.level = 'county') AS regions_below
    FROM own JOIN place USING (region_id)
    GROUP BY ALL
),
at_province AS NOT MATERIALIZED (
    SELECT
        at_city.metric_id, CASE place.level WHEN 'prefecture' THEN place.parent_id ELSE place.region_id END AS region_id,
        at_city.unit_id, at_city.period_start_on, at_city.as_of_on,
        max(at_city.reported) FILTER (place.level = 'province') AS reported,
        sum(CASE place.level WHEN 'prefecture' THEN coalesce(at_city.reported, at_city.summed) ELSE at_city.summed END)
            AS summed,
        sum(CASE place.level WHEN 'prefecture' THEN 1 ELSE at_city.regions_below END)::BIGINT AS regions_below
    FROM at_city JOIN place USING (region_id)
    GROUP BY ALL
)
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    place.region,
    place.level AS region_level,
    unit.unit,
    total.period_start_on,
    total.as_of_on,
    coalesce(total.reported, total.summed) AS value,
    CASE WHEN total.reported IS NULL THEN 'summed' ELSE 'reported' END AS value_from,
    total.summed AS summed_below,
    total.regions_below
FROM (
    SELECT at_city.* FROM at_city JOIN place USING (region_id) WHERE level = 'prefecture'
    UNION ALL
    SELECT * FROM at_province
) AS total
JOIN place USING (region_id)
JOIN dim_metric AS metric USING (metric_id)
LEFT JOIN dim_unit AS unit USING (unit_id);
COMMENT ON VIEW mart_rollup IS 'Counties to cities to provinces: what was reported, or else what was reported below it, added up';
