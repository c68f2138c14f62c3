-- Question: What do the counties of a province add up to, and what did it report itself?
-- value_from says which of the two value is; the two are never added to each other.
SELECT region, region_level, metric, value, unit, value_from, summed_below, regions_below, as_of_on
FROM mart_rollup
WHERE region_level IN ('province', 'prefecture') AND regions_below IS NOT NULL
ORDER BY region, metric, as_of_on, period_start_on, unit, value
LIMIT 20;
