//! The summary tab: ratings by units for a year, and by years for a unit, as tables whose figures
//! can be followed down to the names behind them.
//!
//! What is shown is read anew after each change, and an answer that is no longer waited for is
//! dropped by its number.

mod action;
mod compare;
mod filling;
mod finding;
mod names;
mod printing;
mod show;
mod targets;
mod totals;
mod view;

use chrono::Datelike;
use iced::Task;

pub use self::action::Action;
use self::compare::Compare;
use self::filling::Filling;
use self::names::Names;
use super::{Event, Update};
use crate::chart::Chart;
use crate::domain::id::UnitId;
use crate::domain::rating::Subject;
use crate::domain::rating::summary::Rounding;
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::ratings::consequences::{self, Outcome};
use crate::services::ratings::summary::table::{RowOf, SummaryTable};
use crate::services::ratings::summary::{self as service, Layout, Span, UnitSummary, YearSummary};
use crate::services::{Changes, Result, Table};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::Bind;
use crate::ui::part::{arranged, grid_words};
use crate::ui::widget::grid::{self, Find, Found, Spot, State};
use crate::ui::widget::{Dialog, Tone, focus_on};

/// The grid's name for the focus.
pub const GRID: &str = "summary-grid";
/// The year's name for the focus.
const YEAR: &str = "summary-year";

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The units right below the chosen one, for a year.
    #[default]
    Units,
    /// The years of the chosen unit.
    Years,
    /// What follows from the ratings of a year.
    Follows,
    /// A printed table, held against its own counts.
    Compare,
}

impl View {
    const ALL: [Self; 4] = [Self::Units, Self::Years, Self::Follows, Self::Compare];

    fn next(self) -> Self {
        let place = Self::ALL.iter().position(|view| *view == self).unwrap_or_default();
        Self::ALL[(place + 1) % Self::ALL.len()]
    }

    /// Whether it is of one year.
    fn is_of_a_year(self) -> bool {
        matches!(self, Self::Units | Self::Follows)
    }

    /// Its columns in the settings.
    fn columns(self) -> &'static str {
        match self {
            Self::Units => "summary-units",
            Self::Years => "summary-years",
            Self::Follows => "summary-follows",
            Self::Compare => "summary-compare",
        }
    }
}

/// What was read for a table.
#[derive(Debug, Clone)]
pub enum Read {
    /// By units.
    Units(Box<UnitSummary>),
    /// By years.
    Years(YearSummary),
    /// What follows from the ratings of a year.
    Follows(i32, Vec<Outcome>),
}

/// The summary tab.
#[derive(Debug)]
pub struct Summary {
    view: View,
    subject: Subject,
    year: i32,
    /// The year as it is typed.
    year_typed: String,
    /// First and last year as they are typed; empty for all there are.
    span_typed: (String, String),
    layout: Layout,
    read: Option<Read>,
    table: SummaryTable,
    lists: [State; View::ALL.len()],
    find: Find,
    found: Option<Spot>,
    names: Option<Names>,
    totals: Option<totals::Editor>,
    targets: Option<targets::Editor>,
    compare: Compare,
    filling: Option<Box<Filling>>,
    /// The chart of the years, where there is something to show.
    chart: Option<Chart>,
    /// Whether the chart stands in the place of the table.
    shows_chart: bool,
    is_printing: bool,
    requests: u64,
    /// The number of the last reading.
    reading: u64,
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
    /// Another kind of table was chosen.
    ViewChosen(View),
    /// Members or units were chosen.
    SubjectChosen(Subject),
    /// The year is typed.
    YearTyped(String),
    /// The first year is typed.
    FromTyped(String),
    /// The last year is typed.
    ToTyped(String),
    /// The years of a term are wanted; all years for none.
    TermChosen(Option<(i32, i32)>),
    /// A field of a year was left.
    YearLeft,
    /// Levels of older regimes are to share columns with newer ones, or no longer.
    LayoutTurned(bool),
    /// Rows are to come to 100,00, or no longer.
    RoundingTurned(bool),
    /// The rounding was set.
    RoundingSet(Result<Changes>),
    /// A table was read.
    TableRead(u64, Result<Read>),
    /// In the list of names.
    Names(names::Message),
    /// In the dialog of totals.
    Totals(totals::Message),
    /// In the dialog of targets.
    Targets(targets::Message),
    /// In the comparison with a printed table.
    Compare(compare::Message),
    /// In the dialog that fills a workbook.
    Filling(filling::Message),
    /// Something was done, in words.
    Told(String),
    /// The document is laid out.
    Printed(printing::Printed),
}

impl Summary {
    /// The tab, loading what it shows.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let list = |view: View| State::with_arrangement(arranged::read(&context.settings, view.columns()));
        // Ratings of a year are made from November on.
        let today = context.author.today;
        let year = if today.month() >= 11 { today.year() } else { today.year() - 1 };
        let mut tab = Self {
            view: View::default(),
            subject: Subject::Member,
            year,
            year_typed: year.to_string(),
            span_typed: (String::new(), String::new()),
            layout: Layout::default(),
            read: None,
            table: SummaryTable::default(),
            lists: View::ALL.map(list),
            find: Find::default(),
            found: None,
            names: None,
            totals: None,
            targets: None,
            compare: Compare::default(),
            filling: None,
            chart: None,
            shows_chart: false,
            is_printing: false,
            requests: 0,
            reading: 0,
        };
        let task = tab.read(context);
        (tab, task)
    }

    /// Puts the focus where work begins: the grid.
    pub fn focus(&self) -> Task<Message> {
        focus_on(self.home())
    }

    /// The control where work begins.
    pub fn home(&self) -> &'static str {
        if self.view == View::Compare { compare::SHEET } else { GRID }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Update<Message> {
        match message {
            Message::Grid(event) => return self.grid_said(&event, context),
            Message::Find(said) => return self.find(&said),
            Message::Asked(action) => return self.asked(action, context),
            Message::ViewChosen(view) => {
                self.view = view;
                return self.turned(context);
            }
            Message::SubjectChosen(subject) => {
                self.subject = subject;
                return self.turned(context);
            }
            Message::YearTyped(typed) => return self.year_typed(typed, context),
            Message::FromTyped(typed) => {
                self.span_typed.0 = typed;
                return Update::task(self.read(context));
            }
            Message::ToTyped(typed) => {
                self.span_typed.1 = typed;
                return Update::task(self.read(context));
            }
            Message::TermChosen(term) => {
                let typed = |year: i32| year.to_string();
                self.span_typed = term.map(|(from, to)| (typed(from), typed(to))).unwrap_or_default();
                return Update::task(self.read(context));
            }
            Message::YearLeft => self.year_typed = self.year.to_string(),
            Message::LayoutTurned(is_joined) => {
                self.layout = if is_joined { Layout::Joined } else { Layout::Own };
                self.make(&context.tree);
            }
            Message::RoundingTurned(is_on) => return self.set_rounding(is_on, context),
            Message::RoundingSet(result) => {
                return match result {
                    Ok(changes) => Update::event(Event::Committed(changes)),
                    Err(error) => problem(&error),
                };
            }
            Message::TableRead(request, result) => return self.table_read(request, result, context),
            Message::Names(message) => return self.names_said(message, context),
            Message::Totals(message) => return self.totals_said(message, context),
            Message::Targets(message) => return self.targets_said(message, context),
            Message::Compare(message) => return self.compare_said(message),
            Message::Told(words) => return Update::event(Event::Notice(Tone::Done, words)),
            Message::Filling(message) => return self.filling_said(message, context),
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
        let names = self.names.as_ref().map(|names| names.dialog(context).map(Message::Names));
        let totals = || self.totals.as_ref().map(|editor| editor.dialog().map(Message::Totals));
        let targets = || self.targets.as_ref().map(|editor| editor.dialog().map(Message::Targets));
        let filling = || self.filling.as_ref().map(|filling| filling.dialog(context).map(Message::Filling));
        names.or_else(totals).or_else(targets).or_else(filling)
    }

    /// The tab's keys.
    pub fn keys(&self, _context: &Context) -> Vec<Bind<Message>> {
        let actions = [
            Action::NextView,
            Action::Subject,
            Action::YearBefore,
            Action::YearAfter,
            Action::Year,
            Action::UnitAbove,
            Action::Totals,
            Action::Targets,
            Action::Chart,
            Action::Copy,
            Action::Print,
            Action::Fill,
        ];
        let has_table = self.view != View::Compare;
        let find = grid_words::find_binds().map(|bind| bind.map(Message::Find).when(has_table));
        actions.into_iter().map(|action| self.bind(action)).chain(find).collect()
    }

    /// What is shown may have changed: what an operation touched, or everything for none.
    pub fn invalidate(&mut self, changes: Option<&Changes>, context: &Context) -> Task<Message> {
        let name = |unit| context.unit_name(unit).to_owned();
        if let Some(editor) = &mut self.totals {
            editor.renew(name);
        }
        if let Some(editor) = &mut self.targets {
            editor.renew(name);
        }
        let tables = [
            Table::Unit,
            Table::Member,
            Table::Membership,
            Table::MemberStatus,
            Table::MemberRating,
            Table::UnitRating,
            Table::RatingTotal,
            Table::RatingTarget,
            Table::QuotaTerm,
            Table::RatingRegime,
            Table::RatingLevel,
            Table::RatingConsequence,
            Table::Setting,
        ];
        let is_touched = |changes: &Changes| tables.iter().any(|table| changes.touches(*table));
        if changes.is_none_or(is_touched) { self.read(context) } else { Task::none() }
    }

    /// What was typed and is not saved, in words.
    pub fn unsaved(&self) -> Vec<String> {
        let totals = self.totals.as_ref().filter(|editor| editor.is_dirty());
        let targets = self.targets.as_ref().filter(|editor| editor.is_dirty());
        let totals = totals.map(|_| fl!("summary-totals-title"));
        let filling = self.filling.as_ref().filter(|filling| filling.is_dirty()).map(|_| fl!("fill-title"));
        totals.into_iter().chain(targets.map(|_| fl!("summary-targets"))).chain(filling).collect()
    }

    /// Whether something typed is not saved.
    pub fn is_dirty(&self) -> bool {
        self.totals.as_ref().is_some_and(totals::Editor::is_dirty)
            || self.targets.as_ref().is_some_and(targets::Editor::is_dirty)
            || self.filling.as_ref().is_some_and(|filling| filling.is_dirty())
    }

    /// Drops all records that are shown; drafts stay.
    pub fn forget(&mut self) {
        self.read = None;
        self.table = SummaryTable::default();
        self.chart = None;
        self.names = None;
        self.filling = None;
        self.is_printing = false;
        // An answer that is still under way belongs to nobody.
        self.requests += 1;
        self.reading = self.requests;
        if let Some(editor) = &mut self.totals {
            editor.forget();
        }
        if let Some(editor) = &mut self.targets {
            editor.forget();
        }
    }

    // ---- the table

    fn list(&self) -> &State {
        &self.lists[self.view as usize]
    }

    fn list_mut(&mut self) -> &mut State {
        &mut self.lists[self.view as usize]
    }

    /// Shows another kind of table: until it is read, nothing of the one before stands under its name.
    fn turned(&mut self, context: &Context) -> Update<Message> {
        (self.read, self.table, self.chart) = (None, SummaryTable::default(), None);
        self.renewed(context)
    }

    /// Shows another table from its top.
    fn renewed(&mut self, context: &Context) -> Update<Message> {
        self.list_mut().to_top();
        self.found = None;
        Update::task(self.read(context))
    }

    fn read(&mut self, context: &Context) -> Task<Message> {
        self.requests += 1;
        self.reading = self.requests;
        let (request, subject, unit) = (self.requests, self.subject, context.unit);
        let answer = move |result| Message::TableRead(request, result);
        match self.view {
            View::Compare => Task::none(),
            View::Follows => {
                let year = self.year;
                context.ask(
                    move |db| consequences::report(db, year, unit).map(|read| Read::Follows(year, read)),
                    answer,
                )
            }
            View::Units => {
                let year = self.year;
                context.ask(
                    move |db| {
                        service::by_unit(db, subject, year, unit).map(|read| Read::Units(Box::new(read)))
                    },
                    answer,
                )
            }
            View::Years => {
                let Some(span) = self.span() else { return Task::none() };
                context.ask(move |db| service::by_year(db, subject, unit, span).map(Read::Years), answer)
            }
        }
    }

    /// The terms of the unit whose years are shown.
    fn terms(&self) -> &[(i32, i32)] {
        match &self.read {
            Some(Read::Years(read)) => &read.terms,
            Some(Read::Units(_) | Read::Follows(..)) | None => &[],
        }
    }

    /// The years that are asked for; none while they can't be read.
    fn span(&self) -> Option<Span> {
        let (from, to) = (year_or_none(&self.span_typed.0)?, year_or_none(&self.span_typed.1)?);
        let is_ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
        is_ordered.then_some(Span { from, to, with_empty: true })
    }

    fn table_read(&mut self, request: u64, result: Result<Read>, context: &Context) -> Update<Message> {
        if request != self.reading {
            return Update::none();
        }
        match result {
            Ok(read) => {
                self.read = Some(read);
                self.make(&context.tree);
                Update::none()
            }
            Err(error) => problem(&error),
        }
    }

    /// Makes the table of what was read.
    fn make(&mut self, tree: &UnitTree) {
        self.table = match &self.read {
            None => SummaryTable::default(),
            Some(Read::Units(read)) => SummaryTable::of_units(read, Words::Screen),
            Some(Read::Years(read)) => SummaryTable::of_years(read, self.layout, Words::Screen),
            Some(Read::Follows(year, read)) => {
                SummaryTable::of_outcomes((*year, self.subject), read, tree, Words::Screen)
            }
        };
        self.chart = match &self.read {
            Some(Read::Years(read)) => service::chart::by_year(read, Words::Screen),
            Some(Read::Units(_) | Read::Follows(..)) | None => None,
        };
        if self.list().cursor().is_none() && !self.table.rows.is_empty() {
            self.list_mut().go_to(0);
        }
    }

    fn rounding(&self) -> Rounding {
        match &self.read {
            Some(Read::Units(read)) => read.rounding,
            Some(Read::Years(read)) => read.rounding,
            Some(Read::Follows(..)) | None => Rounding::default(),
        }
    }

    fn set_rounding(&self, is_on: bool, context: &Context) -> Update<Message> {
        let rounding = if is_on { Rounding::Hundred } else { Rounding::HalfUp };
        let author = context.author.clone();
        Update::task(context.ask(
            move |db| service::set_rounding(db, rounding, &author).map(|done| done.changes),
            Message::RoundingSet,
        ))
    }

    fn grid_said(&mut self, event: &grid::Event, context: &Context) -> Update<Message> {
        self.list_mut().apply(event);
        match event {
            grid::Event::Opened(key) => self.opened(*key, context),
            grid::Event::Asked(grid::Ask::Copy(block)) => {
                let text = block.copied(|row, column| self.text_of(row, column));
                Update::task(iced::clipboard::write(text))
            }
            event if event.rearranges() => {
                let columns = show::columns(&self.table, 0.0);
                let settings = arranged::kept(&context.settings, self.view.columns(), self.list(), &columns);
                Update::event(Event::SettingsChanged(settings))
            }
            _ => Update::none(),
        }
    }

    /// What a cell holds.
    fn text_of(&self, row: grid::RowKey, column: &str) -> String {
        let row = usize::try_from(row).ok().and_then(|row| self.table.rows.get(row));
        let place = self.table.columns.iter().position(|known| known.key == column);
        let cell = row.zip(place).and_then(|(row, place)| row.cells.get(place));
        cell.map(|cell| cell.text.clone()).unwrap_or_default()
    }

    /// Enter on a figure: the names behind it; on a unit: its own table; on a year: its units.
    fn opened(&mut self, key: grid::RowKey, context: &Context) -> Update<Message> {
        let columns = show::columns(&self.table, 0.0);
        let Some(row) = usize::try_from(key).ok().and_then(|row| self.table.rows.get(row)) else {
            return Update::none();
        };
        let place = self
            .list()
            .column_key(&columns)
            .and_then(|column| self.table.columns.iter().position(|known| known.key == column));
        let cell = place.and_then(|place| Some((row.cells.get(place)?, self.table.columns.get(place)?)));
        if let Some((figure, column)) = cell.and_then(|(cell, column)| Some((cell.figure.clone()?, column))) {
            let title = format!("{}: {}", show::name(row), show::long_title(column));
            return self.open_names(row.place, figure, title, context);
        }
        match row.of {
            RowOf::Unit(unit) if Some(unit) != self.unit() => Update::event(Event::UnitChosen(Some(unit))),
            RowOf::Year(year) => {
                self.set_year(year);
                self.view = View::Units;
                self.turned(context)
            }
            RowOf::Member(member) => Update::event(Event::MemberAsked(member)),
            RowOf::Unit(_) | RowOf::Itself | RowOf::Sum | RowOf::Beside | RowOf::Rule => Update::none(),
        }
    }

    /// The unit whose table is shown.
    fn unit(&self) -> Option<UnitId> {
        match self.read.as_ref()? {
            Read::Units(read) => read.unit,
            Read::Years(read) => read.unit,
            Read::Follows(..) => None,
        }
    }
}

/// The years that there can be figures of.
const YEARS: std::ops::RangeInclusive<i32> = 1930..=2100;

/// A year as typed; `Some(None)` for nothing typed, none for what is no year.
fn year_or_none(typed: &str) -> Option<Option<i32>> {
    match typed.trim() {
        "" => Some(None),
        typed => typed.parse().ok().filter(|year| YEARS.contains(year)).map(Some),
    }
}

fn problem(error: &crate::services::Error) -> Update<Message> {
    Update::event(Event::Notice(Tone::Problem, sentence::error(error)))
}
