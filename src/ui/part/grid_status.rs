//! The words of the line below a list that is typed in.

use crate::fl;
use crate::ui::widget::grid::{StatusWords, Summary};

/// The words, in the language of the window.
#[must_use]
pub fn words<'a>() -> StatusWords<'a> {
    StatusWords {
        locked: fl!("grid-status-locked"),
        editing: Box::new(|column, text| fl!("grid-status-editing", column = column, text = text)),
        selected: Box::new(selected),
    }
}

/// "12 ô; 5 số, tổng 340".
fn selected(summary: &Summary) -> String {
    let cells = summary.cells.as_str();
    match &summary.sum {
        Some(sum) => {
            fl!("grid-status-sum", cells = cells, numbers = summary.numbers, sum = sum.as_str())
        }
        None => fl!("grid-status-cells", cells = cells),
    }
}
