//! The names of coded values in words: sex, status, kinds of units, levels, reasons.
//!
//! The screen speaks the language that was chosen; paper is always Vietnamese.

use crate::domain::member::{BadgeEnding, BadgeKind, Sex, Sphere, Status};
use crate::domain::paper::PaperKind;
use crate::domain::rating::ceiling::Deciding;
use crate::domain::rating::target::Measure;
use crate::domain::rating::{Level, NotRated, Subject};
use crate::domain::unit::UnitKind;
use crate::domain::user::Role;
use crate::services::backups::Reason;
use crate::services::users::Way;

/// Where words are read, which decides their language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Words {
    /// In the window or the terminal: the language chosen.
    #[default]
    Screen,
    /// On a printed document: Vietnamese.
    Paper,
}

/// Text for the screen or for paper: `term!(words, "key", name = value)`.
macro_rules! term {
    ($words:expr, $id:literal $(, $($rest:tt)+)?) => {
        match $words {
            $crate::i18n::term::Words::Screen => $crate::fl!($id $(, $($rest)+)?),
            $crate::i18n::term::Words::Paper => $crate::paper!($id $(, $($rest)+)?),
        }
    };
}

pub(crate) use term;

/// The level that decides, for ceilings.
#[must_use]
pub fn deciding(deciding: Deciding) -> String {
    match deciding {
        Deciding::Grassroots => crate::fl!("regimes-deciding-grassroots"),
        Deciding::Committee => crate::fl!("regimes-deciding-committee"),
    }
}

/// The type of a document.
#[must_use]
pub fn paper_kind(kind: PaperKind, words: Words) -> String {
    match kind {
        PaperKind::Report => term!(words, "term-paper-report"),
        PaperKind::Resolution => term!(words, "term-paper-resolution"),
        PaperKind::Decision => term!(words, "term-paper-decision"),
        PaperKind::Conclusion => term!(words, "term-paper-conclusion"),
        PaperKind::Rules => term!(words, "term-paper-rules"),
        PaperKind::Notice => term!(words, "term-paper-notice"),
        PaperKind::Plan => term!(words, "term-paper-plan"),
        PaperKind::Programme => term!(words, "term-paper-programme"),
        PaperKind::Submission => term!(words, "term-paper-submission"),
        PaperKind::Letter => term!(words, "term-paper-letter"),
        PaperKind::Minutes => term!(words, "term-paper-minutes"),
        PaperKind::Project => term!(words, "term-paper-project"),
        PaperKind::Option => term!(words, "term-paper-option"),
    }
}

/// "Nam", "Nữ".
#[must_use]
pub fn sex(sex: Sex, words: Words) -> String {
    match sex {
        Sex::Male => term!(words, "term-sex-male"),
        Sex::Female => term!(words, "term-sex-female"),
    }
}

/// A member's status.
#[must_use]
pub fn status(status: Status, words: Words) -> String {
    match status {
        Status::Active => term!(words, "term-status-active"),
        Status::Exempt => term!(words, "term-status-exempt"),
        Status::Suspended => term!(words, "term-status-suspended"),
        Status::Away => term!(words, "term-status-away"),
        Status::Guest => term!(words, "term-status-guest"),
        Status::Interrupted => term!(words, "term-status-interrupted"),
        Status::MovedAway => term!(words, "term-status-moved-away"),
        Status::Died => term!(words, "term-status-died"),
        Status::Expelled => term!(words, "term-status-expelled"),
        Status::StruckOff => term!(words, "term-status-struck-off"),
        Status::Left => term!(words, "term-status-left"),
        Status::Revoked => term!(words, "term-status-revoked"),
    }
}

/// What a unit is.
#[must_use]
pub fn unit_kind(kind: UnitKind, words: Words) -> String {
    match kind {
        UnitKind::Committee => term!(words, "term-unit-committee"),
        UnitKind::BaseOrganisation => term!(words, "term-unit-base-organisation"),
        UnitKind::BranchOrganisation => term!(words, "term-unit-branch-organisation"),
        UnitKind::BaseCell => term!(words, "term-unit-base-cell"),
        UnitKind::Cell => term!(words, "term-unit-cell"),
    }
}

/// Where a post is held.
#[must_use]
pub fn sphere(sphere: Sphere, words: Words) -> String {
    match sphere {
        Sphere::Party => term!(words, "term-sphere-party"),
        Sphere::Administration => term!(words, "term-sphere-administration"),
        Sphere::MassOrganisation => term!(words, "term-sphere-mass-organisation"),
    }
}

/// How a badge was awarded.
#[must_use]
pub fn badge_kind(kind: BadgeKind, words: Words) -> String {
    match kind {
        BadgeKind::OnTime => term!(words, "term-badge-on-time"),
        BadgeKind::Early => term!(words, "term-badge-early"),
        BadgeKind::Posthumous => term!(words, "term-badge-posthumous"),
        BadgeKind::Replaced => term!(words, "term-badge-replaced"),
    }
}

/// A badge by its level and number: "40 năm, số 1234567".
#[must_use]
pub fn badge(level: u32, number: Option<&str>, words: Words) -> String {
    match number {
        Some(number) => term!(words, "term-badge-numbered", level = level, number = number),
        None => term!(words, "term-badge-level", level = level),
    }
}

/// Why a badge is held no more.
#[must_use]
pub fn badge_ending(ending: BadgeEnding, words: Words) -> String {
    match ending {
        BadgeEnding::Returned => term!(words, "term-badge-ending-returned"),
        BadgeEnding::Replaced => term!(words, "term-badge-ending-replaced"),
        BadgeEnding::Mistaken => term!(words, "term-badge-ending-mistaken"),
    }
}

/// What is rated.
#[must_use]
pub fn subject(subject: Subject, words: Words) -> String {
    match subject {
        Subject::Member => term!(words, "term-subject-member"),
        Subject::Unit => term!(words, "term-subject-unit"),
    }
}

/// A level's usual name; a year's regime may give it another one, which comes before this.
#[must_use]
pub fn level(level: Level, words: Words) -> String {
    match level {
        Level::Exemplary => term!(words, "term-level-exemplary"),
        Level::CleanStrong => term!(words, "term-level-clean-strong"),
        Level::Excellent => term!(words, "term-level-excellent"),
        Level::Good => term!(words, "term-level-good"),
        Level::Completed => term!(words, "term-level-completed"),
        Level::NotCompleted => term!(words, "term-level-not-completed"),
        Level::Weak => term!(words, "term-level-weak"),
    }
}

/// Why somebody is not rated.
#[must_use]
pub fn not_rated(why: NotRated, words: Words) -> String {
    match why {
        NotRated::Exempt => term!(words, "term-not-rated-exempt"),
        NotRated::Suspended => term!(words, "term-not-rated-suspended"),
        NotRated::NewMember => term!(words, "term-not-rated-new-member"),
        NotRated::NewUnit => term!(words, "term-not-rated-new-unit"),
        NotRated::Other => term!(words, "term-not-rated-other"),
    }
}

/// What a target of a congress is measured by.
#[must_use]
pub fn measure(measure: Measure, words: Words) -> String {
    match measure {
        Measure::GoodOrBetter => term!(words, "term-measure-good-or-better"),
        Measure::Excellent => term!(words, "term-measure-excellent"),
        Measure::ExcellentOfGood => term!(words, "term-measure-excellent-of-good"),
        Measure::NotCompleted => term!(words, "term-measure-not-completed"),
    }
}

/// What a user may do.
#[must_use]
pub fn role(role: Role) -> String {
    match role {
        Role::Read => crate::fl!("term-role-read"),
        Role::Enter => crate::fl!("term-role-enter"),
        Role::Decide => crate::fl!("term-role-decide"),
        Role::Manage => crate::fl!("term-role-manage"),
    }
}

/// On which way full numbers were seen.
#[must_use]
pub fn way(way: Way) -> String {
    match way {
        Way::Window => crate::fl!("term-way-window"),
        Way::Print => crate::fl!("term-way-print"),
        Way::Export => crate::fl!("term-way-export"),
        Way::Terminal => crate::fl!("term-way-terminal"),
    }
}

/// Why a backup was taken.
#[must_use]
pub fn backup_reason(reason: Reason) -> String {
    match reason {
        Reason::Asked => crate::fl!("backup-reason-asked"),
        Reason::Closing => crate::fl!("backup-reason-closing"),
        Reason::Working => crate::fl!("backup-reason-working"),
        Reason::Migration => crate::fl!("backup-reason-migration"),
        Reason::Import => crate::fl!("backup-reason-import"),
    }
}
