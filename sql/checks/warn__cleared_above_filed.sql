-- what: no more cases are cleared than were filed, for one kind of case, place and period of an article
-- why: old cases cleared now may explain it; a wrong action or object often does
-- scope: batch
WITH stage AS (
    SELECT
        fact_metric.*,
        regexp_replace(metric_code, '\.[^.]+$', '') AS matter,
        CASE regexp_extract(metric_code, '[^.]+$')
            WHEN 'accepted' THEN 1
            WHEN 'filed' THEN 2
            WHEN 'cracked' THEN 3
            WHEN 'closed' THEN 3
            WHEN 'cleared' THEN 3
        END AS step
    FROM fact_metric
    JOIN dim_metric USING (metric_id)
    WHERE kind = 'level' AND is_catalogued AND approx = 'exact' AND repeats_id IS NULL
)
SELECT
    cleared.bulletin_id,
    cleared.fact_id,
    cleared.figure_text AS cleared_text,
    filed.figure_text AS filed_text,
    cleared.matter,
    cleared.sentence
FROM stage AS cleared
JOIN stage AS filed
    ON filed.bulletin_id = cleared.bulletin_id
    AND filed.article_id IS NOT DISTINCT FROM cleared.article_id
    AND filed.matter = cleared.matter
    AND filed.unit_id IS NOT DISTINCT FROM cleared.unit_id
    AND filed.region_id IS NOT DISTINCT FROM cleared.region_id
    AND filed.period_start_on IS NOT DISTINCT FROM cleared.period_start_on
    AND filed.period_end_on IS NOT DISTINCT FROM cleared.period_end_on
    AND filed.part_of_id IS NOT DISTINCT FROM cleared.part_of_id
WHERE cleared.step = 3
    AND filed.step < 3
    AND cleared.value > filed.value
