//! Finding somebody or a reason on the sheet.

use std::collections::HashMap;

use iced::Task;
use iced::widget::operation;

use super::sheet::{Detail, Row};
use super::steps;
use super::table::{CHOSEN, Content, reason_words};
use super::{LIST, Message, Ratings, Update};
use crate::domain::id::UnitId;
use crate::domain::member::Status;
use crate::domain::text;
use crate::i18n::term::{self, Words};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::grid_words;
use crate::ui::widget::focus_on;
use crate::ui::widget::grid::{Found, Spot};

/// The field's name for the focus.
const FIELD: &str = "ratings-find";

impl Ratings {
    /// Takes what was said in the bar.
    pub(super) fn find(&mut self, said: &Found, context: &Context) -> Update<Message> {
        let cursor = Spot { row: self.list.cursor().unwrap_or_default(), column: self.list.column() };
        // The cursor stands beside what was found, where it can be rated.
        let is_beside = |found: &Spot| *found == cursor || cursor == self.beside(*found);
        let from = self.found.filter(is_beside).unwrap_or(cursor);
        let mut find = std::mem::take(&mut self.find);
        let was_open = find.is_open();
        let found = find.take(said, from, |text| self.cells_with(text, context));
        let is_open = find.is_open();
        self.find = find;
        if let Some(spot) = found {
            let Spot { row, column } = self.beside(spot);
            self.found = Some(spot);
            self.is_begun = true;
            self.list.go_across(column);
            self.list.go_to(row);
        }
        let focus = match said {
            Found::Left => focus_on(LIST),
            Found::Wanted => Task::batch([focus_on(FIELD), operation::select_all(FIELD)]),
            _ if is_open && !was_open => focus_on(FIELD),
            Found::Typed(_) | Found::Next | Found::Previous => Task::none(),
        };
        Update::task(focus)
    }

    /// Where the cursor goes for a found cell: who looks for a person wants to rate, so it stays
    /// in the column of the level that Enter gives.
    fn beside(&self, found: Spot) -> Spot {
        let shown = self.list.arrangement().shown(self.table.heads());
        let content = |column: usize| shown.get(column).and_then(|place| self.table.content(*place));
        let is_rating = |column: usize| content(column).is_some_and(Content::is_rating);
        let column = [found.column, self.list.column()].into_iter().find(|column| is_rating(*column));
        Spot { column: column.unwrap_or_else(|| self.table.first_choice(&self.list)), ..found }
    }

    /// The shown cells that hold a text. Names are folded already and a unit's is folded once, so
    /// that a sheet of 100.000 members answers while one types.
    fn cells_with(&self, typed: &str, context: &Context) -> Vec<Spot> {
        let shown = self.list.arrangement().shown(self.table.heads());
        let contents: Vec<_> = shown.iter().filter_map(|place| self.table.content(*place)).collect();
        let mut needle = Needle::new(typed);
        let mut found = Vec::new();
        for (row, who) in self.shown_rows().enumerate() {
            let in_row = (0..).zip(&contents).filter(|(_, content)| needle.is_in(who, **content, context));
            found.extend(in_row.map(|(column, _)| Spot { row, column }));
        }
        found
    }

    /// The bar, while it is open.
    pub(super) fn find_bar(&self) -> Option<Element<'_, Message>> {
        let words = grid_words::find(&self.find);
        self.find.is_open().then(|| self.find.bar(FIELD, words).map(Message::Find))
    }
}

/// What is looked for, without marks, and what is known of the words that many rows share.
struct Needle {
    text: String,
    units: HashMap<UnitId, bool>,
    statuses: HashMap<Status, bool>,
}

impl Needle {
    fn new(typed: &str) -> Self {
        Self { text: text::fold(typed), units: HashMap::new(), statuses: HashMap::new() }
    }

    /// Whether a cell holds it. Running numbers are places on the screen and are not looked for.
    fn is_in(&mut self, row: &Row, content: Content, context: &Context) -> bool {
        let text = self.text.as_str();
        let holds = |words: &str| text::fold(words).contains(text);
        match (content, row.detail) {
            _ if text.is_empty() => false,
            (Content::Order, _) => false,
            (Content::Name, _) => row.folded().contains(text),
            (Content::Level(_), _) => row.stands_in(content) && holds(CHOSEN),
            (Content::Reason, _) => holds(&reason_words(row)),
            (Content::Flags, _) => false,
            (content, _) if content.is_step() => holds(&steps::text(row, content)),
            (_, Detail::Unit { kind, .. }) => holds(&term::unit_kind(kind, Words::Screen)),
            (Content::Unit, Detail::Member { unit, .. }) => {
                *self.units.entry(unit).or_insert_with(|| holds(context.unit_name(unit)))
            }
            (_, Detail::Member { status, .. }) => {
                *self.statuses.entry(status).or_insert_with(|| holds(&term::status(status, Words::Screen)))
            }
        }
    }
}
