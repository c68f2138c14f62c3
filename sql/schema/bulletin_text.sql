-- Grain: one loaded bulletin.
CREATE TABLE bulletin_text (
    bulletin_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE bulletin_text IS 'The decoded text of a loaded bulletin, verbatim; every offset of the facts points into it';
COMMENT ON COLUMN bulletin_text.bulletin_id IS 'Key into dim_bulletin';
COMMENT ON COLUMN bulletin_text.text IS 'Text, byte order mark removed, line ends kept';
