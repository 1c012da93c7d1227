//! `quota`: yearly targets and the term.

use clap::{Args, Subcommand};
use serde_json::json;

use super::unit_named;
use crate::cli::answer::Answer;
use crate::domain::problem::Field;
use crate::domain::quota::TermForm;
use crate::services::{Author, Database, Result, quotas, units};

/// What can be done with quotas.
#[derive(Debug, Subcommand)]
pub enum QuotaCommand {
    /// Sets a unit's target for a year.
    Set {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The year.
        #[arg(long)]
        year: i32,
        /// The target.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        target: String,
    },
    /// Sets a unit's term.
    Term(TermArgs),
}

/// A term.
#[derive(Debug, Args)]
pub struct TermArgs {
    /// The unit.
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// First year.
    #[arg(long, value_name = "YEAR")]
    from: String,
    /// Last year.
    #[arg(long, value_name = "YEAR")]
    to: String,
    /// Target of the resolution.
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    target: String,
    /// Number and date of the resolution.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    resolution: String,
}

impl QuotaCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        match self {
            Self::Set { unit, year, target } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let done = quotas::set_target(database, id, year, &target, author)?;
                Ok(Answer::changed(&done.changes, json!({ "unit": unit, "year": year })))
            }
            Self::Term(TermArgs { unit, from, to, target, resolution }) => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let form = TermForm { from_year: from, to_year: to, resolution_target: target, resolution };
                let done = quotas::set_term(database, id, &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "unit": unit })))
            }
        }
    }
}
