//! What is known of the pages: their sizes, how large and from where they are shown, their pictures.

use std::collections::HashMap;

use iced::advanced::image::Handle;
use iced::{Point, Rectangle, Size, Vector};

use super::{Event, Turn, Zoom};
use crate::ui::theme::{size, space};

/// Pixels of the screen for each point of paper at 100 %.
const NATURAL: f32 = 96.0 / 72.0;
/// Percent.
const LEAST: f32 = 25.0;
/// Percent.
const MOST: f32 = 300.0;
/// One step of zoom.
const STEP: f32 = 1.2;
/// What one turn of the wheel and an arrow key scroll, in pixels.
pub const LINE: f32 = 60.0;
/// Between pages, and around them.
const GAP: f32 = space::MEDIUM;
/// Pictures that are kept; those furthest from what is shown go first.
const KEPT: usize = 8;
/// No picture is larger, in pixels: beyond, the screen enlarges it.
const LARGEST: f32 = 16_000_000.0;

/// See the module.
#[derive(Debug, Default)]
pub struct State {
    /// In points.
    sizes: Vec<Size>,
    zoom: Zoom,
    /// Scrolled down and to the right, in pixels.
    offset: Vector,
    room: Size,
    /// Pixels of the display for each of the window.
    density: f32,
    pictures: HashMap<usize, Picture>,
}

#[derive(Debug)]
struct Picture {
    /// Pixels of the picture for each point of paper.
    scale: f32,
    handle: Handle,
    /// Whether it shows the page as it is now, and not before the last change.
    is_fresh: bool,
}

impl State {
    /// No pages yet; a picture has `density` pixels for each of the window.
    #[must_use]
    pub fn new(density: f32) -> Self {
        Self { density: density.max(0.5), ..Self::default() }
    }

    /// The display has another density.
    pub fn set_density(&mut self, density: f32) {
        self.density = density.max(0.5);
    }

    /// Other pages: their widths and heights in points. The old pictures are shown until there
    /// are new ones; what is looked at stays in view as far as it can.
    pub fn set_pages(&mut self, sizes: impl IntoIterator<Item = (f32, f32)>) {
        let (page, part) = self.place();
        self.sizes = sizes.into_iter().map(|(width, height)| Size::new(width, height)).collect();
        self.pictures.retain(|page, _| *page < self.sizes.len());
        for picture in self.pictures.values_mut() {
            picture.is_fresh = false;
        }
        self.go_to(page, part);
    }

    /// How many pages there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// The page that is looked at, counted from 0: the one over the middle of the room.
    #[must_use]
    pub fn page(&self) -> usize {
        let middle = self.offset.y + self.room.height / 2.0;
        let begun = (0..self.count()).rev().find(|page| self.top(*page) - GAP / 2.0 <= middle);
        begun.unwrap_or_default()
    }

    /// The zoom in whole percent of the size on paper.
    #[must_use]
    pub fn percent(&self) -> u32 {
        // At most 300.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (self.scale() / NATURAL * 100.0).round() as u32;
        percent
    }

    /// The kind of zoom.
    #[must_use]
    pub fn zoom(&self) -> Zoom {
        self.zoom
    }

    /// Does what a person wants.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Room(room) if self.room == Size::ZERO => self.room = room,
            Event::Room(room) => self.keeping_place(|state| state.room = room),
            Event::Scroll(across, down) => self.offset += Vector::new(across, down),
            Event::ScrollTo(down) => self.offset.y = down,
            Event::Leaf(turn) if self.shows_whole_pages() => self.turn(turn),
            Event::Leaf(turn) => self.offset.y += turn.sign() * self.room.height * 0.9,
            Event::Turn(turn) => self.turn(turn),
            Event::End(Turn::Back) => self.offset.y = 0.0,
            Event::End(Turn::On) => self.offset.y = f32::MAX,
            Event::Zoom(zoom) => self.keeping_place(|state| state.zoom = zoom),
            Event::Step(turn) => {
                let now = self.scale() / NATURAL * 100.0;
                let next = if turn == Turn::On { now * STEP } else { now / STEP };
                self.keeping_place(|state| state.zoom = Zoom::Percent(next.clamp(LEAST, MOST)));
            }
        }
        self.offset.x = self.offset.x.clamp(0.0, (self.whole().width - self.room.width).max(0.0));
        self.offset.y = self.offset.y.clamp(0.0, self.deepest());
    }

    fn turn(&mut self, turn: Turn) {
        let page = self.page();
        let next = match turn {
            Turn::On => page + 1,
            // From the middle of a page first to its beginning.
            Turn::Back if self.offset.y > self.top(page) => page,
            Turn::Back => page.saturating_sub(1),
        };
        self.offset.y = if next < self.count() { self.top(next) - GAP } else { f32::MAX };
    }

    fn shows_whole_pages(&self) -> bool {
        self.shown(self.page()).height <= self.room.height
    }

    fn keeping_place(&mut self, change: impl FnOnce(&mut Self)) {
        let (page, part) = self.place();
        change(self);
        self.go_to(page, part);
    }

    /// The page at the upper edge of the room, and how much of it lies above.
    fn place(&self) -> (usize, f32) {
        let page = (0..self.count()).rev().find(|page| self.top(*page) - GAP <= self.offset.y);
        let Some(page) = page else { return (0, 0.0) };
        let height = self.shown(page).height.max(1.0);
        (page, ((self.offset.y - self.top(page) + GAP) / height).max(0.0))
    }

    fn go_to(&mut self, page: usize, part: f32) {
        let page = page.min(self.count().saturating_sub(1));
        if page >= self.count() {
            self.offset = Vector::ZERO;
            return;
        }
        self.offset.y = (self.top(page) - GAP + part * self.shown(page).height).clamp(0.0, self.deepest());
    }

    // ---- measures, in pixels of the window

    /// Pixels for each point of paper.
    fn scale(&self) -> f32 {
        let most = |of: fn(&Size) -> f32| self.sizes.iter().map(of).fold(1.0, f32::max);
        let across = (self.room.width - 2.0 * GAP - size::SCROLL_BAR) / most(|size| size.width);
        let down = (self.room.height - 2.0 * GAP) / most(|size| size.height);
        let scale = match self.zoom {
            Zoom::Width => across,
            Zoom::Page => across.min(down),
            Zoom::Percent(percent) => percent / 100.0 * NATURAL,
        };
        scale.clamp(LEAST / 100.0 * NATURAL, MOST / 100.0 * NATURAL)
    }

    fn shown(&self, page: usize) -> Size {
        let scale = self.scale();
        self.sizes.get(page).map_or(Size::ZERO, |size| Size::new(size.width * scale, size.height * scale))
    }

    fn top(&self, page: usize) -> f32 {
        let above: f32 = self.sizes.iter().take(page).map(|size| size.height).sum();
        (page as f32 + 1.0).mul_add(GAP, above * self.scale())
    }

    /// Width and height of everything.
    pub(super) fn whole(&self) -> Size {
        let widest = self.sizes.iter().map(|size| size.width).fold(0.0, f32::max) * self.scale();
        Size::new(widest + 2.0 * GAP + size::SCROLL_BAR, self.top(self.count()))
    }

    /// How far down can be scrolled.
    pub(super) fn deepest(&self) -> f32 {
        (self.whole().height - self.room.height).max(0.0)
    }

    pub(super) fn offset(&self) -> Vector {
        self.offset
    }

    pub(super) fn room(&self) -> Size {
        self.room
    }

    /// The pages in sight, with their places in a room whose corner is the origin.
    pub(super) fn in_sight(&self) -> Vec<(usize, Rectangle)> {
        let room = Rectangle::with_size(self.room);
        let places = (0..self.count()).map(|page| (page, self.place_of(page)));
        places.filter(|(_, place)| place.intersects(&room)).collect()
    }

    /// Pages of other widths stand in the middle; each begins on a whole pixel, so that its
    /// picture is as sharp as it was drawn.
    fn place_of(&self, page: usize) -> Rectangle {
        let shown = self.shown(page);
        let room = self.room.width - size::SCROLL_BAR;
        let left = ((room - shown.width) / 2.0).max(GAP) - self.offset.x;
        let corner = Point::new(left.round(), (self.top(page) - self.offset.y).round());
        Rectangle::new(corner, shown)
    }

    // ---- pictures

    pub(super) fn picture(&self, page: usize) -> Option<&Handle> {
        self.pictures.get(&page).map(|picture| &picture.handle)
    }

    /// The picture that is missing most: a page, counted from 0, and how many pixels it is to have
    /// for each point. First what is in sight, then the pages beside.
    #[must_use]
    pub fn wanted(&self) -> Option<(usize, f32)> {
        if self.room == Size::ZERO {
            return None;
        }
        let sight: Vec<usize> = self.in_sight().into_iter().map(|(page, _)| page).collect();
        let after = sight.last().map(|page| page + 1).filter(|page| *page < self.count());
        let before = sight.first().and_then(|page| page.checked_sub(1));
        let wanted = sight.into_iter().chain(after).chain(before);
        let mut missing = wanted.filter(|page| {
            let there = self.pictures.get(page);
            !there.is_some_and(|picture| picture.is_fresh && is_near(picture.scale, self.sharp(*page)))
        });
        missing.next().map(|page| (page, self.sharp(page)))
    }

    fn sharp(&self, page: usize) -> f32 {
        let scale = self.scale() * self.density;
        let points = self.sizes.get(page).map_or(1.0, |size| size.width * size.height);
        scale.min((LARGEST / points.max(1.0)).sqrt())
    }

    /// Keeps the picture of a page, drawn with `scale` pixels for each point.
    pub fn keep(&mut self, page: usize, scale: f32, handle: Handle) {
        if page >= self.count() {
            return;
        }
        self.pictures.insert(page, Picture { scale, handle, is_fresh: true });
        let here = self.page();
        while self.pictures.len() > KEPT {
            let furthest = self.pictures.keys().max_by_key(|page| page.abs_diff(here)).copied();
            let Some(furthest) = furthest else { return };
            self.pictures.remove(&furthest);
        }
    }
}

impl Turn {
    fn sign(self) -> f32 {
        match self {
            Self::Back => -1.0,
            Self::On => 1.0,
        }
    }
}

fn is_near(one: f32, other: f32) -> bool {
    (one - other).abs() < other * 0.004
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> State {
        let mut state = State::new(1.0);
        state.apply(Event::Room(Size::new(800.0, 600.0)));
        state.set_pages([(595.0, 842.0); 3]);
        state
    }

    fn picture() -> Handle {
        Handle::from_rgba(1, 1, vec![255; 4])
    }

    #[test]
    fn zooming_keeps_what_is_looked_at() {
        let mut state = three();
        state.apply(Event::Turn(Turn::On));
        assert_eq!(state.page(), 1);
        for event in [Event::Zoom(Zoom::Page), Event::Step(Turn::On), Event::Zoom(Zoom::Percent(250.0))] {
            state.apply(event);
            assert_eq!(state.place().0, 1, "{event:?}");
        }
        state.apply(Event::Room(Size::new(500.0, 300.0)));
        assert_eq!(state.place().0, 1);
    }

    #[test]
    fn turning_goes_to_the_beginnings_and_stops_at_the_ends() {
        let mut state = three();
        state.apply(Event::Scroll(0.0, 100.0));
        state.apply(Event::Turn(Turn::Back));
        assert_eq!(state.offset().y, 0.0);
        for page in [1, 2, 2] {
            state.apply(Event::Turn(Turn::On));
            assert_eq!(state.page(), page);
        }
        state.apply(Event::Turn(Turn::On));
        assert_eq!(state.offset().y, state.deepest());
        state.apply(Event::End(Turn::Back));
        assert_eq!((state.page(), state.offset().y), (0, 0.0));
    }

    #[test]
    fn what_is_in_sight_is_wanted_first_then_its_neighbours_then_nothing() {
        let mut state = three();
        state.apply(Event::Zoom(Zoom::Page));
        let mut order = Vec::new();
        while let Some((page, scale)) = state.wanted() {
            order.push(page);
            state.keep(page, scale, picture());
        }
        assert_eq!(order, [0, 1]);
        state.apply(Event::Step(Turn::On));
        assert_eq!(state.wanted().map(|(page, _)| page), Some(0), "at another zoom, another picture");
        state.set_pages([(842.0, 595.0)]);
        assert!(state.picture(0).is_some(), "the old picture stands in for the new one");
        assert_eq!(state.wanted().map(|(page, _)| page), Some(0));
        assert!(state.picture(1).is_none(), "what has no page has no picture");
    }

    #[test]
    fn a_long_document_keeps_few_pictures() {
        let mut state = State::new(2.0);
        state.apply(Event::Room(Size::new(800.0, 600.0)));
        state.set_pages([(842.0, 595.0); 300]);
        for _ in 0..300 {
            while let Some((page, scale)) = state.wanted() {
                state.keep(page, scale, picture());
            }
            state.apply(Event::Turn(Turn::On));
        }
        assert_eq!(state.page(), 299);
        assert!(state.pictures.len() <= KEPT);
    }
}
