//! The sheet of a year: each unit's targets, what was admitted, and how it stands to them.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::figures::{Figures, Span};
use super::{candidates, chosen, year_of_sheet};
use crate::domain::id::UnitId;
use crate::domain::number::{self, Percent};
use crate::domain::problem::{Field, Kind};
use crate::domain::quota::{Adjustment, Admission, Amendment, Pace, Splits, Term, TermResult, YearResult};
use crate::domain::unit::UnitTree;
use crate::services::units::read_tree;
use crate::services::{Author, Database, Error, Result};
use crate::store::{Tx, quota as stored};

/// A unit's line in the sheet of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRow {
    /// The unit.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Place in the tree, 0 for the top.
    pub depth: usize,
    /// The unit's own targets, and the admissions of it and all below it.
    pub result: YearResult,
    /// Of these admissions, which groups they belong to; those known as a number only are in none.
    pub splits: Splits,
    /// Admitted from the first day of the quarter that the sheet ends in.
    pub in_quarter: i64,
    /// Admissions that were revoked, which are not among the others.
    pub revoked: i64,
    /// Admitted in the year before up to the same day; none where only the whole year's number is
    /// known.
    pub last_year: Option<i64>,
    /// What the adjusted target still needs; none without a target.
    pub pace: Option<Pace>,
    /// Those who can be admitted, as the unit reports them for the year, else those below it.
    pub candidates: Option<i64>,
    /// Sum of the adjusted targets of the units right below it, if any of them has one.
    pub targets_below: Option<i64>,
}

impl QuotaRow {
    /// By how much the targets of the units right below exceed the unit's own.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        self.targets_below.zip(self.result.adjusted).map(|(below, own)| below - own)
    }

    /// Admitted as a share of what was admitted in the year before up to the same day; none where
    /// that is not known or nobody.
    #[must_use]
    pub fn percent_of_last_year(&self) -> Option<Percent> {
        self.last_year.and_then(|before| number::percent(self.result.admitted, before))
    }
}

/// The sheet of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaSheet {
    /// Year.
    pub year: i32,
    /// The last day that counts.
    pub day: NaiveDate,
    /// Units in the order of the tree; closed ones only when they have figures.
    pub rows: Vec<QuotaRow>,
    /// The chosen unit with all below it, or the whole register.
    pub whole: QuotaRow,
    /// Admitted from January to each month's end, as far as the sheet goes.
    pub months: [Option<i64>; 12],
    /// The unit whose term is shown, if one is chosen or stands alone at the top.
    pub unit: Option<UnitId>,
    /// The term that holds the year, with its figures.
    pub term: Option<(Term, TermResult)>,
    /// The amendments of that term, in the order of their days.
    pub amendments: Vec<Amendment>,
    /// The years of the term, or the year alone.
    pub years: Vec<YearResult>,
    /// All adjustments of the year that count, in the order of their days.
    pub adjustments: Vec<Adjustment>,
}

impl QuotaSheet {
    /// Puts the units that have least of their adjusted targets first, of equal ones those that miss
    /// more; units without a target come last, in their order. None stands below another any more.
    pub fn put_behind_first(&mut self) {
        let top = self.rows.iter().map(|row| row.depth).min().unwrap_or_default();
        self.rows.iter_mut().for_each(|row| row.depth = top);
        self.rows.sort_by_key(|row| {
            let share = row.result.percent_of_adjusted();
            (share.is_none(), share, std::cmp::Reverse(row.pace.map_or(0, |pace| pace.remaining)))
        });
    }
}

/// Reads the whole of a year for a unit and all below it; for all units without one.
///
/// # Errors
/// What the disk reports.
pub fn sheet(database: &mut Database, year: i32, unit: Option<UnitId>) -> Result<QuotaSheet> {
    database.read(|tx| read(tx, (year, unit), None, last_day(year)))
}

/// Reads the year up to a day of it; without one, up to today, or its end if that is past.
///
/// # Errors
/// [`Error::Refused`] for a day of another year; what the disk reports.
pub fn sheet_on(
    database: &mut Database,
    year: i32,
    unit: Option<UnitId>,
    until: Option<NaiveDate>,
    author: &Author,
) -> Result<QuotaSheet> {
    year_of_sheet(year)?;
    let end = last_day(year);
    let until = until.filter(|day| *day != end.min(author.today));
    if until.is_some_and(|day| day.year() != year) {
        let (min, max) = (i64::from(year), i64::from(year));
        return Err(Error::refused(Field::Year, Kind::OutOfRange { min, max }));
    }
    database.read(|tx| read(tx, (year, unit), until, until.unwrap_or(end.min(author.today))))
}

/// 31/12 of a year.
pub fn last_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

fn read(
    tx: &Tx<'_>,
    (year, unit): (i32, Option<UnitId>),
    until: Option<NaiveDate>,
    day: NaiveDate,
) -> Result<QuotaSheet> {
    let unit_of_term = chosen(&read_tree(tx)?, unit);
    let term = match unit_of_term {
        Some(unit) => stored::terms(tx, unit)?.into_iter().rev().find(|term| term.holds(year)),
        None => None,
    };
    let (from, to) = term.as_ref().map_or((year, year), |term| (term.from_year, term.to_year));
    // With the year before, which each line is compared with.
    let figures = Figures::read(tx, Span { from: from.min(year - 1), to, until })?;
    let years: Vec<YearResult> = (from..=to).map(|year| figures.result(unit_of_term, year)).collect();
    let amendments = match (unit_of_term, &term) {
        (Some(unit), Some(term)) => stored::amendments(tx, unit, term.from_year)?,
        (Some(_) | None, _) => Vec::new(),
    };
    let in_force = until.unwrap_or(NaiveDate::MAX);
    let term = term.map(|term| {
        let result = TermResult::of(&years, Some(term.target_on(&amendments, in_force)));
        (term, result)
    });
    let single = Single::read(tx, &figures, (year, day))?;
    let lines = Lines { figures: &figures, single: &single, year, day };
    let whole = lines.whole(unit_of_term);
    Ok(QuotaSheet {
        year,
        day,
        rows: lines.rows(unit),
        months: single.months(&lines.scope(unit_of_term), day),
        whole,
        unit: unit_of_term,
        term,
        amendments,
        years,
        adjustments: figures.adjustments.iter().filter(|it| it.year == year).cloned().collect(),
    })
}

/// What only the single records tell.
struct Single {
    of_unit: HashMap<UnitId, Own>,
    admissions: Vec<Admission>,
    /// What each unit admitted in the year before up to the same day.
    last_year: HashMap<UnitId, i64>,
    /// The candidates that each unit counts with.
    candidates: HashMap<UnitId, i64>,
}

/// Of a unit itself, or added up.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    splits: Splits,
    in_quarter: i64,
}

impl Single {
    fn read(tx: &Tx<'_>, figures: &Figures, (year, day): (i32, NaiveDate)) -> Result<Self> {
        let mut admissions = stored::admissions(tx, year, year)?;
        admissions.retain(|admission| !admission.is_revoked && figures.counts(admission));
        let quarter = NaiveDate::from_ymd_opt(year, day.month0() / 3 * 3 + 1, 1).unwrap_or(day);
        let mut of_unit: HashMap<UnitId, Own> = HashMap::new();
        for admission in &admissions {
            let own = of_unit.entry(admission.unit).or_default();
            own.splits += Splits::of(admission);
            own.in_quarter += i64::from(admission.decided_on.first_day() >= quarter);
        }
        let before = day.with_year(year - 1).or_else(|| NaiveDate::from_ymd_opt(year - 1, 2, 28));
        let mut last_year: HashMap<UnitId, i64> = HashMap::new();
        for admission in stored::admissions(tx, year - 1, year - 1)? {
            if !admission.is_revoked && before.is_some_and(|day| admission.is_until(day)) {
                *last_year.entry(admission.unit).or_default() += 1;
            }
        }
        let reports = stored::candidates(tx, year)?;
        let mut candidates = candidates::below(figures.tree_of(year), &reports);
        candidates.extend(reports.into_iter().map(|(unit, reported)| (unit, reported.count)));
        Ok(Self { of_unit, admissions, last_year, candidates })
    }

    fn sum(&self, units: &[UnitId]) -> Own {
        let mut sum = Own::default();
        for own in units.iter().filter_map(|unit| self.of_unit.get(unit)) {
            sum.splits += own.splits;
            sum.in_quarter += own.in_quarter;
        }
        sum
    }

    /// Admitted up to the end of each month that has begun by the day.
    fn months(&self, units: &[UnitId], day: NaiveDate) -> [Option<i64>; 12] {
        let mut months = [None; 12];
        let Some(first) = self.admissions.first().map(|admission| admission.decided_on.year()) else {
            return months;
        };
        let here: std::collections::HashSet<&UnitId> = units.iter().collect();
        let mut own = [0_i64; 12];
        for admission in self.admissions.iter().filter(|admission| here.contains(&admission.unit)) {
            own[admission.decided_on.first_day().month0() as usize] += 1;
        }
        let mut sum = 0;
        for (month, own) in own.into_iter().enumerate() {
            sum += own;
            let has_begun = NaiveDate::from_ymd_opt(first, month as u32 + 1, 1).is_some_and(|it| it <= day);
            months[month] = has_begun.then_some(sum);
        }
        months
    }
}

/// Makes the lines of the sheet.
struct Lines<'a> {
    figures: &'a Figures,
    single: &'a Single,
    year: i32,
    day: NaiveDate,
}

impl Lines<'_> {
    fn tree(&self) -> &UnitTree {
        self.figures.tree_of(self.year)
    }

    /// A unit and all below it, merged ones with their successors.
    fn scope(&self, unit: Option<UnitId>) -> Vec<UnitId> {
        self.tree().scope(unit).iter().map(|node| node.unit.id).collect()
    }

    fn rows(&self, unit: Option<UnitId>) -> Vec<QuotaRow> {
        let nodes = self.tree().scope(unit).iter();
        nodes
            .filter_map(|node| {
                let id = node.unit.id;
                let result = YearResult {
                    target: self.figures.own_first(id, self.year),
                    adjusted: self.figures.own_now(id, self.year),
                    ..self.figures.result(Some(id), self.year)
                };
                let has_figures = result.adjusted.is_some() || result.admitted > 0;
                let is_shown = node.unit.closed_on.is_none() || has_figures;
                let name = node.unit.fields.name.clone();
                is_shown.then(|| self.line(Some(id), (name, node.depth), result))
            })
            .collect()
    }

    /// The unit with all below it; the whole register for none.
    fn whole(&self, unit: Option<UnitId>) -> QuotaRow {
        let result = self.figures.result(unit, self.year);
        let name = unit.and_then(|unit| self.tree().node(unit));
        let name = name.map(|node| node.unit.fields.name.clone()).unwrap_or_default();
        self.line(unit, (name, 0), result)
    }

    /// Admitted in the year before up to the same day. Of a year of which only its number is known,
    /// no part is.
    fn last_year(&self, unit: Option<UnitId>) -> Option<i64> {
        let whole = self.figures.admitted(unit, self.year - 1);
        if self.day >= last_day(self.year) {
            return Some(whole.count);
        }
        let units = self.figures.tree_of(self.year - 1).scope(unit).iter();
        let part = units.filter_map(|node| self.single.last_year.get(&node.unit.id)).sum();
        (!whole.entered).then_some(part)
    }

    /// The candidates of a unit; of all units at the top for none.
    fn candidates(&self, unit: Option<UnitId>) -> Option<i64> {
        let of = |unit: &UnitId| self.single.candidates.get(unit).copied();
        match unit {
            Some(unit) => of(&unit),
            None => {
                let tops = self.tree().nodes().iter().filter(|node| node.depth == 0);
                let known = tops.filter_map(|node| of(&node.unit.id));
                known.fold(None, |sum, count| Some(sum.unwrap_or_default() + count))
            }
        }
    }

    fn line(&self, unit: Option<UnitId>, (name, depth): (String, usize), result: YearResult) -> QuotaRow {
        let own = self.single.sum(&self.scope(unit));
        QuotaRow {
            unit: unit.unwrap_or(UnitId(0)),
            name,
            depth,
            result,
            splits: own.splits,
            in_quarter: own.in_quarter,
            revoked: self.figures.admitted(unit, self.year).revoked,
            last_year: self.last_year(unit),
            pace: result.adjusted.map(|target| Pace::of(target, result.admitted, self.year, self.day)),
            candidates: self.candidates(unit),
            targets_below: self.figures.targets(unit, self.year).now_below,
        }
    }
}
