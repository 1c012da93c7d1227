UPDATE unit_rating SET level = NULL, not_rated = NULL, reason = NULL
WHERE year = ?1 AND unit_id = ?2
