//! The sheet of a year: who is to be rated, what they have, what the rules offer.

use super::facts::{self, Beside};
use super::locks::covering;
use super::summary::entered_of_year;
use crate::domain::date::PartialDate;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::Status;
use crate::domain::rating::{
    self as rules, Case, Facts, Level, NotRated, Rating, Regime, Steps, Subject, Tally,
};
use crate::domain::unit::{Node, Unit, UnitKind, UnitTree};
use crate::services::units::read_tree;
use crate::services::{Database, Result};
use crate::store::Tx;
use crate::store::rating::{self, Decision, summary as tallies};

/// A member on the books at 31/12 of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberSheetRow {
    /// Identity.
    pub id: MemberId,
    /// Full name.
    pub name: String,
    /// Unit on that day.
    pub unit: UnitId,
    /// Status on that day.
    pub status: Status,
    /// The rating, if there is one.
    pub rating: Option<Rating>,
    /// The reason for not rating that the rules offer.
    pub offered: Option<NotRated>,
    /// The unit in which the rating was made.
    pub made_in: Option<UnitId>,
    /// What leads to the rating, if anything is known; only in a whole sheet.
    pub steps: Option<Box<Steps>>,
    /// What warnings are computed from, if anything is known; only in a whole sheet.
    pub facts: Option<Box<Facts>>,
    /// Whether a decision covers it; only in a whole sheet.
    pub is_locked: bool,
}

impl MemberSheetRow {
    /// The year of the member, as warnings are computed from it.
    #[must_use]
    pub fn case(&self, year: i32, regime: &Regime) -> Case<'_> {
        let steps = self.steps.as_deref();
        Case {
            year,
            rating: self.rating.as_ref(),
            steps,
            offered: self.offered,
            proposed: proposed(regime, Subject::Member, steps),
            facts: self.facts.as_deref(),
            is_decided: self.is_locked,
        }
    }
}

/// The level that the points propose.
fn proposed(regime: &Regime, subject: Subject, steps: Option<&Steps>) -> Option<Level> {
    regime.proposed(subject, steps?.points?)
}

/// The members' sheet of a year and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberSheet {
    /// Year.
    pub year: i32,
    /// Rules of the year.
    pub regime: Regime,
    /// The decision that locks all of it; those that lock parts of it are in `beside`.
    pub decided: Option<Decision>,
    /// Members in name order.
    pub rows: Vec<MemberSheetRow>,
    /// The figures entered as totals, while they outnumber the single ratings.
    pub entered: Option<Tally>,
    /// What holds for the whole sheet.
    pub beside: Beside,
}

impl MemberSheet {
    /// The figures.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::of(&self.regime.member_levels);
        for row in &self.rows {
            tally.add(row.rating.as_ref());
        }
        tally
    }
}

/// Reads the members' sheet of a year for a unit and all below it; everybody for none.
///
/// # Errors
/// What the disk reports.
pub fn member_sheet(database: &mut Database, year: i32, unit: Option<UnitId>) -> Result<MemberSheet> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let regime = super::regime_of(tx, year)?;
        let mut rows = members(tx, year, &regime, &tree, unit)?;
        let beside = facts::of_members(tx, year, (&tree, unit), &mut rows)?;
        let decided = covering(&beside.decisions, &tree, unit).cloned();
        let entered = entered_of_year(tx, Subject::Member, year, (&tree, unit))?;
        Ok(MemberSheet { year, regime, decided, rows, entered, beside })
    })
}

pub(super) fn members(
    tx: &Tx<'_>,
    year: i32,
    regime: &Regime,
    tree: &UnitTree,
    unit: Option<UnitId>,
) -> Result<Vec<MemberSheetRow>> {
    let day = rules::last_day(year);
    let units: Vec<UnitId> = tree.scope(unit).iter().map(|node| node.unit.id).collect();
    let found = rating::members_on_books(tx, &units, year, day)?;
    Ok(found
        .into_iter()
        .map(|member| MemberSheetRow {
            offered: regime.offers_member(member.status, member.admission, year),
            id: member.id,
            name: member.name,
            unit: member.unit,
            status: member.status,
            rating: member.rating,
            made_in: member.made_in,
            steps: None,
            facts: None,
            is_locked: false,
        })
        .collect())
}

/// A unit that existed at 31/12 of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSheetRow {
    /// Identity.
    pub id: UnitId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Place in the tree, 0 for the top.
    pub depth: usize,
    /// Whether it counts in the totals; see [`counted`].
    pub is_counted: bool,
    /// The rating, if there is one.
    pub rating: Option<Rating>,
    /// The reason for not rating that the rules offer.
    pub offered: Option<NotRated>,
    /// What leads to the rating, if anything is known; only in a whole sheet.
    pub steps: Option<Box<Steps>>,
    /// What warnings are computed from, if anything is known; only in a whole sheet.
    pub facts: Option<Box<Facts>>,
    /// Whether a decision covers it; only in a whole sheet.
    pub is_locked: bool,
}

impl UnitSheetRow {
    /// The year of the unit, as warnings are computed from it.
    #[must_use]
    pub fn case(&self, year: i32, regime: &Regime) -> Case<'_> {
        let steps = self.steps.as_deref();
        Case {
            year,
            rating: self.rating.as_ref(),
            steps,
            offered: self.offered,
            proposed: proposed(regime, Subject::Unit, steps),
            facts: self.facts.as_deref(),
            is_decided: self.is_locked,
        }
    }
}

/// The units' sheet of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSheet {
    /// Year.
    pub year: i32,
    /// Rules of the year.
    pub regime: Regime,
    /// The decision that locks all of it; those that lock parts of it are in `beside`.
    pub decided: Option<Decision>,
    /// Units in the order of the tree.
    pub rows: Vec<UnitSheetRow>,
    /// The figures entered as totals, while they outnumber the single ratings.
    pub entered: Option<Tally>,
    /// What holds for the whole sheet.
    pub beside: Beside,
}

impl UnitSheet {
    /// The figures, of the units that count.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::of(&self.regime.unit_levels);
        for row in self.rows.iter().filter(|row| row.is_counted) {
            tally.add(row.rating.as_ref());
        }
        tally
    }
}

/// Reads the units' sheet of a year for a unit and all below it. The committee itself is rated by
/// the level above and not listed.
///
/// # Errors
/// What the disk reports.
pub fn unit_sheet(database: &mut Database, year: i32, unit: Option<UnitId>) -> Result<UnitSheet> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let regime = super::regime_of(tx, year)?;
        let mut rows = units(tx, year, &regime, &tree, unit)?;
        let beside = facts::of_units(tx, year, &tree, &mut rows)?;
        let decided = covering(&beside.decisions, &tree, unit).cloned();
        let entered = entered_of_year(tx, Subject::Unit, year, (&tree, unit))?;
        Ok(UnitSheet { year, regime, decided, rows, entered, beside })
    })
}

/// How many of a unit and all below it (of the whole register for none) are neither rated nor marked as
/// not rated. Reads no names and no steps, so that it answers at once.
///
/// # Errors
/// What the disk reports.
pub fn count_open(database: &mut Database, subject: Subject, year: i32, unit: Option<UnitId>) -> Result<i64> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        Ok(match subject {
            Subject::Member => {
                let units: Vec<UnitId> = tree.scope(unit).iter().map(|node| node.unit.id).collect();
                let tallies = tallies::member_tallies(tx, &units, year, rules::last_day(year))?;
                tallies.into_iter().filter(|found| found.rating.is_none()).map(|found| found.count).sum()
            }
            Subject::Unit => {
                let rows = units(tx, year, &super::regime_of(tx, year)?, &tree, unit)?;
                let open = rows.iter().filter(|row| row.is_counted && row.rating.is_none()).count();
                i64::try_from(open).unwrap_or(i64::MAX)
            }
        })
    })
}

pub(super) fn units(
    tx: &Tx<'_>,
    year: i32,
    regime: &Regime,
    tree: &UnitTree,
    unit: Option<UnitId>,
) -> Result<Vec<UnitSheetRow>> {
    let ratings: std::collections::HashMap<UnitId, Rating> = rating::units(tx, year)?.into_iter().collect();
    let kinds = counted(tree, unit);
    Ok(tree
        .scope(unit)
        .iter()
        .filter(|node| node.unit.fields.kind != UnitKind::Committee && existed(&node.unit, year))
        .map(|Node { unit, depth, .. }| UnitSheetRow {
            id: unit.id,
            name: unit.fields.name.clone(),
            kind: unit.fields.kind,
            depth: *depth,
            is_counted: kinds.contains(&unit.fields.kind),
            rating: ratings.get(&unit.id).cloned(),
            offered: regime.offers_unit(unit.fields.founded_on.and_then(PartialDate::day), year),
            steps: None,
            facts: None,
            is_locked: false,
        })
        .collect())
}

/// The kinds of units that the totals of a place count: a committee counts its grassroots
/// organisations, an organisation its cells, a cell itself. Never both a unit and those below it.
/// The whole of a register with one unit at the top is that unit.
pub(super) fn counted(tree: &UnitTree, unit: Option<UnitId>) -> &'static [UnitKind] {
    const GRASSROOTS: &[UnitKind] = &[UnitKind::BaseOrganisation, UnitKind::BaseCell];
    const CELLS: &[UnitKind] = &[UnitKind::Cell];
    let mut tops = tree.nodes().iter().filter(|node| node.depth == 0).map(|node| node.unit.id);
    let only_top = tops.next().filter(|_| tops.next().is_none());
    let kind = unit.or(only_top).and_then(|unit| tree.node(unit)).map(|node| node.unit.fields.kind);
    let inside_organisation =
        matches!(kind, Some(UnitKind::BaseOrganisation | UnitKind::BranchOrganisation | UnitKind::Cell));
    let has = |kinds: &[UnitKind]| tree.scope(unit).iter().any(|node| kinds.contains(&node.unit.fields.kind));
    // A committee whose organisations have all gone to others still has the totals of its years.
    let counts_grassroots = has(GRASSROOTS) || (kind == Some(UnitKind::Committee) && !has(CELLS));
    if counts_grassroots && !inside_organisation { GRASSROOTS } else { CELLS }
}

/// Whether a unit existed at 31/12 of a year; one without a founding date always did.
pub(super) fn existed(unit: &Unit, year: i32) -> bool {
    let day = rules::last_day(year);
    unit.fields.founded_on.is_none_or(|founded| founded.first_day() <= day)
        && unit.closed_on.is_none_or(|closed| closed > day)
}
