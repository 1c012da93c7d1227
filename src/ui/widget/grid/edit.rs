//! What a person does to cells, in terms that stay true while the rows move: records and columns
//! by their keys.

use super::state::RowKey;

/// An edit that is going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The record.
    pub row: RowKey,
    /// The column's key.
    pub column: String,
    /// What stands in the cell now.
    pub text: String,
    /// What stood there before.
    pub before: String,
}

impl Edit {
    /// Whether anything was typed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.text != self.before
    }
}

/// A text for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The record.
    pub row: RowKey,
    /// The column's key.
    pub column: String,
    /// What is to stand there; empty to clear the cell.
    pub text: String,
}

/// A text that was refused and still stands in its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What was typed.
    pub text: String,
    /// Why it can't be stored, as a sentence.
    pub reason: String,
}

/// Something that concerns many cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The cells are to be put on the clipboard.
    Copy(Block),
    /// The cells are to be emptied.
    Clear(Block),
    /// The texts of the first row are to be repeated in all rows.
    FillDown(Block),
    /// A text is to stand in all cells.
    Fill(Block, String),
    /// Texts from the clipboard are to stand in the cells, row by row.
    Paste(Paste),
}

/// A rectangle of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The records, from top to bottom.
    pub rows: Vec<RowKey>,
    /// The columns' keys, from left to right.
    pub columns: Vec<String>,
}

/// Texts from the clipboard and where they go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paste {
    /// A text for each cell that there is room for.
    pub changes: Vec<Change>,
    /// How many rows of the clipboard had no row left below the cursor.
    pub rows_left_over: usize,
    /// How many columns of the clipboard had no column left.
    pub columns_left_over: usize,
}
