//! The journal: every committed operation with the rows before and after, chained by hashes.
//!
//! Triggers on every journalled table write the images, so that no path forgets; without an open
//! operation they refuse the change. The images are JSON of all columns (blobs as hex). Undo puts
//! the earlier images back as an operation of its own; undoing that one is redo.

mod chain;
mod page;
mod triggers;
mod undo;

use chrono::{SecondsFormat, Utc};
use rusqlite::{OptionalExtension, params};

use super::error::Result;
use super::tx::{Changes, Table, Tx};

pub use chain::{is_whole, verify};
pub use page::{
    Change, Head, Question, authors, changes_of, entries, find, hash_at, head, last_before, row_at,
    rows_of_member,
};
pub use triggers::{column_names, comparable, drop_triggers, image_of, install_triggers};
pub use undo::invert;

/// Most changed rows that [`Changes`] names one by one.
const MOST_ROWS_TOLD: usize = 50_000;
/// Hash before the first entry.
const START: [u8; 32] = [0; 32];

/// What is about to be done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Machine name, such as `member_added`.
    pub kind: &'static str,
    /// Who does it.
    pub who: String,
    /// The operation that this one undoes.
    pub undoes: Option<i64>,
}

/// An entry of the journal as people read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Entry {
    /// Number, counting from 1.
    pub sequence: i64,
    /// UTC, RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
    /// Machine name.
    pub kind: String,
    /// In words.
    pub what: String,
    /// The entry that it undid.
    pub undoes: Option<i64>,
}

/// Opens an entry; the triggers write under it until it is sealed.
///
/// # Errors
/// What the disk reports.
pub fn begin(tx: &Tx<'_>, operation: &Operation) -> Result<i64> {
    let previous: Option<Vec<u8>> = tx
        .connection
        .query_row("SELECT hash FROM journal ORDER BY sequence DESC LIMIT 1", [], |row| row.get(0))
        .optional()?;
    let at = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    tx.connection
        .prepare_cached(
            "INSERT INTO journal (at, who, kind, what, undoes, previous_hash) VALUES (?1, ?2, ?3, '', ?4, ?5)",
        )?
        .execute(params![
            at,
            operation.who,
            operation.kind,
            operation.undoes,
            previous.unwrap_or_else(|| START.to_vec())
        ])?;
    Ok(tx.connection.last_insert_rowid())
}

/// Closes the entry with its words and hash; tells what changed.
///
/// # Errors
/// What the disk reports.
pub fn seal(tx: &Tx<'_>, sequence: i64, what: &str) -> Result<Changes> {
    tx.connection
        .prepare_cached("UPDATE journal SET what = ?2 WHERE sequence = ?1")?
        .execute(params![sequence, what])?;
    let hash = chain::hash_of(tx, sequence)?;
    tx.connection
        .prepare_cached("UPDATE journal SET hash = ?2 WHERE sequence = ?1")?
        .execute(params![sequence, hash.as_slice()])?;
    changes(tx, sequence)
}

fn changes(tx: &Tx<'_>, sequence: i64) -> Result<Changes> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT table_name, row_id, json_extract(coalesce(after, before), '$.member_id')
         FROM journal_change WHERE sequence = ?1",
    )?;
    let mut rows = statement.query([sequence])?;
    let mut changes = Changes { sequence, ..Changes::default() };
    while let Some(row) = rows.next()? {
        if changes.rows.len() == MOST_ROWS_TOLD {
            return Ok(Changes { sequence, everything: true, ..Changes::default() });
        }
        let Some(table) = Table::from_name(row.get_ref(0)?.as_str().unwrap_or_default()) else { continue };
        let id: i64 = row.get(1)?;
        changes.rows.push((table, id));
        match (table, row.get::<_, Option<i64>>(2)?) {
            (Table::Member, _) => changes.members.push(id),
            (_, Some(member)) => changes.members.push(member),
            (_, None) => {}
        }
    }
    changes.rows.sort_unstable();
    changes.rows.dedup();
    changes.members.sort_unstable();
    changes.members.dedup();
    Ok(changes)
}

/// The newest entries, the last one first.
///
/// # Errors
/// What the disk reports.
pub fn newest(tx: &Tx<'_>, limit: u32) -> Result<Vec<Entry>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT sequence, at, who, kind, what, undoes FROM journal ORDER BY sequence DESC LIMIT ?1",
    )?;
    let entries = statement.query_map([limit], read_entry)?.collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}

/// One entry.
///
/// # Errors
/// [`super::Error::NotFound`].
pub fn entry(tx: &Tx<'_>, sequence: i64) -> Result<Entry> {
    Ok(tx.connection.query_row(
        "SELECT sequence, at, who, kind, what, undoes FROM journal WHERE sequence = ?1",
        [sequence],
        read_entry,
    )?)
}

fn read_entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        sequence: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        kind: row.get(3)?,
        what: row.get(4)?,
        undoes: row.get(5)?,
    })
}

/// Number of the last entry, 0 before the first.
///
/// # Errors
/// What the disk reports.
pub fn last_sequence(tx: &Tx<'_>) -> Result<i64> {
    Ok(tx.connection.query_row("SELECT coalesce(max(sequence), 0) FROM journal", [], |row| row.get(0))?)
}
