-- Question: What share of the cases filed was solved, by kind of case and region?
SELECT case_kind, region, period_start_on, as_of_on, accepted, filed, solved, closed, clearance_pct
FROM mart_case_funnel
ORDER BY case_kind, region, as_of_on;
