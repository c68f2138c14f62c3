-- What was put on a supervision list (挂牌督办), what came off it, and what is still open?
-- One row for each list × region × day. open_value is what the text says, else listed less cleared where both are told
-- of the same day: is_open_computed says which.
CREATE VIEW mart_supervision AS
SELECT
    entry.list,
    region.region,
    entry.as_of_on,
    entry.listed,
    entry.cleared,
    coalesce(entry.still_open, entry.listed - entry.cleared) AS open_value,
    entry.still_open IS NULL AND entry.listed - entry.cleared IS NOT NULL AS is_open_computed,
    round(100 * entry.cleared / nullif(entry.listed, 0), 2) AS cleared_pct,
    unit.unit
FROM (
    SELECT
        metric.list, best.region_id, best.as_of_on, best.unit_id,
        max(best.value) FILTER (metric.stage = 'listed') AS listed,
        max(best.value) FILTER (metric.stage = 'cleared') AS cleared,
        max(best.value) FILTER (metric.stage = 'open') AS still_open
    FROM value_by_key AS best
    JOIN (
        SELECT metric_id, split_part(metric_code, '.', 2) AS list, split_part(metric_code, '.', 3) AS stage
        FROM dim_metric WHERE metric_code LIKE 'supervision.%.%'
    ) AS metric USING (metric_id)
    WHERE best.kind = 'level'
    GROUP BY ALL
) AS entry
LEFT JOIN dim_region AS region USING (region_id)
LEFT JOIN dim_unit AS unit USING (unit_id);
COMMENT ON VIEW mart_supervision IS 'Supervision lists: listed, cleared and open, by region and day';
