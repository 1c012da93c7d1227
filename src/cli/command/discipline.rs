//! `members discipline`: discipline of members and units, added, closed and listed.

use clap::Subcommand;
use serde_json::{Value, json};

use super::code_of;
use super::table::table;
use super::whom::WhomArgs;
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::date;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{DisciplineForm, DisciplineKind, Who};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::steps as said;
use crate::i18n::term::Words;
use crate::services::{Author, Database, Error, Result, ratings, units};

/// What can be done with discipline.
#[derive(Debug, Subcommand)]
pub enum DisciplineCommand {
    /// Lists that of a member or a unit.
    List {
        /// Of whom.
        #[command(flatten)]
        whom: WhomArgs,
    },
    /// Adds one.
    Add {
        /// Of whom.
        #[command(flatten)]
        whom: WhomArgs,
        /// The form.
        #[arg(long = "form", id = "discipline-form",
              value_parser = coded(DisciplineKind::ALL, DisciplineKind::code))]
        form: DisciplineKind,
        /// Day of the decision.
        #[arg(long, value_name = "DATE")]
        on: String,
        /// Number of the decision.
        #[arg(long, default_value = "", hide_default_value = true)]
        decision: String,
        /// Who decided.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        body: String,
        /// What for.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        words: String,
    },
    /// Notes the day on which one ended.
    Close {
        /// Of whom.
        #[command(flatten)]
        whom: WhomArgs,
        /// Which one, see the list.
        #[arg(long, value_name = "ROW")]
        row: i64,
        /// The day.
        #[arg(long, value_name = "DATE")]
        on: String,
    },
}

impl DisciplineCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        match self {
            Self::List { whom } => list(database, whom.find(&tree)?, &tree),
            Self::Add { whom, form, on, decision, body, words } => {
                let form = DisciplineForm {
                    form: Some(form),
                    decided_on: on,
                    decision,
                    body,
                    reason: words,
                    ended_on: String::new(),
                };
                let who = whom.find(&tree)?;
                let done = ratings::save_discipline(database, who, None, &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "id": id(who, &tree), "row": done.value })))
            }
            Self::Close { whom, row, on } => {
                let who = whom.find(&tree)?;
                let known = ratings::discipline_of(database, who)?;
                let known = known.iter().find(|discipline| discipline.id == row);
                let known = known.ok_or_else(|| Error::refused(Field::DisciplineForm, Kind::NotFound))?;
                let form = DisciplineForm { ended_on: on, ..DisciplineForm::from(&known.fields) };
                let done = ratings::save_discipline(database, who, Some(row), &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "id": id(who, &tree), "row": row })))
            }
        }
    }
}

/// A member's number, or a unit's code.
fn id(who: Who, tree: &UnitTree) -> Value {
    match who {
        Who::Member(member) => json!(member.0),
        Who::Unit(unit) => json!(code_of(tree, unit)),
    }
}

fn list(database: &mut Database, who: Who, tree: &UnitTree) -> Result<Answer> {
    let known = ratings::discipline_of(database, who)?;
    let titles = [
        fl!("cli-column-id"),
        sentence::field(Field::DisciplineForm),
        sentence::field(Field::DecidedOn),
        sentence::field(Field::Decision),
        sentence::field(Field::EndedOn),
    ];
    let lines: Vec<Vec<String>> = known
        .iter()
        .map(|discipline| {
            let fields = &discipline.fields;
            vec![
                discipline.id.to_string(),
                said::discipline(fields.form, Words::Screen),
                date::show(fields.decided_on),
                fields.decision.clone().unwrap_or_default(),
                fields.ended_on.map(date::show).unwrap_or_default(),
            ]
        })
        .collect();
    Ok(Answer::new(&json!({ "id": id(who, tree), "discipline": known }), table(&titles, &lines)))
}
