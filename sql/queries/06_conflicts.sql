-- Question: Where do sources disagree, and what exactly does each of them say?
SELECT metric, region, as_of_on, low, low_source, low_sentence, high, high_source, high_sentence
FROM mart_conflict
ORDER BY (high - low) / nullif(high, 0) DESC, metric, region
LIMIT 20;
