-- what: the text of every figure stands at its place in its sentence
-- why: the row must show the words that it was read from
-- scope: batch
SELECT bulletin_id, fact_id, figure_text, char_start, char_end, sentence_start, sentence
FROM fact_metric
WHERE char_start < sentence_start
    OR substr(sentence, char_start - sentence_start + 1, char_end - char_start) IS DISTINCT FROM figure_text
