//! A chart in the window: draws what [`crate::chart`] lays out, in the colours of the look.
//!
//! It takes neither keys nor focus, and nothing in it moves: what it shows stands in words beside
//! the bars, and the same figures stand in a table of the screen that shows it.

use std::cell::RefCell;

use iced::advanced::graphics::geometry::Renderer as _;
use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{
    Alignment, LineHeight, Paragraph as _, Renderer as TextRenderer, Shaping, Text, Wrapping,
};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Renderer as _, Widget, mouse, renderer};
use iced::alignment::Vertical;
use iced::widget::canvas::{Cache, Frame, LineDash, Path, Stroke};
use iced::{Color, Font, Length, Pixels, Point, Rectangle, Renderer, Size, Theme, Vector};

use crate::chart::{self, Bounds, Dash, Drawing, Fill, Ink, Label, Letters, Shape, Weight};
use crate::ui::Element;
use crate::ui::font;
use crate::ui::theme::{Roles, size};

/// A chart as an element, as wide as there is room.
pub struct Chart<'a> {
    chart: &'a chart::Chart,
    height: f32,
}

/// Shows a chart, 240 pixels high.
#[must_use]
pub fn chart(chart: &chart::Chart) -> Chart<'_> {
    Chart { chart, height: 240.0 }
}

impl Chart<'_> {
    /// The same in another height, in pixels.
    #[must_use]
    pub fn height(self, height: f32) -> Self {
        Self { height, ..self }
    }
}

type Paragraph = <Renderer as TextRenderer>::Paragraph;

/// What was laid out last, and its lines as paths.
#[derive(Default)]
struct Kept {
    of: Option<(chart::Chart, Size)>,
    drawing: Drawing,
    texts: Vec<(Label, Paragraph)>,
    lines: Cache,
    color: Option<Color>,
}

type Memory = RefCell<Kept>;

impl Kept {
    /// Lays the chart out if it is another one, or another size.
    fn renew(&mut self, chart: &chart::Chart, size: Size) {
        if self.of.as_ref().is_some_and(|(kept, kept_size)| kept == chart && *kept_size == size) {
            return;
        }
        self.drawing = chart::layout(chart, (size.width, size.height), &Shaped);
        let texts = self.drawing.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(label) => Some((label.clone(), shape_text(&label.text, label.weight))),
            Shape::Area { .. } | Shape::Frame { .. } | Shape::Line { .. } => None,
        });
        self.texts = texts.collect();
        self.lines.clear();
        self.of = Some((chart.clone(), size));
    }
}

/// Measures with the window's face.
struct Shaped;

impl Letters for Shaped {
    fn size(&self) -> f32 {
        size::CAPTION
    }

    fn width(&self, text: &str, weight: Weight) -> f32 {
        shape_text(text, weight).min_width()
    }
}

fn shape_text(text: &str, weight: Weight) -> Paragraph {
    Paragraph::with_text(Text::<&str, Font> {
        content: text,
        bounds: Size::INFINITE,
        size: Pixels(size::CAPTION),
        line_height: LineHeight::default(),
        font: match weight {
            Weight::Regular => font::REGULAR,
            Weight::Strong => font::SEMIBOLD,
        },
        align_x: Alignment::Default,
        align_y: Vertical::Top,
        shaping: Shaping::Advanced,
        wrapping: Wrapping::None,
    })
}

fn color_of(ink: Ink, roles: &Roles) -> Color {
    match ink {
        Ink::Text => roles.text,
        Ink::Muted => roles.muted,
        Ink::Hair => roles.line,
        Ink::Ground => roles.raised,
        Ink::Fill(Fill::Solid) => roles.accent,
        Ink::Fill(Fill::Hollow) => roles.text,
        Ink::Fill(Fill::Diagonal) => roles.success,
        Ink::Fill(Fill::Grey) => roles.outline,
        Ink::Fill(Fill::Cross) => roles.warning,
        Ink::Fill(Fill::Level) => roles.danger,
    }
}

/// Whole pixels, so that edges are sharp.
fn place(bounds: Bounds, origin: Vector) -> Rectangle {
    let (left, top) = ((bounds.x + origin.x).round(), (bounds.y + origin.y).round());
    let (right, bottom) =
        ((bounds.x + bounds.width + origin.x).round(), (bounds.y + bounds.height + origin.y).round());
    Rectangle { x: left, y: top, width: (right - left).max(0.0), height: (bottom - top).max(0.0) }
}

impl<Message> Widget<Message, Theme, Renderer> for Chart<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Memory>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Memory::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fixed(self.height))
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, Length::Fill, Length::Fixed(self.height))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let mut kept = tree.state.downcast_ref::<Memory>().borrow_mut();
        kept.renew(self.chart, bounds.size());
        let origin = bounds.position() - Point::ORIGIN;
        for (label, _) in &kept.texts {
            operation.text(None, place(label.bounds, origin), &label.text);
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
        let Some(clip) = bounds.intersection(viewport) else { return };
        let roles = Roles::of(theme);
        let mut kept = tree.state.downcast_ref::<Memory>().borrow_mut();
        kept.renew(self.chart, bounds.size());
        if kept.color != Some(roles.text) {
            kept.lines.clear();
            kept.color = Some(roles.text);
        }
        let picture = kept.lines.draw(renderer, bounds.size(), |frame| {
            for shape in &kept.drawing.shapes {
                trace(frame, shape, roles);
            }
        });
        renderer.with_layer(clip, |renderer| {
            renderer.with_translation(bounds.position() - Point::ORIGIN, |renderer| {
                renderer.draw_geometry(picture);
            });
        });
        // Above the picture: geometry of a layer lies over its texts' plates otherwise.
        renderer.with_layer(clip, |renderer| {
            let origin = bounds.position() - Point::ORIGIN;
            for (label, paragraph) in &kept.texts {
                let room = place(label.bounds, origin);
                let y = room.center_y() - paragraph.min_height() / 2.0;
                let at = Point::new(room.x, y.round());
                renderer.fill_paragraph(paragraph, at, color_of(label.ink, roles), clip);
            }
        });
    }
}

/// Draws a shape without text.
fn trace(frame: &mut Frame<Renderer>, shape: &Shape, roles: &Roles) {
    match shape {
        Shape::Area { bounds, ink } => {
            let area = place(*bounds, Vector::ZERO);
            frame.fill_rectangle(area.position(), area.size(), color_of(*ink, roles));
        }
        Shape::Frame { bounds, ink } => {
            let area = place(*bounds, Vector::ZERO);
            // A stroke lies half on each side of its path.
            let inner = Size::new((area.width - 1.0).max(0.0), (area.height - 1.0).max(0.0));
            let stroke = Stroke::default().with_color(color_of(*ink, roles)).with_width(1.0);
            frame.stroke_rectangle(area.position() + Vector::new(0.5, 0.5), inner, stroke);
        }
        Shape::Line { from, to, ink, dash, width } => {
            let sharp = |(x, y): (f32, f32)| {
                if from.0 == to.0 || from.1 == to.1 {
                    Point::new(x.floor() + 0.5, y.floor() + 0.5)
                } else {
                    Point::new(x, y)
                }
            };
            let line = Path::line(sharp(*from), sharp(*to));
            let segments: &[f32] = match dash {
                Dash::Solid => &[],
                Dash::Dashed => &[7.0, 5.0],
            };
            let stroke = Stroke {
                line_dash: LineDash { segments, offset: 0 },
                ..Stroke::default().with_color(color_of(*ink, roles)).with_width(*width)
            };
            frame.stroke(&line, stroke);
        }
        Shape::Text(_) => {}
    }
}

impl<'a, Message: 'a> From<Chart<'a>> for Element<'a, Message> {
    fn from(chart: Chart<'a>) -> Self {
        Self::new(chart)
    }
}
