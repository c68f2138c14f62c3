-- what: figures of which nothing says when
-- why: they are missing from every series
-- scope: batch
SELECT bulletin_id, fact_id, figure_text, sentence
FROM fact_metric
WHERE period_start_on IS NULL AND period_end_on IS NULL
