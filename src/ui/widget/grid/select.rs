//! Which cells are selected: a rectangle between the cursor and the corner that stays.

use std::ops::Range;

/// A cell by its place on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// From 0, over all rows.
    pub row: usize,
    /// From 0, over the shown columns in their order.
    pub column: usize,
}

/// The selected cells, from the corner that stays to the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The corner that stays.
    pub anchor: Spot,
    /// The corner that moves: the current cell.
    pub cursor: Spot,
}

impl Selection {
    /// A single cell.
    #[must_use]
    pub fn of(cell: Spot) -> Self {
        Self { anchor: cell, cursor: cell }
    }

    /// The same corner with the cursor elsewhere.
    #[must_use]
    pub fn to(self, cursor: Spot) -> Self {
        Self { cursor, ..self }
    }

    /// Whether it is the cursor's cell alone.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.anchor == self.cursor
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> Range<usize> {
        between(self.anchor.row, self.cursor.row)
    }

    /// Its columns.
    #[must_use]
    pub fn columns(&self) -> Range<usize> {
        between(self.anchor.column, self.cursor.column)
    }

    /// Whether a cell belongs to it.
    #[must_use]
    pub fn contains(&self, cell: Spot) -> bool {
        self.rows().contains(&cell.row) && self.columns().contains(&cell.column)
    }

    /// As much of it as there is in a table of this size, which must have a row and a column.
    pub(super) fn within(self, rows: usize, columns: usize) -> Self {
        let keep = |cell: Spot| Spot {
            row: cell.row.min(rows.saturating_sub(1)),
            column: cell.column.min(columns.saturating_sub(1)),
        };
        Self { anchor: keep(self.anchor), cursor: keep(self.cursor) }
    }
}

fn between(one: usize, other: usize) -> Range<usize> {
    one.min(other)..one.max(other) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_the_rectangle_between_its_corners() {
        let selection = Selection::of(Spot { row: 4, column: 2 }).to(Spot { row: 2, column: 3 });
        assert_eq!((selection.rows(), selection.columns()), (2..5, 2..4));
        assert!(selection.contains(Spot { row: 3, column: 2 }));
        assert!(!selection.contains(Spot { row: 3, column: 4 }));
        assert!(!selection.is_single());
        assert_eq!(selection.within(3, 3).rows(), 2..3);
    }
}
