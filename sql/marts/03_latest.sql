-- What is the newest figure of each metric in each region, and who says so?
-- One row for each metric × region × kind × unit: the value of the newest as-of day, of the newest publication of it, with
-- its source and sentence. The row is found by keys and by the names that people filter by; its words are looked up then.
CREATE VIEW mart_latest AS
SELECT
    newest.metric_code,
    metric.name_zh AS metric,
    metric.category,
    CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN fact.object_text END AS object_text,
    newest.region,
    fact.kind,
    fact.basis,
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
    SELECT metric_code, region, max_by(row_number, rank) AS row_number
    FROM (
        SELECT
            metric.metric_code,
            region.region,
            hash(
                CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN fact.object_text END,
                fact.kind, fact.basis, fact.unit_id
            ) AS sort,
            fact.rowid AS row_number,
            -- newest as-of day, newest publication, whole before part, surest, and a hash against chance
            (
                (
                    ((coalesce(fact.as_of_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT * 131072
                    + (coalesce(fact.published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT) * 2
                    + (fact.part_of_id IS NULL)::BIGINT
                ) * 128 + round(fact.confidence * 100)::BIGINT
            ) * 2097152 + (hash(fact.value, fact.bulletin_id, fact.char_start) >> 43)::BIGINT AS rank
        FROM fact_metric AS fact
        JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
        LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
        WHERE fact.is_counted
    )
    GROUP BY metric_code, region, sort
) AS newest
JOIN fact_metric AS fact ON fact.rowid = newest.row_number
JOIN dim_metric AS metric ON metric.metric_code = newest.metric_code
JOIN dim_source AS source ON source.source_id = fact.source_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id;
COMMENT ON VIEW mart_latest IS 'Newest figure of each metric in each region, with its source and sentence';
