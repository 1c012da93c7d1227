//! The values that are written: each where there is room, none over another.

use super::Ink;
use super::layout::{Bounds, Label, Shape};

/// The labels that were placed so far.
pub struct Labels {
    /// Where labels may stand.
    room: Bounds,
    placed: Vec<Label>,
}

impl Labels {
    pub fn new(room: Bounds) -> Self {
        Self { room, placed: Vec::new() }
    }

    /// Places a label, moved up until it stands clear of the others. One that finds no room is left
    /// out: the figures stand in a table as well.
    pub fn place(&mut self, mut label: Label) {
        let lowest_step = label.bounds.height * 0.85;
        for _ in 0..4 {
            if label.bounds.y < self.room.y - 0.5 {
                return;
            }
            if !self.placed.iter().any(|other| other.bounds.meets(label.bounds)) {
                self.placed.push(label);
                return;
            }
            label.bounds.y -= lowest_step;
        }
    }

    /// Places a label right there, or leaves it out.
    pub fn put(&mut self, label: Label) {
        let is_inside = label.bounds.y >= self.room.y - 0.5;
        if is_inside && !self.placed.iter().any(|other| other.bounds.meets(label.bounds)) {
            self.placed.push(label);
        }
    }

    /// The labels, each on a plate of its own, so that no pattern lies behind its figures.
    pub fn into_shapes(self) -> Vec<Shape> {
        let plate = |label: &Label| {
            let Bounds { x, y, width, height } = label.bounds;
            let inset = height * 0.12;
            let bounds = Bounds {
                x: x - inset,
                y: y + inset,
                width: width + 2.0 * inset,
                height: height - 2.0 * inset,
            };
            Shape::Area { bounds, ink: Ink::Ground }
        };
        self.placed.into_iter().flat_map(|label| [plate(&label), Shape::Text(label)]).collect()
    }
}
