-- The last runs that did something, newest first; parameter: how many.
SELECT started_at, flow, state, files_received AS files, bulletins_loaded AS bulletins, figures_loaded AS figures,
       bulletins_quarantined AS quarantined, round(epoch(ended_at - started_at), 1) AS seconds, message, seconds_by_stage
FROM etl_run
ORDER BY started_at DESC
LIMIT ?
