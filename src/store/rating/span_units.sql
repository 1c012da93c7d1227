SELECT min(year), max(year)
FROM (SELECT year FROM unit_rating WHERE level IS NOT NULL OR not_rated IS NOT NULL
      UNION ALL SELECT year FROM rating_total WHERE subject = 'unit')
