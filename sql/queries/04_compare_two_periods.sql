-- Question: How does a metric compare with the same period of the year before?
-- reported_change_pct is what the text says, computed_change_pct what its own two figures give.
SELECT region, metric, value, value_year_before, reported_change_pct, computed_change_pct, as_of_on
FROM mart_year_on_year
WHERE metric_code LIKE 'alarm.%' OR metric_code LIKE 'accident.%'
ORDER BY metric, region, as_of_on;
