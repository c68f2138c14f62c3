-- what: every receipt that was worked off has its bulletin
-- why: nothing that arrived may vanish
-- scope: warehouse
SELECT bulletin_id, receipt_id, file_path, received_at
FROM bulletin_receipt
WHERE bulletin_id NOT IN (SELECT bulletin_id FROM dim_bulletin)
UNION ALL
SELECT bulletin_id, NULL, file_path, received_at
FROM dim_bulletin
WHERE bulletin_id NOT IN (SELECT bulletin_id FROM bulletin_receipt)
