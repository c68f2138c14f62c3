-- Question: How many criminal cases has each region solved, and who says so?
-- 破获, 侦破 and 破 刑事案件 are one metric, so one line finds them all; the newest figure of each region is shown.
SELECT region, value, unit, period_start_on, as_of_on, source_name, figure_text
FROM mart_latest
WHERE metric_code = 'case.criminal.cracked' AND kind = 'level'
ORDER BY as_of_on DESC NULLS LAST, region;
