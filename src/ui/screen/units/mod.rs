//! The units tab: the committee, its party organisations and cells as a tree, and what is done
//! with them: adding, editing, moving, closing, narrowing the window to one.
//!
//! The records are the context's; the screen keeps only identities and drafts. Changes run on the
//! worker, each under a number, so that an answer finds the dialog that waits for it.

mod action;
mod change;
mod closing;
mod dialog;
mod discipline;
mod editor;
mod moving;
mod outline;
mod proposal;
mod view;

use iced::Task;

use self::action::Action;
use self::change::Change;
use self::closing::Closing;
use self::dialog::Open;
use self::discipline::Disciplining;
use self::editor::Editor;
use self::moving::Moving;
use self::outline::Outline;
use super::{Event, Update};
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::domain::rating::{Discipline, Who};
use crate::domain::unit::Node;
use crate::i18n::sentence;
use crate::services::{Changes, Result, Table, ratings, registers};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::Bind;
use crate::ui::part::arranged;
use crate::ui::widget::grid::{self, State};
use crate::ui::widget::{Dialog, Tone, focus_on};

/// The grid's name for the focus.
pub const GRID: &str = "units-grid";
/// The grid's columns in the settings.
const COLUMNS: &str = "units";
/// The name, for the focus, of the button for the first cell.
const FIRST_CELL: &str = "units-first-cell";
/// The search field's name for the focus.
const SEARCH: &str = "units-search";

/// The units tab.
#[derive(Debug, Default)]
pub struct Units {
    outline: Outline,
    list: State,
    /// The unit of the cursor.
    selected: Option<UnitId>,
    /// A unit that was just saved, to be selected once the tree has it.
    awaited: Option<UnitId>,
    open: Option<Open>,
    workplaces: Vec<String>,
    requests: u64,
}

/// What happens on the tab.
#[derive(Debug, Clone)]
pub enum Message {
    /// The grid said something.
    Grid(grid::Event),
    /// Something is asked for.
    Asked(Action),
    /// The search is this now.
    SearchTyped(String),
    /// The search is over.
    SearchLeft,
    /// Something was typed into the unit's form.
    Edited(editor::Input),
    /// A place was typed for the unit that is moved.
    PlaceTyped(String),
    /// Something was typed into the closing form.
    ClosingTyped(closing::Input),
    /// In the dialog of discipline.
    DisciplineTyped(discipline::Input),
    /// Discipline of a unit was read.
    DisciplineRead(UnitId, Result<Vec<Discipline>>),
    /// A field of the dialog was left.
    FieldLeft(Field),
    /// Escape in a dialog.
    Left,
    /// The dialog's content is to be saved.
    Submitted,
    /// The worker answered a change: the unit to be selected, and what changed.
    Answered(u64, Result<(UnitId, Changes)>),
    /// The workplaces that are suggested.
    WorkplacesRead(Result<Vec<String>>),
}

impl Units {
    /// The tab, loading what it shows.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let list = State::with_arrangement(arranged::read(&context.settings, COLUMNS));
        let mut tab = Self { list, ..Self::default() };
        tab.renew(context);
        (tab, read_workplaces(context))
    }

    /// The control where work begins: the list, or the button for the first cell.
    pub fn home(&self) -> &'static str {
        if self.outline.rows().is_empty() { FIRST_CELL } else { GRID }
    }

    /// Puts the focus where work begins.
    pub fn focus(&self) -> Task<Message> {
        focus_on(self.home())
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Update<Message> {
        match message {
            Message::Grid(event) => return self.grid_said(&event, context),
            Message::Asked(action) => return self.asked(action, context),
            Message::SearchTyped(query) => {
                self.outline.type_query(query, &context.tree);
                self.select_found(self.outline.found_from(self.selected, &context.tree), context);
            }
            Message::SearchLeft => {
                self.outline.type_query(String::new(), &context.tree);
                return Update::task(focus_on(GRID));
            }
            Message::Edited(input) => {
                if let Some(Open::Editor(editor)) = &mut self.open {
                    editor.type_in(input, &context.tree);
                }
            }
            Message::FieldLeft(field) => {
                if let Some(open) = &mut self.open {
                    open.left(field, context.author.today);
                }
            }
            Message::PlaceTyped(typed) => {
                if let Some(Open::Moving(moving)) = &mut self.open {
                    moving.type_in(typed);
                }
            }
            Message::ClosingTyped(input) => {
                if let Some(Open::Closing(closing)) = &mut self.open {
                    closing.type_in(input);
                }
            }
            Message::DisciplineTyped(input) => {
                if let Some(Open::Discipline(open)) = &mut self.open {
                    open.type_in(input);
                }
            }
            Message::DisciplineRead(unit, Ok(known)) => {
                if let Some(Open::Discipline(open)) = self.open.as_mut()
                    && open.unit == unit
                {
                    open.read(known);
                }
            }
            Message::DisciplineRead(_, Err(error)) => {
                return Update::event(Event::Notice(Tone::Problem, sentence::error(&error)));
            }
            Message::Left => self.leave_dialog(),
            Message::Submitted => return self.submit(context),
            Message::Answered(request, result) => return self.answered(request, result),
            Message::WorkplacesRead(Ok(workplaces)) => self.workplaces = workplaces,
            Message::WorkplacesRead(Err(error)) => {
                return Update::event(Event::Notice(Tone::Problem, sentence::error(&error)));
            }
        }
        Update::none()
    }

    /// The tab's content.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        view::tab(self, context)
    }

    /// The open dialog, shown above the whole window.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Option<Dialog<'a, Message>> {
        Some(match self.open.as_ref()? {
            Open::Editor(editor) => editor.dialog(&self.workplaces, context.author.today),
            Open::Moving(moving) => moving.dialog(),
            Open::Closing(closing) => closing.dialog(context.author.today),
            Open::Discipline(open) => open.dialog(context.author.today),
        })
    }

    /// What can be done on the tab, with its keys.
    pub fn keys(&self, context: &Context) -> Vec<Bind<Message>> {
        action::all(self, context)
    }

    /// What is shown may have changed: what an operation touched, or everything for none.
    pub fn invalidate(&mut self, changes: Option<&Changes>, context: &Context) -> Task<Message> {
        self.renew(context);
        let workplaces = match changes {
            Some(changes) if !changes.touches(Table::Choice) => Task::none(),
            Some(_) | None => read_workplaces(context),
        };
        let focus = match self.awaited.filter(|unit| context.tree.node(*unit).is_some()) {
            Some(unit) => {
                self.awaited = None;
                self.outline.reveal(unit, &context.tree);
                // A unit that was closed may be hidden: then what is marked is its parent.
                self.selected = Some(unit);
                self.follow_selected(context);
                focus_on(GRID)
            }
            None => Task::none(),
        };
        Task::batch([workplaces, focus])
    }

    /// What was typed and is not saved, in words.
    pub fn unsaved(&self) -> Vec<String> {
        self.open.as_ref().filter(|open| open.is_dirty()).map(Open::unsaved).into_iter().collect()
    }

    /// Whether something typed is not saved.
    pub fn is_dirty(&self) -> bool {
        self.open.as_ref().is_some_and(Open::is_dirty)
    }

    /// Drops all records that are shown; drafts stay.
    pub fn forget(&mut self) {
        self.outline.forget();
        self.workplaces.clear();
        if let Some(open) = &mut self.open {
            open.forget();
        }
    }

    // ---- the list

    /// Takes a changed tree; the cursor stays on its unit.
    fn renew(&mut self, context: &Context) {
        self.outline.renew(&context.tree);
        if let Some(open) = &mut self.open {
            open.renew(&context.tree);
        }
        self.follow_selected(context);
    }

    /// Puts the cursor where the selected unit is now; when it is not shown, to the nearest unit
    /// above it in the tree, else to the row that took its place.
    fn follow_selected(&mut self, context: &Context) {
        let mut unit = self.selected;
        while let Some(node) = unit.and_then(|unit| context.tree.node(unit)) {
            if self.outline.row_of(node.unit.id).is_some() {
                return self.select(node.unit.id);
            }
            unit = node.unit.parent;
        }
        let last = self.outline.rows().len().saturating_sub(1);
        let row = self.list.cursor().unwrap_or_default().min(last);
        self.selected = None;
        if let Some(unit) = self.outline.unit_at(row) {
            self.select(unit);
        }
    }

    fn select(&mut self, unit: UnitId) {
        self.selected = Some(unit);
        if let Some(row) = self.outline.row_of(unit)
            && self.list.cursor() != Some(row)
        {
            self.list.go_to(row);
        }
    }

    fn select_found(&mut self, unit: Option<UnitId>, context: &Context) {
        if let Some(unit) = unit {
            self.outline.reveal(unit, &context.tree);
            self.select(unit);
        }
    }

    fn selected_node<'a>(&self, context: &'a Context) -> Option<&'a Node> {
        self.selected.and_then(|unit| context.tree.node(unit))
    }

    fn grid_said(&mut self, event: &grid::Event, context: &Context) -> Update<Message> {
        self.list.apply(event);
        match event {
            grid::Event::Selected(_, key) => self.selected = Some(UnitId(*key)),
            grid::Event::Folded(key, is_open) => {
                self.outline.fold(UnitId(*key), *is_open, &context.tree);
                self.follow_selected(context);
            }
            grid::Event::Opened(key) => {
                self.selected = Some(UnitId(*key));
                return self.asked(Action::Edit, context);
            }
            event if event.rearranges() => {
                let columns = view::columns(0.0);
                let settings = arranged::kept(&context.settings, COLUMNS, &self.list, &columns);
                return Update::event(Event::SettingsChanged(settings));
            }
            _ => {}
        }
        Update::none()
    }

    // ---- what is asked for

    fn asked(&mut self, action: Action, context: &Context) -> Update<Message> {
        let tree = &context.tree;
        match action {
            Action::Add => {
                let parent = proposal::parent(tree, self.selected);
                self.open = Some(Open::Editor(Box::new(Editor::add(tree, parent, None))));
            }
            Action::AddFirst(kind) => {
                self.open = Some(Open::Editor(Box::new(Editor::add(tree, None, Some(kind)))));
            }
            Action::Search => return Update::task(focus_on(SEARCH)),
            Action::Next => {
                self.select_found(self.outline.found_after(self.selected, tree), context);
            }
            Action::Previous => {
                self.select_found(self.outline.found_before(self.selected, tree), context);
            }
            Action::TurnClosed => {
                self.outline.show_closed(!self.outline.shows_closed(), tree);
                self.follow_selected(context);
            }
            Action::Edit
            | Action::Move
            | Action::Reorder(_)
            | Action::CloseOrReopen
            | Action::Discipline
            | Action::Narrow => {
                if let Some(node) = self.selected_node(context) {
                    return self.asked_of(action, node, context);
                }
            }
        }
        Update::none()
    }

    fn asked_of(&mut self, action: Action, node: &Node, context: &Context) -> Update<Message> {
        let (tree, unit) = (&context.tree, node.unit.id);
        match action {
            Action::Edit => self.open = Some(Open::Editor(Box::new(Editor::edit(tree, node)))),
            Action::Move => self.open = Some(Open::Moving(Moving::new(tree, node))),
            Action::CloseOrReopen if node.unit.closed_on.is_some() => {
                return Update::task(self.send(Change::Reopen(unit), context));
            }
            Action::CloseOrReopen => {
                self.open = Some(Open::Closing(Closing::new(tree, node, context.author.today)));
            }
            Action::Discipline => {
                self.open = Some(Open::Discipline(Box::new(Disciplining::new(node))));
                return Update::task(context.ask(
                    move |db| ratings::discipline_of(db, Who::Unit(unit)),
                    move |known| Message::DisciplineRead(unit, known),
                ));
            }
            Action::Reorder(way) => {
                return Update::task(self.send(Change::Reorder(unit, way), context));
            }
            Action::Narrow => {
                let is_narrow = context.unit == Some(unit);
                return Update::event(Event::UnitChosen((!is_narrow).then_some(unit)));
            }
            Action::Add
            | Action::AddFirst(_)
            | Action::Search
            | Action::Next
            | Action::Previous
            | Action::TurnClosed => {}
        }
        Update::none()
    }

    // ---- changes

    /// Sends what the dialog holds.
    fn submit(&mut self, context: &Context) -> Update<Message> {
        let Some(open) = &mut self.open else { return Update::none() };
        if open.attempt().is_sent() {
            return Update::none();
        }
        let Some(change) = open.change() else { return Update::task(open.focus_on_problem()) };
        let task = self.send(change, context);
        let request = self.requests;
        if let Some(open) = &mut self.open {
            open.attempt().sent(request);
        }
        Update::task(task)
    }

    fn send(&mut self, change: Change, context: &Context) -> Task<Message> {
        self.requests += 1;
        let request = self.requests;
        let author = context.author.clone();
        context.ask(move |db| change.run(db, &author), move |result| Message::Answered(request, result))
    }

    fn answered(&mut self, request: u64, result: Result<(UnitId, Changes)>) -> Update<Message> {
        let waiting = self.open.as_mut().map(Open::attempt).filter(|attempt| attempt.awaits(request));
        match (result, waiting) {
            (Ok((unit, changes)), waiting) => {
                if waiting.is_some() {
                    self.open = None;
                }
                if changes.is_empty() {
                    return Update::none();
                }
                self.awaited = Some(unit);
                Update::event(Event::Committed(changes))
            }
            (Err(error), Some(attempt)) => match attempt.failed(error) {
                Some(error) => Update::event(Event::Notice(Tone::Problem, sentence::error(&error))),
                None => {
                    self.open.as_mut().map_or_else(Update::none, |open| Update::task(open.focus_on_problem()))
                }
            },
            (Err(error), None) => Update::event(Event::Notice(Tone::Problem, sentence::error(&error))),
        }
    }
}

fn read_workplaces(context: &Context) -> Task<Message> {
    context.ask(|db| registers::choices(db, "workplace"), Message::WorkplacesRead)
}
