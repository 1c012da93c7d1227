//! The dialog that asks which document of the year's end is printed, and its making.

use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::widget::{column, row};

use crate::domain::code::coded;
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::Kind as Wrong;
use crate::domain::rating::Subject;
use crate::fl;
use crate::print::year_end::{self, BallotPapers, RatedList};
use crate::print::{Document, reports};
use crate::services::ratings::summary::{self, Layout, Span};
use crate::services::ratings::{ceiling, consequences};
use crate::services::{Database, Result, registers};
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice_named, press, text_field, tick};

coded! {
    /// What can be printed (domain.md D1), with the beginning of the file's name: without accents,
    /// file names travel through old systems.
    Kind {
        /// Ratings by years.
        ByYears = "xep-loai",
        /// Ballot papers.
        Ballots = "phieu-bieu-quyet",
        /// What all who are heard proposed.
        Proposals = "tong-hop-de-xuat",
        /// The record of counting the ballots.
        Counting = "bien-ban-kiem-phieu",
        /// The decision with its list.
        Decision = "quyet-dinh-xep-loai",
        /// Those not rated.
        NotRated = "chua-xep-loai",
        /// Where the ceiling stands.
        Ceilings = "ty-le-xuat-sac",
        /// What follows from ratings.
        Consequences = "khen-thuong-ra-soat",
    }
}

impl Kind {
    fn name(self) -> String {
        match self {
            Self::ByYears => fl!("ratings-print-by-years"),
            Self::Ballots => fl!("ratings-print-ballots"),
            Self::Proposals => fl!("ratings-print-proposals"),
            Self::Counting => fl!("ratings-print-counting"),
            Self::Decision => fl!("ratings-print-decision"),
            Self::NotRated => fl!("ratings-print-not-rated"),
            Self::Ceilings => fl!("ratings-print-ceilings"),
            Self::Consequences => fl!("ratings-print-consequences"),
        }
    }
}

/// What was made: a file name and the document; none when there is nobody to print.
pub type Printed = Option<(String, Arc<Document>)>;

/// The dialog.
#[derive(Debug, Clone)]
pub struct Paper {
    kind: Kind,
    subject: Subject,
    from: String,
    to: String,
    copies: String,
    shares_sheets: bool,
    problem: Option<Wrong>,
    is_empty: bool,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Another document was chosen.
    KindChosen(Kind),
    /// The number of ballot papers was typed.
    CopiesTyped(String),
    /// Whether a sheet has several papers.
    SharingTurned(bool),
    /// The first year was typed.
    FromTyped(String),
    /// The last year was typed.
    ToTyped(String),
    /// It is right so.
    Confirmed,
    /// It is not wanted.
    Cancelled,
    /// The document.
    Made(Result<Printed>),
}

impl Paper {
    /// The dialog, with the year that is shown.
    pub fn new(subject: Subject, year: i32) -> Self {
        let year = year.to_string();
        Self {
            kind: Kind::ByYears,
            subject,
            from: year.clone(),
            to: year,
            copies: "1".to_owned(),
            shares_sheets: false,
            problem: None,
            is_empty: false,
        }
    }

    /// Takes what was typed.
    pub fn type_in(&mut self, message: Message) {
        match message {
            Message::KindChosen(kind) => self.kind = kind,
            Message::CopiesTyped(typed) => self.copies = typed,
            Message::SharingTurned(shares) => self.shares_sheets = shares,
            Message::FromTyped(typed) => self.from = typed,
            Message::ToTyped(typed) => self.to = typed,
            Message::Confirmed | Message::Cancelled | Message::Made(_) => return,
        }
        (self.problem, self.is_empty) = (None, false);
    }

    /// Says that there is nothing to print.
    pub fn refuse_empty(&mut self) {
        self.is_empty = true;
    }

    /// What is to be done on the worker; none when what was typed is wrong.
    pub fn job(
        &mut self,
        unit: Option<UnitId>,
        context: &Context,
    ) -> Option<impl FnOnce(&mut Database) -> Result<Printed> + Send + use<>> {
        let years = self.years().map_err(|kind| self.problem = Some(kind)).ok()?;
        let copies = self.copies().map_err(|kind| self.problem = Some(kind)).ok()?;
        let order = Order {
            kind: self.kind,
            subject: self.subject,
            unit,
            years,
            papers: BallotPapers { copies, shares_sheets: self.shares_sheets },
        };
        let (tree, today) = (context.tree.clone(), context.author.today);
        Some(move |database: &mut Database| {
            let letterhead = registers::letterhead(database)?;
            let context = reports::Context { letterhead: &letterhead, units: &tree, today, subtitle: "" };
            let document = order.make(database, &context)?;
            Ok(document.map(|document| (order.file_name(), Arc::new(document))))
        })
    }

    fn copies(&self) -> std::result::Result<usize, Wrong> {
        if self.kind != Kind::Ballots {
            return Ok(1);
        }
        let most = year_end::MOST_COPIES;
        let wrong = Wrong::OutOfRange { min: 1, max: i64::try_from(most).unwrap_or(i64::MAX) };
        let copies = usize::try_from(number::parse_whole(&self.copies)?).unwrap_or(usize::MAX);
        if (1..=most).contains(&copies) { Ok(copies) } else { Err(wrong) }
    }

    fn years(&self) -> std::result::Result<(i32, i32), Wrong> {
        let from = year(&self.from)?;
        let to = if self.kind == Kind::ByYears { year(&self.to)? } else { from };
        let wrong = Wrong::OutOfRange { min: i64::from(from), max: super::LAST_YEAR.into() };
        if from <= to { Ok((from, to)) } else { Err(wrong) }
    }

    fn nothing(&self) -> String {
        match self.kind {
            Kind::ByYears => fl!("ratings-print-nothing"),
            _ => fl!("ratings-print-nobody"),
        }
    }

    /// The dialog.
    pub fn view<'a>(&self) -> Dialog<'a, Message> {
        let kind = choice_named(
            fl!("ratings-print-document"),
            Kind::ALL,
            Some(self.kind),
            |kind| kind.name(),
            Message::KindChosen,
        );
        let is_by_years = self.kind == Kind::ByYears;
        let first = if is_by_years { fl!("ratings-print-from") } else { fl!("ratings-print-year") };
        let mut years = row![text_field(first, &self.from).on_input(Message::FromTyped)];
        if is_by_years {
            years = years.push(text_field(fl!("ratings-print-to"), &self.to).on_input(Message::ToTyped));
        }
        if self.kind == Kind::Ballots {
            let copies = text_field(fl!("ratings-print-copies"), &self.copies);
            years = years.push(copies.on_input(Message::CopiesTyped));
        }
        let years = years.spacing(space::MEDIUM);
        let sharing = (self.kind == Kind::Ballots)
            .then(|| tick(fl!("ratings-print-sharing"), self.shares_sheets).on_turn(Message::SharingTurned));
        let problem = self.problem.as_ref().map(crate::ui::part::problems::beside);
        let problem = problem.or_else(|| self.is_empty.then(|| self.nothing()));
        let note = match problem {
            Some(words) => text::body(words).style(text::danger),
            None if is_by_years => text::caption(fl!("ratings-print-what")),
            None => text::caption(fl!("ratings-print-what-of-year")),
        };
        Dialog::new("ratings-print", fl!("ratings-print-title"), Message::Cancelled)
            .body(column![kind, years, note].push(sharing).spacing(space::MEDIUM))
            .button(
                press(text::body(fl!("common-cancel")))
                    .hint(Chord::key(Named::Escape).label())
                    .on_press(Message::Cancelled),
            )
            .button(
                press(text::body(fl!("common-print")))
                    .hint(Chord::key(Named::Enter).label())
                    .style(button::primary)
                    .on_press(Message::Confirmed),
            )
            .on_enter(Message::Confirmed)
    }
}

fn year(typed: &str) -> std::result::Result<i32, Wrong> {
    let (min, max) = (i64::from(super::FIRST_YEAR), i64::from(super::LAST_YEAR));
    let number = number::parse_whole(typed)?;
    let is_year = (min..=max).contains(&number);
    i32::try_from(number).ok().filter(|_| is_year).ok_or(Wrong::OutOfRange { min, max })
}

/// What was ordered.
#[derive(Debug, Clone, Copy)]
struct Order {
    kind: Kind,
    subject: Subject,
    unit: Option<UnitId>,
    years: (i32, i32),
    papers: BallotPapers,
}

impl Order {
    fn make(&self, database: &mut Database, context: &reports::Context<'_>) -> Result<Option<Document>> {
        let (subject, unit, (year, last)) = (self.subject, self.unit, self.years);
        let list = |database: &mut Database| RatedList::read(database, subject, year, unit);
        Ok(match self.kind {
            Kind::ByYears => {
                let span = Span { from: Some(year), to: Some(last), with_empty: false };
                let table = summary::by_year(database, subject, unit, span)?;
                (!table.years.is_empty()).then(|| reports::ratings_by_year(&table, Layout::Own, context))
            }
            Kind::Ballots => year_end::ballots(&list(database)?, self.papers, context),
            Kind::Proposals => {
                let list = list(database)?;
                let posts = list.posts(database)?;
                Some(year_end::proposals(&list, &posts, context))
            }
            Kind::Counting => year_end::counting(&list(database)?, context),
            Kind::Decision => Some(year_end::decision(&list(database)?, context)),
            Kind::NotRated => {
                let list = list(database)?;
                let admitted = list.admissions(database)?;
                Some(year_end::not_rated(&list, &admitted, context))
            }
            Kind::Ceilings => {
                Some(year_end::ceilings(&ceiling::basis(database, year, subject, unit)?, context))
            }
            Kind::Consequences => {
                let outcomes = consequences::report(database, year, unit)?;
                Some(year_end::consequences(year, &outcomes, context))
            }
        })
    }

    fn file_name(&self) -> String {
        let what = match self.subject {
            Subject::Member => "dang-vien",
            Subject::Unit => "to-chuc-dang",
        };
        let (kind, (from, to)) = (self.kind.code(), self.years);
        if from == to {
            format!("{kind}-{what}-{from}.pdf")
        } else {
            format!("{kind}-{what}-{from}-{to}.pdf")
        }
    }
}
