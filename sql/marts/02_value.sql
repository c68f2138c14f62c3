-- What is the value of a metric in a region for a period, and who reported it?
-- One row for each metric × region × period × kind × unit: the figure of the newest publication, a whole before a part,
-- the surer before the less sure. Families and automatic metrics are kept apart by their words.
-- value_by_key has keys instead of names: it is what other marts build upon, and filters on names pass through it.
CREATE VIEW value_by_key AS
SELECT
    metric_id,
    CASE WHEN is_worded THEN object_text END AS object_text,
    region_id,
    kind,
    basis,
    unit_id,
    period_start_on,
    as_of_on,
    max_by(value, rank) AS value,
    max_by(row_number, rank) AS row_number,
    count(*) AS figures,
    min(value) < max(value) AS has_other_values
FROM (
    SELECT
        fact.*,
        fact.rowid AS row_number,
        worded.metric_id IS NOT NULL AS is_worded,
        -- newest publication, whole before part, surest, and the hash so that a tie never falls by chance
        (
            ((coalesce(published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT * 2 + (part_of_id IS NULL)::BIGINT)
            * 128 + round(confidence * 100)::BIGINT
        ) * 137438953472 + (hash(fact_id) >> 27)::BIGINT AS rank
    FROM fact_metric AS fact
    LEFT JOIN (SELECT metric_id FROM dim_metric WHERE is_family OR NOT is_catalogued) AS worded USING (metric_id)
    WHERE is_counted
)
GROUP BY ALL;
COMMENT ON VIEW value_by_key IS 'mart_value with keys instead of names, for other marts to build upon; row_number is the rowid of the figure';

CREATE VIEW mart_value AS
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    best.object_text,
    region.region,
    best.kind,
    best.basis,
    unit.unit,
    best.period_start_on,
    best.as_of_on,
    best.value,
    best.figures,
    best.has_other_values
FROM value_by_key AS best
JOIN dim_metric AS metric USING (metric_id)
LEFT JOIN dim_region AS region USING (region_id)
LEFT JOIN dim_unit AS unit USING (unit_id);
COMMENT ON VIEW mart_value IS 'One value for each metric, region and period, from the newest publication, and how many figures stand behind it';
