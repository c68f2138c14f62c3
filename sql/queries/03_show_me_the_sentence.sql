-- Question: Where does this number come from, in which sentence and at which place of the file?
SELECT value, unit, metric, region, source_name, file_name, char_start, sentence
FROM mart_figure
WHERE metric_code = 'staff.police' AND value > 1000
ORDER BY value DESC, fact_id
LIMIT 10;
