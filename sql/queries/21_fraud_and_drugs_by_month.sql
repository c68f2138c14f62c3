-- Question: How much is reported on fraud and drugs, month by month?
-- split_part(category, '/', 1) is the top of the category tree.
SELECT strftime(as_of_on, '%Y-%m') AS month, split_part(category, '/', 1) AS subject, count(*) AS figures,
    count(DISTINCT region) AS regions
FROM mart_figure
WHERE is_counted AND split_part(category, '/', 1) IN ('fraud', 'drugs')
GROUP BY ALL
ORDER BY month NULLS LAST, subject;
