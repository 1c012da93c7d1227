//! The card that shows, after a short rest of the pointer, what a cell has no room for: the whole
//! text, why it is locked, what is wrong with it.

use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::text::{Paragraph as _, Renderer as _, Wrapping};
use iced::advanced::widget::Operation;
use iced::advanced::{Overlay, Shell, mouse, overlay, renderer};
use iced::{Border, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::cells::{self, Paragraph};
use super::geometry::Geometry;
use super::widget::Memory;
use super::{Grid, Role};
use crate::ui::theme::{Roles, size, space};

/// How long the pointer rests before the card comes.
const REST: Duration = Duration::from_millis(500);
/// Where lines are broken.
const WIDTH: f32 = 400.0;
/// More letters than this are not looked at in a card.
const MOST_LETTERS: usize = 2000;
/// Between the cell and its card.
const GAP: f32 = 4.0;

/// What the pointer is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Cell(usize, usize),
    Header(usize),
}

/// What is known of a resting pointer.
#[derive(Debug, Default)]
pub struct Hover {
    rest: Option<(Place, Instant)>,
    card: Option<Card>,
}

/// What is shown, and beside what.
#[derive(Debug)]
pub struct Card {
    lines: Vec<Line>,
    anchor: Rectangle,
}

#[derive(Debug)]
struct Line {
    words: String,
    role: Role,
    /// The renderer looks at it after it was drawn, so it is kept as long as it is seen.
    shaped: Paragraph,
}

impl Line {
    fn new((words, role): (String, Role)) -> Self {
        let room = Size::new(WIDTH, f32::INFINITY);
        let shaped = cells::shape_in(&words, false, room, Wrapping::WordOrGlyph);
        Self { words, role, shaped }
    }
}

impl Hover {
    /// The card that is shown.
    pub fn card(&self) -> Option<&Card> {
        self.card.as_ref()
    }

    /// A key, the wheel, a press: nothing is shown until the pointer moves again.
    pub fn forget<M>(&mut self, shell: &mut Shell<'_, M>) {
        self.rest = None;
        if self.card.take().is_some() {
            shell.request_redraw();
        }
    }

    fn moved<M>(&mut self, place: Option<Place>, shell: &mut Shell<'_, M>) {
        let is_shown_there = self.card.is_some() && place == self.rest.map(|(place, _)| place);
        if is_shown_there {
            return;
        }
        self.forget(shell);
        if let Some(place) = place {
            let now = Instant::now();
            self.rest = Some((place, now));
            shell.request_redraw_at(now + REST);
        }
    }
}

impl<Message> Grid<'_, Message> {
    /// The pointer moved; `at` is where it is over the grid.
    pub(super) fn point(
        &self,
        at: Option<Point>,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        let is_idle = memory.drag.is_none() && memory.menu.is_none() && self.state.edit().is_none();
        let at = at.filter(|_| is_idle);
        let place = at.and_then(|at| {
            let column = geometry.column_at(at, self.state.across())?;
            if geometry.header.contains(at) {
                return Some(Place::Header(column));
            }
            Some(Place::Cell(geometry.row_at(at, self.state.first())?, column))
        });
        memory.hover.moved(place, shell);
    }

    /// A frame is drawn: shows the card when the pointer has rested long enough.
    pub(super) fn rest(
        &self,
        now: Instant,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        let Some((place, since)) = memory.hover.rest.filter(|_| memory.hover.card.is_none()) else {
            return;
        };
        if now < since + REST {
            shell.request_redraw_at(since + REST);
            return;
        }
        memory.hover.card = self.card(place, geometry);
        if memory.hover.card.is_some() {
            shell.request_redraw();
        } else {
            memory.hover.rest = None;
        }
    }

    fn card(&self, place: Place, geometry: &Geometry) -> Option<Card> {
        let across = self.state.across();
        let (column, line, lines) = match place {
            Place::Header(column) => {
                let cell = geometry.column(column, geometry.header, across);
                let title = &self.columns.get(column)?.title;
                let is_cut = self.title_room(column, cell).width < cells::width(title, true);
                (column, geometry.header, is_cut.then(|| (title.clone(), Role::Text)).into_iter().collect())
            }
            Place::Cell(row, column) => {
                let line = geometry.row(row.checked_sub(self.state.first())?);
                let cell = geometry.column(column, line, across);
                (column, line, self.unsaid(row, column, cell))
            }
        };
        let part = geometry.window(column, line);
        let anchor = geometry.column(column, line, across).intersection(&part)?;
        let lines: Vec<Line> = lines.into_iter().map(Line::new).collect();
        (!lines.is_empty()).then_some(Card { lines, anchor })
    }

    /// What a cell has no room to say.
    fn unsaid(&self, row: usize, column: usize, bounds: Rectangle) -> Vec<(String, Role)> {
        if row >= self.rows || column >= self.columns.len() {
            return Vec::new();
        }
        let cell = (self.cell)(row, column);
        let key = ((self.key_of)(row), self.columns[column].key.clone());
        let draft = self.state.drafts().get(&key);
        let text = draft.map_or(cell.text.as_ref(), |draft| &draft.text);
        let is_strong = cell.role == Role::Strong;
        let is_cut =
            self.cell_room(row, column, bounds).width < cells::width(text, is_strong) || text.contains('\n');
        let whole = is_cut.then(|| (text.chars().take(MOST_LETTERS).collect(), Role::Text));
        let problem = draft.map(|draft| draft.reason.clone()).or(cell.problem.map(Into::into));
        let problem = problem.map(|problem| (problem, Role::Danger));
        let warning = cell.warning.map(|warning| (warning.into_owned(), Role::Warning));
        let locked = cell.locked.map(|reason| (reason.into_owned(), Role::Muted));
        whole.into_iter().chain(problem).chain(warning).chain(locked).collect()
    }
}

/// The card as an overlay; nothing in it can be worked.
pub struct Shown<'b> {
    pub card: &'b Card,
    /// From the grid's coordinates to the window's.
    pub translation: Vector,
}

impl<'b> Shown<'b> {
    /// The overlay.
    pub fn overlay<Message: 'b>(self) -> overlay::Element<'b, Message, Theme, Renderer> {
        overlay::Element::new(Box::new(self))
    }
}

impl<Message> Overlay<Message, Theme, Renderer> for Shown<'_> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let lines = &self.card.lines;
        let width = lines.iter().map(|line| line.shaped.min_width()).fold(0.0, f32::max).ceil();
        let gaps = space::TIGHT * lines.len().saturating_sub(1) as f32;
        let height = lines.iter().map(|line| line.shaped.min_height()).sum::<f32>() + gaps;
        let size = Size::new(
            (width + 2.0 * space::MEDIUM).min(window.width),
            (height + 2.0 * space::SMALL).min(window.height),
        );
        let anchor = self.card.anchor + self.translation;
        let x = anchor.x.min(window.width - size.width).max(0.0);
        let below = anchor.y + anchor.height + GAP;
        let y = if below + size.height <= window.height {
            below
        } else {
            (anchor.y - GAP - size.height).max(0.0)
        };
        layout::Node::new(size).move_to(Point::new(x, y))
    }

    fn operate(&mut self, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        for line in &self.card.lines {
            operation.text(None, layout.bounds(), &line.words);
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
            let border = Border { color: roles.outline, width: 1.0, radius: size::RADIUS.into() };
            renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, roles.raised);
            let mut at = Point::new(bounds.x + space::MEDIUM, bounds.y + space::SMALL);
            for line in &self.card.lines {
                renderer.fill_paragraph(&line.shaped, at, line.role.ink(roles), bounds);
                at.y += line.shaped.min_height() + space::TIGHT;
            }
        });
    }
}
