//! The grid as a tree with its find bar, and empty.

use iced::widget::{column, container};
use iced::{Element, Length};
use so_chi_bo::fl;
use so_chi_bo::ui::part::grid_words;
use so_chi_bo::ui::theme::space;
use so_chi_bo::ui::widget::grid;
use so_chi_bo::ui::widget::grid::{Branch, Cell, Column, Fold, Role, RowKey};

use crate::window::{Gallery, Message};

/// How many rows the tree has.
pub const ROWS: usize = 60;
/// How many columns.
pub const COLUMNS: usize = 3;

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let bar = gallery.find.bar("find", grid_words::find(&gallery.find)).map(Message::Find);
    column![
        bar,
        container(units(gallery)).height(Length::FillPortion(3)),
        container(nothing(gallery)).height(Length::FillPortion(1)),
    ]
    .spacing(space::LARGE)
    .into()
}

fn columns(gallery: &Gallery) -> Vec<Column> {
    vec![
        Column::new("unit", gallery.say("Tổ chức", "Organisation"), 360.0).unsorted(),
        Column::new("code", gallery.say("Mã", "Code"), 100.0),
        Column::new("members", gallery.say("Đảng viên", "Members"), 120.0).number(),
    ]
}

fn units(gallery: &Gallery) -> Element<'_, Message> {
    let branch = move |row: usize| Branch {
        depth: usize::from(!row.is_multiple_of(10)),
        fold: match (row % 10, gallery.open.contains(&RowKey::try_from(row).unwrap_or_default())) {
            (0, true) => Fold::Open,
            (0, false) => Fold::Shut,
            _ => Fold::Leaf,
        },
    };
    grid(&gallery.tree, columns(gallery), ROWS, cell, Message::Tree).branches(branch).id("focused").into()
}

/// What stands in a cell of the tree.
pub fn cell<'a>(row: usize, column: usize) -> Cell<'a> {
    match (row % 10, column) {
        (0, 0) => Cell::new(format!("Đảng bộ cơ sở {}", row / 10 + 1), Role::Strong),
        (_, 0) => Cell::from(format!("Chi bộ {}", row % 10)),
        (_, 1) => Cell::from(format!("{row:03}")),
        _ => Cell::from((row * 7 % 40).to_string()),
    }
}

fn nothing(gallery: &Gallery) -> Element<'_, Message> {
    grid(&gallery.nothing, columns(gallery), 0, |_, _| Cell::from(""), Message::Nothing)
        .empty(fl!("members-empty-not-found"))
        .into()
}
