-- What did the sources say by day D?
-- One row a figure with the time from which and until which it was the word of its source, by receipt:
-- known_from_at <= D AND (known_until_at IS NULL OR known_until_at > D). Whether it was counted then is not derived anew.
CREATE VIEW mart_known AS
SELECT
    figure.*,
    bulletin.received_at AS known_from_at,
    coalesce(replacing.received_at, correcting.received_at) AS known_until_at
FROM mart_figure AS figure
JOIN dim_bulletin AS bulletin ON bulletin.bulletin_id = figure.bulletin_id
LEFT JOIN dim_bulletin AS replacing ON replacing.supersedes_id = figure.bulletin_id
LEFT JOIN (
    SELECT wrong.fact_id, notice.received_at
    FROM fact_metric AS wrong
    JOIN fact_metric AS corrected ON corrected.fact_id = wrong.corrected_by_id
    JOIN dim_bulletin AS notice ON notice.bulletin_id = corrected.bulletin_id
    WHERE wrong.corrected_by_id IS NOT NULL
) AS correcting ON correcting.fact_id = figure.fact_id;
COMMENT ON VIEW mart_known IS 'Figures with the span of time in which they were the word of their source, by receipt';
