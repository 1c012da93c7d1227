//! Bringing a file to the newest schema: append-only SQL files, applied once, with checksums.

use rusqlite::{Connection, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use super::journal;

/// The migrations, oldest first. A released one is never edited or taken out.
const MIGRATIONS: &[&str] =
    &[include_str!("../../migrations/0001_initial.sql"), include_str!("../../migrations/0002_lists.sql")];

/// The schema that this program writes.
pub const NEWEST: i64 = MIGRATIONS.len() as i64;

/// The schema version of a file.
///
/// # Errors
/// [`Error::TooNew`] for one made by a newer program.
pub fn version(connection: &Connection) -> Result<i64> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > NEWEST { Err(Error::TooNew { found, known: NEWEST }) } else { Ok(found) }
}

/// Applies what is missing, all in one transaction, and writes the journal's triggers anew.
///
/// # Errors
/// [`Error::TooNew`], [`Error::MigrationChanged`], and what the disk reports.
pub fn run(connection: &mut Connection) -> Result<()> {
    let from = version(connection)?;
    check_checksums(connection, from)?;
    if from == NEWEST {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    journal::drop_triggers(&transaction)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (
             version  INTEGER PRIMARY KEY,
             checksum BLOB NOT NULL CHECK (length(checksum) = 32)
         ) STRICT;",
    )?;
    for (version, sql) in numbered().filter(|(version, _)| *version > from) {
        transaction.execute_batch(sql)?;
        transaction.execute(
            "INSERT INTO migration (version, checksum) VALUES (?1, ?2)",
            params![version, checksum(sql)],
        )?;
    }
    journal::install_triggers(&transaction)?;
    transaction.pragma_update(None, "user_version", NEWEST)?;
    transaction.commit()?;
    Ok(())
}

fn numbered() -> impl Iterator<Item = (i64, &'static str)> {
    (1..).zip(MIGRATIONS.iter().copied())
}

fn check_checksums(connection: &Connection, upto: i64) -> Result<()> {
    for (version, sql) in numbered().filter(|(version, _)| *version <= upto) {
        let stored: Vec<u8> = connection
            .query_row("SELECT checksum FROM migration WHERE version = ?1", [version], |row| row.get(0))
            .map_err(|_| Error::MigrationChanged(version))?;
        if stored != checksum(sql) {
            return Err(Error::MigrationChanged(version));
        }
    }
    Ok(())
}

/// Git may check the files out with other line ends on Windows; they don't count.
fn checksum(sql: &str) -> Vec<u8> {
    Sha256::digest(sql.replace("\r\n", "\n")).to_vec()
}
