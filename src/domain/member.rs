//! Members: the record, its checks, and the statuses a member passes through.
//!
//! Fields after domain.md B1 (phiếu đảng viên 2-HSĐV, 38-HD/BTCTW 29/09/2025), checks after C9.

use chrono::NaiveDate;
use serde::Serialize;

use super::code::coded;
use super::date::{self, PartialDate};
use super::form::{Checked, Reader};
use super::id::{MemberId, UnitId};
use super::identifier;
use super::name;
use super::problem::{Field, Kind as Wrong, Problem};
use super::rating::Discipline;

mod badge;
pub mod numbers;
mod post;
mod status;

pub use badge::{
    BADGE_LEVELS, Badge, BadgeEnd, BadgeEnding, BadgeFields, BadgeForm, BadgeKind, HeldBadge, first_round,
    form_of_number,
};
pub use post::{Post, PostFields, PostForm, Sphere};
pub use status::{Status, StatusChange, StatusForm, StatusPeriod};

/// Ethnicity of the majority; every other one counts as a minority.
pub const MAJORITY: &str = "Kinh";
/// The religion field of a person without religion.
pub const NO_RELIGION: &str = "Không";
/// Full years at admission below which the Statute admits nobody
/// (294-QĐ/TW 26/05/2025, 1.1; the same in its predecessors since 2011).
pub const ADMISSION_AGE: i32 = 18;

coded! {
    /// Sex.
    Sex {
        /// Nam.
        Male = "male",
        /// Nữ.
        Female = "female",
    }
}

/// Declares the checked record and the form of it that a person types, which has the same
/// optional fields, as text.
macro_rules! optional_fields {
    ($(#[$meta:meta] $field:ident,)+) => {
        /// Optional text fields of a member's record.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
        pub struct MemberTexts<T: Default> {
            $(#[$meta] pub $field: T,)+
        }

        impl MemberTexts<Option<String>> {
            /// The texts as a person would type them.
            #[must_use]
            pub fn typed(&self) -> MemberTexts<String> {
                MemberTexts { $($field: self.$field.clone().unwrap_or_default(),)+ }
            }
        }
    };
}

optional_fields! {
    /// Tên gọi khác.
    other_name,
    /// Nơi đăng ký khai sinh.
    birth_place,
    /// Quê quán.
    home_town,
    /// Nơi thường trú.
    permanent_address,
    /// Nơi tạm trú.
    temporary_address,
    /// Đối tượng, from an editable list.
    work_group,
    /// Nghề nghiệp hiện nay.
    occupation,
    /// Nghề nghiệp trước khi vào Đảng.
    occupation_before,
    /// Số quyết định kết nạp.
    admission_decision,
    /// Nơi kết nạp, when it was not a unit of this register.
    admission_place,
    /// Số định danh cá nhân, 12 digits.
    personal_id,
    /// Số CMND cũ, 9 digits.
    old_id,
    /// Số thẻ đảng viên, 12 digits (8 before 02/09/2025).
    card_number,
    /// Số thẻ cũ, 8 digits.
    old_card_number,
    /// Số lý lịch.
    file_number,
    /// Giáo dục phổ thông.
    general_education,
    /// Trình độ chuyên môn.
    professional_level,
    /// Chuyên ngành.
    professional_field,
    /// Lý luận chính trị.
    theory_level,
    /// Ngoại ngữ.
    foreign_languages,
    /// Điện thoại.
    phone,
    /// Thư điện tử.
    email,
    /// Ghi chú.
    note,
}

/// The checked content of a member's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberFields {
    /// Họ và tên khai sinh, as typed.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Ngày sinh.
    pub born_on: PartialDate,
    /// Dân tộc.
    pub ethnicity: String,
    /// Tôn giáo; [`NO_RELIGION`] when none.
    pub religion: String,
    /// Ngày quyết định kết nạp; from it the years in the Party are counted.
    pub admission_decided_on: PartialDate,
    /// Ngày lễ kết nạp; from it the twelve months of probation run.
    pub admitted_on: Option<PartialDate>,
    /// Ngày chính thức; none while probationary.
    pub official_on: Option<PartialDate>,
    /// Ngày cấp thẻ.
    pub card_issued_on: Option<PartialDate>,
    /// The unit of this register that admitted the member, if one did.
    pub admission_unit: Option<UnitId>,
    /// The optional texts.
    #[serde(flatten)]
    pub texts: MemberTexts<Option<String>>,
}

impl MemberFields {
    /// Whether the member is on probation (dự bị) on `day`.
    #[must_use]
    pub fn is_probationary(&self, day: NaiveDate) -> bool {
        self.official_on.is_none_or(|official| official.first_day() > day)
    }
}

/// A member's record as a person types it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberForm {
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// dd/mm/yyyy, mm/yyyy or yyyy; so are all dates of the form.
    pub born_on: String,
    /// Ethnicity.
    pub ethnicity: String,
    /// Religion.
    pub religion: String,
    /// Day of the admission decision.
    pub admission_decided_on: String,
    /// Day of the ceremony.
    pub admitted_on: String,
    /// Day of full membership.
    pub official_on: String,
    /// Day the card was issued.
    pub card_issued_on: String,
    /// The unit that admitted the member.
    pub admission_unit: Option<UnitId>,
    /// The optional texts.
    pub texts: MemberTexts<String>,
}

impl Default for MemberForm {
    /// An empty form, with the two answers that are nearly always right.
    fn default() -> Self {
        Self {
            name: String::new(),
            sex: None,
            born_on: String::new(),
            ethnicity: MAJORITY.to_owned(),
            religion: NO_RELIGION.to_owned(),
            admission_decided_on: String::new(),
            admitted_on: String::new(),
            official_on: String::new(),
            card_issued_on: String::new(),
            admission_unit: None,
            texts: MemberTexts::default(),
        }
    }
}

impl From<&MemberFields> for MemberForm {
    fn from(fields: &MemberFields) -> Self {
        let show = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        Self {
            name: fields.name.clone(),
            sex: Some(fields.sex),
            born_on: fields.born_on.to_string(),
            ethnicity: fields.ethnicity.clone(),
            religion: fields.religion.clone(),
            admission_decided_on: fields.admission_decided_on.to_string(),
            admitted_on: show(fields.admitted_on),
            official_on: show(fields.official_on),
            card_issued_on: show(fields.card_issued_on),
            admission_unit: fields.admission_unit,
            texts: fields.texts.typed(),
        }
    }
}

impl MemberForm {
    /// Checks what was typed. Duplicates of numbers need the register and are checked by
    /// `services::members`.
    ///
    /// # Errors
    /// All problems found, when at least one keeps the record from being saved.
    pub fn check(&self, today: NaiveDate) -> Result<Checked<MemberFields>, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let name = reader_name(&mut reader, &self.name);
        let sex = reader.chosen(Field::Sex, self.sex);
        let born_on = reader.required_past(Field::BornOn, &self.born_on);
        let ethnicity = reader.required(Field::Ethnicity, &self.ethnicity, 100);
        let religion = reader.required(Field::Religion, &self.religion, 100);
        let decided = reader.required_past(Field::AdmissionDecidedOn, &self.admission_decided_on);
        let admitted_on = reader.past(Field::AdmittedOn, &self.admitted_on);
        let official_on = reader.past(Field::OfficialOn, &self.official_on);
        let card_issued_on = reader.past(Field::CardIssuedOn, &self.card_issued_on);
        let texts = self.check_texts(&mut reader);
        check_dates(&mut reader, born_on, decided, (admitted_on, official_on));
        let fields = match (name, sex, born_on, ethnicity.zip(religion), decided) {
            (Some(name), Some(sex), Some(born_on), Some((ethnicity, religion)), Some(decided)) => {
                Some(MemberFields {
                    name,
                    sex,
                    born_on,
                    ethnicity,
                    religion,
                    admission_decided_on: decided,
                    admitted_on,
                    official_on,
                    card_issued_on,
                    admission_unit: self.admission_unit,
                    texts,
                })
            }
            _ => None,
        };
        if let Some(fields) = &fields {
            warn_identifiers(&mut reader, fields);
        }
        let problems = reader.finish();
        match fields {
            Some(value) if !problems.iter().any(Problem::is_error) => {
                Ok(Checked { value, warnings: problems })
            }
            _ => Err(problems),
        }
    }

    fn check_texts(&self, reader: &mut Reader) -> MemberTexts<Option<String>> {
        let typed = &self.texts;
        let mut number = |field, text: &str, read: fn(&str) -> Result<Option<String>, Wrong>| {
            reader.value(field, read(text)).flatten()
        };
        let personal_id = number(Field::PersonalId, &typed.personal_id, identifier::personal_id);
        let old_id = number(Field::OldId, &typed.old_id, identifier::old_id);
        let card_number = number(Field::CardNumber, &typed.card_number, identifier::card_number);
        let old_card_number =
            number(Field::OldCardNumber, &typed.old_card_number, identifier::old_card_number);
        let phone = number(Field::Phone, &typed.phone, identifier::phone);
        let email = number(Field::Email, &typed.email, identifier::email);
        MemberTexts {
            other_name: reader.text(Field::OtherName, &typed.other_name, 100),
            birth_place: reader.text(Field::BirthPlace, &typed.birth_place, 300),
            home_town: reader.text(Field::HomeTown, &typed.home_town, 300),
            permanent_address: reader.text(Field::PermanentAddress, &typed.permanent_address, 300),
            temporary_address: reader.text(Field::TemporaryAddress, &typed.temporary_address, 300),
            work_group: reader.text(Field::WorkGroup, &typed.work_group, 100),
            occupation: reader.text(Field::Occupation, &typed.occupation, 200),
            occupation_before: reader.text(Field::OccupationBefore, &typed.occupation_before, 200),
            admission_decision: reader.text(Field::AdmissionDecision, &typed.admission_decision, 200),
            admission_place: reader.text(Field::AdmissionPlace, &typed.admission_place, 300),
            personal_id,
            old_id,
            card_number,
            old_card_number,
            file_number: self.check_file_number(reader),
            general_education: reader.text(Field::GeneralEducation, &typed.general_education, 100),
            professional_level: reader.text(Field::ProfessionalLevel, &typed.professional_level, 100),
            professional_field: reader.text(Field::ProfessionalField, &typed.professional_field, 200),
            theory_level: reader.text(Field::TheoryLevel, &typed.theory_level, 100),
            foreign_languages: reader.text(Field::ForeignLanguages, &typed.foreign_languages, 200),
            phone,
            email,
            note: reader.text(Field::Note, &typed.note, 2000),
        }
    }

    /// File numbers of old records have many forms: one that is not the usual form is kept as
    /// written and pointed out.
    fn check_file_number(&self, reader: &mut Reader) -> Option<String> {
        match identifier::file_number(&self.texts.file_number) {
            Ok(number) => number,
            Err(kind) => {
                reader.warn(Field::FileNumber, kind);
                reader.text(Field::FileNumber, &self.texts.file_number, 40)
            }
        }
    }
}

fn reader_name(reader: &mut Reader, typed: &str) -> Option<String> {
    match name::check(typed, Field::Name) {
        Ok(name) => Some(name),
        Err(problem) => {
            reader.refuse(problem.field, problem.kind);
            None
        }
    }
}

/// The order birth < decision <= ceremony <= full membership (domain.md C9) and the age of 18.
fn check_dates(
    reader: &mut Reader,
    born_on: Option<PartialDate>,
    decided: Option<PartialDate>,
    (admitted_on, official_on): (Option<PartialDate>, Option<PartialDate>),
) {
    reader.in_order((Field::BornOn, born_on), (Field::AdmissionDecidedOn, decided));
    reader.in_order((Field::AdmissionDecidedOn, decided), (Field::AdmittedOn, admitted_on));
    let start = admitted_on.or(decided);
    let start_field = if admitted_on.is_some() { Field::AdmittedOn } else { Field::AdmissionDecidedOn };
    reader.in_order((start_field, start), (Field::OfficialOn, official_on));
    if let (Some(born), Some(decided)) = (born_on, decided) {
        // The most favourable reading of partial dates: only what is surely too young is refused.
        let age = date::full_years(born.first_day(), decided.last_day());
        if (0..ADMISSION_AGE).contains(&age) {
            reader.warn(Field::AdmissionDecidedOn, Wrong::TooYoung { age });
        }
    }
    if let (Some(admitted), Some(official)) = (admitted_on, official_on)
        && let (Some(admitted), Some(official)) = (admitted.day(), official.day())
        && date::add_months(admitted, 12) != official
    {
        // Statute 5.1 and 294-QĐ/TW 4.2.2: exactly twelve months, even when decided late. Old
        // records know other lengths, so this is only pointed out.
        reader.warn(Field::OfficialOn, Wrong::NotTwelveMonths);
    }
}

fn warn_identifiers(reader: &mut Reader, fields: &MemberFields) {
    let Some(personal_id) = &fields.texts.personal_id else { return };
    if identifier::personal_id_disagrees(personal_id, fields.sex == Sex::Female, fields.born_on.year()) {
        reader.warn(Field::PersonalId, Wrong::PersonalIdDisagrees);
    }
    if let Some(card) = &fields.texts.card_number
        && card.len() == 12
        && card != personal_id
    {
        reader.warn(Field::CardNumber, Wrong::CardDiffersFromPersonalId);
    }
}

/// A stay in a unit (sinh hoạt).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Membership {
    /// The unit.
    pub unit: UnitId,
    /// First day.
    pub from_on: NaiveDate,
    /// Day from which the member no longer belongs; none for the present unit.
    pub to_on: Option<NaiveDate>,
    /// Number of the decision.
    pub decision: Option<String>,
}

/// Everything the register knows of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberRecord {
    /// Identity.
    pub id: MemberId,
    /// The record's content.
    #[serde(flatten)]
    pub fields: MemberFields,
    /// Stays in units, the oldest first.
    pub memberships: Vec<Membership>,
    /// Statuses, the oldest first.
    pub statuses: Vec<StatusPeriod>,
    /// Posts, the oldest first.
    pub posts: Vec<Post>,
    /// Badges, the lowest level first.
    pub badges: Vec<Badge>,
    /// Discipline, the oldest first.
    pub discipline: Vec<Discipline>,
}

impl MemberRecord {
    /// The present status and the day since when it holds.
    #[must_use]
    pub fn status(&self) -> Option<&StatusPeriod> {
        self.statuses.iter().find(|period| period.to_on.is_none())
    }

    /// The badges that the member holds, the lowest level first.
    pub fn badges_held(&self) -> impl DoubleEndedIterator<Item = &BadgeFields> {
        self.badges.iter().filter(|badge| badge.is_held()).map(|badge| &badge.fields)
    }

    /// The present unit, none for those who left.
    #[must_use]
    pub fn unit(&self) -> Option<UnitId> {
        self.memberships.iter().find(|stay| stay.to_on.is_none()).map(|stay| stay.unit)
    }
}
