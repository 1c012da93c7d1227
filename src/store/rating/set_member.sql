INSERT INTO member_rating (year, member_id, unit_id, regime_id, level, not_rated, reason)
VALUES (:year, :member_id, :unit_id, :regime_id, :level, :not_rated, :reason)
ON CONFLICT (year, member_id) DO UPDATE
SET unit_id = excluded.unit_id, regime_id = excluded.regime_id, level = excluded.level,
    not_rated = excluded.not_rated, reason = excluded.reason
