-- Question: Which metrics are missing from the catalogue, and what line would add them?
SELECT figures, metric, unit, catalogue_line
FROM mart_uncatalogued
ORDER BY figures DESC, metric_code
LIMIT 10;
