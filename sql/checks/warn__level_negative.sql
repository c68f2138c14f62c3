-- what: a count or an amount is not negative
-- why: a dash before a number may have been read as a minus, or a fall as a level
-- scope: batch
SELECT bulletin_id, fact_id, value, figure_text, sentence
FROM fact_metric
LEFT JOIN dim_unit USING (unit_id)
WHERE kind = 'level'
    AND value < 0
    AND unit IS DISTINCT FROM '摄氏度'
