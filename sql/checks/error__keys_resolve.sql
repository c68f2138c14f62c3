-- what: every key of a fact or an article leads to a row
-- why: a join must never lose a figure
-- scope: batch
SELECT bulletin_id, fact_id AS row_id, 'metric_id' AS key, metric_id AS value FROM fact_metric
WHERE metric_id NOT IN (SELECT metric_id FROM dim_metric)
UNION ALL
SELECT bulletin_id, fact_id, 'region_id', region_id FROM fact_metric
WHERE region_id IS NOT NULL AND region_id NOT IN (SELECT region_id FROM dim_region)
UNION ALL
SELECT bulletin_id, fact_id, 'organisation_id', organisation_id FROM fact_metric
WHERE organisation_id IS NOT NULL AND organisation_id NOT IN (SELECT organisation_id FROM dim_organisation)
UNION ALL
SELECT bulletin_id, fact_id, 'campaign_id', campaign_id FROM fact_metric
WHERE campaign_id IS NOT NULL AND campaign_id NOT IN (SELECT campaign_id FROM dim_campaign)
UNION ALL
SELECT bulletin_id, fact_id, 'unit_id', unit_id FROM fact_metric
WHERE unit_id IS NOT NULL AND unit_id NOT IN (SELECT unit_id FROM dim_unit)
UNION ALL
SELECT bulletin_id, fact_id, 'source_id', source_id FROM fact_metric
WHERE source_id NOT IN (SELECT source_id FROM dim_source)
UNION ALL
SELECT bulletin_id, fact_id, 'bulletin_id', bulletin_id FROM fact_metric
WHERE bulletin_id NOT IN (SELECT bulletin_id FROM dim_bulletin)
UNION ALL
SELECT bulletin_id, fact_id, 'article_id', article_id FROM fact_metric
WHERE article_id IS NOT NULL AND article_id NOT IN (SELECT article_id FROM dim_article)
UNION ALL
SELECT bulletin_id, numeral_id, 'article_id', article_id FROM fact_numeral
WHERE article_id IS NOT NULL AND article_id NOT IN (SELECT article_id FROM dim_article)
UNION ALL
SELECT bulletin_id, numeral_id, 'bulletin_id', bulletin_id FROM fact_numeral
WHERE bulletin_id NOT IN (SELECT bulletin_id FROM dim_bulletin)
UNION ALL
SELECT bulletin_id, article_id, 'bulletin_id', bulletin_id FROM dim_article
WHERE bulletin_id NOT IN (SELECT bulletin_id FROM dim_bulletin)
UNION ALL
SELECT bulletin_id, bulletin_id, 'source_id', source_id FROM dim_bulletin
WHERE source_id NOT IN (SELECT source_id FROM dim_source)
UNION ALL
SELECT part.bulletin_id, part.fact_id, 'part_of_id', part.part_of_id FROM fact_metric AS part
ANTI JOIN fact_metric AS total ON total.bulletin_id = part.bulletin_id AND total.fact_id = part.part_of_id
WHERE part.part_of_id IS NOT NULL
UNION ALL
SELECT restated.bulletin_id, restated.fact_id, 'repeats_id', restated.repeats_id FROM fact_metric AS restated
ANTI JOIN fact_metric AS first ON first.bulletin_id = restated.bulletin_id AND first.fact_id = restated.repeats_id
WHERE restated.repeats_id IS NOT NULL
UNION ALL
SELECT bulletin_id, fact_id, day.key, day.value::VARCHAR
FROM (
    SELECT
        bulletin_id,
        fact_id,
        unnest([
            {'key': 'period_start_on', 'value': period_start_on},
            {'key': 'period_end_on', 'value': period_end_on},
            {'key': 'published_on', 'value': published_on}
        ]) AS day
    FROM fact_metric
    WHERE period_start_on NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
        OR period_end_on NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
        OR published_on NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
)
WHERE day.value NOT IN (SELECT date_on FROM dim_date)
