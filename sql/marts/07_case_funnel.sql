-- How many cases were accepted, filed, solved and closed, and at what rate?
-- One row for each kind of case × region × period that has at least two stages. clearance_pct is solved of filed.
CREATE VIEW mart_case_funnel AS
SELECT
    stage.case_kind,
    region.region,
    stage.period_start_on,
    stage.as_of_on,
    stage.occurred,
    stage.accepted,
    stage.filed,
    stage.solved,
    stage.closed,
    stage.prosecuted,
    round(100 * stage.solved / nullif(stage.filed, 0), 2) AS clearance_pct,
    round(100 * stage.closed / nullif(coalesce(stage.accepted, stage.filed), 0), 2) AS closing_pct
FROM (
    SELECT
        metric.case_kind, best.region_id, best.period_start_on, best.as_of_on,
        max(best.value) FILTER (metric.stage = 'occurred') AS occurred,
        max(best.value) FILTER (metric.stage = 'accepted') AS accepted,
        max(best.value) FILTER (metric.stage = 'filed') AS filed,
        max(best.value) FILTER (metric.stage = 'cracked') AS solved,
        max(best.value) FILTER (metric.stage = 'closed') AS closed,
        max(best.value) FILTER (metric.stage = 'prosecuted') AS prosecuted
    FROM value_by_key AS best
    JOIN (
        SELECT metric_id, split_part(metric_code, '.', 2) AS case_kind, split_part(metric_code, '.', 3) AS stage
        FROM dim_metric WHERE metric_code LIKE 'case.%.%' AND NOT is_family
    ) AS metric USING (metric_id)
    WHERE best.kind = 'level' AND metric.stage IN ('occurred', 'accepted', 'filed', 'cracked', 'closed', 'prosecuted')
    GROUP BY ALL
    HAVING count(DISTINCT metric.stage) >= 2
) AS stage
LEFT JOIN dim_region AS region USING (region_id);
COMMENT ON VIEW mart_case_funnel IS 'Cases accepted, filed, solved and closed for one region and period, with rates';
