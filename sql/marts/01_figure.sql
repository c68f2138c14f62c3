-- Which figures are there, with their names and the sentence they stand in?
-- Every reported figure; filter on is_counted to count each once.
CREATE VIEW mart_figure AS
SELECT
    fact.fact_id,
    metric.metric_code,
    metric.name_zh AS metric,
    metric.category,
    region.region,
    region.level AS region_level,
    organisation.organisation,
    campaign.campaign,
    source.source_code,
    source.source_name,
    fact.kind,
    fact.basis,
    fact.value,
    fact.value_max,
    fact.approx,
    unit.unit,
    fact.period_start_on,
    fact.period_end_on,
    fact.as_of_on,
    fact.published_on,
    fact.is_end_assumed,
    fact.is_cumulative,
    fact.is_counted,
    fact.is_current,
    fact.is_suspect,
    fact.is_corrected,
    fact.confidence,
    fact.action_text,
    fact.object_text,
    fact.figure_text,
    fact.sentence,
    article.headline,
    bulletin.file_name,
    fact.char_start,
    fact.char_end,
    fact.part_of_id,
    fact.repeats_id,
    fact.article_id,
    fact.bulletin_id
FROM fact_metric AS fact
JOIN dim_metric AS metric ON metric.metric_id = fact.metric_id
JOIN dim_source AS source ON source.source_id = fact.source_id
JOIN dim_bulletin AS bulletin ON bulletin.bulletin_id = fact.bulletin_id
LEFT JOIN dim_article AS article ON article.article_id = fact.article_id
LEFT JOIN dim_region AS region ON region.region_id = fact.region_id
LEFT JOIN dim_organisation AS organisation ON organisation.organisation_id = fact.organisation_id
LEFT JOIN dim_campaign AS campaign ON campaign.campaign_id = fact.campaign_id
LEFT JOIN dim_unit AS unit ON unit.unit_id = fact.unit_id;
COMMENT ON VIEW mart_figure IS 'Every figure with its names, its source and its sentence; is_counted says which to add up';
