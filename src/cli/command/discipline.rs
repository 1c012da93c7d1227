//! `members discipline`: discipline of members, added, closed and listed.

use clap::Subcommand;
use serde_json::json;

use super::table::table;
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::date;
use crate::domain::id::MemberId;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{DisciplineForm, DisciplineKind, Who};
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::steps as said;
use crate::i18n::term::Words;
use crate::services::{Author, Database, Error, Result, ratings};

/// What can be done with discipline.
#[derive(Debug, Subcommand)]
pub enum DisciplineCommand {
    /// Lists that of a member.
    List {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
    },
    /// Adds one.
    Add {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
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
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
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
        match self {
            Self::List { member } => list(database, MemberId(member)),
            Self::Add { member, form, on, decision, body, words } => {
                let form = DisciplineForm {
                    form: Some(form),
                    decided_on: on,
                    decision,
                    body,
                    reason: words,
                    ended_on: String::new(),
                };
                let who = Who::Member(MemberId(member));
                let done = ratings::save_discipline(database, who, None, &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "id": member, "row": done.value })))
            }
            Self::Close { member, row, on } => {
                let who = Who::Member(MemberId(member));
                let known = ratings::discipline_of(database, who)?;
                let known = known.iter().find(|discipline| discipline.id == row);
                let known = known.ok_or_else(|| Error::refused(Field::DisciplineForm, Kind::NotFound))?;
                let form = DisciplineForm { ended_on: on, ..DisciplineForm::from(&known.fields) };
                let done = ratings::save_discipline(database, who, Some(row), &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "id": member, "row": row })))
            }
        }
    }
}

fn list(database: &mut Database, member: MemberId) -> Result<Answer> {
    let known = ratings::discipline_of(database, Who::Member(member))?;
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
    Ok(Answer::new(&json!({ "id": member, "discipline": known }), table(&titles, &lines)))
}
