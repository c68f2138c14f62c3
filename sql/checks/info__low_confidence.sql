-- what: figures that the rules had to guess at
-- why: a person should look at these first
-- scope: batch
SELECT bulletin_id, fact_id, confidence, figure_text, sentence FROM fact_metric WHERE confidence < 0.5
