//! What the tab prints, and the dialog in which one of it is chosen.

use std::sync::Arc;

use iced::Length;
use iced::widget::column;

use super::{GRID, Message as TabMessage, Quotas, Update, problem};
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::fl;
use crate::print::page::Document;
use crate::print::{self, reports};
use crate::services::quotas::{self, Allocation, Basis, Reach};
use crate::services::registers::Letterhead;
use crate::services::{Author, Database, Result, registers};
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::screen::Event;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, focus_on, press};

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// What each unit admitted in the year, up to the day of the sheet.
    ByUnit,
    /// The years of the term, with the chart.
    Years,
    /// How the target of the chosen unit is handed down.
    Allocation,
}

/// A file's name and the document.
pub type Printed = Result<(String, Arc<Document>)>;

impl Quotas {
    /// Asks what is to be printed.
    pub(super) fn ask_paper(&mut self) {
        self.asks_paper = self.sheet.is_some() && !self.is_printing;
    }

    /// Nothing is to be printed.
    pub(super) fn leave_paper(&mut self) -> Update<TabMessage> {
        self.asks_paper = false;
        Update::task(focus_on(GRID))
    }

    /// Lays a document out.
    pub(super) fn print(&mut self, paper: Paper, context: &Context) -> Update<TabMessage> {
        self.asks_paper = false;
        let Some(sheet) = self.sheet.as_ref().filter(|_| !self.is_printing) else { return Update::none() };
        let first = sheet.years.first().map_or(self.year, |year| year.year);
        let last = sheet.years.last().map_or(self.year, |year| year.year);
        let asked = Asked {
            paper,
            unit: context.unit,
            year: self.year,
            until: self.until,
            behind_first: self.behind_first,
            span: (first, last),
        };
        let handed = self.selected.filter(|_| paper == Paper::Allocation);
        self.is_printing = true;
        let (author, tree) = (context.author.clone(), context.tree.clone());
        let subtitle = handed.or(context.unit).map(|unit| context.unit_name(unit).to_owned());
        let task = context.ask(
            move |db| {
                let letterhead = registers::letterhead(db)?;
                let setting = setting(&letterhead, &tree, &author, subtitle.as_deref());
                asked.make(db, (handed, &author), &setting)
            },
            TabMessage::Printed,
        );
        Update::task(iced::Task::batch([focus_on(GRID), task]))
    }

    /// Lays out a sheet on which a target is being handed down.
    pub(super) fn print_allocation(
        &mut self,
        allocation: Allocation,
        context: &Context,
    ) -> Update<TabMessage> {
        if self.is_printing {
            return Update::none();
        }
        self.is_printing = true;
        let (author, tree) = (context.author.clone(), context.tree.clone());
        let subtitle = context.unit_name(allocation.unit).to_owned();
        Update::task(context.ask(
            move |db| {
                let letterhead = registers::letterhead(db)?;
                let setting = setting(&letterhead, &tree, &author, Some(&subtitle));
                let document = print::quotas::allocation(&allocation, &setting);
                Ok((allocation_name(allocation.year), Arc::new(document)))
            },
            TabMessage::Printed,
        ))
    }

    /// Takes the document.
    pub(super) fn printed(&mut self, result: Printed) -> Update<TabMessage> {
        self.is_printing = false;
        match result {
            Ok((name, document)) => Update::event(Event::Printed(name, document)),
            Err(error) => problem(&error),
        }
    }

    /// The dialog in which the document is chosen.
    pub(super) fn paper_dialog<'a>(&'a self, context: &'a Context) -> Option<Dialog<'a, TabMessage>> {
        let sheet = self.sheet.as_ref().filter(|_| self.asks_paper)?;
        let day = date::show(sheet.day);
        let by_unit = fl!("quotas-print-by-unit", year = sheet.year.to_string(), day = day);
        let handed = self.selected.filter(|unit| context.tree.scope(Some(*unit)).len() > 1);
        let allocation = match handed {
            Some(unit) => fl!("quotas-print-allocation", unit = context.unit_name(unit)),
            None => fl!("quotas-print-allocation-none"),
        };
        let one = |words: String, id: &'static str, paper: Option<Paper>| {
            press(text::body(words))
                .icon(Icon::Print)
                .id(id)
                .width(Length::Fill)
                .on_press_maybe(paper.map(TabMessage::PaperChosen))
        };
        let body = column![
            one(by_unit, "print-by-unit", Some(Paper::ByUnit)),
            one(fl!("quotas-print-years"), "print-years", Some(Paper::Years)),
            one(allocation, "print-allocation", handed.map(|_| Paper::Allocation)),
        ]
        .spacing(space::SMALL);
        let leave = press(text::body(fl!("common-cancel"))).hint("Esc").on_press(TabMessage::PaperLeft);
        Some(
            Dialog::new("quota-paper", fl!("quotas-print"), TabMessage::PaperLeft)
                .body(body)
                .first("print-by-unit")
                .button(leave),
        )
    }
}

/// A document that was asked for.
struct Asked {
    paper: Paper,
    unit: Option<UnitId>,
    year: i32,
    until: Option<chrono::NaiveDate>,
    /// Whether the units are printed in the order that the tab shows.
    behind_first: bool,
    span: (i32, i32),
}

impl Asked {
    fn make(
        &self,
        database: &mut Database,
        (handed, author): (Option<UnitId>, &Author),
        setting: &reports::Context<'_>,
    ) -> Printed {
        let (first, last) = self.span;
        match (self.paper, handed) {
            (Paper::ByUnit, _) | (Paper::Allocation, None) => {
                let mut sheet = quotas::sheet_on(database, self.year, self.unit, self.until, author)?;
                if self.behind_first {
                    sheet.put_behind_first();
                }
                let name = format!("ket-nap-theo-don-vi-{}.pdf", self.year);
                Ok((name, Arc::new(print::quotas::admissions_by_unit(&sheet, setting))))
            }
            (Paper::Years, _) => {
                let report = quotas::report(database, self.unit, (Some(first), Some(last)), author)?;
                Ok((years_name(first, last), Arc::new(print::quotas::admissions(&report, setting))))
            }
            (Paper::Allocation, Some(unit)) => {
                let at = (unit, self.year);
                let sheet = quotas::propose(database, at, Basis::ByHand, Reach::Children)?;
                Ok((allocation_name(self.year), Arc::new(print::quotas::allocation(&sheet, setting))))
            }
        }
    }
}

fn setting<'a>(
    letterhead: &'a Letterhead,
    units: &'a crate::domain::unit::UnitTree,
    author: &Author,
    subtitle: Option<&'a str>,
) -> reports::Context<'a> {
    reports::Context { letterhead, units, today: author.today, subtitle: subtitle.unwrap_or_default() }
}

/// Plain letters, which every system and stick can keep.
fn years_name(first: i32, last: i32) -> String {
    if first == last { format!("ket-nap-{first}.pdf") } else { format!("ket-nap-{first}-{last}.pdf") }
}

fn allocation_name(year: i32) -> String {
    format!("phan-bo-chi-tieu-{year}.pdf")
}
