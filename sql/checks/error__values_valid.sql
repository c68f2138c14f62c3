-- what: every figure has a number, a kind, an approximation and a confidence that mean something
-- why: a value outside its vocabulary falls through every query that asks for one inside
-- scope: batch
SELECT bulletin_id, fact_id, value, value_max, kind, basis, approx, confidence, sentence
FROM fact_metric
WHERE value IS NULL
    OR NOT isfinite(value)
    OR value_max <= value
    OR kind IS NULL
    OR kind NOT IN ('level', 'change', 'ratio')
    OR basis NOT IN ('yoy', 'mom', 'prev')
    OR (basis IS NOT NULL AND kind <> 'change')
    OR approx IS NULL
    OR approx NOT IN ('exact', 'about', 'over', 'under')
    OR confidence IS NULL
    OR confidence NOT BETWEEN 0 AND 1
    OR metric_id IS NULL
    OR unit_text IS NULL
    OR sentence IS NULL
    OR sentence_start IS NULL
    OR is_cumulative IS NULL
    OR is_end_assumed IS NULL
