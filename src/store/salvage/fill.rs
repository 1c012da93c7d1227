//! Putting what was saved into a new database.

use rusqlite::types::Value;
use rusqlite::{Connection, ToSql, TransactionBehavior, params_from_iter};

use super::read::{Journal, Read, Row};
use super::{Recovered, Report};
use crate::store::error::{Error, Result};
use crate::store::journal;
use crate::store::tx::{Database, Table, Tx};

/// Fills the new database.
pub fn fill(
    database: &mut Database,
    tables: &[Read],
    journal: Option<Journal>,
    operation: journal::Operation,
) -> Result<Report> {
    // What is missing is found afterwards, not at each row.
    database.connection.pragma_update(None, "foreign_keys", false)?;
    let report = match journal {
        Some(journal) => continued(database, tables, &journal),
        None => begun(database, tables, operation),
    };
    database.connection.pragma_update(None, "foreign_keys", true)?;
    report
}

/// The old journal goes on: nothing is journalled a second time.
fn continued(database: &mut Database, tables: &[Read], journal: &Journal) -> Result<Report> {
    let transaction = database.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    journal::drop_triggers(&transaction)?;
    for (table, rows) in [("journal", &journal.entries), ("journal_change", &journal.changes)] {
        let known = columns(&transaction, table)?;
        for row in rows {
            insert(&transaction, table, &known, row)?;
        }
    }
    let reports = all(&transaction, tables)?;
    journal::install_triggers(&transaction)?;
    transaction.commit()?;
    Ok(Report { tables: reports, journal_kept: true })
}

/// A new journal begins, with one entry.
fn begun(database: &mut Database, tables: &[Read], operation: journal::Operation) -> Result<Report> {
    let what = crate::fl!("journal-salvaged");
    let done = database.commit(operation, |tx: &Tx<'_>| -> Result<Vec<Recovered>> {
        tx.describe(what);
        all(tx.connection, tables)
    })?;
    Ok(Report { tables: done.value, journal_kept: false })
}

fn all(connection: &Connection, tables: &[Read]) -> Result<Vec<Recovered>> {
    let mut reports = Vec::new();
    for read in tables {
        let name = read.table.name();
        let known = columns(connection, name)?;
        let mut report = read.report.clone();
        for row in read.rows.values() {
            if !keep(connection, name, &known, row)? {
                report.dropped += 1;
                report.read -= 1;
            }
        }
        let lost = read.images.iter().filter(|(id, _)| !read.rows.contains_key(id));
        for (_, image) in lost {
            if let Some(row) = image.as_ref().and_then(|image| from_image(read.table, image, connection))
                && keep(connection, name, &known, &row)?
            {
                report.from_journal += 1;
            }
        }
        reports.push(report);
    }
    mend_references(connection, &mut reports)?;
    Ok(reports)
}

/// Inserts a row; false for one that no longer fits the rules of the schema by itself.
fn keep(connection: &Connection, table: &str, known: &[Column], row: &Row) -> Result<bool> {
    match insert(connection, table, known, row) {
        Ok(()) => Ok(true),
        Err(Error::Constraint(why)) => {
            log::warn!("a row of {table} does not fit: {why}");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

struct Column {
    name: String,
    is_blob: bool,
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<Column>> {
    let mut statement = connection.prepare_cached("SELECT name, type FROM pragma_table_info(?1)")?;
    let columns = statement
        .query_map([table], |row| {
            Ok(Column { name: row.get(0)?, is_blob: row.get::<_, String>(1)? == "BLOB" })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(columns)
}

/// What migrations brought is replaced by what the register made of it.
fn insert(connection: &Connection, table: &str, known: &[Column], row: &Row) -> Result<()> {
    let values: Vec<&(String, Value)> =
        row.values.iter().filter(|(name, _)| known.iter().any(|column| column.name == *name)).collect();
    let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
    let marks = vec!["?"; values.len()].join(", ");
    let sql = format!("INSERT OR REPLACE INTO {table} ({}) VALUES ({marks})", names.join(", "));
    connection.prepare_cached(&sql)?.execute(params_from_iter(values.iter().map(|(_, value)| value)))?;
    Ok(())
}

/// A row made again from its image in the journal.
fn from_image(table: Table, image: &str, connection: &Connection) -> Option<Row> {
    let image: serde_json::Value = serde_json::from_str(image).ok()?;
    let known = columns(connection, table.name()).ok()?;
    let values = image
        .as_object()?
        .iter()
        .filter_map(|(name, value)| {
            let column = known.iter().find(|column| column.name == *name)?;
            Some((name.clone(), column_value(column, value)?))
        })
        .collect();
    Some(Row { values })
}

fn column_value(column: &Column, value: &serde_json::Value) -> Option<Value> {
    Some(match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Number(number) => Value::Integer(number.as_i64()?),
        serde_json::Value::String(text) if column.is_blob => Value::Blob(unhex(text)?),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        _ => return None,
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

/// A reference of a foreign key check: table, row, and the column that refers to what is lost.
struct Broken {
    table: String,
    row: i64,
    column: String,
    may_be_null: bool,
}

/// What refers to a lost row refers to nothing; where it must refer to something, it is dropped.
fn mend_references(connection: &Connection, reports: &mut [Recovered]) -> Result<()> {
    loop {
        let broken = broken(connection)?;
        if broken.is_empty() {
            return Ok(());
        }
        for reference in &broken {
            let Broken { table, row, column, may_be_null } = reference;
            let sql = match may_be_null {
                true => format!("UPDATE {table} SET {column} = NULL WHERE id = ?1"),
                false => format!("DELETE FROM {table} WHERE id = ?1"),
            };
            let changed = match connection.execute(&sql, [row as &dyn ToSql]) {
                Ok(changed) => changed,
                // A rule of the row forbids the null (a closed unit names where its members went).
                Err(_) if *may_be_null => {
                    connection.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [row])?
                }
                Err(error) => return Err(error.into()),
            };
            let is_gone = !may_be_null;
            if let Some(report) = reports.iter_mut().find(|report| report.table == *table)
                && is_gone
                && changed > 0
            {
                report.dropped += 1;
                report.read = report.read.saturating_sub(1);
            }
        }
    }
}

fn broken(connection: &Connection) -> Result<Vec<Broken>> {
    let mut statement = connection.prepare(
        "SELECT c.\"table\", c.rowid, f.\"from\", NOT i.\"notnull\"
         FROM pragma_foreign_key_check AS c
         JOIN pragma_foreign_key_list(c.\"table\") AS f ON f.id = c.fkid
         JOIN pragma_table_info(c.\"table\") AS i ON i.name = f.\"from\"
         WHERE c.\"table\" NOT IN ('journal', 'journal_change')",
    )?;
    let broken = statement
        .query_map([], |row| {
            Ok(Broken { table: row.get(0)?, row: row.get(1)?, column: row.get(2)?, may_be_null: row.get(3)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(broken)
}
