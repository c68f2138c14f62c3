-- what: a loaded bulletin has its text and just as many articles, figures and numerals as were read
-- why: what is lost between reading and loading is lost in silence
-- scope: batch
SELECT
    bulletin_id,
    char_count,
    length(text) AS characters,
    article_count,
    (SELECT count(*) FROM dim_article AS child WHERE child.bulletin_id = dim_bulletin.bulletin_id) AS articles,
    figure_count,
    (SELECT count(*) FROM fact_metric AS child WHERE child.bulletin_id = dim_bulletin.bulletin_id) AS figures,
    numeral_count,
    (SELECT count(*) FROM fact_numeral AS child WHERE child.bulletin_id = dim_bulletin.bulletin_id) AS numerals
FROM dim_bulletin
LEFT JOIN bulletin_text USING (bulletin_id)
WHERE article_count <> articles
    OR figure_count <> figures
    OR numeral_count <> numerals
    OR (status = 'loaded' AND length(text) IS DISTINCT FROM char_count)
    OR (status <> 'loaded' AND (text IS NOT NULL OR figure_count + numeral_count + article_count > 0))
