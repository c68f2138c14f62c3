-- Grain: one metric. Catalogued ones come from lexicon/metrics.csv, the others are made from their words.
CREATE TABLE dim_metric (
    metric_id VARCHAR PRIMARY KEY,
    metric_code VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR,
    category VARCHAR,
    action VARCHAR,
    object VARCHAR,
    unit VARCHAR,
    polarity INTEGER,
    additivity VARCHAR,
    is_catalogued BOOLEAN NOT NULL
);
COMMENT ON TABLE dim_metric IS 'One metric: what is counted, whatever words a bulletin chose for it';
COMMENT ON COLUMN dim_metric.metric_id IS 'Key: hash of metric_code';
COMMENT ON COLUMN dim_metric.metric_code IS 'Code of the catalogue, or an automatic one that is stable for the same words';
COMMENT ON COLUMN dim_metric.name_zh IS 'Chinese name';
COMMENT ON COLUMN dim_metric.name_en IS 'English name; NULL where not catalogued';
COMMENT ON COLUMN dim_metric.category IS 'Place in the category tree, parts separated by /; NULL where not catalogued';
COMMENT ON COLUMN dim_metric.action IS 'Verb whose object is counted (破获); NULL for a bare noun';
COMMENT ON COLUMN dim_metric.object IS 'Thing counted (刑事案件)';
COMMENT ON COLUMN dim_metric.unit IS 'Canonical unit of its levels; NULL where it may have several';
COMMENT ON COLUMN dim_metric.polarity IS '1 more is better, -1 less is better, 0 neither; NULL unknown';
COMMENT ON COLUMN dim_metric.additivity IS 'full (over regions and periods), region (a stock: over regions only) or none (a ratio); NULL unknown';
COMMENT ON COLUMN dim_metric.is_catalogued IS 'Listed in the metric catalogue';
