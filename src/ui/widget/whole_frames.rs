//! Frames that are drawn whole.
//!
//! The software renderer draws only what it believes damaged. It knows the line boxes of texts, not
//! the marks above Ấ and Ở that reach out of them, and the bounds of shapes, not the part of a dot
//! on their edges, and leaves these behind; and hundreds of small places take it ten times longer
//! than one large. A ground under everything that is an invisible thousandth of a point lower than
//! in the frame before is such a large place; it has more heights than the renderer has buffers.

use std::cell::Cell;

use iced::advanced::layout::{Layout, Limits, Node};
use iced::advanced::renderer::{Quad, Style};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse};
use iced::{Event, Length, Rectangle, Renderer, Size, Theme};

use super::wrap::through_to_content_when_alive;
use crate::ui::Element;
use crate::ui::theme::Roles;

/// Draws each frame of `content` whole, on a ground of its own. Put it around the whole window.
pub fn whole_frames<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(WholeFrames { content: content.into() })
}

struct WholeFrames<'a, Message> {
    content: Element<'a, Message>,
}

/// Frames that were drawn, round and round.
#[derive(Default)]
struct Drawn(Cell<u8>);

/// More than the renderer has buffers.
const HEIGHTS: u8 = 8;
/// Points from one height to the next: too little to be seen.
const STEP: f32 = 0.002;

impl<Message> Widget<Message, Theme, Renderer> for WholeFrames<'_, Message> {
    through_to_content_when_alive!();

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Drawn>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Drawn::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
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
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let Drawn(drawn) = tree.state.downcast_ref::<Drawn>();
        drawn.set((drawn.get() + 1) % HEIGHTS);
        let height = viewport.height - f32::from(drawn.get()) * STEP;
        let ground = Quad { bounds: Rectangle { height, ..*viewport }, ..Quad::default() };
        renderer.fill_quad(ground, Roles::of(theme).surface);
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
    }
}
