//! Admission quotas: targets of years and terms, and what was reached.
//!
//! Admissions are counted by the day of the decision, at the unit of the register that decided,
//! even if it was merged since or the member went elsewhere (domain.md C7).

use std::collections::HashMap;

use chrono::Datelike;
use serde::Serialize;

use super::step::{Halt, Step, step};
use super::units::{node, read_tree};
use super::{Author, Error, Result};
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind};
use crate::domain::quota::{self, Term, TermForm, TermResult, YearResult};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::store::{Committed, Database, Tx, member, quota as stored};

/// A unit's line in the sheet of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRow {
    /// The unit.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Place in the tree, 0 for the top.
    pub depth: usize,
    /// Target and admissions of the unit and all below it.
    pub result: YearResult,
    /// Sum of the targets of the units right below it, if any of them has one.
    pub targets_below: Option<i64>,
}

/// The sheet of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaSheet {
    /// Year.
    pub year: i32,
    /// Units in the order of the tree; closed ones only when they have figures.
    pub rows: Vec<QuotaRow>,
    /// The unit whose term is shown, if one is chosen or stands alone at the top.
    pub unit: Option<UnitId>,
    /// The term that holds the year, with its figures.
    pub term: Option<(Term, TermResult)>,
    /// The years of the term, or the year alone.
    pub years: Vec<YearResult>,
}

/// All figures of some years, to answer for any unit.
struct Figures {
    tree: UnitTree,
    targets: HashMap<(UnitId, i32), i64>,
    admitted: HashMap<(UnitId, i32), i64>,
}

impl Figures {
    fn read(tx: &Tx<'_>, from: i32, to: i32) -> Result<Self> {
        let targets = stored::targets(tx, from, to)?;
        let admitted = member::admissions(tx, from, to)?;
        Ok(Self {
            tree: read_tree(tx)?,
            targets: targets.into_iter().map(|(unit, year, target)| ((unit, year), target)).collect(),
            admitted: admitted.into_iter().map(|(unit, year, count)| ((unit, year), count)).collect(),
        })
    }

    /// The result of a unit and all below it; of the whole register for none.
    fn result(&self, unit: Option<UnitId>, year: i32) -> YearResult {
        let admitted =
            self.tree.scope(unit).iter().filter_map(|node| self.admitted.get(&(node.unit.id, year))).sum();
        YearResult { year, target: self.target(unit, year), admitted }
    }

    /// The target of a unit, of the whole register for none. A unit without a target of its own
    /// has the sum of those right below it: an office that only hands targets on sets none itself.
    fn target(&self, unit: Option<UnitId>, year: i32) -> Option<i64> {
        let own = unit.and_then(|unit| self.own_target(unit, year));
        own.or_else(|| {
            let children = self.tree.nodes().iter().filter(|node| match unit {
                Some(_) => node.unit.parent == unit,
                None => node.depth == 0,
            });
            sum(children.filter_map(|child| self.target(Some(child.unit.id), year)))
        })
    }

    fn own_target(&self, unit: UnitId, year: i32) -> Option<i64> {
        self.targets.get(&(unit, year)).copied()
    }

    fn targets_below(&self, unit: UnitId, year: i32) -> Option<i64> {
        let children = self.tree.nodes().iter().filter(|node| node.unit.parent == Some(unit));
        sum(children.filter_map(|node| self.own_target(node.unit.id, year)))
    }
}

/// The sum, none for no numbers at all.
fn sum(mut numbers: impl Iterator<Item = i64>) -> Option<i64> {
    let first = numbers.next()?;
    Some(first + numbers.sum::<i64>())
}

/// The unit that a place without a choice means: the only one at the top.
fn chosen(tree: &UnitTree, unit: Option<UnitId>) -> Option<UnitId> {
    unit.or_else(|| {
        let mut tops = tree.nodes().iter().filter(|node| node.depth == 0);
        tops.next().filter(|_| tops.next().is_none()).map(|node| node.unit.id)
    })
}

/// Reads the sheet of a year for a unit and all below it.
///
/// # Errors
/// What the disk reports.
pub fn sheet(database: &mut Database, year: i32, unit: Option<UnitId>) -> Result<QuotaSheet> {
    database.read(|tx| {
        let unit_of_term = chosen(&read_tree(tx)?, unit);
        let term = match unit_of_term {
            Some(unit) => stored::terms(tx, unit)?
                .into_iter()
                .rev()
                .find(|term| (term.from_year..=term.to_year).contains(&year)),
            None => None,
        };
        let (from, to) = term.as_ref().map_or((year, year), |term| (term.from_year, term.to_year));
        let figures = Figures::read(tx, from, to)?;
        let years: Vec<YearResult> = (from..=to).map(|year| figures.result(unit_of_term, year)).collect();
        let term = term.map(|term| {
            let result = TermResult::of(&years, Some(term.resolution_target));
            (term, result)
        });
        Ok(QuotaSheet { year, rows: rows(&figures, unit, year), unit: unit_of_term, term, years })
    })
}

fn rows(figures: &Figures, unit: Option<UnitId>, year: i32) -> Vec<QuotaRow> {
    figures
        .tree
        .scope(unit)
        .iter()
        .map(|node| {
            let id = node.unit.id;
            let row = QuotaRow {
                unit: id,
                name: node.unit.fields.name.clone(),
                depth: node.depth,
                result: YearResult { target: figures.own_target(id, year), ..figures.result(Some(id), year) },
                targets_below: figures.targets_below(id, year),
            };
            let has_figures = row.result.target.is_some() || row.result.admitted > 0;
            (row, node.unit.closed_on.is_none() || has_figures)
        })
        .filter_map(|(row, is_shown)| is_shown.then_some(row))
        .collect()
}

/// Sets a unit's target for a year, as typed; empty takes it away.
///
/// # Errors
/// [`Error::Refused`]: not a whole number, no such unit, a year out of range.
pub fn set_target(
    database: &mut Database,
    unit: UnitId,
    year: i32,
    typed: &str,
    author: &Author,
) -> Result<Committed<()>> {
    let target = quota::target(typed)?;
    check_target_year(year, author)?;
    database.commit(author.does("quota_set"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        tx.describe(fl!("journal-quota-set", name = name.as_str(), year = year.to_string()));
        Ok(stored::set_target(tx, unit, year, target)?)
    })
}

/// A unit whose target was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetRefusal {
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub kind: Kind,
}

/// Sets the targets of units for a year, as typed, as one operation; empty takes one away. Where
/// a unit has several texts, the last one counts.
///
/// # Errors
/// [`Error::Refused`] for a year out of range; what the disk reports. Texts that can't be stored
/// are told unit by unit, and then nothing is.
pub fn set_targets(
    database: &mut Database,
    year: i32,
    targets: &[(UnitId, String)],
    author: &Author,
) -> Result<Step<(), TargetRefusal>> {
    check_target_year(year, author)?;
    step(database, author.does("quotas_set"), |tx| {
        let tree = read_tree(tx)?;
        let (read, refusals) = read_targets(&tree, targets);
        if !refusals.is_empty() {
            return Err(Halt::Refused(refusals));
        }
        let before: HashMap<UnitId, i64> =
            stored::targets(tx, year, year)?.into_iter().map(|(unit, _, target)| (unit, target)).collect();
        let mut names = Vec::new();
        for (unit, name, target) in read {
            if before.get(&unit).copied() != target {
                stored::set_target(tx, unit, year, target)?;
                names.push(name);
            }
        }
        let year = year.to_string();
        tx.describe(match names.as_slice() {
            [name] => fl!("journal-quota-set", name = name.as_str(), year = year),
            _ => fl!("journal-quotas-set", count = names.len(), year = year),
        });
        Ok(())
    })
}

/// The targets that [`set_targets`] would refuse.
///
/// # Errors
/// As there.
pub fn check_targets(
    database: &mut Database,
    year: i32,
    targets: &[(UnitId, String)],
    author: &Author,
) -> Result<Vec<TargetRefusal>> {
    check_target_year(year, author)?;
    database.read(|tx| Ok(read_targets(&read_tree(tx)?, targets).1))
}

/// A unit, its name and its target, if it is to have one.
type ReadTarget = (UnitId, String, Option<i64>);

/// Reads what was typed; of several texts for a unit the last one.
fn read_targets(tree: &UnitTree, targets: &[(UnitId, String)]) -> (Vec<ReadTarget>, Vec<TargetRefusal>) {
    let last: HashMap<UnitId, usize> =
        targets.iter().enumerate().map(|(place, (unit, _))| (*unit, place)).collect();
    let (mut read, mut refusals) = (Vec::new(), Vec::new());
    for (place, (unit, typed)) in targets.iter().enumerate() {
        if last.get(unit) != Some(&place) {
            continue;
        }
        match (tree.node(*unit), quota::target(typed)) {
            (Some(node), Ok(target)) => read.push((*unit, node.unit.fields.name.clone(), target)),
            (None, _) => refusals.push(TargetRefusal { unit: *unit, kind: Kind::NotFound }),
            (Some(_), Err(problem)) => refusals.push(TargetRefusal { unit: *unit, kind: problem.kind }),
        }
    }
    (read, refusals)
}

fn check_target_year(year: i32, author: &Author) -> Result<()> {
    let last = author.today.year() + 10;
    if (1930..=last).contains(&year) {
        return Ok(());
    }
    Err(Error::refused(Field::Year, Kind::OutOfRange { min: 1930, max: i64::from(last) }))
}

/// Sets a unit's term; one that begins in the same year is replaced.
///
/// # Errors
/// [`Error::Refused`]: fields, a term that overlaps another one, no such unit.
pub fn set_term(
    database: &mut Database,
    unit: UnitId,
    form: &TermForm,
    author: &Author,
) -> Result<Committed<()>> {
    let term = form.check(author.today)?;
    write_term(database, unit, (term.from_year, term), author)
}

/// Changes the unit's term that begins in `from_year`, perhaps to another first year.
///
/// # Errors
/// As [`set_term`].
pub fn change_term(
    database: &mut Database,
    unit: UnitId,
    from_year: i32,
    form: &TermForm,
    author: &Author,
) -> Result<Committed<()>> {
    let term = form.check(author.today)?;
    write_term(database, unit, (from_year, term), author)
}

/// Writes a term in the place of the one that begins in the given year.
fn write_term(
    database: &mut Database,
    unit: UnitId,
    (replaced, term): (i32, Term),
    author: &Author,
) -> Result<Committed<()>> {
    database.commit(author.does("term_set"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let overlaps = stored::terms(tx, unit)?.into_iter().find(|other| {
            other.from_year != replaced && other.from_year <= term.to_year && term.from_year <= other.to_year
        });
        if let Some(other) = overlaps {
            let of = format!("{}-{}", other.from_year, other.to_year);
            return Err(Error::refused(Field::FromYear, Kind::Duplicate { of }));
        }
        tx.describe(fl!("journal-term-set", name = name.as_str()));
        if term.from_year != replaced {
            stored::remove_term(tx, unit, replaced)?;
        }
        Ok(stored::set_term(tx, unit, &term)?)
    })
}

/// Admissions over years, with the term's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdmissionReport {
    /// The years, the oldest first.
    pub years: Vec<YearResult>,
    /// The term's figures over these years.
    pub term: TermResult,
    /// The stored term that they belong to.
    pub resolution: Option<Term>,
}

/// Reads admissions from year to year; without years, the unit's last term, else all years with
/// targets.
///
/// # Errors
/// [`Error::Refused`] for a year that no quota can have; what the disk reports.
pub fn report(
    database: &mut Database,
    unit: Option<UnitId>,
    years: (Option<i32>, Option<i32>),
    author: &Author,
) -> Result<AdmissionReport> {
    check_year(Field::FromYear, years.0)?;
    check_year(Field::ToYear, years.1)?;
    database.read(|tx| {
        let unit = chosen(&read_tree(tx)?, unit);
        let terms = match unit {
            Some(unit) => stored::terms(tx, unit)?,
            None => Vec::new(),
        };
        let this_year = author.today.year();
        let last = terms.iter().rfind(|term| term.from_year <= this_year);
        let span = last
            .map(|term| (term.from_year, term.to_year))
            .or(stored::span(tx)?)
            .unwrap_or((this_year, this_year));
        let (from, to) = (years.0.unwrap_or(span.0), years.1.unwrap_or(span.1));
        let term = terms.iter().find(|term| term.from_year <= from && to <= term.to_year).cloned();
        let figures = Figures::read(tx, from, to)?;
        let years: Vec<YearResult> = (from..=to).map(|year| figures.result(unit, year)).collect();
        let result = TermResult::of(&years, term.as_ref().map(|term| term.resolution_target));
        Ok(AdmissionReport { years, term: result, resolution: term })
    })
}

fn check_year(field: Field, year: Option<i32>) -> Result<()> {
    match year {
        Some(year) if !(1930..=2100).contains(&year) => {
            Err(Error::refused(field, Kind::OutOfRange { min: 1930, max: 2100 }))
        }
        Some(_) | None => Ok(()),
    }
}

/// The terms of a unit, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn terms(database: &mut Database, unit: UnitId) -> Result<Vec<Term>> {
    database.read(|tx| stored::terms(tx, unit).map_err(Error::from))
}
