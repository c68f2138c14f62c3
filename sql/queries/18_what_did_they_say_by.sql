-- Question: What did the sources say by a moment, before corrections that came later?
-- By receipt, in UTC: put the moment that you mean, such as TIMESTAMP '2022-08-02', in place of the one below.
SELECT metric, region, value, unit, source_name, known_from_at, known_until_at
FROM mart_known, (SELECT now() AT TIME ZONE 'UTC' AS moment)
WHERE known_from_at <= moment AND (known_until_at IS NULL OR known_until_at > moment)
ORDER BY metric, region, fact_id
LIMIT 20;
