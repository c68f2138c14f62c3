-- What was put on a supervision list (挂牌督办), what came off it, and what is still open?
-- One row for each list × region × day. open_value is what the text says, else listed less cleared where both are told
-- of the same day: is_open_computed says which.
CREATE VIEW mart_supervision AS
SELECT
    list,
    region,
    as_of_on,
    listed,
    cleared,
    coalesce(still_open, listed - cleared) AS open_value,
    still_open IS NULL AND listed - cleared IS NOT NULL AS is_open_computed,
    round(100 * cleared / nullif(listed, 0), 2) AS cleared_pct,
    unit
FROM (
    SELECT
        split_part(metric_code, '.', 2) AS list,
        region,
        as_of_on,
        unit,
        max(value) FILTER (metric_code LIKE '%.listed') AS listed,
        max(value) FILTER (metric_code LIKE '%.cleared') AS cleared,
        max(value) FILTER (metric_code LIKE '%.open') AS still_open
    FROM mart_value
    WHERE metric_code LIKE 'supervision.%.%' AND kind = 'level'
    GROUP BY ALL
);
COMMENT ON VIEW mart_supervision IS 'Supervision lists: listed, cleared and open, by region and day';
