//! Why a backup was not taken, read or restored.

use std::io;
use std::path::Path;

use crate::store::{self, workspace};

/// Why a backup was not taken, read or restored.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The file is no backup of this program.
    #[error("not a backup of this program")]
    NotABackup,
    /// The backup was changed or cut since it was written, or what was just written can't be read.
    #[error("the backup is damaged")]
    Damaged,
    /// The register that was to be backed up is damaged itself.
    #[error("the register is damaged")]
    SourceDamaged,
    /// Of a format that only a newer program knows.
    #[error("a backup of a newer format: {found}")]
    TooNew {
        /// The format's number.
        found: u64,
    },
    /// A backup of another register than the one it was to replace.
    #[error("a backup of another register")]
    AnotherRegister,
    /// The register's folder, keys or the disk.
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Result with backups.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(super) fn reading(path: &Path, error: &io::Error) -> Self {
        workspace::Error::reading(path, error).into()
    }

    pub(super) fn writing(path: &Path, error: &io::Error) -> Self {
        workspace::Error::writing(path, error).into()
    }
}
