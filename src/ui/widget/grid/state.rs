//! What a screen keeps of its grid, and what a grid says.

use std::collections::BTreeMap;
use std::ops::Range;

/// What a grid says. Apply each to the [`State`] first, then look at it.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The cursor is on this row now.
    CursorMoved(usize),
    /// This is the current column now.
    ColumnMoved(usize),
    /// Enter or a double click on this row.
    Opened(usize),
    /// A click on the header of this column, or Alt+Up on it.
    SortRequested(usize),
    /// This column is `width` pixels wide now.
    ColumnResized {
        /// Its place.
        column: usize,
        /// Its name in settings.
        key: String,
        /// Its width in pixels.
        width: f32,
    },
    /// These rows are seen now: load them. Comes with the first frame and each change of size too.
    Scrolled(Range<usize>),
    /// The columns begin this many pixels to the left.
    ScrolledAcross(f32),
    /// A row of a tree is to be unfolded (`true`) or folded.
    Folded(usize, bool),
}

/// Where a grid stands: cursor, scroll position, widths. Owned by the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    cursor: Option<usize>,
    column: usize,
    visible: Range<usize>,
    across: f32,
    widths: BTreeMap<String, f32>,
    reveals_cursor: bool,
}

impl State {
    /// A grid at its beginning, without a cursor.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with widths from the settings, by the columns' keys.
    #[must_use]
    pub fn with_widths(widths: BTreeMap<String, f32>) -> Self {
        Self { widths, ..Self::default() }
    }

    /// The row of the cursor.
    #[must_use]
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The current column.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The rows that are seen.
    #[must_use]
    pub fn visible(&self) -> Range<usize> {
        self.visible.clone()
    }

    /// The widths that the person set, by the columns' keys.
    #[must_use]
    pub fn widths(&self) -> &BTreeMap<String, f32> {
        &self.widths
    }

    /// Puts the cursor on a row and shows it.
    pub fn go_to(&mut self, row: usize) {
        self.cursor = Some(row);
        self.reveals_cursor = true;
    }

    /// Back to the top, without a cursor: for other rows than before.
    pub fn to_top(&mut self) {
        self.cursor = None;
        self.visible = 0..0;
    }

    /// Takes what the grid said.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::CursorMoved(row) => self.cursor = Some(*row),
            Event::ColumnMoved(column) => self.column = *column,
            Event::ColumnResized { key, width, .. } => {
                let _ = self.widths.insert(key.clone(), *width);
            }
            Event::Scrolled(rows) => {
                self.visible = rows.clone();
                self.reveals_cursor = false;
            }
            Event::ScrolledAcross(across) => self.across = *across,
            Event::Opened(_) | Event::SortRequested(_) | Event::Folded(..) => {}
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

    /// The person's width of a column, if any.
    pub(super) fn width(&self, key: &str) -> Option<f32> {
        self.widths.get(key).copied()
    }

    /// Keeps cursor and column within what there is.
    pub(super) fn keep_within(&mut self, rows: usize, columns: usize) {
        self.cursor = self.cursor.filter(|_| rows > 0).map(|row| row.min(rows - 1));
        self.column = self.column.min(columns.saturating_sub(1));
    }
}
