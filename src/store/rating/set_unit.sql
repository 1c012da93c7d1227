INSERT INTO unit_rating (year, unit_id, regime_id, level, not_rated, reason)
VALUES (:year, :unit_id, :regime_id, :level, :not_rated, :reason)
ON CONFLICT (year, unit_id) DO UPDATE
SET regime_id = excluded.regime_id, level = excluded.level,
    not_rated = excluded.not_rated, reason = excluded.reason
