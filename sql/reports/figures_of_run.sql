-- Figures of the bulletins received since a moment, by metric and region; parameters: the moment (UTC), rows at most.
SELECT m.name_zh AS metric, r.region, count(*) AS figures
FROM fact_metric AS f
JOIN dim_bulletin AS b USING (bulletin_id)
LEFT JOIN dim_metric AS m USING (metric_id)
LEFT JOIN dim_region AS r USING (region_id)
WHERE b.received_at >= ?
GROUP BY ALL
ORDER BY figures DESC, metric, region
LIMIT ?
