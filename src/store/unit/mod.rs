//! Units.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::error::Result;
use super::tx::Tx;
use super::{DateColumn, coded, date};
use crate::domain::id::UnitId;
use crate::domain::unit::{Unit, UnitFields, UnitKind};

/// All units in sibling order.
///
/// # Errors
/// What the disk reports.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Unit>> {
    let mut statement = tx.connection.prepare_cached(include_str!("list.sql"))?;
    let units = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(units)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Unit> {
    Ok(Unit {
        id: UnitId(row.get("id")?),
        parent: row.get::<_, Option<i64>>("parent_id")?.map(UnitId),
        fields: UnitFields {
            kind: coded(row, "kind", UnitKind::from_code)?,
            code: row.get("code")?,
            name: row.get("name")?,
            workplace: row.get("workplace")?,
            founded_on: date(row, "founded_on")?,
            founding_decision: row.get("founding_decision")?,
        },
        closed_on: row.get("closed_on")?,
        closing_decision: row.get("closing_decision")?,
        merged_into: row.get::<_, Option<i64>>("merged_into_id")?.map(UnitId),
    })
}

/// Current members counted for each unit itself; guests are counted at home.
///
/// # Errors
/// What the disk reports.
pub fn member_counts(tx: &Tx<'_>) -> Result<HashMap<UnitId, u32>> {
    let mut statement = tx.connection.prepare_cached(include_str!("member_counts.sql"))?;
    let counts = statement
        .query_map([], |row| Ok((UnitId(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}

/// Adds a unit at the end of its siblings.
///
/// # Errors
/// [`super::Error::Constraint`] for a code that is taken.
pub fn insert(tx: &Tx<'_>, parent: Option<UnitId>, fields: &UnitFields) -> Result<UnitId> {
    tx.connection.prepare_cached(include_str!("insert.sql"))?.execute(named_params! {
        ":parent_id": parent.map(|unit| unit.0),
        ":kind": fields.kind.code(),
        ":code": fields.code,
        ":name": fields.name,
        ":workplace": fields.workplace,
        ":founded_on": fields.founded_on.map(DateColumn),
        ":founding_decision": fields.founding_decision,
    })?;
    Ok(UnitId(tx.connection.last_insert_rowid()))
}

/// Writes a unit's fields.
///
/// # Errors
/// [`super::Error::Constraint`] for a code that is taken.
pub fn update(tx: &Tx<'_>, id: UnitId, fields: &UnitFields) -> Result<()> {
    tx.connection.prepare_cached(include_str!("update.sql"))?.execute(named_params! {
        ":id": id.0,
        ":kind": fields.kind.code(),
        ":code": fields.code,
        ":name": fields.name,
        ":workplace": fields.workplace,
        ":founded_on": fields.founded_on.map(DateColumn),
        ":founding_decision": fields.founding_decision,
    })?;
    Ok(())
}

/// Places a unit below another, at the end.
///
/// # Errors
/// What the disk reports.
pub fn set_parent(tx: &Tx<'_>, id: UnitId, parent: Option<UnitId>) -> Result<()> {
    tx.connection.execute(
        "UPDATE unit SET parent_id = ?2,
             position = (SELECT coalesce(max(position), 0) + 1 FROM unit WHERE parent_id IS ?2)
         WHERE id = ?1",
        (id.0, parent.map(|unit| unit.0)),
    )?;
    Ok(())
}

/// Exchanges the places of two siblings.
///
/// # Errors
/// What the disk reports.
pub fn swap(tx: &Tx<'_>, one: UnitId, other: UnitId) -> Result<()> {
    let position = |id: UnitId| {
        tx.connection.query_row("SELECT position FROM unit WHERE id = ?1", [id.0], |row| row.get::<_, i64>(0))
    };
    let (first, second) = (position(one)?, position(other)?);
    for (id, place) in [(one, second), (other, first)] {
        tx.connection.execute("UPDATE unit SET position = ?2 WHERE id = ?1", (id.0, place))?;
    }
    Ok(())
}

/// Closes a unit, perhaps merging it into another.
///
/// # Errors
/// What the disk reports.
pub fn close(
    tx: &Tx<'_>,
    id: UnitId,
    on: NaiveDate,
    decision: Option<&str>,
    merged_into: Option<UnitId>,
) -> Result<()> {
    tx.connection.execute(
        "UPDATE unit SET closed_on = ?2, closing_decision = ?3, merged_into_id = ?4 WHERE id = ?1",
        (id.0, on, decision, merged_into.map(|unit| unit.0)),
    )?;
    Ok(())
}

/// Opens a closed unit again.
///
/// # Errors
/// What the disk reports.
pub fn reopen(tx: &Tx<'_>, id: UnitId) -> Result<()> {
    tx.connection.execute(
        "UPDATE unit SET closed_on = NULL, closing_decision = NULL, merged_into_id = NULL WHERE id = ?1",
        [id.0],
    )?;
    Ok(())
}
