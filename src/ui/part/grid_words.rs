//! The words of grids in the language of the window.

use crate::fl;
use crate::ui::keymap::Bind;
use crate::ui::widget::grid::{Find, FindWords, Found, Summary, Words};

/// The words of a grid's menus and of the line at its bottom.
#[must_use]
pub fn words() -> Words {
    Words {
        cut: || fl!("grid-cut"),
        copy: || fl!("grid-copy"),
        paste: || fl!("grid-paste"),
        fill_down: || fl!("grid-fill-down"),
        clear: || fl!("grid-clear"),
        sort_up: || fl!("grid-sort-up"),
        sort_down: || fl!("grid-sort-down"),
        sort_also: || fl!("grid-sort-also"),
        fit_width: || fl!("grid-fit-width"),
        hide: || fl!("grid-hide"),
        show: |title| fl!("grid-show", title = title),
        show_one: |count| fl!("grid-show-one", count = count),
        show_all: || fl!("grid-show-all"),
        locked: || fl!("grid-status-locked"),
        editing: |column, text| fl!("grid-status-editing", column = column, text = text),
        selected,
        unseen: |columns| fl!("grid-status-unseen", columns = columns),
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

/// The words of the bar for finding.
#[must_use]
pub fn find(find: &Find) -> FindWords {
    let verdict = match find.place() {
        _ if find.text().trim().is_empty() => String::new(),
        (_, 0) => fl!("grid-find-in-vain"),
        (None, count) => fl!("grid-find-count", count = count.to_string()),
        (Some(place), count) => fl!("grid-find-place", place = place.to_string(), count = count.to_string()),
    };
    FindWords { label: fl!("grid-find"), verdict }
}

/// The commands for finding, with their keys and words.
#[must_use]
pub fn find_binds() -> [Bind<Found>; 3] {
    Find::binds().map(|bind| {
        let words = match bind.action {
            Found::Next => fl!("grid-find-next"),
            Found::Previous => fl!("grid-find-previous"),
            Found::Wanted | Found::Typed(_) | Found::Left => fl!("grid-find"),
        };
        bind.named(words)
    })
}
