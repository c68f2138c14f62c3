-- what: bulletins without a single figure
-- why: some have none to report; a source whose bulletins all have none is read wrongly
-- scope: batch
SELECT bulletin_id, file_path FROM dim_bulletin WHERE status = 'loaded' AND figure_count = 0
