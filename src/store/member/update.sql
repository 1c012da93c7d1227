UPDATE member SET
    full_name = :full_name, folded = :folded, sort_key = :sort_key, sex = :sex, born_on = :born_on,
    ethnicity = :ethnicity, religion = :religion, admission_decided_on = :admission_decided_on,
    admitted_on = :admitted_on, official_on = :official_on, card_issued_on = :card_issued_on,
    admission_unit_id = :admission_unit_id, other_name = :other_name, birth_place = :birth_place,
    home_town = :home_town, permanent_address = :permanent_address, temporary_address =
    :temporary_address, work_group = :work_group, occupation = :occupation, occupation_before =
    :occupation_before, admission_decision = :admission_decision, admission_place =
    :admission_place, personal_id = :personal_id, old_id = :old_id, card_number = :card_number,
    old_card_number = :old_card_number, file_number = :file_number, general_education =
    :general_education, professional_level = :professional_level, professional_field =
    :professional_field, theory_level = :theory_level, foreign_languages = :foreign_languages, phone
    = :phone, email = :email, note = :note
WHERE id = :id
