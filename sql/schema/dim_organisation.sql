-- Grain: one body. Every attribute follows from its name alone, so that the order of arrival never matters.
CREATE TABLE dim_organisation (
    organisation_id VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    kind VARCHAR,
    level VARCHAR,
    region_id VARCHAR,
    parent_id VARCHAR
);
COMMENT ON TABLE dim_organisation IS 'One body whose figures are reported (开鲁县公安局)';
COMMENT ON COLUMN dim_organisation.organisation_id IS 'Key: hash of organisation';
COMMENT ON COLUMN dim_organisation.organisation IS 'Canonical name, full form';
COMMENT ON COLUMN dim_organisation.kind IS 'Kind of body: police, traffic_police, court, procuratorate, fire, border_inspection, customs, market_regulation, emergency, justice, discipline, party, government, company, publisher, other';
COMMENT ON COLUMN dim_organisation.level IS 'ministry, province, city, county or station; NULL unknown';
COMMENT ON COLUMN dim_organisation.region_id IS 'Division that its name says it serves';
COMMENT ON COLUMN dim_organisation.parent_id IS 'organisation_id of the body that its name says it belongs to, NULL where no figure is its own, derived at publishing';
