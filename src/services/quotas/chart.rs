//! Quotas as charts, for the window and for paper.

use crate::chart::{Chart, Dash, Fill, Look, Series, Values};
use crate::domain::quota::YearResult;
use crate::i18n::term::{Words, term};

/// Admissions beside the targets, year by year.
#[must_use]
pub fn years_chart(years: &[YearResult], words: Words) -> Chart {
    let series = |name: String, fill, value: fn(&YearResult) -> Option<i64>| Series {
        name,
        look: Look::Bars(fill),
        values: years.iter().map(value).collect(),
    };
    let mut all = vec![series(term!(words, "quotas-chart-first"), Fill::Hollow, |year| year.target)];
    if years.iter().any(|year| year.adjusted != year.target) {
        all.push(series(term!(words, "quotas-chart-now"), Fill::Diagonal, |year| year.adjusted));
    }
    // A year to come without a target says nothing yet.
    all.push(series(term!(words, "quotas-chart-admitted"), Fill::Solid, |year| {
        (year.admitted > 0 || year.adjusted.is_some()).then_some(year.admitted)
    }));
    Chart {
        title: term!(words, "quotas-chart-years"),
        counted: term!(words, "quotas-chart-counted"),
        categories: years.iter().map(|year| year.year.to_string()).collect(),
        series: all,
        ..Chart::default()
    }
}

/// What was admitted from January to the end of each month, beside what even progress to the target
/// would be.
#[must_use]
pub fn months_chart(year: i32, months: &[Option<i64>; 12], target: Option<i64>, words: Words) -> Chart {
    let mut series = vec![Series {
        name: term!(words, "quotas-chart-cumulative"),
        look: Look::Bars(Fill::Solid),
        values: months.to_vec(),
    }];
    if let Some(target) = target.filter(|target| *target > 0) {
        series.push(Series {
            name: term!(words, "quotas-chart-pace"),
            look: Look::Line(Dash::Dashed, Values::Last),
            values: (1..=12).map(|month| Some(target * month / 12)).collect(),
        });
    }
    Chart {
        title: term!(words, "quotas-chart-months", year = year.to_string()),
        counted: term!(words, "quotas-chart-counted"),
        categories: (1..=12).map(|month| month.to_string()).collect(),
        series,
        ..Chart::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_to_come_without_a_target_has_no_bar() {
        let year =
            |year, target, admitted| YearResult { year, target, adjusted: target, admitted, entered: false };
        let years = [year(2026, Some(10), 0), year(2027, None, 0), year(2028, None, 3)];
        let chart = years_chart(&years, Words::Paper);
        let admitted = chart.series.last().map(|series| series.values.clone());
        assert_eq!(admitted, Some(vec![Some(0), None, Some(3)]));
    }
}
