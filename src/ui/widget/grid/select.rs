//! Which cells are selected: a rectangle, and in it the current cell.

use std::ops::Range;

/// A cell by its place on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// From 0, over all rows.
    pub row: usize,
    /// From 0, over the shown columns in their order.
    pub column: usize,
}

/// The selected cells: a rectangle between two corners, and the current cell in it, which is the
/// one that is typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The current cell.
    pub cursor: Spot,
    /// The corner that stays while the selection is drawn.
    pub anchor: Spot,
    /// The corner that moves.
    pub corner: Spot,
}

impl Selection {
    /// A single cell.
    #[must_use]
    pub fn of(cell: Spot) -> Self {
        Self { cursor: cell, anchor: cell, corner: cell }
    }

    /// The same with the corner that moves elsewhere.
    #[must_use]
    pub fn to(self, corner: Spot) -> Self {
        Self { corner, ..self }
    }

    /// Whether it is the current cell alone.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.anchor == self.corner
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> Range<usize> {
        between(self.anchor.row, self.corner.row)
    }

    /// Its columns.
    #[must_use]
    pub fn columns(&self) -> Range<usize> {
        between(self.anchor.column, self.corner.column)
    }

    /// How many cells it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows().len().saturating_mul(self.columns().len())
    }

    /// Whether a cell belongs to it.
    #[must_use]
    pub fn contains(&self, cell: Spot) -> bool {
        self.rows().contains(&cell.row) && self.columns().contains(&cell.column)
    }

    /// The whole rows of it, in a table of so many columns.
    pub(super) fn whole_rows(self, columns: usize) -> Self {
        let rows = self.rows();
        let anchor = Spot { row: rows.start, column: 0 };
        let corner = Spot { row: rows.end - 1, column: columns.saturating_sub(1) };
        Self { anchor, corner, ..self }
    }

    /// The whole columns of it, in a table of so many rows.
    pub(super) fn whole_columns(self, rows: usize) -> Self {
        let columns = self.columns();
        let anchor = Spot { row: 0, column: columns.start };
        let corner = Spot { row: rows.saturating_sub(1), column: columns.end - 1 };
        Self { anchor, corner, ..self }
    }

    /// The current cell moved within the rectangle as Enter and Tab do: on to the next cell, at
    /// the end of a line to the next line, and after the last to the first.
    pub(super) fn next_within(self, is_along_rows: bool, is_back: bool) -> Self {
        let (rows, columns) = (self.rows(), self.columns());
        let (down, across) = (self.cursor.row - rows.start, self.cursor.column - columns.start);
        let length = if is_along_rows { columns.len() } else { rows.len() };
        let place = if is_along_rows { down * length + across } else { across * length + down };
        let count = rows.len() * columns.len();
        let place = if is_back { place + count - 1 } else { place + 1 } % count;
        let (line, step) = (place / length, place % length);
        let (down, across) = if is_along_rows { (line, step) } else { (step, line) };
        Self { cursor: Spot { row: rows.start + down, column: columns.start + across }, ..self }
    }

    /// As much of it as there is in a table of this size, which must have a row and a column.
    pub(super) fn within(self, rows: usize, columns: usize) -> Self {
        let keep = |cell: Spot| Spot {
            row: cell.row.min(rows.saturating_sub(1)),
            column: cell.column.min(columns.saturating_sub(1)),
        };
        Self { cursor: keep(self.cursor), anchor: keep(self.anchor), corner: keep(self.corner) }
    }
}

fn between(one: usize, other: usize) -> Range<usize> {
    one.min(other)..one.max(other) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(row: usize, column: usize) -> Spot {
        Spot { row, column }
    }

    #[test]
    fn a_selection_is_the_rectangle_between_its_corners() {
        let selection = Selection::of(spot(4, 2)).to(spot(2, 3));
        assert_eq!((selection.rows(), selection.columns(), selection.size()), (2..5, 2..4, 6));
        assert!(selection.contains(spot(3, 2)));
        assert!(!selection.contains(spot(3, 4)));
        assert!(!selection.is_single());
        assert_eq!(selection.cursor, spot(4, 2), "the current cell stays");
        assert_eq!(selection.within(3, 3).rows(), 2..3);
        assert_eq!(selection.whole_rows(9).columns(), 0..9);
        assert_eq!(selection.whole_columns(9).rows(), 0..9);
    }

    #[test]
    fn enter_and_tab_walk_through_the_rectangle_and_around() {
        let start = Selection::of(spot(1, 1)).to(spot(2, 2));
        let walk = |is_along_rows: bool, is_back: bool| {
            let next = |selection: &Selection| Some(selection.next_within(is_along_rows, is_back));
            std::iter::successors(Some(start), next)
                .skip(1)
                .take(4)
                .map(|selection| (selection.cursor.row, selection.cursor.column))
                .collect::<Vec<_>>()
        };
        assert_eq!(walk(true, false), [(1, 2), (2, 1), (2, 2), (1, 1)]);
        assert_eq!(walk(false, false), [(2, 1), (1, 2), (2, 2), (1, 1)]);
        assert_eq!(walk(true, true), [(2, 2), (2, 1), (1, 2), (1, 1)]);
    }
}
