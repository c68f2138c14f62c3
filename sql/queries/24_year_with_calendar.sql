-- Question: How many figures were published in each quarter, working days and weekends apart?
-- dim_date joins to any date column; here it plays the day of publication.
SELECT d.year, d.quarter, d.is_weekend, count(*) AS figures
FROM mart_figure
JOIN dim_date AS d ON d.date_on = mart_figure.published_on
GROUP BY ALL
ORDER BY ALL;
