//! The levels of the years as a chart: stacked shares, to be read without colour.

use super::table::short;
use super::{Layout, YearSummary};
use crate::chart::{Bars, Chart, Fill, Look, Series, Unit};
use crate::domain::rating::{Level, Subject};
use crate::i18n::term::{Words, term};

/// The shares of each level by year, the best level lowest. Years in which nobody was rated are
/// left out; none when fewer than two are left.
#[must_use]
pub fn by_year(summary: &YearSummary, words: Words) -> Option<Chart> {
    let rated: Vec<_> = summary.years.iter().filter(|line| line.figures.shown.tally.rated() > 0).collect();
    if rated.len() < 2 {
        return None;
    }
    let columns = summary.columns(Layout::Own);
    let series = columns.into_iter().map(|column| {
        let level = column.level.level;
        let share = |line: &&&super::YearLine| {
            let share = line.figures.shown.share(level, summary.rounding)?;
            Some(share.0).filter(|_| line.figures.shown.tally.count(level) > 0)
        };
        Series {
            name: short(level, words),
            values: rated.iter().map(|line| share(&line)).collect(),
            look: Look::Bars(fill(level)),
        }
    });
    let series: Vec<Series> = series.filter(|series| series.values.iter().any(Option::is_some)).collect();
    let mark = |line: &&super::YearLine| {
        if line.figures.is_entered { format!("{} (*)", line.year) } else { line.year.to_string() }
    };
    let title = match summary.subject {
        Subject::Member => term!(words, "summary-chart-members"),
        Subject::Unit => term!(words, "summary-chart-units"),
    };
    Some(Chart {
        title,
        counted: String::new(),
        unit: Unit::Percent,
        bars: Bars::Stacked,
        categories: rated.iter().map(mark).collect(),
        series,
    })
}

/// Levels keep their pattern from chart to chart. Those of old and new regimes that stand in the
/// same place share one only where they never meet in a year.
fn fill(level: Level) -> Fill {
    match level {
        Level::Exemplary | Level::Excellent => Fill::Solid,
        Level::CleanStrong => Fill::Diagonal,
        Level::Good => Fill::Hollow,
        Level::Completed => Fill::Grey,
        Level::NotCompleted | Level::Weak => Fill::Cross,
    }
}
