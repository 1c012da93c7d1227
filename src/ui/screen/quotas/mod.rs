//! The quotas tab: the admission targets of a year for the chosen unit and all below it, typed
//! on the grid as in a spreadsheet, and beside it the term with its figures.
//!
//! What is typed belongs to a unit and a year (see `targets`); what is shown is read anew after
//! each change, and an answer that is no longer waited for is dropped by its number.

mod admitted;
mod allocation;
mod changes;
mod charts;
mod finding;
mod names;
mod printing;
mod targets;
mod term;
mod view;

use chrono::{Datelike, NaiveDate};
use iced::Task;
use iced::keyboard::key::Named;

use self::targets::{Targets, place_of};
use self::term::Editor;
use super::{Event, Update};
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::fl;
use crate::i18n::sentence;
use crate::services::quotas::{self, QuotaRow, QuotaSheet, TargetRefusal};
use crate::services::{Changes, Result, Step, Table};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::part::problems::beside;
use crate::ui::part::{arranged, grid_words, paste_preview};
use crate::ui::widget::grid::{self, Find, Found, Spot, State};
use crate::ui::widget::{Dialog, Tone, focus_on};

/// The grid's name for the focus.
pub const GRID: &str = "quotas-grid";
/// The grid's columns in the settings.
const COLUMNS: &str = "quotas";
/// The year's name for the focus.
const YEAR: &str = "quotas-year";
/// The name of the day's field for the focus.
const UNTIL: &str = "quotas-until";

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
    /// The last day that counts, if one was typed, and as it is typed.
    until: Option<NaiveDate>,
    until_typed: String,
    /// Whether that field was left as it is.
    until_left: bool,
    /// Whether the units that have least of their targets come first.
    behind_first: bool,
    changes: Option<changes::Editor>,
    admitted: Option<admitted::Editor>,
    allocation: Option<allocation::Sheet>,
    names: Option<names::Names>,
    charts: Option<charts::Charts>,
    asks_paper: bool,
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
    /// The field of the last day.
    Until,
    /// Units that have least of their targets first, or the order of the tree.
    BehindFirst,
    /// The names behind the current number.
    Names,
    /// The adjustments of the unit's target.
    Adjust,
    /// Numbers of years whose single admissions are not known.
    Admitted,
    /// Handing the unit's target down.
    Allocate,
    /// The charts.
    Charts,
    /// The term.
    Term,
    /// The amendments of the term's target.
    Amend,
    /// What can be printed.
    Print,
}

impl Action {
    const ALL: [Self; 13] = [
        Self::YearBefore,
        Self::YearAfter,
        Self::Year,
        Self::Until,
        Self::BehindFirst,
        Self::Names,
        Self::Adjust,
        Self::Admitted,
        Self::Allocate,
        Self::Charts,
        Self::Term,
        Self::Amend,
        Self::Print,
    ];
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
    /// The last day is typed.
    UntilTyped(String),
    /// Its field was left.
    UntilLeft,
    /// In the dialog of adjustments and amendments.
    Changes(changes::Message),
    /// In the dialog of numbers of past years.
    Admitted(admitted::Message),
    /// In the sheet on which a target is handed down.
    Allocation(allocation::Message),
    /// In the list of names.
    Names(names::Message),
    /// The charts were seen.
    ChartsLeft,
    /// A document is to be printed.
    PaperChosen(printing::Paper),
    /// None is.
    PaperLeft,
    /// The document is laid out: the file's name and content.
    Printed(printing::Printed),
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
            Message::UntilTyped(typed) => return self.until_typed(typed, context),
            Message::UntilLeft => self.until_left = true,
            Message::Changes(message) => return self.changes_said(message, context),
            Message::Admitted(message) => return self.admitted_said(message, context),
            Message::Allocation(message) => return self.allocation_said(message, context),
            Message::Names(message) => return self.names_said(message, context),
            Message::ChartsLeft => return self.leave_charts(),
            Message::PaperChosen(paper) => return self.print(paper, context),
            Message::PaperLeft => return self.leave_paper(),
            Message::Printed(result) => return self.printed(result),
        }
        Update::none()
    }

    /// The tab's content.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        view::tab(self, context)
    }

    /// The open dialog, shown above the whole window.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Option<Dialog<'a, Message>> {
        let unit = || match self.sheet.as_ref().and_then(|sheet| sheet.unit) {
            Some(unit) => context.unit_name(unit).to_owned(),
            None => fl!("quotas-whole-register"),
        };
        let today = context.author.today;
        self.preview()
            .or_else(|| self.term.as_ref().map(|term| term.dialog(today)))
            .or_else(|| self.changes.as_ref().map(|it| it.dialog(self.sheet.as_ref(), context)))
            .or_else(|| self.admitted.as_ref().map(|editor| editor.dialog(context)))
            .or_else(|| self.allocation.as_ref().map(|sheet| sheet.dialog(context)))
            .or_else(|| self.names.as_ref().map(|names| names.dialog(context)))
            .or_else(|| self.charts.as_ref().map(|charts| charts.dialog(unit())))
            .or_else(|| self.paper_dialog(context))
    }

    /// The tab's keys.
    pub fn keys(&self, _context: &Context) -> Vec<Bind<Message>> {
        let find = grid_words::find_binds().map(|bind| bind.map(Message::Find));
        Action::ALL.into_iter().map(bind).chain(find).collect()
    }

    /// What is shown may have changed: what an operation touched, or everything for none.
    pub fn invalidate(&mut self, changes: Option<&Changes>, context: &Context) -> Task<Message> {
        if let Some(editor) = &mut self.term {
            editor.renew(|unit| context.unit_name(unit).to_owned());
        }
        let tables = [
            Table::Unit,
            Table::Member,
            Table::Membership,
            Table::MemberStatus,
            Table::Quota,
            Table::QuotaTerm,
            Table::QuotaAdjustment,
            Table::QuotaAmendment,
            Table::AdmissionTotal,
            Table::CandidateCount,
        ];
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
        let change = self.changes.as_ref().filter(|it| it.is_dirty()).map(changes::Editor::title);
        let admitted = self.admitted.as_ref().filter(|editor| editor.is_dirty());
        let admitted = admitted.map(|_| fl!("quotas-admitted-title"));
        let allocation = self.allocation.as_ref().filter(|sheet| sheet.is_dirty());
        let allocation = allocation.map(|_| fl!("quotas-allocate"));
        targets.into_iter().chain(term).chain(change).chain(admitted).chain(allocation).collect()
    }

    /// Whether something typed is not saved.
    pub fn is_dirty(&self) -> bool {
        self.list.is_dirty()
            || self.term.as_ref().is_some_and(Editor::is_dirty)
            || self.changes.as_ref().is_some_and(changes::Editor::is_dirty)
            || self.admitted.as_ref().is_some_and(admitted::Editor::is_dirty)
            || self.allocation.as_ref().is_some_and(allocation::Sheet::is_dirty)
    }

    /// Drops all records that are shown; drafts stay.
    pub fn forget(&mut self) {
        self.sheet = None;
        self.is_printing = false;
        (self.names, self.charts, self.asks_paper) = (None, None, false);
        if let Some(changes) = &mut self.changes {
            changes.forget();
        }
        if let Some(admitted) = &mut self.admitted {
            admitted.forget();
        }
        if let Some(allocation) = &mut self.allocation {
            allocation.forget();
        }
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
        let (until, author) = (self.until, context.author.clone());
        context.ask(
            move |db| quotas::sheet_on(db, year, unit, until, &author).map(Box::new),
            move |result| Message::SheetRead(request, result),
        )
    }

    fn sheet_read(&mut self, request: u64, result: Result<Box<QuotaSheet>>) -> Update<Message> {
        if request != self.reading {
            return Update::none();
        }
        match result {
            Ok(sheet) => {
                let mut sheet = *sheet;
                if self.behind_first {
                    sheet.put_behind_first();
                }
                if self.charts.is_some() {
                    self.charts = Some(charts::Charts::new(&sheet));
                }
                self.sheet = Some(sheet);
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
            grid::Event::Opened(_) => self.open_names(context),
            event if event.rearranges() => {
                let columns = view::columns();
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
            Action::Until => return Update::task(focus_on(UNTIL)),
            Action::BehindFirst => {
                self.behind_first = !self.behind_first;
                return Update::task(self.read(context));
            }
            Action::Names => return self.open_names(context),
            Action::Adjust => {
                if let Some(unit) = self.selected {
                    self.open_changes(changes::Of::Target(unit, self.year));
                }
            }
            Action::Admitted => return self.open_admitted(context),
            Action::Allocate => return self.open_allocation(context),
            Action::Charts => self.open_charts(),
            Action::Term => self.open_term(context),
            Action::Amend => {
                let sheet = self.sheet.as_ref();
                if let Some((unit, (term, _))) = sheet.and_then(|it| it.unit.zip(it.term.as_ref())) {
                    self.open_changes(changes::Of::Term(unit, term.from_year));
                }
            }
            Action::Print => self.ask_paper(),
        }
        Update::none()
    }

    // ---- the last day

    /// Takes the typed day; the sheet follows as soon as it is one of the year, or none.
    fn until_typed(&mut self, typed: String, context: &Context) -> Update<Message> {
        self.until_typed = typed;
        self.until_left = false;
        let until = match self.until_typed.trim() {
            "" => None,
            typed => match date::parse_day(typed) {
                Ok(day) if day.year() == self.year => Some(day),
                Ok(_) | Err(_) => return Update::none(),
            },
        };
        if until == self.until {
            return Update::none();
        }
        self.until = until;
        Update::task(self.read(context))
    }

    /// What is wrong with the day, once its field was left.
    fn until_problem(&self) -> Option<String> {
        let typed = self.until_typed.trim();
        if typed.is_empty() || !self.until_left {
            return None;
        }
        match date::parse_day(typed) {
            Ok(day) if day.year() == self.year => None,
            Ok(_) => Some(fl!("quotas-until-other-year", year = self.year.to_string())),
            Err(kind) => Some(beside(&kind)),
        }
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
        (self.until, self.until_left) = (None, false);
        self.until_typed.clear();
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
}

fn problem(error: &crate::services::Error) -> Update<Message> {
    Update::event(Event::Notice(Tone::Problem, sentence::error(error)))
}

/// The key of an action, and what it says.
fn bind(action: Action) -> Bind<Message> {
    let (chord, words) = match action {
        Action::YearBefore => (Chord::ctrl_named(Named::PageUp), fl!("quotas-year-before")),
        Action::YearAfter => (Chord::ctrl_named(Named::PageDown), fl!("quotas-year-after")),
        Action::Year => (Chord::ctrl('g'), fl!("quotas-year-go")),
        Action::Until => (Chord::ctrl_shift('g'), fl!("quotas-until-go")),
        Action::BehindFirst => (Chord::key(Named::F6), fl!("quotas-behind-first")),
        Action::Names => (Chord::key(Named::F4), fl!("quotas-names")),
        Action::Adjust => (Chord::key(Named::F7), fl!("quotas-adjust")),
        Action::Admitted => (Chord::ctrl('e'), fl!("quotas-admitted-title")),
        Action::Allocate => (Chord::key(Named::F8), fl!("quotas-allocate")),
        Action::Charts => (Chord::key(Named::F9), fl!("quotas-charts")),
        Action::Term => (Chord::ctrl('t'), fl!("quotas-term-title")),
        Action::Amend => (Chord::ctrl_shift('t'), fl!("quotas-amend")),
        Action::Print => (Chord::ctrl('p'), fl!("quotas-print")),
    };
    Bind::new(chord, Message::Asked(action)).named(words)
}
