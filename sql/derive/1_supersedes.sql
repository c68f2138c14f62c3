-- A later file of the same source and path is a new version: it supersedes the one before.
CREATE TEMP TABLE version AS
SELECT
    bulletin_id,
    lag(bulletin_id) OVER earlier AS supersedes_id,
    lead(bulletin_id) OVER earlier IS NULL AS is_current
FROM dim_bulletin
WHERE status = 'loaded'
WINDOW earlier AS (PARTITION BY source_id, file_path ORDER BY received_at, bulletin_id)
QUALIFY count(*) OVER (PARTITION BY source_id, file_path) > 1;

UPDATE dim_bulletin
SET supersedes_id = version.supersedes_id, is_current = version.is_current
FROM version
WHERE dim_bulletin.bulletin_id = version.bulletin_id;

DROP TABLE version;
