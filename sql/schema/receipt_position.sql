-- Grain: one log of archive/receipts.
CREATE TABLE receipt_position (
    log_name VARCHAR PRIMARY KEY,
    byte_position BIGINT NOT NULL
);
COMMENT ON TABLE receipt_position IS 'How far each log of archive/receipts has been worked off: what lies behind is pending';
COMMENT ON COLUMN receipt_position.log_name IS 'File name of the log';
COMMENT ON COLUMN receipt_position.byte_position IS 'Bytes of it whose receipts have an outcome in this warehouse';
