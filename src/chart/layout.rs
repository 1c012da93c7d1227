//! Where the parts of a chart stand: title, legend, axes, and between them the plot.

use super::label::Labels;
use super::plot::Plot;
use super::scale::Scale;
use super::{Chart, Dash, Ink, legend};

/// A rectangle, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// From the left.
    pub x: f32,
    /// From above.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Bounds {
    /// Whether two share some room.
    pub fn meets(self, other: Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// The middle across.
    pub fn center_x(self) -> f32 {
        self.x + self.width / 2.0
    }
}

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// As running text.
    Regular,
    /// As titles.
    Strong,
}

/// The letters that a chart is written with.
pub trait Letters {
    /// Their size.
    fn size(&self) -> f32;

    /// How wide a text is on one line.
    fn width(&self, text: &str, weight: Weight) -> f32;
}

/// A text on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The room that it takes.
    pub bounds: Bounds,
    /// What it says.
    pub text: String,
    /// How heavy it is.
    pub weight: Weight,
    /// Its colour.
    pub ink: Ink,
}

/// A part of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Area {
        /// Where.
        bounds: Bounds,
        /// With what.
        ink: Ink,
    },
    /// The outline of a rectangle.
    Frame {
        /// Where.
        bounds: Bounds,
        /// With what.
        ink: Ink,
    },
    /// A straight line.
    Line {
        /// Its beginning.
        from: (f32, f32),
        /// Its end.
        to: (f32, f32),
        /// With what.
        ink: Ink,
        /// How.
        dash: Dash,
        /// How thick.
        width: f32,
    },
    /// A text.
    Text(Label),
}

/// A chart with everything at its place, in the unit of the size that was asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// What is drawn, what lies below first.
    pub shapes: Vec<Shape>,
}

/// The height of a line of text.
pub fn line_of(letters: &dyn Letters) -> f32 {
    letters.size() * 1.3
}

/// A label with its left edge at `x` and its middle at `y`.
pub fn label(letters: &dyn Letters, (x, y): (f32, f32), text: &str, ink: Ink) -> Label {
    weighted(letters, (x, y), text, (ink, Weight::Regular))
}

fn weighted(letters: &dyn Letters, (x, y): (f32, f32), text: &str, (ink, weight): (Ink, Weight)) -> Label {
    let height = line_of(letters);
    let width = letters.width(text, weight);
    let bounds = Bounds { x, y: y - height / 2.0, width, height };
    Label { bounds, text: text.to_owned(), weight, ink }
}

/// Lays a chart out in a rectangle of this width and height.
#[must_use]
pub fn layout(chart: &Chart, (width, height): (f32, f32), letters: &dyn Letters) -> Drawing {
    let line = line_of(letters);
    let mut shapes = Vec::new();
    let mut top = 0.0;
    if !chart.title.is_empty() {
        let at = (0.0, top + line / 2.0);
        shapes.push(Shape::Text(weighted(letters, at, &chart.title, (Ink::Text, Weight::Strong))));
        top += line * 1.25;
    }
    let (legend, legend_height) = legend::lay_out(chart, (width, top), letters);
    shapes.extend(legend);
    top += legend_height;
    if !chart.counted.is_empty() {
        shapes.push(Shape::Text(label(letters, (0.0, top + line / 2.0), &chart.counted, Ink::Muted)));
        top += line;
    }
    // Above the highest bar stands its value; below the plot the categories.
    let most = ((height - top - 2.0 * line) / (line * 1.6)).clamp(1.0, 6.0) as i64;
    let scale = Scale::new(chart.highest(), most);
    let left = scale.marks().map(|mark| letters.width(&chart.unit.tick(mark), Weight::Regular));
    let left = left.fold(0.0, f32::max) + line * 0.4;
    let bounds = Bounds {
        x: left,
        y: top + line,
        width: (width - left).max(1.0),
        height: (height - top - line * 2.3).max(1.0),
    };
    let mut labels =
        Labels::new(Bounds { x: left, y: top, width: bounds.width, height: bounds.height + line });
    let plot = Plot { chart, letters, scale, bounds };
    shapes.extend(axis(&plot));
    shapes.extend(plot.bars(&mut labels));
    shapes.extend(plot.lines(&mut labels));
    shapes.extend(labels.into_shapes());
    shapes.extend(categories(&plot));
    Drawing { shapes }
}

/// The marks of the axis and their lines across.
fn axis(plot: &Plot<'_>) -> Vec<Shape> {
    let Bounds { x, width, .. } = plot.bounds;
    let mut shapes = Vec::new();
    for mark in plot.scale.marks() {
        let y = plot.height_of(mark);
        let ink = if mark == 0 { Ink::Muted } else { Ink::Hair };
        shapes.push(Shape::Line { from: (x, y), to: (x + width, y), ink, dash: Dash::Solid, width: 1.0 });
        let mut words = label(plot.letters, (0.0, y), &plot.chart.unit.tick(mark), Ink::Muted);
        words.bounds.x = x - line_of(plot.letters) * 0.4 - words.bounds.width;
        shapes.push(Shape::Text(words));
    }
    shapes
}

/// The names of the categories, as many as have room.
fn categories(plot: &Plot<'_>) -> Vec<Shape> {
    let letters = plot.letters;
    let categories = &plot.chart.categories;
    let widest = categories.iter().map(|name| letters.width(name, Weight::Regular)).fold(0.0, f32::max);
    let room = widest + letters.size() * 0.5;
    let every = (room / plot.slot()).ceil().max(1.0) as usize;
    let y = plot.bounds.y + plot.bounds.height + line_of(letters) * 0.75;
    let named = categories.iter().enumerate().step_by(every);
    named
        .map(|(place, name)| {
            let mut words = label(letters, (0.0, y), name, Ink::Text);
            words.bounds.x = plot.center_of(place) - words.bounds.width / 2.0;
            Shape::Text(words)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Bars, Fill, Look, Series, Unit, Values};
    use super::*;
    use proptest::prelude::*;

    /// Every letter is half as wide as high.
    struct Even;

    impl Letters for Even {
        fn size(&self) -> f32 {
            10.0
        }

        fn width(&self, text: &str, _: Weight) -> f32 {
            text.chars().count() as f32 * 5.0
        }
    }

    fn series(look: Look, values: &[Option<i64>]) -> Series {
        Series { name: "Kết nạp".to_owned(), values: values.to_vec(), look }
    }

    fn texts(drawing: &Drawing) -> Vec<&Label> {
        let mut labels = Vec::new();
        for shape in &drawing.shapes {
            if let Shape::Text(label) = shape {
                labels.push(label);
            }
        }
        labels
    }

    fn frames(drawing: &Drawing, fill: Fill) -> Vec<Bounds> {
        let frame = |shape: &Shape| match shape {
            Shape::Frame { bounds, ink } if *ink == Ink::Fill(fill) => Some(*bounds),
            _ => None,
        };
        // The first one is the legend's sample.
        drawing.shapes.iter().filter_map(frame).skip(1).collect()
    }

    #[test]
    fn bars_are_as_high_as_their_values_say() {
        let values = [Some(100), None, Some(400), Some(-5)];
        let chart = Chart {
            categories: ["1", "2", "3", "4"].map(String::from).to_vec(),
            series: vec![series(Look::Bars(Fill::Solid), &values)],
            ..Chart::default()
        };
        let bars = frames(&layout(&chart, (400.0, 200.0), &Even), Fill::Solid);
        assert_eq!(bars.len(), 3, "no bar where there is no value");
        assert!((bars[1].height / bars[0].height - 4.0).abs() < 0.01);
        assert!(bars[2].height < 0.01, "what is below zero has no height");
    }

    #[test]
    fn a_stack_is_as_high_as_its_parts_and_all_values_are_written() {
        let look = |fill| Look::Bars(fill);
        let chart = Chart {
            unit: Unit::Percent,
            bars: Bars::Stacked,
            categories: vec!["2016".to_owned()],
            series: vec![
                series(look(Fill::Level), &[Some(18)]),
                series(look(Fill::Grey), &[Some(176)]),
                series(look(Fill::Diagonal), &[Some(8629)]),
                series(look(Fill::Solid), &[Some(1178)]),
            ],
            ..Chart::default()
        };
        let drawing = layout(&chart, (300.0, 200.0), &Even);
        let (good, best) = (frames(&drawing, Fill::Diagonal)[0], frames(&drawing, Fill::Solid)[0]);
        assert!((best.y + best.height - good.y).abs() < 0.01, "one stands on the other");
        let said: Vec<&str> = texts(&drawing).iter().map(|label| label.text.as_str()).collect();
        for value in ["0,18", "1,76", "86,29", "11,78", "100%"] {
            assert!(said.contains(&value), "{value}: {said:?}");
        }
        assert!(!said.contains(&"120%"), "the whole is a hundred");
    }

    proptest! {
        #[test]
        fn nothing_stands_outside_and_no_value_over_another(
            values in prop::collection::vec(prop::collection::vec(prop::option::of(0..5_000_i64), 1..14), 1..5),
            stacked in any::<bool>(),
            (width, height) in (260..900_u16, 160..500_u16),
        ) {
            let count = values.iter().map(Vec::len).max().unwrap();
            let looks = [Look::Bars(Fill::Solid), Look::Line(Dash::Solid, Values::All), Look::Bars(Fill::Hollow),
                Look::Bars(Fill::Cross)];
            let chart = Chart {
                categories: (0..count).map(|place| place.to_string()).collect(),
                bars: if stacked { Bars::Stacked } else { Bars::Grouped },
                series: values.iter().zip(looks).map(|(values, look)| series(look, values)).collect(),
                ..Chart::default()
            };
            let (width, height) = (f32::from(width), f32::from(height));
            let drawing = layout(&chart, (width, height), &Even);
            for shape in &drawing.shapes {
                if let Shape::Area { bounds, .. } | Shape::Frame { bounds, .. } = shape {
                    prop_assert!(bounds.x > -3.0 && bounds.x + bounds.width < width + 5.0, "{bounds:?}");
                    prop_assert!(bounds.y > -3.0 && bounds.y + bounds.height < height + 3.0, "{bounds:?}");
                }
            }
            let texts = texts(&drawing);
            for (place, label) in texts.iter().enumerate() {
                for other in &texts[place + 1..] {
                    prop_assert!(!label.bounds.meets(other.bounds), "{label:?} {other:?}");
                }
            }
        }
    }
}
