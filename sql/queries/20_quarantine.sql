-- Question: What is waiting in quarantine, and why?
SELECT source_code, file_path, reason_code, reason
FROM mart_quarantine
ORDER BY received_at, bulletin_id;
