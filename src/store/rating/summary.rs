//! What summary tables are made of: counts of members, totals, targets.

use chrono::NaiveDate;
use rusqlite::{named_params, params};

use super::{Total, read_rating, units_json};
use crate::domain::id::UnitId;
use crate::domain::number::Percent;
use crate::domain::rating::target::{Measure, Target};
use crate::domain::rating::{Level, Rating, Subject};
use crate::store::coded;
use crate::store::error::Result;
use crate::store::tx::Tx;

/// How many members of a unit itself have which rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberTally {
    /// The unit on the day.
    pub unit: UnitId,
    /// The rating; the words of a reason are left out.
    pub rating: Option<Rating>,
    /// How many.
    pub count: i64,
}

/// The members on the books of these units on `day` (31/12 of `year`), counted by unit and rating.
///
/// # Errors
/// What the disk reports.
pub fn member_tallies(tx: &Tx<'_>, units: &[UnitId], year: i32, day: NaiveDate) -> Result<Vec<MemberTally>> {
    let mut statement = tx.connection.prepare_cached(include_str!("member_tallies.sql"))?;
    let tallies = statement
        .query_map(named_params! { ":units": units_json(units), ":year": year, ":day": day }, |row| {
            Ok(MemberTally {
                unit: UnitId(row.get("unit_id")?),
                rating: read_rating(row)?,
                count: row.get("count")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(tallies)
}

/// Takes a total away; for a level that has none, nothing happens.
///
/// # Errors
/// What the disk reports.
pub fn remove_total(tx: &Tx<'_>, subject: Subject, total: Total) -> Result<()> {
    tx.connection.execute(
        "DELETE FROM rating_total WHERE unit_id = ?1 AND year = ?2 AND subject = ?3 AND level = ?4",
        params![total.unit.0, total.year, subject.code(), total.level.map_or("not_rated", Level::code)],
    )?;
    Ok(())
}

/// All targets of congresses, by unit and first year.
///
/// # Errors
/// What the disk reports.
pub fn targets(tx: &Tx<'_>) -> Result<Vec<Target>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT unit_id, from_year, to_year, subject, measure, percent, source
         FROM rating_target ORDER BY unit_id, from_year, subject, id",
    )?;
    let targets = statement
        .query_map([], |row| {
            Ok(Target {
                unit: UnitId(row.get("unit_id")?),
                from_year: row.get("from_year")?,
                to_year: row.get("to_year")?,
                subject: coded(row, "subject", Subject::from_code)?,
                measure: coded(row, "measure", Measure::from_code)?,
                percent: Percent(row.get("percent")?),
                source: row.get("source")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(targets)
}

/// Sets a target; the one of the same unit, first year, subject and measure gives way.
///
/// # Errors
/// What the disk reports.
pub fn set_target(tx: &Tx<'_>, target: &Target) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO rating_target (unit_id, from_year, to_year, subject, measure, percent, source)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (unit_id, from_year, subject, measure) DO UPDATE
         SET to_year = excluded.to_year, percent = excluded.percent, source = excluded.source",
        params![
            target.unit.0,
            target.from_year,
            target.to_year,
            target.subject.code(),
            target.measure.code(),
            target.percent.0,
            target.source
        ],
    )?;
    Ok(())
}

/// Takes a target away; whether there was one.
///
/// # Errors
/// What the disk reports.
pub fn remove_target(
    tx: &Tx<'_>,
    unit: UnitId,
    from_year: i32,
    (subject, measure): (Subject, Measure),
) -> Result<bool> {
    let removed = tx.connection.execute(
        "DELETE FROM rating_target WHERE unit_id = ?1 AND from_year = ?2 AND subject = ?3 AND measure = ?4",
        params![unit.0, from_year, subject.code(), measure.code()],
    )?;
    Ok(removed > 0)
}
