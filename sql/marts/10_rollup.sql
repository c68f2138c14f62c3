-- What do the counties of a city, and the cities of a province, add up to?
-- One row for each additive metric × city or province × period that has a figure of its own or any below it. value is
-- what was reported for the region itself; only where nothing was, it is the sum of what was reported below: never both,
-- and a city that reports for itself stands for its counties in the sum of its province. Parts of a breakdown and
-- repeats stay out, and only figures of the very same period are added, so nothing overlaps.
CREATE VIEW mart_rollup AS
WITH place AS (
    -- city: the part of its province that a region is or lies in; a county right below its province stands alone
    SELECT
        region.region_id,
        region.region_code,
        region.province,
        CASE WHEN region.level <> 'province' THEN coalesce(city.region, region.region) END AS city,
        region.level = 'prefecture' OR city.region IS NULL AS is_whole,
        region.level = 'county' AND city.region IS NULL AS is_alone
    FROM dim_region AS region
    LEFT JOIN dim_region AS city
        ON city.region_id = region.parent_id AND city.level = 'prefecture' AND city.valid_to_on IS NULL
    WHERE region.level IN ('province', 'prefecture', 'county') AND region.valid_to_on IS NULL
),
reported AS (
    SELECT
        metric.metric_code,
        place.region_code,
        place.city,
        place.province,
        place.is_whole,
        place.is_alone,
        unit.unit,
        fact.period_start_on,
        fact.as_of_on,
        max_by(fact.value, (coalesce(fact.published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT
            * 1099511627776 + (hash(fact.value) >> 24)::BIGINT) AS value
    FROM fact_metric AS fact
    JOIN place ON place.region_id = fact.region_id
    JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
    LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
    WHERE metric.additivity IN ('full', 'region') AND NOT metric.is_family
        AND fact.kind = 'level' AND fact.is_counted AND fact.part_of_id IS NULL AND fact.as_of_on IS NOT NULL
    GROUP BY ALL
),
of_city AS (
    SELECT
        metric_code, city, province, is_alone, unit, period_start_on, as_of_on,
        max(value) FILTER (is_whole) AS reported,
        sum(value) FILTER (NOT is_whole) AS summed,
        count(*) FILTER (NOT is_whole) AS regions_below
    FROM reported
    WHERE city IS NOT NULL
    GROUP BY ALL
),
total AS (
    SELECT
        metric_code, city AS region, 'prefecture' AS region_level, unit, period_start_on, as_of_on,
        reported, summed, regions_below
    FROM of_city
    WHERE NOT is_alone
    UNION ALL
    SELECT
        metric_code, province, 'province', unit, period_start_on, as_of_on,
        max(own), sum(below), count(below)
    FROM (
        SELECT metric_code, province, unit, period_start_on, as_of_on, NULL AS own, coalesce(reported, summed) AS below
        FROM of_city
        UNION ALL
        SELECT metric_code, province, unit, period_start_on, as_of_on, value, NULL
        FROM reported
        WHERE city IS NULL
    )
    GROUP BY metric_code, province, unit, period_start_on, as_of_on
)
SELECT
    total.metric_code,
    metric.name_zh AS metric,
    total.region,
    total.region_level,
    total.unit,
    total.period_start_on,
    total.as_of_on,
    coalesce(total.reported, total.summed) AS value,
    CASE WHEN total.reported IS NULL THEN 'summed' ELSE 'reported' END AS value_from,
    total.summed AS summed_below,
    total.regions_below
FROM total
JOIN dim_metric AS metric ON metric.metric_code = total.metric_code;
COMMENT ON VIEW mart_rollup IS 'Counties to cities to provinces: what was reported, or else what was reported below it, added up';
