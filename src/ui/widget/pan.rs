//! A window onto a screen that is larger than its room: strong zoom on a small screen.

use iced::widget::{container, responsive, scrollable};
use iced::{Length, Padding, Size};

use crate::ui::Element;
use crate::ui::theme::{field, size};

/// The name of the window onto a screen, as operations see it.
pub const PAN: &str = "pan";

/// Shows the screen that `view` gives in all the room there is. With less room than `least` the
/// screen keeps that size and is scrolled in both directions, instead of being squeezed together.
///
/// The shape is the same with and without scrolling: focus, cursor and a running edit survive any
/// change of size.
pub fn pan<'a, Message: 'a>(
    least: Size,
    view: impl Fn() -> Element<'a, Message> + 'a,
) -> Element<'a, Message> {
    responsive(move |room| {
        let bar = || scrollable::Scrollbar::new().width(size::SCROLL_BAR).scroller_width(size::SCROLL_BAR);
        let (across, down) = bars(room, least);
        let (right, bottom) =
            (if down { size::SCROLL_BAR } else { 0.0 }, if across { size::SCROLL_BAR } else { 0.0 });
        // The bars lie above the content, so that it leaves them their edges.
        let screen = container(view())
            .padding(Padding { right, bottom, ..Padding::ZERO })
            .width(Length::Fixed(room.width.max(least.width + right)))
            .height(Length::Fixed(room.height.max(least.height + bottom)));
        scrollable(screen)
            .id(PAN)
            .direction(scrollable::Direction::Both { vertical: bar(), horizontal: bar() })
            .width(Length::Fill)
            .height(Length::Fill)
            .style(field::scroll)
            .into()
    })
    .into()
}

/// Which bars are needed: the one across, the one down. Each takes room that may make the other
/// necessary.
fn bars(room: Size, least: Size) -> (bool, bool) {
    let is_low = |height: f32| height < least.height;
    let down = is_low(room.height) || (room.width < least.width && is_low(room.height - size::SCROLL_BAR));
    let across = room.width - if down { size::SCROLL_BAR } else { 0.0 } < least.width;
    (across, down)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_takes_room_that_may_make_the_other_necessary() {
        let least = Size::new(800.0, 500.0);
        assert_eq!(bars(Size::new(800.0, 500.0), least), (false, false));
        assert_eq!(bars(Size::new(900.0, 499.0), least), (false, true));
        assert_eq!(bars(Size::new(805.0, 499.0), least), (true, true));
        assert_eq!(bars(Size::new(799.0, 600.0), least), (true, false));
        assert_eq!(bars(Size::new(799.0, 505.0), least), (true, true));
    }
}
