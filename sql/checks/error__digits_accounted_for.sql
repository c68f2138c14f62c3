-- what: every Arabic digit of a text is in one figure or one numeral
-- why: a number that nobody accounts for may be a figure that was missed in silence
-- scope: batch
WITH entry AS (
    SELECT bulletin_id, figure_text AS words FROM fact_metric
    UNION ALL
    SELECT bulletin_id, numeral_text FROM fact_numeral
),
accounted AS (
    SELECT bulletin_id, sum(length(array_to_string(regexp_extract_all(words, '[0-9０-９]+'), '')))::BIGINT AS digits
    FROM entry
    GROUP BY bulletin_id
)
SELECT
    bulletin_id,
    length(array_to_string(regexp_extract_all(text, '[0-9０-９]+'), '')) AS digits_in_text,
    coalesce(digits, 0) AS digits_accounted_for
FROM bulletin_text
LEFT JOIN accounted USING (bulletin_id)
WHERE digits_in_text <> digits_accounted_for
