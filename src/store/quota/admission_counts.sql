SELECT admission_unit_id, CAST(substr(admission_decided_on, 1, 4) AS INTEGER) AS year,
       count(*) AS all_of_them, count(*) FILTER (WHERE status.status = 'revoked') AS revoked
FROM member
JOIN member_status AS status ON status.member_id = member.id AND status.to_on IS NULL
WHERE admission_unit_id IS NOT NULL AND admission_decided_on >= ?1 AND admission_decided_on < ?2
GROUP BY admission_unit_id, year
