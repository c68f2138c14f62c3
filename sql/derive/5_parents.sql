-- A key leads to a row: the body that another belongs to is named only where it has figures of its own.
UPDATE dim_organisation
SET parent_id = NULL
WHERE parent_id NOT IN (SELECT organisation_id FROM dim_organisation);
