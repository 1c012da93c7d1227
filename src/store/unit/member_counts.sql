SELECT stay.unit_id, count(*)
FROM membership AS stay
JOIN member_status AS status ON status.member_id = stay.member_id AND status.to_on IS NULL
WHERE stay.to_on IS NULL AND status.status <> 'guest'
GROUP BY stay.unit_id
