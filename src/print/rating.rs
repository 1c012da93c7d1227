//! Ratings by year (tổng hợp kết quả xếp loại), of members or of units.

use super::page::{Align, Block, Column, Document, Formalities, Orientation, Row, Table};
use crate::paper;

/// What a rating table is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingTable {
    /// Header blocks, place and date, signature.
    pub formalities: Formalities,
    /// Who was rated.
    pub subject: RatingSubject,
    /// Names of the levels, best first, as the years' regime calls them.
    pub levels: Vec<String>,
    /// The years, in order.
    pub years: Vec<RatingYear>,
    /// The sum over the years; none leaves the row out.
    pub sum: Option<RatingSum>,
}

/// Who was rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingSubject {
    /// Members.
    Members,
    /// Party organisations.
    Units,
}

/// A count and what part of the rated it is; both already formatted, the part without "%".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Share {
    /// "4.373".
    pub count: String,
    /// "86,29".
    pub percent: String,
}

/// One year. Numbers are already formatted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RatingYear {
    /// The year.
    pub year: i32,
    /// Whether only the year's totals were entered; such a year gets a mark and a remark.
    pub entered_as_totals: bool,
    /// One share for each level of the table.
    pub levels: Vec<Share>,
    /// How many were rated.
    pub rated: String,
    /// How many were not.
    pub not_rated: String,
    /// "Hoàn thành tốt" and better.
    pub good_or_better: Share,
    /// Free remark.
    pub note: String,
}

/// The sum row ("Tổng (lượt)"). Numbers are already formatted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RatingSum {
    /// One share for each level of the table.
    pub levels: Vec<Share>,
    /// How many ratings were given.
    pub rated: String,
    /// How many were not given.
    pub not_rated: String,
    /// "Hoàn thành tốt" and better.
    pub good_or_better: Share,
}

/// The rating table as a document: A4 on its long side, count and percentage for each level.
#[must_use]
pub fn rating_table(table: RatingTable) -> Document {
    let marked = table.years.iter().any(|year| year.entered_as_totals);
    let title = match table.subject {
        RatingSubject::Members => paper!("print-ratings-title-members"),
        RatingSubject::Units => paper!("print-ratings-title-units"),
    };
    let caption = match table.subject {
        RatingSubject::Members => paper!("print-ratings-caption-members"),
        RatingSubject::Units => paper!("print-ratings-caption-units"),
    };
    let subtitle = period(table.years.iter().map(|year| year.year));
    let columns = columns(table.levels);
    let years = table.years.into_iter().map(year_row);
    let rows = years.chain(table.sum.map(sum_row)).collect();
    let mut blocks = vec![Block::Table(Table { columns, numbered: false, caption, rows })];
    blocks.push(Block::Note(paper!("print-ratings-base")));
    if marked {
        blocks.push(Block::Note(paper!("print-ratings-entered-as-totals")));
    }
    Document { title, subtitle, blocks, orientation: Orientation::Landscape, ..table.formalities.into() }
}

/// "Năm 2018", "Từ năm 2016 đến năm 2018", or nothing.
pub fn period(years: impl Iterator<Item = i32>) -> String {
    let (first, last) = years.fold((None, None), |(first, last): (Option<i32>, Option<i32>), it| {
        (Some(first.map_or(it, |year| year.min(it))), Some(last.map_or(it, |year| year.max(it))))
    });
    match (first, last) {
        (Some(first), Some(last)) if first == last => paper!("print-year", year = first.to_string()),
        (Some(first), Some(last)) => {
            paper!("print-years", first = first.to_string(), last = last.to_string())
        }
        (None, _) | (_, None) => String::new(),
    }
}

fn columns(levels: Vec<String>) -> Vec<Column> {
    let shares = |title: String| {
        [
            Column::new(paper!("print-count"), 1.1, Align::Right).under(title.clone()),
            Column::new(paper!("print-percent"), 1.0, Align::Right).under(title),
        ]
    };
    let mut columns = vec![Column::new(paper!("print-column-year"), 1.1, Align::Center)];
    columns.extend(levels.into_iter().flat_map(shares));
    columns.push(Column::new(paper!("print-ratings-rated"), 1.2, Align::Right));
    columns.push(Column::new(paper!("print-ratings-not-rated"), 1.2, Align::Right));
    columns.extend(shares(paper!("print-ratings-good-or-better")));
    columns.push(Column::new(paper!("print-column-note"), 1.8, Align::Left));
    columns
}

fn year_row(year: RatingYear) -> Row {
    let name = if year.entered_as_totals {
        paper!("print-year-marked", year = year.year.to_string())
    } else {
        year.year.to_string()
    };
    let mut cells = vec![name];
    cells.extend(values(year.levels, [year.rated, year.not_rated], year.good_or_better));
    cells.push(year.note);
    Row::Cells(cells)
}

fn sum_row(sum: RatingSum) -> Row {
    let mut values: Vec<String> =
        values(sum.levels, [sum.rated, sum.not_rated], sum.good_or_better).collect();
    values.push(String::new());
    Row::Total { label: paper!("print-ratings-sum"), span: 1, values }
}

fn values(levels: Vec<Share>, counts: [String; 2], good_or_better: Share) -> impl Iterator<Item = String> {
    let pair = |share: Share| [share.count, share.percent];
    levels.into_iter().flat_map(pair).chain(counts).chain(pair(good_or_better))
}
