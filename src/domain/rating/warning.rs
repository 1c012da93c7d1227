//! What is odd about somebody's rating: pointed out, never a block; each can be acknowledged with
//! a note (domain.md C3). All of it is computed from the rating, its steps and a few facts, so that
//! the window judges what was typed just now by the same rules.

use chrono::NaiveDate;
use serde::Serialize;

use super::discipline::DisciplineKind;
use super::{Level, NotRated, Rating, StepKind, Steps};
use crate::domain::code::coded;
use crate::domain::id::UnitId;

coded! {
    /// A warning by its name, under which it is acknowledged.
    WarningKind {
        /// Rated though the rules leave out who is exempt, suspended or new.
        Excluded = "excluded",
        /// Moved from another unit during the year.
        Moved = "moved",
        /// Disciplined during the year.
        Disciplined = "disciplined",
        /// Rated better than the unit that the member leads.
        AboveUnit = "above_unit",
        /// The ballot gives most votes to another level.
        Ballot = "ballot",
        /// The points propose another level.
        Points = "points",
        /// Has a rating of the year and isn't on the books at 31/12 any more.
        OffBooks = "off_books",
        /// Is on the books of a decided year without a rating.
        Unrated = "unrated",
        /// The unit at 31/12 is another than the one in which the rating was made.
        OtherUnit = "other_unit",
        /// All are rated, and no decision is on record.
        NoDecision = "no_decision",
    }
}

/// A warning with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "warning")]
pub enum Warning {
    /// Rated though the rules leave such a member or unit out (21-HD/BTCTW 18/10/2019; 366-QĐ/TW
    /// art. 5).
    Excluded {
        /// The reason that the rules offer.
        why: NotRated,
    },
    /// Came from another unit during the year: rated where it was at the year's end, with a
    /// comment of the old unit (43-HD/BTCTW 31/10/2025; the detail was not read).
    Moved {
        /// The unit before.
        from: UnitId,
        /// First day in the unit of 31/12.
        on: NaiveDate,
    },
    /// Disciplined during the year and not rated "not completed": since 132-QĐ/TW 8/3/2018 such a
    /// member or unit has not completed its tasks, with exceptions; 366-QĐ/TW 30/8/2025 names
    /// violations of duty.
    Disciplined {
        /// Form.
        form: DisciplineKind,
        /// Day of the decision.
        on: NaiveDate,
    },
    /// Leads a unit that is rated lower. The wording of the regulations was not read.
    AboveUnit {
        /// The unit.
        unit: UnitId,
        /// Its level.
        level: Level,
    },
    /// Another level has most votes.
    Ballot {
        /// That level.
        level: Level,
        /// Its votes.
        votes: i64,
        /// Valid papers.
        valid: i64,
    },
    /// The points propose another level; the meeting's decision wins (366-QĐ/TW 30/8/2025).
    Points {
        /// Points in hundredths.
        points: i64,
        /// The level they propose.
        level: Level,
    },
    /// Has a rating and isn't on the books at 31/12: something was dated back.
    OffBooks,
    /// Is on the books of a decided year and has no rating: something was dated back.
    Unrated,
    /// The rating was made in this unit, and the member was in another one at 31/12.
    OtherUnit {
        /// Where it was made.
        made_in: UnitId,
    },
    /// All are rated, and no decision is on record ("chưa chốt").
    NoDecision,
}

impl Warning {
    /// Its name.
    #[must_use]
    pub fn kind(&self) -> WarningKind {
        match self {
            Self::Excluded { .. } => WarningKind::Excluded,
            Self::Moved { .. } => WarningKind::Moved,
            Self::Disciplined { .. } => WarningKind::Disciplined,
            Self::AboveUnit { .. } => WarningKind::AboveUnit,
            Self::Ballot { .. } => WarningKind::Ballot,
            Self::Points { .. } => WarningKind::Points,
            Self::OffBooks => WarningKind::OffBooks,
            Self::Unrated => WarningKind::Unrated,
            Self::OtherUnit { .. } => WarningKind::OtherUnit,
            Self::NoDecision => WarningKind::NoDecision,
        }
    }
}

/// A warning and the note with which somebody let it stand, if anybody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// The warning.
    #[serde(flatten)]
    pub warning: Warning,
    /// The note.
    pub note: Option<String>,
}

/// What the register knows of somebody in a year beside the rating and its steps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The unit before the one of 31/12 and the first day in this one, when that was in the year.
    pub moved: Option<(UnitId, NaiveDate)>,
    /// The last discipline of the year.
    pub disciplined: Option<(DisciplineKind, NaiveDate)>,
    /// The lowest rated of the units that the member leads at 31/12.
    pub leads: Option<(UnitId, Level)>,
    /// The unit in which the rating was made, when it is another than the one of 31/12.
    pub made_in: Option<UnitId>,
    /// The notes with which warnings were acknowledged.
    pub notes: Vec<(WarningKind, String)>,
}

/// Somebody's year, as the warnings are computed from it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The year.
    pub year: i32,
    /// The rating.
    pub rating: Option<&'a Rating>,
    /// What leads to it.
    pub steps: Option<&'a Steps>,
    /// The reason for not rating that the rules offer.
    pub offered: Option<NotRated>,
    /// The level that the points propose.
    pub proposed: Option<Level>,
    /// What else is known.
    pub facts: Option<&'a Facts>,
    /// Whether a decision locks it.
    pub is_decided: bool,
}

impl Case<'_> {
    /// The warnings, each with its note.
    #[must_use]
    pub fn flags(&self) -> Vec<Flag> {
        let mut warnings = Vec::new();
        if let Some(Rating::Level(level)) = self.rating {
            self.of_level(*level, &mut warnings);
        }
        if let Some((from, on)) = self.facts.and_then(|facts| facts.moved).filter(|_| self.is_rated()) {
            warnings.push(Warning::Moved { from, on });
        }
        if let Some(made_in) = self.facts.and_then(|facts| facts.made_in).filter(|_| self.rating.is_some()) {
            warnings.push(Warning::OtherUnit { made_in });
        }
        if self.is_decided && self.rating.is_none() {
            warnings.push(Warning::Unrated);
        }
        warnings.into_iter().map(|warning| self.flagged(warning)).collect()
    }

    fn is_rated(&self) -> bool {
        matches!(self.rating, Some(Rating::Level(_)))
    }

    fn of_level(&self, level: Level, warnings: &mut Vec<Warning>) {
        if let Some(why) = self.offered {
            warnings.push(Warning::Excluded { why });
        }
        if let Some((form, on)) = self.facts.and_then(|facts| facts.disciplined)
            && is_against_discipline(level, self.year)
        {
            warnings.push(Warning::Disciplined { form, on });
        }
        if let Some((unit, of_unit)) = self.facts.and_then(|facts| facts.leads)
            && level.rank() < of_unit.rank()
        {
            warnings.push(Warning::AboveUnit { unit, level: of_unit });
        }
        let Some(steps) = self.steps else { return };
        // The cell's ballot is about the level that the cell proposes, where that is on record.
        let chosen = steps.level(StepKind::Cell).unwrap_or(level);
        if let Some((leading, votes)) = steps.ballot.leading().filter(|(leading, _)| *leading != chosen) {
            let valid = steps.ballot.valid.unwrap_or_default();
            warnings.push(Warning::Ballot { level: leading, votes, valid });
        }
        if let (Some(points), Some(proposed)) = (steps.points, self.proposed)
            && proposed != level
        {
            warnings.push(Warning::Points { points, level: proposed });
        }
    }

    fn flagged(&self, warning: Warning) -> Flag {
        let kind = warning.kind();
        let notes = self.facts.map(|facts| facts.notes.as_slice()).unwrap_or_default();
        let note = notes.iter().find(|(known, _)| *known == kind).map(|(_, note)| note.clone());
        Flag { warning, note }
    }
}

/// Whether a level doesn't go with discipline in the year: since 2018 (132-QĐ/TW) all but the
/// lowest; before, only those that are good or better are worth a look (no text was read).
fn is_against_discipline(level: Level, year: i32) -> bool {
    const SINCE: i32 = 2018;
    match level {
        Level::NotCompleted | Level::Weak => false,
        _ => year >= SINCE || level.is_good_or_better(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rating::{Ballot, Statement};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    fn case<'a>(rating: &'a Rating, steps: &'a Steps, facts: &'a Facts) -> Case<'a> {
        Case {
            year: 2025,
            rating: Some(rating),
            steps: Some(steps),
            offered: None,
            proposed: None,
            facts: Some(facts),
            is_decided: false,
        }
    }

    fn kinds(case: Case<'_>) -> Vec<WarningKind> {
        case.flags().iter().map(|flag| flag.warning.kind()).collect()
    }

    #[test]
    fn discipline_goes_with_the_lowest_level_only_since_2018() {
        let facts = Facts { disciplined: Some((DisciplineKind::Reprimand, day(3, 5))), ..Facts::default() };
        let steps = Steps::default();
        let at = |year, level| {
            let rating = Rating::Level(level);
            kinds(Case { year, ..case(&rating, &steps, &facts) })
        };
        assert_eq!(at(2025, Level::Completed), [WarningKind::Disciplined]);
        assert_eq!(at(2018, Level::Good), [WarningKind::Disciplined]);
        assert_eq!(at(2025, Level::NotCompleted), []);
        assert_eq!(at(2016, Level::Completed), []);
        assert_eq!(at(2016, Level::Good), [WarningKind::Disciplined]);
        assert_eq!(at(2016, Level::Weak), []);
    }

    #[test]
    fn a_leader_is_compared_with_the_unit_in_old_and_new_levels() {
        let steps = Steps::default();
        let over = |unit, level| {
            let facts = Facts { leads: Some((UnitId(1), unit)), ..Facts::default() };
            let rating = Rating::Level(level);
            !kinds(case(&rating, &steps, &facts)).is_empty()
        };
        assert!(over(Level::Good, Level::Excellent));
        assert!(!over(Level::Good, Level::Good));
        assert!(!over(Level::CleanStrong, Level::Excellent), "the best of the old levels");
        assert!(over(Level::Weak, Level::Completed));
        assert!(!over(Level::Weak, Level::NotCompleted));
    }

    #[test]
    fn ballots_and_points_are_compared_with_what_was_chosen() {
        let facts = Facts::default();
        let good = Rating::Level(Level::Good);
        let ballot = Ballot {
            issued: Some(5),
            returned: Some(5),
            valid: Some(5),
            votes: [(Level::Excellent, 4), (Level::Good, 1)].into(),
        };
        let mut steps = Steps { ballot, points: Some(9200), ..Steps::default() };
        let with_points = Case { proposed: Some(Level::Excellent), ..case(&good, &steps, &facts) };
        assert_eq!(kinds(with_points), [WarningKind::Ballot, WarningKind::Points]);
        // The cell proposed what it voted for; the deciding level rated lower.
        let said = Statement { level: Some(Level::Excellent), words: None };
        let _ = steps.said.insert(StepKind::Cell, said);
        assert_eq!(kinds(case(&good, &steps, &facts)), []);
    }

    #[test]
    fn a_note_belongs_to_its_warning() {
        let notes = vec![(WarningKind::Moved, "đã có nhận xét".to_owned())];
        let facts = Facts { moved: Some((UnitId(2), day(6, 1))), notes, ..Facts::default() };
        let (rating, steps) = (Rating::Level(Level::Good), Steps::default());
        let flags = Case { offered: Some(NotRated::NewMember), ..case(&rating, &steps, &facts) }.flags();
        let notes: Vec<Option<&str>> = flags.iter().map(|flag| flag.note.as_deref()).collect();
        assert_eq!(notes, [None, Some("đã có nhận xét")]);
        let nobody = Case { rating: None, is_decided: true, ..case(&rating, &steps, &facts) };
        assert_eq!(kinds(nobody), [WarningKind::Unrated]);
    }
}
