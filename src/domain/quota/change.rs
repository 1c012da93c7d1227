//! What changed a target after it was given: adjustments of a year's, amendments of a term's.

use chrono::NaiveDate;
use serde::Serialize;

use super::MAX_TARGET;
use crate::domain::date;
use crate::domain::form::{Checked, Reader};
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};

/// An adjustment of a unit's yearly target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adjustment {
    /// Identity.
    pub id: i64,
    /// The unit.
    pub unit: UnitId,
    /// The year.
    pub year: i32,
    /// How many more, or fewer when below zero; never zero.
    pub change: i64,
    /// Number of the document.
    pub document: String,
    /// Its day; the adjustment holds from it on.
    pub decided_on: NaiveDate,
}

/// An amendment of a term's target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// Identity.
    pub id: i64,
    /// The target from then on.
    pub target: i64,
    /// Number of the document.
    pub document: String,
    /// Its day.
    pub decided_on: NaiveDate,
}

/// A number with the document that it comes from, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// By how much an adjustment changes a target, or the target of an amendment.
    pub number: i64,
    /// Number of the document.
    pub document: String,
    /// Its day.
    pub decided_on: NaiveDate,
}

/// An adjustment as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdjustmentForm {
    /// +5 or -3; a number without a sign is more.
    pub change: String,
    /// Number of the document.
    pub document: String,
    /// Its day, dd/mm/yyyy.
    pub on: String,
}

/// An amendment as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AmendmentForm {
    /// The target from then on.
    pub target: String,
    /// Number of the document.
    pub document: String,
    /// Its day, dd/mm/yyyy.
    pub on: String,
}

impl AdjustmentForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// The problems that keep it from being saved.
    pub fn check(&self, today: NaiveDate) -> Result<Checked<Change>, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let number = match self.change.trim() {
            "" => reader.chosen(Field::Change, None),
            typed => reader.value(Field::Change, signed(typed)),
        };
        finish(reader, number, (&self.document, &self.on))
    }
}

impl AmendmentForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// The problems that keep it from being saved.
    pub fn check(&self, today: NaiveDate) -> Result<Checked<Change>, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let number = reader.whole(Field::Target, &self.target, 0, MAX_TARGET);
        finish(reader, number, (&self.document, &self.on))
    }
}

fn finish(
    mut reader: Reader,
    number: Option<i64>,
    (document, on): (&str, &str),
) -> Result<Checked<Change>, Vec<Problem>> {
    let document = reader.required(Field::Document, document, 200);
    let decided_on = reader.required_day(Field::DecidedOn, on);
    let problems = reader.finish();
    match (number, document, decided_on) {
        (Some(number), Some(document), Some(decided_on)) if may_be_saved(&problems) => {
            Ok(Checked { value: Change { number, document, decided_on }, warnings: problems })
        }
        _ => Err(problems),
    }
}

/// Reads a number with a sign before it: "+5", "5", "-3", "−3"; not zero.
fn signed(typed: &str) -> Result<i64, Kind> {
    let (is_less, digits) = match typed.strip_prefix(['-', '−', '–']) {
        Some(digits) => (true, digits),
        None => (false, typed.strip_prefix('+').unwrap_or(typed)),
    };
    let number = number::parse_whole(digits)?;
    if !(1..=MAX_TARGET).contains(&number) {
        return Err(Kind::OutOfRange { min: 1, max: MAX_TARGET });
    }
    Ok(if is_less { -number } else { number })
}

impl Adjustment {
    /// In words: "+5 (12-QĐ/ĐU, 03/06/2026)".
    #[must_use]
    pub fn words(&self) -> String {
        let sign = if self.change > 0 { "+" } else { "" };
        format!("{sign}{} ({}, {})", number::group(self.change), self.document, date::show(self.decided_on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjustments_have_a_sign_and_never_nothing() {
        assert_eq!(signed("+5"), Ok(5));
        assert_eq!(signed("5"), Ok(5));
        assert_eq!(signed("-1.000"), Ok(-1_000));
        assert_eq!(signed("− 3"), Ok(-3));
        assert_eq!(signed("0"), Err(Kind::OutOfRange { min: 1, max: MAX_TARGET }));
        for typed in ["+", "--3", "ba", "1,5"] {
            assert!(signed(typed).is_err(), "{typed}");
        }
    }
}
