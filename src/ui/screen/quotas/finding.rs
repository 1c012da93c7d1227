//! Finding a unit or a figure on the sheet.

use iced::Task;
use iced::widget::operation;

use super::{GRID, Message, Quotas, Update, view};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::grid_words;
use crate::ui::widget::focus_on;
use crate::ui::widget::grid::{Found, Spot};

/// The field's name for the focus.
const FIELD: &str = "quotas-find";

impl Quotas {
    /// Takes what was said in the bar.
    pub fn find(&mut self, said: &Found, context: &Context) -> Update<Message> {
        let columns = view::columns(0.0);
        let shown = self.list.arrangement().shown(&columns);
        let from = Spot { row: self.list.cursor().unwrap_or_default(), column: self.list.column() };
        let size = (self.rows().len(), shown.len());
        let mut find = std::mem::take(&mut self.find);
        let was_open = find.is_open();
        let found = find
            .take(said, from, size, |spot| view::cell(self, spot.row, shown[spot.column]).into_text().into());
        let is_open = find.is_open();
        self.find = find;
        let update = found.map_or_else(Update::none, |spot| self.go_to_found(spot, context));
        let focus = match said {
            Found::Left => focus_on(GRID),
            Found::Wanted => Task::batch([focus_on(FIELD), operation::select_all(FIELD)]),
            _ if is_open && !was_open => focus_on(FIELD),
            Found::Typed(_) | Found::Next | Found::Previous => Task::none(),
        };
        Update { task: Task::batch([update.task, focus]), event: update.event }
    }

    /// Puts the cursor on a cell; what was being typed elsewhere is sent.
    fn go_to_found(&mut self, spot: Spot, context: &Context) -> Update<Message> {
        let left = self.place();
        self.list.go_across(spot.column);
        self.list.go_to(spot.row);
        self.selected = self.rows().get(spot.row).map(|row| row.unit);
        match left {
            Some(place) if Some(place) != self.place() => self.finish(place, context).0,
            Some(_) | None => Update::none(),
        }
    }

    /// The bar, while it is open.
    pub fn find_bar(&self) -> Option<Element<'_, Message>> {
        let words = grid_words::find(&self.find);
        self.find.is_open().then(|| self.find.bar(FIELD, words).map(Message::Find))
    }
}
