//! Admissions by year against their quotas (kết quả kết nạp đảng viên).

use super::page::{Align, Block, Column, Document, Formalities, Row, Table};
use super::rating::period;
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
}

/// One year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmissionYear {
    /// The year.
    pub year: i32,
    /// The year's target.
    pub target: String,
    /// Members admitted.
    pub admitted: String,
    /// Admitted ÷ target, without "%".
    pub percent: String,
}

/// The sum row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmissionSum {
    /// Sum of the yearly targets.
    pub targets: String,
    /// Members admitted.
    pub admitted: String,
    /// Admitted ÷ sum of the yearly targets, without "%".
    pub percent: String,
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
    let columns = vec![
        Column::new(paper!("print-column-year"), 1.6, Align::Center),
        Column::new(paper!("print-admissions-target"), 1.5, Align::Right),
        Column::new(paper!("print-admissions-admitted"), 1.5, Align::Right),
        Column::new(paper!("print-admissions-percent"), 1.5, Align::Right),
    ];
    let years = table
        .years
        .into_iter()
        .map(|year| Row::Cells(vec![year.year.to_string(), year.target, year.admitted, year.percent]));
    let sum = table.sum.map(|sum| Row::Total {
        label: paper!("print-admissions-sum"),
        span: 1,
        values: vec![sum.targets, sum.admitted, sum.percent],
    });
    let rows = years.chain(sum).chain(table.term.into_iter().flat_map(term_rows)).collect();
    let caption = paper!("print-admissions-caption");
    Document {
        title: paper!("print-admissions-title"),
        subtitle,
        blocks: vec![Block::Table(Table { columns, numbered: false, caption, rows })],
        ..table.formalities.into()
    }
}

fn term_rows(term: Term) -> [Row; 3] {
    let row = |label, value| Row::Total { label, span: 3, values: vec![value] };
    let (from, to) = (term.from.to_string(), term.to.to_string());
    [
        row(paper!("print-term-target", from = from, to = to), term.resolution_target),
        row(paper!("print-term-percent-of-resolution"), term.percent_of_resolution),
        row(paper!("print-term-percent-of-targets"), term.percent_of_targets),
    ]
}
