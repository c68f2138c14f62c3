-- Is every number of a bulletin accounted for?
-- One row a bulletin: figures, other numerals by role, and the open ones that nobody has explained yet.
CREATE VIEW mart_accounting AS
SELECT
    bulletin.bulletin_id,
    source.source_code,
    bulletin.file_name,
    bulletin.published_on,
    bulletin.article_count,
    bulletin.figure_count AS figures,
    coalesce(numeral.numerals, 0) AS numerals,
    coalesce(numeral.dates, 0) AS dates,
    coalesce(numeral.ordinals, 0) AS ordinals,
    coalesce(numeral.identifiers, 0) AS identifiers,
    coalesce(numeral.names, 0) AS names,
    coalesce(numeral.explained, 0) AS explained_others,
    coalesce(numeral.open_numerals, 0) AS open_numerals,
    bulletin.figure_count + coalesce(numeral.numerals, 0) AS numbers
FROM dim_bulletin AS bulletin
JOIN dim_source AS source USING (source_id)
LEFT JOIN (
    SELECT
        bulletin_id,
        count(*) AS numerals,
        count(*) FILTER (role IN ('date', 'time', 'duration')) AS dates,
        count(*) FILTER (role = 'ordinal') AS ordinals,
        count(*) FILTER (role IN ('identifier', 'address')) AS identifiers,
        count(*) FILTER (role IN ('name', 'age')) AS names,
        count(*) FILTER (role = 'other' AND NOT is_open) AS explained,
        count(*) FILTER (is_open) AS open_numerals
    FROM fact_numeral
    GROUP BY bulletin_id
) AS numeral USING (bulletin_id)
WHERE bulletin.status = 'loaded';
COMMENT ON VIEW mart_accounting IS 'Every number of every bulletin: a figure, or a numeral with its role';
