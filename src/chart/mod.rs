//! Charts: what one says ([`Chart`]), and where its parts stand ([`layout`]).
//!
//! Pure, and used by the window and by paper alike: both draw the same few shapes, so a chart looks
//! the same on both. It is told apart without colour: bars have patterns, lines have dashes, and the
//! values are written beside them. No domain is known here beyond how numbers are written.

mod fill;
mod label;
mod layout;
mod legend;
mod plot;
mod scale;

pub use layout::{Bounds, Drawing, Label, Letters, Shape, Weight, layout};

use crate::domain::number::{self, Percent};

/// The whole, in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// A chart: series of values over categories along the lower edge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chart {
    /// What is shown; left out when empty.
    pub title: String,
    /// What the numbers count, above their axis ("đảng viên"); left out when empty.
    pub counted: String,
    /// How values are written.
    pub unit: Unit,
    /// How the bars of one category stand together.
    pub bars: Bars,
    /// The categories, from left to right: years, months.
    pub categories: Vec<String>,
    /// The series, in the order of the legend. Stacked bars: the lowest first.
    pub series: Vec<Series>,
}

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Whole numbers: 4.373.
    #[default]
    Count,
    /// Hundredths of a percent: 1178 is written 11,78.
    Percent,
}

/// How the bars of one category stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bars {
    /// Beside each other.
    #[default]
    Grouped,
    /// On top of each other.
    Stacked,
}

/// One series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// A value for each category, not negative; none where there is none.
    pub values: Vec<Option<i64>>,
    /// How it is drawn.
    pub look: Look,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As bars, each with its value.
    Bars(Fill),
    /// As a line from category to category.
    Line(Dash, Values),
}

/// Which values of a line are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Each.
    All,
    /// The last one, such as of a line that rises evenly.
    Last,
}

/// The pattern of a bar. In the window each has a colour as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fill {
    /// One dark colour: the series that matters.
    Solid,
    /// Only its outline: what it is measured against.
    Hollow,
    /// Slanting lines.
    Diagonal,
    /// A lighter ground.
    Grey,
    /// Crossing lines.
    Cross,
    /// Level lines.
    Level,
}

impl Fill {
    /// All, in the order in which series that have no meaning of their own get them.
    pub const ALL: [Self; 6] =
        [Self::Solid, Self::Hollow, Self::Diagonal, Self::Grey, Self::Cross, Self::Level];
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// In dashes.
    Dashed,
}

/// What a shape is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ink {
    /// As text.
    Text,
    /// As remarks.
    Muted,
    /// As hair lines.
    Hair,
    /// As the ground that everything stands on.
    Ground,
    /// As the series of a pattern.
    #[serde(untagged)]
    Fill(Fill),
}

impl Unit {
    /// A value beside its bar: 4.373, 11,78.
    #[must_use]
    pub fn value(self, value: i64) -> String {
        match self {
            Self::Count => number::group(value),
            Self::Percent => Percent(value).to_string().trim_end_matches('%').to_owned(),
        }
    }

    /// A value at the axis: 4.000, 20%.
    #[must_use]
    pub fn tick(self, value: i64) -> String {
        match self {
            Self::Count => number::group(value),
            Self::Percent if value % 100 == 0 => format!("{}%", number::group(value / 100)),
            Self::Percent => Percent(value).to_string(),
        }
    }
}

impl Chart {
    /// Whether there is any value to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.series.iter().all(|series| series.values.iter().all(Option::is_none))
    }

    /// The value of a series in a category; what is below zero counts as zero.
    fn value(&self, series: usize, category: usize) -> Option<i64> {
        let value = self.series.get(series)?.values.get(category).copied()?;
        value.map(|value| value.max(0))
    }

    /// The series that are drawn as bars, with their patterns.
    fn bars(&self) -> Vec<(usize, Fill)> {
        let series = self.series.iter().enumerate();
        series
            .filter_map(|(place, series)| match series.look {
                Look::Bars(fill) => Some((place, fill)),
                Look::Line(..) => None,
            })
            .collect()
    }

    /// The highest value that is drawn.
    fn highest(&self) -> i64 {
        let bars = self.bars();
        let of_category = |category: usize| {
            let all = (0..self.series.len()).filter_map(|series| self.value(series, category)).max();
            let stack = bars.iter().filter_map(|(series, _)| self.value(*series, category)).sum();
            match self.bars {
                Bars::Grouped => all.unwrap_or_default(),
                Bars::Stacked => all.unwrap_or_default().max(stack),
            }
        };
        let highest = (0..self.categories.len()).map(of_category).max().unwrap_or_default();
        match (self.unit, self.bars) {
            // Rounded shares of one whole may add up to 100,01.
            (Unit::Percent, Bars::Stacked) => highest.min(WHOLE),
            (Unit::Percent | Unit::Count, _) => highest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_vietnamese_print() {
        assert_eq!(Unit::Count.value(4373), "4.373");
        assert_eq!(Unit::Percent.value(1178), "11,78");
        assert_eq!(Unit::Percent.tick(2000), "20%");
        assert_eq!(Unit::Percent.tick(250), "2,50%");
    }
}
