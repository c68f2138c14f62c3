-- How sure is the reader, by source?
-- One row for each source × tenth of confidence, with the share that a check doubts.
CREATE VIEW mart_confidence AS
SELECT
    source.source_code,
    floor(fact.confidence * 10) / 10 AS confidence_from,
    count(*) AS figures,
    round(100 * avg(fact.is_suspect::INT), 2) AS suspect_pct
FROM fact_metric AS fact
JOIN dim_source AS source ON source.source_id = fact.source_id
WHERE fact.is_current
GROUP BY source.source_code, confidence_from;
COMMENT ON VIEW mart_confidence IS 'Figures by source and tenth of confidence';
