SELECT DISTINCT json_extract(coalesce(after, before), '$.year') AS year,
       CASE table_name
           WHEN 'member_rating' THEN 'member'
           WHEN 'unit_rating' THEN 'unit'
           ELSE json_extract(coalesce(after, before), '$.subject')
       END AS subject
FROM journal_change
WHERE sequence = ?1 AND table_name IN ('member_rating', 'unit_rating', 'rating_total')
EXCEPT
SELECT json_extract(after, '$.year'), json_extract(after, '$.subject')
FROM journal_change
WHERE sequence = ?1 AND table_name = 'rating_decision' AND before IS NULL
