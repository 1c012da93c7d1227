//! Reading a form: each field is tidied and checked, and all problems are gathered, so that a
//! person is told everything at once.

use chrono::NaiveDate;

use super::date::{self, PartialDate};
use super::number;
use super::problem::{Field, Kind, Problem};
use super::text;

/// A value that passed its checks, with the warnings that do not keep it from being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// What is worth a look.
    pub warnings: Vec<Problem>,
}

/// Reads the fields of a form one after the other and gathers the problems.
#[derive(Debug)]
pub struct Reader {
    today: NaiveDate,
    problems: Vec<Problem>,
}

impl Reader {
    /// A reader for which `today` is the last acceptable day.
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self { today, problems: Vec::new() }
    }

    /// Notes an error.
    pub fn refuse(&mut self, field: Field, kind: Kind) {
        self.problems.push(Problem::error(field, kind));
    }

    /// Notes a warning.
    pub fn warn(&mut self, field: Field, kind: Kind) {
        self.problems.push(Problem::warning(field, kind));
    }

    /// A value that must have been chosen.
    pub fn chosen<T>(&mut self, field: Field, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.refuse(field, Kind::Required);
        }
        value
    }

    /// Text of at most `max` characters; none when empty.
    pub fn text(&mut self, field: Field, typed: &str, max: usize) -> Option<String> {
        let tidy = text::tidy(typed);
        if tidy.chars().count() > max {
            self.refuse(field, Kind::TooLong { max });
            return None;
        }
        (!tidy.is_empty()).then_some(tidy)
    }

    /// Text that must not be empty.
    pub fn required(&mut self, field: Field, typed: &str, max: usize) -> Option<String> {
        if text::tidy(typed).is_empty() {
            self.refuse(field, Kind::Required);
            return None;
        }
        self.text(field, typed, max)
    }

    /// A value read by `read`, its problem noted under `field`.
    pub fn value<T>(&mut self, field: Field, read: Result<T, Kind>) -> Option<T> {
        read.map_err(|kind| self.refuse(field, kind)).ok()
    }

    /// A value that was checked elsewhere, its problem noted as it is.
    pub fn checked<T>(&mut self, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// A date that may be partial, not after today; none when empty.
    pub fn past(&mut self, field: Field, typed: &str) -> Option<PartialDate> {
        if text::tidy(typed).is_empty() {
            return None;
        }
        let date = self.value(field, date::parse(typed))?;
        self.tell_assumed(field, typed);
        if date.first_day() > self.today {
            self.refuse(field, Kind::InFuture);
            return None;
        }
        Some(date)
    }

    /// Who typed two digits of a year must see which one was understood.
    fn tell_assumed(&mut self, field: Field, typed: &str) {
        if let Some(year) = date::assumed_year(typed) {
            self.warn(field, Kind::YearAssumed { year });
        }
    }

    /// A partial date that must be given, not after today.
    pub fn required_past(&mut self, field: Field, typed: &str) -> Option<PartialDate> {
        if text::tidy(typed).is_empty() {
            self.refuse(field, Kind::Required);
            return None;
        }
        self.past(field, typed)
    }

    /// A whole day that must be given, not after today.
    pub fn required_day(&mut self, field: Field, typed: &str) -> Option<NaiveDate> {
        if text::tidy(typed).is_empty() {
            self.refuse(field, Kind::Required);
            return None;
        }
        let day = self.value(field, date::parse_day(typed))?;
        self.tell_assumed(field, typed);
        if day > self.today {
            self.refuse(field, Kind::InFuture);
            return None;
        }
        Some(day)
    }

    /// A whole number between `min` and `max` that must be given.
    pub fn whole(&mut self, field: Field, typed: &str, min: i64, max: i64) -> Option<i64> {
        if text::tidy(typed).is_empty() {
            self.refuse(field, Kind::Required);
            return None;
        }
        let number = self.value(field, number::parse_whole(typed))?;
        if !(min..=max).contains(&number) {
            self.refuse(field, Kind::OutOfRange { min, max });
            return None;
        }
        Some(number)
    }

    /// A number with at most two decimals that must be given, in hundredths: "20,5" is 2050;
    /// between whole `min` and `max`.
    pub fn hundredths(&mut self, field: Field, typed: &str, min: i64, max: i64) -> Option<i64> {
        if text::tidy(typed).is_empty() {
            self.refuse(field, Kind::Required);
            return None;
        }
        let number = self.value(field, number::parse_hundredths(typed))?;
        if !(min.saturating_mul(100)..=max.saturating_mul(100)).contains(&number) {
            self.refuse(field, Kind::OutOfRange { min, max });
            return None;
        }
        Some(number)
    }

    /// Demands that `later` does not end before `earlier` begins. Partial dates get the benefit
    /// of the doubt: 1975 may lie before or after 03/1975.
    pub fn in_order(&mut self, earlier: (Field, Option<PartialDate>), later: (Field, Option<PartialDate>)) {
        if let (Some(first), Some(second)) = (earlier.1, later.1)
            && second.last_day() < first.first_day()
        {
            self.refuse(later.0, Kind::Before { other: earlier.0, date: first.first_day() });
        }
    }

    /// The problems found, errors and warnings.
    #[must_use]
    pub fn finish(self) -> Vec<Problem> {
        self.problems
    }
}
