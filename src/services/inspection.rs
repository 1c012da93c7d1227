//! Looking the register over.

use serde::Serialize;

use super::{Database, Error, Result};
use crate::store::integrity::{self, Finding};
use crate::store::journal;

/// The result of looking the register over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// Last number of the journal.
    pub sequence: i64,
    /// What was found wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

/// Looks at every page, index, reference, journal entry and rule.
///
/// # Errors
/// What keeps the file from being read at all.
pub fn inspect(database: &mut Database) -> Result<Inspection> {
    database.read(|tx| -> Result<Inspection> {
        Ok(Inspection {
            findings: integrity::check(tx).map_err(Error::from)?,
            // Its table may be what is damaged.
            sequence: journal::last_sequence(tx).unwrap_or_default(),
        })
    })
}
