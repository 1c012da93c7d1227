//! Summary tables: by unit for a year, and by year for a unit; the names behind each figure.
//!
//! A unit's figures are the sum over the units below it, counted where each member was on
//! 31/12: whoever was transferred, and whatever was merged, is counted once.

mod behind;
pub mod chart;
pub(crate) mod follows;
pub mod table;
mod targets;
mod totals;

use std::collections::HashMap;

use crate::domain::id::UnitId;
use crate::domain::rating::summary::{Line, Roll, Rolled, Rounding};
use crate::domain::rating::target::Target;
use crate::domain::rating::{self as rules, Level, NamedLevel, Regime, Subject, Tally};
use crate::domain::setting::Setting;
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::units::read_tree;
use crate::services::{Author, Committed, Database, Result};
use crate::store::rating::{self, Total, summary as stored};
use crate::store::{Tx, register};

pub use behind::{Behind, Figure, Names, Where, behind};
pub use targets::{TargetKey, remove_target, set_target, targets};
pub use totals::{TotalRefusal, TotalsOf, set_totals, totals_of};

/// So many years before the first rating members are still counted.
const YEARS_BEFORE: i32 = 10;

/// A unit's line in the table of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    /// The unit.
    pub unit: UnitId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether these are figures of the table's own unit: those that no unit below it has.
    pub is_itself: bool,
    /// Its figures.
    pub figures: Rolled,
}

/// The table of a year: the units right below a unit, and their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSummary {
    /// Year.
    pub year: i32,
    /// What was rated.
    pub subject: Subject,
    /// The unit; none for a register with several units at the top.
    pub unit: Option<UnitId>,
    /// Rules of the year.
    pub regime: Regime,
    /// Units in the order of the tree.
    pub rows: Vec<UnitLine>,
    /// The sum of the rows.
    pub sum: Line,
    /// The totals that were entered for the unit itself.
    pub entered: Option<Line>,
    /// The congress's targets that hold in the year.
    pub targets: Vec<Target>,
    /// How shares are rounded.
    pub rounding: Rounding,
}

/// A year's line in the table by years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearLine {
    /// Year.
    pub year: i32,
    /// Rules of the year.
    pub regime: Regime,
    /// The figures.
    pub figures: Rolled,
    /// Whether nothing was looked up: the year lies far before or after all that is known.
    pub is_blank: bool,
}

/// The table by years of a unit with all below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearSummary {
    /// What was rated.
    pub subject: Subject,
    /// The unit; none for a register with several units at the top.
    pub unit: Option<UnitId>,
    /// The years, the oldest first.
    pub years: Vec<YearLine>,
    /// First and last year of each term that is known of the unit, the oldest first.
    pub terms: Vec<(i32, i32)>,
    /// The congress's targets that hold in any of them.
    pub targets: Vec<Target>,
    /// How shares are rounded.
    pub rounding: Rounding,
}

/// How levels of different regimes stand beside each other in a table by years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// Each level has its column.
    #[default]
    Own,
    /// From 2018 on "excellent" stands in the column of the exemplary units and "not completed" in
    /// that of the weak ones, with a footnote: the layout of older reports.
    Joined,
}

/// A column of levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelColumn {
    /// The level.
    pub level: NamedLevel,
    /// Another regime's level that stands in the same column.
    pub also: Option<NamedLevel>,
}

impl LevelColumn {
    /// Which of its levels a year has.
    #[must_use]
    pub fn level_of(&self, line: &Line) -> Option<Level> {
        let levels = std::iter::once(&self.level).chain(&self.also);
        levels.map(|named| named.level).find(|level| line.has(*level))
    }

    /// Its levels.
    #[must_use]
    pub fn levels(&self) -> Vec<Level> {
        std::iter::once(&self.level).chain(&self.also).map(|named| named.level).collect()
    }
}

impl YearSummary {
    /// The columns of levels, the best first, by the names of the newest regime that has them.
    #[must_use]
    pub fn columns(&self, layout: Layout) -> Vec<LevelColumn> {
        let mut levels: Vec<NamedLevel> = Vec::new();
        for line in self.years.iter().rev() {
            for named in line.regime.levels(self.subject) {
                if !levels.iter().any(|other| other.level == named.level) {
                    levels.push(named.clone());
                }
            }
        }
        levels.sort_by_key(|named| named.level);
        let mut columns: Vec<LevelColumn> =
            levels.into_iter().map(|level| LevelColumn { level, also: None }).collect();
        if layout == Layout::Joined {
            join(&mut columns, Level::Exemplary, Level::Excellent);
            join(&mut columns, Level::Weak, Level::NotCompleted);
        }
        columns
    }

    /// The sum over the years: how many times each level was given ("Tổng (lượt)").
    #[must_use]
    pub fn sum(&self) -> Line {
        let levels = self.columns(Layout::Own).into_iter().map(|column| (column.level.level, 0)).collect();
        let levels = Tally { levels, ..Tally::default() };
        Line::sum(&levels, self.years.iter().map(|line| &line.figures.shown))
    }

    /// Whether totals that were entered are among what is shown.
    #[must_use]
    pub fn has_entered(&self) -> bool {
        self.years.iter().any(|line| line.figures.is_entered)
    }
}

/// Puts the column of `level` into that of `into`, if there are both.
fn join(columns: &mut Vec<LevelColumn>, into: Level, level: Level) {
    let place_of = |columns: &[LevelColumn], level| {
        columns.iter().position(|column: &LevelColumn| column.level.level == level)
    };
    if let (Some(_), Some(from)) = (place_of(columns, into), place_of(columns, level)) {
        let moved = columns.remove(from);
        if let Some(column) = columns.iter_mut().find(|column| column.level.level == into) {
            column.also = Some(moved.level);
        }
    }
}

/// What is read of a year.
struct Year {
    regime: Regime,
    own: HashMap<UnitId, Line>,
    roll: Roll,
}

/// A place in the tree: a unit, or all units at the top.
#[derive(Clone, Copy)]
struct Place<'a> {
    tree: &'a UnitTree,
    subject: Subject,
    /// The unit that was chosen, else the only one at the top.
    unit: Option<UnitId>,
}

impl<'a> Place<'a> {
    fn new(tree: &'a UnitTree, subject: Subject, unit: Option<UnitId>) -> Self {
        let mut tops = tree.nodes().iter().filter(|node| node.depth == 0).map(|node| node.unit.id);
        let unit = unit.or_else(|| tops.next().filter(|_| tops.next().is_none()));
        Self { tree, subject, unit }
    }

    fn units(self) -> Vec<UnitId> {
        match self.unit {
            Some(unit) => vec![unit],
            None => self.below(),
        }
    }

    /// The units right below it.
    fn below(self) -> Vec<UnitId> {
        let nodes = self.tree.nodes().iter();
        let is_below = |unit: &&crate::domain::unit::Node| match self.unit {
            Some(_) => unit.unit.parent == self.unit,
            None => unit.depth == 0,
        };
        nodes.filter(is_below).map(|node| node.unit.id).collect()
    }

    /// Reads a year; of `totals` those of the year.
    fn read(self, tx: &Tx<'_>, year: i32, totals: &[Total]) -> Result<Year> {
        let regime = super::regime_of(tx, year)?;
        let levels = Tally::of(regime.levels(self.subject));
        let own = self.own(tx, year, &regime)?;
        let entered = self.entered(year, &levels, totals);
        let roll = Roll::new(self.tree, &levels, &own, &entered);
        Ok(Year { regime, own, roll })
    }

    /// A year that nothing is known of.
    fn blank(self, tx: &Tx<'_>, year: i32) -> Result<Year> {
        let regime = super::regime_of(tx, year)?;
        let levels = Tally::of(regime.levels(self.subject));
        let roll = Roll::new(&UnitTree::default(), &levels, &HashMap::new(), &HashMap::new());
        Ok(Year { regime, own: HashMap::new(), roll })
    }

    /// The figures of each unit itself.
    fn own(self, tx: &Tx<'_>, year: i32, regime: &Regime) -> Result<HashMap<UnitId, Line>> {
        let levels = Tally::of(regime.levels(self.subject));
        let mut own: HashMap<UnitId, Line> = HashMap::new();
        let mut add = |unit, rating: Option<&rules::Rating>, count| {
            own.entry(unit).or_insert_with(|| Line::blank(&levels)).add(rating, count);
        };
        match self.subject {
            Subject::Member => {
                let units: Vec<UnitId> = self.tree.scope(self.unit).iter().map(|node| node.unit.id).collect();
                for found in stored::member_tallies(tx, &units, year, rules::last_day(year))? {
                    add(found.unit, found.rating.as_ref(), found.count);
                }
            }
            Subject::Unit => {
                for row in super::sheet::units(tx, year, regime, self.tree, self.unit)? {
                    if row.is_counted {
                        add(row.id, row.rating.as_ref(), 1);
                    }
                }
            }
        }
        Ok(own)
    }

    /// The totals that were entered. Those of units speak of the kind that is counted at their
    /// place: cells below an organisation are no part of the organisations of a committee.
    fn entered(self, year: i32, levels: &Tally, totals: &[Total]) -> HashMap<UnitId, Line> {
        let counted = |unit| super::sheet::counted(self.tree, unit);
        let kinds = counted(self.unit);
        let mut entered: HashMap<UnitId, Line> = HashMap::new();
        for total in totals.iter().filter(|total| total.year == year) {
            if self.subject == Subject::Unit && counted(Some(total.unit)) != kinds {
                continue;
            }
            let line = entered.entry(total.unit).or_insert_with(|| Line::blank(levels));
            match total.level {
                Some(level) => line.tally.add_level(level, total.count),
                None => line.tally.not_rated += total.count,
            }
        }
        entered
    }
}

/// Reads the table of a year for a unit; for the whole register when none is chosen.
///
/// # Errors
/// What the disk reports.
pub fn by_unit(
    database: &mut Database,
    subject: Subject,
    year: i32,
    unit: Option<UnitId>,
) -> Result<UnitSummary> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let place = Place::new(&tree, subject, unit);
        let totals = rating::totals(tx, subject, year, year)?;
        let read = place.read(tx, year, &totals)?;
        let rows = rows(place, year, &read);
        let levels = Tally::of(read.regime.levels(subject));
        let sum = Line::sum(&levels, rows.iter().map(|row| &row.figures.shown));
        let has_below = rows.iter().any(|row| !row.is_itself);
        let entered = has_below.then(|| read.roll.of(&place.units()).entered).flatten();
        let mut targets = targets::of(tx, place)?;
        targets.retain(|target| target.covers(year));
        let rounding = rounding_of(tx)?;
        Ok(UnitSummary {
            year,
            subject,
            unit: place.unit,
            regime: read.regime,
            rows,
            sum,
            entered,
            targets,
            rounding,
        })
    })
}

/// The rows of a table: the units below that existed at the year's end or have figures, and the
/// unit itself for what no unit below it has.
fn rows(place: Place<'_>, year: i32, read: &Year) -> Vec<UnitLine> {
    let line = |unit: UnitId, is_itself, figures| {
        let fields = &place.tree.node(unit)?.unit.fields;
        Some(UnitLine { unit, code: fields.code.clone(), name: fields.name.clone(), is_itself, figures })
    };
    let below = place.below();
    let itself = place.unit.and_then(|unit| {
        if below.is_empty() {
            return line(unit, true, read.roll.of(&[unit]));
        }
        let own = read.own.get(&unit)?;
        let figures = Rolled { shown: own.clone(), computed: own.clone(), ..Rolled::default() };
        line(unit, true, figures)
    });
    let others = below.into_iter().filter_map(|unit| {
        let figures = read.roll.of(&[unit]);
        let existed = place.tree.node(unit).is_some_and(|node| super::sheet::existed(&node.unit, year));
        let has_figures = figures.shown.on_books() > 0 || figures.other().is_some();
        line(unit, false, figures).filter(|_| existed || has_figures)
    });
    itself.into_iter().chain(others).collect()
}

/// Which years a table by years has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First year; the first that has figures when none is said.
    pub from: Option<i32>,
    /// Last year; the last that has figures when none is said.
    pub to: Option<i32>,
    /// Whether years before and after all figures stand in it too, empty.
    pub with_empty: bool,
}

/// Reads the table by years for a unit; for the whole register when none is chosen.
///
/// # Errors
/// What the disk reports.
pub fn by_year(
    database: &mut Database,
    subject: Subject,
    unit: Option<UnitId>,
    span: Span,
) -> Result<YearSummary> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let place = Place::new(&tree, subject, unit);
        let known = rating::span(tx, subject)?;
        let (from, to) = match known {
            Some(known) if !span.with_empty => {
                (span.from.unwrap_or(known.0).max(known.0), span.to.unwrap_or(known.1).min(known.1))
            }
            Some(known) => (span.from.unwrap_or(known.0), span.to.unwrap_or(known.1)),
            None => match (span.from, span.to) {
                (Some(from), Some(to)) if span.with_empty => (from, to),
                _ => (1, 0),
            },
        };
        let totals = rating::totals(tx, subject, from, to)?;
        let years = (from..=to)
            .map(|year| {
                let is_known =
                    known.is_some_and(|(first, last)| (first - YEARS_BEFORE..=last).contains(&year));
                let read = if is_known { place.read(tx, year, &totals)? } else { place.blank(tx, year)? };
                let figures = read.roll.of(&place.units());
                Ok(YearLine { year, figures, regime: read.regime, is_blank: !is_known })
            })
            .collect::<Result<Vec<YearLine>>>()?;
        let mut targets = targets::of(tx, place)?;
        let terms = targets::terms(tx, place, &targets)?;
        targets.retain(|target| years.iter().any(|line| target.covers(line.year)));
        Ok(YearSummary { subject, unit: place.unit, years, terms, targets, rounding: rounding_of(tx)? })
    })
}

/// The figures of a year and place, where totals that were entered are part of them.
pub(super) fn entered_of_year(
    tx: &Tx<'_>,
    subject: Subject,
    year: i32,
    (tree, unit): (&UnitTree, Option<UnitId>),
) -> Result<Option<Tally>> {
    let totals = rating::totals(tx, subject, year, year)?;
    if totals.is_empty() {
        return Ok(None);
    }
    let place = Place::new(tree, subject, unit);
    let rolled = place.read(tx, year, &totals)?.roll.of(&place.units());
    Ok(rolled.is_entered.then_some(rolled.shown.tally))
}

fn rounding_of(tx: &Tx<'_>) -> Result<Rounding> {
    let is_set = register::setting(tx, Setting::RatingHundred.code())?.as_deref() == Some("1");
    Ok(if is_set { Rounding::Hundred } else { Rounding::HalfUp })
}

/// How the register's tables round shares.
///
/// # Errors
/// What the disk reports.
pub fn rounding(database: &mut Database) -> Result<Rounding> {
    database.read(rounding_of)
}

/// Sets how the register's tables round shares.
///
/// # Errors
/// What the disk reports.
pub fn set_rounding(database: &mut Database, rounding: Rounding, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("rounding_set"), |tx| {
        tx.describe(match rounding {
            Rounding::HalfUp => fl!("journal-rounding-half-up"),
            Rounding::Hundred => fl!("journal-rounding-hundred"),
        });
        if rounding_of(tx)? != rounding {
            let value = if rounding == Rounding::Hundred { "1" } else { "0" };
            register::set_setting(tx, Setting::RatingHundred.code(), value)?;
        }
        Ok(())
    })
}
