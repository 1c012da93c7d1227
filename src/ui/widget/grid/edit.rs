//! What a person does to cells, in terms that stay true while the rows move: records and columns
//! by their keys.

use super::state::RowKey;
use super::tsv;

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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// A text for each column, to stand in all rows of the block; the row that they come from is
    /// not in it.
    FillDown(Block, Vec<String>),
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

impl Block {
    /// The cells as text for the clipboard: the answer to [`Ask::Copy`], to be given to
    /// `iced::clipboard::write`.
    #[must_use]
    pub fn copied(&self, text_of: impl Fn(RowKey, &str) -> String) -> String {
        let cells = |row: RowKey| self.columns.iter().map(move |column| (row, column));
        tsv::write(
            self.rows
                .iter()
                .map(|row| cells(*row).map(|(row, column)| text_of(row, column)).collect::<Vec<_>>()),
        )
    }

    /// A change for each cell; `text_of` gives the text for the n-th column.
    fn changes<'b>(&'b self, text_of: impl Fn(usize) -> &'b str + 'b) -> Vec<Change> {
        let change = |row: RowKey, place: usize, column: &String| Change {
            row,
            column: column.clone(),
            text: text_of(place).to_owned(),
        };
        let columns = || self.columns.iter().enumerate();
        self.rows
            .iter()
            .flat_map(|row| columns().map(|(place, column)| change(*row, place, column)).collect::<Vec<_>>())
            .collect()
    }
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

/// What a wish for many cells comes to: what can be stored, in one step, and what can't.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What changes, cells that stay as they are left out.
    pub changes: Vec<Change>,
    /// What can't be stored, each with the reason as a sentence.
    pub refused: Vec<(Change, String)>,
}

impl Ask {
    /// Sorts the wished changes. `text_of` gives what a cell holds now (`None` if that is not at
    /// hand), `check` the reason why a text can't be stored. Copying changes nothing.
    #[must_use]
    pub fn plan(
        &self,
        text_of: impl Fn(RowKey, &str) -> Option<String>,
        check: impl Fn(&Change) -> Result<(), String>,
    ) -> Plan {
        let mut plan = Plan::default();
        for change in self.changes() {
            if text_of(change.row, &change.column).as_ref() == Some(&change.text) {
                continue;
            }
            match check(&change) {
                Ok(()) => plan.changes.push(change),
                Err(reason) => plan.refused.push((change, reason)),
            }
        }
        plan
    }

    /// A text for each cell that is to be changed, whether it can be or not.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        match self {
            Self::Copy(_) => Vec::new(),
            Self::Clear(block) => block.changes(|_| ""),
            Self::Fill(block, text) => block.changes(|_| text),
            Self::FillDown(block, texts) => {
                block.changes(|place| texts.get(place).map_or("", String::as_str))
            }
            Self::Paste(paste) => paste.changes.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block() -> Block {
        Block { rows: vec![7, 9], columns: vec!["name".to_owned(), "note".to_owned()] }
    }

    #[test]
    fn a_plan_leaves_out_what_stays_and_sets_apart_what_is_refused() {
        let stored = |row: RowKey, column: &str| Some(format!("{column} {row}"));
        let check = |change: &Change| {
            if change.column == "note" { Err("Không sửa được".to_owned()) } else { Ok(()) }
        };
        let texts = vec!["name 9".to_owned(), "mới".to_owned()];
        let plan = Ask::FillDown(block(), texts).plan(stored, check);
        let change =
            |row, column: &str, text: &str| Change { row, column: column.to_owned(), text: text.to_owned() };
        assert_eq!(plan.changes, [change(7, "name", "name 9")]);
        assert_eq!(
            plan.refused.iter().map(|(change, _)| change.clone()).collect::<Vec<_>>(),
            [change(7, "note", "mới"), change(9, "note", "mới")]
        );
        assert_eq!(Ask::Copy(block()).plan(stored, check), Plan::default());
        assert_eq!(Ask::Clear(block()).changes().len(), 4);
    }

    #[test]
    fn a_block_is_copied_row_by_row() {
        let text = block().copied(|row, column| format!("{column} {row}"));
        assert_eq!(text, "name 7\tnote 7\r\nname 9\tnote 9\r\n");
    }
}
