-- what: a period does not end before it starts
-- why: a period that was read backwards puts the figure into no month at all
-- scope: batch
SELECT bulletin_id, fact_id, period_start_on, period_end_on, period_text, sentence
FROM fact_metric
WHERE period_start_on > period_end_on
