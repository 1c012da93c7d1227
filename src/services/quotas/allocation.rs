//! Handing a unit's target down to the units below it.
//!
//! A proposal is a sheet to work on: the parts add up to the target exactly, and whoever hands it
//! down may change any of them. What then differs from the target is shown and never refused.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::figures::{Figures, Span};
use super::targets::write_targets;
use super::{TargetRefusal, year_of_sheet};
use crate::domain::id::UnitId;
use crate::domain::problem::Kind;
use crate::domain::split::largest_remainder;
use crate::domain::unit::{Node, UnitTree};
use crate::fl;
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
}

impl Basis {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 5] =
        [Self::ByHand, Self::Equal, Self::Members, Self::MembersAtNewYear, Self::LastYear];
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
    /// The target that it has.
    pub present: Option<i64>,
    /// The one that is proposed.
    pub proposed: Option<i64>,
}

impl Allocation {
    /// The sum of what is proposed.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.parts.iter().filter_map(|part| part.proposed).sum()
    }
}

/// Proposes how a unit's target is split, by largest remainders, so that the parts add up to it.
/// Without a target nothing is proposed, and the parts stay what they are.
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
        let nodes = nodes_below(&tree, unit, reach);
        let mut parts: Vec<Part> = nodes
            .into_iter()
            .map(|node| Part {
                unit: node.unit.id,
                code: node.unit.fields.code.clone(),
                name: node.unit.fields.name.clone(),
                members: i64::from(node.all_members),
                members_at_new_year: members_below(&tree, node.unit.id, &at_new_year),
                last_year: figures.admitted(Some(node.unit.id), year - 1).count,
                present: figures.own_first(node.unit.id, year),
                proposed: figures.own_first(node.unit.id, year),
            })
            .collect();
        let assigned = figures.own_first(unit, year);
        if let (Some(assigned), Some(weights)) = (assigned, weights(basis, &parts)) {
            for (part, proposed) in parts.iter_mut().zip(largest_remainder(assigned, &weights)) {
                part.proposed = Some(proposed);
            }
        }
        Ok(Allocation { unit, year, assigned, parts })
    })
}

fn weights(basis: Basis, parts: &[Part]) -> Option<Vec<i64>> {
    let weight = |part: &Part| match basis {
        Basis::ByHand => None,
        Basis::Equal => Some(1),
        Basis::Members => Some(part.members),
        Basis::MembersAtNewYear => Some(part.members_at_new_year),
        Basis::LastYear => Some(part.last_year),
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

/// Hands a unit's target down: sets the targets of units below it, as typed, in one step.
///
/// # Errors
/// As [`super::set_targets`]; a unit that does not stand below is refused with the others.
pub fn allocate(
    database: &mut Database,
    (unit, year): (UnitId, i32),
    targets: &[(UnitId, String)],
    author: &Author,
) -> Result<Step<(), TargetRefusal>> {
    let outside = database.read(|tx| {
        let tree = read_tree(tx)?;
        let _ = node(&tree, unit)?;
        let is_below = |other: UnitId| other != unit && tree.is_within(other, unit);
        let outside = targets.iter().filter(|(other, _)| !is_below(*other));
        Ok::<_, Error>(outside.map(|(unit, _)| *unit).collect::<Vec<_>>())
    })?;
    if !outside.is_empty() {
        let refusal = |unit| TargetRefusal { unit, kind: Kind::NotFound };
        return Ok(Step::Refused(outside.into_iter().map(refusal).collect()));
    }
    write_targets(database, (year, "quota_allocated"), targets, author, |tree, _| {
        let name = tree.node(unit).map(|node| node.unit.fields.name.clone()).unwrap_or_default();
        fl!("journal-quota-allocated", name = name, year = year.to_string())
    })
}
