-- As members_on_books.sql, counted.
SELECT stay.unit_id, detail.post_group, rating.level, count(*) AS count
FROM json_each(:units) AS unit
CROSS JOIN membership AS stay ON stay.unit_id = unit.value
     AND stay.from_on <= :day AND (stay.to_on IS NULL OR stay.to_on > :day)
CROSS JOIN member_status AS status ON status.member_id = stay.member_id
     AND status.from_on <= :day AND (status.to_on IS NULL OR status.to_on > :day)
JOIN member_rating AS rating ON rating.member_id = stay.member_id AND rating.year = :year
LEFT JOIN rating_detail AS detail ON detail.member_id = stay.member_id AND detail.year = :year
WHERE status.status IN ('active', 'exempt', 'suspended', 'away', 'interrupted')
  AND (rating.level IS NOT NULL OR rating.not_rated IS NOT NULL)
GROUP BY stay.unit_id, detail.post_group, rating.level
