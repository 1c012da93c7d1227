//! The sheet that the tab shows: members or units of a year as rows of one shape, with what was
//! just typed and is still on its way to the disk.

use std::collections::{HashMap, HashSet};

use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::Status;
use crate::domain::rating::{
    Case, Entry, Facts, Flag, NamedLevel, NotRated, Part, Rating, Regime, Steps, Subject, Tally,
};
use crate::domain::text::{self, Query};
use crate::domain::unit::UnitKind;
use crate::services::ratings::{self as service, Beside, Decision, Looked};
use crate::services::{Database, Result};
use crate::ui::widget::grid::RowKey;

use super::ceiling::Meter;
use super::table::Content;

pub use crate::domain::rating::Who;

/// Years have four digits.
const YEARS: i64 = 10_000;

impl Who {
    /// The key of a grid's row: members and units never share one, nor do two years.
    #[must_use]
    pub fn key(self, year: i32) -> RowKey {
        let who = match self {
            Self::Member(member) => member.0,
            Self::Unit(unit) => -unit.0,
        };
        who * YEARS + i64::from(year)
    }

    /// Whom a key stands for, and in which year.
    #[must_use]
    pub fn of_key(key: RowKey) -> (Self, i32) {
        let (who, year) = (key.div_euclid(YEARS), key.rem_euclid(YEARS));
        let who = if who < 0 { Self::Unit(UnitId(-who)) } else { Self::Member(MemberId(who)) };
        (who, i32::try_from(year).unwrap_or_default())
    }
}

/// A member or unit with a rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Identity.
    pub who: Who,
    /// Name.
    pub name: String,
    /// The name for searching.
    folded: String,
    /// What else is shown.
    pub detail: Detail,
    /// The rating as shown: what was typed last.
    pub rating: Option<Rating>,
    /// The rating as it is known to be on the disk.
    saved: Option<Rating>,
    /// Changes on their way to the disk.
    pub waiting: u32,
    /// The reason for not rating that the rules offer.
    pub offered: Option<NotRated>,
    /// What leads to the rating, as shown.
    pub steps: Option<Box<Steps>>,
    /// The same as it is known to be on the disk.
    saved_steps: Option<Box<Steps>>,
    /// What warnings are computed from besides.
    facts: Option<Box<Facts>>,
    /// Whether a decision covers the row.
    pub is_locked: bool,
}

impl Row {
    /// The name without marks, as [`text::fold`] makes it.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The reason offered, while nothing is decided.
    pub fn offer(&self) -> Option<NotRated> {
        self.offered.filter(|_| self.rating.is_none())
    }

    /// What leads to the rating; empty where nothing is known.
    pub fn known_steps(&self) -> &Steps {
        static NOTHING: std::sync::LazyLock<Steps> = std::sync::LazyLock::new(Steps::default);
        self.steps.as_deref().unwrap_or(&NOTHING)
    }

    /// The row as warnings are computed from it.
    pub fn case(&self, year: i32, regime: &Regime) -> Case<'_> {
        let steps = self.steps.as_deref();
        let points = steps.and_then(|steps| steps.points);
        Case {
            year,
            rating: self.rating.as_ref(),
            steps,
            offered: self.offered,
            proposed: points.and_then(|points| regime.proposed(self.who.subject(), points)),
            facts: self.facts.as_deref(),
            is_decided: self.is_locked,
        }
    }

    /// Whether anything is known that a warning can come from.
    fn may_be_odd(&self) -> bool {
        self.facts.is_some() || self.steps.is_some() || self.offered.is_some() || self.is_locked
    }

    /// Takes an entry; whether it changed anything.
    fn take(&mut self, entry: &Entry) -> bool {
        if let Entry::Rating(rating) = entry {
            let is_other = self.rating != *rating;
            self.rating.clone_from(rating);
            return is_other;
        }
        let mut steps = self.known_steps().clone();
        entry.apply(&mut steps);
        let is_other = steps != *self.known_steps();
        self.steps = kept(steps);
        is_other
    }

    /// The unit of a member, or the unit itself.
    pub fn unit(&self) -> UnitId {
        match (self.detail, self.who) {
            (Detail::Member { unit, .. }, _) | (Detail::Unit { .. }, Who::Unit(unit)) => unit,
            (Detail::Unit { .. }, Who::Member(member)) => UnitId(member.0),
        }
    }

    /// Whether the rating stands in this column.
    pub fn stands_in(&self, content: Content) -> bool {
        match (&self.rating, content) {
            (Some(Rating::Level(rated)), Content::Level(level)) => *rated == level,
            (Some(Rating::NotRated { .. }), Content::Reason) => true,
            _ => false,
        }
    }

    fn is_counted(&self) -> bool {
        match self.detail {
            Detail::Member { .. } => true,
            Detail::Unit { is_counted, .. } => is_counted,
        }
    }
}

/// Nothing takes no room.
fn kept(steps: Steps) -> Option<Box<Steps>> {
    (!steps.is_empty()).then(|| Box::new(steps))
}

/// What a row says besides name and rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Of a member, at 31/12.
    Member {
        /// Unit.
        unit: UnitId,
        /// Status.
        status: Status,
    },
    /// Of a unit.
    Unit {
        /// Kind.
        kind: UnitKind,
        /// Place in the tree, from 0 for the highest of the sheet.
        depth: usize,
        /// Whether it counts in the totals.
        is_counted: bool,
    },
}

/// Which of the rows are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those without a rating.
    pub only_open: bool,
    /// Part of the name, as typed.
    pub search: String,
}

/// The sheet of a year.
#[derive(Debug)]
pub struct Sheet {
    /// Members or units.
    pub subject: Subject,
    /// Year.
    pub year: i32,
    /// Rules of the year.
    pub regime: Regime,
    /// The decision that locks it.
    pub decided: Option<Decision>,
    /// Everybody, in order.
    pub rows: Vec<Row>,
    /// The figures of the rows that count.
    pub tally: Tally,
    /// The figures entered as totals, while they outnumber the single ratings.
    pub entered: Option<Tally>,
    /// How many rows have an offer.
    pub offers: usize,
    /// Whether the members are of several units.
    pub has_units: bool,
    /// What holds for the whole sheet.
    pub beside: Beside,
    /// How many warnings nobody let stand.
    pub open_warnings: usize,
    /// Whether a row has something beside it to read: a warning, a note, a later change.
    pub has_remarks: bool,
    places: HashMap<Who, usize>,
    /// How far the ceiling on the best level is used.
    pub meter: Meter,
}

impl Sheet {
    /// Reads the sheet, on the worker.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn read(database: &mut Database, subject: Subject, year: i32, unit: Option<UnitId>) -> Result<Self> {
        let meter = Meter::read(database, subject, year, unit)?;
        let sheet = match subject {
            Subject::Member => Self::of_members(service::member_sheet(database, year, unit)?),
            Subject::Unit => Self::of_units(service::unit_sheet(database, year, unit)?),
        };
        Ok(Self { meter, ..sheet })
    }

    fn of_members(sheet: service::MemberSheet) -> Self {
        let units: HashSet<UnitId> = sheet.rows.iter().map(|row| row.unit).collect();
        let rows = sheet.rows.into_iter().map(|row| Row {
            who: Who::Member(row.id),
            folded: text::fold(&row.name),
            name: row.name,
            detail: Detail::Member { unit: row.unit, status: row.status },
            saved: row.rating.clone(),
            rating: row.rating,
            waiting: 0,
            offered: row.offered,
            saved_steps: row.steps.clone(),
            steps: row.steps,
            facts: row.facts,
            is_locked: row.is_locked,
        });
        let mut read = Self {
            subject: Subject::Member,
            year: sheet.year,
            regime: sheet.regime,
            decided: sheet.decided,
            rows: rows.collect(),
            tally: Tally::default(),
            entered: sheet.entered,
            offers: 0,
            has_units: units.len() > 1,
            beside: sheet.beside,
            open_warnings: 0,
            has_remarks: false,
            places: HashMap::new(),
            meter: Meter::default(),
        };
        read.arrange();
        read
    }

    fn of_units(sheet: service::UnitSheet) -> Self {
        let top = sheet.rows.iter().map(|row| row.depth).min().unwrap_or_default();
        let rows = sheet.rows.into_iter().map(|row| Row {
            who: Who::Unit(row.id),
            folded: text::fold(&row.name),
            name: row.name,
            detail: Detail::Unit { kind: row.kind, depth: row.depth - top, is_counted: row.is_counted },
            saved: row.rating.clone(),
            rating: row.rating,
            waiting: 0,
            offered: row.offered,
            saved_steps: row.steps.clone(),
            steps: row.steps,
            facts: row.facts,
            is_locked: row.is_locked,
        });
        let mut read = Self {
            subject: Subject::Unit,
            year: sheet.year,
            regime: sheet.regime,
            decided: sheet.decided,
            rows: rows.collect(),
            tally: Tally::default(),
            entered: sheet.entered,
            offers: 0,
            has_units: false,
            beside: sheet.beside,
            open_warnings: 0,
            has_remarks: false,
            places: HashMap::new(),
            meter: Meter::default(),
        };
        read.arrange();
        read
    }

    fn arrange(&mut self) {
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.who, place)).collect();
        self.count();
    }

    fn count(&mut self) {
        let mut tally = Tally::of(self.levels());
        for row in self.rows.iter().filter(|row| row.is_counted()) {
            tally.add(row.rating.as_ref());
        }
        self.tally = tally;
        self.meter.count(&self.rows);
        self.offers = self.rows.iter().filter(|row| row.offer().is_some() && !row.is_locked).count();
        let odd = self.rows.iter().filter(|row| row.may_be_odd());
        let flags: Vec<Flag> = odd.flat_map(|row| self.flags(row)).collect();
        let open = flags.iter().filter(|flag| flag.note.is_none()).count();
        let is_open = |gone: &&service::OffBooks| {
            let kind = crate::domain::rating::WarningKind::OffBooks;
            self.beside.note(Who::Member(gone.id), kind).is_none()
        };
        self.has_remarks = !flags.is_empty() || !self.beside.reratings.is_empty();
        self.open_warnings = open + self.beside.off_books.iter().filter(is_open).count();
    }

    /// The warnings about a row.
    pub fn flags(&self, row: &Row) -> Vec<Flag> {
        row.case(self.year, &self.regime).flags()
    }

    /// The sheet for its warnings and for what is missing.
    pub fn looked(&self) -> Looked<'_> {
        let rows = self
            .rows
            .iter()
            .map(|row| (row.who, row.unit(), row.name.as_str(), row.case(self.year, &self.regime)));
        Looked {
            subject: self.subject,
            rows: rows.collect(),
            beside: &self.beside,
            levels: self.regime.levels(self.subject),
        }
    }

    /// What the register's sheets show besides the rating.
    pub fn parts(&self) -> &[Part] {
        &self.beside.parts
    }

    /// The decision that covers a row.
    pub fn decision_of(&self, row: &Row, tree: &crate::domain::unit::UnitTree) -> Option<&Decision> {
        let unit = row.unit();
        let covers = |decision: &&Decision| decision.unit.is_none_or(|above| tree.is_within(unit, above));
        self.beside.decisions.iter().find(covers).filter(|_| row.is_locked)
    }

    /// The levels of the year, the best first: their keys are 1, 2, …
    pub fn levels(&self) -> &[NamedLevel] {
        self.regime.levels(self.subject)
    }

    /// Somebody's row.
    pub fn row(&self, who: Who) -> Option<&Row> {
        self.places.get(&who).and_then(|place| self.rows.get(*place))
    }

    fn row_mut(&mut self, who: Who) -> Option<&mut Row> {
        self.places.get(&who).and_then(|place| self.rows.get_mut(*place))
    }

    /// How many units count, when not all that are shown do.
    pub fn counted_among_others(&self) -> Option<usize> {
        let counted = self.rows.iter().filter(|row| row.is_counted()).count();
        (counted < self.rows.len()).then_some(counted)
    }

    /// The reasons that the rules offer and nobody decided on yet.
    pub fn all_offers(&self) -> Vec<(Who, Entry)> {
        let offered = |row: &Row| {
            let why = row.offer()?;
            Some((row.who, Entry::Rating(Some(Rating::NotRated { why, reason: None }))))
        };
        self.rows.iter().filter(|row| !row.is_locked).filter_map(offered).collect()
    }

    /// Shows what was typed before it is on the disk. What changes nothing is left out.
    pub fn show(&mut self, mut batch: Vec<(Who, Entry)>) -> Vec<(Who, Entry)> {
        batch.retain(|(who, entry)| {
            let Some(row) = self.row_mut(*who) else { return false };
            let is_other = row.take(entry);
            row.waiting += u32::from(is_other);
            is_other
        });
        self.count();
        batch
    }

    /// Notes that a batch reached the disk, or that it did not: then rows for which nothing else
    /// is on its way go back to what is on the disk.
    pub fn settle(&mut self, batch: &[(Who, Entry)], is_saved: bool) {
        for (who, entry) in batch {
            let Some(row) = self.row_mut(*who) else { continue };
            row.waiting = row.waiting.saturating_sub(1);
            match entry {
                Entry::Rating(rating) if is_saved => row.saved.clone_from(rating),
                entry if is_saved => {
                    let mut steps = row.saved_steps.as_deref().cloned().unwrap_or_default();
                    entry.apply(&mut steps);
                    row.saved_steps = kept(steps);
                }
                _ => {}
            }
            if row.waiting == 0 {
                row.rating.clone_from(&row.saved);
                row.steps.clone_from(&row.saved_steps);
            }
        }
        self.count();
    }

    /// Takes over what is on its way to the disk from the sheet that this one replaces.
    pub fn carry_over(&mut self, old: &Self) {
        if (self.subject, self.year) != (old.subject, old.year) {
            return;
        }
        for waiting in old.rows.iter().filter(|row| row.waiting > 0) {
            if let Some(row) = self.row_mut(waiting.who) {
                row.rating.clone_from(&waiting.rating);
                row.steps.clone_from(&waiting.steps);
                row.waiting = waiting.waiting;
            }
        }
        self.count();
    }

    /// The places of the rows that a filter leaves. Those in `kept` stay though they were rated
    /// meanwhile: nobody's list moves away under the hands.
    pub fn select(&self, filter: &Filter, kept: &HashSet<Who>) -> Vec<usize> {
        let query = Query::new(&filter.search);
        let is_wanted = |row: &Row| {
            (!filter.only_open || row.rating.is_none() || kept.contains(&row.who))
                && (query.is_empty() || query.matches(&row.folded))
        };
        self.rows.iter().enumerate().filter(|(_, row)| is_wanted(row)).map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_somebody_in_a_year() {
        for who in [Who::Member(MemberId(1)), Who::Member(MemberId(500_000)), Who::Unit(UnitId(7))] {
            assert_eq!(Who::of_key(who.key(2026)), (who, 2026));
            assert_ne!(who.key(2026), who.key(2025));
        }
    }
}
