//! The steps of a rating in words: those who are heard, parts of the sheet, forms of discipline,
//! warnings and what is missing.

use super::sentence;
use super::term::{self, Words, term};
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::Kind;
use crate::domain::rating::{DisciplineKind, Lack, Level, Part, StepKind, Warning};
use crate::fl;

/// Who is heard, as a heading.
#[must_use]
pub fn step(step: StepKind, words: Words) -> String {
    match step {
        StepKind::SelfRating => term!(words, "term-step-self"),
        StepKind::Administration => term!(words, "term-step-administration"),
        StepKind::MassOrganisations => term!(words, "term-step-mass-organisations"),
        StepKind::Residence => term!(words, "term-step-residence"),
        StepKind::CellCommittee => term!(words, "term-step-cell-committee"),
        StepKind::Cell => term!(words, "term-step-cell"),
        StepKind::Appraisal => term!(words, "term-step-appraisal"),
    }
}

/// The same for a narrow column.
#[must_use]
pub fn step_short(step: StepKind) -> String {
    match step {
        StepKind::SelfRating => fl!("ratings-step-self"),
        StepKind::Administration => fl!("ratings-step-administration"),
        StepKind::MassOrganisations => fl!("ratings-step-mass-organisations"),
        StepKind::Residence => fl!("ratings-step-residence"),
        StepKind::CellCommittee => fl!("ratings-step-cell-committee"),
        StepKind::Cell => fl!("ratings-step-cell"),
        StepKind::Appraisal => fl!("ratings-step-appraisal"),
    }
}

/// What a sheet can show besides the rating.
#[must_use]
pub fn part(part: Part) -> String {
    match part {
        Part::Points => fl!("ratings-part-points"),
        Part::Group => fl!("field-post-group"),
        Part::Ballot => fl!("field-ballot"),
        Part::Plan => fl!("field-plan"),
        Part::SelfRating
        | Part::Administration
        | Part::MassOrganisations
        | Part::Residence
        | Part::CellCommittee
        | Part::Cell
        | Part::Appraisal => part.step().map(|of| step(of, Words::Screen)).unwrap_or_default(),
    }
}

/// A form of discipline.
#[must_use]
pub fn discipline(form: DisciplineKind, words: Words) -> String {
    match form {
        DisciplineKind::Reprimand => term!(words, "term-discipline-reprimand"),
        DisciplineKind::Warning => term!(words, "term-discipline-warning"),
        DisciplineKind::Removal => term!(words, "term-discipline-removal"),
        DisciplineKind::Expulsion => term!(words, "term-discipline-expulsion"),
        DisciplineKind::Dissolution => term!(words, "term-discipline-dissolution"),
    }
}

/// A warning in a sentence; `unit` names units.
#[must_use]
pub fn warning(warning: &Warning, unit: impl Fn(UnitId) -> String) -> String {
    let level = |level: Level| term::level(level, Words::Screen);
    match warning {
        Warning::Excluded { why } => {
            fl!("warning-excluded", reason = lower(&term::not_rated(*why, Words::Screen)))
        }
        Warning::Moved { from, on } => {
            fl!("warning-moved", unit = unit(*from), day = date::show(*on))
        }
        Warning::Disciplined { form, on } => {
            let form = lower(&discipline(*form, Words::Screen));
            fl!("warning-disciplined", form = form, day = date::show(*on))
        }
        Warning::AboveUnit { unit: led, level: of_unit } => {
            fl!("warning-above-unit", unit = unit(*led), level = level(*of_unit))
        }
        Warning::Ballot { level: leading, votes, valid } => fl!(
            "warning-ballot",
            level = level(*leading),
            votes = number::group(*votes),
            valid = number::group(*valid)
        ),
        Warning::Points { points, level: proposed } => {
            fl!("warning-points", points = number::decimal(*points), level = level(*proposed))
        }
        Warning::OffBooks => fl!("warning-off-books"),
        Warning::Unrated => fl!("warning-unrated"),
        Warning::OtherUnit { made_in } => fl!("warning-other-unit", unit = unit(*made_in)),
        Warning::NoDecision => fl!("warning-no-decision"),
    }
}

/// What is missing, in a sentence; `unit` names units.
#[must_use]
pub fn lack(lack: &Lack, unit: impl Fn(UnitId) -> String) -> String {
    match lack {
        Lack::Rating => fl!("lack-rating"),
        Lack::BrokenBallot(fault) => {
            fl!("lack-broken-ballot", why = sentence::kind(&Kind::Ballot(*fault)))
        }
        Lack::OpenBallot => fl!("lack-open-ballot"),
        Lack::NoBallot => fl!("lack-no-ballot"),
        Lack::Warning(of) => fl!("lack-warning", warning = warning(of, unit)),
        Lack::Decision => fl!("lack-decision"),
    }
}

fn lower(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
