//! The steps of a year's ratings: what was said, ballots, points, groups of posts, plans.

use std::collections::HashMap;

use rusqlite::{Row, named_params, params};

use crate::domain::id::{MemberId, UnitId};
use crate::domain::rating::{Ballot, Level, Statement, StepKind, Steps, Subject, Who};
use crate::store::error::Result;
use crate::store::tx::Tx;
use crate::store::{coded, coded_or_none};

/// The column that says of whom a row is.
pub(super) fn column(subject: Subject) -> &'static str {
    match subject {
        Subject::Member => "member_id",
        Subject::Unit => "unit_id",
    }
}

/// The identity that stands in that column.
pub(super) fn id(who: Who) -> i64 {
    match who {
        Who::Member(id) => id.0,
        Who::Unit(id) => id.0,
    }
}

/// Whom an identity in that column means.
pub(super) fn who(subject: Subject, id: i64) -> Who {
    match subject {
        Subject::Member => Who::Member(MemberId(id)),
        Subject::Unit => Who::Unit(UnitId(id)),
    }
}

/// All that is known of the steps of a year, by whom; nobody of whom nothing is known.
///
/// # Errors
/// What the disk reports.
pub fn all(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<HashMap<Who, Steps>> {
    read(tx, (year, subject), None)
}

/// The steps of somebody in a year; empty where nothing is known.
///
/// # Errors
/// What the disk reports.
pub fn of(tx: &Tx<'_>, year: i32, who: Who) -> Result<Steps> {
    let found = read(tx, (year, who.subject()), Some(id(who)))?;
    Ok(found.into_values().next().unwrap_or_default())
}

fn read(tx: &Tx<'_>, (year, subject): (i32, Subject), only: Option<i64>) -> Result<HashMap<Who, Steps>> {
    let mut found: HashMap<Who, Steps> = HashMap::new();
    let column = column(subject);
    // Without `only` the partial index is read from the year's first row to its last.
    let of = match only {
        Some(_) => format!("year = ?1 AND {column} = ?2"),
        None => format!("year = ?1 AND {column} IS NOT NULL AND ?2 IS NULL"),
    };
    let sql = format!("SELECT {column}, points, post_group, plan FROM rating_detail WHERE {of}");
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![year, only])?;
    while let Some(row) = rows.next()? {
        let steps = found.entry(who(subject, row.get(0)?)).or_default();
        (steps.points, steps.group, steps.plan) = (row.get(1)?, row.get(2)?, row.get(3)?);
    }
    let sql = format!("SELECT {column}, step, level, words FROM rating_step WHERE {of}");
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![year, only])?;
    while let Some(row) = rows.next()? {
        let step = coded(row, "step", StepKind::from_code)?;
        let said =
            Statement { level: coded_or_none(row, "level", Level::from_code)?, words: row.get("words")? };
        let _ = found.entry(who(subject, row.get(0)?)).or_default().said.insert(step, said);
    }
    let sql = format!("SELECT {column} AS id, * FROM ballot WHERE {of}");
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![year, only])?;
    while let Some(row) = rows.next()? {
        found.entry(who(subject, row.get(0)?)).or_default().ballot = ballot(row)?;
    }
    Ok(found)
}

fn ballot(row: &Row<'_>) -> rusqlite::Result<Ballot> {
    let mut ballot = Ballot {
        issued: row.get("issued")?,
        returned: row.get("returned")?,
        valid: row.get("valid")?,
        ..Ballot::default()
    };
    for level in Level::ALL {
        if let Some(votes) = row.get(level.code())? {
            let _ = ballot.votes.insert(*level, votes);
        }
    }
    Ok(ballot)
}

/// Sets or clears what was said in a step.
///
/// # Errors
/// What the disk reports.
pub fn set_said(tx: &Tx<'_>, year: i32, who: Who, step: StepKind, said: Option<&Statement>) -> Result<()> {
    let column = column(who.subject());
    let Some(said) = said else {
        let sql = format!("DELETE FROM rating_step WHERE year = ?1 AND {column} = ?2 AND step = ?3");
        tx.connection.prepare_cached(&sql)?.execute(params![year, id(who), step.code()])?;
        return Ok(());
    };
    let sql = format!(
        "INSERT INTO rating_step (year, {column}, step, level, words) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (year, {column}, step) WHERE {column} IS NOT NULL
         DO UPDATE SET level = excluded.level, words = excluded.words"
    );
    let level = said.level.map(Level::code);
    tx.connection.prepare_cached(&sql)?.execute(params![year, id(who), step.code(), level, said.words])?;
    Ok(())
}

/// Writes a ballot; an empty one clears it.
///
/// # Errors
/// What the disk reports.
pub fn set_ballot(tx: &Tx<'_>, year: i32, who: Who, ballot: &Ballot) -> Result<()> {
    let column = column(who.subject());
    if ballot.is_empty() {
        let sql = format!("DELETE FROM ballot WHERE year = ?1 AND {column} = ?2");
        tx.connection.prepare_cached(&sql)?.execute(params![year, id(who)])?;
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO ballot (year, {column}, issued, returned, valid, exemplary, clean_strong, excellent,
                             good, completed, not_completed, weak)
         VALUES (:year, :who, :issued, :returned, :valid, :exemplary, :clean_strong, :excellent,
                 :good, :completed, :not_completed, :weak)
         ON CONFLICT (year, {column}) WHERE {column} IS NOT NULL DO UPDATE
         SET issued = excluded.issued, returned = excluded.returned, valid = excluded.valid,
             exemplary = excluded.exemplary, clean_strong = excluded.clean_strong,
             excellent = excluded.excellent, good = excluded.good, completed = excluded.completed,
             not_completed = excluded.not_completed, weak = excluded.weak"
    );
    let votes = |level: Level| ballot.votes.get(&level).copied();
    tx.connection.prepare_cached(&sql)?.execute(named_params! {
        ":year": year,
        ":who": id(who),
        ":issued": ballot.issued,
        ":returned": ballot.returned,
        ":valid": ballot.valid,
        ":exemplary": votes(Level::Exemplary),
        ":clean_strong": votes(Level::CleanStrong),
        ":excellent": votes(Level::Excellent),
        ":good": votes(Level::Good),
        ":completed": votes(Level::Completed),
        ":not_completed": votes(Level::NotCompleted),
        ":weak": votes(Level::Weak),
    })?;
    Ok(())
}

/// Writes points, group and plan; what was said and the ballot are left alone.
///
/// # Errors
/// What the disk reports.
pub fn set_detail(tx: &Tx<'_>, year: i32, who: Who, steps: &Steps) -> Result<()> {
    let column = column(who.subject());
    if steps.points.is_none() && steps.group.is_none() && steps.plan.is_none() {
        let sql = format!("DELETE FROM rating_detail WHERE year = ?1 AND {column} = ?2");
        tx.connection.prepare_cached(&sql)?.execute(params![year, id(who)])?;
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO rating_detail (year, {column}, points, post_group, plan) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (year, {column}) WHERE {column} IS NOT NULL DO UPDATE
         SET points = excluded.points, post_group = excluded.post_group, plan = excluded.plan"
    );
    let values = params![year, id(who), steps.points, steps.group, steps.plan];
    tx.connection.prepare_cached(&sql)?.execute(values)?;
    Ok(())
}

/// The groups of similar posts that ratings of a subject ever named, in the order of their names.
///
/// # Errors
/// What the disk reports.
pub fn groups(tx: &Tx<'_>, subject: Subject) -> Result<Vec<String>> {
    let sql = format!(
        "SELECT DISTINCT post_group FROM rating_detail
         WHERE post_group IS NOT NULL AND {} IS NOT NULL ORDER BY post_group",
        column(subject)
    );
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let groups = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(groups)
}
