//! Admissions by year against their quotas (kết quả kết nạp đảng viên).

use super::page::{Align, Block, Column, Document, Formalities, Row, Table};
use super::summary::period;
use crate::chart::Chart;
use crate::paper;

/// What an admission table is made from. Numbers are already formatted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmissionTable {
    /// Header blocks, place and date, signature.
    pub formalities: Formalities,
    /// The years, in order.
    pub years: Vec<AdmissionYear>,
    /// The sum over the years; none leaves the row out.
    pub sum: Option<AdmissionSum>,
    /// The term; none leaves its rows out.
    pub term: Option<Term>,
    /// Whether targets were adjusted, which then have columns of their own.
    pub is_adjusted: bool,
    /// Remarks below the table.
    pub notes: Vec<String>,
    /// The same as bars, below all.
    pub chart: Option<Chart>,
}

/// One year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmissionYear {
    /// The year.
    pub year: i32,
    /// The year's target as first given.
    pub target: String,
    /// The adjusted target.
    pub adjusted: String,
    /// Members admitted.
    pub admitted: String,
    /// Admitted ÷ target as first given, without "%".
    pub percent: String,
    /// Admitted ÷ adjusted target, without "%".
    pub percent_of_adjusted: String,
}

/// The sum row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmissionSum {
    /// Sum of the yearly targets.
    pub targets: String,
    /// Sum of the adjusted yearly targets.
    pub adjusted: String,
    /// Members admitted.
    pub admitted: String,
    /// Admitted ÷ sum of the yearly targets, without "%".
    pub percent: String,
    /// Admitted ÷ sum of the adjusted yearly targets, without "%".
    pub percent_of_adjusted: String,
}

/// The term and its own target, which the resolution keeps whatever the years become.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
    /// Target of the congress's resolution.
    pub resolution_target: String,
    /// Admitted ÷ that target, without "%".
    pub percent_of_resolution: String,
    /// Admitted ÷ sum of the yearly targets, without "%".
    pub percent_of_targets: String,
}

/// The admission table as a document: A4 upright.
#[must_use]
pub fn admission_table(table: AdmissionTable) -> Document {
    let subtitle = period(table.years.iter().map(|year| year.year));
    let column = |title, width| Column::new(title, width, Align::Right);
    let mut columns = vec![
        Column::new(paper!("print-column-year"), 1.6, Align::Center),
        column(paper!("print-admissions-target"), 1.5),
        column(paper!("print-admissions-adjusted"), 1.6),
        column(paper!("print-admissions-admitted"), 1.5),
        column(paper!("print-admissions-percent"), 1.5),
        column(paper!("print-admissions-percent-adjusted"), 1.6),
    ];
    // Where nothing was adjusted, the columns that would say the same again are left out.
    let is_adjusted = table.is_adjusted;
    let kept = |place: usize| is_adjusted || !matches!(place, 1 | 4);
    let narrow = move |cells: [String; 5]| -> Vec<String> {
        let cells = cells.into_iter().enumerate().filter(|(place, _)| kept(*place));
        cells.map(|(_, cell)| cell).collect()
    };
    if !is_adjusted {
        let _ = columns.remove(5);
        let _ = columns.remove(2);
    }
    let span = columns.len() - 1;
    let years = table.years.into_iter().map(|year| {
        let cells = [year.target, year.adjusted, year.admitted, year.percent, year.percent_of_adjusted];
        Row::Cells(std::iter::once(year.year.to_string()).chain(narrow(cells)).collect())
    });
    let sum = table.sum.map(|sum| Row::Total {
        label: paper!("print-admissions-sum"),
        span: 1,
        values: narrow([sum.targets, sum.adjusted, sum.admitted, sum.percent, sum.percent_of_adjusted]),
    });
    let term = table.term.into_iter().flat_map(|term| term_rows(term, span));
    let rows = years.chain(sum).chain(term).collect();
    let caption = paper!("print-admissions-caption");
    let table_block = Block::Table(Table { columns, numbered: false, caption, rows });
    let notes = table.notes.into_iter().map(Block::Note);
    let chart = table.chart.map(Block::Chart);
    Document {
        title: paper!("print-admissions-title"),
        subtitle,
        blocks: std::iter::once(table_block).chain(notes).chain(chart).collect(),
        ..table.formalities.into()
    }
}

fn term_rows(term: Term, span: usize) -> [Row; 3] {
    let row = |label, value| Row::Total { label, span, values: vec![value] };
    let (from, to) = (term.from.to_string(), term.to.to_string());
    [
        row(paper!("print-term-target", from = from, to = to), term.resolution_target),
        row(paper!("print-term-percent-of-resolution"), term.percent_of_resolution),
        row(paper!("print-term-percent-of-targets"), term.percent_of_targets),
    ]
}
