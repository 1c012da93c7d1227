//! Putting the images before an operation back.

use rusqlite::{OptionalExtension, params};

use super::triggers::{self, Column};
use crate::store::error::{Error, Result};
use crate::store::tx::{Table, Tx};

/// Changes held in memory at a time.
const AT_ONCE: i64 = 1_000;

/// One change of an operation.
struct Change {
    id: i64,
    table: Table,
    row_id: i64,
    before: Option<String>,
    after: Option<String>,
}

/// Reverses all changes of an entry, the last one first, inside the open operation. References
/// are checked when that is committed, which gives [`Error::Constraint`] when something made since
/// depends on a row that would vanish.
///
/// # Errors
/// [`Error::ChangedMeanwhile`] when a row is no longer as the entry left it.
pub fn invert(tx: &Tx<'_>, sequence: i64) -> Result<()> {
    tx.connection.pragma_update(None, "defer_foreign_keys", true)?;
    let mut before = i64::MAX;
    loop {
        let changes = changes_of(tx, sequence, before)?;
        match changes.last() {
            Some(earliest) => before = earliest.id,
            None if before == i64::MAX => return Err(Error::NotFound),
            None => break,
        }
        for change in &changes {
            put_back(tx, change)?;
        }
    }
    Ok(())
}

fn put_back(tx: &Tx<'_>, change: &Change) -> Result<()> {
    let columns = triggers::columns(tx.connection, change.table)?;
    if !is_as_left(tx, change)? {
        return Err(Error::ChangedMeanwhile);
    }
    match (&change.before, &change.after) {
        (None, _) => remove(tx, change),
        (Some(image), None) => insert(tx, change.table, &columns, image),
        (Some(image), Some(_)) => update(tx, change, &columns, image),
    }
}

/// The last changes of an entry whose number is below `before`, the last one first.
fn changes_of(tx: &Tx<'_>, sequence: i64, before: i64) -> Result<Vec<Change>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT id, table_name, row_id, before, after FROM journal_change
         WHERE sequence = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
    )?;
    let mut rows = statement.query([sequence, before, AT_ONCE])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        let table = Table::from_name(&name).ok_or(Error::Unreadable(name))?;
        let (id, row_id) = (row.get(0)?, row.get(2)?);
        changes.push(Change { id, table, row_id, before: row.get(3)?, after: row.get(4)? });
    }
    Ok(changes)
}

/// Whether the row is still as the entry left it.
fn is_as_left(tx: &Tx<'_>, change: &Change) -> Result<bool> {
    let name = change.table.name();
    let now = triggers::comparable(&triggers::image_of(tx.connection, change.table, name)?);
    let left = triggers::comparable("?2");
    let is_as_left: Option<bool> = tx
        .connection
        .prepare_cached(&format!("SELECT {now} IS {left} FROM {name} WHERE id = ?1"))?
        .query_row(params![change.row_id, change.after], |row| row.get(0))
        .optional()?;
    Ok(is_as_left.unwrap_or(change.after.is_none()))
}

fn remove(tx: &Tx<'_>, change: &Change) -> Result<()> {
    let sql = format!("DELETE FROM {} WHERE id = ?1", change.table.name());
    tx.connection.prepare_cached(&sql)?.execute([change.row_id])?;
    Ok(())
}

/// The SQL expression that takes a column out of an image.
fn value_of(column: &Column) -> String {
    match column.is_blob {
        true => format!("unhex(json_extract(?1, '$.{}'))", column.name),
        false => format!("json_extract(?1, '$.{}')", column.name),
    }
}

fn insert(tx: &Tx<'_>, table: Table, columns: &[Column], image: &str) -> Result<()> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let values: Vec<String> = columns.iter().map(value_of).collect();
    let sql = format!("INSERT INTO {} ({}) SELECT {}", table.name(), names.join(", "), values.join(", "));
    tx.connection.prepare_cached(&sql)?.execute([image])?;
    Ok(())
}

fn update(tx: &Tx<'_>, change: &Change, columns: &[Column], image: &str) -> Result<()> {
    let values: Vec<String> =
        columns.iter().map(|column| format!("{} = {}", column.name, value_of(column))).collect();
    let sql = format!("UPDATE {} SET {} WHERE id = ?2", change.table.name(), values.join(", "));
    tx.connection.prepare_cached(&sql)?.execute(params![image, change.row_id])?;
    Ok(())
}
