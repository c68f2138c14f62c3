-- Grain: one administrative division, down to the township.
CREATE TABLE dim_region (
    region_id VARCHAR PRIMARY KEY,
    region_code VARCHAR,
    region VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    full_path VARCHAR NOT NULL,
    level VARCHAR,
    parent_id VARCHAR,
    province VARCHAR,
    aliases VARCHAR,
    valid_from_on DATE,
    valid_to_on DATE
);
COMMENT ON TABLE dim_region IS 'One administrative division of China, down to the township, and 全国';
COMMENT ON COLUMN dim_region.region_id IS 'Key: hash of region';
COMMENT ON COLUMN dim_region.region_code IS 'Official division code; 000000 for 全国; NULL for a place without one';
COMMENT ON COLUMN dim_region.region IS 'Name as the facts use it: the chain below the province (通辽市开鲁县), a province''s own full name, or 全国';
COMMENT ON COLUMN dim_region.name IS 'Its own official name (开鲁县)';
COMMENT ON COLUMN dim_region.full_path IS 'Names from the province down, separated by /';
COMMENT ON COLUMN dim_region.level IS 'country, province, prefecture, county or township';
COMMENT ON COLUMN dim_region.parent_id IS 'region_id of the division above it';
COMMENT ON COLUMN dim_region.province IS 'Full name of its province; NULL for 全国';
COMMENT ON COLUMN dim_region.aliases IS 'Short and other names (科左后旗), separated by |';
COMMENT ON COLUMN dim_region.valid_from_on IS 'First day the division existed; NULL where not known';
COMMENT ON COLUMN dim_region.valid_to_on IS 'Last day the division existed; NULL while it does';
