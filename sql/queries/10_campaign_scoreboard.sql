-- Question: What has a campaign brought, region by region?
SELECT campaign, region, metric, value, unit, as_of_on, campaign_day
FROM mart_campaign
WHERE kind = 'level'
ORDER BY campaign, region, metric, object_text, unit, value;
