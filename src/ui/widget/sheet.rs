//! Head, body and foot one below the other; when room is short, only the body gives way.
//!
//! iced's column gives what is left to whatever comes last, so that the buttons of a high dialog
//! would vanish.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use crate::ui::Element;
use crate::ui::theme::space;

/// Stacks head, body and foot, with a gap between.
pub fn sheet<'a, Message: 'a>(parts: [Element<'a, Message>; 3]) -> Element<'a, Message> {
    Element::new(Sheet { parts })
}

struct Sheet<'a, Message> {
    /// Head, body, foot.
    parts: [Element<'a, Message>; 3],
}

const GAP: f32 = space::LARGE;

impl<Message> Widget<Message, Theme, Renderer> for Sheet<'_, Message> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let limits = limits.width(Length::Fill).loose();
        let [head, body, foot] = &mut self.parts;
        let [head_tree, body_tree, foot_tree] = &mut tree.children[..] else {
            return layout::Node::new(Size::ZERO);
        };
        let head = head.as_widget_mut().layout(head_tree, renderer, &limits);
        let foot = foot.as_widget_mut().layout(foot_tree, renderer, &limits);
        let around = head.size().height + foot.size().height + 2.0 * GAP;
        let room = limits.shrink(Size::new(0.0, around));
        let body = body.as_widget_mut().layout(body_tree, renderer, &room);

        let body_y = head.size().height + GAP;
        let foot_y = body_y + body.size().height + GAP;
        let size = Size::new(limits.max().width, foot_y + foot.size().height);
        layout::Node::with_children(
            size,
            vec![head, body.move_to(Point::new(0.0, body_y)), foot.move_to(Point::new(0.0, foot_y))],
        )
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.traverse(&mut |operation| {
            for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children())
            {
                part.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        });
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
        for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        for ((part, tree), layout) in self.parts.iter().zip(&tree.children).zip(layout.children()) {
            part.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.parts
            .iter()
            .zip(&tree.children)
            .zip(layout.children())
            .map(|((part, tree), layout)| {
                part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .max()
            .unwrap_or_default()
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        overlay::from_children(&mut self.parts, tree, layout, renderer, viewport, translation)
    }
}
