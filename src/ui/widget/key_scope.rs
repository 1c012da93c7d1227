//! A part of the window in which keys have meanings.

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::keyboard;
use iced::{Event, Rectangle, Renderer, Theme, Vector};

use super::claim::Claim;
use super::turn::Fired;
use super::wrap::through_to_content;
use crate::ui::Element;
use crate::ui::keymap::{self, Bind};

/// Gives keys their meaning within `content`, whatever in it has the focus.
///
/// Chords with Ctrl or Alt, function keys and Escape are looked at before the focused control
/// sees them (a text field would swallow some), unless it claims them: a field in which there is
/// typing to take back has Ctrl+Z. Plain keys (Enter, Del, letters) are looked at
/// only if no control wanted them. An open list of a choice comes before both. Of two nested
/// scopes the outer wins for the former, the inner for the latter; so put the window's keys
/// inside the base of [`modal`](super::modal), where an open dialog silences them.
pub fn key_scope<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    binds: impl Into<Vec<Bind<Message>>>,
) -> Element<'a, Message> {
    let (first, last) = binds.into().into_iter().partition(Bind::comes_first);
    Element::new(KeyScope { content: content.into(), first, last })
}

struct KeyScope<'a, Message> {
    content: Element<'a, Message>,
    first: Vec<Bind<Message>>,
    last: Vec<Bind<Message>>,
}

impl<Message> KeyScope<'_, Message> {
    fn is_claimed(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        key: &keyboard::Event,
    ) -> bool {
        let mut claim = Claim::on(key);
        self.content.as_widget_mut().operate(tree, layout, renderer, &mut claim);
        claim.is_made
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for KeyScope<'_, Message> {
    through_to_content!();

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Fired>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Fired::default())
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
        let mut wanted = None;
        if let Event::Keyboard(key) = event
            && !shell.is_event_captured()
            && let Some(message) = keymap::find(&self.first, key).cloned()
            && !self.is_claimed(&mut tree.children[0], layout, renderer, key)
        {
            wanted = Some(message);
            shell.capture_event();
        }
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
        if wanted.is_none()
            && let Event::Keyboard(key) = event
            && !shell.is_event_captured()
        {
            wanted = keymap::find(&self.last, key).cloned();
        }
        // What the content finishes on this key is said before: saving saves that too.
        if let Some(message) = wanted {
            shell.publish(message);
            shell.capture_event();
            tree.state.downcast_mut::<Fired>().note();
        }
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.custom(None, layout.bounds(), tree.state.downcast_mut::<Fired>());
        self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(&mut tree.children[0], layout, renderer, viewport, translation)
    }
}
