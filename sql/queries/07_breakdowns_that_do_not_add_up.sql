-- Question: Which totals are less than the sum of their parts?
SELECT metric, region, whole_value, parts_value, unit, parts_text, sentence
FROM mart_breakdown
WHERE is_over
ORDER BY parts_value - whole_value DESC, fact_id;
