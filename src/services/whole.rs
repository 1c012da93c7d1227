//! A whole register as tables of texts, out and in again without loss. The journal stays: what
//! comes in is one operation of the register that it comes into.

use super::{Author, Committed, Database, Error, Result, backups};
use crate::domain::number;
use crate::fl;
use crate::store::backup::Reason;
use crate::store::exchange;

pub use crate::store::exchange::{Loaded, Whole};

/// Reads everything that is journalled, but the register's own name and identity.
///
/// # Errors
/// What the disk reports.
pub fn dump(database: &mut Database) -> Result<Vec<Whole>> {
    database.read(|tx| exchange::dump(tx).map_err(Error::from))
}

/// What taking tables in would do. It is done and rolled back: nothing is written.
///
/// # Errors
/// As [`load`].
pub fn rehearse(database: &mut Database, tables: &[Whole], author: &Author) -> Result<Loaded> {
    let mut found = None;
    let refused = database.with_room(|database| {
        database.commit(author.does("register_loaded"), |tx| -> Result<()> {
            found = Some(exchange::load(tx, tables)?);
            // An operation that fails leaves nothing behind.
            Err(crate::store::Error::Interrupted.into())
        })
    });
    match (found, refused) {
        (Some(loaded), _) => Ok(loaded),
        (None, Err(error)) => Err(error),
        (None, Ok(_)) => Ok(Loaded::default()),
    }
}

/// Takes tables in, as one operation behind a backup: rows that are there already change where they differ.
///
/// # Errors
/// `Unreadable` for what can't be stored or would break a rule of the records; nothing is then
/// written.
pub fn load(database: &mut Database, tables: &[Whole], author: &Author) -> Result<Committed<Loaded>> {
    backups::before(database, Reason::Import)?;
    database.with_room(|database| {
        database.commit(author.does("register_loaded"), |tx| {
            let loaded = exchange::load(tx, tables)?;
            tx.describe(fl!(
                "journal-register-loaded",
                new = number::count(loaded.new),
                changed = number::count(loaded.changed)
            ));
            Ok(loaded)
        })
    })
}
