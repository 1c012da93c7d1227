//! Salvage: what can be read of a damaged database goes into a new one.
//!
//! The damaged file is only read, and of a copy. Each table is read by its row numbers, around
//! the places that can't be read; a row that is lost there is made again from its last image in
//! the journal, where that can be read. Does the whole journal hold, it goes on; else a new one
//! begins with one entry under which all rows come in.

mod fill;
mod graft;
mod read;

use std::path::Path;

use serde::Serialize;

use super::error::{Error, Result};
use super::tx::{Database, Table};
use super::workspace::MasterKey;
use super::{connection, journal};

pub use graft::{graft, opens};

/// What became of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Recovered {
    /// Its name in SQL.
    pub table: String,
    /// Rows that were read.
    pub read: usize,
    /// Rows that could not be read and were made again from the journal.
    pub from_journal: usize,
    /// Rows that belonged to records that are lost, and went with them.
    pub dropped: usize,
    /// Places that could not be read; how many rows were there is not known.
    pub gaps: usize,
}

/// What was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Table by table.
    pub tables: Vec<Recovered>,
    /// Whether the journal holds and goes on; else a new one begins.
    pub journal_kept: bool,
}

impl Report {
    /// Whether nothing is known to be lost.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let is_whole = |table: &Recovered| table.gaps == 0 && table.dropped == 0;
        self.journal_kept && self.tables.iter().all(|table| table.dropped == 0)
            || self.tables.iter().all(is_whole)
    }
}

/// Saves what can be read of the database at `from` into a new one at `to`, with the same key.
///
/// `operation` is what the journal says where a new one begins.
///
/// # Errors
/// [`Error::Damaged`] when it does not [open](opens); what the disk reports.
pub fn salvage(from: &Path, to: &Path, key: &MasterKey, operation: journal::Operation) -> Result<Report> {
    let mut source = read::Source::open(from, key)?;
    let journal = source.journal()?;
    let mut tables = Vec::new();
    for table in Table::ALL {
        tables.push(source.table(table)?);
    }
    let mut database = Database::create(to, key)?;
    let report = database.with_room(|database| fill::fill(database, &tables, journal, operation))?;
    database.close()?;
    Ok(report)
}

/// Whether a failure means that a page or a row can't be read, and not that the disk is gone.
fn is_damage(error: &Error) -> bool {
    matches!(error, Error::Damaged | Error::Unreadable(_) | Error::NotOurs)
}

/// Opens the copy anew: after a damaged page SQLCipher reads no other one.
fn reopen(path: &Path, key: &MasterKey) -> Result<rusqlite::Connection> {
    connection::open(path, key)
}
