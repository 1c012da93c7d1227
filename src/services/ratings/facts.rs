//! What a year's sheet shows beside the ratings: their steps, and the facts that warnings are
//! computed from.

use std::collections::{HashMap, HashSet};

use super::locks::covering;
use super::sheet::{MemberSheetRow, UnitSheetRow};
use crate::domain::id::UnitId;
use crate::domain::rating::leader::{Led, led};
use crate::domain::rating::{self as rules, Facts, Level, Part, Rating, Subject, WarningKind, Who};
use crate::domain::setting::Setting;
use crate::domain::unit::{UnitKind, UnitTree};
use crate::services::Result;
use crate::store::rating::{self, Decision, Rerating, discipline, steps, warnings};
use crate::store::{Tx, register};

pub use crate::store::rating::warnings::OffBooks;

/// What holds for a whole sheet beside its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// The decisions in force for the year, that of the whole register first.
    pub decisions: Vec<Decision>,
    /// What the register's sheets show besides the rating.
    pub parts: Vec<Part>,
    /// Ratings of the year that were changed after they were decided, the oldest first.
    pub reratings: Vec<(Who, Rerating)>,
    /// Those with a rating made here who are not on the books at 31/12.
    pub off_books: Vec<OffBooks>,
    /// Notes to warnings about whole units or about those off the books.
    pub notes: Vec<(Who, WarningKind, String)>,
}

impl Beside {
    /// The note with which a warning was let stand.
    #[must_use]
    pub fn note(&self, who: Who, kind: WarningKind) -> Option<&str> {
        let known = self.notes.iter().find(|(whose, which, _)| (*whose, *which) == (who, kind));
        known.map(|(_, _, note)| note.as_str())
    }
}

/// What the register's sheets show besides the rating.
pub(super) fn parts(tx: &Tx<'_>) -> Result<Vec<Part>> {
    Ok(Part::list(&register::setting(tx, Setting::RatingParts.code())?.unwrap_or_default()))
}

/// Facts by whom, made where the first is known.
type Known = HashMap<Who, Facts>;

fn whole(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<(Beside, Known)> {
    let mut known = Known::new();
    let notes = warnings::notes(tx, year, subject)?;
    for (who, kind, note) in &notes {
        known.entry(*who).or_default().notes.push((*kind, note.clone()));
    }
    let (first, last) = (rules::first_day(year), rules::last_day(year));
    for (who, discipline) in discipline::between(tx, subject, first, last)? {
        let fields = discipline.fields;
        known.entry(who).or_default().disciplined = Some((fields.form, fields.decided_on));
    }
    let beside = Beside {
        decisions: rating::decisions(tx, year, subject)?,
        parts: parts(tx)?,
        reratings: rating::reratings(tx, year, subject)?,
        off_books: Vec::new(),
        notes,
    };
    Ok((beside, known))
}

/// Puts the steps and facts beside the rows of the members' sheet of a unit.
pub(super) fn of_members(
    tx: &Tx<'_>,
    year: i32,
    (tree, unit): (&UnitTree, Option<UnitId>),
    rows: &mut [MemberSheetRow],
) -> Result<Beside> {
    let (mut beside, mut known) = whole(tx, year, Subject::Member)?;
    let units: Vec<UnitId> = tree.scope(unit).iter().map(|node| node.unit.id).collect();
    let day = rules::last_day(year);
    for (member, from, on) in warnings::moved(tx, &units, rules::first_day(year), day)? {
        known.entry(Who::Member(member)).or_default().moved = Some((from, on));
    }
    leaders(tx, year, tree, rows, &mut known)?;
    let inside: HashSet<UnitId> = units.iter().copied().collect();
    let is_here = |row: &&MemberSheetRow| row.made_in.is_some_and(|made| inside.contains(&made));
    let here = rows.iter().filter(|row| row.rating.is_some()).filter(is_here).count();
    if warnings::made_in(tx, &units, year)? != here {
        beside.off_books = warnings::off_books(tx, &units, year, day)?;
    }
    let mut steps = steps::all(tx, year, Subject::Member)?;
    for row in rows {
        let who = Who::Member(row.id);
        let made_in = row.made_in.filter(|made| row.rating.is_some() && *made != row.unit);
        if made_in.is_some() {
            known.entry(who).or_default().made_in = made_in;
        }
        row.steps = steps.remove(&who).map(Box::new);
        row.facts = known.remove(&who).map(Box::new);
        row.is_locked = covering(&beside.decisions, tree, Some(row.unit)).is_some();
    }
    Ok(beside)
}

/// The same for the units' sheet.
pub(super) fn of_units(tx: &Tx<'_>, year: i32, tree: &UnitTree, rows: &mut [UnitSheetRow]) -> Result<Beside> {
    let (beside, mut known) = whole(tx, year, Subject::Unit)?;
    let mut steps = steps::all(tx, year, Subject::Unit)?;
    for row in rows {
        let who = Who::Unit(row.id);
        row.steps = steps.remove(&who).map(Box::new);
        row.facts = known.remove(&who).map(Box::new);
        row.is_locked = covering(&beside.decisions, tree, Some(row.id)).is_some();
    }
    Ok(beside)
}

/// Notes the lowest level of the units that each leader leads.
fn leaders(
    tx: &Tx<'_>,
    year: i32,
    tree: &UnitTree,
    rows: &[MemberSheetRow],
    known: &mut Known,
) -> Result<()> {
    let levels: HashMap<UnitId, Level> = rating::units(tx, year)?
        .into_iter()
        .filter_map(|(unit, rating)| match rating {
            Rating::Level(level) => Some((unit, level)),
            Rating::NotRated { .. } => None,
        })
        .collect();
    if levels.is_empty() {
        return Ok(());
    }
    let units: HashMap<_, UnitId> = rows.iter().map(|row| (row.id, row.unit)).collect();
    for (member, title) in warnings::party_posts(tx, rules::last_day(year))? {
        let Some(unit) = units.get(&member) else { continue };
        for led in led(&title) {
            let led = match led {
                Led::OwnUnit => Some(*unit),
                Led::Organisation => organisation_above(tree, *unit),
            };
            let Some((led, level)) = led.and_then(|led| Some((led, *levels.get(&led)?))) else { continue };
            let leads = &mut known.entry(Who::Member(member)).or_default().leads;
            if leads.is_none_or(|(_, lowest)| level.rank() > lowest.rank()) {
                *leads = Some((led, level));
            }
        }
    }
    Ok(())
}

/// The organisation that a cell belongs to.
fn organisation_above(tree: &UnitTree, unit: UnitId) -> Option<UnitId> {
    let mut above = tree.node(unit)?.unit.parent;
    while let Some(node) = above.and_then(|id| tree.node(id)) {
        if matches!(node.unit.fields.kind, UnitKind::BaseOrganisation | UnitKind::BranchOrganisation) {
            return Some(node.unit.id);
        }
        above = node.unit.parent;
    }
    None
}
