//! Head, body and foot one below the other; when room is short, only the body gives way.
//!
//! iced's column gives what is left to whatever comes last, so that the buttons of a high dialog
//! would vanish.

use iced::advanced::Widget;
use iced::advanced::layout;
use iced::advanced::widget::Tree;
use iced::{Length, Point, Renderer, Size, Theme};

use super::wrap::through_to_contents;
use crate::ui::Element;
use crate::ui::theme::space;

/// Stacks head, body and foot, with a gap between.
pub fn sheet<'a, Message: 'a>(contents: [Element<'a, Message>; 3]) -> Element<'a, Message> {
    Element::new(Sheet { contents })
}

struct Sheet<'a, Message> {
    /// Head, body, foot.
    contents: [Element<'a, Message>; 3],
}

const GAP: f32 = space::LARGE;

impl<Message> Widget<Message, Theme, Renderer> for Sheet<'_, Message> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn children(&self) -> Vec<Tree> {
        self.contents.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.contents);
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let limits = limits.width(Length::Fill).loose();
        let [head, body, foot] = &mut self.contents;
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

    through_to_contents!();
}
