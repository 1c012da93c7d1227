//! Targets of a congress for ratings (chỉ tiêu đại hội): what is to be reached in each year of
//! its term, and whether it was.

use chrono::NaiveDate;
use serde::Serialize;

use super::summary::Line;
use super::{Level, Subject};
use crate::domain::code::coded;
use crate::domain::form::Reader;
use crate::domain::id::UnitId;
use crate::domain::number::{self, Percent};
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};

coded! {
    /// What a target is measured by.
    Measure {
        /// Good or better, of all rated, at least.
        GoodOrBetter = "good_or_better",
        /// Excellent, of all rated, at least.
        Excellent = "excellent",
        /// Excellent as a share of good, at least.
        ExcellentOfGood = "excellent_of_good",
        /// Not completed, of all rated, at most.
        NotCompleted = "not_completed",
    }
}

impl Measure {
    /// Whether the target is a limit from above.
    #[must_use]
    pub fn is_at_most(self) -> bool {
        self == Self::NotCompleted
    }

    /// What is counted and of how many; `None` for years that don't know the level.
    #[must_use]
    pub fn of(self, line: &Line) -> Option<(i64, i64)> {
        let count = |level| line.has(level).then(|| line.tally.count(level));
        let rated = line.tally.rated();
        match self {
            Self::GoodOrBetter => Some((line.tally.good_or_better().0, rated)),
            Self::Excellent => Some((count(Level::Excellent)?, rated)),
            Self::ExcellentOfGood => Some((count(Level::Excellent)?, count(Level::Good)?)),
            Self::NotCompleted => Some((count(Level::NotCompleted)?, rated)),
        }
    }
}

/// A target, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Target {
    /// Whose congress; it is measured by the figures of this unit and all below it.
    pub unit: UnitId,
    /// First year of the term.
    pub from_year: i32,
    /// Last year.
    pub to_year: i32,
    /// Of members or of units.
    pub subject: Subject,
    /// What is measured.
    pub measure: Measure,
    /// In hundredths of a percent.
    pub percent: Percent,
    /// Number and date of the resolution.
    pub source: Option<String>,
}

/// What came of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// What was reached, rounded half up.
    pub reached: Percent,
    /// Whether that meets the target, by the exact counts.
    pub is_met: bool,
}

impl Target {
    /// Whether it holds in a year.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        (self.from_year..=self.to_year).contains(&year)
    }

    /// What came of it; `None` when nobody was rated or the year doesn't know the level.
    #[must_use]
    pub fn verdict(&self, line: &Line) -> Option<Verdict> {
        let (count, of) = self.measure.of(line)?;
        let reached = number::percent(count, of)?;
        let (have, wanted) =
            (i128::from(count) * 10_000, i128::from(self.percent.0).saturating_mul(i128::from(of)));
        let is_met = if self.measure.is_at_most() { have <= wanted } else { have >= wanted };
        Some(Verdict { reached, is_met })
    }
}

/// A target as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TargetForm {
    /// First year.
    pub from_year: String,
    /// Last year.
    pub to_year: String,
    /// What is measured.
    pub measure: Option<Measure>,
    /// "80", "92,86%".
    pub percent: String,
    /// Number and date of the resolution.
    pub source: String,
}

impl TargetForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// The problems that keep it from being saved.
    pub fn check(&self, unit: UnitId, subject: Subject, today: NaiveDate) -> Result<Target, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let from_year = year(&mut reader, Field::FromYear, &self.from_year);
        let to_year = year(&mut reader, Field::ToYear, &self.to_year);
        if let (Some(from), Some(to)) = (from_year, to_year)
            && to < from
        {
            reader.refuse(Field::ToYear, Kind::OutOfRange { min: i64::from(from), max: 2100 });
        }
        let measure = reader.chosen(Field::Measure, self.measure);
        let percent = reader.value(Field::Percent, number::parse_percent(&self.percent));
        let source = reader.text(Field::Resolution, &self.source, 200);
        let problems = reader.finish();
        match (from_year, to_year, measure, percent) {
            (Some(from_year), Some(to_year), Some(measure), Some(percent)) if may_be_saved(&problems) => {
                Ok(Target { unit, from_year, to_year, subject, measure, percent, source })
            }
            _ => Err(problems),
        }
    }
}

impl From<&Target> for TargetForm {
    fn from(target: &Target) -> Self {
        Self {
            from_year: target.from_year.to_string(),
            to_year: target.to_year.to_string(),
            measure: Some(target.measure),
            percent: target.percent.to_string(),
            source: target.source.clone().unwrap_or_default(),
        }
    }
}

fn year(reader: &mut Reader, field: Field, typed: &str) -> Option<i32> {
    reader.whole(field, typed, 1930, 2100).and_then(|year| i32::try_from(year).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rating::Tally;

    fn target(measure: Measure, percent: i64) -> Target {
        Target {
            unit: UnitId(1),
            from_year: 2020,
            to_year: 2025,
            subject: Subject::Member,
            measure,
            percent: Percent(percent),
            source: None,
        }
    }

    fn line(excellent: i64, good: i64, completed: i64, not_completed: i64) -> Line {
        let levels = vec![
            (Level::Excellent, excellent),
            (Level::Good, good),
            (Level::Completed, completed),
            (Level::NotCompleted, not_completed),
        ];
        Line { tally: Tally { levels, ..Tally::default() }, reasons: Vec::new() }
    }

    #[test]
    fn a_target_is_met_by_the_exact_counts() {
        let met = |measure, percent, line: &Line| {
            target(measure, percent).verdict(line).map(|verdict| verdict.is_met)
        };
        // 79,995% is printed 80,00% and still falls short.
        let short = line(0, 15_999, 4_001, 0);
        assert_eq!(target(Measure::GoodOrBetter, 8000).verdict(&short).unwrap().reached, Percent(8000));
        assert_eq!(met(Measure::GoodOrBetter, 8000, &short), Some(false));
        assert_eq!(met(Measure::GoodOrBetter, 8000, &line(0, 8, 2, 0)), Some(true));
        assert_eq!(met(Measure::ExcellentOfGood, 2000, &line(1, 5, 0, 0)), Some(true));
        assert_eq!(met(Measure::Excellent, 2000, &line(1, 5, 0, 0)), Some(false));
        assert_eq!(met(Measure::NotCompleted, 100, &line(0, 99, 0, 1)), Some(true));
        assert_eq!(met(Measure::NotCompleted, 100, &line(0, 98, 0, 2)), Some(false));
        assert_eq!(met(Measure::GoodOrBetter, 8000, &line(0, 0, 0, 0)), None);
    }

    #[test]
    fn a_year_that_does_not_know_the_level_has_no_verdict() {
        let levels = vec![(Level::Exemplary, 9), (Level::Good, 38), (Level::Weak, 2)];
        let old = Line { tally: Tally { levels, ..Tally::default() }, reasons: Vec::new() };
        assert_eq!(target(Measure::Excellent, 2000).verdict(&old), None);
        assert_eq!(target(Measure::NotCompleted, 0).verdict(&old), None);
        assert!(target(Measure::GoodOrBetter, 8000).verdict(&old).unwrap().is_met);
    }

    #[test]
    fn a_form_is_read_as_it_is_typed() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let form = TargetForm {
            from_year: "2020".to_owned(),
            to_year: "2025".to_owned(),
            measure: Some(Measure::GoodOrBetter),
            percent: "92,86%".to_owned(),
            source: String::new(),
        };
        let read = form.check(UnitId(1), Subject::Unit, today).unwrap();
        assert_eq!((read.percent, read.to_year, read.source.clone()), (Percent(9286), 2025, None));
        assert_eq!(TargetForm::from(&read), form);
        let wrong = TargetForm { to_year: "2019".to_owned(), percent: "101".to_owned(), ..form };
        let problems = wrong.check(UnitId(1), Subject::Unit, today).unwrap_err();
        let fields: Vec<Field> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [Field::ToYear, Field::Percent]);
    }
}
