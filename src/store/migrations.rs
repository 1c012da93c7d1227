//! Bringing a file to the newest schema: append-only SQL files, applied once, with checksums.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use super::journal;

/// The migrations, oldest first. A released one is never edited or taken out.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_initial.sql"),
    include_str!("../../migrations/0002_lists.sql"),
    include_str!("../../migrations/0003_year_end.sql"),
    include_str!("../../migrations/0004_exchange.sql"),
    include_str!("../../migrations/0005_candidates.sql"),
    include_str!("../../migrations/0006_users.sql"),
    include_str!("../../migrations/0007_badges.sql"),
];

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
    if from == NEWEST { Ok(()) } else { apply(connection, from, MIGRATIONS) }
}

/// Brings a file at version `from` to the last of `migrations`.
fn apply(connection: &mut Connection, from: i64, migrations: &[&str]) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    journal::drop_triggers(&transaction)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (
             version  INTEGER PRIMARY KEY,
             checksum BLOB NOT NULL CHECK (length(checksum) = 32)
         ) STRICT;",
    )?;
    let mut newest = from;
    for (version, sql) in numbered(migrations).filter(|(version, _)| *version > from) {
        transaction.execute_batch(sql)?;
        transaction.execute(
            "INSERT INTO migration (version, checksum) VALUES (?1, ?2)",
            params![version, checksum(sql)],
        )?;
        newest = version;
    }
    journal::install_triggers(&transaction)?;
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    Ok(())
}

fn numbered<'a>(migrations: &[&'a str]) -> impl Iterator<Item = (i64, &'a str)> {
    (1..).zip(migrations.iter().copied())
}

fn check_checksums(connection: &Connection, upto: i64) -> Result<()> {
    for (version, sql) in numbered(MIGRATIONS).filter(|(version, _)| *version <= upto) {
        let stored: Option<Vec<u8>> = connection
            .query_row("SELECT checksum FROM migration WHERE version = ?1", [version], |row| row.get(0))
            .optional()?;
        if stored != Some(checksum(sql)) {
            return Err(Error::MigrationChanged(version));
        }
    }
    Ok(())
}

/// Git may check the files out with other line ends on Windows; they don't count.
fn checksum(sql: &str) -> Vec<u8> {
    Sha256::digest(sql.replace("\r\n", "\n")).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(connection: &Connection) -> Vec<(String, Option<String>)> {
        let mut statement =
            connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY type, name").unwrap();
        statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(std::result::Result::unwrap)
            .collect()
    }

    #[test]
    fn a_file_of_any_older_version_becomes_as_a_fresh_one() {
        let mut fresh = Connection::open_in_memory().unwrap();
        run(&mut fresh).unwrap();
        assert_eq!(version(&fresh).unwrap(), NEWEST);
        for old in 1..=MIGRATIONS.len() {
            let mut file = Connection::open_in_memory().unwrap();
            apply(&mut file, 0, &MIGRATIONS[..old]).unwrap();
            run(&mut file).unwrap();
            assert_eq!(schema(&file), schema(&fresh), "from version {old}");
            assert_eq!(version(&file).unwrap(), NEWEST);
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_the_file_as_it_was() {
        let mut file = Connection::open_in_memory().unwrap();
        run(&mut file).unwrap();
        let before = schema(&file);
        let broken = [MIGRATIONS, &["CREATE TABLE half (id INTEGER PRIMARY KEY); SELECT nonsense;"]].concat();
        assert!(apply(&mut file, NEWEST, &broken).is_err());
        assert_eq!(schema(&file), before);
        assert_eq!(version(&file).unwrap(), NEWEST);
    }
}
