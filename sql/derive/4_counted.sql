-- Which figures hold, and which of those marts count: not of a replaced version, not corrected by a 更正, not told before
-- by another article of the same story. A later telling with another value stays: that is a conflict.
UPDATE fact_metric
SET is_current = false
WHERE bulletin_id IN (SELECT bulletin_id FROM dim_bulletin WHERE NOT is_current);

CREATE TEMP TABLE told AS
SELECT fact_metric.*, telling.story_id, telling.number
FROM fact_metric
JOIN telling USING (article_id)
WHERE is_current;

UPDATE fact_metric
SET is_counted = false
WHERE NOT is_current OR fact_id IN (
    SELECT later.fact_id
    FROM told AS later
    JOIN told AS earlier
        ON later.story_id = earlier.story_id
        AND later.number > earlier.number
        AND later.metric_id = earlier.metric_id
        AND later.kind = earlier.kind
        AND later.value = earlier.value
        AND later.basis IS NOT DISTINCT FROM earlier.basis
        AND later.unit_id IS NOT DISTINCT FROM earlier.unit_id
        AND later.object_text IS NOT DISTINCT FROM earlier.object_text
        AND later.region_id IS NOT DISTINCT FROM earlier.region_id
);

DROP TABLE told;
DROP TABLE telling;
