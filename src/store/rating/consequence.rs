//! The rules of what follows from ratings, and who had a level in which years.

use rusqlite::{named_params, params};

use crate::domain::id::ConsequenceId;
use crate::domain::rating::consequence::{Consequence, ConsequenceKind};
use crate::domain::rating::{Level, Subject};
use crate::store::coded;
use crate::store::error::Result;
use crate::store::tx::Tx;

/// All rules, the newest years last.
///
/// # Errors
/// What the disk reports.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Consequence>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT id, kind, subject, level, years, from_year, to_year, outcome, article, confirmed
         FROM rating_consequence ORDER BY subject, kind, from_year, id",
    )?;
    let rules = statement
        .query_map([], |row| {
            Ok(Consequence {
                id: ConsequenceId(row.get("id")?),
                kind: coded(row, "kind", ConsequenceKind::from_code)?,
                subject: coded(row, "subject", Subject::from_code)?,
                level: coded(row, "level", Level::from_code)?,
                years: row.get("years")?,
                from_year: row.get("from_year")?,
                to_year: row.get("to_year")?,
                outcome: row.get("outcome")?,
                article: row.get("article")?,
                confirmed: row.get("confirmed")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rules)
}

/// Writes a rule: a new one for [`ConsequenceId::NEW`].
///
/// # Errors
/// What the disk reports.
pub fn set(tx: &Tx<'_>, rule: &Consequence) -> Result<ConsequenceId> {
    let id = (rule.id != ConsequenceId::NEW).then_some(rule.id.0);
    tx.connection.execute(
        "INSERT INTO rating_consequence (id, kind, subject, level, years, from_year, to_year, outcome,
                                         article, confirmed)
         VALUES (:id, :kind, :subject, :level, :years, :from_year, :to_year, :outcome, :article,
                 :confirmed)
         ON CONFLICT (id) DO UPDATE
         SET kind = excluded.kind, subject = excluded.subject, level = excluded.level,
             years = excluded.years, from_year = excluded.from_year, to_year = excluded.to_year,
             outcome = excluded.outcome, article = excluded.article, confirmed = excluded.confirmed",
        named_params! {
            ":id": id,
            ":kind": rule.kind.code(),
            ":subject": rule.subject.code(),
            ":level": rule.level.code(),
            ":years": rule.years,
            ":from_year": rule.from_year,
            ":to_year": rule.to_year,
            ":outcome": rule.outcome,
            ":article": rule.article,
            ":confirmed": rule.confirmed,
        },
    )?;
    Ok(id.map_or_else(|| ConsequenceId(tx.connection.last_insert_rowid()), ConsequenceId))
}

/// Who had a level in which years: the identity of the member or unit, and the year.
///
/// # Errors
/// What the disk reports.
pub fn years_with(
    tx: &Tx<'_>,
    subject: Subject,
    level: Level,
    (from, to): (i32, i32),
) -> Result<Vec<(i64, i32)>> {
    let sql = match subject {
        Subject::Member => {
            "SELECT member_id, year FROM member_rating WHERE year BETWEEN ?1 AND ?2 AND level = ?3"
        }
        Subject::Unit => "SELECT unit_id, year FROM unit_rating WHERE year BETWEEN ?1 AND ?2 AND level = ?3",
    };
    let mut statement = tx.connection.prepare_cached(sql)?;
    let years = statement
        .query_map(params![from, to, level.code()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(years)
}

/// Whether anybody was rated by name in a year: of other years at most totals are known.
///
/// # Errors
/// What the disk reports.
pub fn is_known_by_name(tx: &Tx<'_>, subject: Subject, year: i32) -> Result<bool> {
    let sql = match subject {
        Subject::Member => {
            "SELECT EXISTS (SELECT 1 FROM member_rating WHERE year = ?1 AND level IS NOT NULL)"
        }
        Subject::Unit => "SELECT EXISTS (SELECT 1 FROM unit_rating WHERE year = ?1 AND level IS NOT NULL)",
    };
    Ok(tx.connection.prepare_cached(sql)?.query_row([year], |row| row.get(0))?)
}
