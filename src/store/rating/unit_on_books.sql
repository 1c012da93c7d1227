SELECT stay.unit_id, m.full_name
FROM membership AS stay
JOIN member AS m ON m.id = stay.member_id
JOIN member_status AS status ON status.member_id = stay.member_id
     AND status.from_on <= :day AND (status.to_on IS NULL OR status.to_on > :day)
WHERE stay.member_id = :member AND stay.from_on <= :day AND (stay.to_on IS NULL OR stay.to_on > :day)
  AND status.status IN ('active', 'exempt', 'suspended', 'away', 'interrupted')
