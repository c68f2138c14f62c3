-- Grain: one row: which state of which code this file holds.
CREATE TABLE warehouse_state (
    generation BIGINT NOT NULL,
    schema_version VARCHAR NOT NULL,
    lexicon_version VARCHAR NOT NULL
);
COMMENT ON TABLE warehouse_state IS 'One row: the state that this file holds';
COMMENT ON COLUMN warehouse_state.generation IS 'Grows with every commit; the published file carries that of the warehouse it was made from';
COMMENT ON COLUMN warehouse_state.schema_version IS 'Hash of sql/schema when the file was made';
COMMENT ON COLUMN warehouse_state.lexicon_version IS 'Hash of the lexicon that filled the dimensions';

INSERT INTO warehouse_state VALUES (0, '', '');
