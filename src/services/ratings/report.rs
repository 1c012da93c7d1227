//! Ratings over several years, with totals of past years where only those exist.

use super::summary::{self, Span};
use crate::domain::id::UnitId;
use crate::domain::rating::{Regime, Subject, Tally};
use crate::services::{Database, Result};

/// The figures of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFigures {
    /// Year.
    pub year: i32,
    /// Rules of the year, with the names of the levels.
    pub regime: Regime,
    /// Counts.
    pub tally: Tally,
    /// Whether the counts were entered as totals, fewer single ratings being known.
    pub entered_as_totals: bool,
}

/// The figures of a unit and all below it over years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What was rated.
    pub subject: Subject,
    /// The years, the oldest first.
    pub years: Vec<YearFigures>,
}

/// Reads the figures from year to year; without years, all that have any.
///
/// # Errors
/// What the disk reports.
pub fn report(
    database: &mut Database,
    subject: Subject,
    unit: Option<UnitId>,
    years: (Option<i32>, Option<i32>),
) -> Result<Report> {
    // Nobody can ask for more years than ratings exist for: the others have nothing to show.
    let span = Span { from: years.0, to: years.1, with_empty: false };
    let years = summary::by_year(database, subject, unit, span)?.years.into_iter().map(|line| YearFigures {
        year: line.year,
        regime: line.regime,
        tally: line.figures.shown.tally,
        entered_as_totals: line.figures.is_entered,
    });
    Ok(Report { subject, years: years.collect() })
}
