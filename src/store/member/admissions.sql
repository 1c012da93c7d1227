SELECT admission_unit_id, CAST(substr(admission_decided_on, 1, 4) AS INTEGER) AS year, count(*)
FROM member
WHERE admission_unit_id IS NOT NULL
  AND CAST(substr(admission_decided_on, 1, 4) AS INTEGER) BETWEEN ?1 AND ?2
GROUP BY admission_unit_id, year
