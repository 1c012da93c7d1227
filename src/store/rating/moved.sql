SELECT stay.member_id, before.unit_id, stay.from_on
FROM json_each(:units) AS unit
CROSS JOIN membership AS stay ON stay.unit_id = unit.value
     AND stay.from_on > :first AND stay.from_on <= :last AND (stay.to_on IS NULL OR stay.to_on > :last)
CROSS JOIN membership AS before ON before.member_id = stay.member_id AND before.to_on = stay.from_on
     AND before.unit_id <> stay.unit_id
