-- CROSS JOIN keeps this order of the tables: the sheet of one cell reads the stays of that cell.
SELECT m.id, m.full_name, m.sort_key, m.admission_decided_on, m.admitted_on,
       stay.unit_id, status.status, rating.level, rating.not_rated, rating.reason,
       rating.unit_id AS made_in
FROM json_each(:units) AS unit
CROSS JOIN membership AS stay ON stay.unit_id = unit.value
     AND stay.from_on <= :day AND (stay.to_on IS NULL OR stay.to_on > :day)
CROSS JOIN member AS m ON m.id = stay.member_id
CROSS JOIN member_status AS status ON status.member_id = m.id
     AND status.from_on <= :day AND (status.to_on IS NULL OR status.to_on > :day)
LEFT JOIN member_rating AS rating ON rating.member_id = m.id AND rating.year = :year
WHERE status.status IN ('active', 'exempt', 'suspended', 'away', 'interrupted')
ORDER BY m.sort_key, m.id
