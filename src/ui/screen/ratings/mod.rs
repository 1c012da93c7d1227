//! The ratings tab: a year's sheet of members or units, rated as fast as a person types.
//!
//! What is typed is shown at once and follows to the disk in order ([`sheet`]); it is bound to a
//! member or unit, never to a place on the screen ([`rate`]). The columns are levels ([`table`]),
//! so that arrows choose and Enter confirms; ranges are rated, filled, copied and pasted as in a
//! spreadsheet ([`cells`]).

mod ceiling;
mod cells;
mod decision;
mod dialogs;
mod finding;
mod form;
mod form_view;
mod noted;
mod panel;
mod paper;
mod rate;
mod reason;
mod sheet;
mod steps;
mod table;
mod totals;
mod view;
mod words;

use std::collections::HashSet;
use std::sync::Arc;

use chrono::Datelike;
use iced::{Task, task};

use super::{Event, Update};
use crate::domain::id::UnitId;
use crate::domain::problem::Kind;
use crate::domain::rating::{StepKind, Subject};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::i18n::sentence;
use crate::services::{Changes, Committed, Error, Result, Table as Stored};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::Bind;
use crate::ui::parcel::Parcel;
use crate::ui::part::{arranged, paste_preview};
use crate::ui::widget::{Dialog, Tone, focus_on, grid};

use decision::Decision;
use form::Form;
use panel::{Listed, Panel};
use paper::Paper;
use rate::{Batch, Mark};
use reason::Reason;
use sheet::{Filter, Row, Sheet, Who};
use table::{Content, Table};

/// First year that can be rated.
const FIRST_YEAR: i32 = 1930;
/// Last year that can be asked for on paper.
const LAST_YEAR: i32 = 2100;
/// The month from which the running year is the one to be rated.
const RATING_BEGINS: u32 = 10;

/// The grid, for the focus.
pub const LIST: &str = "ratings-list";
/// The grid's columns in the settings.
const COLUMNS: &str = "rating-sheets";
/// The field of the filter by name, for the focus.
const SEARCH: &str = "ratings-search";

/// The ratings tab.
#[derive(Debug)]
pub struct Ratings {
    subject: Subject,
    year: i32,
    unit: Option<UnitId>,
    year_typed: String,
    year_problem: Option<Kind>,
    /// None while it is being read for the first time.
    sheet: Option<Sheet>,
    failure: Option<Error>,
    filter: Filter,
    /// Places in the sheet of the rows that are shown.
    shown: Vec<usize>,
    table: Table,
    list: grid::State,
    find: grid::Find,
    /// The cell that was found last: the cursor is in its row.
    found: Option<grid::Spot>,
    /// Who has the cursor while the sheet is read.
    sought: Option<Who>,
    /// Whether the person has moved the cursor or rated somebody: until then it stays at the top.
    is_begun: bool,
    request: u64,
    reading: Option<task::Handle>,
    /// Operations made here: the sheet shows them already.
    own: HashSet<i64>,
    dialog: Option<Open>,
    /// Whether the dialog asks before what was typed in it is lost.
    asks_to_leave: bool,
    /// What of a paste can't be stored.
    preview: Option<cells::Preview>,
    /// What is missing and what is odd, while it is listed.
    panel: Option<Panel>,
    /// All units, to know what a decision covers.
    tree: Arc<UnitTree>,
}

/// The open dialog.
#[derive(Debug)]
enum Open {
    Reason(Reason),
    Decision(Box<Decision>),
    Form(Box<Form>),
    Paper(Paper),
    Ceiling(ceiling::Ceilings),
}

/// What happens on the tab.
#[derive(Debug, Clone)]
pub enum Message {
    /// A sheet was read, for this request.
    Read(u64, Result<Parcel<Sheet>>),
    /// In the grid.
    List(grid::Event),
    /// The grid is to have the keys.
    ListEntered,
    /// Members or units.
    SubjectChosen(Subject),
    /// A year was typed.
    YearTyped(String),
    /// The typed year is complete.
    YearLeft,
    /// A year before or after.
    YearStepped(i32),
    /// Something is looked for on the sheet.
    Find(grid::Found),
    /// Only names with this are to be shown.
    Searched(String),
    /// The field of that filter is to have the keys.
    SearchEntered,
    /// Everybody, or only those without a rating.
    FilterTurned(bool),
    /// Somebody was marked, in a step or by the rating itself.
    Marked(Who, Option<StepKind>, Mark),
    /// Whoever has the cursor was marked.
    CursorMarked(Mark),
    /// All reasons that the rules offer are right.
    OffersAccepted,
    /// A batch was saved, or not.
    Saved(Batch, Result<Committed<()>>),
    /// In the dialog for a reason.
    Reason(reason::Message),
    /// The year is to be locked or opened again.
    DecisionAsked,
    /// In the dialog for that.
    Decision(decision::Message),
    /// The table is to be printed.
    PaperAsked,
    /// In the dialog for that.
    Paper(paper::Message),
    /// What the ceiling is made of is to be seen.
    CeilingAsked,
    /// In the dialog for that.
    Ceiling(ceiling::Message),
    /// The rules of rating are to be seen.
    RegimesAsked,
    /// In the preview of a paste.
    Preview(paste_preview::Message),
    /// A dialog is to be opened.
    FormAsked(Asked),
    /// In such a dialog.
    Form(form::Message),
    /// What is missing is to be listed, or no longer.
    PanelTurned,
    /// The other list is wanted.
    PanelListed(Listed),
    /// In the list.
    Panel(grid::Event),
}

impl Ratings {
    /// The tab, loading what it shows.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let today = context.author.today;
        let year = if today.month() >= RATING_BEGINS { today.year() } else { today.year() - 1 };
        let mut screen = Self {
            subject: Subject::Member,
            year,
            unit: context.unit,
            year_typed: year.to_string(),
            year_problem: None,
            sheet: None,
            failure: None,
            filter: Filter::default(),
            shown: Vec::new(),
            table: Table::default(),
            list: grid::State::with_arrangement(arranged::read(&context.settings, COLUMNS)),
            find: grid::Find::default(),
            found: None,
            sought: None,
            is_begun: false,
            request: 0,
            reading: None,
            own: HashSet::new(),
            dialog: None,
            asks_to_leave: false,
            preview: None,
            panel: None,
            tree: Arc::clone(&context.tree),
        };
        let task = screen.read(context);
        (screen, task)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Update<Message> {
        self.asks_to_leave &= dialogs::keeps_question(&message);
        match message {
            Message::Read(request, answer) => self.take_sheet(request, answer, context),
            Message::List(event) => self.take_list(&event, context),
            Message::ListEntered => Update::task(focus_on(LIST)),
            Message::SubjectChosen(subject) => self.go_to(subject, self.year, context),
            Message::YearTyped(typed) => {
                self.year_typed = typed;
                self.year_problem = None;
                Update::none()
            }
            Message::YearLeft => self.take_year(context),
            Message::YearStepped(by) => {
                let year = (self.year + by).clamp(FIRST_YEAR, this_year(context));
                self.go_to(self.subject, year, context)
            }
            Message::Find(said) => self.find(&said, context),
            Message::Searched(typed) => {
                self.filter.search = typed;
                self.select(&HashSet::new(), self.cursor());
                Update::none()
            }
            Message::SearchEntered => Update::task(focus_on(SEARCH)),
            Message::FilterTurned(only_open) => {
                self.filter.only_open = only_open;
                self.select(&HashSet::new(), self.cursor());
                Update::none()
            }
            Message::Marked(who, step, mark) => self.mark(who, step, mark, context),
            Message::CursorMarked(mark) => self.mark_cursor(mark, context),
            Message::OffersAccepted => self.accept_offers(context),
            Message::Saved(batch, answer) => self.take_answer(&batch, answer, context),
            Message::Reason(message) => self.take_reason(message, context),
            Message::DecisionAsked => self.ask_decision(context),
            Message::Decision(message) => self.take_decision(message, context),
            Message::PaperAsked => {
                self.dialog = Some(Open::Paper(Paper::new(self.subject, self.year)));
                Update::none()
            }
            Message::Paper(message) => self.take_paper(message, context),
            Message::CeilingAsked => {
                self.dialog = Some(Open::Ceiling(ceiling::Ceilings::default()));
                Update::none()
            }
            Message::Ceiling(message) => self.take_ceiling(message, context),
            Message::RegimesAsked => Update::event(Event::RegimesAsked),
            Message::Preview(message) => self.take_preview(message, context),
            Message::FormAsked(asked) => self.ask_form(asked, context),
            Message::Form(message) => self.take_form(message, context),
            Message::PanelTurned => self.turn_panel(context),
            Message::PanelListed(listed) => self.list_in_panel(listed, context),
            Message::Panel(event) => self.take_panel(&event, context),
        }
    }

    /// The tab's content.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        self.page(context)
    }

    /// The open dialog, shown above the whole window.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Option<Dialog<'a, Message>> {
        if let Some(preview) = &self.preview {
            return Some(preview.view().map(Message::Preview));
        }
        let dialog = match self.dialog.as_ref()? {
            Open::Reason(reason) => reason.view(&self.whom(reason)).map(Message::Reason),
            Open::Decision(decision) => decision.view(context.author.today).map(Message::Decision),
            Open::Form(form) => form.view(context.author.today).map(Message::Form),
            Open::Paper(paper) => paper.view().map(Message::Paper),
            Open::Ceiling(open) => open.view(&self.sheet.as_ref()?.meter, context).map(Message::Ceiling),
        };
        Some(dialog.warned(self.leaving_question()))
    }

    /// The tab's keys.
    pub fn keys(&self, _context: &Context) -> Vec<Bind<Message>> {
        self.binds()
    }

    /// What is shown may have changed: what an operation touched, or everything for none.
    pub fn invalidate(&mut self, changes: Option<&Changes>, context: &Context) -> Task<Message> {
        let Some(changes) = changes else {
            if self.unit != context.unit {
                self.leave_sheet();
            }
            return self.read(context);
        };
        let is_own = self.own.remove(&changes.sequence);
        if is_own || !SHOWN_HERE.iter().any(|table| changes.touches(*table)) {
            return Task::none();
        }
        self.read(context)
    }

    /// What was typed and is not saved, in words.
    pub fn unsaved(&self) -> Vec<String> {
        let count = self.list.unsaved();
        let cells = (count > 0).then(|| fl!("unsaved-ratings", count = count));
        cells.into_iter().chain(self.unsaved_in_dialog()).collect()
    }

    /// Whether something typed is not saved.
    pub fn is_dirty(&self) -> bool {
        self.unsaved_in_dialog().is_some() || self.list.is_dirty()
    }

    /// Drops all records that are shown; drafts stay.
    pub fn forget(&mut self) {
        self.list.set_aside(&fl!("ratings-cell-unsaved"));
        self.preview = None;
        self.panel = None;
        // A note names people and a ballot is of one of them; what was typed of a decision stays.
        if matches!(&self.dialog, Some(Open::Form(form)) if !form.is_dirty()) {
            self.dialog = None;
        }
        self.leave_sheet();
        self.reading = None;
        self.own.clear();
    }

    // ---- which sheet

    fn go_to(&mut self, subject: Subject, year: i32, context: &Context) -> Update<Message> {
        self.year_typed = year.to_string();
        self.year_problem = None;
        if (subject, year) == (self.subject, self.year) {
            return Update::none();
        }
        let mut update = self.finish_edit(context);
        (self.subject, self.year) = (subject, year);
        self.leave_sheet();
        update.task = Task::batch([update.task, self.read(context)]);
        update
    }

    fn take_year(&mut self, context: &Context) -> Update<Message> {
        let last = this_year(context);
        let typed = self.year_typed.trim().parse::<i32>().ok();
        match typed.filter(|year| (FIRST_YEAR..=last).contains(year)) {
            Some(year) => self.go_to(self.subject, year, context),
            None => {
                self.year_problem = Some(Kind::OutOfRange { min: FIRST_YEAR.into(), max: last.into() });
                Update::none()
            }
        }
    }

    /// Nothing of one sheet is shown under the name of another.
    fn leave_sheet(&mut self) {
        self.sought = self.cursor().or(self.sought);
        self.sheet = None;
        self.shown.clear();
        self.list.to_top();
    }

    /// Reads the sheet anew; an older reading is given up.
    fn read(&mut self, context: &Context) -> Task<Message> {
        self.request += 1;
        self.unit = context.unit;
        self.tree = Arc::clone(&context.tree);
        let (request, subject, year, unit) = (self.request, self.subject, self.year, self.unit);
        let reading = context.ask(
            move |database| Sheet::read(database, subject, year, unit),
            move |answer| Message::Read(request, answer.map(Parcel::new)),
        );
        let (reading, handle) = reading.abortable();
        self.reading = Some(handle.abort_on_drop());
        reading
    }

    fn take_sheet(
        &mut self,
        request: u64,
        answer: Result<Parcel<Sheet>>,
        context: &Context,
    ) -> Update<Message> {
        if request != self.request {
            return Update::none();
        }
        self.reading = None;
        match answer.map(|parcel| parcel.take()) {
            Ok(Some(sheet)) => {
                self.show(sheet);
                self.refresh_panel(context);
            }
            Ok(None) => {}
            Err(error) => {
                let words = sentence::error(&error);
                self.failure = Some(error);
                return Update::event(Event::Notice(Tone::Problem, words));
            }
        }
        Update::none()
    }

    fn show(&mut self, mut sheet: Sheet) {
        let cursor = self.cursor().or(self.sought.take());
        let kept: HashSet<Who> = self.shown_rows().map(|row| row.who).collect();
        if let Some(old) = &self.sheet {
            sheet.carry_over(old);
        }
        let table = Table::new(&sheet);
        if self.table.contents() != table.contents() {
            self.list.go_across(table.first_choice(&self.list));
        }
        self.table = table;
        self.sheet = Some(sheet);
        self.failure = None;
        self.select(&kept, cursor);
    }

    // ---- which rows

    /// Finds the rows that the filter leaves, and puts the cursor back on whom it was.
    fn select(&mut self, kept: &HashSet<Who>, cursor: Option<Who>) {
        let Some(sheet) = &self.sheet else { return };
        self.shown = sheet.select(&self.filter, kept);
        let place = self.place_of(cursor);
        let row = if self.is_begun { place.or(self.list.cursor()).unwrap_or_default() } else { 0 };
        let row = row.min(self.shown.len().saturating_sub(1));
        if self.list.cursor() != Some(row) || self.list.visible().start >= self.shown.len() {
            self.list.go_to(row);
        }
    }

    fn place_of(&self, who: Option<Who>) -> Option<usize> {
        let who = who?;
        self.shown_rows().position(|row| row.who == who)
    }

    fn shown_rows(&self) -> impl Iterator<Item = &Row> {
        let rows = self.sheet.as_ref().map(|sheet| sheet.rows.as_slice()).unwrap_or_default();
        self.shown.iter().filter_map(|place| rows.get(*place))
    }

    fn row_at(&self, place: usize) -> Option<&Row> {
        self.sheet.as_ref()?.rows.get(*self.shown.get(place)?)
    }

    /// Who has the cursor.
    fn cursor(&self) -> Option<Who> {
        self.row_at(self.list.cursor()?).map(|row| row.who)
    }

    fn take_list(&mut self, event: &grid::Event, context: &Context) -> Update<Message> {
        self.list.apply(event);
        self.is_begun |= matches!(event, grid::Event::Selected(..) | grid::Event::Opened(_));
        match event {
            grid::Event::Opened(key) if self.table.current(&self.list).is_some_and(Content::is_step) => {
                self.go_down(Who::of_key(*key).0);
                Update::none()
            }
            grid::Event::Opened(key) => self.mark(Who::of_key(*key).0, None, Mark::Current, context),
            grid::Event::Committed(change) => self.commit(change, context),
            grid::Event::Asked(ask) => self.wish(ask, context),
            event if event.rearranges() => {
                let heads = self.table.heads();
                let settings = arranged::kept(&context.settings, COLUMNS, &self.list, heads);
                Update::event(Event::SettingsChanged(settings))
            }
            _ => Update::none(),
        }
    }
}

/// A dialog that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A note to warnings.
    Note,
    /// A change of a decided rating.
    Rerate,
    /// The ballot on whoever has the cursor.
    Ballot,
    /// Copying from the year before.
    Copy,
    /// Which steps are shown.
    Parts,
}

/// The tables that the sheet is made from.
const SHOWN_HERE: [Stored; 21] = [
    Stored::RatingCeiling,
    Stored::RatingExclusion,
    Stored::RatingBand,
    Stored::CeilingRaise,
    Stored::Unit,
    Stored::Member,
    Stored::Membership,
    Stored::MemberStatus,
    Stored::RatingRegime,
    Stored::RatingLevel,
    Stored::MemberRating,
    Stored::UnitRating,
    Stored::RatingTotal,
    Stored::RatingDecision,
    Stored::Setting,
    Stored::Post,
    Stored::RatingDetail,
    Stored::RatingStep,
    Stored::Ballot,
    Stored::RatingAcknowledgement,
    Stored::Discipline,
];

fn this_year(context: &Context) -> i32 {
    context.author.today.year()
}
