//! The words that a grid shows by itself.

use super::status::Summary;

/// The words of a grid's menus and of the line at its bottom. Each is made when it is shown, in the
/// language that the window then has.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Put the selected cells on the clipboard and empty them.
    pub cut: fn() -> String,
    /// Put them on the clipboard.
    pub copy: fn() -> String,
    /// Put the clipboard into the cells.
    pub paste: fn() -> String,
    /// Repeat the first row of the selection in the others.
    pub fill_down: fn() -> String,
    /// Empty the selected cells.
    pub clear: fn() -> String,
    /// Sort by this column, A to Z.
    pub sort_up: fn() -> String,
    /// Sort by this column, Z to A.
    pub sort_down: fn() -> String,
    /// Sort by this column too, behind those before.
    pub sort_also: fn() -> String,
    /// Make the column as wide as its texts.
    pub fit_width: fn() -> String,
    /// Don't show this column.
    pub hide: fn() -> String,
    /// Show the hidden column of this title.
    pub show: fn(&str) -> String,
    /// Choose among so many hidden columns which to show.
    pub show_one: fn(usize) -> String,
    /// Show all hidden columns.
    pub show_all: fn() -> String,
    /// A sentence for typing in a column that can't be edited.
    pub locked: fn() -> String,
    /// What is being edited where it can't be seen: the title of the column and the text.
    pub editing: fn(&str, &str) -> String,
    /// Several selected cells.
    pub selected: fn(&Summary) -> String,
    /// Texts that could not be stored stand in hidden columns of these titles.
    pub unseen: fn(&str) -> String,
}
