//! Admission targets of years and terms, what changed them, and admissions.

mod admission;
mod candidate;
mod change;

pub use admission::{Count, admission_counts, admissions, members_on};
pub use candidate::{candidates, set_candidates};
pub use change::{
    add_adjustment, add_amendment, adjustments, amendments, remove_adjustment, remove_amendment,
};

use rusqlite::{OptionalExtension, params};

use super::error::Result;
use super::tx::Tx;
use crate::domain::id::UnitId;
use crate::domain::quota::Term;

/// A number that a unit has for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yearly {
    /// How many it is to admit.
    Target,
    /// How many it admitted in a year of which only this is known.
    AdmissionTotal,
}

impl Yearly {
    /// The table, and its column of numbers.
    fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::Target => ("quota", "target"),
            Self::AdmissionTotal => ("admission_total", "count"),
        }
    }
}

/// The numbers of all units between two years, in the order of the years.
///
/// # Errors
/// What the disk reports.
pub fn yearly(tx: &Tx<'_>, of: Yearly, from_year: i32, to_year: i32) -> Result<Vec<(UnitId, i32, i64)>> {
    let (table, column) = of.place();
    let mut statement = tx.connection.prepare_cached(&format!(
        "SELECT unit_id, year, {column} FROM {table} WHERE year BETWEEN ?1 AND ?2 ORDER BY year, id"
    ))?;
    let numbers = statement
        .query_map([from_year, to_year], |row| Ok((UnitId(row.get(0)?), row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(numbers)
}

/// Sets a unit's number for a year; none takes it away.
///
/// # Errors
/// What the disk reports.
pub fn set_yearly(tx: &Tx<'_>, of: Yearly, (unit, year): (UnitId, i32), number: Option<i64>) -> Result<()> {
    let (table, column) = of.place();
    match number {
        Some(number) => tx.connection.execute(
            &format!(
                "INSERT INTO {table} (unit_id, year, {column}) VALUES (?1, ?2, ?3)
                 ON CONFLICT (unit_id, year) DO UPDATE SET {column} = excluded.{column}"
            ),
            params![unit.0, year, number],
        )?,
        None => tx.connection.execute(
            &format!("DELETE FROM {table} WHERE unit_id = ?1 AND year = ?2"),
            params![unit.0, year],
        )?,
    };
    Ok(())
}

/// The unit's terms, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn terms(tx: &Tx<'_>, unit: UnitId) -> Result<Vec<Term>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT from_year, to_year, resolution_target, resolution, resolution_on
         FROM quota_term WHERE unit_id = ?1 ORDER BY from_year",
    )?;
    let terms = statement
        .query_map([unit.0], |row| {
            Ok(Term {
                from_year: row.get(0)?,
                to_year: row.get(1)?,
                resolution_target: row.get(2)?,
                resolution: row.get(3)?,
                resolution_on: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(terms)
}

/// Writes a term in the place of the one that begins in `replaced`, whose amendments it keeps; where
/// there is none, as a new one.
///
/// # Errors
/// What the disk reports.
pub fn set_term(tx: &Tx<'_>, unit: UnitId, replaced: i32, term: &Term) -> Result<()> {
    let changed = tx.connection.execute(
        "UPDATE quota_term SET from_year = ?3, to_year = ?4, resolution_target = ?5, resolution = ?6,
             resolution_on = ?7 WHERE unit_id = ?1 AND from_year = ?2",
        params![
            unit.0,
            replaced,
            term.from_year,
            term.to_year,
            term.resolution_target,
            term.resolution,
            term.resolution_on
        ],
    )?;
    if changed == 0 {
        tx.connection.execute(
            "INSERT INTO quota_term (unit_id, from_year, to_year, resolution_target, resolution, resolution_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                unit.0,
                term.from_year,
                term.to_year,
                term.resolution_target,
                term.resolution,
                term.resolution_on
            ],
        )?;
    }
    Ok(())
}

/// The first and last year with a target or an entered number of admissions, if there is one.
///
/// # Errors
/// What the disk reports.
pub fn span(tx: &Tx<'_>) -> Result<Option<(i32, i32)>> {
    let span: Option<(Option<i32>, Option<i32>)> = tx
        .connection
        .query_row(
            "SELECT min(year), max(year)
             FROM (SELECT year FROM quota UNION ALL SELECT year FROM admission_total)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(span.and_then(|(first, last)| first.zip(last)))
}
