INSERT INTO member (
    uuid, full_name, folded, sort_key, sex, born_on, ethnicity, religion, admission_decided_on,
    admitted_on, official_on, card_issued_on, admission_unit_id, other_name, birth_place, home_town,
    permanent_address, temporary_address, work_group, occupation, occupation_before,
    admission_decision, admission_place, personal_id, old_id, card_number, old_card_number,
    file_number, general_education, professional_level, professional_field, theory_level,
    foreign_languages, phone, email, note
) VALUES (
    :uuid, :full_name, :folded, :sort_key, :sex, :born_on, :ethnicity, :religion,
    :admission_decided_on, :admitted_on, :official_on, :card_issued_on, :admission_unit_id,
    :other_name, :birth_place, :home_town, :permanent_address, :temporary_address, :work_group,
    :occupation, :occupation_before, :admission_decision, :admission_place, :personal_id, :old_id,
    :card_number, :old_card_number, :file_number, :general_education, :professional_level,
    :professional_field, :theory_level, :foreign_languages, :phone, :email, :note
)
