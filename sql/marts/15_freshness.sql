-- Which sources have gone quiet?
-- One row a source: when it last arrived and was last published, against the cadence that sources.yaml expects.
CREATE VIEW mart_freshness AS
SELECT
    source.source_code,
    source.source_name,
    source.cadence_days,
    count(bulletin.bulletin_id) AS bulletins,
    count(bulletin.bulletin_id) FILTER (bulletin.status = 'quarantined') AS quarantined,
    max(bulletin.published_on) AS last_published_on,
    max(bulletin.received_at) AS last_received_at,
    current_date - max(bulletin.received_at)::DATE AS days_since_received,
    coalesce(days_since_received > source.cadence_days, false) AS is_overdue
FROM dim_source AS source
LEFT JOIN dim_bulletin AS bulletin USING (source_id)
GROUP BY source.source_code, source.source_name, source.cadence_days;
COMMENT ON VIEW mart_freshness IS 'When each source last arrived, against its expected cadence';
