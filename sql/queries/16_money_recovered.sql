-- Question: How much money did police recover, stop or give back, by region, in 万元?
SELECT region, metric, round(value / 10000, 2) AS value_10k_yuan, as_of_on, source_name
FROM mart_latest
WHERE category = 'crime/money' AND unit = '元' AND kind = 'level'
ORDER BY value DESC, fact_id;
