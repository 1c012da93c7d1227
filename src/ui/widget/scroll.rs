//! A page that is higher than its room.

use iced::advanced::layout::Layout;
use iced::advanced::widget::operation::{Scrollable, scrollable::AbsoluteOffset};
use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::scrollable;
use iced::{Event, Length, Rectangle, Renderer, Theme, Vector};

use super::focus::Survey;
use super::wrap::{through_to_content, through_to_content_when_alive};
use crate::ui::Element;
use crate::ui::theme::{field, size};

/// A page that scrolls up and down. PageUp, PageDown and Ctrl+Home, Ctrl+End scroll it while the
/// focus or the pointer is in it, unless a control wants them.
pub fn scroll<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Scroll<'a, Message> {
    Scroll { content: content.into(), width: Length::Fill, height: Length::Shrink, id: None }
}

/// See [`scroll`].
pub struct Scroll<'a, Message> {
    content: Element<'a, Message>,
    width: Length,
    height: Length,
    id: Option<Id>,
}

impl<Message> Scroll<'_, Message> {
    /// Its width; all there is when not said.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Its height; as high as its content, if there is room, when not said.
    #[must_use]
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// A name by which the program can scroll it.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl<'a, Message: 'a> From<Scroll<'a, Message>> for Element<'a, Message> {
    fn from(scroll: Scroll<'a, Message>) -> Self {
        let bar = scrollable::Scrollbar::new().width(size::SCROLL_BAR).scroller_width(size::SCROLL_BAR);
        let content = scrollable(scroll.content)
            .direction(scrollable::Direction::Vertical(bar))
            .spacing(0)
            .width(scroll.width)
            .height(scroll.height)
            .style(field::scroll);
        let content = match scroll.id {
            Some(id) => content.id(id),
            None => content,
        };
        Self::new(Keys { content: content.into() })
    }
}

/// The keys of a page.
struct Keys<'a, Message> {
    content: Element<'a, Message>,
}

impl<Message> Widget<Message, Theme, Renderer> for Keys<'_, Message> {
    through_to_content!();
    through_to_content_when_alive!();

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
        let child = &mut tree.children[0];
        let content = self.content.as_widget_mut();
        content.update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        let Event::Keyboard(event) = event else {
            return;
        };
        let Some(pages) = pages(event).filter(|_| !shell.is_event_captured()) else {
            return;
        };
        let mut survey = Survey::default();
        content.operate(child, layout, renderer, &mut survey);
        if !survey.holders.is_empty() || cursor.is_over(layout.bounds()) {
            let mut turn = Turn { pages, is_done: false };
            content.operate(child, layout, renderer, &mut turn);
            shell.capture_event();
            shell.request_redraw();
        }
    }
}

/// How many pages a key turns.
fn pages(event: &keyboard::Event) -> Option<f32> {
    let keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. } = event else {
        return None;
    };
    match named {
        Named::PageDown if modifiers.is_empty() => Some(0.9),
        Named::PageUp if modifiers.is_empty() => Some(-0.9),
        Named::Home if modifiers.control() => Some(f32::MIN),
        Named::End if modifiers.control() => Some(f32::MAX),
        _ => None,
    }
}

/// Scrolls the outermost page by its height.
struct Turn {
    pages: f32,
    is_done: bool,
}

impl Operation for Turn {
    fn traverse(&mut self, _operate: &mut dyn FnMut(&mut dyn Operation)) {}

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if std::mem::replace(&mut self.is_done, true) {
            return;
        }
        let most = (content.height - bounds.height).max(0.0);
        let wanted = (translation.y + self.pages * bounds.height).clamp(0.0, most);
        let offset = AbsoluteOffset { x: None, y: Some(wanted) };
        state.scroll_to(offset);
    }
}
