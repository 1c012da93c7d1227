//! A regime of rating: which levels exist in which years, who is not rated, the ceiling on the
//! best level, the points from which a level is proposed. All of it is rows in the register
//! (domain.md C1 to C3) that people change when a new regulation comes.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Level, NotRated, Subject, last_day};
use crate::domain::code::coded;
use crate::domain::date;
use crate::domain::id::RegimeId;
use crate::domain::member::Status;
use crate::domain::number::Percent;

coded! {
    /// From which day the months before a first rating are counted; the texts don't name it.
    CountedFrom {
        /// The ceremony of admission; the decision where no ceremony is on record.
        Ceremony = "ceremony",
        /// The decision of admission.
        Decision = "decision",
    }
}

coded! {
    /// What the ceiling is a percentage of.
    CeilingBase {
        /// Those rated good alone (366-QĐ/TW art. 11 as it is written).
        Good = "good",
        /// Those rated good and better: how some read it.
        GoodOrBetter = "good_or_better",
    }
}

/// The rules of rating that hold in some years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Regime {
    /// Identity.
    pub id: RegimeId,
    /// First year.
    pub from_year: i32,
    /// Last year; none while in force.
    pub to_year: Option<i32>,
    /// The regulation.
    pub source: String,
    /// Its day.
    pub source_date: Option<NaiveDate>,
    /// Whether the text was read; if not, the row waits for somebody who has it.
    pub confirmed: bool,
    /// Full months in the Party at 31/12 below which a member is not rated.
    pub months_before_rating: u32,
    /// From which day they are counted.
    pub counted_from: CountedFrom,
    /// Levels of members, the best first.
    pub member_levels: Vec<NamedLevel>,
    /// Levels of units, the best first.
    pub unit_levels: Vec<NamedLevel>,
    /// How many may have the best level; at most one for each subject.
    pub ceilings: Vec<Ceiling>,
    /// Who is not rated.
    pub exclusions: Vec<Exclusion>,
    /// The points from which a level is proposed, from the most points down.
    pub bands: Vec<Band>,
}

/// A level with the name that the regulation gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedLevel {
    /// Level.
    pub level: Level,
    /// Its name in the regulation.
    pub name: String,
}

/// How many may have the best level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ceiling {
    /// Of whom.
    pub subject: Subject,
    /// The share, in hundredths of a percent: 20% is 2000.
    pub percent: Percent,
    /// What the competent level may allow with a decision of its own; none: nothing more.
    pub raised_percent: Option<Percent>,
    /// What it is a share of.
    pub base: CeilingBase,
    /// Article and number of the text.
    pub article: String,
    /// Whether the text was read.
    pub confirmed: bool,
}

/// A reason for which somebody is not rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exclusion {
    /// Of whom.
    pub subject: Subject,
    /// Who is left out.
    pub why: NotRated,
    /// Article and number of the text.
    pub article: String,
    /// Whether the text was read.
    pub confirmed: bool,
}

/// The points from which a level is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Band {
    /// Of whom.
    pub subject: Subject,
    /// The level.
    pub level: Level,
    /// Fewest points, in hundredths: 90 points are 9000.
    pub at_least: i64,
}

/// The days from which a member's months in the Party may be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admission {
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// Day of the ceremony, if it is on record.
    pub ceremony_on: Option<NaiveDate>,
}

impl Admission {
    /// The day that counts.
    #[must_use]
    pub fn counted(self, from: CountedFrom) -> NaiveDate {
        match from {
            CountedFrom::Ceremony => self.ceremony_on.unwrap_or(self.decided_on),
            CountedFrom::Decision => self.decided_on,
        }
    }
}

/// The regime of a year among all, the oldest first: that under which the year's ratings were
/// made, else the newest that covers it, else the nearest.
#[must_use]
pub fn regime_among(regimes: &[Regime], year: i32, made_under: Option<RegimeId>) -> Option<&Regime> {
    let kept = regimes.iter().find(|regime| Some(regime.id) == made_under);
    let nearest = if regimes.first().is_some_and(|first| year < first.from_year) {
        regimes.first()
    } else {
        regimes.last()
    };
    kept.or_else(|| regimes.iter().rev().find(|regime| regime.covers(year))).or(nearest)
}

impl Regime {
    /// Levels of a subject, the best first.
    #[must_use]
    pub fn levels(&self, subject: Subject) -> &[NamedLevel] {
        match subject {
            Subject::Member => &self.member_levels,
            Subject::Unit => &self.unit_levels,
        }
    }

    /// The best level of a subject: the one that the ceiling is on.
    #[must_use]
    pub fn best(&self, subject: Subject) -> Option<Level> {
        self.levels(subject).first().map(|named| named.level)
    }

    /// The ceiling of a subject, if there is one.
    #[must_use]
    pub fn ceiling(&self, subject: Subject) -> Option<&Ceiling> {
        self.ceilings.iter().find(|ceiling| ceiling.subject == subject)
    }

    /// The rule by which somebody is not rated for this reason.
    #[must_use]
    pub fn exclusion(&self, subject: Subject, why: NotRated) -> Option<&Exclusion> {
        self.exclusions.iter().find(|exclusion| exclusion.subject == subject && exclusion.why == why)
    }

    /// The level that so many points (in hundredths) propose; none where the regime has no points.
    #[must_use]
    pub fn proposed(&self, subject: Subject, points: i64) -> Option<Level> {
        let reached = self.bands.iter().filter(|band| band.subject == subject && band.at_least <= points);
        reached.max_by_key(|band| band.at_least).map(|band| band.level)
    }

    /// Whether the rules hold in a year.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        self.from_year <= year && self.to_year.is_none_or(|last| year <= last)
    }

    /// Whether everything in it was read in the official text.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confirmed
            && self.ceilings.iter().all(|ceiling| ceiling.confirmed)
            && self.exclusions.iter().all(|exclusion| exclusion.confirmed)
    }

    /// The reason for not rating a member that the rules offer by themselves: `status` at 31/12 of
    /// the year, months counted to that day.
    #[must_use]
    pub fn offers_member(&self, status: Status, admission: Admission, year: i32) -> Option<NotRated> {
        let is_new = self
            .is_shorter_than_months(admission.counted(self.counted_from), year)
            .then_some(NotRated::NewMember);
        let why = match status {
            Status::Exempt => Some(NotRated::Exempt),
            Status::Suspended => Some(NotRated::Suspended),
            _ => None,
        };
        let offered = |why: &NotRated| self.exclusion(Subject::Member, *why).is_some();
        why.filter(offered).or(is_new.filter(offered))
    }

    /// The same for a unit with the day of its founding: only a whole date tells.
    #[must_use]
    pub fn offers_unit(&self, founded_on: Option<NaiveDate>, year: i32) -> Option<NotRated> {
        let is_new = founded_on.is_some_and(|founded| self.is_shorter_than_months(founded, year));
        let rule = self.exclusion(Subject::Unit, NotRated::NewUnit);
        rule.filter(|_| is_new).map(|exclusion| exclusion.why)
    }

    /// The text counts "under six months" without naming the last day; counted here to 31/12.
    fn is_shorter_than_months(&self, since: NaiveDate, year: i32) -> bool {
        date::add_months(since, self.months_before_rating) > last_day(year)
    }
}
