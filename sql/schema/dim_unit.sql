-- Grain: one canonical unit. A measure word that the lexicon does not list stands for itself.
CREATE TABLE dim_unit (
    unit_id VARCHAR PRIMARY KEY,
    unit VARCHAR NOT NULL,
    dimension VARCHAR,
    is_catalogued BOOLEAN NOT NULL
);
COMMENT ON TABLE dim_unit IS 'One canonical unit; values of facts are in it, multipliers (万, 亿) applied';
COMMENT ON COLUMN dim_unit.unit_id IS 'Key: hash of unit';
COMMENT ON COLUMN dim_unit.unit IS 'Canonical unit: 起, 人, 人次, 元, % …';
COMMENT ON COLUMN dim_unit.dimension IS 'What it measures: count, money, mass, length, area, share …; NULL where not catalogued';
COMMENT ON COLUMN dim_unit.is_catalogued IS 'Listed in the lexicon (false: a measure word that stands for itself)';
