-- What of each bulletin lies in which month's folder of the Parquet copy, and a mark for each table and month that is
-- another one as soon as a row of them is: the version of the month in the warehouse, which every load and every edit of
-- the catalogue renews, the number of rows, and what publishing worked out.
CREATE OR REPLACE TEMP TABLE bulletin_month AS
SELECT bulletin_id, coalesce(strftime(published_on, '%Y-%m'), 'unknown') AS published_month FROM dim_bulletin;

CREATE OR REPLACE TEMP TABLE month_mark AS
WITH held AS (
    SELECT
        coalesce(strftime(published_on, '%Y-%m'), 'unknown') AS published_month,
        unnest([
            {'table_name': 'bulletin_text', 'rows': count(*) FILTER (status = 'loaded')},
            {'table_name': 'dim_article', 'rows': sum(article_count)::BIGINT},
            {'table_name': 'fact_numeral', 'rows': sum(numeral_count)::BIGINT}
        ], recursive := true)
    FROM dim_bulletin
    GROUP BY published_month
    UNION ALL
    SELECT coalesce(strftime(published_on, '%Y-%m'), 'unknown') AS published_month, 'fact_metric', sum(rows)::BIGINT
    FROM (SELECT published_on, count(*) AS rows FROM fact_metric GROUP BY published_on)
    GROUP BY published_month
),
derived AS (
    SELECT 'fact_metric' AS table_name, published_month, bit_xor(hash(fact_id, corrected_by_id, is_current)) AS derived
    FROM fact_metric JOIN bulletin_month USING (bulletin_id)
    WHERE NOT is_counted
    GROUP BY published_month
    UNION ALL
    SELECT 'dim_article', published_month, bit_xor(hash(article_id, story_id, is_first_telling))
    FROM dim_article JOIN bulletin_month USING (bulletin_id)
    WHERE story_id IS NOT NULL
    GROUP BY published_month
),
-- a figure that a 更正 puts right takes over words from another bulletin: its month is always written anew
taken_over AS (
    SELECT DISTINCT 'fact_metric' AS table_name, published_month
    FROM fact_metric JOIN bulletin_month USING (bulletin_id)
    WHERE fact_id IN (SELECT right_id FROM erratum)
)
SELECT
    table_name,
    published_month,
    CASE
        WHEN month_version.version IS NULL OR taken_over.table_name IS NOT NULL THEN uuid()::VARCHAR
        ELSE concat_ws('-', month_version.version, rows, derived)
    END AS mark
FROM held
LEFT JOIN derived USING (table_name, published_month)
LEFT JOIN taken_over USING (table_name, published_month)
LEFT JOIN month_version USING (published_month)
WHERE rows > 0;
