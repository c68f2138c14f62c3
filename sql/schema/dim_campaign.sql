-- Grain: one named campaign or operation.
CREATE TABLE dim_campaign (
    campaign_id VARCHAR PRIMARY KEY,
    campaign VARCHAR NOT NULL,
    aliases VARCHAR,
    start_on DATE,
    end_on DATE,
    parent_id VARCHAR,
    is_catalogued BOOLEAN NOT NULL
);
COMMENT ON TABLE dim_campaign IS 'One named campaign or operation (百日行动, 昆仑2022)';
COMMENT ON COLUMN dim_campaign.campaign_id IS 'Key: hash of campaign';
COMMENT ON COLUMN dim_campaign.campaign IS 'Canonical name';
COMMENT ON COLUMN dim_campaign.aliases IS 'Other names that mean it, separated by |';
COMMENT ON COLUMN dim_campaign.start_on IS 'First day; resolves 行动开展以来';
COMMENT ON COLUMN dim_campaign.end_on IS 'Last day';
COMMENT ON COLUMN dim_campaign.parent_id IS 'campaign_id of the campaign that it is a part of';
COMMENT ON COLUMN dim_campaign.is_catalogued IS 'Listed in the lexicon (false: a name met in a bulletin only)';
