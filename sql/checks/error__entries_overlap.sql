-- what: no two figures or numerals of a bulletin share a character
-- why: a number that is counted twice is counted wrongly
-- scope: batch
WITH entry AS (
    SELECT bulletin_id, fact_id AS entry_id, char_start, char_end FROM fact_metric
    UNION ALL
    SELECT bulletin_id, numeral_id, char_start, char_end FROM fact_numeral
)
SELECT
    bulletin_id,
    entry_id,
    char_start,
    lag(char_end) OVER (PARTITION BY bulletin_id ORDER BY char_start, char_end) AS end_of_the_one_before
FROM entry
QUALIFY char_start < end_of_the_one_before OR char_end <= char_start
