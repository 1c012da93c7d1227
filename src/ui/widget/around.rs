//! What an event comes with, for a control that hears events in two ways: by itself, and through
//! what it has opened, a list or a calendar.

use iced::advanced::layout::Layout;
use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::{Event, Rectangle, Renderer, Theme};

/// See the module.
pub struct Around<'x> {
    pub layout: Layout<'x>,
    pub cursor: mouse::Cursor,
    pub renderer: &'x Renderer,
    pub clipboard: &'x mut dyn Clipboard,
    pub viewport: Rectangle,
}

impl<'x> Around<'x> {
    /// For the control that stands at `layout` behind what it has opened: the pointer is not its
    /// own then.
    pub fn behind(layout: Layout<'x>, renderer: &'x Renderer, clipboard: &'x mut dyn Clipboard) -> Self {
        let viewport = layout.bounds();
        Self { layout, cursor: mouse::Cursor::Unavailable, renderer, clipboard, viewport }
    }

    /// Gives the event to the control's inner widget, which stands in the same place.
    pub fn hand_in<Message>(
        self,
        inner: &mut dyn Widget<Message, Theme, Renderer>,
        tree: &mut Tree,
        event: &Event,
        shell: &mut Shell<'_, Message>,
    ) {
        let Self { layout, cursor, renderer, clipboard, viewport } = self;
        inner.update(tree, event, layout, cursor, renderer, clipboard, shell, &viewport);
    }
}
