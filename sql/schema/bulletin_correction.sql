-- Grain: one correction by a person, applied or not, when its bulletin was read.
CREATE TABLE bulletin_correction (
    bulletin_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    verb VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    fact_id VARCHAR,
    failure VARCHAR,
    reason VARCHAR NOT NULL,
    corrected_by VARCHAR NOT NULL,
    corrected_on DATE NOT NULL
);
COMMENT ON TABLE bulletin_correction IS 'Corrections by people (corrections/*.yaml), as they were applied when their bulletin was read';
COMMENT ON COLUMN bulletin_correction.bulletin_id IS 'Key into dim_bulletin';
COMMENT ON COLUMN bulletin_correction.place IS 'File and line of the correction';
COMMENT ON COLUMN bulletin_correction.verb IS 'set, add or drop';
COMMENT ON COLUMN bulletin_correction.quote IS 'Words of the bulletin by which the figure is found';
COMMENT ON COLUMN bulletin_correction.fact_id IS 'Key into fact_metric: the figure as corrected; NULL where it was dropped or the correction failed';
COMMENT ON COLUMN bulletin_correction.failure IS 'Why it was not applied; NULL where it was';
COMMENT ON COLUMN bulletin_correction.reason IS 'Why the person made it';
COMMENT ON COLUMN bulletin_correction.corrected_by IS 'Who made it';
COMMENT ON COLUMN bulletin_correction.corrected_on IS 'When it was made';
