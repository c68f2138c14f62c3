-- Question: Which story stood in several papers?
SELECT headline, articles, sources, carried_by, first_published_on, last_published_on
FROM mart_story
ORDER BY articles DESC, story_id;
