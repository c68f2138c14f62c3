-- what: bulletins of which nothing says when they were published
-- why: dates without a year stay open in them, and their figures have no as-of day
-- scope: batch
SELECT bulletin_id, file_path FROM dim_bulletin WHERE status = 'loaded' AND published_on IS NULL
