//! Who can be admitted, as units report it.

use std::collections::HashMap;

use rusqlite::params;

use crate::domain::id::UnitId;
use crate::domain::quota::Candidates;
use crate::store::Tx;
use crate::store::error::Result;

/// What units report for a year.
///
/// # Errors
/// What the disk reports.
pub fn candidates(tx: &Tx<'_>, year: i32) -> Result<HashMap<UnitId, Candidates>> {
    let mut statement =
        tx.connection.prepare_cached("SELECT unit_id, count, note FROM candidate_count WHERE year = ?1")?;
    let found = statement
        .query_map([year], |row| {
            Ok((UnitId(row.get(0)?), Candidates { count: row.get(1)?, note: row.get(2)? }))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Sets what a unit reports for a year; none takes it away.
///
/// # Errors
/// What the disk reports.
pub fn set_candidates(tx: &Tx<'_>, unit: UnitId, year: i32, reported: Option<&Candidates>) -> Result<()> {
    match reported {
        Some(reported) => tx.connection.execute(
            "INSERT INTO candidate_count (unit_id, year, count, note) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (unit_id, year) DO UPDATE SET count = excluded.count, note = excluded.note",
            params![unit.0, year, reported.count, reported.note],
        )?,
        None => tx
            .connection
            .execute("DELETE FROM candidate_count WHERE unit_id = ?1 AND year = ?2", params![unit.0, year])?,
    };
    Ok(())
}
