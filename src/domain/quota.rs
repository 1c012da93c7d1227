//! Admission quotas (chỉ tiêu kết nạp): yearly targets, the term, and what was reached.
//!
//! domain.md B7 and C7: admissions are counted by the day of the decision; a target of zero has
//! no percentage.

use chrono::NaiveDate;
use serde::Serialize;

use super::form::Reader;
use super::number::{self, Percent};
use super::problem::{Field, Kind, Problem};

/// Largest target accepted.
pub const MAX_TARGET: i64 = 1_000_000;

/// A year's target and what was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YearResult {
    /// Year.
    pub year: i32,
    /// Target, if one was set.
    pub target: Option<i64>,
    /// Members admitted by a decision of that year.
    pub admitted: i64,
}

impl YearResult {
    /// Admitted as a share of the target; none for no target or zero.
    #[must_use]
    pub fn percent(&self) -> Option<Percent> {
        self.target.and_then(|target| number::percent(self.admitted, target))
    }
}

/// A term of a unit, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// First year.
    pub from_year: i32,
    /// Last year.
    pub to_year: i32,
    /// Target of the resolution for the whole term.
    pub resolution_target: i64,
    /// Number and date of the resolution.
    pub resolution: Option<String>,
}

/// A term's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermResult {
    /// Target of the resolution, if a term is stored.
    pub resolution_target: Option<i64>,
    /// Sum of the yearly targets.
    pub targets_sum: i64,
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
            admitted: years.iter().map(|year| year.admitted).sum(),
        }
    }

    /// Against the target of the resolution.
    #[must_use]
    pub fn percent_of_resolution(&self) -> Option<Percent> {
        self.resolution_target.and_then(|target| number::percent(self.admitted, target))
    }

    /// Against the sum of the yearly targets, which may have been raised since.
    #[must_use]
    pub fn percent_of_targets(&self) -> Option<Percent> {
        number::percent(self.admitted, self.targets_sum)
    }
}

/// A term as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermForm {
    /// First year.
    pub from_year: String,
    /// Last year.
    pub to_year: String,
    /// Target of the resolution.
    pub resolution_target: String,
    /// Number and date of the resolution.
    pub resolution: String,
}

impl TermForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// The problems that keep it from being saved.
    pub fn check(&self, today: NaiveDate) -> Result<Term, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let from_year = year(&mut reader, Field::FromYear, &self.from_year);
        let to_year = year(&mut reader, Field::ToYear, &self.to_year);
        let target = reader.whole(Field::ResolutionTarget, &self.resolution_target, 0, MAX_TARGET);
        let resolution = reader.text(Field::Resolution, &self.resolution, 200);
        if let (Some(from), Some(to)) = (from_year, to_year)
            && to < from
        {
            reader.refuse(Field::ToYear, Kind::OutOfRange { min: i64::from(from), max: 2100 });
        }
        let problems = reader.finish();
        match (from_year, to_year, target) {
            (Some(from_year), Some(to_year), Some(resolution_target)) if problems.is_empty() => {
                Ok(Term { from_year, to_year, resolution_target, resolution })
            }
            _ => Err(problems),
        }
    }
}

impl From<&Term> for TermForm {
    fn from(term: &Term) -> Self {
        Self {
            from_year: term.from_year.to_string(),
            to_year: term.to_year.to_string(),
            resolution_target: number::group(term.resolution_target),
            resolution: term.resolution.clone().unwrap_or_default(),
        }
    }
}

fn year(reader: &mut Reader, field: Field, typed: &str) -> Option<i32> {
    reader.whole(field, typed, 1930, 2100).and_then(|year| i32::try_from(year).ok())
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
