//! The table on paper.

use std::sync::Arc;

use super::{Event, Message, Read, Summary, Update, problem};
use crate::domain::rating::Subject;
use crate::print::{Document, reports, year_end};
use crate::services::ratings::summary::YearLine;
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
        let (layout, subject) = (self.layout, self.subject);
        let (today, tree) = (context.author.today, context.tree.clone());
        Update::task(context.ask(
            move |db| {
                let letterhead = registers::letterhead(db)?;
                let setting = reports::Context { letterhead: &letterhead, units: &tree, today, subtitle: "" };
                let document = match &read {
                    Read::Units(read) => reports::ratings_by_unit(read, &setting),
                    Read::Years(read) => reports::ratings_by_year(read, layout, &setting),
                    Read::Follows(year, read) => {
                        let mut shown = read.clone();
                        shown.retain(|outcome| outcome.rule.subject == subject);
                        year_end::consequences(*year, &shown, &setting)
                    }
                };
                Ok((file_name(&read, subject), Arc::new(document)))
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
fn file_name(read: &Read, subject: Subject) -> String {
    let (from, to) = match read {
        Read::Units(read) => (read.year, read.year),
        Read::Years(read) => {
            let year = |line: Option<&YearLine>| line.map_or(0, |line| line.year);
            (year(read.years.first()), year(read.years.last()))
        }
        Read::Follows(year, _) => (*year, *year),
    };
    let what = match read {
        Read::Units(_) | Read::Years(_) => "tong-hop-xep-loai",
        Read::Follows(..) => "khen-thuong-ra-soat",
    };
    let whom = match subject {
        Subject::Member => "dang-vien",
        Subject::Unit => "to-chuc-dang",
    };
    if from == to { format!("{what}-{whom}-{from}.pdf") } else { format!("{what}-{whom}-{from}-{to}.pdf") }
}
