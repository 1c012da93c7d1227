//! A month to pick a day from, which opens under a date field.

use std::rc::Rc;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::Operation;
use iced::advanced::{Clipboard, Overlay, Shell, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Border, Color, Event, Point, Rectangle, Renderer, Size, Theme};

use super::menu::{draw_sheet, keep_batch, width_of, write};
use crate::ui::icon::{Icon, Icons};
use crate::ui::theme::{Roles, size, space};

/// The words of a calendar, in the reader's language.
#[derive(Debug, Clone, Copy)]
pub struct CalendarWords {
    /// The name of a month of a year: "Tháng 3 năm 1975".
    pub title: fn(month: u32, year: i32) -> String,
    /// The short name of a day of the week: "T2" to "CN".
    pub weekday: fn(Weekday) -> String,
    /// What takes today.
    pub today: fn() -> String,
}

/// What is open and marked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Calendar {
    /// Whether the calendar is seen.
    pub is_open: bool,
    /// The marked day.
    pub marked: NaiveDate,
    /// Whether the field below must be laid out anew.
    pub is_stale: bool,
}

/// What a key or a click did to an open calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// It was none of the calendar's.
    Nothing,
    /// Another day is marked, or the calendar is shut.
    Moved,
    /// The day was taken; the calendar is shut.
    Taken(NaiveDate),
}

impl Calendar {
    /// Opens it at a day.
    pub fn open(&mut self, at: NaiveDate) {
        *self = Self { is_open: true, marked: at, is_stale: false };
    }

    fn go(&mut self, to: Option<NaiveDate>) -> Pick {
        self.marked = to.unwrap_or(self.marked);
        Pick::Moved
    }

    fn take(&mut self, day: NaiveDate) -> Pick {
        self.is_open = false;
        Pick::Taken(day)
    }

    fn months(&self, by: i32) -> Option<NaiveDate> {
        let months = Months::new(by.unsigned_abs());
        if by < 0 { self.marked.checked_sub_months(months) } else { self.marked.checked_add_months(months) }
    }

    /// Arrows move by days and weeks, PageUp and PageDown by months, with Ctrl by years; Home and
    /// End go to the ends of the month; Enter takes, Escape shuts.
    pub fn key(&mut self, event: &keyboard::Event) -> Pick {
        let keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. } = event else {
            return Pick::Nothing;
        };
        if modifiers.alt() {
            if matches!(named, Named::ArrowUp | Named::ArrowDown) {
                self.is_open = false;
                return Pick::Moved;
            }
            return Pick::Nothing;
        }
        let day = self.marked;
        let page = if modifiers.control() { 12 } else { 1 };
        match named {
            Named::PageUp => self.go(self.months(-page)),
            Named::PageDown => self.go(self.months(page)),
            _ if modifiers.control() || modifiers.shift() => Pick::Nothing,
            Named::ArrowLeft => self.go(day.pred_opt()),
            Named::ArrowRight => self.go(day.succ_opt()),
            Named::ArrowUp => self.go(day.checked_sub_days(Days::new(7))),
            Named::ArrowDown => self.go(day.checked_add_days(Days::new(7))),
            Named::Home => self.go(day.with_day(1)),
            Named::End => self.go(last_of_month(day)),
            Named::Enter => self.take(day),
            Named::Escape => {
                self.is_open = false;
                Pick::Moved
            }
            _ => Pick::Nothing,
        }
    }

    /// The Monday with which the six weeks that are shown begin.
    fn first_shown(&self) -> NaiveDate {
        let first = self.marked.with_day(1).unwrap_or(self.marked);
        first.week(Weekday::Mon).checked_first_day().unwrap_or(first)
    }

    /// The day at a place among the six weeks.
    fn day_at(&self, place: u64) -> Option<NaiveDate> {
        self.first_shown().checked_add_days(Days::new(place))
    }
}

fn last_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// Whose calendar is open.
pub trait Owner<Message> {
    /// What is open and marked.
    fn calendar(&mut self) -> &mut Calendar;
    /// A day was taken by click.
    fn take(&mut self, day: NaiveDate, shell: &mut Shell<'_, Message>);
    /// A key or a word of an input method comes, before anything else sees it.
    fn hear(
        &mut self,
        event: &Event,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    );
}

/// The open calendar as an overlay.
pub struct Page<O> {
    owner: O,
    shown: Calendar,
    anchor: Rectangle,
    today: NaiveDate,
    words: CalendarWords,
    icons: Rc<Icons>,
}

impl<'b, O: 'b> Page<O> {
    /// The calendar of `owner` under the box `anchor`, with today marked.
    pub fn overlay<Message: 'b>(
        mut owner: O,
        anchor: Rectangle,
        (today, words): (NaiveDate, CalendarWords),
        icons: Rc<Icons>,
    ) -> overlay::Element<'b, Message, Theme, Renderer>
    where
        O: Owner<Message>,
    {
        let shown = *owner.calendar();
        overlay::Element::new(Box::new(Self { owner, shown, anchor, today, words, icons }))
    }
}

/// The side of a day's square.
const DAY: f32 = 34.0;
/// The width of an arrow beside the title: two on each side leave room for the longest month.
const ARROW: f32 = 26.0;
const WEEKS: usize = 6;
const COLUMNS: usize = 7;
const WIDTH: f32 = DAY * COLUMNS as f32 + 2.0 * space::SMALL;
/// Title, names of the days, six weeks, today.
const HEIGHT: f32 = DAY * (WEEKS + 3) as f32 + 2.0 * space::SMALL;

/// A place in the calendar that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Months(i32),
    Day(u64),
    Today,
}

/// The rectangle of a place.
fn bounds_of(place: Place, page: Rectangle) -> Rectangle {
    let square = |column: f32, row: f32| {
        let at = Point::new(page.x + space::SMALL + column * DAY, page.y + space::SMALL + row * DAY);
        Rectangle::new(at, Size::new(DAY, DAY))
    };
    let arrow = |x: f32| {
        let head = square(0.0, 0.0);
        Rectangle { x: head.x + x, width: ARROW, ..head }
    };
    let width = DAY * COLUMNS as f32;
    match place {
        Place::Months(-12) => arrow(0.0),
        Place::Months(-1) => arrow(ARROW),
        Place::Months(1) => arrow(width - 2.0 * ARROW),
        Place::Months(_) => arrow(width - ARROW),
        Place::Day(day) => square((day % 7) as f32, (day / 7) as f32 + 2.0),
        Place::Today => Rectangle { width, ..square(0.0, WEEKS as f32 + 2.0) },
    }
}

fn places() -> impl Iterator<Item = Place> {
    let days = (0..(WEEKS * COLUMNS) as u64).map(Place::Day);
    [-12, -1, 1, 12].map(Place::Months).into_iter().chain(days).chain([Place::Today])
}

impl<Message, O: Owner<Message>> Overlay<Message, Theme, Renderer> for Page<O> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let anchor = self.anchor;
        let below = anchor.y + anchor.height;
        let y = if below + HEIGHT <= window.height { below } else { anchor.y - HEIGHT };
        let at =
            Point::new(anchor.x.min(window.width - WIDTH).max(0.0), y.min(window.height - HEIGHT).max(0.0));
        layout::Node::new(Size::new(WIDTH, HEIGHT)).move_to(at)
    }

    fn operate(&mut self, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        let bounds = layout.bounds();
        let marked = self.shown.marked;
        let title = Rectangle { height: DAY + space::SMALL, ..bounds };
        operation.text(None, title, &(self.words.title)(marked.month(), marked.year()));
        for place in places() {
            if let Place::Day(day) = place
                && let Some(day) = self.shown.day_at(day).filter(|day| day.month() == marked.month())
            {
                operation.text(None, bounds_of(place, bounds), &day.day().to_string());
            }
        }
        operation.text(None, bounds_of(Place::Today, bounds), &(self.words.today)());
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
        if !self.owner.calendar().is_open {
            return;
        }
        let bounds = layout.bounds();
        match event {
            Event::Keyboard(_) | Event::InputMethod(_) => {
                self.owner.hear(event, renderer, clipboard, shell);
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(bounds) => {
                let (mouse::ScrollDelta::Lines { y, .. } | mouse::ScrollDelta::Pixels { y, .. }) = delta;
                let calendar = self.owner.calendar();
                let _ = calendar.go(calendar.months(if *y > 0.0 { -1 } else { 1 }));
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let pressed = places().find(|place| cursor.is_over(bounds_of(*place, bounds)));
                let calendar = self.owner.calendar();
                let taken = match pressed {
                    Some(Place::Months(by)) => calendar.go(calendar.months(by)),
                    Some(Place::Day(day)) => {
                        calendar.day_at(day).map_or(Pick::Moved, |day| calendar.take(day))
                    }
                    Some(Place::Today) => calendar.take(self.today),
                    None => {
                        calendar.is_open = cursor.is_over(bounds);
                        Pick::Nothing
                    }
                };
                if let Pick::Taken(day) = taken {
                    self.owner.take(day, shell);
                }
                // The button of the field would open it again.
                if pressed.is_some() || cursor.is_over(bounds) || cursor.is_over(self.anchor) {
                    shell.capture_event();
                }
            }
            _ => return,
        }
        keep_batch(shell);
        self.owner.calendar().is_stale = true;
        self.shown = *self.owner.calendar();
        shell.request_redraw();
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let bounds = layout.bounds();
        if places().any(|place| cursor.is_over(bounds_of(place, bounds))) {
            mouse::Interaction::Pointer
        } else if cursor.is_over(bounds) {
            mouse::Interaction::Idle
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
        cursor: mouse::Cursor,
    ) {
        let bounds = layout.bounds();
        renderer.with_layer(bounds, |renderer| {
            draw_sheet(renderer, theme, bounds);
            self.draw_head(renderer, theme, bounds);
            for place in places() {
                self.draw_place(renderer, theme, (place, bounds_of(place, bounds)), cursor);
            }
        });
    }
}

impl<O> Page<O> {
    fn draw_head(&self, renderer: &mut Renderer, theme: &Theme, bounds: Rectangle) {
        let roles = Roles::of(theme);
        let marked = self.shown.marked;
        let title = (self.words.title)(marked.month(), marked.year());
        let room = bounds_of(Place::Months(-1), bounds);
        let width = DAY * COLUMNS as f32 - 4.0 * ARROW;
        let middle = Rectangle { x: room.x + ARROW, width, ..room };
        write_centred(renderer, &title, middle, roles.text);
        let mut weekday = Weekday::Mon;
        for column in 0..COLUMNS as u64 {
            let below = bounds_of(Place::Day(column), bounds);
            let room = Rectangle { y: below.y - DAY, ..below };
            write_centred(renderer, &(self.words.weekday)(weekday), room, roles.muted);
            weekday = weekday.succ();
        }
    }

    fn draw_place(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        (place, bounds): (Place, Rectangle),
        cursor: mouse::Cursor,
    ) {
        let roles = Roles::of(theme);
        let day = if let Place::Day(day) = place { self.shown.day_at(day) } else { None };
        let is_marked = day == Some(self.shown.marked);
        let is_today = day == Some(self.today);
        let ground =
            if is_marked { Some(roles.accent) } else { cursor.is_over(bounds).then_some(roles.selection) };
        let edge = if is_today { roles.accent } else { Color::TRANSPARENT };
        let border = Border { color: edge, width: 1.0, radius: size::RADIUS.into() };
        let quad = Quad { bounds: bounds.shrink(1.0), border, ..Quad::default() };
        renderer.fill_quad(quad, ground.unwrap_or(Color::TRANSPARENT));
        match (place, day) {
            (Place::Months(by), _) => self.draw_arrow(renderer, by, bounds, roles.text),
            (Place::Today, _) => write_centred(renderer, &(self.words.today)(), bounds, roles.accent),
            (Place::Day(_), Some(day)) => {
                let color = if is_marked {
                    roles.on_accent
                } else if day.month() == self.shown.marked.month() {
                    roles.text
                } else {
                    roles.muted
                };
                write_centred(renderer, &day.day().to_string(), bounds, color);
            }
            (Place::Day(_), None) => {}
        }
    }

    /// One arrow for a month, two for a year.
    fn draw_arrow(&self, renderer: &mut Renderer, by: i32, bounds: Rectangle, color: Color) {
        let icon = if by < 0 { Icon::ChevronLeft } else { Icon::ChevronRight };
        let apart = if by.abs() == 12 { size::ICON / 4.0 } else { 0.0 };
        for aside in [-apart, apart] {
            let at = Point::new(
                bounds.center_x() - size::ICON / 2.0 + aside,
                bounds.center_y() - size::ICON / 2.0,
            );
            self.icons.draw(renderer, icon, Rectangle::new(at, Size::new(size::ICON, size::ICON)), color);
        }
    }
}

fn write_centred(renderer: &mut Renderer, words: &str, room: Rectangle, color: Color) {
    let width = width_of(words).min(room.width);
    let room = Rectangle { x: room.center_x() - width / 2.0, width: width + 1.0, ..room };
    write(renderer, words, room, color);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn weeks_begin_on_monday_and_hold_the_whole_month() {
        for (marked, first) in [
            (day(2026, 11, 21), day(2026, 10, 26)),
            (day(2026, 6, 1), day(2026, 6, 1)),
            (day(2026, 2, 28), day(2026, 1, 26)),
        ] {
            let calendar = Calendar { is_open: true, marked, is_stale: false };
            assert_eq!(calendar.first_shown(), first);
            assert!(calendar.day_at(41) >= last_of_month(marked));
        }
    }
}
