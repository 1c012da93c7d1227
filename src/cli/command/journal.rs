//! `journal` and `undo`.

use clap::{Args, Subcommand};
use serde_json::json;

use super::quotas::day;
use super::table::table;
use super::unit_if_named;
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::fl;
use crate::services::journal::{self, About, Line, Question, Whose};
use crate::services::users::Way;
use crate::services::{Author, Database, Result, history, readings, units};

/// What can be done with the journal.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// The newest entries.
    List(ListArgs),
    /// What an entry changed.
    Show {
        /// Number in the journal.
        #[arg(long, value_name = "N")]
        sequence: i64,
    },
    /// How a member's record looked.
    Record {
        /// Number of the member.
        #[arg(long, value_name = "ID", required_unless_present = "unit")]
        member: Option<i64>,
        /// Or the unit.
        #[arg(long, value_name = "CODE", conflicts_with = "member")]
        unit: Option<String>,
        /// At the end of which day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// Number and hash of the last entry.
    Head,
}

/// Which entries.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// How many at most.
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Words of what was done or of who did it.
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    /// Machine name of the operation, or its beginning.
    #[arg(long = "operation", value_name = "KIND")]
    journal_kind: Option<String>,
    /// Not before this day.
    #[arg(long = "since", value_name = "DATE")]
    journal_from: Option<String>,
    /// Not after this day.
    #[arg(long = "until", value_name = "DATE")]
    journal_to: Option<String>,
    /// Only what changed this member's record.
    #[arg(long, value_name = "ID")]
    member: Option<i64>,
    /// Only what changed this unit's record.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Only entries about this.
    #[arg(long, value_name = "WHAT", value_parser = coded(About::ALL, About::code))]
    about: Option<About>,
    /// Only entries of this person.
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
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
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        match self {
            Self::List(args) => list(args, database),
            Self::Show { sequence } => {
                let entry = history::entry(database, sequence)?;
                let details = journal::details(database, sequence)?;
                readings::note(database, Way::Terminal, &journal::numbers_of(&details.lines), author)?;
                let text = format!("{}\n{}", entry.what, changes(&details.lines));
                let data = json!({ "entry": entry, "rows": details.rows, "changes": details.lines });
                Ok(Answer::new(&data, text))
            }
            Self::Record { member, unit, on } => {
                let today = chrono::Local::now().date_naive();
                let on = on.as_deref().map(day).transpose()?.unwrap_or(today);
                let tree = units::tree(database)?;
                let unit = unit_if_named(&tree, unit.as_deref())?.map(|unit| Whose::Unit(unit.0));
                let whose = unit.unwrap_or(Whose::Member(member.unwrap_or_default()));
                let lines = journal::record_on(database, whose, on)?;
                readings::note(database, Way::Terminal, &journal::numbers_of(&lines), author)?;
                Ok(Answer::new(&json!({ "on": on, "fields": lines }), changes(&lines)))
            }
            Self::Head => {
                let head = journal::head(database)?;
                let text = format!("{} {}", head.sequence, head.hash);
                let data = json!({ "hash": head.hash, "short": head.short() });
                Ok(Answer { sequence: Some(head.sequence), ..Answer::new(&data, text) })
            }
        }
    }
}

fn list(args: ListArgs, database: &mut Database) -> Result<Answer> {
    let date = |typed: &Option<String>| typed.as_deref().map(day).transpose();
    let question = Question {
        text: args.search,
        kind: args.journal_kind,
        from: date(&args.journal_from)?.map(journal::beginning_of),
        to: date(&args.journal_to)?.map(journal::end_of),
        member: args.member,
        unit: unit_if_named(&units::tree(database)?, args.unit.as_deref())?.map(|unit| unit.0),
        tables: args.about.map(About::tables).unwrap_or_default(),
        who: args.who,
    };
    let mut found = journal::find(database, &question)?;
    let total = found.len();
    found.truncate(args.limit);
    let entries = journal::entries(database, &found)?;
    let titles =
        [fl!("cli-column-sequence"), fl!("cli-column-time"), fl!("cli-column-who"), fl!("cli-column-what")];
    let rows: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| {
            vec![entry.sequence.to_string(), entry.at.clone(), entry.who.clone(), entry.what.clone()]
        })
        .collect();
    Ok(Answer::new(&json!({ "total": total, "entries": entries }), table(&titles, &rows)))
}

fn changes(lines: &[Line]) -> String {
    let row =
        |line: &Line| vec![line.record.clone(), line.field.clone(), line.before.clone(), line.after.clone()];
    let titles = [
        fl!("journal-title-record"),
        fl!("journal-title-field"),
        fl!("journal-title-before"),
        fl!("journal-title-after"),
    ];
    table(&titles, &lines.iter().map(row).collect::<Vec<_>>())
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
