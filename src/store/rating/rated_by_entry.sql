-- A changed rating of a decided year carries its own decision; taking it back is no rating.
SELECT DISTINCT json_extract(coalesce(after, before), '$.year') AS year,
       CASE
           WHEN table_name = 'member_rating' THEN 'member'
           WHEN table_name = 'unit_rating' THEN 'unit'
           WHEN table_name = 'rating_total' THEN json_extract(coalesce(after, before), '$.subject')
           WHEN json_extract(coalesce(after, before), '$.member_id') IS NULL THEN 'unit'
           ELSE 'member'
       END AS subject,
       json_extract(coalesce(after, before), '$.unit_id') AS unit_id,
       CASE WHEN table_name = 'member_rating' THEN NULL
            ELSE json_extract(coalesce(after, before), '$.member_id') END AS member_id
FROM journal_change
WHERE sequence = ?1
  AND table_name IN ('member_rating', 'unit_rating', 'rating_total', 'rating_step', 'ballot', 'rating_detail')
  AND NOT EXISTS (SELECT 1 FROM journal_change AS other
                  WHERE other.sequence = ?1 AND other.table_name = 'rerating')
