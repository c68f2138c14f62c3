-- How many runs failed within the last day.
SELECT count(*) FROM etl_run WHERE state = 'failed' AND started_at > now()::TIMESTAMPTZ AT TIME ZONE 'UTC' - INTERVAL 1 DAY
