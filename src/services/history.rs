//! Undo, redo, and reading the journal.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::ratings::locks::Locks;
use super::{Author, Error, Result};
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{Subject, last_day};
use crate::domain::user::is_final;
use crate::fl;
use crate::store::journal::{self, Entry, Operation};
use crate::store::{Committed, Database, Tx, rating};

/// Undoes an entry of the journal, as an entry of its own. Undoing an undo is redo.
///
/// # Errors
/// [`Error::Refused`] when it changed users or noted a reading; when it rated something in a year that is decided since, or when rules would
/// change that such a year rests on;
/// [`crate::store::Error::ChangedMeanwhile`] when its rows were changed since;
/// [`crate::store::Error::NotFound`] when there is no such entry.
pub fn undo(database: &mut Database, sequence: i64, author: &Author) -> Result<Committed<()>> {
    let entry = entry(database, sequence)?;
    if is_final(&entry.kind) {
        return Err(Error::refused(Field::User, Kind::CannotBeUndone));
    }
    let operation = Operation { undoes: Some(sequence), ..author.does("undone") };
    database.commit(operation, |tx| {
        check_locks(tx, sequence)?;
        tx.describe(words(tx, &entry)?);
        let regimes = rating::regime::all(tx)?;
        journal::invert(tx, sequence)?;
        super::regimes::check_since(tx, &regimes)
    })
}

/// Refuses to take back what was rated in a part of a year that is decided since.
fn check_locks(tx: &Tx<'_>, sequence: i64) -> Result<()> {
    let own = rating::decided_by_entry(tx, sequence)?;
    let mut locks: HashMap<(i32, Subject), Locks> = HashMap::new();
    for rated in rating::rated_by_entry(tx, sequence)? {
        let sheet = (rated.year, rated.subject);
        if own.iter().any(|(year, subject, _)| (*year, *subject) == sheet) {
            continue;
        }
        let unit = match rated.member {
            Some(member) => rating::unit_on_books(tx, member, last_day(rated.year))?.map(|(unit, _)| unit),
            None => rated.unit,
        };
        let locks = match locks.entry(sheet) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(place) => place.insert(Locks::read(tx, rated.year, rated.subject)?),
        };
        locks.check(unit)?;
    }
    Ok(())
}

/// A decision that is taken back opens its year again, without the reason that reopening asks
/// for: the journal says so.
fn words(tx: &Tx<'_>, entry: &Entry) -> Result<String> {
    if let [(year, _, number)] = rating::decided_by_entry(tx, entry.sequence)?.as_slice() {
        return Ok(fl!("journal-decision-undone", year = year.to_string(), number = number.as_str()));
    }
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
