-- what: articles lie within their text, one after the other, each with a headline and its own figures
-- why: a figure counts for the article whose words it stands in
-- scope: batch
SELECT bulletin_id, article_id, char_start, char_end, NULL AS fact_id
FROM dim_article
JOIN dim_bulletin USING (bulletin_id)
QUALIFY headline IS NULL
    OR char_start < 0
    OR char_end > char_count
    OR body_start NOT BETWEEN char_start AND char_end
    OR char_start < lag(char_end) OVER (PARTITION BY bulletin_id ORDER BY article_number)
UNION ALL
SELECT fact_metric.bulletin_id, article_id, dim_article.char_start, dim_article.char_end, fact_id
FROM fact_metric
JOIN dim_article USING (article_id)
WHERE fact_metric.char_start NOT BETWEEN dim_article.char_start AND dim_article.char_end
    OR fact_metric.bulletin_id <> dim_article.bulletin_id
