-- Grain: one numeral that is no figure. With fact_metric it accounts for every numeral of a bulletin.
CREATE TABLE fact_numeral (
    numeral_id VARCHAR NOT NULL,
    bulletin_id VARCHAR NOT NULL,
    article_id VARCHAR,
    place_text VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    numeral_text VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    value DOUBLE,
    value_max DOUBLE,
    reason VARCHAR,
    is_open BOOLEAN NOT NULL
);
COMMENT ON TABLE fact_numeral IS 'One numeral that is no figure (a date, a name, an age …): why a number of the text is not in fact_metric';
COMMENT ON COLUMN fact_numeral.numeral_id IS 'Key: hash of bulletin_id, place_text and char_start';
COMMENT ON COLUMN fact_numeral.bulletin_id IS 'Key into dim_bulletin';
COMMENT ON COLUMN fact_numeral.article_id IS 'Key into dim_article; NULL outside all articles';
COMMENT ON COLUMN fact_numeral.place_text IS 'Place inside the file, as in fact_metric';
COMMENT ON COLUMN fact_numeral.char_start IS 'First character in bulletin_text, from 0';
COMMENT ON COLUMN fact_numeral.char_end IS 'After its last character';
COMMENT ON COLUMN fact_numeral.numeral_text IS 'The numeral as printed';
COMMENT ON COLUMN fact_numeral.role IS 'date, time, duration, ordinal, identifier, name, age, address or other';
COMMENT ON COLUMN fact_numeral.value IS 'Its number, where it has one';
COMMENT ON COLUMN fact_numeral.value_max IS 'Upper end of a range, else NULL';
COMMENT ON COLUMN fact_numeral.reason IS 'Why an other is none of the rest (a threshold, a target, page furniture …)';
COMMENT ON COLUMN fact_numeral.is_open IS 'An other without a reason: nobody has explained this number yet';
