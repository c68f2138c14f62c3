-- what: the parts of a total do not exceed it, rounding apart
-- why: one of them may be read wrongly, or belong to another total
-- scope: batch
-- Each printed number is taken as right to half of its last digit (2.85亿 against 1.36, 1.20 and 0.29).
WITH figure AS (
    SELECT
        *,
        regexp_extract(replace(figure_text, ',', ''), '[0-9]+(\.[0-9]+)?') AS printed,
        0.5 * coalesce(abs(value) / nullif(try_cast(printed AS DOUBLE), 0), 0)
            / pow(10, length(split_part(printed, '.', 2))) AS half_digit
    FROM fact_metric
    WHERE kind = 'level'
)
SELECT
    total.bulletin_id,
    total.fact_id,
    any_value(total.value) AS total_value,
    sum(part.value) AS sum_of_parts,
    string_agg(part.figure_text, ' + ' ORDER BY part.char_start) AS parts,
    any_value(total.sentence) AS sentence
FROM figure AS total
JOIN figure AS part
    ON part.bulletin_id = total.bulletin_id
    AND part.part_of_id = total.fact_id
    AND part.unit_id IS NOT DISTINCT FROM total.unit_id
    AND part.repeats_id IS NULL
WHERE total.approx IN ('exact', 'under')
GROUP BY total.bulletin_id, total.fact_id
HAVING sum(part.value) > any_value(total.value)
    + any_value(CASE WHEN total.printed LIKE '%.%' OR total.half_digit > 0.5 THEN total.half_digit ELSE 0 END)
    + sum(CASE WHEN part.printed LIKE '%.%' OR part.half_digit > 0.5 THEN part.half_digit ELSE 0 END)
    + 1e-6 * abs(any_value(total.value))
