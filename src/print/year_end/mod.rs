//! The documents of the year's end (domain.md D1): the decision with its list, those not rated,
//! what follows from ratings, where the ceiling stands. The window and the terminal print with
//! these same functions.

mod ballots;
mod ceilings;
mod consequences;
mod decision;
mod not_rated;
mod proposals;

use std::collections::HashMap;

use chrono::NaiveDate;

pub use ballots::{BallotPapers, MOST_COPIES, ballots};
pub use ceilings::{ceilings, sentence};
pub use consequences::consequences;
pub use decision::decision;
pub use not_rated::not_rated;
pub use proposals::{counting, proposals};

use super::reports::Context;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::rating::{Level, Part, Rating, Regime, Steps, Subject, Tally};
use crate::domain::unit::UnitTree;
use crate::i18n::term::{self, Words};
use crate::services::ratings::{self, MemberSheet, UnitSheet};
use crate::services::{Database, Result, members};

/// A year's sheet as documents need it.
#[derive(Debug, Clone)]
pub struct RatedList {
    /// Members or units.
    pub subject: Subject,
    /// Year.
    pub year: i32,
    /// Rules of the year.
    pub regime: Regime,
    /// Number and day of the decision, once there is one.
    pub decided: Option<(String, NaiveDate)>,
    /// What the register's sheets show besides the rating.
    pub parts: Vec<Part>,
    /// Everybody, in order.
    pub people: Vec<Person>,
}

/// Somebody on a sheet.
#[derive(Debug, Clone)]
pub struct Person {
    /// The member; none for a unit.
    pub member: Option<MemberId>,
    /// Unit at 31/12, or the unit itself.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Rating.
    pub rating: Option<Rating>,
    /// What leads to it, if anything is known.
    pub steps: Option<Box<Steps>>,
}

impl RatedList {
    /// Reads the list of a year for a unit and all below it; of the whole register for none.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn read(database: &mut Database, subject: Subject, year: i32, unit: Option<UnitId>) -> Result<Self> {
        Ok(match subject {
            Subject::Member => Self::of_members(&ratings::member_sheet(database, year, unit)?),
            Subject::Unit => Self::of_units(&ratings::unit_sheet(database, year, unit)?),
        })
    }

    /// Those without a level.
    pub fn unrated(&self) -> impl Iterator<Item = &Person> + Clone {
        self.people.iter().filter(|person| !matches!(person.rating, Some(Rating::Level(_))))
    }

    /// When those without a level were admitted, as people write dates; for [`not_rated`].
    ///
    /// # Errors
    /// What the disk reports.
    pub fn admissions(&self, database: &mut Database) -> Result<HashMap<MemberId, String>> {
        let ids: Vec<MemberId> = self.unrated().filter_map(|person| person.member).collect();
        let rows = members::rows(database, &ids)?.into_iter();
        Ok(rows.map(|row| (row.id, row.fields.admission_decided_on.to_string())).collect())
    }

    /// The posts in the Party that members held at 31/12; for [`proposals`].
    ///
    /// # Errors
    /// What the disk reports.
    pub fn posts(&self, database: &mut Database) -> Result<HashMap<MemberId, String>> {
        match self.subject {
            Subject::Member => ratings::posts(database, self.year),
            Subject::Unit => Ok(HashMap::new()),
        }
    }

    /// The members of a sheet.
    #[must_use]
    pub fn of_members(sheet: &MemberSheet) -> Self {
        let people = sheet.rows.iter().map(|row| Person {
            member: Some(row.id),
            unit: row.unit,
            name: row.name.clone(),
            rating: row.rating.clone(),
            steps: row.steps.clone(),
        });
        Self {
            subject: Subject::Member,
            year: sheet.year,
            regime: sheet.regime.clone(),
            decided: sheet.decided.as_ref().map(|it| (it.decision.clone(), it.decided_on)),
            parts: sheet.beside.parts.clone(),
            people: people.collect(),
        }
    }

    /// The units of a sheet that count.
    #[must_use]
    pub fn of_units(sheet: &UnitSheet) -> Self {
        let people = sheet.rows.iter().filter(|row| row.is_counted).map(|row| Person {
            member: None,
            unit: row.id,
            name: row.name.clone(),
            rating: row.rating.clone(),
            steps: row.steps.clone(),
        });
        Self {
            subject: Subject::Unit,
            year: sheet.year,
            regime: sheet.regime.clone(),
            decided: sheet.decided.as_ref().map(|it| (it.decision.clone(), it.decided_on)),
            parts: sheet.beside.parts.clone(),
            people: people.collect(),
        }
    }

    /// The figures.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::of(self.regime.levels(self.subject));
        self.people.iter().for_each(|person| tally.add(person.rating.as_ref()));
        tally
    }

    /// Those for whom `is_meant`, by unit in the order of the list; units are one group, the level
    /// above votes on all of them.
    fn by_unit(&self, is_meant: impl Fn(&Person) -> bool) -> Vec<(Option<UnitId>, Vec<&Person>)> {
        let mut units: Vec<(Option<UnitId>, Vec<&Person>)> = Vec::new();
        for person in self.people.iter().filter(|person| is_meant(person)) {
            let unit = (self.subject == Subject::Member).then_some(person.unit);
            match units.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, people)) => people.push(person),
                None => units.push((unit, vec![person])),
            }
        }
        units
    }

    fn with(&self, level: Level) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| person.rating == Some(Rating::Level(level)))
    }
}

/// A unit's name.
fn unit_name(tree: &UnitTree, unit: UnitId) -> String {
    tree.node(unit).map(|node| node.unit.fields.name.clone()).unwrap_or_default()
}

/// What a level is called in a regime.
fn level_name(regime: &Regime, subject: Subject, level: Level) -> String {
    let named = regime.levels(subject).iter().find(|named| named.level == level);
    named.map_or_else(|| term::level(level, Words::Paper), |named| named.name.clone())
}
