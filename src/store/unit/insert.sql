INSERT INTO unit (parent_id, kind, code, name, workplace, founded_on, founding_decision, position)
SELECT :parent_id, :kind, :code, :name, :workplace, :founded_on, :founding_decision,
       coalesce(max(position), 0) + 1
FROM unit
WHERE parent_id IS :parent_id
