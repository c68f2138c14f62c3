-- Grain: one day. Played by every _on column of the facts and of dim_bulletin.
CREATE TABLE dim_date (
    date_on DATE PRIMARY KEY,
    year INTEGER NOT NULL,
    half INTEGER NOT NULL,
    quarter INTEGER NOT NULL,
    month INTEGER NOT NULL,
    tenday INTEGER NOT NULL,
    day INTEGER NOT NULL,
    iso_year INTEGER NOT NULL,
    iso_week INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    is_weekend BOOLEAN NOT NULL,
    year_month VARCHAR NOT NULL
);
COMMENT ON TABLE dim_date IS 'One day, 1900 to 2100; join it to any date column (period start, period end, as-of, published)';
COMMENT ON COLUMN dim_date.date_on IS 'The day; key';
COMMENT ON COLUMN dim_date.year IS 'Calendar year';
COMMENT ON COLUMN dim_date.half IS 'Half of the year, 1 (上半年) or 2 (下半年)';
COMMENT ON COLUMN dim_date.quarter IS 'Quarter of the year, 1 to 4';
COMMENT ON COLUMN dim_date.month IS 'Month of the year, 1 to 12';
COMMENT ON COLUMN dim_date.tenday IS 'Third of the month: 1 上旬 (to the 10th), 2 中旬 (to the 20th), 3 下旬';
COMMENT ON COLUMN dim_date.day IS 'Day of the month';
COMMENT ON COLUMN dim_date.iso_year IS 'Year that the ISO week belongs to';
COMMENT ON COLUMN dim_date.iso_week IS 'ISO week, 1 to 53';
COMMENT ON COLUMN dim_date.weekday IS 'Day of the week, 1 Monday to 7 Sunday';
COMMENT ON COLUMN dim_date.is_weekend IS 'Saturday or Sunday (public holidays and their make-up days are not considered)';
COMMENT ON COLUMN dim_date.year_month IS 'Year and month as text, 2022-07';

INSERT INTO dim_date
SELECT
    day,
    year(day),
    CASE WHEN month(day) <= 6 THEN 1 ELSE 2 END,
    quarter(day),
    month(day),
    least((day(day) - 1) // 10 + 1, 3),
    day(day),
    isoyear(day),
    weekofyear(day),
    isodow(day),
    isodow(day) >= 6,
    strftime(day, '%Y-%m')
FROM (SELECT unnest(generate_series(DATE '1900-01-01', DATE '2100-12-31', INTERVAL 1 DAY))::DATE AS day);
