-- Question: What did the sources say about a region by the end of 2022-08-01, before later corrections?
-- By receipt: put your own time in place of the two below.
SELECT metric, value, unit, source_name, known_from_at, known_until_at
FROM mart_known
WHERE known_from_at < TIMESTAMP '2022-08-02' AND coalesce(known_until_at >= TIMESTAMP '2022-08-02', true)
ORDER BY known_from_at, fact_id
LIMIT 20;
