//! A small set of icons, drawn as paths in the colour of the text around them: the bundled font
//! has no such glyphs, and a vector stays sharp at every zoom.

use std::cell::RefCell;
use std::collections::HashMap;

use iced::advanced::graphics::geometry::Renderer as _;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Renderer as _, Widget, mouse, renderer};
use iced::widget::canvas::{Cache, Frame, LineCap, LineJoin, Path, Stroke};
use iced::{Color, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::Element;
use super::theme::size;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    /// A tick.
    Check,
    /// A plus: add.
    Plus,
    /// A magnifying glass.
    Search,
    /// A cross: close, dismiss.
    Close,
    /// Points down: opens a list, is unfolded.
    ChevronDown,
    /// Points up.
    ChevronUp,
    /// Points right: is folded, goes on.
    ChevronRight,
    /// Points left: goes back.
    ChevronLeft,
    /// Sorted upwards.
    SortUp,
    /// Sorted downwards.
    SortDown,
    /// A closed lock.
    Lock,
    /// A printer.
    Print,
    /// An arrow that turns back.
    Undo,
    /// A triangle with an exclamation mark.
    Warning,
    /// A pencil: edit.
    Edit,
    /// A sheet of a calendar.
    Calendar,
}

/// An icon as an element, in the colour of the text around it.
#[must_use]
pub fn icon<'a, Message: 'a>(icon: Icon) -> Element<'a, Message> {
    Element::new(Drawing(icon))
}

struct Drawing(Icon);

impl<Message> Widget<Message, Theme, Renderer> for Drawing {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Icons>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Icons::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fixed(size::ICON), Length::Fixed(size::ICON))
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, _: &layout::Limits) -> layout::Node {
        layout::Node::new(Size::new(size::ICON, size::ICON))
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let icons = tree.state.downcast_ref::<Icons>();
        icons.draw(renderer, self.0, layout.bounds(), style.text_color);
    }
}

/// Icons kept from frame to frame by a widget that draws them.
///
/// The software renderer takes a path that is made anew for a change and redraws its place, but
/// without the width of its strokes; one that is kept is neither redrawn for nothing nor leaves
/// rests of another icon behind. Each place has its own: the other renderer can't draw one kept
/// path at two places.
#[derive(Default)]
pub struct Icons {
    kept: RefCell<HashMap<Place, Cache>>,
}

type Place = (Icon, [i32; 3], [u8; 4]);

/// More icons than a window can show; beyond it, all are made anew.
const MOST_KEPT: usize = 256;

impl Icons {
    /// Draws an icon into the square of `bounds`.
    pub fn draw(&self, renderer: &mut Renderer, icon: Icon, bounds: Rectangle, color: Color) {
        if bounds.width < 1.0 || bounds.height < 1.0 {
            return;
        }
        let mut kept = self.kept.borrow_mut();
        if kept.len() > MOST_KEPT {
            kept.clear();
        }
        let tenths = |length: f32| (length * 10.0).round() as i32;
        let place = [bounds.x, bounds.y, bounds.width].map(tenths);
        let cache = kept.entry((icon, place, color.into_rgba8())).or_default();
        let geometry = cache.draw(renderer, bounds.size(), |frame| paint(frame, icon, color));
        renderer.with_translation(Vector::new(bounds.x, bounds.y), |renderer| {
            renderer.draw_geometry(geometry);
        });
    }
}

fn paint(frame: &mut Frame, icon: Icon, color: Color) {
    // Every icon is designed on a grid of 16 by 16.
    frame.scale(frame.width().min(frame.height()) / 16.0);
    let stroke = Stroke::default()
        .with_color(color)
        .with_width(1.7)
        .with_line_cap(LineCap::Round)
        .with_line_join(LineJoin::Round);
    for line in lines(icon) {
        frame.stroke(&line, stroke);
    }
    if let Some(area) = area(icon) {
        frame.fill(&area, color);
    }
}

/// The strokes of an icon.
fn lines(icon: Icon) -> Vec<Path> {
    match icon {
        Icon::Check => vec![line(&[(3.0, 8.5), (6.5, 12.0), (13.0, 4.5)])],
        Icon::Plus => vec![line(&[(8.0, 3.0), (8.0, 13.0)]), line(&[(3.0, 8.0), (13.0, 8.0)])],
        Icon::Search => vec![Path::circle(Point::new(7.0, 7.0), 4.2), line(&[(10.2, 10.2), (13.5, 13.5)])],
        Icon::Close => vec![line(&[(4.0, 4.0), (12.0, 12.0)]), line(&[(12.0, 4.0), (4.0, 12.0)])],
        Icon::ChevronDown => vec![line(&[(4.0, 6.0), (8.0, 10.0), (12.0, 6.0)])],
        Icon::ChevronUp => vec![line(&[(4.0, 10.0), (8.0, 6.0), (12.0, 10.0)])],
        Icon::ChevronRight => vec![line(&[(6.0, 4.0), (10.0, 8.0), (6.0, 12.0)])],
        Icon::ChevronLeft => vec![line(&[(10.0, 4.0), (6.0, 8.0), (10.0, 12.0)])],
        Icon::SortUp | Icon::SortDown => Vec::new(),
        Icon::Lock => vec![
            outline(&[(3.5, 7.5), (12.5, 7.5), (12.5, 13.5), (3.5, 13.5)]),
            line(&[(5.5, 7.5), (5.5, 4.8), (6.5, 3.2), (8.0, 2.6), (9.5, 3.2), (10.5, 4.8), (10.5, 7.5)]),
        ],
        Icon::Print => vec![
            line(&[(4.5, 6.0), (4.5, 2.5), (11.5, 2.5), (11.5, 6.0)]),
            line(&[(4.5, 11.5), (2.5, 11.5), (2.5, 6.0), (13.5, 6.0), (13.5, 11.5), (11.5, 11.5)]),
            outline(&[(4.5, 9.0), (11.5, 9.0), (11.5, 13.5), (4.5, 13.5)]),
        ],
        Icon::Calendar => vec![
            outline(&[(2.5, 3.5), (13.5, 3.5), (13.5, 13.5), (2.5, 13.5)]),
            line(&[(2.5, 6.8), (13.5, 6.8)]),
            line(&[(5.5, 2.0), (5.5, 4.5)]),
            line(&[(10.5, 2.0), (10.5, 4.5)]),
        ],
        Icon::Undo => vec![
            line(&[(5.5, 3.0), (2.5, 6.0), (5.5, 9.0)]),
            line(&[
                (2.5, 6.0),
                (10.0, 6.0),
                (12.4, 7.0),
                (13.4, 9.5),
                (12.4, 12.0),
                (10.0, 13.0),
                (6.5, 13.0),
            ]),
        ],
        Icon::Warning => {
            vec![outline(&[(8.0, 2.2), (14.2, 13.2), (1.8, 13.2)]), line(&[(8.0, 6.3), (8.0, 9.4)])]
        }
        Icon::Edit => vec![
            outline(&[(3.0, 13.0), (3.6, 10.0), (10.8, 2.8), (13.2, 5.2), (6.0, 12.4)]),
            line(&[(9.2, 4.4), (11.6, 6.8)]),
        ],
    }
}

/// The filled part of an icon.
fn area(icon: Icon) -> Option<Path> {
    match icon {
        Icon::SortUp => Some(outline(&[(8.0, 4.5), (12.5, 11.0), (3.5, 11.0)])),
        Icon::SortDown => Some(outline(&[(8.0, 11.5), (3.5, 5.0), (12.5, 5.0)])),
        Icon::Warning => Some(Path::circle(Point::new(8.0, 11.4), 0.9)),
        Icon::Lock => Some(Path::circle(Point::new(8.0, 10.5), 1.2)),
        Icon::Check
        | Icon::Plus
        | Icon::Search
        | Icon::Close
        | Icon::ChevronDown
        | Icon::ChevronUp
        | Icon::ChevronRight
        | Icon::ChevronLeft
        | Icon::Print
        | Icon::Undo
        | Icon::Calendar
        | Icon::Edit => None,
    }
}

fn line(points: &[(f32, f32)]) -> Path {
    Path::new(|path| trace(path, points))
}

fn outline(points: &[(f32, f32)]) -> Path {
    Path::new(|path| {
        trace(path, points);
        path.close();
    })
}

fn trace(path: &mut iced::widget::canvas::path::Builder, points: &[(f32, f32)]) {
    for (index, &(x, y)) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(Point::new(x, y));
        } else {
            path.line_to(Point::new(x, y));
        }
    }
}
