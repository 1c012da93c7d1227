-- Dates may be partial: "2025" as the last year of a post covers 31/12/2025.
SELECT member_id, title
FROM post
WHERE sphere = 'party' AND (from_on IS NULL OR from_on <= ?1)
  AND (to_on IS NULL OR to_on >= substr(?1, 1, length(to_on)))
