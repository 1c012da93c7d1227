//! A window onto a screen that is larger than its room: strong zoom on a small screen.

use iced::widget::{container, responsive, scrollable};
use iced::{Length, Size};

use crate::ui::Element;
use crate::ui::theme::{field, size};

/// Shows the screen that `view` gives in all the room there is. With less room than `least` the
/// screen keeps that size and is scrolled in both directions, instead of being squeezed together.
pub fn pan<'a, Message: 'a>(
    least: Size,
    view: impl Fn() -> Element<'a, Message> + 'a,
) -> Element<'a, Message> {
    responsive(move |room| {
        if room.width >= least.width && room.height >= least.height {
            return view();
        }
        let bar = || scrollable::Scrollbar::new().width(size::SCROLL_BAR).scroller_width(size::SCROLL_BAR);
        let screen = container(view())
            .width(Length::Fixed(least.width.max(room.width - size::SCROLL_BAR)))
            .height(Length::Fixed(least.height.max(room.height - size::SCROLL_BAR)));
        scrollable(screen)
            .direction(scrollable::Direction::Both { vertical: bar(), horizontal: bar() })
            .width(Length::Fill)
            .height(Length::Fill)
            .spacing(0)
            .style(field::scroll)
            .into()
    })
    .into()
}
