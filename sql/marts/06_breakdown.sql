-- Do the parts of a breakdown add up to their total?
-- One row for each figure that others are a part of (其中, 包括). Parts that leave something out are no error: is_complete
-- says whether they make the whole, is_over whether they exceed it by more than the rounding of what is printed.
CREATE VIEW mart_breakdown AS
SELECT
    metric_code,
    metric,
    region,
    as_of_on,
    unit,
    whole_value,
    sum(part_value) AS parts_value,
    count(*) AS parts,
    string_agg(part_text, '、' ORDER BY char_start) AS parts_text,
    abs(whole_value - sum(part_value)) <= sum(part_rounding) + whole_rounding + 1e-6 AS is_complete,
    sum(part_value) - whole_value > sum(part_rounding) + whole_rounding + 1e-6 AS is_over,
    sentence,
    fact_id,
    bulletin_id
FROM (
    SELECT
        metric.metric_code,
        metric.name_zh AS metric,
        region.region,
        whole.as_of_on,
        unit.unit,
        whole.value AS whole_value,
        -- half of the last digit printed: 2.85亿 is anything from 2.845亿 to 2.855亿
        CASE WHEN contains(whole.figure_text, '亿') THEN 1e8 WHEN contains(whole.figure_text, '万') THEN 1e4 ELSE 0 END
            / pow(10, length(regexp_extract(whole.figure_text, '[.．]([0-9０-９]+)', 1))) / 2 AS whole_rounding,
        part.value AS part_value,
        CASE WHEN contains(part.figure_text, '亿') THEN 1e8 WHEN contains(part.figure_text, '万') THEN 1e4 ELSE 0 END
            / pow(10, length(regexp_extract(part.figure_text, '[.．]([0-9０-９]+)', 1))) / 2 AS part_rounding,
        coalesce(part.object_text, part.action_text, '') || ' ' || part.figure_text AS part_text,
        part.char_start,
        whole.sentence,
        whole.fact_id,
        whole.bulletin_id
    FROM fact_metric AS part
    JOIN fact_metric AS whole
        ON whole.fact_id = part.part_of_id AND whole.unit_id IS NOT DISTINCT FROM part.unit_id
    JOIN dim_metric AS metric ON metric.metric_id = whole.metric_id
    LEFT JOIN dim_region AS region ON region.region_id = whole.region_id
    LEFT JOIN dim_unit AS unit ON unit.unit_id = whole.unit_id
    WHERE part.part_of_id IS NOT NULL AND part.is_current AND part.kind = 'level'
)
GROUP BY metric_code, metric, region, as_of_on, unit, whole_value, whole_rounding, sentence, fact_id, bulletin_id;
COMMENT ON VIEW mart_breakdown IS 'A total beside the sum of its parts, with the parts in words';
