-- what: of ten files or more of a source, no larger share is refused than the setting refused_share
-- why: a source that changes its format ends up in quarantine, file by file
-- scope: warehouse
SELECT
    min(bulletin_id) FILTER (status = 'quarantined') AS bulletin_id,
    source_code,
    count(*) FILTER (status = 'quarantined') AS refused,
    count(*) AS files
FROM dim_bulletin
JOIN dim_source USING (source_id)
WHERE status <> 'dropped'
GROUP BY source_code
HAVING files >= 10 AND refused > $refused_share * files
