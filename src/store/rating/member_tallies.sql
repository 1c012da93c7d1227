-- CROSS JOIN keeps this order of the tables: the table of one unit reads the stays of its cells.
SELECT stay.unit_id, rating.level, rating.not_rated, NULL AS reason, count(*) AS count
FROM json_each(:units) AS unit
CROSS JOIN membership AS stay ON stay.unit_id = unit.value
     AND stay.from_on <= :day AND (stay.to_on IS NULL OR stay.to_on > :day)
CROSS JOIN member_status AS status ON status.member_id = stay.member_id
     AND status.from_on <= :day AND (status.to_on IS NULL OR status.to_on > :day)
LEFT JOIN member_rating AS rating ON rating.member_id = stay.member_id AND rating.year = :year
WHERE status.status IN ('active', 'exempt', 'suspended', 'away', 'interrupted')
GROUP BY stay.unit_id, rating.level, rating.not_rated
