//! Ratings of members and units, totals of past years, decisions, regimes.

pub mod ceiling;
pub mod consequence;
mod decisions;
pub mod discipline;
pub mod regime;
pub mod steps;
pub mod summary;
pub mod warnings;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, named_params, params};

use super::error::Result;
use super::tx::Tx;
use super::{DateColumn, coded, coded_or_none};
use crate::domain::id::{MemberId, RegimeId, UnitId};
use crate::domain::member::Status;
use crate::domain::rating::{Admission, Level, NotRated, Rating, Subject};

pub use decisions::{Decision, Rerating, decide, decisions, reopen, rerate, reratings};

/// A member on the books at a year's end, with the rating if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberOnBooks {
    /// Identity.
    pub id: MemberId,
    /// Full name.
    pub name: String,
    /// The name's sort key.
    pub sort_key: Vec<u8>,
    /// Unit on that day.
    pub unit: UnitId,
    /// Status on that day.
    pub status: Status,
    /// From when the months in the Party may be counted; of a month or year its first day.
    pub admission: Admission,
    /// Rating of the year.
    pub rating: Option<Rating>,
    /// The unit in which it was made.
    pub made_in: Option<UnitId>,
}

/// The members on the books of these units on `day` (31/12 of `year`), in name order.
///
/// # Errors
/// What the disk reports.
pub fn members_on_books(
    tx: &Tx<'_>,
    units: &[UnitId],
    year: i32,
    day: NaiveDate,
) -> Result<Vec<MemberOnBooks>> {
    let mut statement = tx.connection.prepare_cached(include_str!("members_on_books.sql"))?;
    let members = statement
        .query_map(named_params! { ":units": units_json(units), ":year": year, ":day": day }, |row| {
            Ok(MemberOnBooks {
                id: MemberId(row.get("id")?),
                name: row.get("full_name")?,
                sort_key: row.get("sort_key")?,
                unit: UnitId(row.get("unit_id")?),
                status: coded(row, "status", Status::from_code)?,
                admission: Admission {
                    decided_on: row.get::<_, DateColumn>("admission_decided_on")?.0.first_day(),
                    ceremony_on: super::date(row, "admitted_on")?.map(|date| date.first_day()),
                },
                rating: read_rating(row)?,
                made_in: row.get::<_, Option<i64>>("made_in")?.map(UnitId),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(members)
}

/// All ratings of these members, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn of_members(tx: &Tx<'_>, members: &[MemberId]) -> Result<Vec<(MemberId, i32, Rating)>> {
    let ids: Vec<String> = members.iter().map(|member| member.0.to_string()).collect();
    let mut statement = tx.connection.prepare_cached(
        "SELECT member_id, year, level, not_rated, reason FROM member_rating
         WHERE member_id IN (SELECT value FROM json_each(?1)) ORDER BY member_id, year",
    )?;
    let found = statement.query_map([format!("[{}]", ids.join(","))], |row| {
        Ok((MemberId(row.get("member_id")?), row.get("year")?, read_rating(row)?))
    })?;
    let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found.into_iter().filter_map(|(member, year, rating)| Some((member, year, rating?))).collect())
}

/// Units as the JSON list that a statement takes them from.
fn units_json(units: &[UnitId]) -> String {
    let units: Vec<String> = units.iter().map(|unit| unit.0.to_string()).collect();
    format!("[{}]", units.join(","))
}

fn read_rating(row: &Row<'_>) -> rusqlite::Result<Option<Rating>> {
    if let Some(level) = coded_or_none(row, "level", Level::from_code)? {
        return Ok(Some(Rating::Level(level)));
    }
    let why = coded_or_none(row, "not_rated", NotRated::from_code)?;
    let reason = row.get("reason")?;
    Ok(why.map(|why| Rating::NotRated { why, reason }))
}

/// What a rating row says in its three columns.
fn columns(rating: &Rating) -> (Option<&'static str>, Option<&'static str>, Option<&str>) {
    match rating {
        Rating::Level(level) => (Some(level.code()), None, None),
        Rating::NotRated { why, reason } => (None, Some(why.code()), reason.as_deref()),
    }
}

/// The rating of a member or unit is stored under these.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Year.
    pub year: i32,
    /// Unit at 31/12, or the rated unit.
    pub unit: UnitId,
    /// Rules it was made under.
    pub regime: RegimeId,
}

/// Sets or clears the rating of a member. A cleared rating leaves its row, empty, behind; where
/// there was none, clearing writes nothing.
///
/// # Errors
/// What the disk reports.
pub fn set_member(tx: &Tx<'_>, member: MemberId, place: Place, rating: Option<&Rating>) -> Result<()> {
    let Some((level, why, reason)) = rating.map(columns) else {
        tx.connection
            .prepare_cached(include_str!("clear_member.sql"))?
            .execute(params![place.year, member.0])?;
        return Ok(());
    };
    tx.connection.prepare_cached(include_str!("set_member.sql"))?.execute(named_params! {
        ":year": place.year,
        ":member_id": member.0,
        ":unit_id": place.unit.0,
        ":regime_id": place.regime.0,
        ":level": level,
        ":not_rated": why,
        ":reason": reason,
    })?;
    Ok(())
}

/// Sets or clears the rating of a unit, as [`set_member`].
///
/// # Errors
/// What the disk reports.
pub fn set_unit(tx: &Tx<'_>, place: Place, rating: Option<&Rating>) -> Result<()> {
    let Some((level, why, reason)) = rating.map(columns) else {
        tx.connection
            .prepare_cached(include_str!("clear_unit.sql"))?
            .execute(params![place.year, place.unit.0])?;
        return Ok(());
    };
    tx.connection.prepare_cached(include_str!("set_unit.sql"))?.execute(named_params! {
        ":year": place.year,
        ":unit_id": place.unit.0,
        ":regime_id": place.regime.0,
        ":level": level,
        ":not_rated": why,
        ":reason": reason,
    })?;
    Ok(())
}

/// The ratings of units in a year.
///
/// # Errors
/// What the disk reports.
pub fn units(tx: &Tx<'_>, year: i32) -> Result<Vec<(UnitId, Rating)>> {
    let mut statement = tx
        .connection
        .prepare_cached("SELECT unit_id, level, not_rated, reason FROM unit_rating WHERE year = ?1")?;
    let ratings = statement
        .query_map([year], |row| Ok((UnitId(row.get("unit_id")?), read_rating(row)?)))?
        .filter_map(|pair| pair.map(|(unit, rating)| Some((unit, rating?))).transpose())
        .collect::<rusqlite::Result<_>>()?;
    Ok(ratings)
}

/// A total of a past year; `level` is none for those not rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Whose.
    pub unit: UnitId,
    /// Year.
    pub year: i32,
    /// Level, none for "not rated".
    pub level: Option<Level>,
    /// How many.
    pub count: i64,
}

/// The stored totals of a subject between two years.
///
/// # Errors
/// What the disk reports.
pub fn totals(tx: &Tx<'_>, subject: Subject, from_year: i32, to_year: i32) -> Result<Vec<Total>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT unit_id, year, level, count FROM rating_total
         WHERE subject = ?1 AND year BETWEEN ?2 AND ?3 ORDER BY year, id",
    )?;
    let totals = statement
        .query_map(params![subject.code(), from_year, to_year], |row| {
            Ok(Total {
                unit: UnitId(row.get(0)?),
                year: row.get(1)?,
                level: Level::from_code(&row.get::<_, String>(2)?),
                count: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(totals)
}

/// Sets a total.
///
/// # Errors
/// What the disk reports.
pub fn set_total(tx: &Tx<'_>, subject: Subject, total: Total) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO rating_total (unit_id, year, subject, level, count) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (unit_id, year, subject, level) DO UPDATE SET count = excluded.count",
        params![
            total.unit.0,
            total.year,
            subject.code(),
            total.level.map_or("not_rated", Level::code),
            total.count
        ],
    )?;
    Ok(())
}

/// What an entry of the journal rated: a year, and where in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedByEntry {
    /// Year.
    pub year: i32,
    /// Members or units.
    pub subject: Subject,
    /// The unit: where the member was at 31/12, or the rated one.
    pub unit: Option<UnitId>,
    /// The member, where the entry doesn't say the unit.
    pub member: Option<MemberId>,
}

/// What an entry of the journal rated, or entered of the steps of a rating.
///
/// # Errors
/// What the disk reports.
pub fn rated_by_entry(tx: &Tx<'_>, sequence: i64) -> Result<Vec<RatedByEntry>> {
    let mut statement = tx.connection.prepare_cached(include_str!("rated_by_entry.sql"))?;
    let rated = statement
        .query_map([sequence], |row| {
            Ok(RatedByEntry {
                year: row.get("year")?,
                subject: coded(row, "subject", Subject::from_code)?,
                unit: row.get::<_, Option<i64>>("unit_id")?.map(UnitId),
                member: row.get::<_, Option<i64>>("member_id")?.map(MemberId),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rated)
}

/// The years that an entry of the journal decided, each with the subject and the decision's number.
///
/// # Errors
/// What the disk reports.
pub fn decided_by_entry(tx: &Tx<'_>, sequence: i64) -> Result<Vec<(i32, Subject, String)>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT json_extract(after, '$.year') AS year, json_extract(after, '$.subject') AS subject,
                json_extract(after, '$.decision') AS decision
         FROM journal_change
         WHERE sequence = ?1 AND table_name = 'rating_decision' AND before IS NULL ORDER BY id",
    )?;
    let decided = statement
        .query_map([sequence], |row| {
            Ok((row.get("year")?, coded(row, "subject", Subject::from_code)?, row.get("decision")?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(decided)
}

/// The years between which any rating or total is stored, if any is.
///
/// # Errors
/// What the disk reports.
pub fn span(tx: &Tx<'_>, subject: Subject) -> Result<Option<(i32, i32)>> {
    let sql = match subject {
        Subject::Member => include_str!("span_members.sql"),
        Subject::Unit => include_str!("span_units.sql"),
    };
    let span: (Option<i32>, Option<i32>) =
        tx.connection.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(span.0.zip(span.1))
}

/// Unit and name of a member who is on the books on a day.
///
/// # Errors
/// What the disk reports.
pub fn unit_on_books(tx: &Tx<'_>, member: MemberId, day: NaiveDate) -> Result<Option<(UnitId, String)>> {
    Ok(tx
        .connection
        .prepare_cached(include_str!("unit_on_books.sql"))?
        .query_row(named_params! { ":member": member.0, ":day": day }, |row| {
            Ok((UnitId(row.get(0)?), row.get(1)?))
        })
        .optional()?)
}
