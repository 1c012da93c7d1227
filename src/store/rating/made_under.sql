SELECT regime_id FROM member_rating WHERE year = ?1 AND (level IS NOT NULL OR not_rated IS NOT NULL)
UNION ALL
SELECT regime_id FROM unit_rating WHERE year = ?1 AND (level IS NOT NULL OR not_rated IS NOT NULL)
LIMIT 1
