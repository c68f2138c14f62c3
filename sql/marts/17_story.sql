-- Which stories were told more than once, and who carried them?
-- One row for each story with two articles or more: marts count its figures once, as the first telling has them.
CREATE VIEW mart_story AS
SELECT
    article.story_id,
    max(article.headline) FILTER (article.is_first_telling) AS headline,
    count(*) AS articles,
    count(DISTINCT bulletin.source_id) AS sources,
    string_agg(DISTINCT source.source_name, '、' ORDER BY source.source_name) AS carried_by,
    min(bulletin.published_on) AS first_published_on,
    max(bulletin.published_on) AS last_published_on,
    list(article.article_id ORDER BY article.article_id) AS article_ids
FROM dim_article AS article
JOIN dim_bulletin AS bulletin USING (bulletin_id)
JOIN dim_source AS source USING (source_id)
WHERE article.story_id IS NOT NULL
GROUP BY article.story_id;
COMMENT ON VIEW mart_story IS 'The same story in several articles, and who carried it';
