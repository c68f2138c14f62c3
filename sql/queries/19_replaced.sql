-- Question: Which figures no longer hold, and what replaced them?
SELECT replaced_by, metric, region, old_value, new_value, unit, old_sentence, new_sentence
FROM mart_replaced
ORDER BY fact_id;
