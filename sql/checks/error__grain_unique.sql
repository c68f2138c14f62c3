-- what: no key stands twice in its table
-- why: a doubled row doubles every sum
-- scope: batch
SELECT min(bulletin_id) AS bulletin_id, 'fact_metric' AS table_name, fact_id AS row_id, count(*) AS rows
FROM fact_metric GROUP BY fact_id HAVING count(*) > 1
UNION ALL
SELECT min(bulletin_id), 'fact_numeral', numeral_id, count(*)
FROM fact_numeral GROUP BY numeral_id HAVING count(*) > 1
UNION ALL
SELECT min(bulletin_id), 'dim_article', article_id, count(*)
FROM dim_article GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT bulletin_id, 'bulletin_text', bulletin_id, count(*)
FROM bulletin_text GROUP BY bulletin_id HAVING count(*) > 1
UNION ALL
SELECT bulletin_id, 'dim_bulletin', bulletin_id, count(*)
FROM dim_bulletin GROUP BY bulletin_id HAVING count(*) > 1
