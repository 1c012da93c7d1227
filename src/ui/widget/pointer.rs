//! Where the mouse was when something happened, not where it is by now.

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::{Event, Point, Rectangle, Renderer, Theme};

use super::wrap::{through_to_content, through_to_content_when_alive};
use crate::ui::Element;

/// Gives `content` each event with the pointer where it was at that event.
///
/// iced 0.14 collects what happens between two frames and hands it out with the position of the
/// mouse after all of it: on a slow machine, a press that is quickly followed by a movement would
/// grasp what lies under the end of the movement. Put it around the whole window.
pub fn pointer_in_order<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(Pointer { content: content.into() })
}

struct Pointer<'a, Message> {
    content: Element<'a, Message>,
}

/// Where the mouse was last, while it is over the window.
#[derive(Default)]
struct Last(Option<Point>);

impl<Message> Widget<Message, Theme, Renderer> for Pointer<'_, Message> {
    through_to_content!();
    through_to_content_when_alive!();

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Last>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Last::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let last = tree.state.downcast_mut::<Last>();
        match event {
            Event::Mouse(mouse::Event::CursorMoved { position }) => last.0 = Some(*position),
            Event::Mouse(mouse::Event::CursorLeft) => last.0 = None,
            _ => {}
        }
        // What is covered has no pointer at all.
        let cursor = match (cursor, last.0, event) {
            (mouse::Cursor::Available(_), Some(at), Event::Mouse(_)) => mouse::Cursor::Available(at),
            (cursor, ..) => cursor,
        };
        let content = self.content.as_widget_mut();
        let tree = &mut tree.children[0];
        content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
    }
}
