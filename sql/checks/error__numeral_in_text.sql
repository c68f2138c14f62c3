-- what: every numeral that is no figure stands at its place in the text
-- why: the ledger of numbers must point at what was read
-- scope: batch
WITH piece AS (
    SELECT bulletin_id, number, substr(text, number * 4000 + 1, 5000) AS words
    FROM (SELECT bulletin_id, text, unnest(range(0, length(text) // 4000 + 1)) AS number FROM bulletin_text)
)
SELECT fact_numeral.bulletin_id, numeral_id, numeral_text, char_start, char_end
FROM fact_numeral
LEFT JOIN piece
    ON piece.bulletin_id = fact_numeral.bulletin_id AND piece.number = char_start // 4000
WHERE char_end - char_start > 1000
    OR substr(words, char_start % 4000 + 1, char_end - char_start) IS DISTINCT FROM numeral_text
