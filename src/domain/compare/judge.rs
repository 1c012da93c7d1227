//! What each percentage is a share of, and whether it is right.
//!
//! The counts of a table decide: of all that percentages could be shares of, that one is taken
//! which makes most of them right. A column of its own kind (such as excellent as a share of good
//! beside shares of all) is known by all of its rows agreeing.

use std::collections::HashMap;

use super::reason::Case;
use super::table::{Percents, Table};
use super::{Comparison, Decimal, Denominator, Finding, Wrong};
use crate::domain::text::fold;

/// Compares the cells of a printed table; see [`super::read::cells`].
#[must_use]
pub fn compare(cells: &[Vec<String>]) -> Comparison {
    let table = Table::of(cells);
    let judge = Judge::new(&table);
    let mut comparison = Comparison::default();
    for percents in &table.percents {
        judge.column(*percents, &mut comparison);
    }
    judge.row_totals(&mut comparison);
    judge.column_totals(&mut comparison);
    comparison.findings.sort_by_key(|finding| (finding.row, finding.column));
    comparison
}

/// What percentages could be shares of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scheme {
    /// The sum of all counts that have a percentage.
    All,
    /// The same without counts that are sums of others.
    Parts,
    /// A column of counts.
    Column(usize),
    /// The sum of the count's own column.
    ColumnSum,
}

/// What is counted by a column of percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// A column.
    Column(usize),
    /// The sum of so many of the first columns that have a percentage.
    First(usize),
}

struct Judge<'a> {
    table: &'a Table,
    paired: Vec<usize>,
    parts: Vec<usize>,
    schemes: Vec<Scheme>,
    /// The scheme of most columns.
    usual: Option<Scheme>,
}

/// A right share tells more than one that was cut.
const RIGHT: usize = 2;
const CUT: usize = 1;

impl<'a> Judge<'a> {
    fn new(table: &'a Table) -> Self {
        let paired = table.paired();
        let parts = parts(table, &paired);
        let mut schemes = Vec::new();
        if paired.len() > 1 {
            schemes.push(Scheme::All);
        }
        if parts.len() > 1 && parts.len() < paired.len() {
            schemes.push(Scheme::Parts);
        }
        let (lone, other): (Vec<usize>, Vec<usize>) =
            table.counts.iter().partition(|column| !paired.contains(column));
        schemes.extend(lone.into_iter().map(Scheme::Column));
        schemes.push(Scheme::ColumnSum);
        schemes.extend(other.into_iter().map(Scheme::Column));
        let mut judge = Self { table, paired, parts, schemes, usual: None };
        judge.usual = judge.find_usual();
        judge
    }

    /// The scheme that explains most; among equals the first one.
    fn find_usual(&self) -> Option<Scheme> {
        let plain = self.table.percents.iter().filter(|percents| !percents.is_further);
        let plain: Vec<(usize, usize)> =
            plain.filter_map(|percents| Some((percents.column, percents.count?))).collect();
        let score = |scheme: &Scheme| -> usize {
            let cells = plain.iter().flat_map(|pair| self.rows().map(move |row| (row, *pair)));
            let points = |(row, (column, count)): (usize, (usize, usize))| {
                self.points(row, column, Counted::Column(count), *scheme)
            };
            cells.map(points).sum()
        };
        let scored = self.schemes.iter().map(|scheme| (score(scheme), *scheme));
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        // Where nothing is explained at all, the sum of the parts is still the likeliest.
        Some(best.1).filter(|_| best.0 > 0 || self.paired.len() > 1)
    }

    fn rows(&self) -> std::ops::Range<usize> {
        0..self.table.rows.len()
    }

    fn sum(&self, row: usize, columns: &[usize]) -> Option<i64> {
        let counts = columns.iter().filter_map(|column| self.table.count(row, *column));
        counts.reduce(i64::saturating_add)
    }

    fn counted(&self, row: usize, counted: Counted) -> Option<i64> {
        match counted {
            Counted::Column(column) => self.table.count(row, column),
            Counted::First(many) => self.sum(row, self.paired.get(..many)?),
        }
    }

    /// What a count in a row is a share of; never of itself.
    fn total(&self, row: usize, counted: Counted, scheme: Scheme) -> Option<i64> {
        match scheme {
            Scheme::All => self.sum(row, &self.paired),
            Scheme::Parts => self.sum(row, &self.parts),
            Scheme::Column(column) if counted == Counted::Column(column) => None,
            Scheme::Column(column) => self.table.count(row, column),
            Scheme::ColumnSum => match counted {
                Counted::Column(column) => self.column_sum(column),
                Counted::First(_) => None,
            },
        }
        .filter(|total| *total > 0)
    }

    /// The sum of a column over the rows that are no totals.
    fn column_sum(&self, column: usize) -> Option<i64> {
        let parts = self.rows().filter(|row| !self.table.rows[*row].is_total);
        parts.filter_map(|row| self.table.count(row, column)).reduce(i64::saturating_add)
    }

    fn printed(&self, row: usize, column: usize) -> Option<Decimal> {
        self.table.rows.get(row)?.values.get(column)?.decimal()
    }

    fn expected(&self, row: usize, column: usize, counted: Counted, scheme: Scheme) -> Option<Decimal> {
        let printed = self.printed(row, column)?;
        Decimal::share(self.counted(row, counted)?, self.total(row, counted, scheme)?, printed.scale)
    }

    /// How well a scheme explains what is printed in a cell. Nought is nought of anything and tells
    /// nothing.
    fn points(&self, row: usize, column: usize, counted: Counted, scheme: Scheme) -> usize {
        let Some(printed) = self.printed(row, column) else { return 0 };
        let (Some(count), Some(total)) = (self.counted(row, counted), self.total(row, counted, scheme))
        else {
            return 0;
        };
        if count == 0 {
            0
        } else if Decimal::share(count, total, printed.scale) == Some(printed) {
            RIGHT
        } else if Decimal::cut(count, total, printed.scale) == Some(printed) {
            CUT
        } else {
            0
        }
    }

    /// What a column's percentages are shares of.
    fn scheme_of(&self, percents: Percents) -> Option<(Counted, Scheme)> {
        let plain = percents.count.filter(|_| !percents.is_further).map(Counted::Column);
        let usual = plain.zip(self.usual);
        let Some((counted, scheme)) = usual else { return self.free_scheme(percents.column) };
        // Another scheme holds where it explains rows that the usual one leaves all wrong.
        let column = percents.column;
        let is_better = |other: &Scheme| {
            let telling = self.rows().filter(|row| {
                self.counted(*row, counted).is_some_and(|count| count > 0)
                    && self.expected(*row, column, counted, *other).is_some()
                    && self.expected(*row, column, counted, *other)
                        != self.expected(*row, column, counted, scheme)
            });
            let telling: Vec<usize> = telling.collect();
            let points = |scheme| -> Vec<usize> {
                telling.iter().map(|row| self.points(*row, column, counted, scheme)).collect()
            };
            points(*other).into_iter().filter(|points| *points == RIGHT).count() >= 2
                && points(scheme).into_iter().all(|points| points == 0)
        };
        let other = self.schemes.iter().find(|other| is_better(other));
        Some((counted, other.copied().unwrap_or(scheme)))
    }

    /// For percentages without a count of their own: whatever two counts explain most of them.
    fn free_scheme(&self, column: usize) -> Option<(Counted, Scheme)> {
        let counted = self.table.counts.iter().map(|column| Counted::Column(*column));
        let first = (2..self.paired.len()).map(Counted::First);
        let pairs = counted
            .chain(first)
            .flat_map(|counted| self.schemes.iter().map(move |scheme| (counted, *scheme)));
        let score = |pair: &(Counted, Scheme)| -> usize {
            self.rows().map(|row| self.points(row, column, pair.0, pair.1)).sum()
        };
        let scored = pairs.map(|pair| (score(&pair), pair));
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let filled = self.rows().filter(|row| self.printed(*row, column).is_some()).count();
        // Half of the rows must agree, or it is chance.
        Some(best.1).filter(|_| best.0 >= RIGHT && best.0 >= filled)
    }

    fn denominator(&self, scheme: Scheme) -> Denominator {
        match scheme {
            Scheme::All | Scheme::Parts => Denominator::RowSum,
            Scheme::Column(column) => Denominator::Column(self.table.titles[column].clone()),
            Scheme::ColumnSum => Denominator::ColumnSum,
        }
    }

    fn finding(&self, row: usize, column: usize, wrong: Wrong) -> Finding {
        let of = &self.table.rows[row];
        Finding {
            row: of.place,
            column,
            label: of.label.clone(),
            title: self.table.titles[column].clone(),
            printed: of.texts[column].clone(),
            wrong,
        }
    }

    /// Judges a column of percentages.
    fn column(&self, percents: Percents, comparison: &mut Comparison) {
        let column = percents.column;
        let filled: Vec<usize> = self.rows().filter(|row| self.printed(*row, column).is_some()).collect();
        let Some((counted, scheme)) = self.scheme_of(percents) else {
            if self.table.counts.is_empty() {
                comparison.unchecked += filled.len();
                return;
            }
            comparison.checked += filled.len();
            comparison
                .findings
                .extend(filled.into_iter().map(|row| self.finding(row, column, Wrong::NotReproducible)));
            return;
        };
        comparison.denominators.push((column, self.denominator(scheme)));
        for row in filled {
            match self.verdict(row, column, counted, scheme) {
                None => comparison.unchecked += 1,
                Some(None) => {
                    comparison.checked += 1;
                    comparison.right += 1;
                }
                Some(Some(wrong)) => {
                    comparison.checked += 1;
                    comparison.findings.push(self.finding(row, column, wrong));
                }
            }
        }
    }

    /// What is wrong with a percentage, if anything; none where the row has no count for it.
    fn verdict(&self, row: usize, column: usize, counted: Counted, scheme: Scheme) -> Option<Option<Wrong>> {
        let (printed, count) = (self.printed(row, column)?, self.counted(row, counted)?);
        let Some(total) = self.total(row, counted, scheme) else {
            // A row of noughts: there is nothing to divide by, but no share can be more than nought.
            return (count == 0 && printed.digits > 0).then_some(Some(Wrong::NotReproducible));
        };
        let expected = Decimal::share(count, total, printed.scale)?;
        if expected == printed {
            return Some(None);
        }
        let others = self.others(row, counted, scheme);
        let rows = self.other_rows(row, column, counted, scheme);
        let reason = Case { printed, count, total, others: &others, rows: &rows }.reason(expected);
        let denominator = self.denominator(scheme);
        Some(Some(Wrong::Share { count, total, denominator, expected, reason }))
    }

    /// What else a count could be a share of.
    fn others(&self, row: usize, counted: Counted, scheme: Scheme) -> Vec<(Denominator, i64)> {
        let others = self.schemes.iter().filter(|other| **other != scheme);
        others
            .filter_map(|other| Some((self.denominator(*other), self.total(row, counted, *other)?)))
            .collect()
    }

    /// The right percentages of the other rows.
    fn other_rows(
        &self,
        row: usize,
        column: usize,
        counted: Counted,
        scheme: Scheme,
    ) -> Vec<(String, Decimal)> {
        let others = self.rows().filter(|other| *other != row);
        others
            .filter_map(|other| {
                let right = self.expected(other, column, counted, scheme)?;
                Some((self.table.rows[other].label.clone(), right))
            })
            .collect()
    }

    // ---- totals

    /// Totals in a column of their own that are not the sum of their row's parts.
    fn row_totals(&self, comparison: &mut Comparison) {
        let has_shares = !self.paired.is_empty();
        for column in self.table.counts.iter().filter(|column| !self.paired.contains(column)) {
            let parts: Vec<usize> = if has_shares {
                self.parts.clone()
            } else {
                self.table.counts.iter().copied().filter(|other| other != column).collect()
            };
            if parts.len() < 2 {
                continue;
            }
            let sums: Vec<(usize, i64, i64)> = self
                .rows()
                .filter_map(|row| Some((row, self.table.count(row, *column)?, self.sum(row, &parts)?)))
                .collect();
            let agreeing = sums.iter().filter(|(_, total, sum)| total == sum).count();
            let is_known = agreeing >= 2 && 2 * agreeing > sums.len();
            let says_total = !has_shares && says_total(&self.table.titles[*column]);
            for (row, total, sum) in sums {
                // Of a single row with a title it is only sure that parts can't exceed the whole.
                if total != sum && (is_known || says_total && sum > total) {
                    let counts = parts.iter().filter_map(|part| self.table.count(row, *part)).collect();
                    let wrong = Wrong::RowTotal { parts: counts, sum };
                    comparison.findings.push(self.finding(row, *column, wrong));
                }
            }
        }
    }

    /// Totals below columns of counts that are not the sum of the rows above.
    fn column_totals(&self, comparison: &mut Comparison) {
        let Some(last) = self.rows().find(|row| self.table.rows[*row].is_total) else { return };
        for column in &self.table.counts {
            let above: Vec<i64> = (0..last).filter_map(|row| self.table.count(row, *column)).collect();
            let sum = above.iter().copied().fold(0, i64::saturating_add);
            let Some(total) = self.table.count(last, *column) else { continue };
            if above.len() >= 2 && sum != total {
                comparison.findings.push(self.finding(last, *column, Wrong::ColumnTotal { sum }));
            }
        }
    }
}

fn says_total(title: &str) -> bool {
    let title = fold(title);
    ["tong", "cong", "total"].iter().any(|word| title.starts_with(word))
}

/// The paired columns without those that are sums of two or more paired ones before them, such as
/// "good or better", or of all others.
fn parts(table: &Table, paired: &[usize]) -> Vec<usize> {
    let rows = 0..table.rows.len();
    let count = |row: usize, column: usize| table.count(row, column).unwrap_or_default();
    let is_sum_of = |column: usize, others: &[usize]| {
        let sums = rows
            .clone()
            .map(|row| others.iter().map(|other| count(row, *other)).fold(0, i64::saturating_add));
        others.len() >= 2
            && rows
                .clone()
                .zip(sums)
                .all(|(row, sum)| table.count(row, column).is_none_or(|count| count == sum))
    };
    let mut sums: HashMap<usize, ()> = HashMap::new();
    for (place, column) in paired.iter().enumerate() {
        let others: Vec<usize> = paired.iter().copied().filter(|other| other != column).collect();
        let is_cumulative = (2..=place).any(|many| is_sum_of(*column, &paired[..many]));
        if is_cumulative || is_sum_of(*column, &others) {
            sums.insert(*column, ());
        }
    }
    paired.iter().copied().filter(|column| !sums.contains_key(column)).collect()
}
