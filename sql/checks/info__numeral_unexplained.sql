-- what: numerals of which nobody has said why they are no figure
-- why: a figure that was missed is among them
-- scope: batch
SELECT bulletin_id, numeral_id, numeral_text FROM fact_numeral WHERE is_open
