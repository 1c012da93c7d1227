SELECT member.id, full_name, admission_unit_id, admission_decided_on, admission_decision, born_on, sex,
       ethnicity, religion, work_group, status.status = 'revoked' AS is_revoked
FROM member
JOIN member_status AS status ON status.member_id = member.id AND status.to_on IS NULL
WHERE admission_unit_id IS NOT NULL AND admission_decided_on >= ?1 AND admission_decided_on < ?2
ORDER BY admission_decided_on, member.id
