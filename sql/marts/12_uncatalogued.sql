-- Which metrics are missing from the catalogue, and what line would add each?
-- One row for each automatic metric, the most frequent first: paste catalogue_line into lexicon/metrics.csv, give it an
-- English name and a category, and run `bulletins reparse`.
CREATE VIEW mart_uncatalogued AS
SELECT
    metric.metric_code,
    metric.name_zh AS metric,
    count(*) AS figures,
    count(DISTINCT fact.bulletin_id) AS bulletins,
    mode(unit.unit) FILTER (fact.kind = 'level') AS unit,
    format(
        'new.{},{},,CATEGORY,{}:{},{},0,full,exact',
        left(metric.metric_id, 8),
        metric.name_zh,
        coalesce('=' || metric.action, '-'),
        coalesce('=' || metric.object, '-'),
        coalesce(mode(unit.unit) FILTER (fact.kind = 'level'), '%')
    ) AS catalogue_line,
    any_value(fact.sentence) AS example
FROM dim_metric AS metric
JOIN fact_metric AS fact ON fact.metric_id = metric.metric_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id
WHERE NOT metric.is_catalogued
GROUP BY metric.metric_id, metric.metric_code, metric.name_zh, metric.action, metric.object
ORDER BY figures DESC, metric.metric_code;
COMMENT ON VIEW mart_uncatalogued IS 'Metrics that the catalogue lacks, by frequency, each with the line that would add it';
