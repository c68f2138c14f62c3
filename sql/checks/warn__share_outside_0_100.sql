-- what: a share in per cent lies between 0 and 100
-- why: 完成率 may exceed it, most shares cannot: a point may be missing, or a change was read as a share
-- scope: batch
SELECT bulletin_id, fact_id, value, figure_text, object_text, sentence
FROM fact_metric
JOIN dim_unit USING (unit_id)
WHERE kind = 'ratio'
    AND unit = '%'
    AND value NOT BETWEEN 0 AND 100
