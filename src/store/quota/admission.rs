//! Admissions by units of the register, and how many members a unit had on a day.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::Sex;
use crate::domain::quota::Admission;
use crate::store::error::Result;
use crate::store::{DateColumn, Tx, coded};

/// Everybody whom a unit of the register admitted by a decision of these years, in the order of the
/// decisions.
///
/// # Errors
/// What the disk reports.
pub fn admissions(tx: &Tx<'_>, from_year: i32, to_year: i32) -> Result<Vec<Admission>> {
    let mut statement = tx.connection.prepare_cached(include_str!("admissions.sql"))?;
    let admissions = statement
        .query_map([format!("{from_year:04}"), format!("{:04}", to_year + 1)], |row| {
            Ok(Admission {
                member: MemberId(row.get("id")?),
                name: row.get("full_name")?,
                unit: UnitId(row.get("admission_unit_id")?),
                decided_on: row.get::<_, DateColumn>("admission_decided_on")?.0,
                decision: row.get("admission_decision")?,
                born_on: row.get::<_, DateColumn>("born_on")?.0,
                sex: coded(row, "sex", Sex::from_code)?,
                ethnicity: row.get("ethnicity")?,
                religion: row.get("religion")?,
                work_group: row.get("work_group")?,
                is_revoked: row.get("is_revoked")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(admissions)
}

/// How many members each unit itself had on the books on a day; guests are counted at home.
///
/// # Errors
/// What the disk reports.
pub fn members_on(tx: &Tx<'_>, day: NaiveDate) -> Result<HashMap<UnitId, i64>> {
    let mut statement = tx.connection.prepare_cached(include_str!("members_on.sql"))?;
    let counts = statement
        .query_map([day], |row| Ok((UnitId(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}

/// How many each unit admitted by a decision of a year, and of these how many were revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The unit that the decision named.
    pub unit: UnitId,
    /// The year of the decision.
    pub year: i32,
    /// All of them.
    pub all: i64,
    /// Those whose decision was revoked.
    pub revoked: i64,
}

/// Admissions counted by unit and year, between two years.
///
/// # Errors
/// What the disk reports.
pub fn admission_counts(tx: &Tx<'_>, from_year: i32, to_year: i32) -> Result<Vec<Count>> {
    let mut statement = tx.connection.prepare_cached(include_str!("admission_counts.sql"))?;
    let counts = statement
        .query_map([format!("{from_year:04}"), format!("{:04}", to_year + 1)], |row| {
            let (unit, year) = (UnitId(row.get("admission_unit_id")?), row.get("year")?);
            Ok(Count { unit, year, all: row.get("all_of_them")?, revoked: row.get("revoked")? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}
