//! `lists`: lists of members that have a name.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::members::{ListArgs, filter};
use super::table::table;
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::fl;
use crate::i18n::term::Words;
use crate::services::columns::MemberColumn;
use crate::services::lists::{self, SavedList};
use crate::services::{Author, Database, Result, units};

/// The lists, or what is done with one.
#[derive(Debug, Args)]
pub struct ListsArgs {
    #[command(subcommand)]
    command: Option<ListsCommand>,
}

/// What can be done with a list.
#[derive(Debug, Subcommand)]
pub enum ListsCommand {
    /// Saves one; one of the same name is replaced.
    Save {
        /// Its name.
        #[arg(long)]
        name: String,
        /// Who, and in which order.
        #[command(flatten)]
        who: ListArgs,
        /// Columns.
        #[arg(long, value_delimiter = ',', value_parser = coded(MemberColumn::ALL, MemberColumn::code))]
        columns: Vec<MemberColumn>,
    },
    /// Gives one another name.
    Rename {
        /// Its name.
        #[arg(long)]
        name: String,
        /// The new name.
        #[arg(long, id = "new-name", value_name = "NAME")]
        to: String,
    },
    /// Takes one away.
    Remove {
        /// Its name.
        #[arg(long)]
        name: String,
    },
}

impl ListsArgs {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        match self.command {
            None => answer(database),
            Some(ListsCommand::Save { name, who, columns }) => {
                let tree = units::tree(database)?;
                let columns = if columns.is_empty() { MemberColumn::DEFAULT.to_vec() } else { columns };
                let filter = filter(&who, &tree)?;
                let list = SavedList { name, filter, columns, sort: vec![(who.sort, who.desc)] };
                let done = lists::save(database, &list, author)?;
                Ok(Answer::changed(&done.changes, json!({ "name": list.name })))
            }
            Some(ListsCommand::Rename { name, to }) => {
                let done = lists::rename(database, &name, &to, author)?;
                Ok(Answer::changed(&done.changes, json!({ "name": to })))
            }
            Some(ListsCommand::Remove { name }) => {
                let done = lists::remove(database, &name, author)?;
                Ok(Answer::changed(&done.changes, json!({ "name": name })))
            }
        }
    }
}

fn answer(database: &mut Database) -> Result<Answer> {
    let all = lists::all(database)?;
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|list| {
            let titles: Vec<String> = list.columns.iter().map(|column| column.title(Words::Screen)).collect();
            vec![list.name.clone(), titles.join(", ")]
        })
        .collect();
    let text = table(&[fl!("field-name"), fl!("cli-lists-columns")], &rows);
    let lists: Vec<Value> = all.iter().map(|list| serde_json::to_value(list).unwrap_or_default()).collect();
    Ok(Answer::new(&json!({ "total": lists.len(), "lists": lists }), text))
}
