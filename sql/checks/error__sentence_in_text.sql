-- what: the sentence of every figure stands at its place in the text
-- why: an offset that does not point at what was read makes the figure impossible to verify
-- scope: batch
-- The text is cut into overlapping pieces first: a substring deep in a long text is slow in DuckDB.
WITH piece AS (
    SELECT bulletin_id, number, substr(text, number * 4000 + 1, 12000) AS words
    FROM (SELECT bulletin_id, text, unnest(range(0, length(text) // 4000 + 1)) AS number FROM bulletin_text)
),
sentence AS (
    SELECT DISTINCT bulletin_id, sentence_start, sentence FROM fact_metric
)
SELECT sentence.*
FROM sentence
LEFT JOIN piece ON piece.bulletin_id = sentence.bulletin_id AND piece.number = sentence_start // 4000
LEFT JOIN bulletin_text ON bulletin_text.bulletin_id = sentence.bulletin_id AND length(sentence) > 8000
WHERE CASE
    WHEN length(sentence) <= 8000 THEN substr(words, sentence_start % 4000 + 1, length(sentence))
    ELSE substr(text, sentence_start + 1, length(sentence))
END IS DISTINCT FROM sentence
