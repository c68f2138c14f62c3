-- A publisher's 更正 (pairs of figures in TEMP TABLE erratum): the wrong figure no longer holds, the right one takes over
-- what the wrong one was about, since a notice quotes the number and little else.
UPDATE fact_metric
SET corrected_by_id = erratum.right_id, is_current = false
FROM erratum
WHERE fact_metric.fact_id = erratum.wrong_id;

UPDATE fact_metric
SET
    metric_id = wrong.metric_id, region_id = wrong.region_id, organisation_id = wrong.organisation_id,
    campaign_id = wrong.campaign_id, kind = wrong.kind, basis = wrong.basis, action_text = wrong.action_text,
    object_text = wrong.object_text, period_start_on = wrong.period_start_on, period_end_on = wrong.period_end_on,
    as_of_on = wrong.as_of_on, is_end_assumed = wrong.is_end_assumed, is_cumulative = wrong.is_cumulative
FROM erratum JOIN fact_metric AS wrong ON wrong.fact_id = erratum.wrong_id
WHERE fact_metric.fact_id = erratum.right_id;
