//! The quotas tab: the admission targets of a year for the chosen unit and all below it, typed
//! on the grid as in a spreadsheet, and beside it the term with its figures.
//!
//! What is typed belongs to a unit and a year (see `targets`); what is shown is read anew after
//! each change, and an answer that is no longer waited for is dropped by its number.

mod finding;
mod targets;
mod term;
mod view;

use std::sync::Arc;

use chrono::Datelike;
use iced::Task;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use self::targets::{Targets, place_of};
use self::term::Editor;
use super::{Event, Update};
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::fl;
use crate::i18n::sentence;
use crate::print::{Document, reports};
use crate::services::quotas::{self, QuotaRow, QuotaSheet, TargetRefusal};
use crate::services::{Changes, Result, Step, Table, registers};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::part::{arranged, grid_words, paste_preview};
use crate::ui::widget::grid::{self, Find, Found, Spot, State};
use crate::ui::widget::{Dialog, Tone, focus_on};

/// The grid's name for the focus.
pub const GRID: &str = "quotas-grid";
/// The grid's columns in the settings.
const COLUMNS: &str = "quotas";
/// The year's name for the focus.
const YEAR: &str = "quotas-year";

/// The quotas tab.
#[derive(Debug, Default)]
pub struct Quotas {
    year: i32,
    /// The year as it is typed.
    year_typed: String,
    sheet: Option<QuotaSheet>,
    list: State,
    find: Find,
    /// The cell that was found last: the cursor is in its row.
    found: Option<Spot>,
    /// The unit of the cursor.
    selected: Option<UnitId>,
    targets: Targets,
    term: Option<Editor>,
    is_printing: bool,
    requests: u64,
    /// The number of the last reading.
    reading: u64,
}

/// What a person asks for by key or button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The year before.
    YearBefore,
    /// The year after.
    YearAfter,
    /// The year's field.
    Year,
    /// The term.
    Term,
    /// The report of admissions.
    Print,
}

/// What happens on the tab.
#[derive(Debug, Clone)]
pub enum Message {
    /// The grid said something.
    Grid(grid::Event),
    /// Something is looked for.
    Find(Found),
    /// Something is asked for.
    Asked(Action),
    /// The year is typed.
    YearTyped(String),
    /// The year's field was left.
    YearLeft,
    /// The sheet was read.
    SheetRead(u64, Result<Box<QuotaSheet>>),
    /// The worker answered targets.
    TargetAnswered(u64, Result<Step<(), TargetRefusal>>),
    /// In the preview of what can't be stored.
    Preview(paste_preview::Message),
    /// Something was typed into the term's form.
    TermTyped(term::Input),
    /// A field of the term was left.
    TermFieldLeft(Field),
    /// Escape in the term's dialog.
    TermLeft,
    /// The term is to be saved.
    TermSubmitted,
    /// The worker answered the term.
    TermAnswered(u64, Result<Changes>),
    /// The report is laid out: the file's name and content.
    Printed(Result<(String, Arc<Document>)>),
}

impl Quotas {
    /// The tab, loading what it shows.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let list = State::with_arrangement(arranged::read(&context.settings, COLUMNS));
        let mut tab = Self { list, ..Self::default() };
        tab.set_year(context.author.today.year());
        tab.list.go_across(view::target_column(&tab.list));
        let task = tab.read(context);
        (tab, task)
    }

    /// Puts the focus where work begins: the grid.
    pub fn focus(&self) -> Task<Message> {
        focus_on(GRID)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Update<Message> {
        match message {
            Message::Grid(event) => return self.grid_said(&event, context),
            Message::Find(said) => return self.find(&said),
            Message::Asked(action) => return self.asked(action, context),
            Message::YearTyped(typed) => return self.year_typed(typed, context),
            Message::YearLeft => self.set_year(self.year),
            Message::SheetRead(request, result) => return self.sheet_read(request, result),
            Message::TargetAnswered(request, result) => return self.target_answered(request, result),
            Message::Preview(message) => return self.preview_said(message, context),
            Message::TermTyped(input) => {
                if let Some(editor) = &mut self.term {
                    editor.type_in(input);
                }
            }
            Message::TermFieldLeft(field) => {
                if let Some(editor) = &mut self.term {
                    editor.left(field, context.author.today);
                }
            }
            Message::TermLeft => {
                if let Some(editor) = &mut self.term {
                    let is_dirty = editor.is_dirty();
                    if editor.attempt.may_leave(is_dirty) {
                        self.term = None;
                    }
                }
            }
            Message::TermSubmitted => return self.submit_term(context),
            Message::TermAnswered(request, result) => return self.term_answered(request, result),
            Message::Printed(result) => return self.printed(result),
        }
        Update::none()
    }

    /// The tab's content.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        view::tab(self, context)
    }

    /// The open dialog, shown above the whole window.
    pub fn dialog<'a>(&'a self, _context: &'a Context) -> Option<Dialog<'a, Message>> {
        self.preview().or_else(|| self.term.as_ref().map(Editor::dialog))
    }

    /// The tab's keys.
    pub fn keys(&self, _context: &Context) -> Vec<Bind<Message>> {
        let actions = [Action::YearBefore, Action::YearAfter, Action::Year, Action::Term, Action::Print];
        let find = grid_words::find_binds().map(|bind| bind.map(Message::Find));
        actions.into_iter().map(bind).chain(find).collect()
    }

    /// What is shown may have changed: what an operation touched, or everything for none.
    pub fn invalidate(&mut self, changes: Option<&Changes>, context: &Context) -> Task<Message> {
        if let Some(editor) = &mut self.term {
            editor.renew(|unit| context.unit_name(unit).to_owned());
        }
        let tables = [Table::Unit, Table::Member, Table::Membership, Table::Quota, Table::QuotaTerm];
        let is_touched = |changes: &Changes| tables.iter().any(|table| changes.touches(*table));
        if !changes.is_none_or(is_touched) {
            return Task::none();
        }
        let sent = if changes.is_none() { self.send_again(context) } else { Task::none() };
        Task::batch([sent, self.read(context)])
    }

    /// What was typed and is not saved, in words.
    pub fn unsaved(&self) -> Vec<String> {
        let count = self.list.unsaved();
        let targets = (count > 0).then(|| fl!("unsaved-targets", count = count));
        let term = self.term.as_ref().filter(|term| term.is_dirty()).map(|_| fl!("quotas-term-title"));
        targets.into_iter().chain(term).collect()
    }

    /// Whether something typed is not saved.
    pub fn is_dirty(&self) -> bool {
        self.list.is_dirty() || self.term.as_ref().is_some_and(Editor::is_dirty)
    }

    /// Drops all records that are shown; drafts stay.
    pub fn forget(&mut self) {
        self.sheet = None;
        self.is_printing = false;
        // An answer that is still under way belongs to nobody.
        self.requests += 1;
        self.reading = self.requests;
        self.list.set_aside(&fl!("quotas-target-unsaved"));
        self.targets.forget();
        if let Some(editor) = &mut self.term {
            editor.forget();
        }
    }

    // ---- the sheet

    fn rows(&self) -> &[QuotaRow] {
        self.sheet.as_ref().map_or(&[], |sheet| &sheet.rows)
    }

    fn row_of(&self, unit: UnitId) -> Option<usize> {
        self.rows().iter().position(|row| row.unit == unit)
    }

    fn read(&mut self, context: &Context) -> Task<Message> {
        self.requests += 1;
        self.reading = self.requests;
        let (request, year, unit) = (self.requests, self.year, context.unit);
        context.ask(
            move |db| quotas::sheet(db, year, unit).map(Box::new),
            move |result| Message::SheetRead(request, result),
        )
    }

    fn sheet_read(&mut self, request: u64, result: Result<Box<QuotaSheet>>) -> Update<Message> {
        if request != self.reading {
            return Update::none();
        }
        match result {
            Ok(sheet) => {
                self.sheet = Some(*sheet);
                self.follow_selected();
                Update::none()
            }
            Err(error) => problem(&error),
        }
    }

    /// Puts the cursor where the selected unit is now, else to the row that took its place.
    fn follow_selected(&mut self) {
        let last = self.rows().len().saturating_sub(1);
        let before = self.list.cursor().unwrap_or_default().min(last);
        let row = self.selected.and_then(|unit| self.row_of(unit)).unwrap_or(before);
        self.selected = self.rows().get(row).map(|row| row.unit);
        if self.selected.is_some() && self.list.cursor() != Some(row) {
            self.list.go_to(row);
        }
    }

    fn grid_said(&mut self, event: &grid::Event, context: &Context) -> Update<Message> {
        self.list.apply(event);
        match event {
            grid::Event::Selected(_, key) => {
                self.selected = Some(place_of(*key).0);
                Update::none()
            }
            grid::Event::Committed(change) => self.commit(change, context),
            grid::Event::Asked(ask) => self.wish(ask, context),
            event if event.rearranges() => {
                let columns = view::columns(0.0);
                let settings = arranged::kept(&context.settings, COLUMNS, &self.list, &columns);
                Update::event(Event::SettingsChanged(settings))
            }
            _ => Update::none(),
        }
    }

    // ---- what is asked for

    fn asked(&mut self, action: Action, context: &Context) -> Update<Message> {
        match action {
            Action::YearBefore => return self.go_to_year(self.year - 1, context),
            Action::YearAfter => return self.go_to_year(self.year + 1, context),
            Action::Year => return Update::task(focus_on(YEAR)),
            Action::Term => self.open_term(context),
            Action::Print => return self.print(context),
        }
        Update::none()
    }

    fn set_year(&mut self, year: i32) {
        self.year = year;
        self.year_typed = year.to_string();
    }

    /// Shows another year; what is typed for the present one is finished before.
    fn go_to_year(&mut self, year: i32, context: &Context) -> Update<Message> {
        if year == self.year || !term::years(context.author.today).contains(&year) {
            return Update::none();
        }
        let finished = self.finish_edit(context);
        self.set_year(year);
        Update::task(Task::batch([finished, self.read(context)]))
    }

    fn year_typed(&mut self, typed: String, context: &Context) -> Update<Message> {
        let year = typed.trim().parse().ok();
        let update = match year {
            Some(year) => self.go_to_year(year, context),
            None => Update::none(),
        };
        self.year_typed = typed;
        update
    }

    // ---- the term

    fn open_term(&mut self, context: &Context) {
        let Some(sheet) = &self.sheet else { return };
        let Some(unit) = sheet.unit else { return };
        let term = sheet.term.as_ref().map(|(term, _)| term);
        let name = context.unit_name(unit).to_owned();
        self.term = Some(Editor::new((unit, name), term, self.year));
    }

    fn submit_term(&mut self, context: &Context) -> Update<Message> {
        let Some(editor) = self.term.as_mut().filter(|editor| !editor.attempt.is_sent()) else {
            return Update::none();
        };
        self.requests += 1;
        let (request, author, change) = (self.requests, context.author.clone(), editor.change());
        editor.attempt.sent(request);
        Update::task(
            context
                .ask(move |db| change.run(db, &author), move |result| Message::TermAnswered(request, result)),
        )
    }

    fn term_answered(&mut self, request: u64, result: Result<Changes>) -> Update<Message> {
        let waiting = self.term.as_mut().filter(|editor| editor.attempt.awaits(request));
        match (result, waiting) {
            (Ok(changes), waiting) => {
                if waiting.is_some() {
                    self.term = None;
                }
                Update::event(Event::Committed(changes))
            }
            (Err(error), Some(editor)) => match editor.attempt.failed(error) {
                Some(error) => problem(&error),
                None => Update::task(editor.focus_on_problem()),
            },
            (Err(error), None) => problem(&error),
        }
    }

    // ---- paper

    /// Lays out the report of the years that are shown.
    fn print(&mut self, context: &Context) -> Update<Message> {
        let Some(sheet) = self.sheet.as_ref().filter(|_| !self.is_printing) else {
            return Update::none();
        };
        self.is_printing = true;
        let first = sheet.years.first().map_or(self.year, |year| year.year);
        let last = sheet.years.last().map_or(self.year, |year| year.year);
        let (unit, author, tree) = (context.unit, context.author.clone(), context.tree.clone());
        Update::task(context.ask(
            move |db| {
                let report = quotas::report(db, unit, (Some(first), Some(last)), &author)?;
                let letterhead = registers::letterhead(db)?;
                let setting = reports::Context {
                    letterhead: &letterhead,
                    units: &tree,
                    today: author.today,
                    subtitle: "",
                };
                Ok((file_name(first, last), Arc::new(crate::print::quotas::admissions(&report, &setting))))
            },
            Message::Printed,
        ))
    }

    fn printed(&mut self, result: Result<(String, Arc<Document>)>) -> Update<Message> {
        self.is_printing = false;
        match result {
            Ok((name, document)) => Update::event(Event::Printed(name, document)),
            Err(error) => problem(&error),
        }
    }
}

fn problem(error: &crate::services::Error) -> Update<Message> {
    Update::event(Event::Notice(Tone::Problem, sentence::error(error)))
}

/// Plain letters, which every system and stick can keep.
fn file_name(first: i32, last: i32) -> String {
    if first == last { format!("ket-nap-{first}.pdf") } else { format!("ket-nap-{first}-{last}.pdf") }
}

/// The key of an action, and what it says.
fn bind(action: Action) -> Bind<Message> {
    let (chord, words) = match action {
        Action::YearBefore => (Chord::key(Named::ArrowLeft).with(Modifiers::ALT), fl!("quotas-year-before")),
        Action::YearAfter => (Chord::key(Named::ArrowRight).with(Modifiers::ALT), fl!("quotas-year-after")),
        Action::Year => (Chord::ctrl('g'), fl!("quotas-year-go")),
        Action::Term => (Chord::ctrl('t'), fl!("quotas-term-title")),
        Action::Print => (Chord::ctrl('p'), fl!("quotas-print")),
    };
    Bind::new(chord, Message::Asked(action)).named(words)
}
