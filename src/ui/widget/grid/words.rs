//! The words that a grid shows by itself.

/// The words of a grid's menus, in the language of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Put the selected cells on the clipboard and empty them.
    pub cut: String,
    /// Put them on the clipboard.
    pub copy: String,
    /// Put the clipboard into the cells.
    pub paste: String,
    /// Repeat the first row of the selection in the others.
    pub fill_down: String,
    /// Empty the selected cells.
    pub clear: String,
    /// Sort by this column, A to Z.
    pub sort_up: String,
    /// Sort by this column, Z to A.
    pub sort_down: String,
    /// Sort by this column too, behind those before.
    pub sort_also: String,
    /// Make the column as wide as its texts.
    pub fit_width: String,
    /// Don't show this column.
    pub hide: String,
    /// Show a hidden column; its title follows.
    pub show: String,
}
