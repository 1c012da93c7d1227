//! Comparing a printed table with itself: which percentages and totals don't follow from its
//! counts, and why that may be.
//!
//! A report's tables are pasted as they are printed. Nothing is known of them: [`read`] finds the
//! cells, [`table`] which columns are counts and which percentages, [`judge`] what each percentage
//! is a share of and whether it is right.

mod judge;
pub mod read;
mod reason;
mod table;

use std::fmt;

use serde::{Serialize, Serializer};

use super::number::group;

pub use judge::compare;
pub use reason::Reason;

/// A decimal number as it is printed: 11,78 is `Decimal { digits: 1178, scale: 2 }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The number without its comma.
    pub digits: i64,
    /// How many digits stand behind the comma.
    pub scale: u32,
}

impl Decimal {
    /// The share of `count` in `of` as a percentage with `scale` decimals, rounded half up.
    #[must_use]
    pub fn share(count: i64, of: i64, scale: u32) -> Option<Self> {
        let (scaled, of) = scaled(count, of, scale)?;
        i64::try_from((2 * scaled + of).div_euclid(2 * of)).ok().map(|digits| Self { digits, scale })
    }

    /// The same cut off instead of rounded.
    #[must_use]
    pub fn cut(count: i64, of: i64, scale: u32) -> Option<Self> {
        let (scaled, of) = scaled(count, of, scale)?;
        i64::try_from(scaled.div_euclid(of)).ok().map(|digits| Self { digits, scale })
    }
}

/// Count times hundred with so many further digits, and what it is to be divided by.
fn scaled(count: i64, of: i64, scale: u32) -> Option<(i128, i128)> {
    let factor = 10i128.checked_pow(scale + 2)?;
    (of > 0 && count >= 0).then(|| (i128::from(count) * factor, i128::from(of)))
}

impl fmt::Display for Decimal {
    /// "11,78", "1.171,18", "130".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let factor = 10i64.checked_pow(self.scale).unwrap_or(1);
        write!(f, "{}", group(self.digits / factor))?;
        match self.scale {
            0 => Ok(()),
            scale => write!(f, ",{:0width$}", self.digits % factor, width = scale as usize),
        }
    }
}

impl Serialize for Decimal {
    /// A number.
    #[expect(clippy::cast_precision_loss, reason = "percentages have few digits")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.digits as f64 / 10f64.powi(self.scale.try_into().unwrap_or(0)))
    }
}

/// What a percentage is a share of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "of", content = "column")]
pub enum Denominator {
    /// The sum of the row's counts.
    RowSum,
    /// Another column's count in the same row, by its title.
    Column(String),
    /// The sum of the count's column.
    ColumnSum,
}

/// Something printed that doesn't follow from the counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Its row in the table as it was given, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// What the row begins with.
    pub label: String,
    /// The column's title; empty where there is none.
    pub title: String,
    /// The text that is printed there.
    pub printed: String,
    /// What is wrong with it.
    #[serde(flatten)]
    pub wrong: Wrong,
}

/// What is wrong with a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Wrong {
    /// A percentage that is not the share that it should be.
    Share {
        /// The count.
        count: i64,
        /// What it is a share of.
        total: i64,
        /// What that is.
        denominator: Denominator,
        /// What should be printed.
        expected: Decimal,
        /// Why another number may have been printed.
        reason: Reason,
    },
    /// A percentage that no counts of the table make.
    NotReproducible,
    /// A total that is not the sum of its row's parts.
    RowTotal {
        /// The parts.
        parts: Vec<i64>,
        /// Their sum.
        sum: i64,
    },
    /// A total that is not the sum of its column.
    ColumnTotal {
        /// The sum of the rows above.
        sum: i64,
    },
}

/// The letters of a column as in spreadsheets: A, B, … Z, AA, AB, …
#[must_use]
pub fn column_letters(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    match place / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", column_letters(before - 1)),
    }
}

/// What came of comparing a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Comparison {
    /// Percentages that were held against counts.
    pub checked: usize,
    /// Of these, how many are right.
    pub right: usize,
    /// Percentages for which the table has no counts.
    pub unchecked: usize,
    /// What the percentages of each column are shares of, by the column's place.
    pub denominators: Vec<(usize, Denominator)>,
    /// What is wrong, row by row.
    pub findings: Vec<Finding>,
}
