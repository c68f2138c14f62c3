-- what: every numeral has one of the roles, and a reason where the role is other
-- why: a numeral without a role is not accounted for
-- scope: batch
SELECT bulletin_id, numeral_id, numeral_text, role, is_open
FROM fact_numeral
WHERE role IS NULL
    OR role NOT IN ('date', 'time', 'duration', 'ordinal', 'identifier', 'name', 'age', 'address', 'other')
    OR is_open <> (role = 'other' AND reason IS NULL)
    OR numeral_text IS NULL
