//! The words of grids in the language of the window.

use crate::fl;
use crate::ui::keymap::Bind;
use crate::ui::widget::grid::{Find, FindWords, Found, Words};

/// The words of a grid's menus.
#[must_use]
pub fn words() -> Words {
    Words {
        cut: fl!("grid-cut"),
        copy: fl!("grid-copy"),
        paste: fl!("grid-paste"),
        fill_down: fl!("grid-fill-down"),
        clear: fl!("grid-clear"),
        sort_up: fl!("grid-sort-up"),
        sort_down: fl!("grid-sort-down"),
        sort_also: fl!("grid-sort-also"),
        fit_width: fl!("grid-fit-width"),
        hide: fl!("grid-hide"),
        show: fl!("grid-show"),
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
