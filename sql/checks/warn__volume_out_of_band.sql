-- what: a source's latest month has within volume_times (a setting) as many figures as its months have usually
-- why: a change of layout can make most figures invisible, or doubled
-- scope: warehouse
WITH by_month AS (
    SELECT source_id, date_trunc('month', published_on) AS month, count(*) AS figures, min(bulletin_id) AS bulletin_id
    FROM fact_metric
    WHERE published_on IS NOT NULL
    GROUP BY source_id, month
),
compared AS (
    SELECT
        *,
        median(figures) OVER before AS usual,
        count(*) OVER before AS months,
        month = max(month) OVER (PARTITION BY source_id) AS is_last
    FROM by_month
    WINDOW before AS (PARTITION BY source_id ORDER BY month ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING)
)
SELECT bulletin_id, source_code, month, figures, usual, months
FROM compared
JOIN dim_source USING (source_id)
WHERE is_last
    AND months >= 6
    AND figures NOT BETWEEN usual / $volume_times AND usual * $volume_times
