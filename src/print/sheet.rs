//! Measures of the sheet and of the letters, in typographic points unless a name says otherwise.
//!
//! Margins and sizes follow the layout of Party documents: A4, 20/20/30/15 mm, body 14.

use serde::Serialize;

use super::page::Orientation;

const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// Size of a document's title.
pub const TITLE: f64 = 16.0;
/// Size of running text.
pub const BODY: f64 = 14.0;
/// Size of remarks.
pub const NOTE: f64 = 12.0;
/// Size of the letters in a chart.
pub const CHART: f64 = 11.0;
/// Height of a chart.
pub const CHART_HEIGHT: f64 = 230.0;
/// Room between a cell's rule and its text, left and right.
pub const CELL_INSET: f64 = 3.5;

/// An A4 sheet with its margins.
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
    pub fn new(orientation: Orientation) -> Self {
        let (width, height) = match orientation {
            Orientation::Portrait => (210.0, 297.0),
            Orientation::Landscape => (297.0, 210.0),
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

    /// Width between the margins.
    pub fn text_width(self) -> f64 {
        self.width - self.left - self.right
    }
}

/// Size of the letters in a table of so many columns.
pub fn table_size(columns: usize) -> f64 {
    match columns {
        0..=6 => 13.0,
        7..=9 => 12.0,
        10..=12 => 11.0,
        13.. => 10.0,
    }
}
