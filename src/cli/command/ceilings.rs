//! `ratings raise` and `ratings deciding`: what the ceiling depends on besides its regulation.

use clap::Args;
use serde_json::json;

use super::unit_named;
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::problem::Field;
use crate::domain::rating::Subject;
use crate::domain::rating::ceiling::Deciding;
use crate::services::ratings::ceiling::{self, RaiseForm, RaisePlace};
use crate::services::{Author, Database, Result, units};

/// The decision that raises a ceiling.
#[derive(Debug, Args)]
pub struct RaiseArgs {
    /// The year.
    #[arg(long)]
    year: i32,
    /// The unit; all below it are meant too.
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Members or units.
    #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
    subject: Subject,
    /// Number of the decision.
    #[arg(long, required_unless_present = "remove")]
    decision: Option<String>,
    /// Day of the decision.
    #[arg(long, value_name = "DATE", required_unless_present = "remove")]
    on: Option<String>,
    /// Takes it away.
    #[arg(long, conflicts_with_all = ["decision", "on"])]
    remove: bool,
}

impl RaiseArgs {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        let unit = unit_named(&tree, &self.unit, Field::Unit)?;
        let place = RaisePlace { year: self.year, subject: self.subject, unit };
        let form = (!self.remove).then(|| RaiseForm {
            decision: self.decision.unwrap_or_default(),
            on: self.on.unwrap_or_default(),
        });
        let done = ceiling::raise(database, place, form.as_ref(), author)?;
        Ok(Answer::changed(&done.changes, json!({ "year": self.year, "unit": self.unit })))
    }
}

/// Which level decides.
#[derive(Debug, Args)]
pub struct DecidingArgs {
    /// The level.
    #[arg(long, value_parser = coded(Deciding::ALL, Deciding::code))]
    by: Deciding,
}

impl DecidingArgs {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let done = ceiling::set_deciding(database, self.by, author)?;
        Ok(Answer::changed(&done.changes, json!({ "by": self.by })))
    }
}
