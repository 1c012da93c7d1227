//! The names that fields suggest, from the register's editable lists.

use std::collections::HashMap;

use crate::services::registers;
use crate::services::{Database, Result};

/// The lists, by the names that the register gives them.
#[derive(Debug, Clone, Default)]
pub struct Lists(HashMap<&'static str, Vec<String>>);

const LISTS: [&str; 6] =
    ["ethnicity", "religion", "general_education", "professional_level", "theory_level", "work_group"];

impl Lists {
    /// Reads them.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn read(database: &mut Database) -> Result<Self> {
        LISTS
            .into_iter()
            .map(|list| Ok((list, registers::choices(database, list)?)))
            .collect::<Result<_>>()
            .map(Self)
    }

    /// A list; empty before it was read.
    #[must_use]
    pub fn get(&self, list: &str) -> &[String] {
        self.0.get(list).map(Vec::as_slice).unwrap_or_default()
    }
}
