-- What was put on a supervision list (挂牌督办), what came off it, and what is still open?
-- One row for each list × region × day. open_value is what the text says, else listed less cleared where both are told
-- of the same day: is_open_computed says which.
CREATE VIEW mart_supervision AS
SELECT
    split_part(metric_code, '.', 2) AS list,
    region,
    as_of_on,
    any_value(value) FILTER (stage = 'listed') AS listed,
    any_value(value) FILTER (stage = 'cleared') AS cleared,
    coalesce(any_value(value) FILTER (stage = 'open'), listed - cleared) AS open_value,
    any_value(value) FILTER (stage = 'open') IS NULL AND open_value IS NOT NULL AS is_open_computed,
    round(100 * cleared / nullif(listed, 0), 2) AS cleared_pct,
    any_value(unit) AS unit,
    list(fact_id ORDER BY fact_id) AS fact_ids
FROM (
    SELECT *, split_part(metric_code, '.', 3) AS stage
    FROM mart_value
    WHERE metric_code LIKE 'supervision.%' AND kind = 'level'
)
WHERE stage IN ('listed', 'cleared', 'open')
GROUP BY list, region, as_of_on;
COMMENT ON VIEW mart_supervision IS 'Supervision lists: listed, cleared and open, by region and day';
