-- Where do sources, or articles of one source, give different values for the same thing?
-- One row for each metric × region × body × period with exact values that differ by more than the rounding of what is
-- printed (2.85亿 is anything from 2.845亿 to 2.855亿): the lowest and the highest, each with its source, place and
-- sentence. Parts of a breakdown are left out, and figures of two campaigns, or of one and of none, are not held against
-- each other: each counts what came of its own campaign.
CREATE VIEW mart_conflict AS
SELECT
    claim.metric_code,
    metric.name_zh AS metric,
    CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN low.object_text END AS object_text,
    claim.region,
    organisation.organisation,
    low.kind,
    low.basis,
    unit.unit,
    low.period_start_on,
    low.as_of_on,
    low.value AS low,
    high.value AS high,
    claim.figures,
    low.source_id <> high.source_id AS is_between_sources,
    low_source.source_name AS low_source,
    low_bulletin.file_name AS low_file,
    low.char_start AS low_start,
    low.char_end AS low_end,
    low.sentence AS low_sentence,
    high_source.source_name AS high_source,
    high_bulletin.file_name AS high_file,
    high.char_start AS high_start,
    high.char_end AS high_end,
    high.sentence AS high_sentence,
    low.fact_id AS low_id,
    high.fact_id AS high_id
FROM (
    SELECT
        metric.metric_code,
        region.region,
        min_by(fact.rowid, fact.value) AS low_row,
        max_by(fact.rowid, fact.value) AS high_row,
        count(*) AS figures
    FROM fact_metric AS fact
    JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
    JOIN dim_region AS region ON region.region_id = fact.region_id
    WHERE fact.is_counted AND fact.approx = 'exact' AND fact.part_of_id IS NULL AND fact.value_max IS NULL
        AND fact.as_of_on IS NOT NULL
    GROUP BY
        metric.metric_code,
        region.region,
        hash(
            CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN fact.object_text END,
            fact.organisation_id, fact.campaign_id, fact.kind, fact.basis, fact.unit_id, fact.period_start_on, fact.as_of_on
        )
    HAVING count(*) > 1
) AS claim
JOIN dim_metric AS metric ON metric.metric_code = claim.metric_code
JOIN fact_metric AS low ON low.rowid = claim.low_row
JOIN fact_metric AS high ON high.rowid = claim.high_row
JOIN dim_source AS low_source ON low_source.source_id = low.source_id
JOIN dim_source AS high_source ON high_source.source_id = high.source_id
JOIN dim_bulletin AS low_bulletin ON low_bulletin.bulletin_id = low.bulletin_id
JOIN dim_bulletin AS high_bulletin ON high_bulletin.bulletin_id = high.bulletin_id
LEFT JOIN dim_organisation AS organisation ON organisation.organisation_id = low.organisation_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = low.unit_id
WHERE coalesce(low.article_id <> high.article_id, low.bulletin_id <> high.bulletin_id)
    AND high.value - low.value > 1e-9 + greatest(
        CASE WHEN contains(low.figure_text, '亿') THEN 1e8 WHEN contains(low.figure_text, '万') THEN 1e4 ELSE 1 END
        / pow(10, length(regexp_extract(low.figure_text, '[.．]([0-9０-９]+)', 1))) / 2,
        CASE WHEN contains(high.figure_text, '亿') THEN 1e8 WHEN contains(high.figure_text, '万') THEN 1e4 ELSE 1 END
        / pow(10, length(regexp_extract(high.figure_text, '[.．]([0-9０-９]+)', 1))) / 2
    );
COMMENT ON VIEW mart_conflict IS 'Different values for the same metric, region, body and period, with both places and sentences';
