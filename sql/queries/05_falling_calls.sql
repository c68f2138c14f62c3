-- Question: Which kinds of police calls fell most against the year before?
-- polarity -1 says that less is better, so a fall of such a metric is good news.
SELECT metric, region, value AS change_pct, as_of_on, source_name, sentence
FROM mart_figure
JOIN dim_metric USING (metric_code)
WHERE kind = 'change' AND basis = 'yoy' AND mart_figure.unit = '%' AND polarity = -1 AND is_counted
ORDER BY value, fact_id
LIMIT 10;
