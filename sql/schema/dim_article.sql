-- Grain: one article of a loaded bulletin.
CREATE TABLE dim_article (
    article_id VARCHAR NOT NULL,
    bulletin_id VARCHAR NOT NULL,
    article_number INTEGER NOT NULL,
    headline VARCHAR NOT NULL,
    dateline VARCHAR,
    byline VARCHAR,
    body VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    body_start BIGINT NOT NULL,
    body_hash VARCHAR NOT NULL,
    minhash BLOB NOT NULL,
    story_id VARCHAR,
    is_first_telling BOOLEAN
);
COMMENT ON TABLE dim_article IS 'One article of a bulletin';
COMMENT ON COLUMN dim_article.article_id IS 'Key: hash of bulletin_id and char_start';
COMMENT ON COLUMN dim_article.bulletin_id IS 'Key into dim_bulletin';
COMMENT ON COLUMN dim_article.article_number IS 'Its number in the bulletin, from 1';
COMMENT ON COLUMN dim_article.headline IS 'Headline as read';
COMMENT ON COLUMN dim_article.dateline IS 'Place of the dateline (呼和浩特讯)';
COMMENT ON COLUMN dim_article.byline IS 'Reporters and correspondents, separated by |';
COMMENT ON COLUMN dim_article.body IS 'Text after the headline, verbatim';
COMMENT ON COLUMN dim_article.char_start IS 'First character of the headline in bulletin_text';
COMMENT ON COLUMN dim_article.char_end IS 'After the last character of the text';
COMMENT ON COLUMN dim_article.body_start IS 'First character of the text after the headline';
COMMENT ON COLUMN dim_article.body_hash IS 'Hash of the body without white space';
COMMENT ON COLUMN dim_article.minhash IS 'MinHash of the clauses of the body (transforms/stories.py): near-duplicates share most of it';
COMMENT ON COLUMN dim_article.story_id IS 'Smallest article_id among the articles that tell the same story, derived at publishing';
COMMENT ON COLUMN dim_article.is_first_telling IS 'This article stands for its story: marts count its figures and no others of the story; derived at publishing';
