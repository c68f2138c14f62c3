-- Do the parts of a breakdown add up to their total?
-- One row for each figure that others are a part of (其中, 包括). Parts that leave something out are no error: is_complete
-- says whether they make the whole, is_over whether they exceed it by more than the rounding of what is printed.
CREATE VIEW mart_breakdown AS
WITH part AS (
    SELECT
        part_of_id,
        unit_id,
        sum(value) AS parts_value,
        count(*) AS parts,
        string_agg(coalesce(object_text, action_text, '') || ' ' || figure_text, '、' ORDER BY char_start) AS parts_text,
        sum(CASE WHEN contains(figure_text, '亿') THEN 1e8 WHEN contains(figure_text, '万') THEN 1e4 ELSE 0 END
            / pow(10, length(regexp_extract(figure_text, '\.([0-9０-９]+)', 1))) / 2) AS parts_rounding
    FROM fact_metric
    WHERE part_of_id IS NOT NULL AND is_current AND kind = 'level'
    GROUP BY part_of_id, unit_id
)
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    region.region,
    whole.as_of_on,
    unit.unit,
    whole.value AS whole_value,
    part.parts_value,
    part.parts,
    part.parts_text,
    abs(whole.value - part.parts_value) <= rounding.bound AS is_complete,
    part.parts_value - whole.value > rounding.bound AS is_over,
    whole.sentence,
    whole.fact_id,
    whole.bulletin_id
FROM part
JOIN fact_metric AS whole ON whole.fact_id = part.part_of_id AND whole.unit_id IS NOT DISTINCT FROM part.unit_id
JOIN dim_metric AS metric ON metric.metric_id = whole.metric_id
LEFT JOIN dim_region AS region ON region.region_id = whole.region_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = whole.unit_id
CROSS JOIN LATERAL (
    SELECT part.parts_rounding
        + CASE WHEN contains(whole.figure_text, '亿') THEN 1e8 WHEN contains(whole.figure_text, '万') THEN 1e4 ELSE 0 END
        / pow(10, length(regexp_extract(whole.figure_text, '\.([0-9０-９]+)', 1))) / 2 + 1e-6 AS bound
) AS rounding;
COMMENT ON VIEW mart_breakdown IS 'A total beside the sum of its parts, with the parts in words';
