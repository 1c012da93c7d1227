//! Yearly ratings: levels, regimes, who is not rated, and the figures made of them.
//!
//! Which levels exist in which year comes from dated rows in the register (domain.md C1), so a
//! new regulation needs no new program. Percentages are never stored, always computed.

pub mod summary;
pub mod target;

use chrono::NaiveDate;
use serde::Serialize;

use super::code::coded;
use super::number::{self, Percent};
use super::problem::Kind;
use super::text;

pub mod ballot;
pub mod ceiling;
pub mod consequence;
pub mod discipline;
pub mod lack;
pub mod leader;
mod regime;
mod regime_form;
pub mod step;
pub mod warning;

pub use ballot::{Ballot, BallotFault};
pub use discipline::{Discipline, DisciplineFields, DisciplineForm, DisciplineKind};
pub use lack::Lack;
pub use regime::{
    Admission, Band, Ceiling, CeilingBase, CountedFrom, Exclusion, NamedLevel, Regime, regime_among,
};
pub use regime_form::{
    CeilingForm, ExclusionForm, LevelForm, Misplaced, Place, RegimeForm, SubjectForm, flat,
};
pub use step::{BallotPlace, Entry, Part, Statement, StepKind, Steps, Who};
pub use warning::{Case, Facts, Flag, Warning, WarningKind};

coded! {
    /// What is rated.
    Subject {
        /// Members.
        Member = "member",
        /// Units.
        Unit = "unit",
    }
}

coded! {
    /// A level of rating, of any regime.
    Level {
        /// Trong sạch, vững mạnh tiêu biểu: units before 2018.
        Exemplary = "exemplary",
        /// Trong sạch, vững mạnh: units before 2018.
        CleanStrong = "clean_strong",
        /// Hoàn thành xuất sắc nhiệm vụ.
        Excellent = "excellent",
        /// Hoàn thành tốt nhiệm vụ.
        Good = "good",
        /// Hoàn thành nhiệm vụ.
        Completed = "completed",
        /// Không hoàn thành nhiệm vụ.
        NotCompleted = "not_completed",
        /// Yếu kém: units before 2018.
        Weak = "weak",
    }
}

impl Level {
    /// The levels that a subject can have in any regime, the best first.
    #[must_use]
    pub fn of(subject: Subject) -> &'static [Self] {
        match subject {
            Subject::Member => &[Self::Excellent, Self::Good, Self::Completed, Self::NotCompleted],
            Subject::Unit => Self::ALL,
        }
    }

    /// Whether the level counts towards "hoàn thành tốt trở lên" (good or better).
    #[must_use]
    pub fn is_good_or_better(self) -> bool {
        match self {
            Self::Exemplary | Self::CleanStrong | Self::Excellent | Self::Good => true,
            Self::Completed | Self::NotCompleted | Self::Weak => false,
        }
    }

    /// How high it stands, 0 for the best: levels of different regimes and subjects can be
    /// compared by it. Nothing is counted by it.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Exemplary | Self::CleanStrong | Self::Excellent => 0,
            Self::Good => 1,
            Self::Completed => 2,
            Self::NotCompleted | Self::Weak => 3,
        }
    }
}

coded! {
    /// Why a member or unit is not rated (domain.md B9, C3).
    NotRated {
        /// Miễn công tác và sinh hoạt.
        Exempt = "exempt",
        /// Đình chỉ sinh hoạt.
        Suspended = "suspended",
        /// Admitted less than six months before 31/12 (21-HD/BTCTW 18/10/2019; 366-QĐ/TW art. 5).
        NewMember = "new_member",
        /// Unit founded less than six months before 31/12 (21-HD/BTCTW).
        NewUnit = "new_unit",
        /// Another reason, in words.
        Other = "other",
    }
}

impl NotRated {
    /// The reasons that a subject can have.
    #[must_use]
    pub fn of(subject: Subject) -> &'static [Self] {
        match subject {
            Subject::Member => &[Self::Exempt, Self::Suspended, Self::NewMember, Self::Other],
            Subject::Unit => &[Self::NewUnit, Self::Other],
        }
    }
}

/// What was decided of a member or unit for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Rated.
    Level(Level),
    /// Not rated, for this reason; [`NotRated::Other`] needs words.
    NotRated {
        /// Why.
        why: NotRated,
        /// In words.
        reason: Option<String>,
    },
}

impl Rating {
    /// Not rated for a reason, its words as a person typed them.
    ///
    /// # Errors
    /// `Required` when another reason has no words, `TooLong` for more than 500 characters.
    pub fn not_rated(why: NotRated, typed: &str) -> Result<Self, Kind> {
        const MAX: usize = 500;
        let reason = Some(text::tidy(typed)).filter(|reason| !reason.is_empty());
        if why == NotRated::Other && reason.is_none() {
            return Err(Kind::Required);
        }
        if reason.as_ref().is_some_and(|reason| reason.chars().count() > MAX) {
            return Err(Kind::TooLong { max: MAX });
        }
        Ok(Self::NotRated { why, reason })
    }
}

/// First day of a year; before it nothing of the year can be decided.
#[must_use]
pub fn first_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN)
}

/// Last day of a year, the day whose members are rated.
#[must_use]
pub fn last_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// How many have which level in one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Count for each level of the year's regime, the best first.
    pub levels: Vec<(Level, i64)>,
    /// Not rated, with a reason.
    pub not_rated: i64,
    /// On the books and neither rated nor marked as not rated.
    pub open: i64,
}

impl Tally {
    /// All rated.
    #[must_use]
    pub fn rated(&self) -> i64 {
        self.levels.iter().map(|(_, count)| count).sum()
    }

    /// Count of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> i64 {
        self.levels.iter().filter(|(other, _)| *other == level).map(|(_, count)| count).sum()
    }

    /// Share of a level among all rated, rounded half up to hundredths of a percent.
    #[must_use]
    pub fn percent(&self, level: Level) -> Option<Percent> {
        number::percent(self.count(level), self.rated())
    }

    /// Rated good or better ("hoàn thành tốt trở lên"), count and share of all rated.
    #[must_use]
    pub fn good_or_better(&self) -> (i64, Option<Percent>) {
        let count =
            self.levels.iter().filter(|(level, _)| level.is_good_or_better()).map(|(_, count)| count).sum();
        (count, number::percent(count, self.rated()))
    }

    /// Adds one member or unit.
    pub fn add(&mut self, rating: Option<&Rating>) {
        match rating {
            Some(Rating::Level(level)) => self.add_level(*level, 1),
            Some(Rating::NotRated { .. }) => self.not_rated += 1,
            None => self.open += 1,
        }
    }

    /// Adds a count to a level.
    pub fn add_level(&mut self, level: Level, count: i64) {
        match self.levels.iter_mut().find(|(other, _)| *other == level) {
            Some((_, sum)) => *sum += count,
            None => self.levels.push((level, count)),
        }
    }

    /// A tally with the regime's levels at zero, so that all are shown in their order.
    #[must_use]
    pub fn of(levels: &[NamedLevel]) -> Self {
        Self { levels: levels.iter().map(|named| (named.level, 0)).collect(), not_rated: 0, open: 0 }
    }
}
