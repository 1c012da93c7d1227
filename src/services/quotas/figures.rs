//! The figures that answers are made from: targets, what changed them, and who was admitted, for all
//! units and some years.
//!
//! An admission counts at the unit that its decision named, in the year of the decision, once:
//! moving on changes nothing, and a revoked one counts nowhere. From the year on in which a unit was
//! merged it stands below its successor, so that what it admitted before is part of the
//! successor's sum, and of each sum above just once.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::id::UnitId;
use crate::domain::quota::{Adjustment, Admission, YearResult, counted};
use crate::domain::unit::{Unit, UnitTree};
use crate::services::Result;
use crate::store::quota::{self as stored, Yearly};
use crate::store::{Tx, unit};

/// Which years, and up to when.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
    /// The day after which nothing counts; none for everything in these years.
    pub until: Option<NaiveDate>,
}

/// See the module.
pub struct Figures {
    /// The units as they stand below each other now.
    pub tree: UnitTree,
    until: Option<NaiveDate>,
    years: HashMap<i32, Year>,
    pub adjustments: Vec<Adjustment>,
}

/// A year's figures.
struct Year {
    /// The units, merged ones below their successors.
    tree: UnitTree,
    /// Own targets as first given.
    first: HashMap<UnitId, i64>,
    /// The sums of own adjustments.
    changes: HashMap<UnitId, i64>,
    targets: HashMap<UnitId, Targets>,
    /// The sums over the units at the top.
    whole: Targets,
    admitted: HashMap<UnitId, Admitted>,
}

/// The targets of a unit for a year. A unit without one of its own has the sum of those right below
/// it: an office that only hands targets on sets none itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Targets {
    /// As first given.
    pub first: Option<i64>,
    /// With the adjustments.
    pub now: Option<i64>,
    /// The sum of those right below, as first given.
    first_below: Option<i64>,
    /// The sum of those right below, with their adjustments.
    pub now_below: Option<i64>,
}

/// What a unit and those below it admitted in a year.
#[derive(Debug, Clone, Copy, Default)]
pub struct Admitted {
    /// How many count.
    pub count: i64,
    /// Whether that is an entered number.
    pub entered: bool,
    /// How many were revoked, which count for nothing.
    pub revoked: i64,
}

impl Figures {
    /// Reads what is needed for these years.
    pub fn read(tx: &Tx<'_>, span: Span) -> Result<Self> {
        let Span { from, to, until } = span;
        let units = unit::all(tx)?;
        let tree = UnitTree::new(units.clone(), &unit::member_counts(tx)?);
        let mut adjustments = stored::adjustments(tx, from, to)?;
        adjustments.retain(|adjustment| until.is_none_or(|day| adjustment.decided_on <= day));
        let mut years: HashMap<i32, Year> = (from..=to)
            .map(|year| {
                let tree = tree_of(&units, &tree, year);
                let year_of = Year {
                    tree,
                    first: HashMap::new(),
                    changes: HashMap::new(),
                    targets: HashMap::new(),
                    whole: Targets::default(),
                    admitted: HashMap::new(),
                };
                (year, year_of)
            })
            .collect();
        for (unit, year, target) in stored::yearly(tx, Yearly::Target, from, to)? {
            if let Some(year) = years.get_mut(&year) {
                let _ = year.first.insert(unit, target);
            }
        }
        for adjustment in &adjustments {
            if let Some(year) = years.get_mut(&adjustment.year) {
                *year.changes.entry(adjustment.unit).or_default() += adjustment.change;
            }
        }
        for (year, own) in own_admissions(tx, span)? {
            if let Some(year) = years.get_mut(&year) {
                year.admitted = own;
            }
        }
        let mut totals: HashMap<i32, HashMap<UnitId, i64>> = HashMap::new();
        for (unit, year, count) in stored::yearly(tx, Yearly::AdmissionTotal, from, to)? {
            // The number of a whole year says nothing of a part of it.
            if until.is_none_or(|day| is_over(year, day)) {
                let _ = totals.entry(year).or_default().insert(unit, count);
            }
        }
        for (number, year) in &mut years {
            year.add_up(totals.get(number));
            year.add_up_targets(&tree);
        }
        Ok(Self { tree, until, years, adjustments })
    }

    /// The units of a year, merged ones below their successors.
    pub fn tree_of(&self, year: i32) -> &UnitTree {
        self.years.get(&year).map_or(&self.tree, |year| &year.tree)
    }

    /// The result of a unit and all below it; of the whole register for none.
    pub fn result(&self, unit: Option<UnitId>, year: i32) -> YearResult {
        let admitted = self.admitted(unit, year);
        let targets = self.targets(unit, year);
        YearResult {
            year,
            target: targets.first,
            adjusted: targets.now,
            admitted: admitted.count,
            entered: admitted.entered,
        }
    }

    /// What a unit and all below it admitted.
    pub fn admitted(&self, unit: Option<UnitId>, year: i32) -> Admitted {
        let Some(of_year) = self.years.get(&year) else { return Admitted::default() };
        let get = |unit: UnitId| of_year.admitted.get(&unit).copied().unwrap_or_default();
        match unit {
            Some(unit) => get(unit),
            None => {
                let tops = of_year.tree.nodes().iter().filter(|node| node.depth == 0);
                tops.fold(Admitted::default(), |sum, top| sum.with(get(top.unit.id)))
            }
        }
    }

    /// The targets of a unit, of the whole register for none.
    pub fn targets(&self, unit: Option<UnitId>, year: i32) -> Targets {
        let Some(of_year) = self.years.get(&year) else { return Targets::default() };
        match unit {
            Some(unit) => of_year.targets.get(&unit).copied().unwrap_or_default(),
            None => of_year.whole,
        }
    }

    /// The unit's own target as first given.
    pub fn own_first(&self, unit: UnitId, year: i32) -> Option<i64> {
        self.years.get(&year)?.first.get(&unit).copied()
    }

    /// The unit's target with its adjustments, if it has a target or adjustments of its own.
    pub fn own_now(&self, unit: UnitId, year: i32) -> Option<i64> {
        let of_year = self.years.get(&year)?;
        let has_own = of_year.first.contains_key(&unit) || of_year.changes.contains_key(&unit);
        of_year.targets.get(&unit).filter(|_| has_own).and_then(|targets| targets.now)
    }

    /// Whether an admission lies within what is asked for.
    pub fn counts(&self, admission: &Admission) -> bool {
        self.until.is_none_or(|day| admission.is_until(day))
    }
}

impl Admitted {
    fn with(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            entered: self.entered || other.entered,
            revoked: self.revoked + other.revoked,
        }
    }
}

impl Year {
    /// Finds the targets of all units, from below.
    fn add_up_targets(&mut self, tree: &UnitTree) {
        for node in tree.nodes().iter().rev() {
            let id = node.unit.id;
            let mut targets = self.targets.get(&id).copied().unwrap_or_default();
            let change = self.changes.get(&id).copied();
            let own = self.first.get(&id).copied();
            targets.first = own.or(targets.first_below);
            targets.now = plus(own.or(targets.now_below), change);
            let _ = self.targets.insert(id, targets);
            match node.unit.parent.filter(|_| node.depth > 0) {
                Some(parent) => self.targets.entry(parent).or_default().add_below(targets),
                None => self.whole.add_below(targets),
            }
        }
        self.whole.first = self.whole.first_below;
        self.whole.now = self.whole.now_below;
    }

    /// Adds each unit's admissions to those of the unit above, from below.
    fn add_up(&mut self, totals: Option<&HashMap<UnitId, i64>>) {
        for node in self.tree.nodes().iter().rev() {
            let id = node.unit.id;
            let mut sum = self.admitted.get(&id).copied().unwrap_or_default();
            let total = totals.and_then(|totals| totals.get(&id)).copied();
            let (count, is_entered) = counted(sum.count, total);
            sum.count = count;
            sum.entered |= is_entered;
            let _ = self.admitted.insert(id, sum);
            if let Some(parent) = node.unit.parent.filter(|_| node.depth > 0) {
                let above = self.admitted.entry(parent).or_default();
                *above = above.with(sum);
            }
        }
    }
}

impl Targets {
    /// Notes the target of a unit right below.
    fn add_below(&mut self, below: Self) {
        self.first_below = plus(self.first_below, below.first);
        self.now_below = plus(self.now_below, below.now);
    }
}

/// The sum; none for no numbers at all.
fn plus(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other),
    }
}

/// Whether a year is over at the end of a day.
fn is_over(year: i32, day: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(year, 12, 31).is_some_and(|last| last <= day)
}

/// The units' own admissions by year.
fn own_admissions(tx: &Tx<'_>, span: Span) -> Result<HashMap<i32, HashMap<UnitId, Admitted>>> {
    let Span { from, to, until } = span;
    let mut own: HashMap<i32, HashMap<UnitId, Admitted>> = HashMap::new();
    for count in stored::admission_counts(tx, from, to)? {
        let admitted = Admitted { count: count.all - count.revoked, entered: false, revoked: count.revoked };
        let _ = own.entry(count.year).or_default().insert(count.unit, admitted);
    }
    let Some(day) = until else { return Ok(own) };
    own.retain(|year, _| is_over(*year, day));
    if (from..=to).contains(&day.year()) && !is_over(day.year(), day) {
        let of_year = own.entry(day.year()).or_default();
        for admission in stored::admissions(tx, day.year(), day.year())? {
            if admission.is_until(day) {
                let admitted = of_year.entry(admission.unit).or_default();
                admitted.count += i64::from(!admission.is_revoked);
                admitted.revoked += i64::from(admission.is_revoked);
            }
        }
    }
    Ok(own)
}

/// The tree of a year, in which units that were merged by its end stand below their successors.
fn tree_of(units: &[Unit], real: &UnitTree, year: i32) -> UnitTree {
    let moved = units.iter().cloned().map(|mut unit| {
        let is_merged = unit.closed_on.is_some_and(|closed| closed.year() <= year);
        // A successor that stood below the unit itself would hang in the air.
        let successor = unit.merged_into.filter(|into| is_merged && !real.is_within(*into, unit.id));
        unit.parent = successor.or(unit.parent);
        unit
    });
    let tree = UnitTree::new(moved.collect(), &HashMap::new());
    if tree.nodes().len() == units.len() { tree } else { UnitTree::new(units.to_vec(), &HashMap::new()) }
}
