//! Where the keys that move lead, with Shift (drawing the selection) and Ctrl (to the edge of the
//! data).

use iced::advanced::Shell;
use iced::keyboard::{Modifiers, key::Named};

use super::geometry::Geometry;
use super::{Grid, Selection, Spot};

/// Beyond so many rows Ctrl with an arrow goes to the end without looking.
const MOST_SEARCHED: usize = 10_000;

impl<Message> Grid<'_, Message> {
    /// What a key that moves does to the cursor, or with Shift to the selection. `false` for all
    /// other keys.
    pub(super) fn walk(
        &mut self,
        named: Named,
        modifiers: Modifiers,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let Some(selection) = self.state.selection().filter(|_| self.current_cell().is_some()) else {
            return self.first_key(named, geometry, shell);
        };
        let from = if modifiers.shift() { selection.corner } else { selection.cursor };
        let to = if modifiers.control() { self.far(named, from) } else { self.near(named, from, geometry) };
        match to {
            Some(to) if modifiers.shift() => self.draw_to(selection, to, geometry, shell),
            Some(to) => self.go_to(to, geometry, shell),
            None => return false,
        }
        // Columns that don't scroll are always seen: the line's beginning is what is beside them.
        if named == Named::Home && to.is_some_and(|to| to.column == 0) {
            self.scroll_across(0.0, shell);
        }
        true
    }

    /// The other corner of the selection goes to a cell, which comes into view.
    pub(super) fn draw_to(
        &mut self,
        selection: Selection,
        to: Spot,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        let selection = selection.to(to).within(self.rows, self.columns.len());
        self.select(selection, shell);
        self.reveal(selection.corner, geometry, shell);
    }

    /// Brings a cell into view.
    pub(super) fn reveal(&mut self, cell: Spot, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        self.scroll(geometry.first_to(cell.row, self.state.first()), geometry, shell);
        self.scroll_across(geometry.across_to(cell.column, self.state.across()), shell);
    }

    fn near(&self, named: Named, from: Spot, geometry: &Geometry) -> Option<Spot> {
        let Spot { row, column } = from;
        let is_sheet = self.is_sheet();
        Some(match named {
            Named::ArrowDown => Spot { row: row + 1, ..from },
            Named::ArrowUp => Spot { row: row.saturating_sub(1), ..from },
            Named::ArrowLeft => Spot { column: column.saturating_sub(1), ..from },
            Named::ArrowRight => Spot { column: column + 1, ..from },
            Named::PageDown => Spot { row: row + geometry.page(), ..from },
            Named::PageUp => Spot { row: row.saturating_sub(geometry.page()), ..from },
            Named::Home if is_sheet => Spot { column: 0, ..from },
            Named::End if is_sheet => Spot { column: self.columns.len() - 1, ..from },
            Named::Home => Spot { row: 0, ..from },
            Named::End => Spot { row: self.rows - 1, ..from },
            _ => return None,
        })
    }

    fn far(&self, named: Named, from: Spot) -> Option<Spot> {
        let (last_row, last_column) = (self.rows - 1, self.columns.len() - 1);
        let is_filled_in_row = |row: usize| self.is_filled(Spot { row, ..from });
        let is_filled_in_column = |column: usize| self.is_filled(Spot { column, ..from });
        Some(match named {
            Named::ArrowDown if self.rows > MOST_SEARCHED => Spot { row: last_row, ..from },
            Named::ArrowUp if self.rows > MOST_SEARCHED => Spot { row: 0, ..from },
            Named::ArrowDown => {
                Spot { row: edge(from.row, from.row + 1..self.rows, is_filled_in_row), ..from }
            }
            Named::ArrowUp => Spot { row: edge(from.row, (0..from.row).rev(), is_filled_in_row), ..from },
            Named::ArrowRight => {
                let columns = from.column + 1..self.columns.len();
                Spot { column: edge(from.column, columns, is_filled_in_column), ..from }
            }
            Named::ArrowLeft => {
                Spot { column: edge(from.column, (0..from.column).rev(), is_filled_in_column), ..from }
            }
            Named::Home => Spot { row: 0, column: 0 },
            Named::End => Spot { row: last_row, column: last_column },
            _ => return None,
        })
    }

    fn is_filled(&self, cell: Spot) -> bool {
        !(self.cell)(cell.row, cell.column).text.is_empty()
    }
}

/// How far Ctrl with an arrow goes along a line: within what is filled to its last cell, else to
/// the next filled cell, or to the end.
fn edge(from: usize, along: impl Iterator<Item = usize>, is_filled: impl Fn(usize) -> bool) -> usize {
    let mut along = along.peekable();
    let Some(next) = along.peek().copied() else {
        return from;
    };
    let mut end = from;
    if is_filled(from) && is_filled(next) {
        for place in along {
            if !is_filled(place) {
                break;
            }
            end = place;
        }
        return end;
    }
    for place in along {
        end = place;
        if is_filled(place) {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::edge;

    #[test]
    fn ctrl_with_an_arrow_stops_where_excel_stops() {
        let line = [true, true, true, false, false, true, false];
        let down = |from: usize| edge(from, from + 1..line.len(), |place| line[place]);
        let up = |from: usize| edge(from, (0..from).rev(), |place| line[place]);
        assert_eq!([down(0), down(2), down(3), down(5), down(6)], [2, 5, 5, 6, 6]);
        assert_eq!([up(6), up(5), up(2), up(0)], [5, 2, 0, 0]);
    }
}
