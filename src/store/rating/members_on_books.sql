SELECT m.id, m.full_name, m.sort_key, coalesce(m.admitted_on, m.admission_decided_on) AS admitted_on,
       stay.unit_id, status.status, rating.level, rating.not_rated, rating.reason
FROM membership AS stay
JOIN member AS m ON m.id = stay.member_id
JOIN member_status AS status ON status.member_id = m.id
     AND status.from_on <= :day AND (status.to_on IS NULL OR status.to_on > :day)
LEFT JOIN member_rating AS rating ON rating.member_id = m.id AND rating.year = :year
WHERE stay.from_on <= :day AND (stay.to_on IS NULL OR stay.to_on > :day)
  AND status.status IN ('active', 'exempt', 'suspended', 'away', 'interrupted')
ORDER BY m.sort_key, m.id
