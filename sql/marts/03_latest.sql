-- What is the newest figure of each metric in each region, and who says so?
-- One row for each metric × region × kind × unit: the value of the newest as-of day, of the newest publication of it, with
-- its source and sentence.
CREATE VIEW mart_latest AS
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    metric.category,
    newest.object_text,
    region.region,
    newest.kind,
    newest.basis,
    unit.unit,
    fact.as_of_on,
    fact.period_start_on,
    fact.value,
    source.source_name,
    fact.figure_text,
    fact.sentence,
    fact.is_suspect,
    fact.confidence,
    fact.fact_id
FROM (
    SELECT metric_id, CASE WHEN is_worded THEN object_text END AS object_text, region_id, kind, basis, unit_id,
        max_by(row_number, rank) AS row_number
    FROM (
        SELECT
            fact.*,
            fact.rowid AS row_number,
            worded.metric_id IS NOT NULL AS is_worded,
            -- newest as-of day, newest publication, whole before part, surest, and the hash against chance
            (
                (
                    ((coalesce(as_of_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT * 131072
                    + (coalesce(published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT) * 2
                    + (part_of_id IS NULL)::BIGINT
                ) * 128 + round(confidence * 100)::BIGINT
            ) * 2097152 + (hash(fact_id) >> 43)::BIGINT AS rank
        FROM fact_metric AS fact
        LEFT JOIN (SELECT metric_id FROM dim_metric WHERE is_family OR NOT is_catalogued) AS worded USING (metric_id)
        WHERE is_counted
    )
    GROUP BY ALL
) AS newest
JOIN fact_metric AS fact ON fact.rowid = newest.row_number
JOIN dim_metric AS metric ON metric.metric_id = newest.metric_id
JOIN dim_source AS source ON source.source_id = fact.source_id
LEFT JOIN dim_region AS region ON region.region_id = newest.region_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = newest.unit_id;
COMMENT ON VIEW mart_latest IS 'Newest figure of each metric in each region, with its source and sentence';
