//! The plot: bars and lines between the axes.

use super::label::Labels;
use super::layout::{Bounds, Label, Letters, Shape, Weight, label, line_of};
use super::scale::Scale;
use super::{Bars, Chart, Fill, Ink, Look, Values, fill};

/// How much of a category's room its bars take together.
const SHARE: f32 = 0.74;

/// What is needed to draw between the axes.
pub struct Plot<'a> {
    pub chart: &'a Chart,
    pub letters: &'a dyn Letters,
    pub scale: Scale,
    pub bounds: Bounds,
}

impl Plot<'_> {
    /// The room of one category, across.
    pub fn slot(&self) -> f32 {
        self.bounds.width / self.chart.categories.len().max(1) as f32
    }

    /// The middle of a category.
    pub fn center_of(&self, category: usize) -> f32 {
        self.bounds.x + self.slot() * (category as f32 + 0.5)
    }

    /// Where a value stands, from above.
    #[expect(clippy::cast_precision_loss, reason = "pixels are coarser than that")]
    pub fn height_of(&self, value: i64) -> f32 {
        let share = value as f32 / self.scale.top as f32;
        self.bounds.y + self.bounds.height * (1.0 - share.clamp(0.0, 1.0))
    }

    fn gap(&self) -> f32 {
        self.letters.size() * 0.42
    }

    /// The bars, whose values go to the labels.
    pub fn bars(&self, labels: &mut Labels) -> Vec<Shape> {
        let bars = self.chart.bars();
        if bars.is_empty() {
            return Vec::new();
        }
        let of_category = |category| match self.chart.bars {
            Bars::Grouped => self.group(category, &bars, labels),
            Bars::Stacked => self.stack(category, &bars, labels),
        };
        (0..self.chart.categories.len()).flat_map(of_category).collect()
    }

    fn group(&self, category: usize, bars: &[(usize, Fill)], labels: &mut Labels) -> Vec<Shape> {
        let widest = self.letters.size() * 4.5;
        let width = (self.slot() * SHARE / bars.len() as f32).min(widest);
        let left = self.center_of(category) - width * bars.len() as f32 / 2.0;
        let mut shapes = Vec::new();
        for (place, (series, fill)) in bars.iter().enumerate() {
            let Some(value) = self.chart.value(*series, category) else { continue };
            let y = self.height_of(value);
            let bounds = Bounds {
                x: left + width * place as f32,
                y,
                width: (width - 2.0).max(1.0),
                height: self.bounds.y + self.bounds.height - y,
            };
            shapes.extend(fill::bar(bounds, *fill, self.gap()));
            labels.place(self.above(bounds.center_x(), y, value));
        }
        shapes
    }

    /// A value above a point.
    fn above(&self, x: f32, y: f32, value: i64) -> Label {
        let at = (0.0, y - line_of(self.letters) * 0.55);
        let mut words = label(self.letters, at, &self.chart.unit.value(value), Ink::Text);
        words.bounds.x = self.inside(x - words.bounds.width / 2.0, words.bounds.width);
        words
    }

    /// Moves what would stand out to the left or right.
    fn inside(&self, x: f32, width: f32) -> f32 {
        x.min(self.bounds.x + self.bounds.width - width).max(self.bounds.x)
    }

    fn stack(&self, category: usize, bars: &[(usize, Fill)], labels: &mut Labels) -> Vec<Shape> {
        let (letters, line) = (self.letters, line_of(self.letters));
        let values = bars.iter().filter_map(|(series, _)| self.chart.value(*series, category));
        let widest = values.map(|value| letters.width(&self.chart.unit.value(value), Weight::Regular));
        let beside = widest.fold(0.0, f32::max) + letters.size() * 0.5;
        let width = (self.slot() * 0.6).min(self.slot() - beside - 4.0).clamp(4.0, letters.size() * 7.0);
        let x = self.center_of(category) - width / 2.0;
        let (mut sum, mut lowest) = (0, self.bounds.y + self.bounds.height);
        let mut shapes = Vec::new();
        for (series, fill) in bars {
            let Some(value) = self.chart.value(*series, category).filter(|value| *value > 0) else {
                continue;
            };
            let foot = self.height_of(sum);
            sum += value;
            let y = self.height_of(sum);
            let bounds = Bounds { x, y, width, height: foot - y };
            shapes.extend(fill::bar(bounds, *fill, self.gap()));
            let mut words = label(letters, (0.0, (y + foot) / 2.0), &self.chart.unit.value(value), Ink::Text);
            if bounds.height >= line && words.bounds.width <= width - 4.0 {
                words.bounds.x = bounds.center_x() - words.bounds.width / 2.0;
            } else {
                // Beside the bar, above what stands there already.
                words.bounds.x = x + width + letters.size() * 0.3;
                words.bounds.y = words.bounds.y.min(lowest - line);
                lowest = words.bounds.y;
            }
            let next = self.center_of(category + 1) - width / 2.0;
            let edge = next.min(self.bounds.x + self.bounds.width);
            if words.bounds.x + words.bounds.width <= edge {
                labels.put(words);
            }
        }
        shapes
    }

    /// The lines, whose values go to the labels.
    pub fn lines(&self, labels: &mut Labels) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for (place, series) in self.chart.series.iter().enumerate() {
            let Look::Line(dash, values) = series.look else { continue };
            let point = |category: usize| {
                let value = self.chart.value(place, category)?;
                Some((self.center_of(category), self.height_of(value), value))
            };
            let count = self.chart.categories.len();
            for category in 1..count {
                if let (Some(from), Some(to)) = (point(category - 1), point(category)) {
                    let (from, to) = ((from.0, from.1), (to.0, to.1));
                    shapes.push(Shape::Line { from, to, ink: Ink::Text, dash, width: 2.0 });
                }
            }
            let side = self.letters.size() * 0.42;
            let points: Vec<_> = (0..count).filter_map(point).collect();
            for (x, y, _) in &points {
                let bounds = Bounds { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side };
                shapes.push(Shape::Area { bounds, ink: Ink::Ground });
                shapes.push(Shape::Frame { bounds, ink: Ink::Text });
            }
            let first = match values {
                Values::All => 0,
                Values::Last => points.len().saturating_sub(1),
            };
            for (x, y, value) in &points[first.min(points.len())..] {
                labels.place(self.above(*x, y - side / 2.0, *value));
            }
        }
        shapes
    }
}
