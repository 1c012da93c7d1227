//! Admissions over years against the targets and the term.

use chrono::Datelike;
use serde::Serialize;

use super::figures::{Figures, Span};
use super::{check_year, chosen};
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::domain::quota::{Amendment, Term, TermResult, YearResult};
use crate::services::units::read_tree;
use crate::services::{Author, Database, Result};
use crate::store::quota as stored;

/// Admissions over years, with the term's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdmissionReport {
    /// The years, the oldest first.
    pub years: Vec<YearResult>,
    /// The term's figures over these years.
    pub term: TermResult,
    /// The stored term that they belong to.
    pub resolution: Option<Term>,
    /// Its amendments, in the order of their days.
    pub amendments: Vec<Amendment>,
}

/// Reads admissions from year to year; without years, the unit's last term, else all years with
/// targets.
///
/// # Errors
/// [`crate::services::Error::Refused`] for a year that no quota can have; what the disk reports.
pub fn report(
    database: &mut Database,
    unit: Option<UnitId>,
    years: (Option<i32>, Option<i32>),
    author: &Author,
) -> Result<AdmissionReport> {
    check_year(Field::FromYear, years.0)?;
    check_year(Field::ToYear, years.1)?;
    database.read(|tx| {
        let unit = chosen(&read_tree(tx)?, unit);
        let terms = match unit {
            Some(unit) => stored::terms(tx, unit)?,
            None => Vec::new(),
        };
        let this_year = author.today.year();
        let last = terms.iter().rfind(|term| term.from_year <= this_year);
        let span = last
            .map(|term| (term.from_year, term.to_year))
            .or(stored::span(tx)?)
            .unwrap_or((this_year, this_year));
        let (from, to) = (years.0.unwrap_or(span.0), years.1.unwrap_or(span.1));
        let term = terms.iter().find(|term| term.from_year <= from && to <= term.to_year).cloned();
        let figures = Figures::read(tx, Span { from, to, until: None })?;
        let years: Vec<YearResult> = (from..=to).map(|year| figures.result(unit, year)).collect();
        let amendments = match (unit, &term) {
            (Some(unit), Some(term)) => stored::amendments(tx, unit, term.from_year)?,
            (Some(_) | None, _) => Vec::new(),
        };
        let in_force = term.as_ref().map(|term| term.target_on(&amendments, author.today));
        let result = TermResult::of(&years, in_force);
        Ok(AdmissionReport { years, term: result, resolution: term, amendments })
    })
}
