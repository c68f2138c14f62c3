-- What do the counties of a city, and the cities of a province, add up to?
-- One row for each additive metric × region × period that has a figure of its own or any below it. value is what was
-- reported for the region itself; only where nothing was, it is the sum of what was reported below: never both.
-- Parts of a breakdown and repeats stay out, and only figures of the very same period are added, so nothing overlaps.
CREATE VIEW mart_rollup AS
WITH own AS (
    SELECT
        metric.metric_code, metric.name_zh AS metric, fact.region_id, unit.unit, fact.period_start_on, fact.as_of_on,
        arg_max(fact.value, (fact.published_on, fact.confidence, fact.fact_id)) AS value
    FROM fact_metric AS fact
    JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
    LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
    WHERE metric.additivity IN ('full', 'region') AND NOT metric.is_family
        AND fact.kind = 'level' AND fact.is_counted AND fact.part_of_id IS NULL
        AND fact.region_id IS NOT NULL AND fact.as_of_on IS NOT NULL
    GROUP BY ALL
),
place AS (
    SELECT region_id, parent_id, level, region FROM dim_region
    WHERE level IN ('country', 'province', 'prefecture', 'county') AND valid_to_on IS NULL
),
county_sum AS (
    SELECT metric_code, metric, parent_id AS region_id, unit, period_start_on, as_of_on,
        sum(value) AS value, count(*) AS regions_below
    FROM own JOIN place USING (region_id) WHERE level = 'county' GROUP BY ALL
),
prefecture AS (
    SELECT
        coalesce(own.metric_code, below.metric_code) AS metric_code, coalesce(own.metric, below.metric) AS metric,
        coalesce(own.region_id, below.region_id) AS region_id, coalesce(own.unit, below.unit) AS unit,
        coalesce(own.period_start_on, below.period_start_on) AS period_start_on,
        coalesce(own.as_of_on, below.as_of_on) AS as_of_on,
        own.value AS reported, below.value AS summed, below.regions_below
    FROM (SELECT own.* FROM own JOIN place USING (region_id) WHERE level = 'prefecture') AS own
    FULL JOIN county_sum AS below
        ON own.metric_code = below.metric_code AND own.region_id = below.region_id AND own.as_of_on = below.as_of_on
        AND own.unit IS NOT DISTINCT FROM below.unit AND own.period_start_on IS NOT DISTINCT FROM below.period_start_on
),
prefecture_sum AS (
    SELECT metric_code, metric, parent_id AS region_id, unit, period_start_on, as_of_on,
        sum(coalesce(reported, summed)) AS value, count(*) AS regions_below
    FROM prefecture JOIN place USING (region_id) WHERE level = 'prefecture' GROUP BY ALL
),
province AS (
    SELECT
        coalesce(own.metric_code, below.metric_code) AS metric_code, coalesce(own.metric, below.metric) AS metric,
        coalesce(own.region_id, below.region_id) AS region_id, coalesce(own.unit, below.unit) AS unit,
        coalesce(own.period_start_on, below.period_start_on) AS period_start_on,
        coalesce(own.as_of_on, below.as_of_on) AS as_of_on,
        own.value AS reported, below.value AS summed, below.regions_below
    FROM (SELECT own.* FROM own JOIN place USING (region_id) WHERE level = 'province') AS own
    FULL JOIN prefecture_sum AS below
        ON own.metric_code = below.metric_code AND own.region_id = below.region_id AND own.as_of_on = below.as_of_on
        AND own.unit IS NOT DISTINCT FROM below.unit AND own.period_start_on IS NOT DISTINCT FROM below.period_start_on
),
every_level AS (
    SELECT * FROM province
    UNION ALL BY NAME SELECT * FROM prefecture
    UNION ALL BY NAME
    SELECT metric_code, metric, region_id, unit, period_start_on, as_of_on, value AS reported
    FROM own JOIN place USING (region_id) WHERE level = 'county'
)
SELECT
    every_level.metric_code,
    every_level.metric,
    place.region,
    place.level AS region_level,
    every_level.unit,
    every_level.period_start_on,
    every_level.as_of_on,
    coalesce(every_level.reported, every_level.summed) AS value,
    CASE WHEN every_level.reported IS NULL THEN 'summed' ELSE 'reported' END AS value_from,
    every_level.summed AS summed_below,
    every_level.regions_below
FROM every_level
JOIN place USING (region_id);
COMMENT ON VIEW mart_rollup IS 'Counties to cities to provinces: what was reported, or else what was reported below it, added up';
