-- what: figures of which nothing says where
-- why: they are missing from every question about a place
-- scope: batch
SELECT bulletin_id, fact_id, figure_text, sentence FROM fact_metric WHERE region_id IS NULL
