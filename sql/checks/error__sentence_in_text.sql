-- what: the sentence of every figure stands at its place in the text
-- why: an offset that does not point at what was read makes the figure impossible to verify
-- scope: batch
-- The text is cut into overlapping pieces first: a substring deep in a long text is slow in DuckDB.
WITH piece AS (
    SELECT bulletin_id, number, substr(text, number * 4000 + 1, 12000) AS words
    FROM (SELECT bulletin_id, text, unnest(range(0, length(text) // 4000 + 1)) AS number FROM bulletin_text)
)
SELECT bulletin_id, fact_id, sentence_start, sentence
FROM fact_metric
LEFT JOIN piece USING (bulletin_id)
WHERE number = sentence_start // 4000
    AND length(sentence) <= 8000
    AND substr(words, sentence_start % 4000 + 1, length(sentence)) IS DISTINCT FROM sentence
UNION ALL
SELECT bulletin_id, fact_id, sentence_start, sentence
FROM fact_metric
LEFT JOIN bulletin_text USING (bulletin_id)
WHERE length(sentence) > 8000
    AND substr(text, sentence_start + 1, length(sentence)) IS DISTINCT FROM sentence
UNION ALL
SELECT bulletin_id, fact_id, sentence_start, sentence
FROM fact_metric
LEFT JOIN dim_bulletin USING (bulletin_id)
WHERE sentence IS NULL
    OR sentence_start IS NULL
    OR sentence_start NOT BETWEEN 0 AND char_count
