-- What is waiting in quarantine, why, and since when?
CREATE VIEW mart_quarantine AS
SELECT
    bulletin.bulletin_id,
    source.source_code,
    bulletin.file_path,
    bulletin.status_code AS reason_code,
    bulletin.status_reason AS reason,
    bulletin.received_at,
    bulletin.byte_count
FROM dim_bulletin AS bulletin
JOIN dim_source AS source USING (source_id)
WHERE bulletin.status = 'quarantined';
COMMENT ON VIEW mart_quarantine IS 'Bulletins set aside, with the reason in words';
