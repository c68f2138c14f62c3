-- what: figures whose metric the catalogue does not have
-- why: each is comparable only with the same words; the commonest deserve a line in lexicon/metrics.csv
-- scope: batch
SELECT bulletin_id, fact_id, metric_code, figure_text, sentence
FROM fact_metric
JOIN dim_metric USING (metric_id)
WHERE NOT is_catalogued
