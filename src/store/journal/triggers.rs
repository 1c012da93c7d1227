//! The triggers that write the images, made from the tables' own columns, so that a new column
//! can't be forgotten. They are dropped before a migration and made anew after it.

use rusqlite::Connection;

use crate::store::error::Result;
use crate::store::tx::{Table, Tx};

/// A column: name, and whether it holds a blob, which JSON can't.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) is_blob: bool,
}

/// The columns of a table in their order.
pub(super) fn columns(connection: &Connection, table: Table) -> Result<Vec<Column>> {
    let mut statement = connection.prepare_cached("SELECT name, type FROM pragma_table_info(?1)")?;
    let columns = statement
        .query_map([table.name()], |row| {
            Ok(Column { name: row.get(0)?, is_blob: row.get::<_, String>(1)? == "BLOB" })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(columns)
}

/// The names of a table's columns in their order.
///
/// # Errors
/// What the disk reports.
pub fn column_names(tx: &Tx<'_>, table: Table) -> Result<Vec<String>> {
    Ok(columns(tx.connection, table)?.into_iter().map(|column| column.name).collect())
}

/// The SQL expression for the image of a row called `row` (`NEW`, `OLD` or a table's name).
///
/// # Errors
/// What the disk reports.
pub fn image_of(connection: &Connection, table: Table, row: &str) -> Result<String> {
    let pairs: Vec<String> = columns(connection, table)?
        .iter()
        .map(|Column { name, is_blob }| match is_blob {
            true => format!("'{name}', hex({row}.{name})"),
            false => format!("'{name}', {row}.{name}"),
        })
        .collect();
    Ok(format!("json_object({})", pairs.join(", ")))
}

/// The SQL expression for an image without its nulls: an image from before a migration lacks the
/// columns that this one added, which may be null and have no default.
#[must_use]
pub fn comparable(image: &str) -> String {
    format!("json_patch('{{}}', {image})")
}

/// Writes the triggers of all journalled tables that the schema has by now.
///
/// # Errors
/// What the disk reports.
pub fn install_triggers(connection: &Connection) -> Result<()> {
    for table in Table::ALL {
        let known = columns(connection, table)?;
        if known.is_empty() {
            continue;
        }
        let new = image_of(connection, table, "NEW")?;
        let old = image_of(connection, table, "OLD")?;
        let differs: Vec<String> =
            known.iter().map(|Column { name, .. }| format!("OLD.{name} IS NOT NEW.{name}")).collect();
        install(connection, table, "INSERT", ("", "NEW", "NULL", &new))?;
        let when = format!("WHEN {}", differs.join(" OR "));
        install(connection, table, "UPDATE", (&when, "NEW", &old, &new))?;
        install(connection, table, "DELETE", ("", "OLD", &old, "NULL"))?;
    }
    Ok(())
}

fn install(
    connection: &Connection,
    table: Table,
    event: &str,
    (when, row, before, after): (&str, &str, &str, &str),
) -> Result<()> {
    let name = table.name();
    connection.execute_batch(&format!(
        "CREATE TRIGGER journal_{name}_{event} AFTER {event} ON {name} {when}
         BEGIN
             SELECT RAISE(ABORT, 'no operation is open')
             WHERE NOT EXISTS (SELECT 1 FROM journal WHERE hash IS NULL);
             INSERT INTO journal_change (sequence, table_name, row_id, before, after)
             VALUES ((SELECT sequence FROM journal WHERE hash IS NULL), '{name}', {row}.id, {before}, {after});
         END;"
    ))?;
    Ok(())
}

/// Drops the triggers that this module wrote.
///
/// # Errors
/// What the disk reports.
pub fn drop_triggers(connection: &Connection) -> Result<()> {
    for table in Table::ALL {
        for event in ["INSERT", "UPDATE", "DELETE"] {
            connection.execute_batch(&format!("DROP TRIGGER IF EXISTS journal_{}_{event};", table.name()))?;
        }
    }
    Ok(())
}
