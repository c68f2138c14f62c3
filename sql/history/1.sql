-- Version 1 of history.duckdb: append-only, upgraded in place by the numbered files of this folder, never rebuilt.
CREATE TABLE etl_run (
    run_id VARCHAR NOT NULL,
    flow VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NOT NULL,
    state VARCHAR NOT NULL,
    generation BIGINT,
    parser_version VARCHAR NOT NULL,
    files_received BIGINT NOT NULL,
    bulletins_loaded BIGINT NOT NULL,
    bulletins_quarantined BIGINT NOT NULL,
    figures_loaded BIGINT NOT NULL,
    seconds_by_stage VARCHAR NOT NULL,
    message VARCHAR
);
COMMENT ON TABLE etl_run IS 'One run that did something';
COMMENT ON COLUMN etl_run.run_id IS 'Key, random';
COMMENT ON COLUMN etl_run.flow IS 'ingest, reparse, check, publish …';
COMMENT ON COLUMN etl_run.started_at IS 'UTC';
COMMENT ON COLUMN etl_run.ended_at IS 'UTC';
COMMENT ON COLUMN etl_run.state IS 'completed or failed';
COMMENT ON COLUMN etl_run.generation IS 'Generation of the warehouse after it';
COMMENT ON COLUMN etl_run.parser_version IS 'Version of the code and the lexicon';
COMMENT ON COLUMN etl_run.files_received IS 'Files taken from the inbox or the folder named';
COMMENT ON COLUMN etl_run.bulletins_loaded IS 'Bulletins whose rows it wrote';
COMMENT ON COLUMN etl_run.bulletins_quarantined IS 'Bulletins it set aside';
COMMENT ON COLUMN etl_run.figures_loaded IS 'Rows of fact_metric it wrote';
COMMENT ON COLUMN etl_run.seconds_by_stage IS 'JSON: seconds spent in each stage';
COMMENT ON COLUMN etl_run.message IS 'What went wrong, or a remark';

CREATE TABLE etl_check_result (
    run_id VARCHAR NOT NULL,
    check_name VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    checked_at TIMESTAMP NOT NULL,
    failure_count BIGINT NOT NULL,
    seconds DOUBLE NOT NULL,
    error VARCHAR
);
COMMENT ON TABLE etl_check_result IS 'One check in one run (batches of a run added up)';
COMMENT ON COLUMN etl_check_result.run_id IS 'Key into etl_run';
COMMENT ON COLUMN etl_check_result.check_name IS 'File name of the check without severity and extension';
COMMENT ON COLUMN etl_check_result.severity IS 'error, warn or info';
COMMENT ON COLUMN etl_check_result.scope IS 'batch (the rows of the run) or warehouse (all rows)';
COMMENT ON COLUMN etl_check_result.checked_at IS 'UTC';
COMMENT ON COLUMN etl_check_result.failure_count IS 'Offending rows';
COMMENT ON COLUMN etl_check_result.seconds IS 'Time it took';
COMMENT ON COLUMN etl_check_result.error IS 'Message where the check itself could not run: an error, never a pass';

CREATE TABLE etl_check_failure (
    run_id VARCHAR NOT NULL,
    check_name VARCHAR NOT NULL,
    bulletin_id VARCHAR,
    fact_id VARCHAR,
    row_json VARCHAR NOT NULL
);
COMMENT ON TABLE etl_check_failure IS 'One offending row, capped at a number for each check and run';
COMMENT ON COLUMN etl_check_failure.run_id IS 'Key into etl_run';
COMMENT ON COLUMN etl_check_failure.check_name IS 'The check';
COMMENT ON COLUMN etl_check_failure.bulletin_id IS 'Bulletin that offends';
COMMENT ON COLUMN etl_check_failure.fact_id IS 'Figure that offends, where the check names one';
COMMENT ON COLUMN etl_check_failure.row_json IS 'The row as the check returned it';

CREATE TABLE etl_quarantine (
    run_id VARCHAR NOT NULL,
    bulletin_id VARCHAR,
    file_path VARCHAR NOT NULL,
    reason_code VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    quarantined_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE etl_quarantine IS 'One bulletin set aside by one run';
COMMENT ON COLUMN etl_quarantine.run_id IS 'Key into etl_run';
COMMENT ON COLUMN etl_quarantine.bulletin_id IS 'The bulletin';
COMMENT ON COLUMN etl_quarantine.file_path IS 'Path below the inbox';
COMMENT ON COLUMN etl_quarantine.reason_code IS 'Short reason, name of the folder in quarantine/';
COMMENT ON COLUMN etl_quarantine.reason IS 'Reason in words';
COMMENT ON COLUMN etl_quarantine.quarantined_at IS 'UTC';

CREATE TABLE etl_diff (
    run_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    change VARCHAR NOT NULL,
    column_name VARCHAR,
    row_count BIGINT NOT NULL
);
COMMENT ON TABLE etl_diff IS 'What a reparse changed: rows added and gone by table, rows changed by column';
COMMENT ON COLUMN etl_diff.run_id IS 'Key into etl_run';
COMMENT ON COLUMN etl_diff.table_name IS 'Table of the warehouse';
COMMENT ON COLUMN etl_diff.change IS 'added, gone or changed';
COMMENT ON COLUMN etl_diff.column_name IS 'Column whose values differ (change = changed)';
COMMENT ON COLUMN etl_diff.row_count IS 'Rows';
