//! What stands in place of the list when it has no rows: why, and what to do next.

use iced::Alignment;
use iced::widget::{center, column};

use super::keys::new_chord;
use super::{Message, filter};
use crate::fl;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::theme::{button, size, space, text};
use crate::ui::widget::press;

/// Why nothing is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no cell that a member could belong to.
    NoCells,
    /// Nobody has been entered, here or at all.
    NoMembers,
    /// The search or the filters fit nobody.
    NothingFound,
}

/// Finds out why the list is empty.
#[must_use]
pub fn why(narrows: bool, context: &Context) -> Why {
    let has_cells = context.tree.nodes().iter().any(|node| node.unit.fields.kind.is_cell());
    if !has_cells {
        Why::NoCells
    } else if narrows {
        Why::NothingFound
    } else {
        Why::NoMembers
    }
}

/// The page.
pub fn view<'a>(why: Why) -> Element<'a, Message> {
    let (title, words) = match why {
        Why::NoCells => (fl!("members-empty-no-cells"), fl!("members-empty-no-cells-help")),
        Why::NoMembers => (fl!("members-empty-none"), fl!("members-empty-none-help")),
        Why::NothingFound => (fl!("members-empty-not-found"), fl!("members-empty-not-found-help")),
    };
    let action = match why {
        Why::NoCells => None,
        Why::NoMembers => Some(
            press(text::body(fl!("members-new")))
                .icon(Icon::Plus)
                .hint(new_chord().label())
                .style(button::primary)
                .on_press(Message::NewRequested),
        ),
        Why::NothingFound => Some(
            press(text::body(fl!("members-filter-clear-all")))
                .icon(Icon::Close)
                .hint(filter::clear_chord().label())
                .style(button::primary)
                .on_press(Message::Filter(filter::Message::Cleared)),
        ),
    };
    let page = column![
        text::heading(title),
        text::body(words).style(text::muted).align_x(Alignment::Center),
        action.map(Element::from),
    ]
    .spacing(space::MEDIUM)
    .align_x(Alignment::Center)
    .max_width(size::DIALOG);
    center(page).padding(space::PAGE).into()
}
