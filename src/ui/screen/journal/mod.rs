//! The journal tab: who did what and when, what each entry changed, how a record looked after it or
//! on a day, and undoing an entry of whichever sitting.
//!
//! The numbers of all entries that fit are kept; the entries themselves are read page by page as
//! they come into view, so that a journal of hundreds of thousands opens at once.

mod record;
mod view;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use iced::Task;

use record::Record;

use super::{Event, Update};
use crate::domain::date;
use crate::domain::id::MemberId;
use crate::domain::user::is_final;
use crate::fl;
use crate::i18n::sentence;
use crate::print::{self, Document};
use crate::services::journal::{self, About, Details, Entry, Line, Question, Whose};
use crate::services::{Changes, Committed, Result, history};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::part::numbers::{self, Noted, Numbers};
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
    /// The record whose entries alone are shown, with its name.
    only: Option<(Whose, String)>,
    about: Option<About>,
    who: Option<String>,
    authors: Vec<String>,
    found: Vec<i64>,
    pages: BTreeMap<usize, Vec<Entry>>,
    asked: Vec<usize>,
    list: grid::State,
    details: Option<(i64, Details)>,
    record: Option<Record>,
    request: u64,
    is_printing: bool,
    numbers: Numbers,
    /// The entry to be marked once the list is read anew: others may have come above it.
    kept: Option<i64>,
    /// Nobody has marked an entry: the newest one is marked, whichever that is.
    is_newest: bool,
}

/// What was found, and everybody who ever did something.
pub type Found = (Vec<i64>, Vec<String>);
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
    /// Only entries about this, or about everything.
    About(Option<About>),
    /// Only entries of this person, or of everybody.
    Who(Option<String>),
    /// Only entries of the record that the marked entry changed, or all again.
    MemberChosen,
    /// The record after the marked entry is wanted.
    RecordChosen,
    /// In the dialog of the record.
    Record(record::Message),
    /// The marked entry is to be undone.
    UndoChosen,
    /// It was, or not.
    Undone(Result<Committed<()>>),
    /// What the marked entry changed is to be printed.
    ChangesPrinted,
    /// The list is to be printed.
    PrintChosen,
    /// The document is laid out.
    Printed(Printed),
    /// The search is wanted.
    SearchAsked,
    /// The numbers that are shown are to be unmasked, or masked again.
    NumbersAsked,
    /// That they are seen was noted, or not.
    NumbersNoted(Noted),
}

impl Journal {
    /// The tab, reading the newest entries.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut tab = Self {
            text: String::new(),
            from: String::new(),
            to: String::new(),
            only: None,
            about: None,
            who: None,
            authors: Vec::new(),
            found: Vec::new(),
            pages: BTreeMap::new(),
            asked: Vec::new(),
            list: grid::State::default(),
            details: None,
            record: None,
            request: 0,
            is_printing: false,
            numbers: Numbers::default(),
            kept: None,
            is_newest: true,
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
                let before = self.marked();
                self.list.apply(&event);
                self.is_newest &= !matches!(event, grid::Event::Selected(..));
                if self.marked() != before {
                    self.numbers.hide();
                }
                return Update::task(Task::batch([self.read_pages(context), self.read_details(context)]));
            }
            Message::Detailed(sequence, Ok(details)) => {
                if self.marked() == Some(sequence) {
                    self.details = Some((sequence, details));
                }
                return Update::none();
            }
            Message::Detailed(_, Err(error)) => return problem(&error),
            Message::About(about) => self.about = about,
            Message::Who(who) => self.who = who,
            Message::MemberChosen => {
                self.only = if self.only.is_some() { None } else { self.record_of_marked() };
            }
            Message::RecordChosen => return self.open_record(context),
            Message::Record(message) => return self.record_said(message, context),
            Message::UndoChosen => return Update::task(self.undo(context)),
            Message::Undone(Ok(done)) => return Update::event(Event::Committed(done.changes)),
            Message::Undone(Err(error)) => return problem(&error),
            Message::ChangesPrinted => return Update::task(self.print_changes(context)),
            Message::PrintChosen => return Update::task(self.print(context)),
            Message::Printed(result) => {
                self.is_printing = false;
                return match result {
                    Ok((name, document)) => Update::event(Event::Printed(name, document)),
                    Err(error) => problem(&error),
                };
            }
            Message::SearchAsked => return Update::task(focus_on(SEARCH)),
            Message::NumbersAsked => return Update::task(self.turn_numbers(context)),
            Message::NumbersNoted(noted) => {
                self.kept = self.marked();
                return match self.numbers.take(noted) {
                    Ok(changes) => Update::event(Event::Noted(changes)),
                    Err(error) => problem(&error),
                };
            }
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
            member: self.only.as_ref().and_then(|(whose, _)| whose.member()),
            unit: self.only.as_ref().and_then(|(whose, _)| whose.unit()),
            tables: self.about.map(About::tables).unwrap_or_default(),
            who: self.who.clone(),
        }
    }

    fn find(&mut self, context: &Context) -> Task<Message> {
        self.request += 1;
        let (request, question) = (self.request, self.question());
        context.ask(
            move |database| Ok((journal::find(database, &question)?, journal::authors(database)?)),
            move |result| Message::Found(request, result),
        )
    }

    fn answered(&mut self, request: u64, result: Result<Found>, context: &Context) -> Update<Message> {
        if request != self.request {
            return Update::none();
        }
        match result {
            Ok((found, authors)) => {
                let kept = self.kept.take().and_then(|kept| found.iter().position(|one| *one == kept));
                self.is_newest &= kept.is_none();
                // The buttons act on the row that is marked.
                if !found.is_empty() {
                    self.list.go_to(kept.unwrap_or_default());
                }
                self.found = found;
                self.authors = authors;
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

    /// The first record that the marked entry changed, with its name.
    fn record_of_marked(&self) -> Option<(Whose, String)> {
        let (_, details) = self.details.as_ref()?;
        let whose = |line: &Line| match (line.member, line.unit) {
            (Some(member), _) => Some(Whose::Member(member)),
            (None, Some(unit)) => Some(Whose::Unit(unit)),
            (None, None) => None,
        };
        details.lines.iter().find_map(|line| Some((whose(line)?, line.record.clone())))
    }

    fn open_record(&mut self, context: &Context) -> Update<Message> {
        let (Some(entry), Some((whose, name))) = (self.marked_entry().cloned(), self.record_of_marked())
        else {
            return Update::none();
        };
        let (record, task) = Record::new((whose, name), entry, context);
        self.record = Some(record);
        Update::task(task.map(Message::Record))
    }

    fn record_said(&mut self, message: record::Message, context: &Context) -> Update<Message> {
        let Some(record) = &mut self.record else { return Update::none() };
        match message {
            record::Message::Shut => {
                self.record = None;
                self.numbers.hide();
                Update::none()
            }
            record::Message::Read(_, Err(error)) => problem(&error),
            record::Message::NumbersAsked => Update::task(self.turn_numbers(context)),
            record::Message::PrintChosen => {
                let print = record.print(&self.numbers, context);
                self.is_printing = true;
                Update::task(print)
            }
            message => Update::task(record.update(message, context).map(Message::Record)),
        }
    }

    /// The lines that are seen: of the record that is open, or of the marked entry.
    fn seen(&self) -> &[Line] {
        match (&self.record, &self.details) {
            (Some(record), _) => record.lines(),
            (None, Some((_, details))) => &details.lines,
            (None, None) => &[],
        }
    }

    /// Whether numbers are seen that are masked; none where there are none.
    fn masks_numbers(&self, context: &Context) -> Option<bool> {
        let whose = journal::numbers_of(self.seen());
        (!whose.is_empty()).then(|| whose.iter().any(|member| self.numbers.are_masked(*member, context)))
    }

    fn turn_numbers(&mut self, context: &Context) -> Task<Message> {
        match self.masks_numbers(context) {
            Some(true) => {
                self.is_newest = false;
                let whose = journal::numbers_of(self.seen());
                self.numbers.show(whose, context).map(Message::NumbersNoted)
            }
            Some(false) | None => {
                self.numbers.hide();
                Task::none()
            }
        }
    }

    /// Whether the marked entry can be tried to be undone.
    fn can_undo(&self) -> bool {
        self.marked_entry().is_some_and(|entry| !is_final(&entry.kind))
    }

    fn undo(&self, context: &Context) -> Task<Message> {
        let Some(sequence) = self.marked().filter(|_| self.can_undo()) else { return Task::none() };
        let author = context.author.clone();
        context.ask(move |database| history::undo(database, sequence, &author), Message::Undone)
    }

    /// The marked entry with old and new values on paper.
    fn print_changes(&mut self, context: &Context) -> Task<Message> {
        let (Some(entry), Some((_, details))) = (self.marked_entry().cloned(), self.details.clone()) else {
            return Task::none();
        };
        if self.is_printing {
            return Task::none();
        }
        self.is_printing = true;
        let lines: Vec<Line> =
            details.lines.iter().map(|line| shown(line, &self.numbers, context).into_owned()).collect();
        context.ask(
            move |database| {
                let head = journal::head(database)?;
                let document = print::journal_changes(&entry, &lines, &head);
                Ok(("muc-nhat-ky.pdf".to_owned(), Arc::new(document)))
            },
            Message::Printed,
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
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        view::tab(self, context)
    }

    /// The open dialog: a record as it was.
    pub fn dialog(&self, context: &Context) -> Option<Dialog<'_, Message>> {
        let masks = self.masks_numbers(context).filter(|_| context.masks_numbers);
        let record = self.record.as_ref()?;
        Some(record.view((&self.numbers, masks), context).map(Message::Record))
    }

    /// The tab's keys.
    pub fn keys(&self, context: &Context) -> Vec<Bind<Message>> {
        let masks = self.masks_numbers(context);
        let numbers = numbers::bind(masks.unwrap_or(true), Message::NumbersAsked, context);
        let has_record = self.record_of_marked().is_some();
        let only = match &self.only {
            Some(_) => fl!("journal-all-members"),
            None => fl!("journal-only-member"),
        };
        let binds = vec![
            Bind::new(Chord::ctrl('f'), Message::SearchAsked).named(fl!("journal-search")),
            Bind::keyless(Message::MemberChosen).named(only).when(has_record || self.only.is_some()),
            Bind::keyless(Message::RecordChosen).named(fl!("journal-record")).when(has_record),
            Bind::keyless(Message::UndoChosen).named(fl!("journal-undo")).when(self.can_undo()),
            Bind::keyless(Message::ChangesPrinted)
                .named(fl!("journal-print-changes"))
                .when(self.details.is_some()),
            Bind::new(Chord::ctrl('p'), Message::PrintChosen)
                .named(fl!("common-print"))
                .when(!self.found.is_empty()),
        ];
        binds.into_iter().chain(numbers.map(|bind| bind.when(masks.is_some()))).collect()
    }

    /// Something was done: the journal has an entry more.
    pub fn invalidate(&mut self, _changes: Option<&Changes>, context: &Context) -> Task<Message> {
        if !self.is_newest {
            self.kept = self.kept.or(self.list.cursor().and(self.marked()));
        }
        self.find(context)
    }

    /// Drops all that is shown.
    pub fn forget(&mut self) {
        self.found.clear();
        self.pages.clear();
        self.asked.clear();
        self.details = None;
        self.record = None;
        self.only = None;
        self.who = None;
        self.authors.clear();
        self.is_printing = false;
        self.numbers.hide();
        // An answer that is still under way belongs to nobody.
        self.request += 1;
    }
}

/// A line as it is seen: with its number masked, or not.
fn shown<'a>(line: &'a Line, numbers: &Numbers, context: &Context) -> Cow<'a, Line> {
    let is_masked = |member: i64| numbers.are_masked(MemberId(member), context);
    match line.is_number && line.member.is_none_or(is_masked) {
        true => Cow::Owned(line.masked()),
        false => Cow::Borrowed(line),
    }
}

fn problem(error: &crate::services::Error) -> Update<Message> {
    Update::event(Event::Notice(Tone::Problem, sentence::error(error)))
}
