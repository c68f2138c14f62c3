-- what: figures read with less confidence than low_confidence (a setting): the rules had to guess
-- why: a person should look at these first
-- scope: warehouse
SELECT bulletin_id, fact_id, confidence, figure_text, sentence FROM fact_metric WHERE confidence < $low_confidence
