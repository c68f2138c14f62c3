-- Each source: when it last sent something, the last day of publication, what is loaded and what waits in quarantine.
SELECT
    source_code AS source,
    max(received_at) AS last_received_at,
    max(published_on) AS last_published_on,
    count(*) FILTER (status = 'loaded') AS loaded,
    count(*) FILTER (status = 'quarantined') AS quarantined
FROM dim_bulletin
JOIN dim_source USING (source_id)
GROUP BY source_code
ORDER BY source_code
