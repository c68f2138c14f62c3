-- what: no figure is a part or a repetition of itself, nor of one that is so of it
-- why: a total that contains itself has no sum
-- scope: batch
SELECT part.bulletin_id, part.fact_id, part.part_of_id, part.repeats_id, part.sentence
FROM fact_metric AS part
LEFT JOIN fact_metric AS total ON total.bulletin_id = part.bulletin_id AND total.fact_id = part.part_of_id
LEFT JOIN fact_metric AS first ON first.bulletin_id = part.bulletin_id AND first.fact_id = part.repeats_id
WHERE part.part_of_id = part.fact_id
    OR total.part_of_id = part.fact_id
    OR part.repeats_id = part.fact_id
    OR first.repeats_id = part.fact_id
