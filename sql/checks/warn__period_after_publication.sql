-- what: a period does not start or end after its bulletin was published
-- why: a year may have been taken from the wrong place, or a target was read as a report
-- scope: batch
SELECT bulletin_id, fact_id, period_start_on, period_end_on, published_on, period_text, sentence
FROM fact_metric
WHERE period_start_on > published_on
    OR period_end_on > published_on
