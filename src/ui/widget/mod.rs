//! Controls that know no domain. All of them can be worked by keyboard alone.
//!
//! Focus: every control reports itself through `operate`, in reading order, and draws one and the
//! same ring. [`focus_scope`] moves the focus while the key is being handled, so that a letter
//! typed right after Tab lands in the new field. [`key_scope`] gives keys their meaning,
//! [`modal`] and [`inert`] keep them away from what lies behind a dialog.
//!
//! State is matched by position: keep the shape of a view stable, or the focus and the cursor of
//! what comes after are lost. iced's rows and columns drop an empty `Option`; what comes and goes
//! above a control needs a `column![option]` around it, which keeps its place.

mod around;
mod calendar;
mod chart;
mod choice;
mod claim;
mod context_menu;
mod date_field;
mod figures;
mod focus;
mod focus_scope;
mod foot;
pub mod grid;
mod inert;
mod input;
mod key_scope;
mod labelled;
mod menu;
mod modal;
pub mod page_view;
mod pan;
mod pick;
mod pointer;
mod press;
mod resting_caret;
mod scroll;
mod sheet;
mod suggest;
mod tabs;
mod text_field;
mod tick;
mod toolbar;
mod turn;
mod whole_frames;
mod wrap;

pub use calendar::CalendarWords;
pub use chart::{Chart, chart};
pub use choice::{Choice, choice, choice_named};
pub use date_field::{DateField, Dates, date_field};
pub use figures::{id_field, number_field};
pub use focus::{to as focus_on, to_first as focus_first, to_or_first as focus_on_or_first};
pub use focus_scope::{FocusScope, focus_scope};
pub use foot::{Notice, Tone, foot, notice_lines};
pub use grid::{Grid, grid};
pub use inert::inert;
pub use key_scope::key_scope;

pub use modal::{Dialog, modal, modal_at_home};
pub use page_view::page_view;
pub use pan::{PAN, pan};
pub use pick::Item;
pub use pointer::pointer_in_order;
pub use press::{Press, press};
pub use resting_caret::resting_caret;
pub use scroll::{Scroll, scroll};
pub use suggest::{Suggest, suggest, suggest_items};
pub use tabs::tabs;
pub use text_field::{TextField, text_field};
pub use tick::{Tick, tick};
pub use toolbar::{Keys, Part, toolbar};
pub use turn::keys_in_turn;
pub use whole_frames::whole_frames;

use iced::Length;
use iced::widget::{container, space};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Element;
use super::theme;

/// Text as it is compared while searching in a short list: lower case, no marks, đ as d.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
}

/// A hair line across.
pub fn line<'a, Message: 'a>() -> Element<'a, Message> {
    container(space().width(Length::Fill).height(1)).style(theme::container::line).into()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folding_forgets_marks_and_case() {
        assert_eq!(fold("Đặng Thị Hường"), "dang thi huong");
        assert_eq!(fold("NGUYỄN"), fold("nguye\u{302}\u{303}n"));
    }
}
