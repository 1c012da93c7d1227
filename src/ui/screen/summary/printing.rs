//! The table on paper.

use std::sync::Arc;

use super::{Event, Message, Read, Summary, Update, problem};
use crate::domain::rating::Subject;
use crate::print::{Document, reports};
use crate::services::{Result, registers};
use crate::ui::context::Context;

/// What was made: a file name and the document.
pub type Printed = Result<(String, Arc<Document>)>;

impl Summary {
    /// Lays out the table that is shown.
    pub(super) fn print(&mut self, context: &Context) -> Update<Message> {
        let Some(read) = self.read.clone().filter(|_| !self.is_printing && !self.table.rows.is_empty())
        else {
            return Update::none();
        };
        self.is_printing = true;
        let (layout, today, tree) = (self.layout, context.author.today, context.tree.clone());
        Update::task(context.ask(
            move |db| {
                let letterhead = registers::letterhead(db)?;
                let setting = reports::Context { letterhead: &letterhead, units: &tree, today, subtitle: "" };
                let document = match &read {
                    Read::Units(read) => reports::ratings_by_unit(read, &setting),
                    Read::Years(read) => reports::ratings_by_year(read, layout, &setting),
                };
                Ok((file_name(&read), Arc::new(document)))
            },
            Message::Printed,
        ))
    }

    /// Lays out what was found in a printed table.
    pub(super) fn print_comparison(&mut self, context: &Context) -> Update<Message> {
        if self.is_printing || self.compare.is_empty() {
            return Update::none();
        }
        self.is_printing = true;
        let (cells, found) = (self.compare.table(), self.compare.comparison().clone());
        let (today, tree) = (context.author.today, context.tree.clone());
        Update::task(context.ask(
            move |db| {
                let letterhead = registers::letterhead(db)?;
                let setting = reports::Context { letterhead: &letterhead, units: &tree, today, subtitle: "" };
                let document = reports::comparison(&cells, &found, &setting);
                Ok(("doi-chieu-bang-so-lieu.pdf".to_owned(), Arc::new(document)))
            },
            Message::Printed,
        ))
    }

    pub(super) fn printed(&mut self, result: Printed) -> Update<Message> {
        self.is_printing = false;
        match result {
            Ok((name, document)) => Update::event(Event::Printed(name, document)),
            Err(error) => problem(&error),
        }
    }
}

/// Plain letters, which every system and stick can keep.
fn file_name(read: &Read) -> String {
    let (subject, from, to) = match read {
        Read::Units(read) => (read.subject, read.year, read.year),
        Read::Years(read) => {
            let year =
                |line: Option<&crate::services::ratings::summary::YearLine>| line.map_or(0, |line| line.year);
            (read.subject, year(read.years.first()), year(read.years.last()))
        }
    };
    let what = match subject {
        Subject::Member => "tong-hop-xep-loai-dang-vien",
        Subject::Unit => "tong-hop-xep-loai-to-chuc-dang",
    };
    if from == to { format!("{what}-{from}.pdf") } else { format!("{what}-{from}-{to}.pdf") }
}
