//! Measures of the sheet and of the letters, in typographic points unless a name says otherwise.
//!
//! Margins and sizes follow the layout of Party documents: A4, 20/20/30/15 mm, body 14.

use serde::Serialize;

use super::page::{Letters, Orientation, Paper};

const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// No letters in a table are smaller.
const SMALLEST: f64 = 7.0;
/// Size of the letters in a chart.
pub const CHART: f64 = 11.0;
/// Height of a chart.
pub const CHART_HEIGHT: f64 = 230.0;
/// Room between a cell's rule and its text, left and right.
pub const CELL_INSET: f64 = 3.5;

/// A sheet with its margins.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sheet {
    width: f64,
    height: f64,
    top: f64,
    bottom: f64,
    left: f64,
    right: f64,
    /// Width of the left header block.
    pub left_block: f64,
    /// Width of the right header block and of the signature below it.
    pub right_block: f64,
}

impl Sheet {
    /// The sheet lying as asked; the margins stay where they are, because it is bound on the left.
    pub fn new(paper: Paper, orientation: Orientation) -> Self {
        let (short, long) = match paper {
            Paper::A4 => (210.0, 297.0),
            Paper::A3 => (297.0, 420.0),
        };
        let (width, height) = match orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        };
        let (left, right) = (30.0, 15.0);
        let text = (width - left - right) * POINTS_PER_MM;
        Self {
            width: width * POINTS_PER_MM,
            height: height * POINTS_PER_MM,
            top: 20.0 * POINTS_PER_MM,
            bottom: 20.0 * POINTS_PER_MM,
            left: left * POINTS_PER_MM,
            right: right * POINTS_PER_MM,
            left_block: text * 0.46,
            right_block: text * 0.52,
        }
    }

    /// Width, height, and the margins above, below, left and right, in points.
    pub fn measures(self) -> [f64; 6] {
        [self.width, self.height, self.top, self.bottom, self.left, self.right]
    }

    /// Width between the margins.
    pub fn text_width(self) -> f64 {
        self.width - self.left - self.right
    }
}

/// Sizes of a document's letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// Of the title.
    pub title: f64,
    /// Of running text.
    pub body: f64,
    /// Of remarks.
    pub note: f64,
    /// How much larger than usual everything is.
    more: f64,
}

impl Sizes {
    /// With running text of this size; the title is two points larger, remarks are two smaller.
    pub fn new(letters: Letters) -> Self {
        let body = f64::from(letters.points());
        let more = body - f64::from(Letters::default().points());
        Self { title: body + 2.0, body, note: body - 2.0, more }
    }

    /// Size of the letters in a table of so many columns.
    pub fn table(self, columns: usize) -> f64 {
        let usual: f64 = match columns {
            0..=6 => 13.0,
            7..=9 => 12.0,
            10..=12 => 11.0,
            13.. => 10.0,
        };
        (usual + self.more).max(SMALLEST)
    }
}
