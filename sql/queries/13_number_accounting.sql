-- Question: Is every number of every bulletin accounted for?
-- numbers is all of them; an open one is a number that nobody has explained yet.
SELECT file_name, numbers, figures, dates, names, explained_others, open_numerals
FROM mart_accounting
ORDER BY open_numerals DESC, numbers DESC, file_name
LIMIT 10;
