//! Handing a unit's target down to the units below it.
//!
//! A proposal is a sheet to work on: the parts add up to the target exactly, and whoever hands it
//! down may change any of them. What then differs from the target is shown and never refused.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::figures::{Figures, Span};
use super::targets::{check_target_year, write_targets};
use super::{TargetRefusal, candidates, year_of_sheet};
use crate::domain::id::UnitId;
use crate::domain::problem::Kind;
use crate::domain::quota::{CandidateForm, Candidates};
use crate::domain::split::largest_remainder;
use crate::domain::unit::{Node, UnitTree};
use crate::fl;
use crate::services::step::{Halt, step};
use crate::services::units::{node, read_tree};
use crate::services::{Author, Error, Result, Step};
use crate::store::{Database, quota as stored};

/// What the parts follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Nothing: they stay what they are, to be typed.
    ByHand,
    /// All units alike.
    Equal,
    /// The members that a unit has today.
    Members,
    /// The members that it had on the books at 1/1 of the year.
    MembersAtNewYear,
    /// The members that it admitted in the year before.
    LastYear,
    /// The candidates that it reports for the year.
    Candidates,
}

impl Basis {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 6] =
        [Self::ByHand, Self::Equal, Self::Members, Self::MembersAtNewYear, Self::LastYear, Self::Candidates];
}

/// Over which units a target is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Those right below.
    #[default]
    Children,
    /// All cells below, however deep.
    Cells,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// The unit whose target is split.
    pub unit: UnitId,
    /// The year.
    pub year: i32,
    /// Its target as first given; its adjustments go to single units by their documents.
    pub assigned: Option<i64>,
    /// The units, in the order of the tree; closed ones have no part.
    pub parts: Vec<Part>,
}

/// A unit's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The unit.
    pub unit: UnitId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Members today.
    pub members: i64,
    /// Members on the books at 1/1 of the year.
    pub members_at_new_year: i64,
    /// Admitted in the year before.
    pub last_year: i64,
    /// The candidates that it reports for the year itself.
    pub reported: Option<Candidates>,
    /// What the units below it report together.
    pub reported_below: Option<i64>,
    /// The target that it has.
    pub present: Option<i64>,
    /// The one that is proposed.
    pub proposed: Option<i64>,
}

impl Part {
    /// The candidates that the unit counts with: its own report, else those below it.
    #[must_use]
    pub fn candidates(&self) -> Option<i64> {
        self.reported.as_ref().map(|it| it.count).or(self.reported_below)
    }
}

impl Allocation {
    /// The sum of what is proposed.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.parts.iter().filter_map(|part| part.proposed).sum()
    }

    /// All candidates; none where nobody reported any.
    #[must_use]
    pub fn candidates(&self) -> Option<i64> {
        let known = self.parts.iter().filter_map(Part::candidates);
        known.fold(None, |sum, count| Some(sum.unwrap_or_default() + count))
    }

    /// Whether there is something that the parts can follow: candidates were reported, or none are
    /// asked for.
    #[must_use]
    pub fn can_follow(&self, basis: Basis) -> bool {
        basis != Basis::Candidates || self.candidates().is_some_and(|count| count > 0)
    }

    /// Proposes the parts anew, by largest remainders, so that they add up to the target; by hand they
    /// are what they are stored as. Without a target or something to follow nothing changes.
    pub fn follow(&mut self, basis: Basis) {
        let Some(weights) = weights(basis, &self.parts) else {
            for part in &mut self.parts {
                part.proposed = part.present;
            }
            return;
        };
        let Some(assigned) = self.assigned.filter(|_| self.can_follow(basis)) else { return };
        for (part, proposed) in self.parts.iter_mut().zip(largest_remainder(assigned, &weights)) {
            part.proposed = Some(proposed);
        }
    }
}

/// What is stored of a sheet on which a target is handed down, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Handed {
    /// The targets of units; empty takes one away.
    pub targets: Vec<(UnitId, String)>,
    /// The candidates that units report.
    pub candidates: Vec<(UnitId, CandidateForm)>,
}

/// Proposes how a unit's target is split (see [`Allocation::follow`]). Without a target nothing is
/// proposed, and the parts stay what they are.
///
/// # Errors
/// [`Error::Refused`]: no such unit, a year that no quota can have.
pub fn propose(
    database: &mut Database,
    (unit, year): (UnitId, i32),
    basis: Basis,
    reach: Reach,
) -> Result<Allocation> {
    year_of_sheet(year)?;
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let _ = node(&tree, unit)?;
        let figures = Figures::read(tx, Span { from: year - 1, to: year, until: None })?;
        let new_year = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN);
        let at_new_year = stored::members_on(tx, new_year)?;
        let reports = stored::candidates(tx, year)?;
        let reports_below = candidates::below(figures.tree_of(year), &reports);
        let nodes = nodes_below(&tree, unit, reach);
        let parts = nodes
            .into_iter()
            .map(|node| Part {
                unit: node.unit.id,
                code: node.unit.fields.code.clone(),
                name: node.unit.fields.name.clone(),
                members: i64::from(node.all_members),
                members_at_new_year: members_below(&tree, node.unit.id, &at_new_year),
                last_year: figures.admitted(Some(node.unit.id), year - 1).count,
                reported: reports.get(&node.unit.id).cloned(),
                reported_below: reports_below.get(&node.unit.id).copied(),
                present: figures.own_first(node.unit.id, year),
                proposed: figures.own_first(node.unit.id, year),
            })
            .collect();
        let assigned = figures.own_first(unit, year);
        let mut allocation = Allocation { unit, year, assigned, parts };
        allocation.follow(basis);
        Ok(allocation)
    })
}

fn weights(basis: Basis, parts: &[Part]) -> Option<Vec<i64>> {
    let weight = |part: &Part| match basis {
        Basis::ByHand => None,
        Basis::Equal => Some(1),
        Basis::Members => Some(part.members),
        Basis::MembersAtNewYear => Some(part.members_at_new_year),
        Basis::LastYear => Some(part.last_year),
        Basis::Candidates => Some(part.candidates().unwrap_or_default()),
    };
    parts.iter().map(weight).collect()
}

/// The open units below a unit that have a part.
fn nodes_below(tree: &UnitTree, unit: UnitId, reach: Reach) -> Vec<&Node> {
    let below = tree.scope(Some(unit)).iter().skip(1);
    below
        .filter(|node| node.unit.closed_on.is_none())
        .filter(|node| match reach {
            Reach::Children => node.unit.parent == Some(unit),
            Reach::Cells => node.unit.fields.kind.is_cell(),
        })
        .collect()
}

fn members_below(tree: &UnitTree, unit: UnitId, own: &HashMap<UnitId, i64>) -> i64 {
    tree.scope(Some(unit)).iter().filter_map(|node| own.get(&node.unit.id)).sum()
}

/// Hands a unit's target down: sets the targets of units below it and the candidates that these
/// report, as typed, in one step.
///
/// # Errors
/// As [`super::set_targets`] and [`super::set_candidates`]; a unit that does not stand below is
/// refused with the others.
pub fn allocate(
    database: &mut Database,
    (unit, year): (UnitId, i32),
    handed: &Handed,
    author: &Author,
) -> Result<Step<(), TargetRefusal>> {
    check_target_year(year, author)?;
    let reports: Vec<(UnitId, Option<Candidates>)> = handed
        .candidates
        .iter()
        .map(|(unit, form)| form.check().map(|reported| (*unit, reported)).map_err(Error::Refused))
        .collect::<Result<_>>()?;
    step(database, author.does("quota_allocated"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let is_below = |other: UnitId| other != unit && tree.is_within(other, unit);
        let named = handed.targets.iter().map(|(unit, _)| *unit).chain(reports.iter().map(|(unit, _)| *unit));
        let outside: Vec<TargetRefusal> = named
            .filter(|other| !is_below(*other))
            .map(|unit| TargetRefusal { unit, kind: Kind::NotFound })
            .collect();
        if !outside.is_empty() {
            return Err(Halt::Refused(outside));
        }
        write_targets(tx, &tree, year, &handed.targets)?;
        for (unit, reported) in &reports {
            candidates::write(tx, (*unit, year), reported.as_ref())?;
        }
        tx.describe(fl!("journal-quota-allocated", name = name, year = year.to_string()));
        Ok(())
    })
}
