//! Undo, redo, and reading the journal.

use super::{Author, Error, Result};
use crate::domain::problem::{Field, Kind};
use crate::fl;
use crate::store::journal::{self, Entry, Operation};
use crate::store::{Committed, Database, Tx, rating};

/// Undoes an entry of the journal, as an entry of its own. Undoing an undo is redo.
///
/// # Errors
/// [`Error::Refused`] when it rated something in a year that is decided since, or when rules would
/// change that such a year rests on;
/// [`crate::store::Error::ChangedMeanwhile`] when its rows were changed since;
/// [`crate::store::Error::NotFound`] when there is no such entry.
pub fn undo(database: &mut Database, sequence: i64, author: &Author) -> Result<Committed<()>> {
    let entry = entry(database, sequence)?;
    let operation = Operation { undoes: Some(sequence), ..author.does("undone") };
    database.commit(operation, |tx| {
        for (year, subject) in rating::years_of_entry(tx, sequence)? {
            if rating::decision(tx, year, subject)?.is_some() {
                return Err(Error::refused(Field::Year, Kind::YearDecided { year }));
            }
        }
        tx.describe(words(tx, &entry)?);
        let regimes = rating::regime::all(tx)?;
        journal::invert(tx, sequence)?;
        super::regimes::check_since(tx, &regimes)
    })
}

fn words(tx: &Tx<'_>, entry: &Entry) -> Result<String> {
    Ok(match entry.undoes {
        None => fl!("journal-undone", what = entry.what.as_str()),
        Some(original) => {
            let original = journal::entry(tx, original)?;
            fl!("journal-redone", what = original.what.as_str())
        }
    })
}

/// The newest entries, the last one first.
///
/// # Errors
/// What the disk reports.
pub fn newest(database: &mut Database, limit: u32) -> Result<Vec<Entry>> {
    database.read(|tx| journal::newest(tx, limit).map_err(Error::from))
}

/// One entry.
///
/// # Errors
/// [`crate::store::Error::NotFound`].
pub fn entry(database: &mut Database, sequence: i64) -> Result<Entry> {
    database.read(|tx| journal::entry(tx, sequence).map_err(Error::from))
}

/// Number of the last entry, 0 before the first.
///
/// # Errors
/// What the disk reports.
pub fn last_sequence(database: &mut Database) -> Result<i64> {
    database.read(|tx| journal::last_sequence(tx).map_err(Error::from))
}

/// Undo and redo of one sitting: walks the operations made since the register was opened.
#[derive(Debug, Clone, Default)]
pub struct Sitting {
    done: Vec<i64>,
    undone: Vec<i64>,
}

impl Sitting {
    /// Notes an operation that a person made; what was undone before can't be redone any more.
    pub fn made(&mut self, sequence: i64) {
        self.done.push(sequence);
        self.undone.clear();
    }

    /// The operation that undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<i64> {
        self.done.last().copied()
    }

    /// The undoing operation that redo would take back.
    #[must_use]
    pub fn next_redo(&self) -> Option<i64> {
        self.undone.last().copied()
    }

    /// Notes that `by` undid the last operation.
    pub fn undone(&mut self, by: i64) {
        if self.done.pop().is_some() {
            self.undone.push(by);
        }
    }

    /// Notes that `by` redid the last undone operation.
    pub fn redone(&mut self, by: i64) {
        if self.undone.pop().is_some() {
            self.done.push(by);
        }
    }
}
