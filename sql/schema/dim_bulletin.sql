-- Grain: one document as received from one source (source × SHA-256 of its bytes).
CREATE TABLE dim_bulletin (
    bulletin_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    file_path VARCHAR NOT NULL,
    media_type VARCHAR,
    encoding VARCHAR,
    byte_count BIGINT NOT NULL,
    char_count BIGINT,
    received_at TIMESTAMP NOT NULL,
    published_on DATE,
    published_from VARCHAR,
    title VARCHAR,
    url VARCHAR,
    home_region VARCHAR,
    status VARCHAR NOT NULL,
    status_code VARCHAR,
    status_reason VARCHAR,
    article_count INTEGER NOT NULL,
    figure_count INTEGER NOT NULL,
    numeral_count INTEGER NOT NULL,
    supersedes_id VARCHAR,
    is_current BOOLEAN NOT NULL,
    parser_version VARCHAR NOT NULL
);
COMMENT ON TABLE dim_bulletin IS 'One document as received from one source; quarantined and dropped ones are listed too, without rows elsewhere';
COMMENT ON COLUMN dim_bulletin.bulletin_id IS 'Key: hash of source_code and sha256';
COMMENT ON COLUMN dim_bulletin.source_id IS 'Key into dim_source';
COMMENT ON COLUMN dim_bulletin.sha256 IS 'SHA-256 of the bytes, and their name in the archive';
COMMENT ON COLUMN dim_bulletin.file_name IS 'Name of the file when it was first received';
COMMENT ON COLUMN dim_bulletin.file_path IS 'Its path below the inbox when it was first received';
COMMENT ON COLUMN dim_bulletin.media_type IS 'Media type as found in its content';
COMMENT ON COLUMN dim_bulletin.encoding IS 'Character encoding it was decoded from; NULL where the format has its own';
COMMENT ON COLUMN dim_bulletin.byte_count IS 'Size of the file in bytes';
COMMENT ON COLUMN dim_bulletin.char_count IS 'Length of the decoded text in code points; NULL while in quarantine';
COMMENT ON COLUMN dim_bulletin.received_at IS 'When it was first received, UTC';
COMMENT ON COLUMN dim_bulletin.published_on IS 'Day of publication; NULL where nothing says';
COMMENT ON COLUMN dim_bulletin.published_from IS 'How published_on is known: sidecar, front matter, page, mail, text, file name or properties';
COMMENT ON COLUMN dim_bulletin.title IS 'Title that the sidecar or the document''s properties give';
COMMENT ON COLUMN dim_bulletin.url IS 'Address that the sidecar gives';
COMMENT ON COLUMN dim_bulletin.home_region IS 'Region that 我区, 全市, 全县 mean in it, as a full official name';
COMMENT ON COLUMN dim_bulletin.status IS 'loaded, quarantined, or dropped by a person';
COMMENT ON COLUMN dim_bulletin.status_code IS 'Short reason of the quarantine, name of its folder there; NULL when loaded';
COMMENT ON COLUMN dim_bulletin.status_reason IS 'Why it is not loaded, in words for people; of a loaded one, which members or attachments were not read; else NULL';
COMMENT ON COLUMN dim_bulletin.article_count IS 'Articles in it';
COMMENT ON COLUMN dim_bulletin.figure_count IS 'Figures in it: rows of fact_metric';
COMMENT ON COLUMN dim_bulletin.numeral_count IS 'Other numerals in it: rows of fact_numeral';
COMMENT ON COLUMN dim_bulletin.supersedes_id IS 'bulletin_id of the version that it replaces (same source, same path), derived at publishing';
COMMENT ON COLUMN dim_bulletin.is_current IS 'No other bulletin supersedes it, derived at publishing';
COMMENT ON COLUMN dim_bulletin.parser_version IS 'Version of the code and the lexicon that read it';
