//! What can go wrong with the register's file, in kinds. Sentences are made in `crate::i18n`.

use std::sync::Arc;

use rusqlite::ErrorCode;

use crate::domain::user::Role;

/// Why the store could not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The database can't be read with its key, or its pages or rows contradict each other.
    #[error("the register's file is damaged")]
    Damaged,
    /// A database, but none of this program's.
    #[error("not a register of this program")]
    NotOurs,
    /// Written by a newer version of the program.
    #[error("made by a newer version: schema {found}, known {known}")]
    TooNew {
        /// Schema version of the file.
        found: i64,
        /// Newest schema this program knows.
        known: i64,
    },
    /// A released migration was edited: its checksum differs from the one in the file.
    #[error("migration {0} differs from the one that made this file")]
    MigrationChanged(i64),
    /// Another program has the file open.
    #[error("the register is open elsewhere")]
    Locked,
    /// The folder or the file can't be written.
    #[error("the register is read-only")]
    ReadOnly,
    /// No room is left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The file was moved away or removed while it was open, as with a stick that was pulled.
    #[error("the register's file is no longer where it was")]
    Gone,
    /// The medium refused to read or write.
    #[error("the medium failed")]
    Medium,
    /// A rule of the schema was broken.
    #[error("a rule of the database was broken: {0}")]
    Constraint(String),
    /// The rows are no longer as they were when the operation was made.
    #[error("the records were changed meanwhile")]
    ChangedMeanwhile,
    /// A record that was asked for does not exist.
    #[error("no such record")]
    NotFound,
    /// The role of the user who acts does not reach so far: the least one that may.
    #[error("only {} may do this", .0.code())]
    NotAllowed(Role),
    /// The register was closed or locked.
    #[error("the register is closed")]
    Closed,
    /// The job was stopped on request.
    #[error("interrupted")]
    Interrupted,
    /// A defect of the program; the transaction was rolled back.
    #[error("the worker stopped unexpectedly")]
    Internal,
    /// Anything else that SQLite reports.
    #[error("database: {0}")]
    Sql(Arc<rusqlite::Error>),
    /// A row's text that is no JSON, or no known code.
    #[error("a stored value can't be read: {0}")]
    Unreadable(String),
}

/// Result of the store.
pub type Result<T> = std::result::Result<T, Error>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure) => Self::Medium,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::ConstraintViolation) => Self::Constraint(error.to_string()),
            _ if matches!(error, rusqlite::Error::QueryReturnedNoRows) => Self::NotFound,
            _ => Self::Sql(Arc::new(error)),
        }
    }
}
