//! A step over many cells: all of it is stored as one operation, or nothing, and then it is told
//! of each cell why.

use super::{Error, Result};
use crate::store::journal::Operation;
use crate::store::{self, Committed, Database, Tx};

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<T, R> {
    /// All of it is stored.
    Done(Committed<T>),
    /// Nothing is stored because of these.
    Refused(Vec<R>),
}

/// Why a step ends before its end.
pub(super) enum Halt<R> {
    Refused(Vec<R>),
    Failed(Error),
}

impl<R> From<store::Error> for Halt<R> {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl<R> From<Error> for Halt<R> {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Makes a step as one operation.
pub(super) fn step<T, R>(
    database: &mut Database,
    operation: Operation,
    change: impl FnOnce(&Tx<'_>) -> std::result::Result<T, Halt<R>>,
) -> Result<Step<T, R>> {
    match database.commit(operation, change) {
        Ok(committed) => Ok(Step::Done(committed)),
        Err(Halt::Refused(refusals)) => Ok(Step::Refused(refusals)),
        Err(Halt::Failed(error)) => Err(error),
    }
}
