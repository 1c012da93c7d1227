//! A unit's term and the target of its resolution.

use chrono::NaiveDate;
use serde::Serialize;

use super::MAX_TARGET;
use super::change::Amendment;
use crate::domain::date;
use crate::domain::form::Reader;
use crate::domain::number;
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};

/// A term of a unit, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// First year.
    pub from_year: i32,
    /// Last year.
    pub to_year: i32,
    /// Target of the resolution for the whole term.
    pub resolution_target: i64,
    /// What the resolution is: its number, of which congress.
    pub resolution: Option<String>,
    /// Day of the resolution.
    pub resolution_on: Option<NaiveDate>,
}

impl Term {
    /// Whether the term holds this year.
    #[must_use]
    pub fn holds(&self, year: i32) -> bool {
        (self.from_year..=self.to_year).contains(&year)
    }

    /// The target in force on a day: the first one, or that of the last amendment up to then, the
    /// amendments being in the order of their days.
    #[must_use]
    pub fn target_on(&self, amendments: &[Amendment], day: NaiveDate) -> i64 {
        let last = amendments.iter().rfind(|amendment| amendment.decided_on <= day);
        last.map_or(self.resolution_target, |amendment| amendment.target)
    }
}

/// A term as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermForm {
    /// First year.
    pub from_year: String,
    /// Last year.
    pub to_year: String,
    /// Target of the resolution.
    pub resolution_target: String,
    /// What the resolution is.
    pub resolution: String,
    /// Day of the resolution, dd/mm/yyyy; may be empty.
    pub resolution_on: String,
}

impl TermForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// The problems that keep it from being saved.
    pub fn check(&self, today: NaiveDate) -> Result<Term, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let from_year = year(&mut reader, Field::FromYear, &self.from_year);
        let to_year = year(&mut reader, Field::ToYear, &self.to_year);
        let target = reader.whole(Field::ResolutionTarget, &self.resolution_target, 0, MAX_TARGET);
        let resolution = reader.text(Field::Resolution, &self.resolution, 200);
        let resolution_on = match self.resolution_on.trim() {
            "" => None,
            typed => reader.required_day(Field::ResolutionOn, typed),
        };
        if let (Some(from), Some(to)) = (from_year, to_year)
            && to < from
        {
            reader.refuse(Field::ToYear, Kind::OutOfRange { min: i64::from(from), max: 2100 });
        }
        let problems = reader.finish();
        match (from_year, to_year, target) {
            (Some(from_year), Some(to_year), Some(resolution_target)) if may_be_saved(&problems) => {
                Ok(Term { from_year, to_year, resolution_target, resolution, resolution_on })
            }
            _ => Err(problems),
        }
    }
}

impl From<&Term> for TermForm {
    fn from(term: &Term) -> Self {
        Self {
            from_year: term.from_year.to_string(),
            to_year: term.to_year.to_string(),
            resolution_target: number::group(term.resolution_target),
            resolution: term.resolution.clone().unwrap_or_default(),
            resolution_on: term.resolution_on.map(date::show).unwrap_or_default(),
        }
    }
}

fn year(reader: &mut Reader, field: Field, typed: &str) -> Option<i32> {
    reader.whole(field, typed, 1930, 2100).and_then(|year| i32::try_from(year).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_last_amendment_up_to_a_day_is_in_force() {
        let term = Term {
            from_year: 2016,
            to_year: 2020,
            resolution_target: 950,
            resolution: None,
            resolution_on: Some(day(2015, 8, 20)),
        };
        let amended =
            |id, target, decided_on| Amendment { id, target, document: "NQ".to_owned(), decided_on };
        let amendments = [amended(1, 1_000, day(2017, 3, 1)), amended(2, 900, day(2019, 1, 1))];
        assert_eq!(term.target_on(&amendments, day(2017, 2, 28)), 950);
        assert_eq!(term.target_on(&amendments, day(2017, 3, 1)), 1_000);
        assert_eq!(term.target_on(&amendments, day(2020, 12, 31)), 900);
        assert_eq!(term.target_on(&[], day(2020, 12, 31)), 950);
    }
}
