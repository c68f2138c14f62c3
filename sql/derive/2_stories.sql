-- Articles of one story (near-duplicates, in TEMP TABLE story): the current one that was published first stands for it.
CREATE TEMP TABLE telling AS
SELECT
    story.article_id,
    story.story_id,
    row_number() OVER (
        PARTITION BY story.story_id ORDER BY is_current DESC, published_on NULLS LAST, story.article_id
    ) AS number
FROM story
JOIN dim_article USING (article_id)
JOIN dim_bulletin USING (bulletin_id);

UPDATE dim_article
SET story_id = telling.story_id, is_first_telling = telling.number = 1
FROM telling
WHERE dim_article.article_id = telling.article_id;
