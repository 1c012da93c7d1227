//! The menu that a right click opens: a list of things to do at a point, worked by mouse and keys.
//!
//! It is drawn and worked by its owner, within an overlay: see the grid.

use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::text::Paragraph as _;
use iced::advanced::widget::Operation;
use iced::advanced::{Shell, mouse};
use iced::keyboard::{self, Key, key::Named};
use iced::{Border, Event, Point, Rectangle, Renderer, Size};

use super::grid::cells;
use super::menu::write;
use super::{focus, fold};
use crate::ui::icon::{Icon, Icons};
use crate::ui::theme::{Roles, size, space};

/// The frame around the lines.
const EDGE: f32 = 4.0;
/// Above an item that is set apart.
const GAP: f32 = 9.0;
/// Between the words and the key.
const BETWEEN: f32 = 32.0;
const LEAST_WIDTH: f32 = 180.0;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<Message> {
    words: String,
    hint: String,
    icon: Option<Icon>,
    is_enabled: bool,
    is_apart: bool,
    message: Message,
}

impl<Message> Item<Message> {
    /// What it says, and the message when it is chosen.
    pub fn new(words: impl Into<String>, message: Message) -> Self {
        let words = words.into();
        Self { words, hint: String::new(), icon: None, is_enabled: true, is_apart: false, message }
    }

    /// The key that does the same.
    #[must_use]
    pub fn hint(mut self, key: impl Into<String>) -> Self {
        self.hint = key.into();
        self
    }

    /// A picture before the words.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Whether it can be done now.
    #[must_use]
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        self.is_enabled = is_enabled;
        self
    }

    /// A line above it: something else begins.
    #[must_use]
    pub fn apart(mut self) -> Self {
        self.is_apart = true;
        self
    }

    /// The same with its message turned into another.
    pub(super) fn map<Other>(self, turn: impl FnOnce(Message) -> Other) -> Item<Other> {
        Item {
            words: self.words,
            hint: self.hint,
            icon: self.icon,
            is_enabled: self.is_enabled,
            is_apart: self.is_apart,
            message: turn(self.message),
        }
    }

    /// What is said when it is chosen.
    pub(super) fn into_message(self) -> Message {
        self.message
    }

    fn height(&self) -> f32 {
        size::ROW + if self.is_apart { GAP } else { 0.0 }
    }
}

/// What an event did to an open menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is none of the menu's.
    Nothing,
    /// The menu took it and stays.
    Kept,
    /// The menu is to be shut.
    Shut,
    /// This item was chosen; the menu is to be shut.
    Taken(usize),
}

/// An open menu.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextMenu {
    /// The point at which it was asked for, in the window.
    at: Point,
    marked: Option<usize>,
    /// How far a menu that is too long for the window is scrolled.
    scrolled: f32,
}

impl ContextMenu {
    /// A menu at a point of the window; from the keyboard its first item is marked.
    pub fn new(at: Point, marked: Option<usize>) -> Self {
        Self { at, marked, scrolled: 0.0 }
    }

    /// Another menu at the same point, with its first item marked.
    pub fn again(&self) -> Self {
        Self::new(self.at, Some(0))
    }

    /// A mark on what can't be chosen goes to the first item that can.
    pub fn keep_enabled<M>(&mut self, items: &[Item<M>]) {
        if let Some(place) = self.marked {
            self.step(items, place, 1);
        }
    }

    /// Where it is in a window of this size: below and to the right of its point, or above, moved
    /// as far as it must to be seen wholly. One that is too long for either takes the larger room
    /// and is scrolled.
    pub fn bounds<M>(&self, items: &[Item<M>], window: Size) -> Rectangle {
        let text = |item: &Item<M>| {
            let hint = if item.hint.is_empty() { 0.0 } else { BETWEEN + width(&item.hint) };
            width(&item.words) + hint
        };
        let widest = items.iter().map(text).fold(LEAST_WIDTH, f32::max);
        let width = (widest + indent(items) + 2.0 * (EDGE + space::MEDIUM)).ceil().min(window.width);
        let x = self.at.x.min(window.width - width).max(0.0);
        let whole = height(items) + 2.0 * EDGE;
        let (above, below) = (self.at.y, window.height - self.at.y);
        let (y, height) = if whole <= below || below >= above {
            (self.at.y, whole.min(below))
        } else {
            let height = whole.min(above);
            (self.at.y - height, height)
        };
        Rectangle::new(Point::new(x, y), Size::new(width, height))
    }

    /// What a key does to it. It takes every key: none may reach what lies behind, but commands,
    /// which shut it: see [`update`].
    pub fn key<M>(&mut self, event: &keyboard::Event, items: &[Item<M>]) -> Outcome {
        let keyboard::Event::KeyPressed { key, text, .. } = event else { return Outcome::Nothing };
        if items.is_empty() || is_command(event) {
            return Outcome::Shut;
        }
        // There may be fewer items than when it was drawn.
        self.marked = self.marked.filter(|place| *place < items.len());
        match key {
            Key::Named(Named::Escape | Named::Tab | Named::ContextMenu) => return Outcome::Shut,
            Key::Named(Named::ArrowDown) => self.step(items, self.marked.map_or(0, |place| place + 1), 1),
            Key::Named(Named::ArrowUp) => {
                let count = items.len();
                self.step(items, self.marked.map_or(count, |place| place + count) + count - 1, count - 1);
            }
            Key::Named(Named::Home) => self.step(items, 0, 1),
            Key::Named(Named::End) => self.step(items, items.len() - 1, items.len() - 1),
            Key::Named(Named::Enter | Named::Space) => {
                if let Some(place) = self.marked.filter(|place| items[*place].is_enabled) {
                    return Outcome::Taken(place);
                }
            }
            _ => {
                if let Some(typed) = text.as_deref().map(fold).filter(|typed| !typed.trim().is_empty()) {
                    self.mark_letter(items, &typed);
                }
            }
        }
        Outcome::Kept
    }

    /// Marks the first item that can be chosen, from a place on, by steps, around the end.
    fn step<M>(&mut self, items: &[Item<M>], from: usize, by: usize) {
        let count = items.len().max(1);
        let places = (0..count).map(|step| (from + step * by) % count);
        let is_enabled = |place: &usize| items.get(*place).is_some_and(|item| item.is_enabled);
        self.marked = places.into_iter().find(is_enabled);
    }

    fn mark_letter<M>(&mut self, items: &[Item<M>], typed: &str) {
        let count = items.len();
        let first = self.marked.map_or(0, |place| place + 1);
        let begins =
            |place: &usize| items[*place].is_enabled && fold(&items[*place].words).starts_with(typed);
        if let Some(place) = (first..first + count).map(|place| place % count).find(begins) {
            self.marked = Some(place);
        }
    }

    /// What the mouse does to it, in its bounds.
    pub fn mouse<M, S>(
        &mut self,
        event: &mouse::Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        items: &[Item<M>],
        shell: &mut Shell<'_, S>,
    ) -> Outcome {
        let over = cursor.position_over(bounds);
        match event {
            mouse::Event::CursorMoved { .. } => {
                let place = over.and_then(|at| self.place_at(at, bounds, items));
                if over.is_some() && place != self.marked {
                    self.marked = place;
                    shell.request_redraw();
                }
                Outcome::Nothing
            }
            mouse::Event::WheelScrolled { delta } => {
                let (mouse::ScrollDelta::Lines { y, .. } | mouse::ScrollDelta::Pixels { y, .. }) = delta;
                let most = (height(items) + 2.0 * EDGE - bounds.height).max(0.0);
                let step = if *y > 0.0 { -2.0 * size::ROW } else { 2.0 * size::ROW };
                self.scrolled = (self.scrolled + step).clamp(0.0, most);
                Outcome::Kept
            }
            mouse::Event::ButtonPressed(_) => {
                if over.is_some() {
                    Outcome::Kept
                } else {
                    Outcome::Shut
                }
            }
            mouse::Event::ButtonReleased(mouse::Button::Left) => match over {
                Some(at) => self.place_at(at, bounds, items).map_or(Outcome::Kept, Outcome::Taken),
                None => Outcome::Nothing,
            },
            _ => Outcome::Nothing,
        }
    }

    /// The item under a point that can be chosen.
    fn place_at<M>(&self, at: Point, bounds: Rectangle, items: &[Item<M>]) -> Option<usize> {
        let place = self.lines(bounds, items).position(|line| line.contains(at))?;
        items[place].is_enabled.then_some(place)
    }

    /// Where each item is, without the gap above it.
    fn lines<'i, M>(
        &self,
        bounds: Rectangle,
        items: &'i [Item<M>],
    ) -> impl Iterator<Item = Rectangle> + use<'i, M> {
        let mut y = bounds.y + EDGE - first_gap(items) - self.scroll_to_marked(bounds, items);
        items.iter().map(move |item| {
            y += item.height();
            Rectangle {
                x: bounds.x + EDGE,
                y: y - size::ROW,
                width: bounds.width - 2.0 * EDGE,
                height: size::ROW,
            }
        })
    }

    /// How far it is scrolled, so that the marked item is seen.
    fn scroll_to_marked<M>(&self, bounds: Rectangle, items: &[Item<M>]) -> f32 {
        let room = bounds.height - 2.0 * EDGE;
        let is_hidden = |marked: &usize| *marked < items.len() && height(items) > room;
        let Some(marked) = self.marked.filter(is_hidden) else { return self.scrolled };
        let bottom = height(&items[..=marked]);
        self.scrolled.min(bottom - size::ROW).max(bottom - room)
    }

    /// Names its lines.
    pub fn operate<M>(&self, bounds: Rectangle, items: &[Item<M>], operation: &mut dyn Operation) {
        for (item, line) in items.iter().zip(self.lines(bounds, items)) {
            operation.text(None, line, &item.words);
        }
    }

    /// Draws it.
    pub fn draw<M>(
        &self,
        renderer: &mut Renderer,
        roles: &Roles,
        icons: &Icons,
        bounds: Rectangle,
        items: &[Item<M>],
    ) {
        let indent = indent(items);
        renderer.with_layer(bounds, |renderer| {
            let border = Border { color: roles.outline, width: 1.0, radius: size::RADIUS.into() };
            renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, roles.raised);
            for ((place, item), line) in items.iter().enumerate().zip(self.lines(bounds, items)) {
                if item.is_apart && place > 0 {
                    let rule = Rectangle { y: (line.y - GAP / 2.0).round(), height: 1.0, ..line };
                    renderer.fill_quad(Quad { bounds: rule, ..Quad::default() }, roles.line);
                }
                if self.marked == Some(place) {
                    renderer.fill_quad(Quad { bounds: line, ..Quad::default() }, roles.selection);
                }
                let ink = if item.is_enabled { roles.text } else { roles.muted };
                let room = line.shrink([0.0, space::MEDIUM]);
                if let Some(icon) = item.icon {
                    let at = Point::new(room.x, room.center_y() - size::ICON / 2.0);
                    let place = Rectangle::new(at, Size::new(size::ICON, size::ICON));
                    icons.draw(renderer, icon, place, ink);
                }
                let words = Rectangle { x: room.x + indent, width: room.width - indent, ..room };
                write(renderer, &item.words, words, ink);
                let hint = width(&item.hint);
                let end = Rectangle { x: room.x + room.width - hint, width: hint, ..room };
                write(renderer, &item.hint, end, roles.muted);
            }
            if let Some(thumb) = self.thumb(bounds, items) {
                renderer.fill_quad(Quad { bounds: thumb, ..Quad::default() }, roles.outline);
            }
        });
    }

    /// What shows that there is more than is seen, and where one is.
    fn thumb<M>(&self, bounds: Rectangle, items: &[Item<M>]) -> Option<Rectangle> {
        let (room, whole) = (bounds.height - 2.0 * EDGE, height(items));
        let scrolled = self.scroll_to_marked(bounds, items);
        (whole > room).then(|| Rectangle {
            x: bounds.x + bounds.width - EDGE,
            y: bounds.y + EDGE + scrolled / whole * room,
            width: EDGE - 1.0,
            height: room / whole * room,
        })
    }
}

fn height<M>(items: &[Item<M>]) -> f32 {
    items.iter().map(Item::height).sum::<f32>() - first_gap(items)
}

/// What the first item would have above it: nothing is set apart from nothing.
fn first_gap<M>(items: &[Item<M>]) -> f32 {
    items.first().filter(|item| item.is_apart).map_or(0.0, |_| GAP)
}

fn indent<M>(items: &[Item<M>]) -> f32 {
    if items.iter().any(|item| item.icon.is_some()) { size::ICON + space::SMALL } else { 0.0 }
}

fn width(words: &str) -> f32 {
    if words.is_empty() { 0.0 } else { cells::shape(words, false).min_width() }
}

/// Whether a key is a command of the window (Ctrl+L locks) or of the cells (Ctrl+C): the menu names
/// some of them, and one who knows them need not shut it first.
pub fn is_command(event: &keyboard::Event) -> bool {
    let keyboard::Event::KeyPressed { key, modifiers, .. } = event else { return false };
    let is_modifier = matches!(key, Key::Named(Named::Control | Named::Alt | Named::Super | Named::Shift));
    focus::is_command(*modifiers) && !is_modifier
}

/// Hands an event to an open menu; keys and presses that it takes reach nothing else.
pub fn update<M, S>(
    menu: &mut ContextMenu,
    event: &Event,
    place: (Rectangle, mouse::Cursor),
    items: &[Item<M>],
    shell: &mut Shell<'_, S>,
) -> Outcome {
    let outcome = match event {
        Event::Keyboard(event) => menu.key(event, items),
        Event::Mouse(event) => menu.mouse(event, place.0, place.1, items, shell),
        _ => Outcome::Nothing,
    };
    // A right click elsewhere opens the menu of what is there.
    let goes_on = match event {
        Event::Mouse(event) => *event == mouse::Event::ButtonPressed(mouse::Button::Right),
        Event::Keyboard(event) => is_command(event),
        _ => false,
    };
    if outcome != Outcome::Nothing {
        shell.request_redraw();
        if !(outcome == Outcome::Shut && goes_on) {
            shell.capture_event();
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item<()>> {
        vec![
            Item::new("Cắt", ()).hint("Ctrl+X").enabled(false),
            Item::new("Sao chép", ()),
            Item::new("Điền xuống", ()).apart(),
        ]
    }

    #[test]
    fn a_menu_stays_within_the_window() {
        let window = Size::new(400.0, 300.0);
        let corner = ContextMenu::new(Point::new(399.0, 299.0), None).bounds(&items(), window);
        assert!(corner.x + corner.width <= 400.0 && corner.y + corner.height <= 299.0);
        let many: Vec<Item<()>> = (0..40).map(|place| Item::new(place.to_string(), ())).collect();
        let tall = ContextMenu::new(Point::new(10.0, 10.0), Some(39));
        let bounds = tall.bounds(&many, window);
        assert_eq!((bounds.y, bounds.height), (10.0, 290.0));
        let last = tall.lines(bounds, &many).last();
        assert!(last.is_some_and(|line| line.y + line.height <= 300.0), "what is marked is seen");
        assert!(tall.thumb(bounds, &many).is_some_and(|thumb| thumb.y + thumb.height <= 300.0));
    }

    #[test]
    fn no_line_is_cut_off_where_the_first_item_is_set_apart() {
        let mut items = items();
        items.remove(0);
        items.remove(0);
        let menu = ContextMenu::new(Point::ORIGIN, None);
        let bounds = menu.bounds(&items, Size::new(400.0, 300.0));
        let lines: Vec<_> = menu.lines(bounds, &items).collect();
        assert_eq!((lines[0].y, lines[0].y + lines[0].height), (EDGE, bounds.height - EDGE));
    }
}
