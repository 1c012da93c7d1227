SELECT stay.unit_id, count(DISTINCT stay.member_id)
FROM membership AS stay
JOIN member_status AS status ON status.member_id = stay.member_id
    AND status.from_on <= ?1 AND (status.to_on IS NULL OR status.to_on > ?1)
WHERE stay.from_on <= ?1 AND (stay.to_on IS NULL OR stay.to_on > ?1)
  AND status.status IN ('active', 'exempt', 'suspended', 'away', 'interrupted')
GROUP BY stay.unit_id
