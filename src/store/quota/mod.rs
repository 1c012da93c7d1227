//! Admission targets of years and terms.

use rusqlite::{OptionalExtension, params};

use super::error::Result;
use super::tx::Tx;
use crate::domain::id::UnitId;
use crate::domain::quota::Term;

/// The targets of all units between two years.
///
/// # Errors
/// What the disk reports.
pub fn targets(tx: &Tx<'_>, from_year: i32, to_year: i32) -> Result<Vec<(UnitId, i32, i64)>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT unit_id, year, target FROM quota WHERE year BETWEEN ?1 AND ?2 ORDER BY year, id",
    )?;
    let targets = statement
        .query_map([from_year, to_year], |row| Ok((UnitId(row.get(0)?), row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(targets)
}

/// Sets a unit's target for a year; none takes it away.
///
/// # Errors
/// What the disk reports.
pub fn set_target(tx: &Tx<'_>, unit: UnitId, year: i32, target: Option<i64>) -> Result<()> {
    match target {
        Some(target) => tx.connection.execute(
            "INSERT INTO quota (unit_id, year, target) VALUES (?1, ?2, ?3)
             ON CONFLICT (unit_id, year) DO UPDATE SET target = excluded.target",
            params![unit.0, year, target],
        )?,
        None => tx
            .connection
            .execute("DELETE FROM quota WHERE unit_id = ?1 AND year = ?2", params![unit.0, year])?,
    };
    Ok(())
}

/// The unit's terms, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn terms(tx: &Tx<'_>, unit: UnitId) -> Result<Vec<Term>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT from_year, to_year, resolution_target, resolution
         FROM quota_term WHERE unit_id = ?1 ORDER BY from_year",
    )?;
    let terms = statement
        .query_map([unit.0], |row| {
            Ok(Term {
                from_year: row.get(0)?,
                to_year: row.get(1)?,
                resolution_target: row.get(2)?,
                resolution: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(terms)
}

/// Writes a term; one that begins in the same year is replaced.
///
/// # Errors
/// What the disk reports.
pub fn set_term(tx: &Tx<'_>, unit: UnitId, term: &Term) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO quota_term (unit_id, from_year, to_year, resolution_target, resolution)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (unit_id, from_year) DO UPDATE
         SET to_year = excluded.to_year, resolution_target = excluded.resolution_target,
             resolution = excluded.resolution",
        params![unit.0, term.from_year, term.to_year, term.resolution_target, term.resolution],
    )?;
    Ok(())
}

/// Takes a term away.
///
/// # Errors
/// What the disk reports.
pub fn remove_term(tx: &Tx<'_>, unit: UnitId, from_year: i32) -> Result<()> {
    tx.connection.execute(
        "DELETE FROM quota_term WHERE unit_id = ?1 AND from_year = ?2",
        params![unit.0, from_year],
    )?;
    Ok(())
}

/// The first and last year with a target, if there is one.
///
/// # Errors
/// What the disk reports.
pub fn span(tx: &Tx<'_>) -> Result<Option<(i32, i32)>> {
    let span: Option<(Option<i32>, Option<i32>)> = tx
        .connection
        .query_row("SELECT min(year), max(year) FROM quota", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(span.and_then(|(first, last)| first.zip(last)))
}
