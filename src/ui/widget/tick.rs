//! A box to tick that the keyboard can reach.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::{Alignment, Border, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::focus::{self, Focus};
use crate::ui::Element;
use crate::ui::icon::{Icon, Icons};
use crate::ui::theme::{Roles, size, space, text};

/// A box with a label. Space, Enter or a click turn it. Without [`Tick::on_turn`] it is disabled.
pub fn tick<'a, Message: 'a>(label: impl Into<String>, is_on: bool) -> Tick<'a, Message> {
    Tick { label: text::body(label.into()).into(), is_on, on_turn: None, id: None }
}

/// See [`tick`].
pub struct Tick<'a, Message> {
    label: Element<'a, Message>,
    is_on: bool,
    on_turn: Option<Box<dyn Fn(bool) -> Message + 'a>>,
    id: Option<Id>,
}

impl<'a, Message> Tick<'a, Message> {
    /// What is said with the new state when it is turned.
    #[must_use]
    pub fn on_turn(mut self, on_turn: impl Fn(bool) -> Message + 'a) -> Self {
        self.on_turn = Some(Box::new(on_turn));
        self
    }

    /// A name by which the program can put the focus here.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }
}

#[derive(Default)]
struct State {
    focus: Focus,
    icons: Icons,
}

/// The side of the box.
const BOX: f32 = 20.0;

impl<Message> Widget<Message, Theme, Renderer> for Tick<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.label)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.label));
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let beside = BOX + space::SMALL;
        let mut label = self.label.as_widget_mut().layout(
            &mut tree.children[0],
            renderer,
            &limits.loose().shrink(Size::new(beside, 0.0)),
        );
        let height = label.size().height.max(size::CONTROL);
        let room = Size::new(label.size().width, height);
        label.align_mut(Alignment::Start, Alignment::Center, room);
        layout::Node::with_children(
            Size::new(beside + room.width, height),
            vec![label.translate(Vector::new(beside, 0.0))],
        )
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if self.on_turn.is_some() {
            let focus = &mut tree.state.downcast_mut::<State>().focus;
            operation.focusable(self.id.as_ref(), layout.bounds(), focus);
        }
        if let Some(label) = layout.children().next() {
            let tree = &mut tree.children[0];
            operation.traverse(&mut |operation| {
                self.label.as_widget_mut().operate(tree, label, renderer, operation);
            });
        }
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
        let Some(on_turn) = &self.on_turn else { return };
        let focus = &mut tree.state.downcast_mut::<State>().focus;
        let is_turned = match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let is_over = cursor.is_over(layout.bounds()) && cursor.is_over(*viewport);
                focus.clicked(is_over && !shell.is_event_captured());
                focus.is_here()
            }
            Event::Keyboard(event) => focus.is_here() && focus::is_press(event),
            _ => false,
        };
        if is_turned && !shell.is_event_captured() {
            // What is said twice before the next view must still turn it back.
            self.is_on = !self.is_on;
            shell.publish(on_turn(self.is_on));
            shell.capture_event();
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
        let state = tree.state.downcast_ref::<State>();
        let roles = Roles::of(theme);
        let bounds = layout.bounds();
        let square = Rectangle::new(Point::new(bounds.x, bounds.center_y() - BOX / 2.0), Size::new(BOX, BOX));
        let is_enabled = self.on_turn.is_some();
        let (ground, edge) = match (self.is_on, is_enabled) {
            (true, true) => (roles.accent, roles.accent),
            (true, false) => (roles.muted, roles.muted),
            (false, true) => (roles.raised, roles.outline),
            (false, false) => (roles.surface, roles.line),
        };
        renderer.fill_quad(
            Quad {
                bounds: square,
                border: Border { color: edge, width: 1.0, radius: size::RADIUS.into() },
                ..Quad::default()
            },
            ground,
        );
        if self.is_on {
            state.icons.draw(renderer, Icon::Check, square.shrink(2.0), roles.on_accent);
        }
        if let Some(label) = layout.children().next() {
            let text_color = if is_enabled { style.text_color } else { roles.muted };
            self.label.as_widget().draw(
                &tree.children[0],
                renderer,
                theme,
                &renderer::Style { text_color },
                label,
                cursor,
                viewport,
            );
        }
        if state.focus.is_here() {
            focus::draw_ring(renderer, theme, square);
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
        if self.on_turn.is_some() && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }
}

impl<'a, Message: 'a> From<Tick<'a, Message>> for Element<'a, Message> {
    fn from(tick: Tick<'a, Message>) -> Self {
        Self::new(tick)
    }
}
