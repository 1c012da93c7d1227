SELECT m.id, m.full_name, rating.unit_id
FROM json_each(:units) AS unit
CROSS JOIN member_rating AS rating ON rating.unit_id = unit.value AND rating.year = :year
CROSS JOIN member AS m ON m.id = rating.member_id
WHERE (rating.level IS NOT NULL OR rating.not_rated IS NOT NULL)
  AND NOT EXISTS (
      SELECT 1 FROM membership AS stay
      JOIN member_status AS status ON status.member_id = stay.member_id
           AND status.from_on <= :day AND (status.to_on IS NULL OR status.to_on > :day)
      WHERE stay.member_id = m.id AND stay.from_on <= :day AND (stay.to_on IS NULL OR stay.to_on > :day)
        AND status.status IN ('active', 'exempt', 'suspended', 'away', 'interrupted'))
ORDER BY m.sort_key, m.id
