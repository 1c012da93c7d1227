//! Backups: one file with a consistent, encrypted copy of the database, the sealed keys, and a
//! manifest of figures and hashes.
//!
//! The register waits only while its file is copied. The copy is then opened with the key and
//! looked over, packed, read again from the disk, and only after that the backup gets its name.

mod container;
mod error;
mod restore;
mod shelf;
mod take;
mod thinning;
mod verify;

use serde::{Deserialize, Serialize};

pub use container::FORMAT;
pub use error::{Error, Result};
pub use restore::{Opened, finish_interrupted, in_place, open, restore};
pub use shelf::{Kept, Shelf};
pub use take::{Copied, Source, copy_checked};
pub use thinning::{Dated, NEWEST, NEWEST_IN_DISORDER, surplus};
pub use verify::Facts;

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A person asked for it.
    Asked,
    /// The register was closed.
    Closing,
    /// Half an hour of work went by.
    Working,
    /// The database was about to get a newer schema.
    Migration,
    /// Many records were about to be brought in.
    Import,
}

/// What is in a backup. It is not encrypted: figures only, no names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the file, 1.
    pub format: u64,
    /// The program's version.
    pub program: String,
    /// The register's identity, as a UUID is written.
    pub register: String,
    /// Its number among this register's backups.
    pub number: u64,
    /// UTC, RFC 3339, as the clock said.
    pub taken_at: String,
    /// Why.
    pub reason: Reason,
    /// Schema, journal and counts.
    #[serde(flatten)]
    pub facts: Facts,
    /// SHA-256 of `keys.toml`, hexadecimal.
    pub keys_sha256: String,
    /// SHA-256 of `data.db`, hexadecimal.
    pub data_sha256: String,
}
