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
    units VARCHAR,
    polarity INTEGER,
    additivity VARCHAR,
    is_family BOOLEAN NOT NULL,
    is_catalogued BOOLEAN NOT NULL
);
COMMENT ON TABLE dim_metric IS 'One metric: what is counted, whatever words a bulletin chose for it';
COMMENT ON COLUMN dim_metric.metric_id IS 'Key: hash of metric_code';
COMMENT ON COLUMN dim_metric.metric_code IS 'Code of the catalogue, or an automatic one that is stable for the same words';
COMMENT ON COLUMN dim_metric.name_zh IS 'Chinese name';
COMMENT ON COLUMN dim_metric.name_en IS 'English name; NULL where not catalogued';
COMMENT ON COLUMN dim_metric.category IS 'Codes of the category tree from the root down, separated by /; NULL where not catalogued';
COMMENT ON COLUMN dim_metric.action IS 'Verb whose object is counted (破获); NULL for a bare noun';
COMMENT ON COLUMN dim_metric.object IS 'Thing counted (刑事案件)';
COMMENT ON COLUMN dim_metric.unit IS 'Canonical unit of its levels; NULL where not catalogued';
COMMENT ON COLUMN dim_metric.units IS 'Every unit its levels may come in, separated by |; NULL where not catalogued';
COMMENT ON COLUMN dim_metric.polarity IS '1 more is better, -1 less is better, 0 neither; NULL unknown';
COMMENT ON COLUMN dim_metric.additivity IS 'full (over regions and periods), region (a stock: over regions only) or none (a rate); NULL unknown';
COMMENT ON COLUMN dim_metric.is_family IS 'Its figures compare only where their object words are the same (查获其他物品)';
COMMENT ON COLUMN dim_metric.is_catalogued IS 'Listed in the metric catalogue';
