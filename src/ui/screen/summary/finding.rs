//! Finding a unit, a year or a figure in the table.

use iced::Task;
use iced::widget::operation;

use super::{GRID, Message, Summary, Update, show};
use crate::ui::Element;
use crate::ui::part::grid_words;
use crate::ui::widget::focus_on;
use crate::ui::widget::grid::{Found, Spot, cells_with};

/// The field's name for the focus.
const FIELD: &str = "summary-find";

impl Summary {
    /// Takes what was said in the bar.
    pub(super) fn find(&mut self, said: &Found) -> Update<Message> {
        let columns = show::columns(&self.table, 0.0);
        let shown = self.list().arrangement().shown(&columns);
        let cursor = Spot { row: self.list().cursor().unwrap_or_default(), column: self.list().column() };
        let from = self.found.filter(|found| *found == cursor).unwrap_or(cursor);
        let size = (self.table.rows.len(), shown.len());
        let mut find = std::mem::take(&mut self.find);
        let was_open = find.is_open();
        let text_of = |spot: Spot| show::cell(&self.table, spot.row, shown[spot.column]).into_text().into();
        let found = find.take(said, from, |text| cells_with(text, size, text_of));
        let is_open = find.is_open();
        self.find = find;
        if let Some(spot) = found {
            self.found = Some(spot);
            self.list_mut().go_across(spot.column);
            self.list_mut().go_to(spot.row);
        }
        let focus = match said {
            Found::Left => focus_on(GRID),
            Found::Wanted => Task::batch([focus_on(FIELD), operation::select_all(FIELD)]),
            _ if is_open && !was_open => focus_on(FIELD),
            Found::Typed(_) | Found::Next | Found::Previous => Task::none(),
        };
        Update::task(focus)
    }

    /// The bar, while it is open.
    pub(super) fn find_bar(&self) -> Option<Element<'_, Message>> {
        let words = grid_words::find(&self.find);
        self.find.is_open().then(|| self.find.bar(FIELD, words).map(Message::Find))
    }
}
