-- Question: Which figures should a person look at first?
SELECT confidence, is_suspect, metric, value, figure_text, sentence
FROM mart_review
ORDER BY is_suspect DESC, confidence, fact_id
LIMIT 20;
