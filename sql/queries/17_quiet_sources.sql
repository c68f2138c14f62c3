-- Question: Which sources have gone quiet?
SELECT source_code, source_name, cadence_days, bulletins, last_published_on, is_overdue
FROM mart_freshness
ORDER BY is_overdue DESC, source_code;
