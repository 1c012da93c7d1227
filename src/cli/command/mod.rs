//! The commands: each calls a use case and puts its result into words and JSON.

pub mod backups;
mod badge;
mod ceilings;
pub mod compare;
mod discipline;
mod export;
mod filling;
mod import;
mod journal;
mod lists;
mod member_json;
mod members;
mod quota_json;
mod quotas;
mod rating_steps;
mod rating_summaries;
mod rating_totals;
mod ratings;
mod regimes;
pub mod register;
mod reports;
mod table;
mod units;
pub mod users;
mod whom;
mod year_reports;

use clap::Subcommand;

use super::answer::{Answer, Failure};
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind};
use crate::domain::unit::UnitTree;
use crate::services::{Author, Database, Error, Result};

/// A command inside an open register.
#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    /// What the register is.
    Info,
    /// Looks the register over.
    Check {
        /// Acknowledges that operations are missing first: from then on they are told no more.
        #[arg(long)]
        acknowledge_loss: bool,
    },
    /// Units.
    #[command(subcommand)]
    Units(units::UnitsCommand),
    /// Members.
    #[command(subcommand)]
    Members(members::MembersCommand),
    /// Ratings.
    #[command(subcommand)]
    Ratings(ratings::RatingsCommand),
    /// The rules of rating.
    #[command(subcommand)]
    Regimes(regimes::RegimesCommand),
    /// Quotas.
    #[command(subcommand)]
    Quota(quotas::QuotaCommand),
    /// Reports.
    Report(reports::ReportArgs),
    /// Takes a spreadsheet in.
    Import(import::ImportArgs),
    /// Writes members or figures into a file.
    #[command(subcommand)]
    Export(export::ExportCommand),
    /// Lists that have a name.
    Lists(lists::ListsArgs),
    /// The journal.
    #[command(subcommand)]
    Journal(journal::JournalCommand),
    /// Undoes an entry of the journal.
    Undo(journal::UndoArgs),
}

impl RegisterCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database) -> std::result::Result<Answer, Failure> {
        let author = Author::here();
        match self {
            Self::Info => Ok(register::info(database)?),
            Self::Check { acknowledge_loss } => Ok(register::check(database, acknowledge_loss, &author)?),
            Self::Units(command) => Ok(command.run(database, &author)?),
            Self::Members(command) => Ok(command.run(database, &author)?),
            Self::Ratings(command) => Ok(command.run(database, &author)?),
            Self::Regimes(command) => command.run(database, &author),
            Self::Quota(command) => Ok(command.run(database, &author)?),
            Self::Report(report) => report.run(database, &author),
            Self::Import(import) => import.run(database, &author),
            Self::Export(export) => export.run(database, &author),
            Self::Lists(lists) => Ok(lists.run(database, &author)?),
            Self::Journal(command) => Ok(command.run(database, &author)?),
            Self::Undo(undo) => Ok(undo.run(database, &author)?),
        }
    }
}

/// The unit with this code.
///
/// # Errors
/// A refusal under `field` when there is none.
pub fn unit_named(tree: &UnitTree, code: &str, field: Field) -> Result<UnitId> {
    let code = crate::domain::text::tidy(code);
    tree.by_code(&code).map(|node| node.unit.id).ok_or_else(|| Error::refused(field, Kind::NotFound))
}

/// The same for a code that need not be given.
fn unit_if_named(tree: &UnitTree, code: Option<&str>) -> Result<Option<UnitId>> {
    code.map(|code| unit_named(tree, code, Field::Unit)).transpose()
}

/// A unit's code, for answers.
fn code_of(tree: &UnitTree, unit: UnitId) -> &str {
    tree.node(unit).map_or("", |node| &node.unit.fields.code)
}
