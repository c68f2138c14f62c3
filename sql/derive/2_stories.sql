-- Articles with the same words, white space apart, are one story; among the current ones the first by key stands for it.
CREATE TEMP TABLE telling AS
SELECT
    article_id,
    min(article_id) OVER story AS story_id,
    article_id IS NOT DISTINCT FROM min(article_id) FILTER (is_current) OVER story AS is_first_telling
FROM dim_article
JOIN dim_bulletin USING (bulletin_id)
WHERE body <> ''
WINDOW story AS (PARTITION BY body_hash)
QUALIFY count(*) OVER story > 1;

UPDATE dim_article
SET story_id = telling.story_id, is_first_telling = telling.is_first_telling
FROM telling
WHERE dim_article.article_id = telling.article_id;

DROP TABLE telling;
