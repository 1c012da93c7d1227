//! `journal` and `undo`.

use clap::{Args, Subcommand};
use serde_json::json;

use super::table::table;
use crate::cli::answer::Answer;
use crate::fl;
use crate::services::{Author, Database, Result, history};

/// What can be done with the journal.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// The newest entries.
    List {
        /// How many at most.
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
    },
}

/// What is undone.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// Number in the journal.
    #[arg(long, value_name = "N")]
    sequence: i64,
}

impl JournalCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn run(self, database: &mut Database) -> Result<Answer> {
        let Self::List { limit } = self;
        let entries = history::newest(database, limit)?;
        let titles = [
            fl!("cli-column-sequence"),
            fl!("cli-column-time"),
            fl!("cli-column-who"),
            fl!("cli-column-what"),
        ];
        let rows: Vec<Vec<String>> = entries
            .iter()
            .map(|entry| {
                vec![entry.sequence.to_string(), entry.at.clone(), entry.who.clone(), entry.what.clone()]
            })
            .collect();
        Ok(Answer::new(&json!({ "entries": entries }), table(&titles, &rows)))
    }
}

impl UndoArgs {
    /// Undoes the entry.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let done = history::undo(database, self.sequence, author)?;
        Ok(Answer::changed(&done.changes, json!({ "undone": self.sequence })))
    }
}
