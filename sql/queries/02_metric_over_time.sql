-- Question: How has one metric of one region moved from report to report?
-- Every as-of day is a row; where a region says nothing for itself, ask mart_rollup instead.
SELECT as_of_on, period_start_on, value, unit, figures AS reports
FROM mart_value
WHERE metric_code = 'traffic.dwi' AND kind = 'level' AND region IS NOT NULL
ORDER BY region, as_of_on;
