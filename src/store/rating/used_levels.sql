SELECT DISTINCT 'member' AS subject, level, year, regime_id FROM member_rating WHERE level IS NOT NULL
UNION ALL
SELECT DISTINCT 'unit', level, year, regime_id FROM unit_rating WHERE level IS NOT NULL
UNION ALL
SELECT DISTINCT subject, level, year, NULL FROM rating_total WHERE level <> 'not_rated' AND count > 0
ORDER BY year DESC
