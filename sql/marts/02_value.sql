-- What is the value of a metric in a region for a period, and how many figures stand behind it?
-- One row for each metric × region × period × kind × unit: the figure of the newest publication, a whole before a part,
-- the surer before the less sure. Families and automatic metrics are kept apart by their words.
-- counted_figure is what it and other marts are made from: figures that count, with their comparable words and rank. It
-- gives the names that people filter by, so that a filter reaches the scan, and leaves the rest to be named afterwards.
CREATE VIEW counted_figure AS
SELECT
    metric.metric_code,
    CASE WHEN metric.is_family OR NOT metric.is_catalogued THEN fact.object_text END AS object_text,
    region.region,
    fact.kind,
    fact.basis,
    unit.unit,
    fact.period_start_on,
    fact.as_of_on,
    fact.value,
    -- newest publication, whole before part, surest, and at last the value, so that a tie never falls by chance
    (
        (
            (coalesce(fact.published_on, DATE '1900-01-01') - DATE '1900-01-01')::BIGINT * 2
            + (fact.part_of_id IS NULL)::BIGINT
        ) * 128 + round(fact.confidence * 100)::BIGINT
    ) * 137438953472 + (hash(fact.value) >> 27)::BIGINT AS rank
FROM fact_metric AS fact
JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
WHERE fact.is_counted;
COMMENT ON VIEW counted_figure IS 'Figures that count, with the words that a family compares by, and the rank by which the best of several is taken';

CREATE VIEW mart_value AS
SELECT
    best.metric_code,
    metric.name_zh AS metric,
    best.object_text,
    best.region,
    best.kind,
    best.basis,
    best.unit,
    best.period_start_on,
    best.as_of_on,
    best.value,
    best.figures,
    best.has_other_values
FROM (
    SELECT
        metric_code, object_text, region, kind, basis, unit, period_start_on, as_of_on,
        max_by(value, rank) AS value,
        count(*) AS figures,
        min(value) < max(value) AS has_other_values
    FROM counted_figure
    GROUP BY metric_code, object_text, region, kind, basis, unit, period_start_on, as_of_on
) AS best
JOIN dim_metric AS metric ON metric.metric_code = best.metric_code;
COMMENT ON VIEW mart_value IS 'One value for each metric, region and period, from the newest publication, and how many figures stand behind it';
