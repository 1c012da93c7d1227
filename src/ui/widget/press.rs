//! A button that the keyboard can reach.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::widget::{row, text};
use iced::{Alignment, Color, Event, Length, Padding, Rectangle, Renderer, Size, Theme, Vector, window};

use super::focus::{self, Focus};
use super::turn::Fired;
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::theme::button::{self, Look, Status, Style};
use crate::ui::theme::{size, space};

/// A button around `content` (a word, usually). Enter, Space or a click press it. Without
/// [`Press::on_press`] it is shown as disabled and Tab passes it by.
///
/// ```ignore
/// press("Lưu").icon(Icon::Check).hint("Ctrl+S").style(button::primary).on_press(Message::Saved)
/// ```
pub fn press<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Press<'a, Message> {
    Press {
        content: content.into(),
        icon: None,
        hint: String::new(),
        on_press: None,
        on_point: None,
        style: button::quiet,
        id: None,
        width: Length::Shrink,
        is_tab_stop: true,
        is_compact: false,
        is_waiting: false,
    }
}

/// See [`press`].
pub struct Press<'a, Message> {
    content: Element<'a, Message>,
    icon: Option<Icon>,
    hint: String,
    on_press: Option<Message>,
    on_point: Option<Message>,
    style: Style,
    id: Option<Id>,
    width: Length,
    is_tab_stop: bool,
    is_compact: bool,
    is_waiting: bool,
}

impl<Message> Press<'_, Message> {
    /// What is said when it is pressed.
    #[must_use]
    pub fn on_press(mut self, message: Message) -> Self {
        self.on_press = Some(message);
        self
    }

    /// Like [`Press::on_press`]; `None` disables the button.
    #[must_use]
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.on_press = message;
        self
    }

    /// Like [`Press::on_press`]; while work is under way it says nothing, but keeps the focus, so
    /// that keys go on from here afterwards.
    #[must_use]
    pub fn on_press_unless(mut self, is_busy: bool, message: Message) -> Self {
        self.is_waiting = is_busy;
        self.on_press_maybe((!is_busy).then_some(message))
    }

    /// What is said when the mouse is moved over it. A mouse that rests says nothing, whatever
    /// appears below it.
    #[must_use]
    pub fn on_point_maybe(mut self, message: Option<Message>) -> Self {
        self.on_point = message;
        self
    }

    /// An icon before the word.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, shown small after the word: a chord's `label()`.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Its look: `theme::button::{primary, quiet, danger, plain, …}`; quiet when not said.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// A name by which the program can put the focus here.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Its width; as wide as its content when not said.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// No higher than a line of words, to stand in one.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.is_compact = true;
        self
    }

    /// Lets Tab pass it by: for what another key reaches better (the closed tabs of a strip).
    #[must_use]
    pub fn skip_focus(mut self) -> Self {
        self.is_tab_stop = false;
        self
    }
}

impl<'a, Message: Clone + 'a> From<Press<'a, Message>> for Element<'a, Message> {
    fn from(press: Press<'a, Message>) -> Self {
        let style = press.style;
        let is_enabled = press.on_press.is_some();
        let hint = (!press.hint.is_empty()).then(|| {
            text(press.hint).size(size::CAPTION).style(move |theme: &Theme| text::Style {
                color: Some(hint_colour(theme, style, is_enabled)),
            })
        });
        let content =
            row![press.icon.map(icon), press.content, hint].spacing(space::SMALL).align_y(Alignment::Center);
        Element::new(Button {
            content: content.into(),
            on_press: press.on_press,
            on_point: press.on_point,
            style,
            id: press.id,
            width: press.width,
            is_tab_stop: press.is_tab_stop,
            is_compact: press.is_compact,
            is_waiting: press.is_waiting,
            shown: None,
        })
    }
}

fn hint_colour(theme: &Theme, style: Style, is_enabled: bool) -> Color {
    let status = if is_enabled { Status::Active } else { Status::Disabled };
    style(theme, status).hint
}

struct Button<'a, Message> {
    content: Element<'a, Message>,
    on_press: Option<Message>,
    on_point: Option<Message>,
    style: Style,
    id: Option<Id>,
    width: Length,
    is_tab_stop: bool,
    is_compact: bool,
    is_waiting: bool,
    shown: Option<Status>,
}

#[derive(Debug, Default)]
struct State {
    focus: Focus,
    is_held: bool,
    fired: Fired,
}

impl<Message> Button<'_, Message> {
    fn can_be_focused(&self) -> bool {
        self.is_tab_stop && (self.on_press.is_some() || self.is_waiting)
    }

    fn status(&self, state: &State, is_over: bool) -> Status {
        if self.on_press.is_none() {
            Status::Disabled
        } else if state.is_held && is_over {
            Status::Pressed
        } else if is_over {
            Status::Hovered
        } else {
            Status::Active
        }
    }

    fn look(&self, theme: &Theme) -> Look {
        let status =
            self.shown.unwrap_or(if self.on_press.is_some() { Status::Active } else { Status::Disabled });
        (self.style)(theme, status)
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Button<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        // What can't take the focus any more must not keep it.
        if !self.can_be_focused() {
            tree.state.downcast_mut::<State>().focus = Focus::default();
        }
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let (padding, height) = if self.is_compact {
            (Padding::from([2.0, space::SMALL]), 0.0)
        } else {
            (Padding::from([space::TIGHT, space::MEDIUM]), size::CONTROL)
        };
        let inner = limits.width(self.width).min_height(height).shrink(padding);
        let mut content =
            self.content.as_widget_mut().layout(&mut tree.children[0], renderer, &inner.loose());
        let room = inner.resolve(self.width, Length::Shrink, content.size());
        content.align_mut(Alignment::Center, Alignment::Center, room);
        let content = content.translate(Vector::new(padding.left, padding.top));
        layout::Node::with_children(room.expand(padding), vec![content])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        operation.container(self.id.as_ref(), layout.bounds());
        if self.can_be_focused() {
            operation.focusable(self.id.as_ref(), layout.bounds(), &mut state.focus);
            operation.custom(self.id.as_ref(), layout.bounds(), &mut state.fired);
        }
        let Some(content) = layout.children().next() else {
            return;
        };
        operation.traverse(&mut |operation| {
            self.content.as_widget_mut().operate(&mut tree.children[0], content, renderer, operation);
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let is_over = cursor.is_over(layout.bounds()) && cursor.is_over(*viewport);
        if let (Event::Mouse(mouse::Event::CursorMoved { .. }), Some(message), true) =
            (event, &self.on_point, is_over)
        {
            shell.publish(message.clone());
        }
        match (event, &self.on_press) {
            (Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)), on_press) => {
                let is_here = is_over && on_press.is_some() && !shell.is_event_captured();
                state.focus.clicked(is_here && self.is_tab_stop);
                state.is_held = is_here;
                if is_here {
                    shell.capture_event();
                }
            }
            (Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)), Some(message)) => {
                let was_held = std::mem::take(&mut state.is_held);
                if was_held && is_over {
                    shell.publish(message.clone());
                    shell.capture_event();
                }
            }
            (Event::Keyboard(event), Some(message))
                if state.focus.is_here() && !shell.is_event_captured() && focus::is_press(event) =>
            {
                shell.publish(message.clone());
                shell.capture_event();
                state.fired.note();
            }
            // What waits takes its key all the same: nothing else is meant by it.
            (Event::Keyboard(event), None)
                if state.focus.is_here() && !shell.is_event_captured() && focus::is_press(event) =>
            {
                shell.capture_event();
            }
            _ => {}
        }

        let status = self.status(tree.state.downcast_ref::<State>(), is_over);
        if matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
            self.shown = Some(status);
        } else if self.shown.is_some_and(|shown| shown != status) {
            shell.request_redraw();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let look = self.look(theme);
        renderer.fill_quad(
            Quad { bounds, border: look.border, ..Quad::default() },
            look.background.unwrap_or(Color::TRANSPARENT),
        );
        if let Some(content) = layout.children().next() {
            self.content.as_widget().draw(
                &tree.children[0],
                renderer,
                theme,
                &renderer::Style { text_color: look.text },
                content,
                cursor,
                viewport,
            );
        }
        if tree.state.downcast_ref::<State>().focus.is_here() {
            focus::draw_ring(renderer, theme, bounds);
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) && self.on_press.is_some() {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(
            &mut tree.children[0],
            layout.children().next()?,
            renderer,
            viewport,
            translation,
        )
    }
}
