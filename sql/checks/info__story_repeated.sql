-- what: articles that tell a story that another article tells too
-- why: their figures count once
-- scope: warehouse
SELECT bulletin_id, article_id, story_id, headline FROM dim_article WHERE article_id <> story_id
