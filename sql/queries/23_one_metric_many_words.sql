-- Question: In what words do bulletins report one metric?
SELECT metric, action_text, object_text, count(*) AS figures
FROM mart_figure
WHERE metric_code = 'staff.police'
GROUP BY ALL
ORDER BY figures DESC, action_text, object_text;
