-- How many cases were accepted, filed, solved and closed, and at what rate?
-- One row for each kind of case × region × period that has at least two stages. clearance_pct is solved of filed.
CREATE VIEW mart_case_funnel AS
SELECT
    split_part(metric_code, '.', 2) AS case_kind,
    region,
    period_start_on,
    as_of_on,
    any_value(value) FILTER (stage = 'occurred') AS occurred,
    any_value(value) FILTER (stage = 'accepted') AS accepted,
    any_value(value) FILTER (stage = 'filed') AS filed,
    any_value(value) FILTER (stage = 'cracked') AS solved,
    any_value(value) FILTER (stage = 'closed') AS closed,
    any_value(value) FILTER (stage = 'prosecuted') AS prosecuted,
    round(100 * solved / nullif(filed, 0), 2) AS clearance_pct,
    round(100 * closed / nullif(coalesce(accepted, filed), 0), 2) AS closing_pct,
    any_value(fact_id) FILTER (stage = 'filed') AS filed_id,
    any_value(fact_id) FILTER (stage = 'cracked') AS solved_id
FROM (
    SELECT *, split_part(metric_code, '.', 3) AS stage
    FROM mart_value
    WHERE metric_code LIKE 'case.%' AND kind = 'level' AND object_text IS NULL
)
GROUP BY case_kind, region, period_start_on, as_of_on
HAVING count(DISTINCT stage) FILTER (stage IN ('occurred', 'accepted', 'filed', 'cracked', 'closed')) >= 2;
COMMENT ON VIEW mart_case_funnel IS 'Cases accepted, filed, solved and closed for one region and period, with rates';
