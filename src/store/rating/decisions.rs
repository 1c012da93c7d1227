//! Decisions on a year's ratings, and ratings that were changed after them.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;

use super::steps::{column, id, who};
use crate::domain::id::UnitId;
use crate::domain::rating::{Level, Subject, Who};
use crate::store::coded;
use crate::store::error::Result;
use crate::store::tx::Tx;

/// A decision that locks the ratings of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Number.
    pub decision: String,
    /// Day.
    pub decided_on: NaiveDate,
    /// The unit that it covers with all below it; none: the whole register.
    pub unit: Option<UnitId>,
    /// The body that decided, as printed.
    pub body: Option<String>,
}

/// The decisions in force for a year, that of the whole register first.
///
/// # Errors
/// What the disk reports.
pub fn decisions(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<Vec<Decision>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT decision, decided_on, unit_id, body FROM rating_decision
         WHERE year = ?1 AND subject = ?2 AND reopened_on IS NULL ORDER BY unit_id IS NOT NULL, id",
    )?;
    let decisions = statement
        .query_map(params![year, subject.code()], |row| {
            Ok(Decision {
                decision: row.get(0)?,
                decided_on: row.get(1)?,
                unit: row.get::<_, Option<i64>>(2)?.map(UnitId),
                body: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(decisions)
}

/// Locks what the decision covers.
///
/// # Errors
/// [`crate::store::Error::Constraint`] when the same unit is decided already.
pub fn decide(tx: &Tx<'_>, year: i32, subject: Subject, decision: &Decision) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO rating_decision (year, subject, decision, decided_on, unit_id, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            year,
            subject.code(),
            decision.decision,
            decision.decided_on,
            decision.unit.map(|unit| unit.0),
            decision.body
        ],
    )?;
    Ok(())
}

/// Unlocks what the decision of exactly this unit covers (none: of the whole register).
///
/// # Errors
/// What the disk reports.
pub fn reopen(
    tx: &Tx<'_>,
    (year, subject): (i32, Subject),
    unit: Option<UnitId>,
    on: NaiveDate,
    reason: &str,
) -> Result<()> {
    tx.connection.execute(
        "UPDATE rating_decision SET reopened_on = ?4, reopen_reason = ?5
         WHERE year = ?1 AND subject = ?2 AND unit_id IS ?3 AND reopened_on IS NULL",
        params![year, subject.code(), unit.map(|unit| unit.0), on, reason],
    )?;
    Ok(())
}

/// A rating that was changed after it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rerating {
    /// The year.
    pub year: i32,
    /// The level before.
    pub before: Level,
    /// The level since.
    pub level: Level,
    /// Why.
    pub reason: String,
    /// Number of the decision.
    pub decision: String,
    /// Its day.
    pub decided_on: NaiveDate,
    /// The body that decided.
    pub body: Option<String>,
}

/// The changes of decided ratings of a year, by whom, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn reratings(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<Vec<(Who, Rerating)>> {
    let sql = format!(
        "SELECT {column} AS who, year, before_level, level, reason, decision, decided_on, body FROM rerating
         WHERE year = ?1 AND {column} IS NOT NULL ORDER BY decided_on, id",
        column = column(subject)
    );
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let reratings = statement
        .query_map([year], |row| {
            let rerating = Rerating {
                year: row.get("year")?,
                before: coded(row, "before_level", Level::from_code)?,
                level: coded(row, "level", Level::from_code)?,
                reason: row.get("reason")?,
                decision: row.get("decision")?,
                decided_on: row.get("decided_on")?,
                body: row.get("body")?,
            };
            Ok((who(subject, row.get("who")?), rerating))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(reratings)
}

/// Notes a change of a decided rating and gives the rating its new level.
///
/// # Errors
/// What the disk reports.
pub fn rerate(tx: &Tx<'_>, of: Who, rerating: &Rerating) -> Result<()> {
    let column = column(of.subject());
    let sql = format!(
        "INSERT INTO rerating (year, {column}, before_level, level, reason, decision, decided_on, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    );
    tx.connection.execute(
        &sql,
        params![
            rerating.year,
            id(of),
            rerating.before.code(),
            rerating.level.code(),
            rerating.reason,
            rerating.decision,
            rerating.decided_on,
            rerating.body
        ],
    )?;
    let table = match of.subject() {
        Subject::Member => "member_rating",
        Subject::Unit => "unit_rating",
    };
    let sql = format!("UPDATE {table} SET level = ?3 WHERE year = ?1 AND {column} = ?2");
    tx.connection.execute(&sql, params![rerating.year, id(of), rerating.level.code()])?;
    Ok(())
}
