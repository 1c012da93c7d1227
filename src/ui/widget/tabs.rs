//! The strip of tabs at the top of the window.

use iced::Alignment;
use iced::widget::{container, row};

use super::press::press;
use crate::ui::Element;
use crate::ui::theme::{button, space};

/// A strip of tabs, each with the name of its key (`Ctrl+1` … `Ctrl+9`; bind those with a
/// [`key_scope`](super::key_scope)), unless there is no room for them. Tab walks through it, Enter or Space open a tab.
///
/// ```ignore
/// tabs([(fl!("tab-units"), Tab::Units), (fl!("tab-members"), Tab::Members)], self.tab, true, Message::TabOpened)
/// ```
pub fn tabs<'a, T, Message>(
    items: impl IntoIterator<Item = (String, T)>,
    open: T,
    with_keys: bool,
    on_open: impl Fn(T) -> Message,
) -> Element<'a, Message>
where
    T: PartialEq,
    Message: Clone + 'a,
{
    let items = items.into_iter().enumerate().map(|(place, (name, item))| {
        let style = if item == open { button::tab_open } else { button::tab };
        press(super::super::theme::text::strong(name))
            .hint(if with_keys { format!("Ctrl+{}", place + 1) } else { String::new() })
            .style(style)
            .on_press(on_open(item))
            .into()
    });
    container(row(items).spacing(space::TIGHT).align_y(Alignment::End)).into()
}
