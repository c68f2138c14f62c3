-- How many cases were accepted, filed, solved and closed, and at what rate?
-- One row for each kind of case × region × period that has at least two stages. clearance_pct is solved of filed.
CREATE VIEW mart_case_funnel AS
SELECT
    case_kind,
    region,
    period_start_on,
    as_of_on,
    occurred,
    accepted,
    filed,
    solved,
    closed,
    prosecuted,
    round(100 * solved / nullif(filed, 0), 2) AS clearance_pct,
    round(100 * closed / nullif(coalesce(accepted, filed), 0), 2) AS closing_pct
FROM (
    SELECT
        split_part(metric_code, '.', 2) AS case_kind,
        region,
        period_start_on,
        as_of_on,
        max(value) FILTER (metric_code LIKE '%.occurred') AS occurred,
        max(value) FILTER (metric_code LIKE '%.accepted') AS accepted,
        max(value) FILTER (metric_code LIKE '%.filed') AS filed,
        max(value) FILTER (metric_code LIKE '%.cracked') AS solved,
        max(value) FILTER (metric_code LIKE '%.closed') AS closed,
        max(value) FILTER (metric_code LIKE '%.prosecuted') AS prosecuted
    FROM mart_value
    WHERE metric_code LIKE 'case.%.%' AND kind = 'level' AND object_text IS NULL
    GROUP BY ALL
    HAVING min(metric_code) < max(metric_code)
)
WHERE coalesce(occurred, accepted, filed, solved, closed) IS NOT NULL;
COMMENT ON VIEW mart_case_funnel IS 'Cases accepted, filed, solved and closed for one region and period, with rates';
