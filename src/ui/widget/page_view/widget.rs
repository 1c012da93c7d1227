//! The pages as iced's widget: keys, wheel and thumb in, drawing out.

use iced::advanced::image::{Image, Renderer as _};
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::Quad;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{Key, key::Named};
use iced::widget::image::FilterMethod;
use iced::{Border, Color, Element, Length, Point, Rectangle, Renderer, Size, Theme, keyboard, window};

use super::state::LINE;
use super::{Event, PageView, State, Turn, Zoom};
use crate::ui::theme::{Roles, size};
use crate::ui::widget::focus::Focus;

/// The thumb is not shorter.
const SHORTEST: f32 = 28.0;

#[derive(Default)]
struct Memory {
    focus: Focus,
    modifiers: keyboard::Modifiers,
    /// The thumb is held this far below its top.
    held: Option<f32>,
}

impl<Message> Widget<Message, Theme, Renderer> for PageView<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Memory>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Memory::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, Length::Fill, Length::Fill)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let memory = tree.state.downcast_mut::<Memory>();
        operation.focusable(self.id.as_ref(), layout.bounds(), &mut memory.focus);
        if self.state.count() == 0 {
            operation.text(None, layout.bounds(), &self.waiting);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &iced::Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let memory = tree.state.downcast_mut::<Memory>();
        let bounds = layout.bounds();
        let over =
            cursor.position_over(bounds).filter(|at| viewport.contains(*at) && !shell.is_event_captured());
        let wish = match event {
            iced::Event::Window(window::Event::RedrawRequested(_))
                if is_other(self.state.room(), bounds.size()) =>
            {
                shell.publish((self.on_event)(Event::Room(bounds.size())));
                return;
            }
            iced::Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
                memory.modifiers = *modifiers;
                None
            }
            iced::Event::Keyboard(event) if memory.focus.is_here() && !shell.is_event_captured() => {
                wish_of_key(event)
            }
            iced::Event::Mouse(event) => self.wish_of_mouse(event, memory, (bounds, over, cursor)),
            _ => None,
        };
        if let Some(wish) = wish {
            shell.publish((self.on_event)(wish));
            shell.capture_event();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let Some(layer) = bounds.intersection(viewport) else { return };
        let roles = Roles::of(theme);
        renderer.with_layer(layer, |renderer| {
            fill(renderer, bounds, roles.header);
            for (page, place) in self.state.in_sight() {
                let place = place + iced::Vector::new(bounds.x, bounds.y);
                self.draw_page(renderer, page, (place, layer));
            }
        });
        // Pictures lie above everything else of their layer.
        renderer.with_layer(layer, |renderer| {
            for (_, place) in self.state.in_sight() {
                let place = place + iced::Vector::new(bounds.x, bounds.y);
                frame(renderer, place.expand(1.0), (roles.outline, 1.0));
            }
            if let Some((rail, thumb)) = bar(self.state, bounds) {
                fill(renderer, rail, roles.header);
                fill(renderer, thumb.shrink(3.0), roles.outline);
            }
            if self.state.count() == 0 {
                write(renderer, &self.waiting, (bounds, layer, roles.muted));
            }
            if tree.state.downcast_ref::<Memory>().focus.is_here() {
                frame(renderer, bounds, (roles.accent, size::RING));
            }
        });
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) { mouse::Interaction::Idle } else { mouse::Interaction::default() }
    }
}

impl<Message> PageView<'_, Message> {
    /// A sheet, white in either look: so it will be printed.
    fn draw_page(&self, renderer: &mut Renderer, page: usize, (place, layer): (Rectangle, Rectangle)) {
        fill(renderer, place, Color::WHITE);
        if let Some(handle) = self.state.picture(page) {
            let image = Image::new(handle.clone()).filter_method(FilterMethod::Linear).snap(true);
            renderer.draw_image(image, place, layer);
        }
    }

    fn wish_of_mouse(
        &self,
        event: &mouse::Event,
        memory: &mut Memory,
        (bounds, over, cursor): (Rectangle, Option<Point>, mouse::Cursor),
    ) -> Option<Event> {
        match event {
            mouse::Event::WheelScrolled { delta } => {
                over?;
                let (across, down) = match *delta {
                    mouse::ScrollDelta::Lines { x, y } => (x * LINE, y * LINE),
                    mouse::ScrollDelta::Pixels { x, y } => (x, y),
                };
                Some(if memory.modifiers.control() {
                    Event::Step(if down > 0.0 { Turn::On } else { Turn::Back })
                } else if memory.modifiers.shift() {
                    Event::Scroll(-down, -across)
                } else {
                    Event::Scroll(-across, -down)
                })
            }
            mouse::Event::ButtonPressed(mouse::Button::Left) => {
                memory.focus.clicked(over.is_some());
                let (at, (rail, thumb)) = (over?, bar(self.state, bounds)?);
                if !rail.contains(at) {
                    return None;
                }
                let grip = if thumb.contains(at) { at.y - thumb.y } else { thumb.height / 2.0 };
                memory.held = Some(grip);
                self.dragged(at, grip, bounds)
            }
            mouse::Event::ButtonReleased(mouse::Button::Left) => {
                memory.held = None;
                None
            }
            mouse::Event::CursorMoved { .. } => self.dragged(cursor.position()?, memory.held?, bounds),
            _ => None,
        }
    }

    fn dragged(&self, at: Point, grip: f32, bounds: Rectangle) -> Option<Event> {
        let (rail, thumb) = bar(self.state, bounds)?;
        let part = (at.y - grip - rail.y) / (rail.height - thumb.height).max(1.0);
        Some(Event::ScrollTo(part.clamp(0.0, 1.0) * self.state.deepest()))
    }
}

/// Whether there is more or less room by a pixel: the window breathes by thousandths.
fn is_other(one: Size, other: Size) -> bool {
    (one.width - other.width).abs() >= 0.5 || (one.height - other.height).abs() >= 0.5
}

/// The rail and the thumb; none when everything is in sight.
fn bar(state: &State, bounds: Rectangle) -> Option<(Rectangle, Rectangle)> {
    let deepest = state.deepest();
    if deepest <= 0.0 {
        return None;
    }
    let rail = Rectangle { x: bounds.x + bounds.width - size::SCROLL_BAR, width: size::SCROLL_BAR, ..bounds };
    let part = bounds.height / state.whole().height.max(1.0);
    let height = (rail.height * part).max(SHORTEST).min(rail.height);
    let y = rail.y + (rail.height - height) * (state.offset().y / deepest);
    Some((rail, Rectangle { y, height, ..rail }))
}

fn wish_of_key(event: &keyboard::Event) -> Option<Event> {
    let keyboard::Event::KeyPressed { key, modifiers, .. } = event else { return None };
    if modifiers.alt() || modifiers.logo() {
        return None;
    }
    Some(match key.as_ref() {
        Key::Named(Named::PageUp) if modifiers.control() => Event::Turn(Turn::Back),
        Key::Named(Named::PageDown) if modifiers.control() => Event::Turn(Turn::On),
        _ if modifiers.control() => return None,
        Key::Named(Named::PageUp) => Event::Leaf(Turn::Back),
        Key::Named(Named::PageDown) => Event::Leaf(Turn::On),
        Key::Named(Named::Home) => Event::End(Turn::Back),
        Key::Named(Named::End) => Event::End(Turn::On),
        Key::Named(Named::ArrowUp) => Event::Scroll(0.0, -LINE),
        Key::Named(Named::ArrowDown) => Event::Scroll(0.0, LINE),
        Key::Named(Named::ArrowLeft) => Event::Scroll(-LINE, 0.0),
        Key::Named(Named::ArrowRight) => Event::Scroll(LINE, 0.0),
        Key::Named(Named::Space) if modifiers.shift() => Event::Leaf(Turn::Back),
        Key::Named(Named::Space) => Event::Leaf(Turn::On),
        Key::Character("+" | "=") => Event::Step(Turn::On),
        Key::Character("-") => Event::Step(Turn::Back),
        Key::Character("0") => Event::Zoom(Zoom::Percent(100.0)),
        Key::Character("1") => Event::Zoom(Zoom::Width),
        Key::Character("2") => Event::Zoom(Zoom::Page),
        _ => return None,
    })
}

fn frame(renderer: &mut Renderer, bounds: Rectangle, (color, width): (Color, f32)) {
    let border = Border { color, width, radius: 0.0.into() };
    renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, Color::TRANSPARENT);
}

fn fill(renderer: &mut Renderer, bounds: Rectangle, color: Color) {
    renderer.fill_quad(Quad { bounds, ..Quad::default() }, color);
}

fn write(renderer: &mut Renderer, words: &str, (bounds, clip, color): (Rectangle, Rectangle, Color)) {
    use iced::advanced::text::{self, Renderer as _};
    let text = text::Text {
        content: words.to_owned(),
        bounds: bounds.size(),
        size: size::BODY.into(),
        line_height: text::LineHeight::default(),
        font: crate::ui::font::REGULAR,
        align_x: text::Alignment::Center,
        align_y: iced::alignment::Vertical::Center,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::Word,
    };
    renderer.fill_text(text, bounds.center(), color, clip);
}

impl<'a, Message: 'a> From<PageView<'a, Message>> for Element<'a, Message, Theme, Renderer> {
    fn from(view: PageView<'a, Message>) -> Self {
        Self::new(view)
    }
}
