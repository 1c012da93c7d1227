//! What stands in the cells of a list, and how wide and where.

use chrono::NaiveDate;

use super::MemberColumn;
use crate::domain::date::{self, PartialDate};
use crate::domain::id::UnitId;
use crate::domain::identifier;
use crate::domain::member::numbers;
use crate::domain::unit::UnitTree;
use crate::i18n::term::{self, Words, term};
use crate::services::members::{MemberRow, age};

/// Where the text of a column's cells stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Dates and marks.
    Center,
    /// Numbers to count with.
    Right,
}

/// What cells need besides the member's row.
#[derive(Debug, Clone, Copy)]
pub struct CellContext<'a> {
    /// The units, for their names.
    pub units: &'a UnitTree,
    /// The day on which ages are counted.
    pub today: NaiveDate,
    /// Screen or paper.
    pub words: Words,
}

impl MemberColumn {
    /// What stands in the cell; empty for what is not known.
    #[must_use]
    pub fn cell(self, row: &MemberRow, context: &CellContext<'_>) -> String {
        let texts = &row.fields.texts;
        match self {
            Self::Name => row.fields.name.clone(),
            Self::OtherName => text(&texts.other_name),
            Self::Sex => term::sex(row.fields.sex, context.words),
            Self::Born => row.fields.born_on.to_string(),
            Self::Age => number(age(row.fields.born_on, context.today)),
            Self::Ethnicity => row.fields.ethnicity.clone(),
            Self::Religion => row.fields.religion.clone(),
            Self::HomeTown => text(&texts.home_town),
            Self::BirthPlace => text(&texts.birth_place),
            Self::PermanentAddress => text(&texts.permanent_address),
            Self::TemporaryAddress => text(&texts.temporary_address),
            Self::Occupation => text(&texts.occupation),
            Self::OccupationBefore => text(&texts.occupation_before),
            Self::WorkGroup => text(&texts.work_group),
            Self::Posts => text(&row.posts),
            Self::Admitted => row.fields.admission_decided_on.to_string(),
            Self::AdmissionDecision => text(&texts.admission_decision),
            Self::Ceremony => day(row.fields.admitted_on.or(Some(row.fields.admission_decided_on))),
            Self::AdmissionPlace => admission_place(row, context),
            Self::Official => day(row.fields.official_on),
            Self::PartyAge => number(party_age(row, context.today)),
            Self::CardNumber => grouped(&texts.card_number),
            Self::CardIssued => day(row.fields.card_issued_on),
            Self::OldCardNumber => grouped(&texts.old_card_number),
            Self::FileNumber => text(&texts.file_number),
            Self::Badges => badges(row, context.words),
            Self::PersonalId => grouped(&texts.personal_id),
            Self::OldId => text(&texts.old_id),
            Self::GeneralEducation => text(&texts.general_education),
            Self::ProfessionalLevel => text(&texts.professional_level),
            Self::ProfessionalField => text(&texts.professional_field),
            Self::TheoryLevel => text(&texts.theory_level),
            Self::ForeignLanguages => text(&texts.foreign_languages),
            Self::Unit => unit_name(context.units, row.unit),
            Self::Status => status(row, context),
            Self::StatusSince => day(Some(row.status_from_on.into())),
            Self::Phone => text(&texts.phone),
            Self::Email => text(&texts.email),
            Self::Note => text(&texts.note),
        }
    }

    /// Whether the record has a number by which its person is known in this column.
    #[must_use]
    pub fn has_number(self, row: &MemberRow) -> bool {
        self.field().is_some_and(|field| numbers::is_known(&row.fields.texts, field))
    }

    /// The same as [`MemberColumn::cell`], of somebody whose numbers are masked or not.
    #[must_use]
    pub fn masked_cell(self, row: &MemberRow, context: &CellContext<'_>, is_masked: bool) -> String {
        let text = self.cell(row, context);
        if is_masked && self.is_number_of_person() { identifier::mask(&text) } else { text }
    }

    /// Where the text stands.
    #[must_use]
    pub fn align(self) -> Align {
        match self {
            Self::Sex
            | Self::Born
            | Self::Admitted
            | Self::Ceremony
            | Self::Official
            | Self::CardNumber
            | Self::CardIssued
            | Self::OldCardNumber
            | Self::FileNumber
            | Self::PersonalId
            | Self::OldId
            | Self::GeneralEducation
            | Self::StatusSince => Align::Center,
            Self::Age | Self::PartyAge => Align::Right,
            Self::Name
            | Self::OtherName
            | Self::Ethnicity
            | Self::Religion
            | Self::HomeTown
            | Self::BirthPlace
            | Self::PermanentAddress
            | Self::TemporaryAddress
            | Self::Occupation
            | Self::OccupationBefore
            | Self::WorkGroup
            | Self::Posts
            | Self::AdmissionDecision
            | Self::AdmissionPlace
            | Self::Badges
            | Self::ProfessionalLevel
            | Self::ProfessionalField
            | Self::TheoryLevel
            | Self::ForeignLanguages
            | Self::Unit
            | Self::Status
            | Self::Phone
            | Self::Email
            | Self::Note => Align::Left,
        }
    }

    /// Width on the screen at 100%, in pixels; paper uses the same proportions.
    #[must_use]
    pub fn width(self) -> f32 {
        match self {
            Self::Name | Self::Badges => 200.0,
            Self::Age | Self::PartyAge => 76.0,
            Self::Sex | Self::Ethnicity | Self::Religion | Self::GeneralEducation => 92.0,
            Self::Born
            | Self::Admitted
            | Self::Ceremony
            | Self::Official
            | Self::CardIssued
            | Self::StatusSince
            | Self::OldCardNumber
            | Self::FileNumber
            | Self::OldId => 116.0,
            Self::OtherName
            | Self::WorkGroup
            | Self::AdmissionDecision
            | Self::ProfessionalLevel
            | Self::TheoryLevel
            | Self::ForeignLanguages
            | Self::Phone => 120.0,
            Self::CardNumber | Self::PersonalId => 152.0,
            Self::HomeTown
            | Self::Occupation
            | Self::OccupationBefore
            | Self::Posts
            | Self::ProfessionalField
            | Self::Status
            | Self::Note => 160.0,
            Self::BirthPlace
            | Self::PermanentAddress
            | Self::TemporaryAddress
            | Self::AdmissionPlace
            | Self::Unit
            | Self::Email => 220.0,
        }
    }
}

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

/// "30 năm, số A123456; 40 năm".
fn badges(row: &MemberRow, words: Words) -> String {
    let held = row.badges.iter().map(|badge| term::badge(badge.level, badge.number.as_deref(), words));
    held.collect::<Vec<_>>().join("; ")
}

fn grouped(value: &Option<String>) -> String {
    value.as_deref().map(identifier::show_grouped).unwrap_or_default()
}

fn day(value: Option<PartialDate>) -> String {
    value.map(|date| date.to_string()).unwrap_or_default()
}

fn number(value: Option<i32>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}

fn unit_name(units: &UnitTree, unit: UnitId) -> String {
    units.node(unit).map(|node| node.unit.fields.name.clone()).unwrap_or_default()
}

fn admission_place(row: &MemberRow, context: &CellContext<'_>) -> String {
    match row.fields.admission_unit {
        Some(unit) => unit_name(context.units, unit),
        None => text(&row.fields.texts.admission_place),
    }
}

fn party_age(row: &MemberRow, today: NaiveDate) -> Option<i32> {
    let years = date::full_years(row.fields.admission_decided_on.first_day(), today);
    (years >= 0).then_some(years)
}

/// The status; of those present, whether they are on probation.
fn status(row: &MemberRow, context: &CellContext<'_>) -> String {
    let name = term::status(row.status, context.words);
    if row.status.is_present() && row.fields.is_probationary(context.today) {
        let probationary = term!(context.words, "column-status-probationary");
        format!("{name} ({probationary})")
    } else {
        name
    }
}
