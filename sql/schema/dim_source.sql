-- Grain: one source of bulletins: a subfolder of the inbox, described in sources.yaml.
CREATE TABLE dim_source (
    source_id VARCHAR PRIMARY KEY,
    source_code VARCHAR NOT NULL,
    source_name VARCHAR NOT NULL,
    publisher VARCHAR,
    home_region VARCHAR,
    cadence_days INTEGER,
    lane VARCHAR NOT NULL
);
COMMENT ON TABLE dim_source IS 'One source of bulletins: a subfolder of the inbox, described in sources.yaml';
COMMENT ON COLUMN dim_source.source_id IS 'Key: hash of source_code';
COMMENT ON COLUMN dim_source.source_code IS 'Name of the inbox subfolder (or of the sidecar''s source); unsorted for files outside any';
COMMENT ON COLUMN dim_source.source_name IS 'Name for people; the code where sources.yaml gives none';
COMMENT ON COLUMN dim_source.publisher IS 'Body or paper that publishes it';
COMMENT ON COLUMN dim_source.home_region IS 'Region that 我区, 全市, 全县 mean in this source, as a full official name';
COMMENT ON COLUMN dim_source.cadence_days IS 'Days between two bulletins that are expected; NULL where none is';
COMMENT ON COLUMN dim_source.lane IS 'routine (定期报送) or urgent (重大情况随时报送)';
