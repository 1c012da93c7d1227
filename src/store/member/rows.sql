SELECT
    m.id, m.full_name, m.sex, m.born_on, m.ethnicity, m.religion, m.admission_decided_on,
    m.admitted_on, m.official_on, m.card_issued_on, m.admission_unit_id, m.other_name,
    m.birth_place, m.home_town, m.permanent_address, m.temporary_address, m.work_group,
    m.occupation, m.occupation_before, m.admission_decision, m.admission_place, m.personal_id,
    m.old_id, m.card_number, m.old_card_number, m.file_number, m.general_education,
    m.professional_level, m.professional_field, m.theory_level, m.foreign_languages, m.phone,
    m.email, m.note,
    s.status, s.from_on AS status_from_on,
    (SELECT stay.unit_id FROM membership AS stay
     WHERE stay.member_id = m.id ORDER BY stay.from_on DESC, stay.id DESC LIMIT 1) AS unit_id,
    (SELECT group_concat(held.title, '; ') FROM
        (SELECT p.title FROM post AS p WHERE p.member_id = m.id AND p.to_on IS NULL
         ORDER BY p.sphere <> 'party', p.from_on, p.id) AS held) AS posts,
    (SELECT json_group_array(json_object('level', held.badge_level, 'number', held.number)) FROM
        (SELECT b.badge_level, b.number FROM badge AS b WHERE b.member_id = m.id AND b.ending IS NULL
         ORDER BY b.badge_level) AS held) AS badges
FROM member AS m
JOIN member_status AS s ON s.member_id = m.id AND s.to_on IS NULL
WHERE m.id IN (SELECT value FROM json_each(:ids))
