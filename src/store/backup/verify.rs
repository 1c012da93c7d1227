//! Looking into a copy of the database: whether it opens with its key and is sound, and what is
//! in it.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::container::hex;
use super::error::{Error, Result};
use crate::store::workspace::MasterKey;
use crate::store::{self, connection, migrations};

/// What is in a database, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its schema.
    pub schema: i64,
    /// Last number of the journal, 0 before the first.
    pub sequence: i64,
    /// The hash of that entry, hexadecimal; empty before the first.
    pub hash: String,
    /// Rows of each table.
    pub tables: BTreeMap<String, i64>,
}

/// Opens a copy with its key, looks at the seal of each page and at SQLite's structure, and
/// counts what is in it. The file stays as it is.
///
/// # Errors
/// [`Error::Damaged`]; `TooNew` of the store for a database of a newer program.
pub fn look(path: &Path, key: &MasterKey) -> Result<Facts> {
    let connection = connection::open(path, key).map_err(told)?;
    let schema = migrations::version(&connection)?;
    for (pragma, fine) in [("cipher_integrity_check", None), ("quick_check", Some("ok"))] {
        let found = texts(&connection, &format!("PRAGMA {pragma}"))?;
        if found.iter().any(|line| Some(line.as_str()) != fine) {
            log::warn!("{pragma}: {found:?}");
            return Err(Error::Damaged);
        }
    }
    let (sequence, hash) = head(&connection)?;
    let mut tables = BTreeMap::new();
    let names =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    for name in texts(&connection, names)? {
        let count = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
        let count = connection.query_row(&count, [], |row| row.get(0)).map_err(store)?;
        tables.insert(name, count);
    }
    connection::close(connection)?;
    Ok(Facts { schema, sequence, hash, tables })
}

/// Number and hash of the journal's last entry.
pub(super) fn head(connection: &Connection) -> Result<(i64, String)> {
    let head = connection
        .query_row("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()
        .map_err(store)?;
    Ok(head.map_or((0, String::new()), |(sequence, hash)| (sequence, hex(&hash))))
}

fn texts(connection: &Connection, sql: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql).map_err(store)?;
    let texts = statement.query_map([], |row| row.get(0)).map_err(store)?;
    texts.collect::<rusqlite::Result<_>>().map_err(store)
}

fn store(error: rusqlite::Error) -> Error {
    told(error.into())
}

/// Of a copy, that it can't be opened with the right key says that it is damaged.
fn told(error: store::Error) -> Error {
    match error {
        store::Error::Damaged | store::Error::NotOurs | store::Error::Unreadable(_) => Error::Damaged,
        other => Error::Store(other),
    }
}
