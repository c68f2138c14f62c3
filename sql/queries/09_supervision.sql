-- Question: What is still open of the 挂牌督办 lists?
SELECT list, region, as_of_on, listed, cleared, open_value, is_open_computed, unit
FROM mart_supervision
ORDER BY list, region, as_of_on;
