//! What a screen keeps of its grid, and what a grid says.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Column;
use super::arrange::Arrangement;
use super::edit::{Ask, Change, Draft, Edit};
use super::select::{Selection, Spot};

/// What a row stands for, wherever it is shown: the id of a record.
pub type RowKey = i64;

/// The order in which a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// A to Z, small to large.
    Up,
    /// Z to A, large to small.
    Down,
}

/// What a grid says. Apply each to the [`State`] first, then look at it.
///
/// Whatever leads to a change of data names records and columns by their keys: the rows may have
/// been sorted or read anew before the screen hears of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The selection, with the cursor in it, is this now; the record in the cursor's row.
    Selected(Selection, RowKey),
    /// Enter or a double click on this record.
    Opened(RowKey),
    /// A click on the header of this column, or Alt+Up on it. With `also`, after the columns by
    /// which the rows are sorted already.
    SortAsked {
        /// The column's key.
        column: String,
        /// Whether Shift was held.
        also: bool,
        /// In this order; the other way round than now when not said.
        order: Option<Order>,
    },
    /// This column is `width` pixels wide now.
    ColumnResized {
        /// The column's key.
        column: String,
        /// Its width in pixels.
        width: f32,
    },
    /// A column was moved; this is the order of all columns now, hidden ones too.
    ColumnReordered(Vec<String>),
    /// This column is not shown any more.
    ColumnHidden(String),
    /// This column is shown again.
    ColumnShown(String),
    /// These rows are seen now: load them. Comes with the first frame and each change of size too.
    Scrolled(Range<usize>),
    /// The columns begin this many pixels to the left.
    ScrolledAcross(f32),
    /// A row of a tree is to be unfolded (`true`) or folded.
    Folded(RowKey, bool),
    /// A cell is being edited from now on, or with this text.
    EditTyped(Edit),
    /// The edit was given up; a refused text of this cell is forgotten.
    EditDropped,
    /// An edit is finished: this text is to be stored there.
    Committed(Change),
    /// Many cells are to be copied or changed, as one step.
    Asked(Ask),
}

impl Event {
    /// Whether the columns are arranged otherwise now: to be kept in the settings.
    #[must_use]
    pub fn rearranges(&self) -> bool {
        matches!(
            self,
            Self::ColumnResized { .. }
                | Self::ColumnReordered(_)
                | Self::ColumnHidden(_)
                | Self::ColumnShown(_)
        )
    }
}

/// Where a grid stands: cursor, selection, scroll position, widths, the edit. Owned by the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    selection: Option<Selection>,
    key: Option<RowKey>,
    /// The column in which a cursor will appear.
    column: usize,
    visible: Range<usize>,
    across: f32,
    arrangement: Arrangement,
    reveals_cursor: bool,
    /// The cursor stands where its record is now, which the screen has not heard yet.
    has_followed: bool,
    edit: Option<Edit>,
    drafts: BTreeMap<(RowKey, String), Draft>,
}

impl State {
    /// A grid at its beginning, without a cursor.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with the columns as they were arranged in an earlier sitting.
    #[must_use]
    pub fn with_arrangement(arrangement: Arrangement) -> Self {
        Self { arrangement, ..Self::default() }
    }

    /// How the person arranged the columns.
    #[must_use]
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// Arranges the columns otherwise.
    pub fn arrange(&mut self, arrangement: Arrangement) {
        self.arrangement = arrangement;
    }

    /// The row of the cursor.
    #[must_use]
    pub fn cursor(&self) -> Option<usize> {
        self.selection.map(|selection| selection.cursor.row)
    }

    /// The record in the row of the cursor, as the grid last said.
    #[must_use]
    pub fn current(&self) -> Option<RowKey> {
        self.key
    }

    /// The current column, as it stands on the screen.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The key of the current column, among the columns that the screen gives.
    #[must_use]
    pub fn column_key<'c>(&self, columns: &'c [Column]) -> Option<&'c str> {
        let place = *self.arrangement.shown(columns).get(self.column)?;
        Some(columns[place].key())
    }

    /// The selected cells; a single one is the cursor's.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The rows that are seen.
    #[must_use]
    pub fn visible(&self) -> Range<usize> {
        self.visible.clone()
    }

    /// The widths that the person set, by the columns' keys.
    #[must_use]
    pub fn widths(&self) -> &BTreeMap<String, f32> {
        &self.arrangement.widths
    }

    /// What is being edited.
    #[must_use]
    pub fn edit(&self) -> Option<&Edit> {
        self.edit.as_ref()
    }

    /// Texts that were typed and refused, each with the reason. They are shown in their cells
    /// until they are mended or given up with Escape.
    #[must_use]
    pub fn drafts(&self) -> &BTreeMap<(RowKey, String), Draft> {
        &self.drafts
    }

    /// Whether something typed is not stored.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        !self.drafts.is_empty() || self.edit.as_ref().is_some_and(Edit::is_changed)
    }

    /// How many typed texts are not stored.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        let edited = self.edit.as_ref().filter(|edit| edit.is_changed());
        let is_other = |edit: &Edit| !self.drafts.contains_key(&(edit.row, edit.column.clone()));
        self.drafts.len() + usize::from(edited.is_some_and(is_other))
    }

    /// The edit that is going on becomes a text that waits in its cell, with this reason, a
    /// sentence; for when all that was read is dropped.
    pub fn set_aside(&mut self, reason: &str) {
        if let Some(change) = self.finish_edit() {
            self.refuse(change, reason);
        }
    }

    /// Ends the edit that is going on, as Enter would: the text to be stored, if it was changed.
    pub fn finish_edit(&mut self) -> Option<Change> {
        let edit = self.edit.take().filter(Edit::is_changed)?;
        let change = Change { row: edit.row, column: edit.column, text: edit.text };
        self.apply(&Event::Committed(change.clone()));
        Some(change)
    }

    /// Puts the cursor on a row and shows it.
    pub fn go_to(&mut self, row: usize) {
        self.selection = Some(Selection::of(Spot { row, column: self.column }));
        self.key = None;
        self.reveals_cursor = true;
    }

    /// Puts the cursor into a column, as it stands on the screen.
    pub fn go_across(&mut self, column: usize) {
        self.column = column;
        if let Some(row) = self.cursor() {
            self.selection = Some(Selection::of(Spot { row, column }));
        }
    }

    /// Back to the top, without a cursor: for other rows than before.
    pub fn to_top(&mut self) {
        self.selection = None;
        self.key = None;
        self.visible = 0..0;
    }

    /// Keeps a text that can't be stored in its cell, with the reason as a sentence.
    pub fn refuse(&mut self, change: Change, reason: impl Into<String>) {
        let draft = Draft { text: change.text, reason: reason.into() };
        let _ = self.drafts.insert((change.row, change.column), draft);
    }

    /// Forgets the refused texts in cells that have got another text: after a paste, a filling or a
    /// clearing was stored.
    pub fn mend(&mut self, changes: &[Change]) {
        for change in changes {
            let _ = self.drafts.remove(&(change.row, change.column.clone()));
        }
    }

    /// Forgets all refused texts and the edit.
    pub fn drop_drafts(&mut self) {
        self.drafts.clear();
        self.edit = None;
    }

    /// Takes what the grid said.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Selected(selection, key) => {
                self.selection = Some(*selection);
                self.column = selection.cursor.column;
                self.key = Some(*key);
                self.has_followed = false;
            }
            Event::ColumnResized { column, width } => {
                let _ = self.arrangement.widths.insert(column.clone(), *width);
            }
            Event::ColumnReordered(order) => self.arrangement.order.clone_from(order),
            Event::ColumnHidden(column) => {
                let _ = self.arrangement.hidden.insert(column.clone());
            }
            Event::ColumnShown(column) => {
                let _ = self.arrangement.hidden.remove(column);
            }
            Event::Scrolled(rows) => {
                self.visible = rows.clone();
                self.reveals_cursor = false;
            }
            Event::ScrolledAcross(across) => self.across = *across,
            Event::EditTyped(edit) => self.edit = Some(edit.clone()),
            Event::EditDropped => {
                if let Some(edit) = self.edit.take() {
                    let _ = self.drafts.remove(&(edit.row, edit.column));
                }
            }
            Event::Committed(change) => {
                self.edit = None;
                let _ = self.drafts.remove(&(change.row, change.column.clone()));
            }
            Event::Opened(_) | Event::SortAsked { .. } | Event::Folded(..) | Event::Asked(_) => {}
        }
    }

    /// The first row that is seen.
    pub(super) fn first(&self) -> usize {
        self.visible.start
    }

    /// How far the columns are scrolled to the left, in pixels.
    pub(super) fn across(&self) -> f32 {
        self.across
    }

    /// Whether the cursor must be brought into view at the next chance.
    pub(super) fn reveals_cursor(&self) -> bool {
        self.reveals_cursor
    }

    /// Whether the cursor has moved with its record, or away from one that is gone.
    pub(super) fn has_followed(&self) -> bool {
        self.has_followed
    }

    /// The person's width of a column, if any.
    pub(super) fn width(&self, key: &str) -> Option<f32> {
        self.arrangement.widths.get(key).copied()
    }

    /// Keeps cursor and column within what there is.
    pub(super) fn keep_within(&mut self, rows: usize, columns: usize) {
        let kept = self.selection.filter(|_| rows > 0).map(|selection| selection.within(rows, columns));
        self.has_followed |= kept.is_some() && kept != self.selection;
        self.selection = kept;
        self.column = self.column.min(columns.saturating_sub(1));
    }

    /// Follows the cursor's record to where it stands now; a range shrinks to the cursor then.
    pub(super) fn follow(&mut self, rows: usize, key_of: &dyn Fn(usize) -> RowKey) {
        let (Some(selection), Some(key)) = (self.selection, self.key) else { return };
        let Spot { row, column } = selection.cursor;
        if key_of(row) == key {
            return;
        }
        let row = (0..rows).find(|row| key_of(*row) == key).unwrap_or(row);
        self.selection = Some(Selection::of(Spot { row, column }));
        self.reveals_cursor = true;
        self.has_followed = true;
    }
}
