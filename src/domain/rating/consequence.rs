//! What follows from a level held years running: dated rows (06-HD/TW 9/6/2025 part 19 for the
//! commendations; the row about two years not completed is not confirmed, domain.md C3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Level, Rating, Subject};
use crate::domain::code::coded;
use crate::domain::form::Reader;
use crate::domain::id::ConsequenceId;
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};

coded! {
    /// What follows.
    ConsequenceKind {
        /// Khen thưởng trong năm.
        Commendation = "commendation",
        /// Đề nghị cấp trên khen thưởng.
        HighCommendation = "high_commendation",
        /// Cần rà soát.
        Review = "review",
    }
}

/// A rule: who had this level so many years running, of him this follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consequence {
    /// Identity.
    pub id: ConsequenceId,
    /// What follows.
    pub kind: ConsequenceKind,
    /// For whom.
    pub subject: Subject,
    /// The level.
    pub level: Level,
    /// How many years running, 1 to 20.
    pub years: u32,
    /// First year that the rule is asked in.
    pub from_year: i32,
    /// Last year; none while in force.
    pub to_year: Option<i32>,
    /// What is to be done, in words.
    pub outcome: String,
    /// Article and number of the text.
    pub article: String,
    /// Whether the text was read.
    pub confirmed: bool,
}

impl Consequence {
    /// Whether the rule is asked in a year.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        self.from_year <= year && self.to_year.is_none_or(|last| year <= last)
    }

    /// Whether it follows: `rating` tells the rating of a year.
    ///
    /// "Năm năm liền" is taken by its letter: each of the years has the level, so a year that was
    /// not rated, for whatever reason, breaks the run.
    #[must_use]
    pub fn follows<'a>(&self, year: i32, rating: impl Fn(i32) -> Option<&'a Rating>) -> bool {
        let years = i32::try_from(self.years).unwrap_or(i32::MAX);
        let first = year.saturating_sub(years - 1);
        self.covers(year) && (first..=year).all(|year| rating(year) == Some(&Rating::Level(self.level)))
    }
}

/// A rule as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsequenceForm {
    /// What follows.
    pub kind: ConsequenceKind,
    /// For whom.
    pub subject: Subject,
    /// The level.
    pub level: Level,
    /// How many years running.
    pub years: String,
    /// First year that the rule is asked in.
    pub from_year: String,
    /// Last year; empty while in force.
    pub to_year: String,
    /// What is to be done.
    pub outcome: String,
    /// Article and number of the text.
    pub article: String,
    /// Whether the text was read.
    pub confirmed: bool,
}

impl ConsequenceForm {
    /// The rule that was typed.
    ///
    /// # Errors
    /// Every problem that keeps it from being saved.
    pub fn check(&self, id: ConsequenceId) -> Result<Consequence, Vec<Problem>> {
        let mut reader = Reader::new(NaiveDate::MAX);
        if !Level::of(self.subject).contains(&self.level) {
            reader.refuse(Field::Level, Kind::NotInList);
        }
        let years = reader.whole(Field::YearsRunning, &self.years, 1, 20);
        let from = reader.whole(Field::FromYear, &self.from_year, 1930, 2100);
        let to = match self.to_year.trim() {
            "" => None,
            typed => reader.whole(Field::ToYear, typed, from.unwrap_or(1930), 2100),
        };
        let outcome = reader.required(Field::Outcome, &self.outcome, 300);
        let article = reader.text(Field::Article, &self.article, 300).unwrap_or_default();
        let problems = reader.finish();
        match (years, from, outcome) {
            (Some(years), Some(from), Some(outcome)) if may_be_saved(&problems) => Ok(Consequence {
                id,
                kind: self.kind,
                subject: self.subject,
                level: self.level,
                years: u32::try_from(years).unwrap_or(1),
                from_year: i32::try_from(from).unwrap_or_default(),
                to_year: to.and_then(|year| i32::try_from(year).ok()),
                outcome,
                article,
                confirmed: self.confirmed,
            }),
            _ => Err(problems),
        }
    }
}

impl From<&Consequence> for ConsequenceForm {
    fn from(rule: &Consequence) -> Self {
        Self {
            kind: rule.kind,
            subject: rule.subject,
            level: rule.level,
            years: rule.years.to_string(),
            from_year: rule.from_year.to_string(),
            to_year: rule.to_year.map(|year| year.to_string()).unwrap_or_default(),
            outcome: rule.outcome.clone(),
            article: rule.article.clone(),
            confirmed: rule.confirmed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rating::NotRated;

    fn rule(years: u32) -> Consequence {
        Consequence {
            id: ConsequenceId(1),
            kind: ConsequenceKind::HighCommendation,
            subject: Subject::Member,
            level: Level::Excellent,
            years,
            from_year: 2018,
            to_year: None,
            outcome: "Đề nghị khen thưởng".to_owned(),
            article: String::new(),
            confirmed: true,
        }
    }

    #[test]
    fn five_years_running_are_five_years_each_with_the_level() {
        let best = Rating::Level(Level::Excellent);
        let (good, exempt) =
            (Rating::Level(Level::Good), Rating::NotRated { why: NotRated::Exempt, reason: None });
        let all = |_| Some(&best);
        assert!(rule(5).follows(2025, all) && rule(1).follows(2018, all));
        assert!(!rule(1).follows(2017, all), "before the rule");
        for broken in [Some(&good), Some(&exempt), None] {
            for gap in 2021..=2025 {
                let rating = |year| if year == gap { broken } else { Some(&best) };
                assert!(!rule(5).follows(2025, rating), "{gap} {broken:?}");
            }
            let before = |year| if year == 2020 { broken } else { Some(&best) };
            assert!(rule(5).follows(2025, before));
        }
    }

    #[test]
    fn a_rule_is_typed_and_checked() {
        let form = ConsequenceForm::from(&rule(5));
        assert_eq!(form.check(ConsequenceId(1)), Ok(rule(5)));
        let wrong = ConsequenceForm {
            years: "21".to_owned(),
            to_year: "2010".to_owned(),
            outcome: " ".to_owned(),
            level: Level::Weak,
            ..form
        };
        let fields: Vec<Field> =
            wrong.check(ConsequenceId(1)).unwrap_err().iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [Field::Level, Field::YearsRunning, Field::ToYear, Field::Outcome]);
    }
}
