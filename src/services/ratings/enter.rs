//! Entering ratings and their steps: whatever was typed, pasted or filled is one operation.

use std::collections::{BTreeMap, HashMap};

use super::locks::Locks;
use super::{check_year, regime_of, sheet};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::number;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::step::{GROUP_MAX, MOST_POINTS, PLAN_MAX, limited};
use crate::domain::rating::{
    self as rules, Ballot, BallotFault, Entry, Level, NotRated, Rating, Regime, Statement, Steps, Subject,
    Who,
};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::units::{node, read_tree};
use crate::services::{Author, Error, Result};
use crate::store::rating::{self, Place, steps};
use crate::store::{Committed, Database, Tx};

/// Enters things of a year's sheet, as one operation; later entries for the same place count.
///
/// # Errors
/// [`Error::Refused`]: the year or a unit in it is decided, somebody was not on the books at 31/12,
/// a level is not one of the year's, words are missing or too long, points beyond 100, a ballot
/// that can't be right. Then nothing is stored.
pub fn enter(
    database: &mut Database,
    (year, subject): (i32, Subject),
    entries: &[(Who, Entry)],
    author: &Author,
) -> Result<Committed<()>> {
    check_year(year, author)?;
    let kind = match (subject, entries.iter().all(|(_, entry)| matches!(entry, Entry::Rating(_)))) {
        (Subject::Member, true) => "members_rated",
        (Subject::Unit, true) => "units_rated",
        (_, false) => "rating_steps_entered",
    };
    database.commit(author.does(kind), |tx| {
        let mut by_who: BTreeMap<Who, Vec<&Entry>> = BTreeMap::new();
        for (who, entry) in entries {
            by_who.entry(*who).or_default().push(entry);
        }
        let desk = Desk::new(tx, year, subject)?;
        let mut names = Vec::new();
        for (who, entries) in &by_who {
            names.push(desk.take(*who, entries)?);
        }
        tx.describe(words(kind, year, &names));
        Ok(())
    })
}

/// "Xếp loại năm 2025: Lê Thị Hoa".
fn words(kind: &str, year: i32, names: &[String]) -> String {
    let year = year.to_string();
    match (kind, names) {
        ("members_rated", [name]) => fl!("journal-member-rated", name = name.as_str(), year = year),
        ("members_rated", _) => fl!("journal-members-rated", count = number::count(names.len()), year = year),
        ("units_rated", [name]) => fl!("journal-unit-rated", name = name.as_str(), year = year),
        ("units_rated", _) => fl!("journal-units-rated", count = number::count(names.len()), year = year),
        (_, [name]) => fl!("journal-steps-entered-one", name = name.as_str(), year = year),
        (_, _) => fl!("journal-steps-entered", count = number::count(names.len()), year = year),
    }
}

/// What entries of a year are judged by.
pub(super) struct Desk<'a> {
    tx: &'a Tx<'a>,
    year: i32,
    subject: Subject,
    regime: Regime,
    locks: Locks,
    /// Only read for units.
    tree: UnitTree,
}

impl<'a> Desk<'a> {
    pub fn new(tx: &'a Tx<'a>, year: i32, subject: Subject) -> Result<Self> {
        let tree = match subject {
            Subject::Member => UnitTree::default(),
            Subject::Unit => read_tree(tx)?,
        };
        let (regime, locks) = (regime_of(tx, year)?, Locks::read(tx, year, subject)?);
        Ok(Self { tx, year, subject, regime, locks, tree })
    }

    /// Where somebody is rated, and their name.
    fn place(&self, who: Who) -> Result<(UnitId, String)> {
        let refused = || Error::refused(Field::Year, Kind::NotOnBooks { year: self.year });
        match who {
            Who::Member(member) if self.subject == Subject::Member => {
                rating::unit_on_books(self.tx, member, rules::last_day(self.year))?.ok_or_else(refused)
            }
            Who::Unit(unit) if self.subject == Subject::Unit => {
                let node = node(&self.tree, unit)?;
                let name = node.unit.fields.name.clone();
                sheet::existed(&node.unit, self.year).then_some((unit, name)).ok_or_else(refused)
            }
            Who::Member(_) | Who::Unit(_) => Err(refused()),
        }
    }

    /// Enters what is said of one; their name.
    pub fn take(&self, who: Who, entries: &[&Entry]) -> Result<String> {
        let (unit, name) = self.place(who)?;
        self.locks.check(Some(unit))?;
        let mut before = None;
        let mut after = Steps::default();
        for entry in entries {
            if let Entry::Rating(rating) = entry {
                self.rate(who, unit, rating.as_ref())?;
                continue;
            }
            if before.is_none() {
                after = steps::of(self.tx, self.year, who)?;
                before = Some(after.clone());
            }
            self.checked(entry)?.apply(&mut after);
        }
        if let Some(before) = before {
            self.check_ballot(&before.ballot, &after.ballot, entries)?;
            self.write(who, &before, &after)?;
        }
        Ok(name)
    }

    fn rate(&self, who: Who, unit: UnitId, rating: Option<&Rating>) -> Result<()> {
        let checked = rating.map(|rating| self.checked_rating(rating)).transpose()?;
        let place = Place { year: self.year, unit, regime: self.regime.id };
        Ok(match who {
            Who::Member(member) => rating::set_member(self.tx, member, place, checked.as_ref()),
            Who::Unit(_) => rating::set_unit(self.tx, place, checked.as_ref()),
        }?)
    }

    fn has(&self, level: Level) -> bool {
        self.regime.levels(self.subject).iter().any(|named| named.level == level)
    }

    fn no_such_level(&self, field: Field) -> Error {
        Error::refused(field, Kind::NoSuchLevel { year: self.year })
    }

    fn checked_rating(&self, rating: &Rating) -> Result<Rating> {
        checked(rating, &self.regime, self.subject, self.year)
    }

    /// Checks anything but a rating; its words are tidied.
    fn checked(&self, entry: &Entry) -> Result<Entry> {
        Ok(match entry {
            Entry::Step(step, Some(Statement { level, words })) => {
                if level.is_some_and(|level| !self.has(level)) {
                    return Err(self.no_such_level(Field::Level));
                }
                let said = Statement::of(*level, words.as_deref().unwrap_or_default());
                Entry::Step(*step, said.map_err(|kind| Error::refused(Field::Words, kind))?)
            }
            Entry::Points(Some(points)) if !(0..=MOST_POINTS).contains(points) => {
                return Err(Error::refused(Field::Points, Kind::OutOfRange { min: 0, max: 100 }));
            }
            Entry::Group(Some(group)) => {
                let group = limited(group, GROUP_MAX);
                Entry::Group(group.map_err(|kind| Error::refused(Field::PostGroup, kind))?)
            }
            Entry::Plan(Some(plan)) => {
                let plan = limited(plan, PLAN_MAX);
                Entry::Plan(plan.map_err(|kind| Error::refused(Field::Plan, kind))?)
            }
            other => other.clone(),
        })
    }

    /// Broken arithmetic blocks. A ballot entered as a whole must add up; number by number votes
    /// may be missing until the last one is there.
    fn check_ballot(&self, before: &Ballot, after: &Ballot, entries: &[&Entry]) -> Result<()> {
        if before == after {
            return Ok(());
        }
        if after.votes.keys().any(|level| !self.has(*level)) {
            return Err(self.no_such_level(Field::Ballot));
        }
        let numbers = [after.issued, after.returned, after.valid].into_iter().flatten();
        if numbers.chain(after.votes.values().copied()).any(|number| !(0..=MOST_PAPERS).contains(&number)) {
            return Err(Error::refused(Field::Ballot, Kind::OutOfRange { min: 0, max: MOST_PAPERS }));
        }
        let is_whole = entries.iter().any(|entry| matches!(entry, Entry::WholeBallot(_)));
        let faults = after.faults(self.regime.levels(self.subject));
        let blocks = |fault: &BallotFault| is_whole || !fault.may_be_mended_by_more();
        let problems: Vec<Problem> = faults
            .into_iter()
            .filter(blocks)
            .map(|fault| Problem::error(Field::Ballot, Kind::Ballot(fault)))
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
    }

    fn write(&self, who: Who, before: &Steps, after: &Steps) -> Result<()> {
        let (tx, year) = (self.tx, self.year);
        let is_same_detail =
            (before.points, &before.group, &before.plan) == (after.points, &after.group, &after.plan);
        if !is_same_detail {
            steps::set_detail(tx, year, who, after)?;
        }
        if before.ballot != after.ballot {
            steps::set_ballot(tx, year, who, &after.ballot)?;
        }
        for step in rules::StepKind::ALL {
            let said = after.said.get(step);
            if before.said.get(step) != said {
                steps::set_said(tx, year, who, *step, said)?;
            }
        }
        Ok(())
    }
}

/// Checks a rating against the year's regime; the words of its reason are tidied.
pub(in crate::services) fn checked(
    rating: &Rating,
    regime: &Regime,
    subject: Subject,
    year: i32,
) -> Result<Rating> {
    match rating {
        Rating::Level(level) if regime.levels(subject).iter().any(|named| named.level == *level) => {
            Ok(rating.clone())
        }
        Rating::Level(_) => Err(Error::refused(Field::Level, Kind::NoSuchLevel { year })),
        Rating::NotRated { why, reason } => {
            if !NotRated::of(subject).contains(why) {
                return Err(Error::refused(Field::Reason, Kind::NoSuchLevel { year }));
            }
            Rating::not_rated(*why, reason.as_deref().unwrap_or_default())
                .map_err(|kind| Error::refused(Field::Reason, kind))
        }
    }
}

/// More papers than any cell has.
const MOST_PAPERS: i64 = 100_000;

/// Rates members for a year, as one operation; `None` clears a rating.
///
/// # Errors
/// As [`enter`].
pub fn rate_members(
    database: &mut Database,
    year: i32,
    ratings: &[(MemberId, Option<Rating>)],
    author: &Author,
) -> Result<Committed<()>> {
    let entries: Vec<(Who, Entry)> =
        ratings.iter().map(|(id, rating)| (Who::Member(*id), Entry::Rating(rating.clone()))).collect();
    enter(database, (year, Subject::Member), &entries, author)
}

/// Rates units for a year, as one operation; `None` clears a rating.
///
/// # Errors
/// As [`enter`].
pub fn rate_units(
    database: &mut Database,
    year: i32,
    ratings: &[(UnitId, Option<Rating>)],
    author: &Author,
) -> Result<Committed<()>> {
    let entries: Vec<(Who, Entry)> =
        ratings.iter().map(|(id, rating)| (Who::Unit(*id), Entry::Rating(rating.clone()))).collect();
    enter(database, (year, Subject::Unit), &entries, author)
}

/// What is taken over from the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copied {
    /// The level.
    pub level: bool,
    /// The group of similar posts.
    pub group: bool,
    /// What was said in the steps.
    pub steps: bool,
}

/// Copies from the year before for those named, where nothing is entered yet: what stands there
/// is never overwritten. Levels that the year doesn't have are left out, and so are the levels of
/// those whom the rules don't rate. Answers of how many something was copied.
///
/// # Errors
/// As [`enter`].
pub fn copy_from_last_year(
    database: &mut Database,
    (year, subject): (i32, Subject),
    whos: &[Who],
    what: Copied,
    author: &Author,
) -> Result<Committed<usize>> {
    check_year(year, author)?;
    database.commit(author.does("ratings_copied"), |tx| {
        let desk = Desk::new(tx, year, subject)?;
        let (old, new) = (known(tx, year - 1, subject)?, known(tx, year, subject)?);
        let (old_steps, new_steps) = (steps::all(tx, year - 1, subject)?, steps::all(tx, year, subject)?);
        let mut copied = 0;
        for who in whos {
            let Some((rated, is_offered)) = new.get(who) else { continue };
            let mut entries = Vec::new();
            let level = old.get(who).and_then(|(rating, _)| rating.clone());
            if let Some(Rating::Level(level)) = level.filter(|_| what.level && rated.is_none() && !is_offered)
                && desk.has(level)
            {
                entries.push(Entry::Rating(Some(Rating::Level(level))));
            }
            if let Some(old) = old_steps.get(who) {
                let new = new_steps.get(who).cloned().unwrap_or_default();
                entries.extend(desk.copied(old, &new, what));
            }
            if !entries.is_empty() {
                let _ = desk.take(*who, &entries.iter().collect::<Vec<_>>())?;
                copied += 1;
            }
        }
        tx.describe(fl!("journal-ratings-copied", count = number::count(copied), year = year.to_string()));
        Ok(copied)
    })
}

/// The ratings of everybody on a year's books, and whether the rules would leave them out.
fn known(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<HashMap<Who, (Option<Rating>, bool)>> {
    let (tree, regime) = (read_tree(tx)?, regime_of(tx, year)?);
    Ok(match subject {
        Subject::Member => {
            let rows = sheet::members(tx, year, &regime, &tree, None)?;
            rows.into_iter().map(|row| (Who::Member(row.id), (row.rating, row.offered.is_some()))).collect()
        }
        Subject::Unit => {
            let rows = sheet::units(tx, year, &regime, &tree, None)?;
            rows.into_iter().map(|row| (Who::Unit(row.id), (row.rating, row.offered.is_some()))).collect()
        }
    })
}

impl Desk<'_> {
    /// What of the old steps fills empty places of the new ones.
    fn copied(&self, old: &Steps, new: &Steps, what: Copied) -> Vec<Entry> {
        let mut entries = Vec::new();
        if what.group && new.group.is_none() && old.group.is_some() {
            entries.push(Entry::Group(old.group.clone()));
        }
        if what.steps {
            let fits = |said: &Statement| said.level.is_none_or(|level| self.has(level));
            let said = old.said.iter().filter(|(step, said)| !new.said.contains_key(step) && fits(said));
            entries.extend(said.map(|(step, said)| Entry::Step(*step, Some(said.clone()))));
        }
        entries
    }
}
