-- What is the newest figure of each metric in each region, and who says so?
-- One row for each metric × region × kind × unit: the value of the newest as-of day, with its source and sentence.
CREATE VIEW mart_latest AS
SELECT
    newest.metric_code,
    newest.metric,
    newest.object_text,
    newest.region,
    newest.kind,
    newest.basis,
    newest.unit,
    newest.as_of_on,
    newest.period_start_on,
    newest.value,
    source.source_name,
    fact.figure_text,
    fact.sentence,
    fact.is_suspect,
    fact.confidence,
    fact.fact_id
FROM (
    SELECT
        metric_code, metric, object_text, region, kind, basis, unit,
        max(as_of_on) AS as_of_on,
        max_by(period_start_on, as_of_on) AS period_start_on,
        max_by(value, as_of_on) AS value,
        max_by(fact_id, as_of_on) AS fact_id
    FROM mart_value
    GROUP BY ALL
) AS newest
JOIN fact_metric AS fact ON fact.fact_id = newest.fact_id
JOIN dim_source AS source ON source.source_id = fact.source_id;
COMMENT ON VIEW mart_latest IS 'Newest figure of each metric in each region, with its source and sentence';
