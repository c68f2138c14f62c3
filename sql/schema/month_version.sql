-- Grain: one month of publication. No part of what bulletins say: two warehouses of the same bulletins differ in it.
CREATE TABLE month_version (
    published_month VARCHAR PRIMARY KEY,
    version VARCHAR NOT NULL
);
COMMENT ON TABLE month_version IS 'One month of publication, with a version that every change of its bulletins renews: Parquet of the others is kept';
COMMENT ON COLUMN month_version.published_month IS 'Year and month (2022-07); unknown for bulletins without a day of publication';
COMMENT ON COLUMN month_version.version IS 'Random mark of the commit that changed a bulletin of the month last';
