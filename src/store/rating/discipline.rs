//! Discipline of members and units.

use chrono::NaiveDate;
use rusqlite::{Row, params};

use super::steps::{column, id, who};
use crate::domain::rating::{Discipline, DisciplineFields, DisciplineKind, Subject, Who};
use crate::store::coded;
use crate::store::error::{Error, Result};
use crate::store::tx::Tx;

fn read(row: &Row<'_>) -> rusqlite::Result<Discipline> {
    Ok(Discipline {
        id: row.get("id")?,
        fields: DisciplineFields {
            form: coded(row, "form", DisciplineKind::from_code)?,
            decided_on: row.get("decided_on")?,
            decision: row.get("decision")?,
            body: row.get("body")?,
            reason: row.get("reason")?,
            ended_on: row.get("ended_on")?,
        },
    })
}

/// Discipline of somebody, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn of(tx: &Tx<'_>, of: Who) -> Result<Vec<Discipline>> {
    let sql = format!("SELECT * FROM discipline WHERE {} = ?1 ORDER BY decided_on, id", column(of.subject()));
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let found = statement.query_map([id(of)], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Discipline decided between two days, both included, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn between(
    tx: &Tx<'_>,
    subject: Subject,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<(Who, Discipline)>> {
    let column = column(subject);
    let sql = format!(
        "SELECT *, {column} AS who FROM discipline
         WHERE {column} IS NOT NULL AND decided_on BETWEEN ?1 AND ?2 ORDER BY decided_on, id"
    );
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let found = statement
        .query_map(params![first, last], |row| Ok((who(subject, row.get("who")?), read(row)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Adds one; its row's identity.
///
/// # Errors
/// What the disk reports.
pub fn insert(tx: &Tx<'_>, of: Who, fields: &DisciplineFields) -> Result<i64> {
    let sql = format!(
        "INSERT INTO discipline ({}, form, decided_on, decision, body, reason, ended_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        column(of.subject())
    );
    tx.connection.execute(
        &sql,
        params![
            id(of),
            fields.form.code(),
            fields.decided_on,
            fields.decision,
            fields.body,
            fields.reason,
            fields.ended_on
        ],
    )?;
    Ok(tx.connection.last_insert_rowid())
}

/// Writes one of somebody's.
///
/// # Errors
/// [`Error::NotFound`].
pub fn update(tx: &Tx<'_>, of: Who, row: i64, fields: &DisciplineFields) -> Result<()> {
    let sql = format!(
        "UPDATE discipline SET form = ?3, decided_on = ?4, decision = ?5, body = ?6, reason = ?7, ended_on = ?8
         WHERE id = ?1 AND {} = ?2",
        column(of.subject())
    );
    let changed = tx.connection.execute(
        &sql,
        params![
            row,
            id(of),
            fields.form.code(),
            fields.decided_on,
            fields.decision,
            fields.body,
            fields.reason,
            fields.ended_on
        ],
    )?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}
