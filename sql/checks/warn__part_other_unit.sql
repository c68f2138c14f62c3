-- what: a part is counted in the unit of its total
-- why: 其中 may have been tied to the wrong figure
-- scope: batch
SELECT
    part.bulletin_id,
    part.fact_id,
    part.figure_text,
    total.figure_text AS total_text,
    part.sentence
FROM fact_metric AS part
JOIN fact_metric AS total ON total.bulletin_id = part.bulletin_id AND total.fact_id = part.part_of_id
WHERE part.unit_id IS DISTINCT FROM total.unit_id
    AND part.kind = total.kind
    AND part.unit_id IS NOT NULL
    AND total.unit_id IS NOT NULL
