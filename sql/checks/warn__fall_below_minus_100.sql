-- what: nothing falls by more than 100 %
-- why: 下降 and 上升 may have been confused, or a factor was read as a percentage
-- scope: batch
SELECT bulletin_id, fact_id, value, figure_text, object_text, sentence
FROM fact_metric
JOIN dim_unit USING (unit_id)
WHERE kind = 'change'
    AND unit = '%'
    AND value < -100
