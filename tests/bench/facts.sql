-- $facts generated figures, 80 a bulletin: every metric of the catalogue, every county and city, five years of days.
INSERT INTO dim_source BY NAME
SELECT lpad(to_hex(hash(i)), 16, '0') AS source_id, 'source-' || i AS source_code, '来源' || i AS source_name, 'routine' AS lane
FROM range(40) AS s (i);

CREATE TEMP TABLE source_number AS
SELECT row_number() OVER (ORDER BY source_code) - 1 AS number, source_id FROM dim_source;

CREATE TEMP TABLE region_number AS
SELECT row_number() OVER (ORDER BY region_code) - 1 AS number, region_id FROM dim_region
WHERE level IN ('province', 'prefecture', 'county') AND valid_to_on IS NULL;

CREATE TEMP TABLE metric_number AS
SELECT row_number() OVER (ORDER BY metric_code) - 1 AS number, metric_id, unit_id, action, object, dim_metric.unit
FROM dim_metric LEFT JOIN dim_unit ON dim_unit.unit = dim_metric.unit;

CREATE TEMP TABLE campaign_number AS
SELECT row_number() OVER (ORDER BY campaign) - 1 AS number, campaign_id FROM dim_campaign;

CREATE TEMP TABLE bulletin_number AS
SELECT
    bulletin.number,
    lpad(to_hex(hash('b' || bulletin.number)), 16, '0') AS bulletin_id,
    lpad(to_hex(hash('a' || bulletin.number)), 16, '0') AS article_id,
    source_id,
    region_id,
    campaign_id,
    DATE '2020-01-01' + (bulletin.number * 1826 // ($facts // 80))::INTEGER AS published_on
FROM (
    SELECT
        i AS number,
        i % 40 AS source_at,
        (i * 7) % (SELECT count(*) FROM region_number) AS region_at,
        CASE WHEN i % 5 = 0 THEN i % (SELECT count(*) FROM campaign_number) END AS campaign_at
    FROM range($facts // 80) AS b (i)
) AS bulletin
JOIN source_number ON source_number.number = bulletin.source_at
JOIN region_number ON region_number.number = bulletin.region_at
LEFT JOIN campaign_number ON campaign_number.number = bulletin.campaign_at;

INSERT INTO dim_bulletin BY NAME
SELECT
    bulletin_id, source_id, printf('%064x', number) AS sha256, 'f' || number || '.txt' AS file_name,
    'f' || number || '.txt' AS file_path, 5000 AS byte_count, 1700 AS char_count,
    TIMESTAMP '2020-01-01' + INTERVAL (number) MINUTE AS received_at, published_on, 'sidecar' AS published_from,
    'loaded' AS status, 1 AS article_count, 80 AS figure_count, 0 AS numeral_count, true AS is_current,
    'bench' AS parser_version
FROM bulletin_number;

INSERT INTO dim_article BY NAME
SELECT
    article_id, bulletin_id, 1 AS article_number, '通报' || number AS headline, '正文' AS body, 0 AS char_start,
    1700 AS char_end, 10 AS body_start, article_id AS body_hash, ''::BLOB AS minhash
FROM bulletin_number;

INSERT INTO fact_metric BY NAME
SELECT
    lpad(to_hex(hash(i)), 16, '0') AS fact_id, bulletin_id, article_id, source_id, metric_id, region_id, campaign_id,
    CASE WHEN h % 10 < 7 THEN unit_id ELSE (SELECT unit_id FROM dim_unit WHERE unit = '%') END AS unit_id,
    (h % 1000)::DOUBLE AS value, 'exact' AS approx,
    CASE WHEN h % 10 < 7 THEN 'level' WHEN h % 10 < 9 THEN 'change' ELSE 'ratio' END AS kind,
    CASE WHEN h % 10 IN (7, 8) THEN 'yoy' END AS basis, (h % 1000) || coalesce(unit, '') AS figure_text,
    action AS action_text, object AS object_text, unit AS unit_text,
    CASE WHEN h % 3 > 0 THEN date_trunc('year', published_on)::DATE END AS period_start_on,
    CASE WHEN h % 3 > 0 THEN published_on END AS period_end_on,
    published_on, published_on AS as_of_on, h % 3 = 0 AS is_end_assumed, h % 3 = 1 AS is_cumulative,
    CASE WHEN h % 11 = 0 THEN lpad(to_hex(hash(i - i % 80)), 16, '0') END AS part_of_id,
    '' AS place_text, i % 80 * 20 AS char_start, i % 80 * 20 + 5 AS char_end,
    '共' || coalesce(action, '') || coalesce(object, '') || (h % 1000) || coalesce(unit, '') || '，同比下降。' AS sentence,
    i % 80 * 20 AS sentence_start, 0.5 + (h % 50) / 100 AS confidence, h % 97 = 0 AS is_suspect,
    false AS is_corrected, true AS is_current, h % 20 > 0 AS is_counted, 'bench' AS parser_version
FROM (
    SELECT i, i // 80 AS bulletin_at, hash(i) >> 1 AS h, (hash(i + 7) % (SELECT count(*) FROM metric_number))::BIGINT AS metric_at
    FROM range($facts) AS f (i)
) AS figure
JOIN bulletin_number ON bulletin_number.number = figure.bulletin_at
JOIN metric_number ON metric_number.number = figure.metric_at;

INSERT INTO month_version
SELECT DISTINCT strftime(published_on, '%Y-%m'), 'bench' FROM dim_bulletin WHERE published_on IS NOT NULL;
