-- What do the counties of a city, and the cities of a province, add up to?
-- One row for each additive metric × city or province × period that has a figure of its own or any below it. value is
-- what was reported for the region itself; only where nothing was, it is the sum of what was reported below: never both,
-- and a city that reports for itself stands for its counties in the sum of its province. Parts of a breakdown and
-- repeats stay out, and only figures of the very same period are added, so nothing overlaps.
CREATE VIEW mart_rollup AS
WITH place AS (
    SELECT region_id, parent_id, level, region FROM dim_region
    WHERE level IN ('province', 'prefecture', 'county') AND valid_to_on IS NULL
),
-- which sums a region's figure goes into, and as what; city_id is the city that it is a figure of, or of a county in
goes_into AS (
    SELECT region_id, region_id AS target_id, NULL AS city_id, 'own' AS role FROM place WHERE level <> 'county'
    UNION ALL
    SELECT region_id, parent_id, region_id, 'below' FROM place WHERE level IN ('prefecture', 'county')
    UNION ALL
    SELECT county.region_id, city.parent_id, city.region_id, 'below its city'
    FROM place AS county JOIN place AS city ON city.region_id = county.parent_id AND city.level = 'prefecture'
    WHERE county.level = 'county'
),
named AS (
    SELECT goes_into.*, place.region, place.level AS region_level
    FROM goes_into JOIN place ON place.region_id = goes_into.target_id
)
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    total.region,
    total.region_level,
    unit.unit,
    total.period_start_on,
    total.as_of_on,
    coalesce(total.reported, total.summed) AS value,
    CASE WHEN total.reported IS NULL THEN 'summed' ELSE 'reported' END AS value_from,
    total.summed AS summed_below,
    total.regions_below
FROM (
    SELECT
        metric_id, region, region_level, unit_id, period_start_on, as_of_on,
        max(own) AS reported,
        sum(coalesce(of_city, of_counties)) AS summed,
        count(coalesce(of_city, of_counties)) AS regions_below
    FROM (
        SELECT
            metric_id, region, region_level, city_id, unit_id, period_start_on, as_of_on,
            max(value) FILTER (role = 'own') AS own,
            max(value) FILTER (role = 'below') AS of_city,
            sum(value) FILTER (role = 'below its city') AS of_counties
        FROM (
            SELECT
                fact.metric_id, named.region, named.region_level, named.city_id, named.role, fact.region_id, fact.unit_id,
                fact.period_start_on, fact.as_of_on,
                max_by(fact.value, (coalesce(fact.published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT
                    * 1099511627776 + (hash(fact.fact_id) >> 24)::BIGINT) AS value
            FROM fact_metric AS fact
            JOIN named ON named.region_id = fact.region_id
            JOIN (
                SELECT metric_id FROM dim_metric WHERE additivity IN ('full', 'region') AND NOT is_family
            ) AS additive ON additive.metric_id = fact.metric_id
            WHERE fact.kind = 'level' AND fact.is_counted AND fact.part_of_id IS NULL AND fact.as_of_on IS NOT NULL
            GROUP BY ALL
        )
        GROUP BY ALL
    )
    GROUP BY ALL
) AS total
JOIN dim_metric AS metric ON metric.metric_id = total.metric_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = total.unit_id;
COMMENT ON VIEW mart_rollup IS 'Counties to cities to provinces: what was reported, or else what was reported below it, added up';
