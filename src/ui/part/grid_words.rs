//! The words of grids in the language of the window.

use crate::fl;
use crate::ui::widget::grid::Words;

/// The words of a grid's menus.
#[must_use]
pub fn words() -> Words {
    Words {
        copy: fl!("grid-copy"),
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
