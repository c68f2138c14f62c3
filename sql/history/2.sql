-- Version 2: what a reparse changed, by metric.
CREATE TABLE etl_diff_metric (
    run_id VARCHAR NOT NULL,
    metric_code VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    added BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    changed BIGINT NOT NULL
);
COMMENT ON TABLE etl_diff_metric IS 'What a reparse changed: figures of one metric';
COMMENT ON COLUMN etl_diff_metric.run_id IS 'Key into etl_run';
COMMENT ON COLUMN etl_diff_metric.metric_code IS 'Code of the metric; of a changed figure the new one';
COMMENT ON COLUMN etl_diff_metric.name_zh IS 'Its name';
COMMENT ON COLUMN etl_diff_metric.added IS 'Figures that were not there';
COMMENT ON COLUMN etl_diff_metric.gone IS 'Figures that are not there any more';
COMMENT ON COLUMN etl_diff_metric.changed IS 'Figures of which a column differs';
