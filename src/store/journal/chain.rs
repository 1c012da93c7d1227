//! The chain of hashes: each entry's hash covers its content, its changes and the hash before.

use rusqlite::Row;
use sha2::{Digest, Sha256};

use super::START;
use crate::store::error::Result;
use crate::store::tx::Tx;

/// The hash of an entry as it stands in the file.
///
/// # Errors
/// What the disk reports.
pub fn hash_of(tx: &Tx<'_>, sequence: i64) -> Result<[u8; 32]> {
    let mut digest = Sha256::new();
    tx.connection
        .prepare_cached(
            "SELECT previous_hash, sequence, at, who, kind, what, undoes FROM journal WHERE sequence = ?1",
        )?
        .query_row([sequence], |row| feed(&mut digest, row, 7))?;
    let mut statement = tx.connection.prepare_cached(
        "SELECT table_name, row_id, before, after FROM journal_change WHERE sequence = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([sequence])?;
    while let Some(row) = rows.next()? {
        feed(&mut digest, row, 4)?;
    }
    Ok(digest.finalize().into())
}

/// Feeds columns with their lengths, so that moving a letter from one to the next is seen.
fn feed(digest: &mut Sha256, row: &Row<'_>, columns: usize) -> rusqlite::Result<()> {
    for column in 0..columns {
        let value = row.get_ref(column)?;
        let number;
        let bytes = match value {
            rusqlite::types::ValueRef::Null => {
                digest.update([0]);
                continue;
            }
            rusqlite::types::ValueRef::Integer(value) => {
                number = value.to_le_bytes();
                number.as_slice()
            }
            rusqlite::types::ValueRef::Real(value) => {
                number = value.to_le_bytes();
                number.as_slice()
            }
            rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => bytes,
        };
        digest.update([1]);
        digest.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        digest.update(bytes);
    }
    Ok(())
}

/// Whether an entry is as it was when it was closed.
///
/// # Errors
/// What the disk reports.
pub fn is_whole(tx: &Tx<'_>, sequence: i64) -> Result<bool> {
    let stored: Vec<u8> = tx
        .connection
        .prepare_cached("SELECT hash FROM journal WHERE sequence = ?1")?
        .query_row([sequence], |row| row.get(0))?;
    Ok(stored == hash_of(tx, sequence)?)
}

/// Walks the whole chain; the numbers of the entries that do not fit.
///
/// # Errors
/// What the disk reports.
pub fn verify(tx: &Tx<'_>) -> Result<Vec<i64>> {
    let mut statement =
        tx.connection.prepare("SELECT sequence, previous_hash, hash FROM journal ORDER BY sequence")?;
    let mut rows = statement.query([])?;
    let mut wrong = Vec::new();
    let mut previous = START.to_vec();
    let mut next = 1;
    while let Some(row) = rows.next()? {
        let sequence: i64 = row.get(0)?;
        let before: Vec<u8> = row.get(1)?;
        let stored: Option<Vec<u8>> = row.get(2)?;
        let computed = hash_of(tx, sequence)?;
        if sequence != next || before != previous || stored.as_deref() != Some(computed.as_slice()) {
            wrong.push(sequence);
        }
        previous = stored.unwrap_or_default();
        next = sequence + 1;
    }
    Ok(wrong)
}
