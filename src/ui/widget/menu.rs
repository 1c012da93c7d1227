//! The list that a choice or a field with suggestions opens under (or above) its box.

use std::ops::Range;

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::text::{
    Alignment as TextAlignment, LineHeight, Paragraph as _, Renderer as TextRenderer, Shaping, Text, Wrapping,
};
use iced::advanced::widget::Operation;
use iced::advanced::{Clipboard, Overlay, Shell, mouse, overlay, renderer};
use iced::alignment::Vertical;
use iced::keyboard::{self, Key, key::Named};
use iced::widget::text_input::Value;
use iced::{Border, Color, Event, Pixels, Point, Rectangle, Renderer, Size, Theme};

use crate::ui::font;
use crate::ui::theme::{Roles, size, space};

/// How many rows are seen at once, at most.
const ROWS: usize = 9;

/// What is open, what is marked in it, and from where on it is shown.
#[derive(Debug, Clone)]
pub struct List {
    /// Whether the list is seen.
    pub is_open: bool,
    /// The marked row, if any.
    pub marked: Option<usize>,
    /// Whether the box below must be laid out anew: see [`keep_batch`].
    pub is_stale: bool,
    first: usize,
    /// How many rows the window has room for.
    seen: usize,
}

impl Default for List {
    fn default() -> Self {
        Self { is_open: false, marked: None, is_stale: false, first: 0, seen: ROWS }
    }
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
            self.first = self.first.clamp((row + 1).saturating_sub(self.seen), row);
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
            Named::PageDown => self.mark(Some(self.marked.map_or(0, |row| (row + self.seen).min(last)))),
            Named::PageUp => self.mark(Some(self.marked.map_or(0, |row| row.saturating_sub(self.seen)))),
            Named::Home if modifiers.is_empty() => self.mark(Some(0)),
            Named::End if modifiers.is_empty() => self.mark(Some(last)),
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
        self.first = self.first.saturating_add_signed(rows).min(count.saturating_sub(self.seen));
    }

    /// Learns how many rows there is room for.
    fn fit(&mut self, seen: usize, count: usize) {
        if self.seen != seen {
            self.seen = seen;
            self.mark(self.marked);
        }
        self.first = self.first.min(count.saturating_sub(seen));
    }
}

/// A row as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row<'r> {
    /// What it says.
    pub name: &'r str,
    /// The bytes of the name that are marked as what was looked for.
    pub found: Range<usize>,
    /// What stands behind it, less loud: where it belongs.
    pub note: &'r str,
    /// How far it is set in.
    pub depth: usize,
}

/// Whose list is open.
pub trait Owner<Message> {
    /// What is open and marked.
    fn list(&mut self) -> &mut List;
    /// How many rows there are.
    fn count(&self) -> usize;
    /// A row.
    fn row(&self, place: usize) -> Row<'_>;
    /// What is said instead of rows where there are none.
    fn nothing(&self) -> &str {
        ""
    }
    /// A row was clicked; the list is shut.
    fn take(&mut self, place: usize, shell: &mut Shell<'_, Message>);
    /// A key or a word of an input method comes while the list is open, before anything else
    /// sees it: all that may matter must be done here, for the next key of the same batch may
    /// come before the window is told.
    fn hear(
        &mut self,
        event: &Event,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    );
}

/// The open list as an overlay.
pub struct Menu<O> {
    pub owner: O,
    /// The box under which it hangs, in window coordinates.
    pub anchor: Rectangle,
    first: usize,
    rows: usize,
    marked: Option<usize>,
}

impl<'b, O: 'b> Menu<O> {
    /// The list of `owner` under the box `anchor`.
    pub fn overlay<Message: 'b>(owner: O, anchor: Rectangle) -> overlay::Element<'b, Message, Theme, Renderer>
    where
        O: Owner<Message>,
    {
        let mut menu = Self { owner, anchor, first: 0, rows: 0, marked: None };
        // It may be made only to be drawn.
        menu.look();
        overlay::Element::new(Box::new(menu))
    }

    /// Remembers what of the list is seen, for drawing.
    fn look<Message>(&mut self)
    where
        O: Owner<Message>,
    {
        let count = self.owner.count();
        let list = self.owner.list();
        self.first = list.first.min(count);
        self.rows = list.seen.min(count - self.first);
        self.marked = list.marked;
    }

    fn row_at(&self, bounds: Rectangle, cursor: mouse::Cursor) -> Option<usize> {
        let at = cursor.position_in(bounds)?;
        let place = ((at.y - EDGE) / size::ROW).max(0.0) as usize;
        (place < self.rows).then_some(self.first + place)
    }
}

/// The frame around the rows.
const EDGE: f32 = 2.0;

/// How far each level is set in.
const STEP: f32 = 14.0;

/// The breadth of the mark that shows how far one has scrolled.
const THUMB: f32 = 4.0;

/// Where the list stands in a window, and how many of its rows fit.
fn place(anchor: Rectangle, window: Size, count: usize) -> (Rectangle, usize) {
    let (above, below) = (anchor.y, window.height - anchor.y - anchor.height);
    let wanted = count.clamp(1, ROWS);
    let high = |rows: usize| rows as f32 * size::ROW + 2.0 * EDGE;
    let is_below = high(wanted) <= below || below >= above;
    let room = if is_below { below } else { above };
    let rows = (((room - 2.0 * EDGE) / size::ROW).max(1.0) as usize).min(wanted);
    let height = high(rows).min(window.height);
    let width = anchor.width.min(window.width);
    let y = if is_below { anchor.y + anchor.height } else { anchor.y - height };
    let at = Point::new(anchor.x.clamp(0.0, window.width - width), y.clamp(0.0, window.height - height));
    (Rectangle::new(at, Size::new(width, height)), rows)
}

impl<Message, O: Owner<Message>> Overlay<Message, Theme, Renderer> for Menu<O> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let count = self.owner.count();
        let (bounds, rows) = place(self.anchor, window, count);
        self.owner.list().fit(rows, count);
        self.look();
        layout::Node::new(bounds.size()).move_to(bounds.position())
    }

    fn operate(&mut self, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        let bounds = layout.bounds();
        for place in 0..self.rows {
            let row = self.owner.row(self.first + place);
            operation.text(None, row_bounds(bounds, place), row.name);
            operation.text(None, row_bounds(bounds, place), row.note);
        }
        if self.rows == 0 {
            operation.text(None, row_bounds(bounds, 0), self.owner.nothing());
        }
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        if !self.owner.list().is_open {
            return;
        }
        let bounds = layout.bounds();
        match event {
            Event::Keyboard(_) | Event::InputMethod(_) => {
                self.owner.hear(event, renderer, clipboard, shell);
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                let row = self.row_at(bounds, cursor);
                if row.is_some() && row != self.marked {
                    self.owner.list().marked = row;
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(bounds) => {
                let (mouse::ScrollDelta::Lines { y, .. } | mouse::ScrollDelta::Pixels { y, .. }) = delta;
                let count = self.owner.count();
                self.owner.list().scroll(if *y > 0.0 { -3 } else { 3 }, count);
                shell.capture_event();
                shell.request_redraw();
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                self.owner.list().shut();
                if let Some(row) = self.row_at(bounds, cursor) {
                    self.owner.take(row, shell);
                    shell.capture_event();
                } else if cursor.is_over(self.anchor) || cursor.is_over(bounds) {
                    // The box itself would open it again.
                    shell.capture_event();
                }
                shell.request_redraw();
            }
            _ => {}
        }
        keep_batch(shell);
        self.owner.list().is_stale = true;
        self.look();
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) {
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
        let bounds = layout.bounds();
        renderer.with_layer(bounds, |renderer| {
            draw_sheet(renderer, theme, bounds);
            let count = self.owner.count();
            for place in 0..self.rows {
                let is_marked = self.marked == Some(self.first + place);
                let room = row_bounds(bounds, place);
                draw_row(renderer, theme, room, &self.owner.row(self.first + place), is_marked);
            }
            if self.rows == 0 {
                let room = row_bounds(bounds, 0).shrink([0.0, space::SMALL]);
                write(renderer, self.owner.nothing(), room, Roles::of(theme).muted);
            }
            if self.rows < count {
                draw_thumb(renderer, theme, bounds, [self.first, self.rows, count]);
            }
        });
    }
}

/// Takes back that something must be laid out anew. When an overlay says so and is gone after it,
/// iced 0.14 drops the rest of the batch: the keys typed right after the one that shut it. The box
/// below says it instead, a moment later.
pub fn keep_batch<Message>(shell: &mut Shell<'_, Message>) {
    shell.revalidate_layout(|| {});
}

/// The ground of what opens over the window: of a list, of a calendar.
pub fn draw_sheet(renderer: &mut Renderer, theme: &Theme, bounds: Rectangle) {
    let roles = Roles::of(theme);
    let border = Border { color: roles.outline, width: 1.0, radius: size::RADIUS.into() };
    renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, roles.raised);
}

fn draw_row(renderer: &mut Renderer, theme: &Theme, bounds: Rectangle, row: &Row<'_>, is_marked: bool) {
    let roles = Roles::of(theme);
    if is_marked {
        renderer.fill_quad(Quad { bounds, ..Quad::default() }, roles.selection);
    }
    let indent = row.depth as f32 * STEP;
    let room = Rectangle {
        x: bounds.x + space::SMALL + indent,
        width: bounds.width - 2.0 * space::SMALL - indent,
        ..bounds
    };
    if !row.found.is_empty() {
        let before = width_of(&row.name[..row.found.start]);
        let upto = width_of(&row.name[..row.found.end]).min(room.width);
        if before < upto {
            let line = Rectangle {
                x: room.x + before,
                y: room.center_y() + size::BODY * 0.62,
                width: upto - before,
                height: 2.0,
            };
            renderer.fill_quad(Quad { bounds: line, ..Quad::default() }, roles.accent);
        }
    }
    write(renderer, row.name, room, roles.text);
    let taken = width_of(row.name) + space::MEDIUM;
    if !row.note.is_empty() && taken + size::FIELD / 4.0 < room.width {
        let room = Rectangle { x: room.x + taken, width: room.width - taken, ..room };
        write(renderer, row.note, room, roles.muted);
    }
}

/// Shows how much of a long list is seen: its first row, how many, of how many.
fn draw_thumb(renderer: &mut Renderer, theme: &Theme, bounds: Rectangle, [first, rows, count]: [usize; 3]) {
    let length = bounds.height - 2.0 * EDGE;
    let part = |rows: usize| rows as f32 / count as f32 * length;
    let thumb = Rectangle {
        x: bounds.x + bounds.width - THUMB - EDGE,
        y: bounds.y + EDGE + part(first),
        width: THUMB,
        height: part(rows).max(THUMB),
    };
    renderer.fill_quad(Quad { bounds: thumb, ..Quad::default() }, Roles::of(theme).outline);
}

fn row_bounds(bounds: Rectangle, place: usize) -> Rectangle {
    Rectangle {
        x: bounds.x + EDGE,
        y: bounds.y + EDGE + place as f32 * size::ROW,
        width: bounds.width - 2.0 * EDGE,
        height: size::ROW,
    }
}

fn body(content: &str) -> Text<&str, iced::Font> {
    Text {
        content,
        // Of the height of a line: in an endless one, only the first letter would be drawn.
        bounds: Size::new(f32::INFINITY, size::ROW),
        size: Pixels(size::BODY),
        line_height: LineHeight::default(),
        font: font::REGULAR,
        align_x: TextAlignment::Default,
        align_y: Vertical::Center,
        shaping: Shaping::Advanced,
        wrapping: Wrapping::None,
    }
}

/// How wide a line of body text is.
pub fn width_of(words: &str) -> f32 {
    <Renderer as TextRenderer>::Paragraph::with_text(body(words)).min_width()
}

/// The words, or as many of their letters as fit into a width, with an ellipsis.
fn cut(words: &str, width: f32) -> String {
    if width_of(words) <= width {
        return words.to_owned();
    }
    let letters = Value::new(words);
    let shortened = |count: usize| format!("{}…", letters.until(count).to_string().trim_end());
    let counts: Vec<usize> = (1..letters.len()).collect();
    shortened(counts.partition_point(|count| width_of(&shortened(*count)) <= width))
}

/// Writes one line of body text into `room`, in the middle of its height; what is too long ends in
/// an ellipsis.
pub fn write(renderer: &mut Renderer, words: &str, room: Rectangle, color: Color) {
    let cut = cut(words, room.width);
    let text = body(&cut).with_content(cut.clone());
    renderer.fill_text(text, Point::new(room.x, room.center_y()), color, room);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_stays_within_a_small_window() {
        let window = Size::new(300.0, 200.0);
        for y in [0.0, 60.0, 120.0, 160.0] {
            let anchor = Rectangle::new(Point::new(100.0, y), Size::new(280.0, 36.0));
            let (bounds, rows) = place(anchor, window, 40);
            assert!(Rectangle::with_size(window).intersection(&bounds) == Some(bounds), "{bounds:?}");
            assert!(rows >= 1 && bounds.intersection(&anchor).is_none(), "{bounds:?} hides its box");
        }
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        let mut system = iced::advanced::graphics::text::font_system().write().unwrap();
        font::bundled().into_iter().for_each(|font| system.load_font(font));
        drop(system);
        let name = "Chi bộ Văn phòng Đảng ủy Khối các cơ quan";
        let short = cut(name, 120.0);
        assert!(short.ends_with('…') && name.starts_with(short.trim_end_matches('…')), "{short}");
        assert!(width_of(&short) <= 120.0);
        assert_eq!(cut("Kinh", 120.0), "Kinh");
    }
}
