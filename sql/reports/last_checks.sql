-- Rows found by severity in the last run of each check.
SELECT severity, sum(failure_count) AS rows, count(*) FILTER (error IS NOT NULL) AS could_not_run
FROM (FROM etl_check_result QUALIFY row_number() OVER (PARTITION BY check_name ORDER BY checked_at DESC) = 1)
GROUP BY severity
ORDER BY severity
