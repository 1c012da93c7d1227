UPDATE unit
SET kind = :kind, code = :code, name = :name, workplace = :workplace,
    founded_on = :founded_on, founding_decision = :founding_decision
WHERE id = :id
