-- what: a level is counted in a unit that its metric may have
-- why: 破获 … 人 is hardly a case: the action or the object may be wrong
-- scope: batch
SELECT bulletin_id, fact_id, figure_text, name_zh, dim_unit.unit, units, sentence
FROM fact_metric
JOIN dim_metric USING (metric_id)
JOIN dim_unit USING (unit_id)
WHERE kind = 'level'
    AND dim_metric.is_catalogued
    AND NOT is_family
    AND NOT list_contains(string_split(units, '|'), dim_unit.unit)
