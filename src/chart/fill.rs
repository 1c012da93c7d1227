//! The patterns, as lines: what tells bars apart where there is no colour.

use super::layout::{Bounds, Shape};
use super::{Dash, Fill, Ink};

/// The shapes of a bar: its ground, its pattern, its outline. `gap` lies between the pattern's lines.
pub fn bar(bounds: Bounds, fill: Fill, gap: f32) -> Vec<Shape> {
    let ink = Ink::Fill(fill);
    let ground = match fill {
        Fill::Solid | Fill::Grey => ink,
        Fill::Hollow | Fill::Diagonal | Fill::Cross | Fill::Level => Ink::Ground,
    };
    let mut shapes = vec![Shape::Area { bounds, ink: ground }];
    let lines = match fill {
        Fill::Solid | Fill::Grey | Fill::Hollow => Vec::new(),
        Fill::Diagonal => rising(bounds, gap),
        Fill::Cross => [rising(bounds, gap), falling(bounds, gap)].concat(),
        Fill::Level => level(bounds, gap * 0.8),
    };
    let line = |(from, to)| Shape::Line { from, to, ink, dash: Dash::Solid, width: 1.0 };
    shapes.extend(lines.into_iter().map(line));
    shapes.push(Shape::Frame { bounds, ink });
    shapes
}

type Stroke = ((f32, f32), (f32, f32));

/// How many lines fit; a bar of any size gets a number that can be drawn.
fn count(length: f32, gap: f32) -> usize {
    if gap > 0.0 && length > 0.0 { (length / gap).min(2_000.0) as usize } else { 0 }
}

/// Lines that rise to the right, cut at the edges.
fn rising(bounds: Bounds, gap: f32) -> Vec<Stroke> {
    let Bounds { x, y, width, height } = bounds;
    let stroke = |place: usize| {
        let sum = gap * place as f32;
        let from = ((sum - height).max(0.0), sum.min(height));
        let to = (sum.min(width), (sum - width).max(0.0));
        ((x + from.0, y + from.1), (x + to.0, y + to.1))
    };
    (1..=count(width + height, gap)).map(stroke).collect()
}

/// The same lines mirrored.
fn falling(bounds: Bounds, gap: f32) -> Vec<Stroke> {
    let mirrored = |(x, y)| (2.0 * bounds.x + bounds.width - x, y);
    rising(bounds, gap).into_iter().map(|(from, to)| (mirrored(from), mirrored(to))).collect()
}

fn level(bounds: Bounds, gap: f32) -> Vec<Stroke> {
    let (left, right) = (bounds.x, bounds.x + bounds.width);
    let stroke = |place: usize| {
        let y = bounds.y + bounds.height - gap * place as f32;
        ((left, y), (right, y))
    };
    (1..=count(bounds.height, gap)).map(stroke).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stay_inside_their_bar() {
        let bounds = Bounds { x: 10.0, y: 20.0, width: 30.0, height: 7.0 };
        for fill in Fill::ALL {
            for shape in bar(bounds, fill, 5.0) {
                let Shape::Line { from, to, .. } = shape else { continue };
                for (x, y) in [from, to] {
                    assert!((10.0..=40.0).contains(&x) && (20.0..=27.0).contains(&y), "{fill:?} {x} {y}");
                }
            }
        }
    }

    #[test]
    fn no_two_patterns_look_alike_without_colour() {
        let bounds = Bounds { x: 0.0, y: 0.0, width: 30.0, height: 40.0 };
        let lines = |fill| {
            let strokes = bar(bounds, fill, 5.0).into_iter().filter_map(|shape| match shape {
                Shape::Line { from, to, .. } => Some((from, to)),
                _ => None,
            });
            strokes.collect::<Vec<_>>()
        };
        let patterned = [Fill::Diagonal, Fill::Cross, Fill::Level];
        for (place, fill) in patterned.iter().enumerate() {
            assert!(!lines(*fill).is_empty());
            for other in &patterned[place + 1..] {
                assert_ne!(lines(*fill), lines(*other));
            }
        }
    }

    #[test]
    fn a_bar_without_size_or_a_gap_of_nothing_is_survived() {
        let flat = Bounds { x: 0.0, y: 0.0, width: 0.0, height: 0.0 };
        for fill in Fill::ALL {
            assert!(bar(flat, fill, 0.0).len() <= 3);
        }
    }
}
