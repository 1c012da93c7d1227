//! The names behind a number.

use chrono::{Datelike, NaiveDate};

use super::figures::{Figures, Span};
use super::sheet::last_day;
use crate::domain::id::UnitId;
use crate::domain::quota::{Admission, Splits};
use crate::services::{Database, Result};
use crate::store::quota as stored;

/// Which of the admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slice {
    /// All who count.
    All,
    /// Those of one group, by its place in [`Splits::all`].
    Group(usize),
    /// Those of the quarter that the day lies in.
    Quarter,
    /// Those of the year before up to the same day.
    LastYear,
    /// Those whose admission was revoked.
    Revoked,
}

/// Of whom a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The unit with all below it; none: the whole register.
    pub unit: Option<UnitId>,
    /// The year of the sheet.
    pub year: i32,
    /// Its last day.
    pub day: NaiveDate,
    /// Which of them.
    pub slice: Slice,
}

/// Those whom a number counts, in the order of their decisions.
///
/// # Errors
/// What the disk reports.
pub fn names(database: &mut Database, who: Who) -> Result<Vec<Admission>> {
    database.read(|tx| {
        let is_before = who.slice == Slice::LastYear;
        let year = if is_before { who.year - 1 } else { who.year };
        let before = who.day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28));
        let day = if who.day.year() == who.year { before.unwrap_or(who.day) } else { last_day(year) };
        // The year of the sheet tells which units stand below which.
        let figures = Figures::read(tx, Span { from: year, to: who.year, until: None })?;
        let tree = figures.tree_of(year);
        let quarter = NaiveDate::from_ymd_opt(year, day.month0() / 3 * 3 + 1, 1).unwrap_or(day);
        let mut admissions = stored::admissions(tx, year, year)?;
        admissions.retain(|admission| {
            let is_here = who.unit.is_none_or(|unit| tree.is_within(admission.unit, unit));
            let is_of_slice = match who.slice {
                Slice::All | Slice::LastYear => true,
                Slice::Group(place) => Splits::of(admission).all().get(place) == Some(&1),
                Slice::Quarter => admission.decided_on.first_day() >= quarter,
                Slice::Revoked => true,
            };
            let is_revoked = who.slice == Slice::Revoked;
            is_here && is_of_slice && admission.is_revoked == is_revoked && admission.is_until(day)
        });
        Ok(admissions)
    })
}
