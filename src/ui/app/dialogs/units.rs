//! Choosing the unit to which the window is narrowed.

use iced::Length;
use iced::widget::column;

use super::Message;
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::unit::Node;
use crate::fl;
use crate::ui::desk::Desk;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, fold, grid, press, text_field};

/// Choosing the unit to which the window is narrowed.
#[derive(Debug, Default)]
pub struct Units {
    pub(super) search: String,
    pub(super) grid: grid::State,
    pub(super) columns: Vec<grid::Column>,
}

impl Units {
    /// The units found, `None` standing for the whole register.
    fn found<'a>(&self, desk: &'a Desk) -> Vec<Option<&'a Node>> {
        let wanted = fold(self.search.trim());
        let nodes = desk.context().tree.nodes().iter().filter(|node| {
            wanted.is_empty()
                || fold(&node.unit.fields.name).contains(&wanted)
                || fold(&node.unit.fields.code).contains(&wanted)
        });
        let whole = wanted.is_empty().then_some(None);
        whole.into_iter().chain(nodes.map(Some)).collect()
    }

    pub(super) fn chosen(&self, desk: &Desk) -> Option<Option<UnitId>> {
        let found = self.found(desk);
        let row = self.grid.cursor().unwrap_or_default();
        found.get(row).map(|node| node.map(|node| node.unit.id))
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Dialog<'a, Message> {
        let found = self.found(desk);
        let rows = found.len();
        let is_searching = !self.search.trim().is_empty();
        let list = grid(
            &self.grid,
            &self.columns,
            rows,
            move |row, column| {
                let node = found.get(row).copied().flatten();
                match (node, column) {
                    (None, 0) => fl!("desk-all-units"),
                    (None, _) => String::new(),
                    (Some(node), 0) => {
                        let indent = if is_searching { 0 } else { node.depth + 1 };
                        format!("{}{}", "    ".repeat(indent), node.unit.fields.name)
                    }
                    (Some(node), 1) => node.unit.fields.code.clone(),
                    (Some(node), _) => number::group(i64::from(node.all_members)),
                }
            },
            Message::Listed,
        )
        .empty(fl!("desk-unit-none"))
        .height(Length::Fixed(380.0));
        let search = text_field(fl!("desk-unit-search"), &self.search)
            .clearable()
            .on_input(Message::Searched)
            .on_submit(Message::Taken);
        Dialog::new("units", fl!("desk-unit-title"), Message::Shut)
            .wide()
            .body(column![search, list].spacing(distance::MEDIUM))
            .button(press(text::body(fl!("common-cancel"))).hint("Esc").on_press(Message::Shut))
            .button(
                press(text::strong(fl!("common-choose")))
                    .hint("Enter")
                    .style(button::primary)
                    .on_press(Message::Taken),
            )
            .on_enter(Message::Taken)
    }
}
