-- what: a value is within jump_times (a setting) of what its metric was in the same place over periods of the same length
-- why: a multiplier (万, 亿) or a decimal point may have been lost
-- scope: warehouse
WITH level AS (
    SELECT *, period_end_on - period_start_on AS days
    FROM fact_metric
    WHERE kind = 'level' AND value > 0 AND repeats_id IS NULL AND period_start_on IS NOT NULL AND period_end_on IS NOT NULL
),
history AS (
    SELECT metric_id, region_id, unit_id, days, median(value) AS usual, count(DISTINCT period_end_on) AS periods
    FROM level
    GROUP BY ALL
)
SELECT bulletin_id, fact_id, name_zh, value, usual, periods, sentence
FROM level
JOIN history USING (metric_id, region_id, unit_id, days)
JOIN dim_metric USING (metric_id)
WHERE periods >= 5
    AND value NOT BETWEEN usual / $jump_times AND usual * $jump_times
