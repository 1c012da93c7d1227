//! The columns of a grid that shows a sheet of a workbook as it is: named by letters, as wide as
//! what stands in the first rows.

use crate::domain::cell;
use crate::exchange::sheet::Sheet;
use crate::fl;
use crate::ui::widget::grid::Column;

/// So many rows say how wide a column is.
const LOOKED_AT: usize = 60;
/// A letter's usual width, and the room beside the text.
const LETTER: f32 = 8.6;
const ROOM: f32 = 32.0;
const LEAST: f32 = 90.0;
const MOST: f32 = 300.0;

/// The column with the numbers of the rows, then so many of the sheet's.
pub fn of(sheet: &Sheet, count: usize) -> Vec<Column> {
    let row = Column::new("row", fl!("report-row"), 64.0).number().unsorted();
    let columns = widths(sheet, count).into_iter().enumerate().map(|(place, width)| {
        let name = letters(place);
        Column::new(name.as_str(), name.as_str(), width).unsorted()
    });
    std::iter::once(row).chain(columns).collect()
}

/// "A", "B", … "AA" for a column from 0.
pub fn letters(place: usize) -> String {
    cell::letters(u32::try_from(place + 1).unwrap_or(u32::MAX))
}

/// A row with one text is a title, which stands over several columns: it makes none wider.
fn widths(sheet: &Sheet, count: usize) -> Vec<f32> {
    let mut longest = vec![0_usize; count];
    for row in sheet.rows.iter().take(LOOKED_AT) {
        let is_filled = |cell: &crate::exchange::sheet::Cell<'_>| !cell.text.trim().is_empty();
        if row.cells().filter(is_filled).count() < 2 {
            continue;
        }
        for (length, cell) in longest.iter_mut().zip(row.cells()) {
            *length = (*length).max(cell.text.chars().take(MOST as usize).count());
        }
    }
    longest.into_iter().map(|letters| (letters as f32 * LETTER + ROOM).clamp(LEAST, MOST)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheet::{Origin, Row};

    #[test]
    fn a_column_is_as_wide_as_its_texts_and_a_title_makes_none_wider() {
        let mut sheet = Sheet { columns: 2, ..Sheet::default() };
        let mut put = |number: u32, texts: &[&str]| {
            let mut row = Row::new(number);
            for (column, text) in texts.iter().enumerate() {
                row.put(column, text, Origin::Text, 0);
            }
            sheet.push(row);
        };
        put(1, &["BIỂU TỔNG HỢP CHẤT LƯỢNG ĐẢNG VIÊN CUỐI NĂM"]);
        put(2, &["1", "Không hoàn thành nhiệm vụ"]);
        let widths = widths(&sheet, 3);
        assert_eq!((widths[0], widths[2]), (LEAST, LEAST));
        assert!(widths[1] > 200.0 && widths[1] < MOST, "{widths:?}");
    }
}
