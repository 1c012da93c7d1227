//! Amendments of a term's target and adjustments of yearly ones.

use rusqlite::params;

use crate::domain::id::UnitId;
use crate::domain::quota::{Adjustment, Amendment, Change};
use crate::store::Tx;
use crate::store::error::{Error, Result};

/// The amendments of the unit's term that begins in `from_year`, in the order of their days.
///
/// # Errors
/// What the disk reports.
pub fn amendments(tx: &Tx<'_>, unit: UnitId, from_year: i32) -> Result<Vec<Amendment>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT quota_amendment.id, target, document, decided_on
         FROM quota_amendment JOIN quota_term ON quota_term.id = term_id
         WHERE unit_id = ?1 AND from_year = ?2 ORDER BY decided_on, quota_amendment.id",
    )?;
    let amendments = statement
        .query_map(params![unit.0, from_year], |row| {
            Ok(Amendment {
                id: row.get(0)?,
                target: row.get(1)?,
                document: row.get(2)?,
                decided_on: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(amendments)
}

/// Adds an amendment to the unit's term that begins in `from_year`.
///
/// # Errors
/// [`Error::NotFound`] when there is no such term.
pub fn add_amendment(tx: &Tx<'_>, unit: UnitId, from_year: i32, amendment: &Change) -> Result<()> {
    let added = tx.connection.execute(
        "INSERT INTO quota_amendment (term_id, target, document, decided_on)
         SELECT id, ?3, ?4, ?5 FROM quota_term WHERE unit_id = ?1 AND from_year = ?2",
        params![unit.0, from_year, amendment.number, amendment.document, amendment.decided_on],
    )?;
    if added == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Takes back an amendment of one of the unit's terms.
///
/// # Errors
/// [`Error::NotFound`].
pub fn remove_amendment(tx: &Tx<'_>, unit: UnitId, id: i64) -> Result<()> {
    let removed = tx.connection.execute(
        "DELETE FROM quota_amendment
         WHERE id = ?2 AND term_id IN (SELECT id FROM quota_term WHERE unit_id = ?1)",
        params![unit.0, id],
    )?;
    if removed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The adjustments of all units between two years, in the order of their days.
///
/// # Errors
/// What the disk reports.
pub fn adjustments(tx: &Tx<'_>, from_year: i32, to_year: i32) -> Result<Vec<Adjustment>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT id, unit_id, year, change, document, decided_on FROM quota_adjustment
         WHERE year BETWEEN ?1 AND ?2 ORDER BY decided_on, id",
    )?;
    let adjustments = statement
        .query_map([from_year, to_year], |row| {
            Ok(Adjustment {
                id: row.get(0)?,
                unit: UnitId(row.get(1)?),
                year: row.get(2)?,
                change: row.get(3)?,
                document: row.get(4)?,
                decided_on: row.get(5)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(adjustments)
}

/// Adds an adjustment.
///
/// # Errors
/// What the disk reports.
pub fn add_adjustment(tx: &Tx<'_>, unit: UnitId, year: i32, adjustment: &Change) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO quota_adjustment (unit_id, year, change, document, decided_on) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![unit.0, year, adjustment.number, adjustment.document, adjustment.decided_on],
    )?;
    Ok(())
}

/// Takes back an adjustment of the unit.
///
/// # Errors
/// [`Error::NotFound`].
pub fn remove_adjustment(tx: &Tx<'_>, unit: UnitId, id: i64) -> Result<()> {
    let removed = tx
        .connection
        .execute("DELETE FROM quota_adjustment WHERE id = ?2 AND unit_id = ?1", params![unit.0, id])?;
    if removed == 0 { Err(Error::NotFound) } else { Ok(()) }
}
