-- what: no more than a fifth of a source's files are refused
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
HAVING files >= 10 AND refused > 0.2 * files
