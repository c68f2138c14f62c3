-- Question: Which regions report most, and how sure is the reader of it?
SELECT region, count(*) AS figures, count(DISTINCT metric_code) AS metrics, round(avg(confidence), 3) AS confidence
FROM mart_figure
WHERE is_counted AND region IS NOT NULL
GROUP BY region
ORDER BY figures DESC, region
LIMIT 10;
