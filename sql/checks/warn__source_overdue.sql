-- what: every source with a cadence has published within so many times it as the setting overdue_cadences
-- why: a source that falls silent is noticed last
-- scope: warehouse
SELECT
    arg_max(bulletin_id, published_on) AS bulletin_id,
    source_code,
    cadence_days,
    max(published_on) AS last_published_on,
    current_date - max(published_on) AS days_since
FROM dim_bulletin
JOIN dim_source USING (source_id)
WHERE status = 'loaded' AND cadence_days IS NOT NULL
GROUP BY source_code, cadence_days
HAVING current_date - max(published_on) > $overdue_cadences * cadence_days
