//! What the ceiling on the best level is measured from, and the decisions that raise it.

use chrono::NaiveDate;
use rusqlite::{named_params, params};
use serde::Serialize;

use crate::domain::id::UnitId;
use crate::domain::rating::{Level, Subject};
use crate::store::coded_or_none;
use crate::store::error::Result;
use crate::store::tx::Tx;

/// How many of a unit and a group have a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The unit at 31/12; of a rated unit itself.
    pub unit: UnitId,
    /// The group of similar posts.
    pub group: Option<String>,
    /// The level; none for those not rated.
    pub level: Option<Level>,
    /// How many.
    pub count: i64,
}

/// How many members on the books of these units on `day` (31/12 of `year`) have which level, by
/// unit and group.
///
/// # Errors
/// What the disk reports.
pub fn member_counts(tx: &Tx<'_>, units: &[UnitId], year: i32, day: NaiveDate) -> Result<Vec<Count>> {
    let units: Vec<String> = units.iter().map(|unit| unit.0.to_string()).collect();
    let units = format!("[{}]", units.join(","));
    let mut statement = tx.connection.prepare_cached(include_str!("member_counts.sql"))?;
    let counts = statement
        .query_map(named_params! { ":units": units, ":year": year, ":day": day }, |row| {
            Ok(Count {
                unit: UnitId(row.get("unit_id")?),
                group: row.get("post_group")?,
                level: coded_or_none(row, "level", Level::from_code)?,
                count: row.get("count")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}

/// The groups of similar posts of a year: the identity of the member or unit, and its group.
///
/// # Errors
/// What the disk reports.
pub fn groups(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<Vec<(i64, String)>> {
    let sql = match subject {
        Subject::Member => {
            "SELECT member_id, post_group FROM rating_detail
             WHERE year = ?1 AND member_id IS NOT NULL AND post_group IS NOT NULL"
        }
        Subject::Unit => {
            "SELECT unit_id, post_group FROM rating_detail
             WHERE year = ?1 AND unit_id IS NOT NULL AND post_group IS NOT NULL"
        }
    };
    let mut statement = tx.connection.prepare_cached(sql)?;
    let groups = statement
        .query_map([year], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(groups)
}

/// The units whose own decision on a year is in force.
///
/// # Errors
/// What the disk reports.
pub fn deciding_units(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<Vec<UnitId>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT unit_id FROM rating_decision
         WHERE year = ?1 AND subject = ?2 AND reopened_on IS NULL AND unit_id IS NOT NULL",
    )?;
    let units = statement
        .query_map(params![year, subject.code()], |row| row.get(0).map(UnitId))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(units)
}

/// A decision that raises the ceiling in a year for a unit and all below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Raise {
    /// The unit.
    pub unit: UnitId,
    /// Number of the decision.
    pub decision: String,
    /// Its day.
    pub decided_on: NaiveDate,
}

/// The raises of a year.
///
/// # Errors
/// What the disk reports.
pub fn raises(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<Vec<Raise>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT unit_id, decision, decided_on FROM ceiling_raise
         WHERE year = ?1 AND subject = ?2 ORDER BY decided_on, id",
    )?;
    let raises = statement
        .query_map(params![year, subject.code()], |row| {
            Ok(Raise { unit: UnitId(row.get(0)?), decision: row.get(1)?, decided_on: row.get(2)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(raises)
}

/// Writes the raise of a unit in a year.
///
/// # Errors
/// What the disk reports.
pub fn set_raise(tx: &Tx<'_>, year: i32, subject: Subject, raise: &Raise) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO ceiling_raise (year, subject, unit_id, decision, decided_on)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (year, subject, unit_id) DO UPDATE
         SET decision = excluded.decision, decided_on = excluded.decided_on",
        params![year, subject.code(), raise.unit.0, raise.decision, raise.decided_on],
    )?;
    Ok(())
}

/// Takes the raise of a unit in a year away.
///
/// # Errors
/// What the disk reports.
pub fn remove_raise(tx: &Tx<'_>, year: i32, subject: Subject, unit: UnitId) -> Result<()> {
    tx.connection.execute(
        "DELETE FROM ceiling_raise WHERE year = ?1 AND subject = ?2 AND unit_id = ?3",
        params![year, subject.code(), unit.0],
    )?;
    Ok(())
}
