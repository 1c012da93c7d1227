SELECT id, parent_id, kind, code, name, workplace, founded_on, founding_decision,
       closed_on, closing_decision, merged_into_id
FROM unit
ORDER BY position, id
