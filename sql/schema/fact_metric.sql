-- Grain: one reported figure: one place in one bulletin. No key constraints: they are checks (sql/checks).
CREATE TABLE fact_metric (
    fact_id VARCHAR NOT NULL,
    bulletin_id VARCHAR NOT NULL,
    article_id VARCHAR,
    source_id VARCHAR NOT NULL,
    metric_id VARCHAR NOT NULL,
    region_id VARCHAR,
    organisation_id VARCHAR,
    campaign_id VARCHAR,
    unit_id VARCHAR,
    value DOUBLE NOT NULL,
    value_max DOUBLE,
    approx VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    basis VARCHAR,
    figure_text VARCHAR NOT NULL,
    action_text VARCHAR,
    object_text VARCHAR,
    region_text VARCHAR,
    org_text VARCHAR,
    unit_text VARCHAR,
    period_text VARCHAR,
    period_start_on DATE,
    period_end_on DATE,
    published_on DATE,
    as_of_on DATE,
    is_end_assumed BOOLEAN NOT NULL,
    is_cumulative BOOLEAN NOT NULL,
    part_of_id VARCHAR,
    repeats_id VARCHAR,
    place_text VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    sentence VARCHAR NOT NULL,
    sentence_start BIGINT NOT NULL,
    confidence DOUBLE NOT NULL,
    is_suspect BOOLEAN NOT NULL,
    is_corrected BOOLEAN NOT NULL,
    corrected_by_id VARCHAR,
    is_current BOOLEAN NOT NULL,
    is_counted BOOLEAN NOT NULL,
    parser_version VARCHAR NOT NULL
);
COMMENT ON TABLE fact_metric IS 'One reported figure: a quantity that a bulletin reports about the world';
COMMENT ON COLUMN fact_metric.fact_id IS 'Key: hash of bulletin_id, place_text and char_start';
COMMENT ON COLUMN fact_metric.bulletin_id IS 'Key into dim_bulletin';
COMMENT ON COLUMN fact_metric.article_id IS 'Key into dim_article; NULL outside all articles';
COMMENT ON COLUMN fact_metric.source_id IS 'Key into dim_source';
COMMENT ON COLUMN fact_metric.metric_id IS 'Key into dim_metric: what is counted';
COMMENT ON COLUMN fact_metric.region_id IS 'Key into dim_region: the place that the figure is about; NULL where nothing says';
COMMENT ON COLUMN fact_metric.organisation_id IS 'Key into dim_organisation: the body whose figure it is; NULL where nothing says';
COMMENT ON COLUMN fact_metric.campaign_id IS 'Key into dim_campaign: the campaign it was counted in; NULL for none';
COMMENT ON COLUMN fact_metric.unit_id IS 'Key into dim_unit: unit of value; NULL where the text gives none';
COMMENT ON COLUMN fact_metric.value IS 'Number in the base unit, multiplier applied; signed for a change (a fall is negative)';
COMMENT ON COLUMN fact_metric.value_max IS 'Upper end of a range, else NULL';
COMMENT ON COLUMN fact_metric.approx IS 'exact, about, over (the true value is above) or under';
COMMENT ON COLUMN fact_metric.kind IS 'level (how many), change (by how much it rose or fell) or ratio (a share, a rate)';
COMMENT ON COLUMN fact_metric.basis IS 'What a change is against: yoy (同比), mom (环比) or prev; NULL where nothing says or not a change';
COMMENT ON COLUMN fact_metric.figure_text IS 'The figure as printed: number, multiplier and unit';
COMMENT ON COLUMN fact_metric.action_text IS 'Verb whose object is counted, as read';
COMMENT ON COLUMN fact_metric.object_text IS 'Thing counted, as read';
COMMENT ON COLUMN fact_metric.region_text IS 'Words that named the region; NULL where it was inferred';
COMMENT ON COLUMN fact_metric.org_text IS 'Words that named the body; NULL where it was inferred';
COMMENT ON COLUMN fact_metric.unit_text IS 'Unit as written, without number and multiplier';
COMMENT ON COLUMN fact_metric.period_text IS 'Words that gave the period';
COMMENT ON COLUMN fact_metric.period_start_on IS 'First day of the period; NULL where not said';
COMMENT ON COLUMN fact_metric.period_end_on IS 'Last day of the period, inclusive; NULL where not said';
COMMENT ON COLUMN fact_metric.published_on IS 'Day of publication of its bulletin; NULL where not known';
COMMENT ON COLUMN fact_metric.as_of_on IS 'Day as of which the figure holds: period_end_on, else published_on';
COMMENT ON COLUMN fact_metric.is_end_assumed IS 'as_of_on is the day of publication because no end was said';
COMMENT ON COLUMN fact_metric.is_cumulative IS 'Counted from the start of its period on (累计, 以来, 截至): rows of two dates overlap';
COMMENT ON COLUMN fact_metric.part_of_id IS 'fact_id of the figure that it is a part of (其中)';
COMMENT ON COLUMN fact_metric.repeats_id IS 'fact_id of the figure of the same article that it repeats (a headline, a restated total): count it once';
COMMENT ON COLUMN fact_metric.place_text IS 'Place inside the file: member of an archive or mail, page of a PDF; empty for plain text';
COMMENT ON COLUMN fact_metric.char_start IS 'First character of the figure in bulletin_text, from 0';
COMMENT ON COLUMN fact_metric.char_end IS 'After the last character of the figure';
COMMENT ON COLUMN fact_metric.sentence IS 'Sentence that it stands in, verbatim';
COMMENT ON COLUMN fact_metric.sentence_start IS 'First character of that sentence in bulletin_text';
COMMENT ON COLUMN fact_metric.confidence IS 'How sure the rules are of the whole row, 0 to 1';
COMMENT ON COLUMN fact_metric.is_suspect IS 'A plausibility check doubts it (sql/checks/warn__*)';
COMMENT ON COLUMN fact_metric.is_corrected IS 'A person corrected or added it (corrections/)';
COMMENT ON COLUMN fact_metric.corrected_by_id IS 'fact_id of the figure in a later 更正 of the publisher that replaces it, derived at publishing';
COMMENT ON COLUMN fact_metric.is_current IS 'It holds: no newer version of its bulletin and no 更正 replaces it, derived at publishing';
COMMENT ON COLUMN fact_metric.is_counted IS 'Marts count it: it holds, repeats no figure of its article and no earlier telling of its story, derived at publishing';
COMMENT ON COLUMN fact_metric.parser_version IS 'Version of the code and the lexicon that read it';
