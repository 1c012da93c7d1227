//! The legend: a sample of each series with its name, in as many rows as they need.

use super::layout::{Bounds, Letters, Shape, label, line_of};
use super::{Chart, Ink, Look, fill};

/// The legend's shapes from `top` down, and its height.
pub fn lay_out(chart: &Chart, (width, top): (f32, f32), letters: &dyn Letters) -> (Vec<Shape>, f32) {
    let line = line_of(letters);
    let (sample, gap) = (letters.size() * 1.8, letters.size() * 0.45);
    let mut shapes = Vec::new();
    let (mut x, mut row) = (0.0, 0);
    for series in &chart.series {
        let middle = |row: usize| top + line * (row as f32 * 1.1 + 0.5);
        let mut words = label(letters, (x + sample + gap, middle(row)), &series.name, Ink::Text);
        if x > 0.0 && words.bounds.x + words.bounds.width > width {
            (x, row) = (0.0, row + 1);
            words = label(letters, (x + sample + gap, middle(row)), &series.name, Ink::Text);
        }
        let height = letters.size() * 0.8;
        let bounds = Bounds { x, y: middle(row) - height / 2.0, width: sample, height };
        shapes.extend(sample_of(series.look, bounds, letters.size()));
        x = words.bounds.x + words.bounds.width + letters.size() * 1.5;
        shapes.push(Shape::Text(words));
    }
    let rows = if chart.series.is_empty() { 0.0 } else { row as f32 + 1.0 };
    (shapes, rows * line * 1.1 + line * 0.15)
}

fn sample_of(look: Look, bounds: Bounds, size: f32) -> Vec<Shape> {
    match look {
        Look::Bars(pattern) => fill::bar(bounds, pattern, size * 0.35),
        Look::Line(dash, _) => {
            let y = bounds.y + bounds.height / 2.0;
            let (from, to) = ((bounds.x, y), (bounds.x + bounds.width, y));
            vec![Shape::Line { from, to, ink: Ink::Text, dash, width: 2.0 }]
        }
    }
}
