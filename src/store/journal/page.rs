//! Reading the journal in pages: which entries fit a question, a few of them, and what one changed.

use rusqlite::{OptionalExtension, params, params_from_iter};
use serde_json::{Map, Value};

use super::{Entry, read_entry};
use crate::store::error::{Error, Result};
use crate::store::tx::{Table, Tx};

/// Which entries are wanted; an empty question wants all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// Words that all occur in what was done or in who did it, without regard to marks and case.
    pub text: String,
    /// Machine name of the operation, or its beginning.
    pub kind: Option<String>,
    /// UTC, RFC 3339: not before.
    pub from: Option<String>,
    /// UTC, RFC 3339: before.
    pub to: Option<String>,
    /// Entries that changed this member's record, or after which somebody had seen the numbers.
    pub member: Option<i64>,
    /// Entries that changed this unit's record.
    pub unit: Option<i64>,
    /// Entries that changed rows of one of these tables; all when empty.
    pub tables: Vec<Table>,
    /// Entries of exactly this person.
    pub who: Option<String>,
}

/// A row that an entry changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its table.
    pub table: Table,
    /// Its number.
    pub row: i64,
    /// Its columns before; none for a new row.
    pub before: Option<Map<String, Value>>,
    /// Its columns after; none for a row that was taken away.
    pub after: Option<Map<String, Value>>,
}

/// Number and hash of the last entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Head {
    /// 0 before the first.
    pub sequence: i64,
    /// Hexadecimal; empty before the first.
    pub hash: String,
}

impl Head {
    /// The first eight digits, which people compare.
    #[must_use]
    pub fn short(&self) -> &str {
        self.hash.get(..8).unwrap_or_default()
    }
}

/// The head of the chain.
///
/// # Errors
/// What the disk reports.
pub fn head(tx: &Tx<'_>) -> Result<Head> {
    let head = tx
        .connection
        .prepare_cached(
            "SELECT sequence, lower(hex(hash)) FROM journal WHERE hash IS NOT NULL
             ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row([], |row| Ok(Head { sequence: row.get(0)?, hash: row.get(1)? }))
        .optional()?;
    Ok(head.unwrap_or(Head { sequence: 0, hash: String::new() }))
}

/// The hash of an entry, hexadecimal; none for one that is not there.
///
/// # Errors
/// What the disk reports.
pub fn hash_at(tx: &Tx<'_>, sequence: i64) -> Result<Option<String>> {
    Ok(tx
        .connection
        .prepare_cached("SELECT lower(hex(hash)) FROM journal WHERE sequence = ?1")?
        .query_row([sequence], |row| row.get(0))
        .optional()?)
}

/// The numbers of the entries that fit, the newest first.
///
/// # Errors
/// What the disk reports.
pub fn find(tx: &Tx<'_>, question: &Question) -> Result<Vec<i64>> {
    let mut sql = "SELECT sequence FROM journal WHERE hash IS NOT NULL".to_owned();
    let mut values: Vec<rusqlite::types::Value> = Vec::new();
    for word in crate::domain::text::fold(&question.text).split_whitespace() {
        sql.push_str(" AND instr(fold(what || ' ' || who), ?) > 0");
        values.push(word.to_owned().into());
    }
    for (clause, value) in [
        (" AND kind GLOB ? || '*'", &question.kind),
        (" AND at >= ?", &question.from),
        (" AND at < ?", &question.to),
        (" AND who = ?", &question.who),
    ] {
        if let Some(value) = value {
            sql.push_str(clause);
            values.push(value.clone().into());
        }
    }
    if let Some(member) = question.member {
        sql.push_str(OF_MEMBER);
        values.extend((0..OF_MEMBER.matches('?').count()).map(|_| member.into()));
    }
    if let Some(unit) = question.unit {
        sql.push_str(OF_UNIT);
        values.extend((0..OF_UNIT.matches('?').count()).map(|_| unit.into()));
    }
    if !question.tables.is_empty() {
        let marks = vec!["?"; question.tables.len()].join(", ");
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM journal_change AS c
                          WHERE c.sequence = journal.sequence AND c.table_name IN ({marks}))"
        ));
        values.extend(question.tables.iter().map(|table| table.name().to_owned().into()));
    }
    sql.push_str(" ORDER BY sequence DESC");
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// By the index of rows: the member's own, and those that are theirs.
const OF_MEMBER: &str = " AND sequence IN (
    SELECT sequence FROM journal_change WHERE table_name = 'member' AND row_id = ?
    UNION SELECT c.sequence FROM membership AS m JOIN journal_change AS c
        ON c.table_name = 'membership' AND c.row_id = m.id WHERE m.member_id = ?
    UNION SELECT c.sequence FROM member_status AS m JOIN journal_change AS c
        ON c.table_name = 'member_status' AND c.row_id = m.id WHERE m.member_id = ?
    UNION SELECT c.sequence FROM post AS m JOIN journal_change AS c
        ON c.table_name = 'post' AND c.row_id = m.id WHERE m.member_id = ?
    UNION SELECT c.sequence FROM badge AS m JOIN journal_change AS c
        ON c.table_name = 'badge' AND c.row_id = m.id WHERE m.member_id = ?
    UNION SELECT c.sequence FROM member_rating AS m JOIN journal_change AS c
        ON c.table_name = 'member_rating' AND c.row_id = m.id WHERE m.member_id = ?
    UNION SELECT c.sequence FROM number_reading AS r JOIN journal_change AS c
        ON c.table_name = 'number_reading' AND c.row_id = r.id
        WHERE EXISTS (SELECT 1 FROM json_each(r.members) AS j WHERE j.value = ?))";

/// The unit's own row, and those of its ratings and targets.
const OF_UNIT: &str = " AND sequence IN (
    SELECT sequence FROM journal_change WHERE table_name = 'unit' AND row_id = ?
    UNION SELECT c.sequence FROM unit_rating AS u JOIN journal_change AS c
        ON c.table_name = 'unit_rating' AND c.row_id = u.id WHERE u.unit_id = ?
    UNION SELECT c.sequence FROM quota AS u JOIN journal_change AS c
        ON c.table_name = 'quota' AND c.row_id = u.id WHERE u.unit_id = ?
    UNION SELECT c.sequence FROM quota_term AS u JOIN journal_change AS c
        ON c.table_name = 'quota_term' AND c.row_id = u.id WHERE u.unit_id = ?)";

/// Everybody who ever did something, by name.
///
/// # Errors
/// What the disk reports.
pub fn authors(tx: &Tx<'_>) -> Result<Vec<String>> {
    let mut statement = tx
        .connection
        .prepare_cached("SELECT DISTINCT who FROM journal WHERE hash IS NOT NULL ORDER BY who")?;
    let authors = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(authors)
}

/// These entries, in this order; numbers that are none are left out.
///
/// # Errors
/// What the disk reports.
pub fn entries(tx: &Tx<'_>, sequences: &[i64]) -> Result<Vec<Entry>> {
    let mut statement = tx
        .connection
        .prepare_cached("SELECT sequence, at, who, kind, what, undoes FROM journal WHERE sequence = ?1")?;
    let mut entries = Vec::with_capacity(sequences.len());
    for sequence in sequences {
        entries.extend(statement.query_row([sequence], read_entry).optional()?);
    }
    Ok(entries)
}

/// What an entry changed, at most so many rows, and how many there are.
///
/// # Errors
/// [`Error::Unreadable`] for an image that is no JSON.
pub fn changes_of(tx: &Tx<'_>, sequence: i64, most: u32) -> Result<(Vec<Change>, i64)> {
    let total = tx.connection.query_row(
        "SELECT count(*) FROM journal_change WHERE sequence = ?1",
        [sequence],
        |row| row.get(0),
    )?;
    let mut statement = tx.connection.prepare_cached(
        "SELECT table_name, row_id, before, after FROM journal_change WHERE sequence = ?1
         ORDER BY id LIMIT ?2",
    )?;
    let mut rows = statement.query(params![sequence, most])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let table = Table::from_name(&name).ok_or(Error::Unreadable(name))?;
        let (before, after) = (image(row.get(2)?)?, image(row.get(3)?)?);
        changes.push(Change { table, row: row.get(1)?, before, after });
    }
    Ok((changes, total))
}

/// How a row looked after the last entry up to and including this one; none when it was not there.
///
/// # Errors
/// As [`changes_of`].
pub fn row_at(tx: &Tx<'_>, table: Table, row: i64, sequence: i64) -> Result<Option<Map<String, Value>>> {
    let text: Option<Option<String>> = tx
        .connection
        .prepare_cached(
            "SELECT after FROM journal_change
             WHERE table_name = ?1 AND row_id = ?2 AND sequence <= ?3 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![table.name(), row, sequence], |row| row.get(0))
        .optional()?;
    image(text.flatten())
}

/// The rows of a table that are this member's. A row that an undo took away is not among them.
///
/// # Errors
/// What the disk reports.
pub fn rows_of_member(tx: &Tx<'_>, table: Table, member: i64) -> Result<Vec<i64>> {
    let sql = format!("SELECT id FROM {} WHERE member_id = ?1 ORDER BY id", table.name());
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let rows = statement.query_map([member], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last entry before a moment (UTC, RFC 3339), 0 when there is none. Numbers decide, not
/// times: where the clock was set back, it is the last entry that the clock put before it.
///
/// # Errors
/// What the disk reports.
pub fn last_before(tx: &Tx<'_>, moment: &str) -> Result<i64> {
    Ok(tx.connection.query_row(
        "SELECT coalesce(max(sequence), 0) FROM journal WHERE at < ?1",
        [moment],
        |row| row.get(0),
    )?)
}

fn image(text: Option<String>) -> Result<Option<Map<String, Value>>> {
    let parse = |text: String| serde_json::from_str(&text).map_err(|_| Error::Unreadable(text));
    text.map(parse).transpose()
}
