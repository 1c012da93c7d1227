//! The steps that lead to a rating: what is heard of a member or unit before the deciding level
//! rates (domain.md B8). A small cell uses none of them, a strict one all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ballot::Ballot;
use super::{Level, Rating, Subject};
use crate::domain::code::coded;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::problem::Kind;
use crate::domain::text;

/// Who is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A member.
    Member(MemberId),
    /// A unit.
    Unit(UnitId),
}

impl Who {
    /// What is rated.
    #[must_use]
    pub fn subject(self) -> Subject {
        match self {
            Self::Member(_) => Subject::Member,
            Self::Unit(_) => Subject::Unit,
        }
    }

    /// The member, if it is one.
    #[must_use]
    pub fn member(self) -> Option<MemberId> {
        match self {
            Self::Member(id) => Some(id),
            Self::Unit(_) => None,
        }
    }

    /// The unit, if it is one.
    #[must_use]
    pub fn unit(self) -> Option<UnitId> {
        match self {
            Self::Unit(id) => Some(id),
            Self::Member(_) => None,
        }
    }
}

coded! {
    /// Those who are heard, in the order of the procedure.
    StepKind {
        /// What the member or unit says of itself (tự nhận).
        SelfRating = "self",
        /// The administration or employer.
        Administration = "administration",
        /// Trade union, youth union, veterans, women …
        MassOrganisations = "mass_organisations",
        /// The cell of the place where the member lives.
        Residence = "residence",
        /// The cell's committee proposes.
        CellCommittee = "cell_committee",
        /// The cell's meeting proposes, after its ballot.
        Cell = "cell",
        /// The committee above appraises (thẩm định).
        Appraisal = "appraisal",
    }
}

impl StepKind {
    /// Whether it is heard in words as a rule: there a text that names no level is a comment,
    /// elsewhere it is a slip.
    #[must_use]
    pub fn is_comment(self) -> bool {
        matches!(self, Self::Administration | Self::MassOrganisations | Self::Residence)
    }
}

coded! {
    /// What a sheet can show besides the rating itself, in the order of its columns.
    Part {
        /// Points.
        Points = "points",
        /// Group of similar posts.
        Group = "group",
        /// Self-rating.
        SelfRating = "self",
        /// Comment of the administration.
        Administration = "administration",
        /// Comment of mass organisations.
        MassOrganisations = "mass_organisations",
        /// Comment of the place of residence.
        Residence = "residence",
        /// Proposal of the cell's committee.
        CellCommittee = "cell_committee",
        /// Ballot.
        Ballot = "ballot",
        /// Proposal of the cell.
        Cell = "cell",
        /// Appraisal of the committee above.
        Appraisal = "appraisal",
        /// Plan for mending.
        Plan = "plan",
    }
}

impl Part {
    /// The step that the part shows, if it is one.
    #[must_use]
    pub fn step(self) -> Option<StepKind> {
        match self {
            Self::SelfRating => Some(StepKind::SelfRating),
            Self::Administration => Some(StepKind::Administration),
            Self::MassOrganisations => Some(StepKind::MassOrganisations),
            Self::Residence => Some(StepKind::Residence),
            Self::CellCommittee => Some(StepKind::CellCommittee),
            Self::Cell => Some(StepKind::Cell),
            Self::Appraisal => Some(StepKind::Appraisal),
            Self::Points | Self::Group | Self::Ballot | Self::Plan => None,
        }
    }

    /// Reads a list of parts as the register keeps it: codes with commas between them. What is
    /// not known (from a newer program) is left out; the order is always that of the sheet.
    #[must_use]
    pub fn list(stored: &str) -> Vec<Self> {
        let named: Vec<&str> = stored.split(',').map(str::trim).collect();
        Self::ALL.iter().copied().filter(|part| named.contains(&part.code())).collect()
    }

    /// The list as the register keeps it.
    #[must_use]
    pub fn stored(parts: &[Self]) -> String {
        let codes: Vec<&str> =
            Self::ALL.iter().filter(|part| parts.contains(part)).map(|part| part.code()).collect();
        codes.join(",")
    }
}

/// What one of those who are heard says: a level, words, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// Level.
    pub level: Option<Level>,
    /// Words.
    pub words: Option<String>,
}

impl Statement {
    /// Longest words.
    pub const MAX: usize = 1000;

    /// A statement of a level and words as typed; none when there is neither.
    ///
    /// # Errors
    /// `TooLong` for more than [`Statement::MAX`] characters.
    pub fn of(level: Option<Level>, words: &str) -> Result<Option<Self>, Kind> {
        let words = limited(words, Self::MAX)?;
        Ok((level.is_some() || words.is_some()).then_some(Self { level, words }))
    }
}

/// Longest name of a group of similar posts.
pub const GROUP_MAX: usize = 100;
/// Longest plan for mending.
pub const PLAN_MAX: usize = 1000;
/// Most points, in hundredths.
pub const MOST_POINTS: i64 = 10_000;

/// Tidied words; none when empty.
///
/// # Errors
/// `TooLong` for more than `max` characters.
pub fn limited(typed: &str, max: usize) -> Result<Option<String>, Kind> {
    let words = text::tidy(typed);
    if words.chars().count() > max {
        return Err(Kind::TooLong { max });
    }
    Ok((!words.is_empty()).then_some(words))
}

/// All that a year's sheet says of somebody besides the rating.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Steps {
    /// Points in hundredths, 0 to 100 points.
    pub points: Option<i64>,
    /// Those of similar post, among whom the ceiling is counted.
    pub group: Option<String>,
    /// How earlier shortcomings are mended.
    pub plan: Option<String>,
    /// What was said, by step.
    pub said: BTreeMap<StepKind, Statement>,
    /// The cell's ballot.
    pub ballot: Ballot,
}

impl Steps {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The level that was said in a step.
    #[must_use]
    pub fn level(&self, step: StepKind) -> Option<Level> {
        self.said.get(&step).and_then(|said| said.level)
    }
}

/// One thing of a year's sheet with its new value; none clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The rating itself.
    Rating(Option<Rating>),
    /// A step.
    Step(StepKind, Option<Statement>),
    /// One number of the ballot, entered by itself.
    Ballot(BallotPlace, Option<i64>),
    /// The whole ballot, entered at once.
    WholeBallot(Ballot),
    /// Points in hundredths.
    Points(Option<i64>),
    /// Group of similar posts.
    Group(Option<String>),
    /// Plan for mending.
    Plan(Option<String>),
}

/// A number of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BallotPlace {
    /// Papers issued.
    Issued,
    /// Papers returned.
    Returned,
    /// Valid papers.
    Valid,
    /// Votes for a level.
    Votes(Level),
}

impl Entry {
    /// Makes the change; a rating is no part of the steps and is left alone.
    pub fn apply(&self, steps: &mut Steps) {
        match self {
            Self::Rating(_) => {}
            Self::Step(step, Some(said)) => {
                let _ = steps.said.insert(*step, said.clone());
            }
            Self::Step(step, None) => {
                let _ = steps.said.remove(step);
            }
            Self::Ballot(place, number) => steps.ballot.set(*place, *number),
            Self::WholeBallot(ballot) => steps.ballot.clone_from(ballot),
            Self::Points(points) => steps.points = *points,
            Self::Group(group) => steps.group.clone_from(group),
            Self::Plan(plan) => steps.plan.clone_from(plan),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_that_a_register_shows_keep_their_order_and_survive_a_newer_program() {
        assert_eq!(Part::list(""), []);
        assert_eq!(Part::list("ballot, points,oracle,self"), [Part::Points, Part::SelfRating, Part::Ballot]);
        assert_eq!(Part::list(&Part::stored(Part::ALL)), Part::ALL);
        assert_eq!(Part::stored(&[Part::Cell, Part::SelfRating]), "self,cell");
        let steps: Vec<StepKind> = Part::ALL.iter().filter_map(|part| part.step()).collect();
        assert_eq!(steps, StepKind::ALL, "each step has its column");
    }

    #[test]
    fn a_statement_has_a_level_or_words() {
        assert_eq!(Statement::of(None, "  "), Ok(None));
        let words = Statement::of(None, " tích  cực ").unwrap().unwrap();
        assert_eq!(words.words.as_deref(), Some("tích cực"));
        assert_eq!(Statement::of(None, &"x".repeat(1001)), Err(Kind::TooLong { max: 1000 }));
        let level = Statement::of(Some(Level::Good), "").unwrap().unwrap();
        assert_eq!((level.level, level.words), (Some(Level::Good), None));
    }

    #[test]
    fn an_entry_changes_its_own_place_and_takes_it_back() {
        let mut steps = Steps::default();
        let said = Statement { level: Some(Level::Good), words: None };
        let entries = [
            (Entry::Step(StepKind::Cell, Some(said)), Entry::Step(StepKind::Cell, None)),
            (Entry::Points(Some(8950)), Entry::Points(None)),
            (Entry::Group(Some("Cấp ủy".to_owned())), Entry::Group(None)),
            (Entry::Plan(Some("Học tiếp".to_owned())), Entry::Plan(None)),
            (Entry::Ballot(BallotPlace::Issued, Some(20)), Entry::Ballot(BallotPlace::Issued, None)),
            (
                Entry::Ballot(BallotPlace::Votes(Level::Good), Some(3)),
                Entry::Ballot(BallotPlace::Votes(Level::Good), None),
            ),
        ];
        for (there, back) in &entries {
            there.apply(&mut steps);
            assert!(!steps.is_empty(), "{there:?}");
            back.apply(&mut steps);
            assert!(steps.is_empty(), "{back:?}");
        }
    }
}
