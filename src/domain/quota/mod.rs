//! Admission quotas (chỉ tiêu kết nạp): yearly targets, the term, and what was reached.
//!
//! domain.md B7 and C7: admissions are counted by the day of the decision; a target of zero has
//! no percentage.

mod admission;
mod candidates;
mod change;
mod pace;
mod term;

use serde::Serialize;

use super::number::{self, Percent};
use super::problem::{Field, Kind, Problem};

pub use admission::{Admission, Splits, YOUTH_BELOW};
pub use candidates::{CandidateForm, Candidates};
pub use change::{Adjustment, AdjustmentForm, Amendment, AmendmentForm, Change};
pub use pace::Pace;
pub use term::{Term, TermForm};

/// Largest target accepted.
pub const MAX_TARGET: i64 = 1_000_000;

/// A year's target and what was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YearResult {
    /// Year.
    pub year: i32,
    /// Target as first given, if one was.
    pub target: Option<i64>,
    /// The same with its adjustments up to the day asked for.
    pub adjusted: Option<i64>,
    /// Members admitted by a decision of that year.
    pub admitted: i64,
    /// Whether `admitted` is a number that was entered, fewer single records being known.
    pub entered: bool,
}

impl YearResult {
    /// Admitted as a share of the target first given; none for no target or zero.
    #[must_use]
    pub fn percent(&self) -> Option<Percent> {
        self.target.and_then(|target| number::percent(self.admitted, target))
    }

    /// Admitted as a share of the adjusted target; none for no target or zero.
    #[must_use]
    pub fn percent_of_adjusted(&self) -> Option<Percent> {
        self.adjusted.and_then(|target| number::percent(self.admitted, target))
    }
}

/// A term's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermResult {
    /// Target of the resolution that is in force, if a term is stored.
    pub resolution_target: Option<i64>,
    /// Sum of the yearly targets as first given.
    pub targets_sum: i64,
    /// Sum of the adjusted yearly targets.
    pub adjusted_sum: i64,
    /// Admitted in the years.
    pub admitted: i64,
}

impl TermResult {
    /// Sums up years.
    #[must_use]
    pub fn of(years: &[YearResult], resolution_target: Option<i64>) -> Self {
        Self {
            resolution_target,
            targets_sum: years.iter().filter_map(|year| year.target).sum(),
            adjusted_sum: years.iter().filter_map(|year| year.adjusted).sum(),
            admitted: years.iter().map(|year| year.admitted).sum(),
        }
    }

    /// Against the target of the resolution.
    #[must_use]
    pub fn percent_of_resolution(&self) -> Option<Percent> {
        self.resolution_target.and_then(|target| number::percent(self.admitted, target))
    }

    /// Against the sum of the yearly targets, which together need not be the resolution's.
    #[must_use]
    pub fn percent_of_targets(&self) -> Option<Percent> {
        number::percent(self.admitted, self.targets_sum)
    }

    /// Against the sum of the adjusted yearly targets.
    #[must_use]
    pub fn percent_of_adjusted(&self) -> Option<Percent> {
        number::percent(self.admitted, self.adjusted_sum)
    }
}

/// The number that a unit counts with: its own and those below it one by one, or the number entered
/// for it while that is higher. Who begins to enter the single records of an old year must not lose
/// its total meanwhile; and a unit never has less than those below it together. The second part says
/// whether the entered one was taken.
#[must_use]
pub fn counted(single: i64, entered: Option<i64>) -> (i64, bool) {
    match entered {
        Some(entered) if entered > single => (entered, true),
        Some(_) | None => (single, false),
    }
}

/// Reads a yearly target; empty means "no target".
///
/// # Errors
/// The problem with the number.
pub fn target(typed: &str) -> Result<Option<i64>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let number = number::parse_whole(typed).map_err(|kind| Problem::error(Field::Target, kind))?;
    if !(0..=MAX_TARGET).contains(&number) {
        return Err(Problem::error(Field::Target, Kind::OutOfRange { min: 0, max: MAX_TARGET }));
    }
    Ok(Some(number))
}
