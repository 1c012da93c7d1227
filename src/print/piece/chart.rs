//! A chart as the template draws it: shapes at their places, in points.

use serde::Serialize;

use crate::chart::{self, Bounds, Chart, Dash, Ink, Letters, Weight};
use crate::print::fit::Pen;
use crate::print::sheet;
use crate::print::typesetter::Faces;

/// A chart that was laid out.
#[derive(Serialize)]
pub struct Picture {
    mark: usize,
    width: f64,
    height: f64,
    shapes: Vec<Shape>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shape {
    Area { bounds: [f32; 4], ink: Ink },
    Frame { bounds: [f32; 4], ink: Ink },
    Line { from: (f32, f32), to: (f32, f32), ink: Ink, dash: Dash, width: f32 },
    Text { bounds: [f32; 4], ink: Ink, text: String, weight: Weight, size: f64 },
}

impl Picture {
    /// Lays a chart out as wide as the text.
    pub fn new(chart: &Chart, mark: usize, (width, faces): (f64, &Faces)) -> Self {
        let height = sheet::CHART_HEIGHT;
        let drawing = chart::layout(chart, (width as f32, height as f32), &Pens { faces });
        let shapes = drawing.shapes.into_iter().map(Shape::from).collect();
        Self { mark, width, height, shapes }
    }
}

fn numbers(bounds: Bounds) -> [f32; 4] {
    [bounds.x, bounds.y, bounds.width, bounds.height]
}

impl From<chart::Shape> for Shape {
    fn from(shape: chart::Shape) -> Self {
        match shape {
            chart::Shape::Area { bounds, ink } => Self::Area { bounds: numbers(bounds), ink },
            chart::Shape::Frame { bounds, ink } => Self::Frame { bounds: numbers(bounds), ink },
            chart::Shape::Line { from, to, ink, dash, width } => Self::Line { from, to, ink, dash, width },
            chart::Shape::Text(chart::Label { bounds, text, weight, ink }) => {
                Self::Text { bounds: numbers(bounds), ink, text, weight, size: sheet::CHART }
            }
        }
    }
}

/// Measures with the faces of paper.
struct Pens<'a> {
    faces: &'a Faces,
}

impl Letters for Pens<'_> {
    fn size(&self) -> f32 {
        sheet::CHART as f32
    }

    fn width(&self, text: &str, weight: Weight) -> f32 {
        let face = match weight {
            Weight::Regular => self.faces.regular,
            Weight::Strong => self.faces.bold,
        };
        Pen::new(face, sheet::CHART).width(text) as f32
    }
}
