-- Grain: one event of one bulletin. The warehouse's copy of archive/receipts, up to where it has been worked off.
CREATE TABLE bulletin_receipt (
    receipt_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    bulletin_id VARCHAR NOT NULL,
    source_code VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    file_path VARCHAR NOT NULL,
    byte_count BIGINT NOT NULL,
    modified_ns BIGINT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    sidecar_name VARCHAR,
    sidecar BLOB,
    remark VARCHAR
);
COMMENT ON TABLE bulletin_receipt IS 'What happened to a bulletin: arrivals (the same bytes may arrive again, with another sidecar), and a person''s word to retry or drop it';
COMMENT ON COLUMN bulletin_receipt.receipt_id IS 'Key: made when the file was claimed';
COMMENT ON COLUMN bulletin_receipt.kind IS 'received (a file), sidecar (one that came later), retry or dropped (a person''s word), moved (its sidecar says another source now)';
COMMENT ON COLUMN bulletin_receipt.bulletin_id IS 'Key into dim_bulletin';
COMMENT ON COLUMN bulletin_receipt.source_code IS 'Source it arrived from';
COMMENT ON COLUMN bulletin_receipt.sha256 IS 'SHA-256 of the bytes, and their name in the archive';
COMMENT ON COLUMN bulletin_receipt.file_path IS 'Path below the inbox or below the folder that was named';
COMMENT ON COLUMN bulletin_receipt.byte_count IS 'Size in bytes';
COMMENT ON COLUMN bulletin_receipt.modified_ns IS 'Modification time of the file, nanoseconds since 1970';
COMMENT ON COLUMN bulletin_receipt.received_at IS 'When it was received, UTC';
COMMENT ON COLUMN bulletin_receipt.sidecar_name IS 'File name of the sidecar that came with it';
COMMENT ON COLUMN bulletin_receipt.sidecar IS 'Bytes of that sidecar';
COMMENT ON COLUMN bulletin_receipt.remark IS 'What the person said';
