//! What a text means that was typed into a cell of a list: how a column is typed in, which cells
//! can't be, and what a record is with some cells amended. The checks are those of the record's
//! form, so that a list and a form accept the same.

use std::collections::HashMap;

use super::{CellContext, MemberColumn};
use crate::domain::date::PartialDate;
use crate::domain::form::Checked;
use crate::domain::member::{MemberFields, MemberForm, Sex};
use crate::domain::problem::{self, Field, Problem};
use crate::domain::text;
use crate::i18n::term::{self, Words};
use crate::services::members::MemberRow;

/// What the cells of a column hold, which decides how they are typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number to count with.
    Number,
    /// A date: dd/mm/yyyy; mm/yyyy and yyyy too, where only that is known.
    Date,
    /// A word from a list.
    Choice(Choices),
}

/// Where the words of a choice come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    /// [`MemberColumn::sexes`]; nothing else is accepted.
    Sexes,
    /// The register's list of this name; other words are accepted with a warning.
    List(&'static str),
}

/// Why a cell can't be typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// It is computed from other columns.
    Computed,
    /// A status is changed by its own operation, with day and decision.
    ByStatus,
    /// A member goes to another cell by moving, with a day.
    ByMoving,
    /// Posts are kept one by one in the record.
    ByPosts,
    /// So are badges.
    ByBadges,
    /// The member was admitted by a unit of the register, which is chosen in the record.
    ByUnit,
    /// The number is masked: it is shown first, which is noted.
    Masked,
}

/// What is wrong with a text for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It can't be typed in at all.
    Locked(Locked),
    /// The record can't have it.
    Problem(problem::Kind),
}

impl MemberColumn {
    /// What the cells hold.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Sex => Kind::Choice(Choices::Sexes),
            Self::Ethnicity => Kind::Choice(Choices::List("ethnicity")),
            Self::Religion => Kind::Choice(Choices::List("religion")),
            Self::WorkGroup => Kind::Choice(Choices::List("work_group")),
            Self::GeneralEducation => Kind::Choice(Choices::List("general_education")),
            Self::ProfessionalLevel => Kind::Choice(Choices::List("professional_level")),
            Self::TheoryLevel => Kind::Choice(Choices::List("theory_level")),
            Self::Born
            | Self::Admitted
            | Self::Ceremony
            | Self::Official
            | Self::CardIssued
            | Self::StatusSince => Kind::Date,
            Self::Age | Self::PartyAge => Kind::Number,
            // Numbers that name something are text: they keep their zeros and are not summed up.
            Self::Name
            | Self::OtherName
            | Self::HomeTown
            | Self::BirthPlace
            | Self::PermanentAddress
            | Self::TemporaryAddress
            | Self::Occupation
            | Self::OccupationBefore
            | Self::Posts
            | Self::AdmissionDecision
            | Self::AdmissionPlace
            | Self::CardNumber
            | Self::OldCardNumber
            | Self::FileNumber
            | Self::Badges
            | Self::PersonalId
            | Self::OldId
            | Self::ProfessionalField
            | Self::ForeignLanguages
            | Self::Unit
            | Self::Status
            | Self::Phone
            | Self::Email
            | Self::Note => Kind::Text,
        }
    }

    /// Why no cell of the column can be typed in; none for the columns that can.
    #[must_use]
    pub fn locked(self) -> Option<Locked> {
        match self {
            Self::Age | Self::PartyAge => Some(Locked::Computed),
            Self::Status | Self::StatusSince => Some(Locked::ByStatus),
            Self::Unit => Some(Locked::ByMoving),
            Self::Posts => Some(Locked::ByPosts),
            Self::Badges => Some(Locked::ByBadges),
            _ => None,
        }
    }

    /// Why the cell of this record can't be typed in; none if it can.
    #[must_use]
    pub fn locked_in(self, fields: &MemberFields) -> Option<Locked> {
        let by_unit = self == Self::AdmissionPlace && fields.admission_unit.is_some();
        self.locked().or(by_unit.then_some(Locked::ByUnit))
    }

    /// What one edits in a cell, where it differs from what is shown: numbers without their
    /// grouping, and nothing where the day of another column stands in.
    #[must_use]
    pub fn edited(self, row: &MemberRow) -> Option<String> {
        let texts = &row.fields.texts;
        let digits = |number: &Option<String>| number.clone().unwrap_or_default();
        match self {
            Self::CardNumber => Some(digits(&texts.card_number)),
            Self::OldCardNumber => Some(digits(&texts.old_card_number)),
            Self::PersonalId => Some(digits(&texts.personal_id)),
            Self::Ceremony if row.fields.admitted_on.is_none() => Some(String::new()),
            _ => None,
        }
    }

    /// What one edits in a cell.
    #[must_use]
    pub fn typed(self, row: &MemberRow, context: &CellContext<'_>) -> String {
        self.edited(row).unwrap_or_else(|| self.cell(row, context))
    }

    /// The words for the two sexes.
    #[must_use]
    pub fn sexes(words: Words) -> Vec<String> {
        Sex::ALL.iter().map(|sex| term::sex(*sex, words)).collect()
    }

    /// The field of the record that the column shows, and that problems speak of; none for
    /// columns that can't be typed in.
    #[must_use]
    pub fn field(self) -> Option<Field> {
        Some(match self {
            Self::Name => Field::Name,
            Self::OtherName => Field::OtherName,
            Self::Sex => Field::Sex,
            Self::Born => Field::BornOn,
            Self::Ethnicity => Field::Ethnicity,
            Self::Religion => Field::Religion,
            Self::HomeTown => Field::HomeTown,
            Self::BirthPlace => Field::BirthPlace,
            Self::PermanentAddress => Field::PermanentAddress,
            Self::TemporaryAddress => Field::TemporaryAddress,
            Self::Occupation => Field::Occupation,
            Self::OccupationBefore => Field::OccupationBefore,
            Self::WorkGroup => Field::WorkGroup,
            Self::Admitted => Field::AdmissionDecidedOn,
            Self::AdmissionDecision => Field::AdmissionDecision,
            Self::Ceremony => Field::AdmittedOn,
            Self::AdmissionPlace => Field::AdmissionPlace,
            Self::Official => Field::OfficialOn,
            Self::CardNumber => Field::CardNumber,
            Self::CardIssued => Field::CardIssuedOn,
            Self::OldCardNumber => Field::OldCardNumber,
            Self::FileNumber => Field::FileNumber,
            Self::PersonalId => Field::PersonalId,
            Self::OldId => Field::OldId,
            Self::GeneralEducation => Field::GeneralEducation,
            Self::ProfessionalLevel => Field::ProfessionalLevel,
            Self::ProfessionalField => Field::ProfessionalField,
            Self::TheoryLevel => Field::TheoryLevel,
            Self::ForeignLanguages => Field::ForeignLanguages,
            Self::Phone => Field::Phone,
            Self::Email => Field::Email,
            Self::Note => Field::Note,
            Self::Age
            | Self::Posts
            | Self::PartyAge
            | Self::Badges
            | Self::Unit
            | Self::Status
            | Self::StatusSince => return None,
        })
    }

    /// The place of the column in the form of a record. Sex is chosen, not typed, there.
    fn place(self, form: &mut MemberForm) -> Option<&mut String> {
        let texts = &mut form.texts;
        Some(match self {
            Self::Name => &mut form.name,
            Self::OtherName => &mut texts.other_name,
            Self::Born => &mut form.born_on,
            Self::Ethnicity => &mut form.ethnicity,
            Self::Religion => &mut form.religion,
            Self::HomeTown => &mut texts.home_town,
            Self::BirthPlace => &mut texts.birth_place,
            Self::PermanentAddress => &mut texts.permanent_address,
            Self::TemporaryAddress => &mut texts.temporary_address,
            Self::Occupation => &mut texts.occupation,
            Self::OccupationBefore => &mut texts.occupation_before,
            Self::WorkGroup => &mut texts.work_group,
            Self::Admitted => &mut form.admission_decided_on,
            Self::AdmissionDecision => &mut texts.admission_decision,
            Self::Ceremony => &mut form.admitted_on,
            Self::AdmissionPlace => &mut texts.admission_place,
            Self::Official => &mut form.official_on,
            Self::CardNumber => &mut texts.card_number,
            Self::CardIssued => &mut form.card_issued_on,
            Self::OldCardNumber => &mut texts.old_card_number,
            Self::FileNumber => &mut texts.file_number,
            Self::PersonalId => &mut texts.personal_id,
            Self::OldId => &mut texts.old_id,
            Self::GeneralEducation => &mut texts.general_education,
            Self::ProfessionalLevel => &mut texts.professional_level,
            Self::ProfessionalField => &mut texts.professional_field,
            Self::TheoryLevel => &mut texts.theory_level,
            Self::ForeignLanguages => &mut texts.foreign_languages,
            Self::Phone => &mut texts.phone,
            Self::Email => &mut texts.email,
            Self::Note => &mut texts.note,
            Self::Sex
            | Self::Age
            | Self::Posts
            | Self::PartyAge
            | Self::Badges
            | Self::Unit
            | Self::Status
            | Self::StatusSince => return None,
        })
    }

    /// Puts a text into the form.
    fn put(self, form: &mut MemberForm, typed: &str) -> Result<(), Wrong> {
        if let Some(locked) = self.locked() {
            return Err(Wrong::Locked(locked));
        }
        if self == Self::Sex {
            form.sex = Some(read_sex(typed).map_err(Wrong::Problem)?);
        } else if let Some(place) = self.place(form) {
            typed.clone_into(place);
        }
        Ok(())
    }
}

/// The sex by its word in the window's language or in Vietnamese, or the beginning of it.
fn read_sex(typed: &str) -> Result<Sex, problem::Kind> {
    let typed = text::fold(typed);
    if typed.is_empty() {
        return Err(problem::Kind::Required);
    }
    let is_meant = |sex: &&Sex| {
        [Words::Screen, Words::Paper].iter().any(|words| text::fold(&term::sex(**sex, *words)) == typed)
    };
    let begins = |sex: &&Sex| text::fold(&term::sex(**sex, Words::Screen)).starts_with(&typed);
    let only = |found: Vec<&Sex>| if let [sex] = found.as_slice() { Some(**sex) } else { None };
    only(Sex::ALL.iter().filter(is_meant).collect())
        .or_else(|| only(Sex::ALL.iter().filter(begins).collect()))
        .ok_or(problem::Kind::NotInList)
}

/// A record with texts in some of its cells, checked as a whole. A cell that can't be typed in
/// may be given the text that it shows: that is what pasting an edited copy of the list does.
///
/// # Errors
/// What is wrong, with the cell that it is to be told at; the others may be right.
pub fn amended(
    row: &MemberRow,
    cells: &[(MemberColumn, &str)],
    context: &CellContext<'_>,
) -> Result<Checked<MemberFields>, Vec<(MemberColumn, Wrong)>> {
    let fields = &row.fields;
    let mut form = MemberForm::from(fields);
    let mut wrong = HashMap::new();
    let mut typed = Vec::with_capacity(cells.len());
    for (column, text) in cells.iter().copied() {
        if let Some(locked) = column.locked_in(fields) {
            if text::tidy(text) != text::tidy(&column.cell(row, context)) {
                let _ = wrong.insert(column, Wrong::Locked(locked));
            }
        } else if let Err(found) = column.put(&mut form, text) {
            let _ = wrong.insert(column, found);
        } else {
            typed.push(column);
        }
    }
    let checked = if typed.is_empty() {
        Ok(Checked { value: fields.clone(), warnings: Vec::new() })
    } else {
        form.check(context.today)
    };
    match checked {
        Ok(checked) if wrong.is_empty() => return Ok(checked),
        Ok(_) => {}
        Err(problems) => {
            for problem in problems.into_iter().filter(Problem::is_error) {
                for (column, kind) in told_at(problem, &typed, fields) {
                    wrong.entry(column).or_insert(Wrong::Problem(kind));
                }
            }
        }
    }
    Err(wrong.into_iter().collect())
}

/// Puts texts into the form of a new record; those of columns that can't be typed in are left out.
///
/// # Errors
/// The cells that can't be read at all; the others are in the form.
pub fn filled(
    form: &mut MemberForm,
    cells: &[(MemberColumn, &str)],
) -> Result<(), Vec<(MemberColumn, Wrong)>> {
    let typed = cells.iter().filter(|(column, _)| column.locked().is_none());
    let wrong: Vec<_> =
        typed.filter_map(|(column, text)| Some((*column, column.put(form, text).err()?))).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// The columns in which two records differ, of those that can be typed in.
#[must_use]
pub fn changed(before: &MemberFields, after: &MemberFields) -> Vec<MemberColumn> {
    if before == after {
        return Vec::new();
    }
    let (mut before, mut after) = (MemberForm::from(before), MemberForm::from(after));
    let mut differs = |column: &MemberColumn| {
        (*column == MemberColumn::Sex && before.sex != after.sex)
            || column.place(&mut before) != column.place(&mut after)
    };
    MemberColumn::ALL.iter().copied().filter(|column| differs(column)).collect()
}

/// The typed cells at which a problem is to be told: its own field's, else that of the other
/// date with which it disagrees, else all, because one of them must be the cause.
fn told_at(
    problem: Problem,
    typed: &[MemberColumn],
    fields: &MemberFields,
) -> Vec<(MemberColumn, problem::Kind)> {
    let of = |field: Field| typed.iter().copied().find(|column| column.field() == Some(field));
    if let Some(column) = of(problem.field) {
        return vec![(column, problem.kind)];
    }
    if let problem::Kind::Before { other, .. } = problem.kind
        && let (Some(column), Some(date)) = (of(other), stored(problem.field, fields))
    {
        return vec![(column, problem::Kind::After { other: problem.field, date: date.last_day() })];
    }
    typed.iter().map(|column| (*column, problem.kind.clone())).collect()
}

/// The dates that are compared with others.
fn stored(field: Field, fields: &MemberFields) -> Option<PartialDate> {
    match field {
        Field::BornOn => Some(fields.born_on),
        Field::AdmissionDecidedOn => Some(fields.admission_decided_on),
        Field::AdmittedOn => fields.admitted_on,
        Field::OfficialOn => fields.official_on,
        _ => None,
    }
}
