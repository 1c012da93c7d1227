//! Ratings over several years, with totals of past years where only those exist.

use std::collections::HashMap;

use crate::domain::id::UnitId;
use crate::domain::rating::{NamedLevel, Regime, Subject, Tally};
use crate::domain::unit::UnitTree;
use crate::services::units::read_tree;
use crate::services::{Database, Result};
use crate::store::Tx;
use crate::store::rating::{self, Total};

/// The figures of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFigures {
    /// Year.
    pub year: i32,
    /// Rules of the year, with the names of the levels.
    pub regime: Regime,
    /// Counts.
    pub tally: Tally,
    /// Whether the counts were entered as totals, fewer single ratings being known.
    pub entered_as_totals: bool,
}

/// The figures of a unit and all below it over years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What was rated.
    pub subject: Subject,
    /// The years, the oldest first.
    pub years: Vec<YearFigures>,
}

/// Reads the figures from year to year; without years, all that have any.
///
/// # Errors
/// What the disk reports.
pub fn report(
    database: &mut Database,
    subject: Subject,
    unit: Option<UnitId>,
    years: (Option<i32>, Option<i32>),
) -> Result<Report> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let Some(span) = rating::span(tx, subject)? else {
            return Ok(Report { subject, years: Vec::new() });
        };
        let (from, to) = (years.0.unwrap_or(span.0), years.1.unwrap_or(span.1));
        // Nobody can ask for more years than ratings exist for: the others have nothing to show.
        let (from, to) = (from.max(span.0), to.min(span.1));
        let totals = rating::totals(tx, subject, from, to)?;
        let years = (from..=to)
            .map(|year| figures(tx, subject, year, (&tree, unit), &totals))
            .collect::<Result<Vec<_>>>()?;
        Ok(Report { subject, years })
    })
}

fn figures(
    tx: &Tx<'_>,
    subject: Subject,
    year: i32,
    (tree, unit): (&UnitTree, Option<UnitId>),
    totals: &[Total],
) -> Result<YearFigures> {
    let regime = super::regime_of(tx, year)?;
    let mut tally = Tally::of(regime.levels(subject));
    match subject {
        Subject::Member => {
            for row in super::sheet::members(tx, year, &regime, tree, unit)? {
                tally.add(row.rating.as_ref());
            }
        }
        Subject::Unit => {
            for row in super::sheet::units(tx, year, &regime, tree, unit)?.iter().filter(|row| row.is_counted)
            {
                tally.add(row.rating.as_ref());
            }
        }
    }
    let entered = entered(&tally, regime.levels(subject), &entered_totals(tree, unit, year, totals));
    let entered_as_totals = entered.is_some();
    let tally = entered.unwrap_or(tally);
    Ok(YearFigures { year, regime, tally, entered_as_totals })
}

/// The figures that were entered as totals, while they outnumber the single ratings of `tally`:
/// somebody who begins to enter single ratings of an old year must not lose its totals meanwhile.
fn entered(tally: &Tally, levels: &[NamedLevel], totals: &[&Total]) -> Option<Tally> {
    let known: i64 = totals.iter().map(|total| total.count).sum();
    if totals.is_empty() || tally.rated() + tally.not_rated >= known.max(1) {
        return None;
    }
    let mut entered = Tally::of(levels);
    for total in totals {
        match total.level {
            Some(level) => entered.add_level(level, total.count),
            None => entered.not_rated += total.count,
        }
    }
    Some(entered)
}

/// The figures of one year and unit that were entered as totals; see [`entered`].
pub(super) fn entered_of_year(
    tx: &Tx<'_>,
    subject: Subject,
    (year, regime, tally): (i32, &Regime, &Tally),
    (tree, unit): (&UnitTree, Option<UnitId>),
) -> Result<Option<Tally>> {
    let totals = rating::totals(tx, subject, year, year)?;
    Ok(entered(tally, regime.levels(subject), &entered_totals(tree, unit, year, &totals)))
}

/// The totals of a year inside a unit, leaving out those of units below one that has its own:
/// its total already includes them.
fn entered_totals<'a>(
    tree: &UnitTree,
    unit: Option<UnitId>,
    year: i32,
    totals: &'a [Total],
) -> Vec<&'a Total> {
    let of_year: Vec<&Total> = totals.iter().filter(|total| total.year == year).collect();
    let holders: HashMap<UnitId, ()> = of_year.iter().map(|total| (total.unit, ())).collect();
    let mut covered_until = 0;
    let mut chosen = Vec::new();
    for (place, node) in tree.scope(unit).iter().enumerate() {
        if place >= covered_until && holders.contains_key(&node.unit.id) {
            chosen.extend(of_year.iter().copied().filter(|total| total.unit == node.unit.id));
            covered_until = place + node.below + 1;
        }
    }
    chosen
}
