-- what: every correction by a person still finds its figure as it expects it
-- why: a correction that no longer applies leaves a known mistake in the warehouse, or makes a new one
-- scope: warehouse
SELECT bulletin_id, place, verb, quote, failure, corrected_by
FROM bulletin_correction
WHERE failure IS NOT NULL
