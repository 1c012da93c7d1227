WITH has AS (SELECT subject, level FROM rating_level WHERE regime_id = ?2),
named AS (
    SELECT 'exemplary' AS level UNION ALL SELECT 'clean_strong' UNION ALL SELECT 'excellent'
    UNION ALL SELECT 'good' UNION ALL SELECT 'completed' UNION ALL SELECT 'not_completed' UNION ALL SELECT 'weak'
),
used AS (
    SELECT 'rating' AS what, member_id, NULL AS unit_id, level FROM member_rating WHERE year = ?1
    UNION ALL
    SELECT 'rating', NULL, unit_id, level FROM unit_rating WHERE year = ?1
    UNION ALL
    SELECT 'step', member_id, unit_id, level FROM rating_step WHERE year = ?1
    UNION ALL
    SELECT 'ballot', member_id, unit_id, named.level FROM ballot JOIN named
        ON CASE named.level WHEN 'exemplary' THEN exemplary WHEN 'clean_strong' THEN clean_strong
            WHEN 'excellent' THEN excellent WHEN 'good' THEN good WHEN 'completed' THEN completed
            WHEN 'not_completed' THEN not_completed WHEN 'weak' THEN weak END > 0
    WHERE year = ?1
)
SELECT DISTINCT used.what, used.member_id, used.unit_id, used.level,
       coalesce(member.full_name, unit.name) AS name
FROM used
LEFT JOIN member ON member.id = used.member_id
LEFT JOIN unit ON unit.id = used.unit_id
WHERE used.level IS NOT NULL
  AND used.level NOT IN
      (SELECT level FROM has WHERE subject = CASE WHEN used.member_id IS NULL THEN 'unit' ELSE 'member' END)
ORDER BY used.member_id IS NULL, member.sort_key, unit.name, used.what
