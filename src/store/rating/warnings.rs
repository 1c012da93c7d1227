//! What warnings about ratings are computed from, and the notes with which they were let stand.

use chrono::NaiveDate;
use rusqlite::{named_params, params};

use super::steps::id;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::rating::{Subject, WarningKind, Who};
use crate::store::coded;
use crate::store::error::Result;
use crate::store::tx::Tx;

/// Somebody who came into one of these units between two days (the first not included) and was
/// there on the last: the unit before, and the first day in this one.
///
/// # Errors
/// What the disk reports.
pub fn moved(
    tx: &Tx<'_>,
    units: &[UnitId],
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<(MemberId, UnitId, NaiveDate)>> {
    let mut statement = tx.connection.prepare_cached(include_str!("moved.sql"))?;
    let values = named_params! { ":units": super::units_json(units), ":first": first, ":last": last };
    let moved = statement
        .query_map(values, |row| Ok((MemberId(row.get(0)?), UnitId(row.get(1)?), row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(moved)
}

/// The titles of posts in the Party held on a day.
///
/// # Errors
/// What the disk reports.
pub fn party_posts(tx: &Tx<'_>, day: NaiveDate) -> Result<Vec<(MemberId, String)>> {
    let mut statement = tx.connection.prepare_cached(include_str!("party_posts.sql"))?;
    let posts = statement
        .query_map([day], |row| Ok((MemberId(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(posts)
}

/// How many ratings of a year were made in these units.
///
/// # Errors
/// What the disk reports.
pub fn made_in(tx: &Tx<'_>, units: &[UnitId], year: i32) -> Result<usize> {
    let sql = "SELECT count(*) FROM json_each(:units) AS unit
               CROSS JOIN member_rating AS rating ON rating.unit_id = unit.value AND rating.year = :year
               WHERE rating.level IS NOT NULL OR rating.not_rated IS NOT NULL";
    let mut statement = tx.connection.prepare_cached(sql)?;
    let values = named_params! { ":units": super::units_json(units), ":year": year };
    let count: u32 = statement.query_row(values, |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A member with a rating of a year who is not on the books on its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffBooks {
    /// Identity.
    pub id: MemberId,
    /// Full name.
    pub name: String,
    /// The unit in which the rating was made.
    pub unit: UnitId,
}

/// Those with a rating made in these units who are not on the books on `day`, in name order.
///
/// # Errors
/// What the disk reports.
pub fn off_books(tx: &Tx<'_>, units: &[UnitId], year: i32, day: NaiveDate) -> Result<Vec<OffBooks>> {
    let mut statement = tx.connection.prepare_cached(include_str!("off_books.sql"))?;
    let values = named_params! { ":units": super::units_json(units), ":year": year, ":day": day };
    let found = statement
        .query_map(values, |row| {
            Ok(OffBooks { id: MemberId(row.get(0)?), name: row.get(1)?, unit: UnitId(row.get(2)?) })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The notes with which warnings of a year were acknowledged. On the members' sheet a unit stands
/// for its whole sheet.
///
/// # Errors
/// What the disk reports.
pub fn notes(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<Vec<(Who, WarningKind, String)>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT member_id, unit_id, warning, note FROM rating_acknowledgement
         WHERE year = ?1 AND subject = ?2 AND (member_id IS NOT NULL OR unit_id IS NOT NULL) ORDER BY id",
    )?;
    let notes = statement
        .query_map(params![year, subject.code()], |row| {
            let member = row.get::<_, Option<i64>>("member_id")?;
            let who = match member {
                Some(member) => Who::Member(MemberId(member)),
                None => Who::Unit(UnitId(row.get("unit_id")?)),
            };
            Ok((who, coded(row, "warning", WarningKind::from_code)?, row.get("note")?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(notes)
}

/// Notes that a warning was let stand; none takes the note back.
///
/// # Errors
/// What the disk reports.
pub fn acknowledge(
    tx: &Tx<'_>,
    (year, subject): (i32, Subject),
    who: Who,
    warning: WarningKind,
    note: Option<&str>,
) -> Result<()> {
    let (member, unit) = match who {
        Who::Member(_) => (Some(id(who)), None),
        Who::Unit(_) => (None, Some(id(who))),
    };
    let Some(note) = note else {
        tx.connection
            .prepare_cached(
                "DELETE FROM rating_acknowledgement WHERE year = ?1 AND subject = ?2 AND warning = ?3
                 AND member_id IS ?4 AND unit_id IS ?5",
            )?
            .execute(params![year, subject.code(), warning.code(), member, unit])?;
        return Ok(());
    };
    tx.connection
        .prepare_cached(
            "INSERT INTO rating_acknowledgement (year, subject, member_id, unit_id, warning, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (year, subject, warning, coalesce(member_id, 0), coalesce(unit_id, 0))
             DO UPDATE SET note = excluded.note",
        )?
        .execute(params![year, subject.code(), member, unit, warning.code(), note])?;
    Ok(())
}
