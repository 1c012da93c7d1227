//! The list that `choice` and `suggest` open under (or above) their box.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::text::{
    self, Alignment as TextAlignment, LineHeight, Renderer as _, Shaping, Text, Wrapping,
};
use iced::advanced::widget::Operation;
use iced::advanced::{Clipboard, Overlay, Shell, mouse, overlay, renderer};
use iced::alignment::Vertical;
use iced::keyboard::{self, Key, key::Named};
use iced::{Border, Event, Pixels, Point, Rectangle, Renderer, Size, Theme};

use crate::ui::font;
use crate::ui::theme::{Roles, size, space};

/// How many rows are seen at once.
const ROWS: usize = 9;

/// What is open, what is marked in it, and from where on it is shown.
#[derive(Debug, Default, Clone)]
pub struct List {
    /// Whether the list is seen.
    pub is_open: bool,
    /// The marked row, if any.
    pub marked: Option<usize>,
    first: usize,
}

/// What a key did to an open list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The key is none of the list's.
    Nothing,
    /// The mark moved, or the list was shut.
    Moved,
    /// The row was taken; the list is shut.
    Taken(usize),
}

impl List {
    /// Opens the list with a row marked.
    pub fn open(&mut self, marked: Option<usize>) {
        self.is_open = true;
        self.first = 0;
        self.mark(marked);
    }

    /// Shuts it.
    pub fn shut(&mut self) {
        self.is_open = false;
    }

    /// Marks a row and brings it into view.
    pub fn mark(&mut self, marked: Option<usize>) {
        self.marked = marked;
        if let Some(row) = marked {
            self.first = self.first.clamp((row + 1).saturating_sub(ROWS), row);
        }
    }

    /// What an arrow, Enter or Escape does while the list with `count` rows is open.
    pub fn key(&mut self, event: &keyboard::Event, count: usize) -> Outcome {
        let keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. } = event else {
            return Outcome::Nothing;
        };
        if !self.is_open || modifiers.control() || count == 0 {
            return Outcome::Nothing;
        }
        let last = count - 1;
        match named {
            Named::ArrowDown if !modifiers.alt() => {
                self.mark(Some(self.marked.map_or(0, |row| (row + 1).min(last))));
            }
            Named::ArrowUp if !modifiers.alt() => {
                self.mark(Some(self.marked.map_or(last, |row| row.saturating_sub(1))));
            }
            Named::PageDown => self.mark(Some(self.marked.map_or(0, |row| (row + ROWS).min(last)))),
            Named::PageUp => self.mark(Some(self.marked.map_or(0, |row| row.saturating_sub(ROWS)))),
            Named::Escape => self.shut(),
            Named::Enter => match self.marked {
                Some(row) => {
                    self.shut();
                    return Outcome::Taken(row);
                }
                None => return Outcome::Nothing,
            },
            _ => return Outcome::Nothing,
        }
        Outcome::Moved
    }

    fn scroll(&mut self, rows: isize, count: usize) {
        self.first = self.first.saturating_add_signed(rows).min(count.saturating_sub(ROWS));
    }
}

/// What a list's owner does with a key.
pub type OnKey<'b, Message> = Box<dyn Fn(&mut List, &keyboard::Event, &mut Shell<'_, Message>) + 'b>;

/// The open list as an overlay. `on_key` sees every keyboard event first and says whether it was
/// the list's; `on_take` makes the message of a click.
pub struct Menu<'b, Message> {
    pub list: &'b mut List,
    pub items: &'b [String],
    /// The box under which it hangs, in window coordinates.
    pub anchor: Rectangle,
    pub on_take: Box<dyn Fn(usize) -> Message + 'b>,
    pub on_key: OnKey<'b, Message>,
}

impl<'b, Message: 'b> Menu<'b, Message> {
    pub fn overlay(self) -> overlay::Element<'b, Message, Theme, Renderer> {
        overlay::Element::new(Box::new(self))
    }

    fn rows(&self) -> impl Iterator<Item = usize> + use<Message> {
        let first = self.list.first;
        first..(first + ROWS).min(self.items.len())
    }

    fn row_at(&self, bounds: Rectangle, cursor: mouse::Cursor) -> Option<usize> {
        let at = cursor.position_in(bounds)?;
        let row = self.list.first + (((at.y - EDGE) / size::ROW).max(0.0) as usize);
        (row < self.items.len()).then_some(row)
    }
}

/// The frame around the rows.
const EDGE: f32 = 2.0;

impl<Message> Overlay<Message, Theme, Renderer> for Menu<'_, Message> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let rows = self.items.len().min(ROWS) as f32;
        let height = (rows * size::ROW + 2.0 * EDGE).min(window.height);
        let width = self.anchor.width.min(window.width);
        let below = self.anchor.y + self.anchor.height;
        let y = if below + height <= window.height { below } else { (self.anchor.y - height).max(0.0) };
        let x = self.anchor.x.min(window.width - width).max(0.0);
        layout::Node::new(Size::new(width, height)).move_to(Point::new(x, y))
    }

    fn operate(&mut self, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        let bounds = layout.bounds();
        for (place, row) in self.rows().enumerate() {
            operation.text(None, row_bounds(bounds, place), &self.items[row]);
        }
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        if !self.list.is_open {
            return;
        }
        let bounds = layout.bounds();
        match event {
            Event::Keyboard(event) => (self.on_key)(self.list, event, shell),
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                let row = self.row_at(bounds, cursor);
                if row.is_some() && row != self.list.marked {
                    self.list.marked = row;
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(bounds) => {
                let (mouse::ScrollDelta::Lines { y, .. } | mouse::ScrollDelta::Pixels { y, .. }) = delta;
                self.list.scroll(if *y > 0.0 { -3 } else { 3 }, self.items.len());
                shell.capture_event();
                shell.request_redraw();
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                self.list.shut();
                if let Some(row) = self.row_at(bounds, cursor) {
                    shell.publish((self.on_take)(row));
                    shell.capture_event();
                } else if cursor.is_over(self.anchor) {
                    // The box itself would open it again.
                    shell.capture_event();
                }
                shell.request_redraw();
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.list.is_open && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let roles = Roles::of(theme);
        let bounds = layout.bounds();
        renderer.with_layer(bounds, |renderer| {
            renderer.fill_quad(
                Quad {
                    bounds,
                    border: Border { color: roles.outline, width: 1.0, radius: size::RADIUS.into() },
                    ..Quad::default()
                },
                roles.raised,
            );
            for (place, row) in self.rows().enumerate() {
                let bounds = row_bounds(bounds, place);
                if self.list.marked == Some(row) {
                    renderer.fill_quad(Quad { bounds, ..Quad::default() }, roles.selection);
                }
                let room = bounds.shrink([0.0, space::SMALL]);
                write(renderer, &self.items[row], room, roles.text);
            }
        });
    }
}

fn row_bounds(bounds: Rectangle, place: usize) -> Rectangle {
    Rectangle {
        x: bounds.x + EDGE,
        y: bounds.y + EDGE + place as f32 * size::ROW,
        width: bounds.width - 2.0 * EDGE,
        height: size::ROW,
    }
}

/// Writes one line of body text into `room`, in the middle of its height.
pub fn write(renderer: &mut Renderer, words: &str, room: Rectangle, color: iced::Color) {
    renderer.fill_text(
        Text {
            content: words.to_owned(),
            bounds: Size::new(f32::INFINITY, room.height),
            size: Pixels(size::BODY),
            line_height: LineHeight::default(),
            font: font::REGULAR,
            align_x: TextAlignment::Default,
            align_y: Vertical::Center,
            shaping: Shaping::Advanced,
            wrapping: Wrapping::None,
        } as text::Text<String, iced::Font>,
        Point::new(room.x, room.center_y()),
        color,
        room,
    );
}
