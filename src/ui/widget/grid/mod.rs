//! A grid of rows and columns that draws only what is seen, at any number of rows.
//!
//! It is one widget: it asks a closure for the text of the visible cells and
//! draws them itself, in one layer; only the cell that is being edited holds a line of text. It scrolls by whole rows, as spreadsheets do, so that no
//! position is ever inexact. The screen owns a [`State`], hands it in with each view and applies
//! each [`Event`] to it; within one batch of keys the grid keeps its own copy current, so that
//! fast typing lands in the right cell.
//!
//! Whatever changes data is said with the keys of record and column ([`Grid::keys`]), never with
//! places on the screen. The screen checks each [`Change`]: it stores it, or has it refused with a
//! sentence ([`State::refuse`]), and the text stays in its cell until it is mended.
//!
//! A tree of rows is the same grid with [`Grid::branches`].

mod arrange;
mod bars;
pub(super) mod cells;
mod command;
mod edit;
mod edit_keys;
mod editing;
mod editor;
mod errand;
mod figures;
mod find;
mod geometry;
mod header;
mod hover;
mod keyboard;
mod menu;
mod mouse;
mod offer;
mod paint;
mod run;
mod select;
mod sort;
mod state;
mod status;
mod tsv;
mod walk;
mod widget;
mod words;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use iced::Length;
use iced::advanced::widget::Id;

use crate::ui::theme::{size, space};

pub use super::context_menu::Item;

pub use arrange::Arrangement;
pub use command::Command;
pub use edit::{Ask, Block, Change, Draft, Edit, Paste, Plan};
pub use errand::{Errand, send};
pub use find::{Find, FindWords, Found, cells_with};
pub use select::{Selection, Spot};
pub use sort::sort_as_asked;
pub use state::{Event, Order, RowKey, State};
pub use status::Summary;
pub use words::Words;

/// A column as the screen wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    key: String,
    title: String,
    width: f32,
    align: Align,
    is_sortable: bool,
    kind: Kind,
    is_editable: bool,
    is_pinned: bool,
}

/// What the cells of a column hold, which decides how they are edited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Kind {
    /// Text.
    #[default]
    Text,
    /// A figure.
    Number,
    /// A date.
    Date,
    /// One of these words.
    Choice(Arc<[String]>),
    /// Yes ([`TICKED`]) or no (empty).
    Tick,
}

/// The text of a ticked cell, as one types it on paper and in a spreadsheet.
pub const TICKED: &str = "x";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Centre,
    Right,
}

impl Column {
    /// A column named `key` in settings and `title` on the screen, `width` pixels wide until the
    /// person makes it wider or narrower.
    #[must_use]
    pub fn new(key: impl Into<String>, title: impl Into<String>, width: f32) -> Self {
        Self {
            key: key.into(),
            title: title.into(),
            width,
            align: Align::Left,
            is_sortable: true,
            kind: Kind::Text,
            is_editable: false,
            is_pinned: false,
        }
    }

    /// Makes it wide enough for its title and the arrow of an order, but not wider than `most`.
    #[must_use]
    pub fn fit_title(mut self, most: f32) -> Self {
        let title = cells::width(&self.title, true) + size::ICON + 2.0 * space::SMALL;
        self.width = self.width.max(title.ceil().min(most));
        self
    }

    /// How wide it is until somebody makes it wider or narrower.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Its name in settings and in events.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What stands above it.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What its cells hold.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Its cells can be typed in, unless one is [locked](Cell::locked).
    #[must_use]
    pub fn editable(mut self) -> Self {
        self.is_editable = true;
        self
    }

    /// Figures: to the right.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// Short marks: in the middle.
    #[must_use]
    pub fn centred(mut self) -> Self {
        self.align = Align::Centre;
        self
    }

    /// It stays before the others and can't be hidden: it says whose row it is.
    #[must_use]
    pub fn pinned(mut self) -> Self {
        self.is_pinned = true;
        self
    }

    /// A click on the header does nothing.
    #[must_use]
    pub fn unsorted(mut self) -> Self {
        self.is_sortable = false;
        self
    }
}

/// What a cell's text means, which decides its colour and weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Plain text.
    #[default]
    Text,
    /// Less important.
    Muted,
    /// More important.
    Strong,
    /// A problem.
    Danger,
    /// Something to look at.
    Warning,
    /// Fine, done.
    Success,
    /// Chosen by the person just now.
    Accent,
}

/// The text of a cell and what it means. Plain strings turn into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    text: Cow<'a, str>,
    role: Role,
    locked: Option<Cow<'a, str>>,
    problem: Option<Cow<'a, str>>,
    warning: Option<Cow<'a, str>>,
    edited: Option<Cow<'a, str>>,
}

impl<'a> Cell<'a> {
    /// A text with a meaning.
    pub fn new(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self { text: text.into(), role, locked: None, problem: None, warning: None, edited: None }
    }

    /// It can't be edited though its column can, for this reason, a sentence.
    #[must_use]
    pub fn locked(mut self, reason: impl Into<Cow<'a, str>>) -> Self {
        self.locked = Some(reason.into());
        self
    }

    /// What it holds is wrong, a sentence.
    #[must_use]
    pub fn problem(mut self, problem: impl Into<Cow<'a, str>>) -> Self {
        self.problem = Some(problem.into());
        self
    }

    /// What it holds is worth a look, a sentence: said on hover and in the line below.
    #[must_use]
    pub fn warning(mut self, warning: impl Into<Cow<'a, str>>) -> Self {
        self.warning = Some(warning.into());
        self
    }

    /// What is edited, where it differs from what is shown.
    #[must_use]
    pub fn edited_as(mut self, text: impl Into<Cow<'a, str>>) -> Self {
        self.edited = Some(text.into());
        self
    }
}

impl Cell<'_> {
    /// What is shown.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// What is edited.
    #[must_use]
    pub fn into_typed(self) -> String {
        self.edited.unwrap_or(self.text).into_owned()
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text, Role::Text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::new(text.as_str(), Role::Text)
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::new(text, Role::Text)
    }
}

impl<'a> From<Cow<'a, str>> for Cell<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::new(text, Role::Text)
    }
}

/// Where a row stands in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    /// How far it is indented; the roots have 0.
    pub depth: usize,
    /// Whether it has rows below it, and whether they are shown.
    pub fold: Fold,
}

/// Whether a row of a tree can be unfolded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Nothing is below it.
    Leaf,
    /// What is below it is shown.
    Open,
    /// What is below it is hidden.
    Shut,
}

/// The answer to a typed text: see [`Grid::on_text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed<Message> {
    message: Message,
    goes_down: bool,
}

impl<Message> Typed<Message> {
    /// Says the message; the cursor stays.
    pub fn stay(message: Message) -> Self {
        Self { message, goes_down: false }
    }

    /// Says the message and goes one row down at once, unless several rows are selected: then
    /// it is said of all of them.
    pub fn down(message: Message) -> Self {
        Self { message, goes_down: true }
    }
}

/// A grid of `rows` rows whose cells' texts come from `cell(row, column)`, called for what is
/// seen only.
///
/// `column` is a place in `columns` as they are given here, wherever the person has moved it to.
///
/// Keys, as in a spreadsheet:
///
/// | keys | |
/// |---|---|
/// | arrows, PageUp, PageDown, Ctrl+Home, Ctrl+End | move the cursor |
/// | Home, End | first and last column; in a list without a column to edit first and last row |
/// | Ctrl+arrows | to the edge of what is filled |
/// | the same with Shift, Shift+click, drag | select a range |
/// | Ctrl+A, Shift+Space, Ctrl+Space | select all, whole rows, whole columns |
/// | any text, Backspace | type over the cell ([`Grid::on_text`] comes first) |
/// | F2, double click | edit what the cell holds |
/// | Enter, Tab, with Shift back, arrows after typing | finish and go on |
/// | Ctrl+Enter | finish and fill the selection |
/// | Esc | give up; forget a refused text; end a run of Tabs |
/// | Alt+Down, F4 | open the list of a choice |
/// | Space, x | turn a tick over |
/// | Ctrl+D, Ctrl+', Ctrl+; | fill down, the text above, today |
/// | Del, Ctrl+X, Ctrl+C, Ctrl+V | clear, cut, copy, paste |
/// | Enter without an edit | opens the record, or [goes down](Grid::enter_goes_down) |
/// | Left, Right in a tree | fold and unfold (in the first column, if others can be edited) |
/// | Alt+Up, with Shift | sort by the current column, alone or too |
/// | Alt+Left, Alt+Right, with Shift | make the current column narrower and wider, move it |
/// | Shift+F10, the menu key | open the menu of the cell |
///
/// Tab goes from cell to cell only from an edit on; otherwise, and after the last cell, it leaves
/// the grid. Everything else is left to the screen's key binds.
///
/// ```text
/// grid(&self.list, &columns, self.rows.len(), |row, column| self.cell(row, column), Message::List)
///     .keys(|row| self.rows[row].id)
///     .sorted([("name".to_owned(), Order::Up)])
///     .empty(fl!("members-none"))
/// // in update:
/// Message::List(event) => { self.list.apply(&event); if let grid::Event::Opened(id) = event { … } }
/// ```
pub fn grid<'a, C, Message>(
    state: &State,
    columns: impl Into<Cow<'a, [Column]>>,
    rows: usize,
    cell: impl Fn(usize, usize) -> C + 'a,
    on_event: impl Fn(Event) -> Message + 'a,
) -> Grid<'a, Message>
where
    C: Into<Cell<'a>>,
{
    let given: Cow<'a, [Column]> = columns.into();
    let mut state = state.clone();
    let shown = state.arrangement().shown(&given);
    state.keep_within(rows, shown.len());
    let columns = shown.iter().map(|place| given[*place].clone()).collect();
    let shown = Rc::new(RefCell::new(shown));
    let places = Rc::clone(&shown);
    let place_of = move |column: usize| places.borrow().get(column).copied().unwrap_or(column);
    Grid {
        state,
        given,
        shown,
        columns,
        rows,
        cell: Box::new(move |row, column| cell(row, place_of(column)).into()),
        on_event: Box::new(on_event),
        key_of: Box::new(|row| RowKey::try_from(row).unwrap_or(RowKey::MAX)),
        on_text: None,
        branch: None,
        sorted: Vec::new(),
        empty: String::new(),
        id: None,
        height: Length::Fill,
        frozen: 0,
        bubble: None,
        words: None,
        own_items: None,
        today: None,
        enter_goes_down: false,
        has_status: false,
        hint: None,
        revision: 0,
        pending: HashMap::new(),
    }
}

type OnText<'a, Message> = Box<dyn Fn(RowKey, usize, &str) -> Option<Typed<Message>> + 'a>;

/// See [`grid`].
pub struct Grid<'a, Message> {
    state: State,
    /// All columns that the screen gave.
    given: Cow<'a, [Column]>,
    /// The places among them of those that are shown.
    shown: Rc<RefCell<Vec<usize>>>,
    /// Those that are shown, in the person's order.
    columns: Vec<Column>,
    rows: usize,
    /// By row and place among the shown columns.
    cell: Box<dyn Fn(usize, usize) -> Cell<'a> + 'a>,
    on_event: Box<dyn Fn(Event) -> Message + 'a>,
    key_of: Box<dyn Fn(usize) -> RowKey + 'a>,
    on_text: Option<OnText<'a, Message>>,
    branch: Option<Box<dyn Fn(usize) -> Branch + 'a>>,
    sorted: Vec<(String, Order)>,
    empty: String,
    id: Option<Id>,
    height: Length,
    frozen: usize,
    bubble: Option<Box<dyn Fn(usize) -> String + 'a>>,
    words: Option<fn() -> Words>,
    own_items: Option<OwnItems<'a, Message>>,
    today: Option<String>,
    enter_goes_down: bool,
    has_status: bool,
    hint: Option<String>,
    revision: u64,
    /// What was typed since this view was made, which the screen has not heard yet.
    pending: HashMap<(RowKey, String), String>,
}

type OwnItems<'a, Message> = Box<dyn Fn(RowKey) -> Vec<Item<Message>> + 'a>;

impl<'a, Message> Grid<'a, Message> {
    /// What each row stands for; its place when not said. The cursor follows its record.
    #[must_use]
    pub fn keys(mut self, key_of: impl Fn(usize) -> RowKey + 'a) -> Self {
        self.key_of = Box::new(key_of);
        self.state.follow(self.rows, &*self.key_of);
        self
    }

    /// The columns by which the rows are sorted, first the one that counts most, for the arrows
    /// in the header.
    #[must_use]
    pub fn sorted(mut self, sorted: impl IntoIterator<Item = (String, Order)>) -> Self {
        self.sorted = sorted.into_iter().collect();
        self
    }

    /// Makes the first column a tree: says of each row where it stands.
    #[must_use]
    pub fn branches(mut self, branch: impl Fn(usize) -> Branch + 'a) -> Self {
        self.branch = Some(Box::new(branch));
        self
    }

    /// Takes text that is typed while the grid has the focus: the record in the cursor's row, the
    /// place of its column as the columns were given, and the text (Enter comes as `"\n"`). `None`
    /// leaves the key to its usual meaning.
    #[must_use]
    pub fn on_text(mut self, on_text: impl Fn(RowKey, usize, &str) -> Option<Typed<Message>> + 'a) -> Self {
        self.on_text = Some(Box::new(on_text));
        self
    }

    /// The sentence shown when there are no rows.
    #[must_use]
    pub fn empty(mut self, sentence: impl Into<String>) -> Self {
        self.empty = sentence.into();
        self
    }

    /// The first `count` shown columns don't scroll across, as long as the others have room.
    #[must_use]
    pub fn frozen(mut self, count: usize) -> Self {
        self.frozen = count;
        self
    }

    /// What is shown beside the thumb of the scroll bar while it is dragged: where this row is,
    /// such as the initial letters of its name.
    #[must_use]
    pub fn bubble(mut self, bubble: impl Fn(usize) -> String + 'a) -> Self {
        self.bubble = Some(Box::new(bubble));
        self
    }

    /// The words of its menus and of its line at the bottom. Without them there is none.
    #[must_use]
    pub fn words(mut self, words: fn() -> Words) -> Self {
        self.words = Some(words);
        self
    }

    /// What the screen offers for a record in the menu of its cells, before what the grid does.
    #[must_use]
    pub fn menu(mut self, items: impl Fn(RowKey) -> Vec<Item<Message>> + 'a) -> Self {
        self.own_items = Some(Box::new(items));
        self
    }

    /// The date that Ctrl+; types.
    #[must_use]
    pub fn today(mut self, today: impl Into<String>) -> Self {
        self.today = Some(today.into());
        self
    }

    /// Enter goes down while no cell is being edited, instead of opening the record.
    #[must_use]
    pub fn enter_goes_down(mut self) -> Self {
        self.enter_goes_down = true;
        self
    }

    /// Shows a line at the bottom: what is to be said of the current cell, and number and sum of
    /// the selected ones; it needs [`words`](Self::words).
    #[must_use]
    pub fn status(mut self) -> Self {
        self.has_status = true;
        self
    }

    /// What the line says while there is nothing else to be said: what the keys do here.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into()).filter(|hint| !hint.is_empty());
        self
    }

    /// A number that is another one after each change of the data, so that the sum of a large
    /// selection is made anew then.
    #[must_use]
    pub fn revision(mut self, revision: u64) -> Self {
        self.revision = revision;
        self
    }

    /// A name by which the program can put the focus here.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Its height; all there is when not said.
    #[must_use]
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }
}
