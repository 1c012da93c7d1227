//! What a person does: one function for each use case. Every change goes through here: checked,
//! in one transaction, journalled, undoable. The window and the terminal call the same functions,
//! on the worker's thread, with the database in hand.

pub mod backups;
pub mod columns;
pub mod directory;
mod error;
pub mod filling;
pub mod history;
pub mod imports;
pub mod inspection;
pub mod journal;
pub mod lists;
pub mod members;
pub mod papers;
mod progress;
pub mod quotas;
pub mod ratings;
pub mod readings;
pub mod regimes;
pub mod registers;
pub mod salvage;
pub mod sample;
mod step;
pub mod units;
pub mod users;
pub mod whole;

use chrono::NaiveDate;

pub use crate::store::{Changes, Committed, Database, Db, Table};
pub use error::{Error, Result};
pub use progress::Progress;
pub use step::Step;

use crate::domain::problem::Problem;
use crate::store::journal::Operation;

/// Who acts, and on which day: the day that "not in the future" is measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Name for the journal: the account of the person at the computer.
    pub name: String,
    /// Today.
    pub today: NaiveDate,
}

impl Author {
    /// The person at this computer, today.
    #[must_use]
    pub fn here() -> Self {
        let name = ["SOCHIBO_USER", "USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        Self { name: name.unwrap_or_default(), today: chrono::Local::now().date_naive() }
    }

    fn does(&self, kind: &'static str) -> Operation {
        Operation { kind, who: self.name.clone(), undoes: None }
    }
}

/// A committed value with the warnings found on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved<T> {
    /// What was saved.
    pub value: T,
    /// Worth a look, though saved.
    pub warnings: Vec<Problem>,
}
