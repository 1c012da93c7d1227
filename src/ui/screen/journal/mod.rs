//! The journal tab: who did what and when, what each entry changed, and how a member's record
//! looked after it.
//!
//! The numbers of all entries that fit are kept; the entries themselves are read page by page as
//! they come into view, so that a journal of hundreds of thousands opens at once.

mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use iced::Task;

use super::{Event, Update};
use crate::domain::date;
use crate::fl;
use crate::i18n::sentence;
use crate::print::{self, Document};
use crate::services::journal::{self, Details, Entry, Head, Line, Question};
use crate::services::{Changes, Result};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::widget::{Dialog, Tone, focus_on, grid};

/// The grid's name for the focus.
pub const GRID: &str = "journal-grid";
/// The search's name for the focus.
const SEARCH: &str = "journal-search";
/// Entries that are read at a time.
const PAGE: usize = 200;
/// Most entries on paper.
const MOST_PRINTED: usize = 2_000;

/// The tab.
#[derive(Debug)]
pub struct Journal {
    text: String,
    from: String,
    to: String,
    /// The member whose entries alone are shown, with the name.
    member: Option<(i64, String)>,
    found: Vec<i64>,
    pages: BTreeMap<usize, Vec<Entry>>,
    asked: Vec<usize>,
    head: Option<Head>,
    list: grid::State,
    details: Option<(i64, Details)>,
    /// How a member's record looked after an entry.
    record: Option<(Entry, Vec<Line>)>,
    request: u64,
    is_printing: bool,
}

/// What was found, and the head of the chain.
pub type Found = (Vec<i64>, Head);
/// What was made: a file name and the document.
pub type Printed = Result<(String, Arc<Document>)>;

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The search was typed.
    Text(String),
    /// The first day was typed.
    From(String),
    /// The last day was typed.
    To(String),
    /// The answer to a question.
    Found(u64, Result<Found>),
    /// A page was read.
    Page(u64, usize, Result<Vec<Entry>>),
    /// In the list.
    Grid(grid::Event),
    /// What an entry changed was read.
    Detailed(i64, Result<Details>),
    /// Only entries of the member whose record the marked entry changed, or all again.
    MemberChosen,
    /// The member's record after the marked entry is wanted.
    RecordChosen,
    /// It was read.
    RecordRead(Entry, Result<Vec<Line>>),
    /// It is shut.
    RecordShut,
    /// The list is to be printed.
    PrintChosen,
    /// The document is laid out.
    Printed(Printed),
    /// The search is wanted.
    SearchAsked,
}

impl Journal {
    /// The tab, reading the newest entries.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut tab = Self {
            text: String::new(),
            from: String::new(),
            to: String::new(),
            member: None,
            found: Vec::new(),
            pages: BTreeMap::new(),
            asked: Vec::new(),
            head: None,
            list: grid::State::default(),
            details: None,
            record: None,
            request: 0,
            is_printing: false,
        };
        let task = tab.find(context);
        (tab, task)
    }

    /// Puts the focus where work begins: the grid.
    pub fn focus(&self) -> Task<Message> {
        focus_on(GRID)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Update<Message> {
        match message {
            Message::Text(typed) => self.text = typed,
            Message::From(typed) => self.from = typed,
            Message::To(typed) => self.to = typed,
            Message::Found(request, result) => return self.answered(request, result, context),
            Message::Page(request, page, Ok(entries)) if request == self.request => {
                self.pages.insert(page, entries);
                return Update::task(self.read_details(context));
            }
            Message::Page(request, _, Err(error)) if request == self.request => return problem(&error),
            Message::Page(..) => return Update::none(),
            Message::Grid(event) => {
                self.list.apply(&event);
                return Update::task(Task::batch([self.read_pages(context), self.read_details(context)]));
            }
            Message::Detailed(sequence, Ok(details)) => {
                if self.marked() == Some(sequence) {
                    self.details = Some((sequence, details));
                }
                return Update::none();
            }
            Message::Detailed(_, Err(error)) | Message::RecordRead(_, Err(error)) => return problem(&error),
            Message::MemberChosen => {
                self.member = if self.member.is_some() { None } else { self.member_of_marked() };
            }
            Message::RecordChosen => return Update::task(self.read_record(context)),
            Message::RecordRead(entry, Ok(lines)) => {
                self.record = Some((entry, lines));
                return Update::none();
            }
            Message::RecordShut => {
                self.record = None;
                return Update::none();
            }
            Message::PrintChosen => return Update::task(self.print(context)),
            Message::Printed(result) => {
                self.is_printing = false;
                return match result {
                    Ok((name, document)) => Update::event(Event::Printed(name, document)),
                    Err(error) => problem(&error),
                };
            }
            Message::SearchAsked => return Update::task(focus_on(SEARCH)),
        }
        self.list.to_top();
        Update::task(self.find(context))
    }

    /// The question; a day that can't be understood bounds nothing, and its field says so.
    fn question(&self) -> Question {
        let day = |typed: &str| date::parse_day(typed).ok();
        Question {
            text: self.text.clone(),
            kind: None,
            from: day(&self.from).map(journal::beginning_of),
            to: day(&self.to).map(journal::end_of),
            member: self.member.as_ref().map(|(member, _)| *member),
        }
    }

    fn find(&mut self, context: &Context) -> Task<Message> {
        self.request += 1;
        let (request, question) = (self.request, self.question());
        context.ask(
            move |database| Ok((journal::find(database, &question)?, journal::head(database)?)),
            move |result| Message::Found(request, result),
        )
    }

    fn answered(&mut self, request: u64, result: Result<Found>, context: &Context) -> Update<Message> {
        if request != self.request {
            return Update::none();
        }
        match result {
            Ok((found, head)) => {
                self.found = found;
                self.head = Some(head);
                self.pages.clear();
                self.asked.clear();
                self.details = None;
                Update::task(self.read_pages(context))
            }
            Err(error) => problem(&error),
        }
    }

    /// Reads the pages that are seen and not read yet.
    fn read_pages(&mut self, context: &Context) -> Task<Message> {
        let seen = self.list.visible();
        let (first, last) = (seen.start / PAGE, seen.end.max(1).div_ceil(PAGE));
        let request = self.request;
        let mut tasks = Vec::new();
        for page in first..=last {
            let from = page * PAGE;
            if from >= self.found.len() || self.asked.contains(&page) {
                continue;
            }
            self.asked.push(page);
            let wanted = self.found[from..(from + PAGE).min(self.found.len())].to_vec();
            tasks.push(context.ask(
                move |database| journal::entries(database, &wanted),
                move |result| Message::Page(request, page, result),
            ));
        }
        Task::batch(tasks)
    }

    fn entry(&self, row: usize) -> Option<&Entry> {
        self.pages.get(&(row / PAGE))?.get(row % PAGE)
    }

    fn marked(&self) -> Option<i64> {
        self.found.get(self.list.cursor().unwrap_or_default()).copied()
    }

    fn marked_entry(&self) -> Option<&Entry> {
        self.entry(self.list.cursor().unwrap_or_default())
    }

    fn read_details(&self, context: &Context) -> Task<Message> {
        let Some(sequence) = self.marked() else { return Task::none() };
        if self.details.as_ref().is_some_and(|(shown, _)| *shown == sequence) {
            return Task::none();
        }
        context.ask(
            move |database| journal::details(database, sequence),
            move |result| Message::Detailed(sequence, result),
        )
    }

    fn member_of_marked(&self) -> Option<(i64, String)> {
        let (_, details) = self.details.as_ref()?;
        let line = details.lines.iter().find(|line| line.member.is_some())?;
        Some((line.member?, line.record.clone()))
    }

    fn read_record(&self, context: &Context) -> Task<Message> {
        let (Some(entry), Some((member, _))) = (self.marked_entry().cloned(), self.member_of_marked()) else {
            return Task::none();
        };
        let sequence = entry.sequence;
        context.ask(
            move |database| journal::member_at(database, member, sequence),
            move |result| Message::RecordRead(entry.clone(), result),
        )
    }

    fn print(&mut self, context: &Context) -> Task<Message> {
        if self.is_printing || self.found.is_empty() {
            return Task::none();
        }
        self.is_printing = true;
        let total = self.found.len();
        let wanted = self.found[..total.min(MOST_PRINTED)].to_vec();
        context.ask(
            move |database| {
                let entries = journal::entries(database, &wanted)?;
                let head = journal::head(database)?;
                Ok(("nhat-ky.pdf".to_owned(), Arc::new(print::journal(&entries, total, &head))))
            },
            Message::Printed,
        )
    }

    /// The tab's content.
    pub fn view<'a>(&'a self, _context: &'a Context) -> Element<'a, Message> {
        view::tab(self)
    }

    /// The open dialog: a member's record as it was.
    pub fn dialog(&self, _context: &Context) -> Option<Dialog<'_, Message>> {
        self.record.as_ref().map(|(entry, lines)| view::record(entry, lines))
    }

    /// The tab's keys.
    pub fn keys(&self, _context: &Context) -> Vec<Bind<Message>> {
        let has_member = self.member_of_marked().is_some();
        let only = match &self.member {
            Some(_) => fl!("journal-all-members"),
            None => fl!("journal-only-member"),
        };
        vec![
            Bind::new(Chord::ctrl('f'), Message::SearchAsked).named(fl!("journal-search")),
            Bind::keyless(Message::MemberChosen).named(only).when(has_member || self.member.is_some()),
            Bind::keyless(Message::RecordChosen).named(fl!("journal-record")).when(has_member),
            Bind::new(Chord::ctrl('p'), Message::PrintChosen)
                .named(fl!("common-print"))
                .when(!self.found.is_empty()),
        ]
    }

    /// Something was done: the journal has an entry more.
    pub fn invalidate(&mut self, _changes: Option<&Changes>, context: &Context) -> Task<Message> {
        self.find(context)
    }

    /// Drops all that is shown.
    pub fn forget(&mut self) {
        self.found.clear();
        self.pages.clear();
        self.asked.clear();
        self.details = None;
        self.record = None;
        self.member = None;
        self.is_printing = false;
        // An answer that is still under way belongs to nobody.
        self.request += 1;
    }
}

fn problem(error: &crate::services::Error) -> Update<Message> {
    Update::event(Event::Notice(Tone::Problem, sentence::error(error)))
}
