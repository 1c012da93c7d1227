//! What was read of the numbers by which persons are known.

use rusqlite::params;

use crate::domain::code::coded;
use crate::store::error::Result;
use crate::store::tx::Tx;

coded! {
    /// On which way full numbers were seen.
    Way {
        /// Shown in the window.
        Window = "window",
        /// On paper.
        Print = "print",
        /// In a file.
        Export = "export",
        /// At a terminal.
        Terminal = "terminal",
    }
}

/// Notes that the full numbers of these members were seen. The numbers themselves are not noted.
///
/// # Errors
/// What the disk reports.
pub fn note_reading(tx: &Tx<'_>, way: Way, members: &[i64]) -> Result<()> {
    let list = serde_json::to_string(members).unwrap_or_default();
    tx.connection.execute(
        "INSERT INTO number_reading (way, count, members) VALUES (?1, ?2, ?3)",
        params![way.code(), i64::try_from(members.len()).unwrap_or(i64::MAX), list],
    )?;
    Ok(())
}
