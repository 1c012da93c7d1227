UPDATE member_rating SET level = NULL, not_rated = NULL, reason = NULL
WHERE year = ?1 AND member_id = ?2
