//! Why a use case could not be done.

use crate::domain::problem::{Field, Kind, Problem};
use crate::store::{self, backup, workspace};

/// Why a use case could not be done. Sentences are made in `crate::i18n::sentence`.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// What was entered has problems; at least one is an error.
    #[error("{} problems with what was entered", .0.len())]
    Refused(Vec<Problem>),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The register's folder and keys.
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    /// A password that is not good enough.
    #[error("the password is not good enough: {0:?}")]
    Password(workspace::password::Refusal),
    /// A backup.
    #[error(transparent)]
    Backup(backup::Error),
    /// The password is that of a user who is closed, or whom the register does not know.
    #[error("the user is closed")]
    UserClosed,
    /// There is nothing to undo or redo.
    #[error("nothing to undo")]
    NothingToUndo,
}

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

impl From<Vec<Problem>> for Error {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Refused(problems)
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(vec![problem])
    }
}

impl Error {
    /// A refusal with one problem.
    #[must_use]
    pub fn refused(field: Field, kind: Kind) -> Self {
        Problem::error(field, kind).into()
    }
}

impl From<backup::Error> for Error {
    fn from(error: backup::Error) -> Self {
        match error {
            backup::Error::Workspace(error) => Self::Workspace(error),
            backup::Error::Store(error) => Self::Store(error),
            other => Self::Backup(other),
        }
    }
}
