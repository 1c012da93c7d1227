//! A table as the template reads it: widths of columns, cells of the header, rows in running text.

use std::borrow::Cow;

use serde::Serialize;

use crate::paper;
use crate::print::fit::Pen;
use crate::print::page::{Align, Column, Row, Table};
use crate::print::sheet::{self, Sizes};
use crate::print::typesetter::Faces;

/// Rows with more lines than this may go over a page's end; others move to the next page.
const TALL: usize = 15;
/// Words up to so many em make their column wider; longer ones are broken if they must.
const LONGEST_WORD: f64 = 6.5;

/// Rows that are looked at for the widths of columns, spread over the table.
const SAMPLE: usize = 150;
/// One text in so many may take a line more than the others of its column.
const RARE: usize = 20;
/// Where rows would need so many lines or more, widths go by words alone.
const MOST_LINES: usize = 8;

/// Some rows of a table, ready to be drawn.
#[derive(Serialize)]
pub struct Grid<'a> {
    mark: usize,
    size: f64,
    inset: f64,
    caption: &'a str,
    widths: Vec<f64>,
    aligns: Vec<Align>,
    header: Vec<Vec<Title<'a>>>,
    rows: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Title<'a> {
    text: Cow<'a, str>,
    columns: usize,
    rows: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    cells: Vec<Cow<'a, str>>,
    /// Columns that the first cell takes.
    span: usize,
    total: bool,
    tall: bool,
}

/// The measures of one table.
pub struct Ruler<'a> {
    table: &'a Table,
    size: f64,
    regular: Pen,
    bold: Pen,
    /// Widths of all printed columns, the running number's among them.
    widths: Vec<f64>,
}

impl<'a> Ruler<'a> {
    /// Divides `width` points among the columns: by their relative widths, but each gets room
    /// for its longest word, so that dates and numbers stay on one line, and for its texts in as few
    /// lines as all columns can have, so that no narrow column makes all rows high.
    pub fn new(table: &'a Table, width: f64, (sizes, faces): (Sizes, &Faces)) -> Self {
        let mut ruler = Self::with(table, Vec::new(), (sizes, faces));
        let (regular, bold) = (ruler.regular, ruler.bold);
        if table.numbered {
            let widest = "0".repeat(table.rows.len().to_string().len());
            let number = regular.width(&widest).max(bold.width(&paper!("print-order")));
            ruler.widths.push(cell_width(number));
        }
        let rest = width - ruler.widths.iter().sum::<f64>();
        let shares: Vec<f64> = table.columns.iter().map(share).collect();
        let needs = ruler.needs(rest, &shares);
        ruler.widths.extend(divide(rest, &shares, &needs));
        ruler
    }

    /// The measures of a table whose columns were given their widths before.
    pub fn with(table: &'a Table, widths: Vec<f64>, (sizes, faces): (Sizes, &Faces)) -> Self {
        let size = sizes.table(table.columns.len() + usize::from(table.numbered));
        let (regular, bold) = (Pen::new(faces.regular, size), Pen::new(faces.bold, size));
        Self { table, size, regular, bold, widths }
    }

    /// Widths of all printed columns, in points.
    pub fn into_widths(self) -> Vec<f64> {
        self.widths
    }

    /// Width that each column needs for its longest word, and for most of its texts in the fewest lines
    /// for which `width` has room.
    fn needs(&self, width: f64, shares: &[f64]) -> Vec<f64> {
        let words = self.longest_words();
        let step = self.table.rows.len().div_ceil(SAMPLE).max(1);
        let rows = self.table.rows.iter().step_by(step).filter_map(|row| match row {
            Row::Cells(texts) => Some(texts),
            Row::Total { .. } => None,
        });
        let rows: Vec<&Vec<String>> = rows.collect();
        let all: f64 = shares.iter().sum();
        // What is empty is to be written in by hand: it is not taken all its room.
        let by_hand = |at: usize| {
            let is_empty = rows.iter().all(|texts| texts.get(at).is_none_or(String::is_empty));
            if is_empty { words[at].max(width * shares[at] / all / 2.0) } else { words[at] }
        };
        let least: Vec<f64> = (0..words.len()).map(by_hand).collect();
        let within = |lines: usize| {
            let need = |at: usize| {
                let texts = rows.iter().filter_map(|texts| texts.get(at));
                self.width_for(texts.map(String::as_str), lines, (least[at], width))
            };
            let needs: Vec<f64> = (0..least.len()).map(need).collect();
            (needs.iter().sum::<f64>() <= width).then_some(needs)
        };
        (1..MOST_LINES).find_map(within).unwrap_or(words)
    }

    /// The least width, from `least` to `most`, at which most of the texts take no more than `lines`.
    fn width_for<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
        lines: usize,
        (least, most): (f64, f64),
    ) -> f64 {
        let fits = |text: &str, width: f64| {
            self.regular.lines(text, (width - 2.0 * sheet::CELL_INSET).max(1.0)) <= lines
        };
        let mut widths: Vec<f64> = texts
            .map(|text| {
                if fits(text, least) {
                    return least;
                }
                let (mut small, mut large) = (least, most);
                while large - small > 1.0 {
                    let middle = f64::midpoint(small, large);
                    if fits(text, middle) { large = middle } else { small = middle }
                }
                large
            })
            .collect();
        widths.sort_by(f64::total_cmp);
        let rare = widths.len() / RARE;
        widths.get(widths.len().saturating_sub(1 + rare)).copied().unwrap_or(least)
    }

    /// Width that each column needs for its longest word.
    fn longest_words(&self) -> Vec<f64> {
        let limit = self.size * LONGEST_WORD;
        let title = |column: &Column| self.bold.longest_word(&column.title, 0.0, limit);
        let mut needs: Vec<f64> = self.table.columns.iter().map(title).collect();
        for row in &self.table.rows {
            let (pen, texts) = match row {
                Row::Cells(texts) => (self.regular, texts),
                Row::Total { values, .. } => (self.bold, values),
            };
            let first = needs.len().saturating_sub(texts.len());
            for (need, text) in needs.iter_mut().skip(first).zip(texts) {
                *need = pen.longest_word(text, *need, limit);
            }
        }
        needs.into_iter().map(cell_width).collect()
    }

    /// `count` rows from `first` on, the first of which has the mark `mark`.
    pub fn grid(&self, mark: usize, first: usize, count: usize) -> Grid<'a> {
        let (before, from_here) = self.table.rows.split_at(first);
        let mut number = before.iter().filter(|row| matches!(row, Row::Cells(_))).count();
        let rows = from_here.iter().take(count);
        Grid {
            mark,
            size: self.size,
            inset: sheet::CELL_INSET,
            caption: if first == 0 { &self.table.caption } else { "" },
            widths: self.widths.clone(),
            aligns: self.aligns(),
            header: self.header(),
            rows: rows.map(|row| self.line(row, &mut number)).collect(),
        }
    }

    fn aligns(&self) -> Vec<Align> {
        let order = self.table.numbered.then_some(Align::Center);
        order.into_iter().chain(self.table.columns.iter().map(|column| column.align)).collect()
    }

    fn header(&self) -> Vec<Vec<Title<'a>>> {
        let columns = &self.table.columns;
        let grouped = columns.iter().any(|column| !column.group.is_empty());
        let rows = if grouped { 2 } else { 1 };
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        if self.table.numbered {
            upper.push(Title { text: Cow::Owned(paper!("print-order")), columns: 1, rows });
        }
        let mut at = upper.len();
        for group in columns.chunk_by(|a, b| !a.group.is_empty() && a.group == b.group) {
            for (index, column) in group.iter().enumerate() {
                let text = self.bold.fit(&column.title, self.room(at + index, 1));
                if column.group.is_empty() {
                    upper.push(Title { text, columns: 1, rows });
                } else {
                    lower.push(Title { text, columns: 1, rows: 1 });
                }
            }
            if let [first, ..] = group
                && !first.group.is_empty()
            {
                let text = self.bold.fit(&first.group, self.room(at, group.len()));
                upper.push(Title { text, columns: group.len(), rows: 1 });
            }
            at += group.len();
        }
        if grouped { vec![upper, lower] } else { vec![upper] }
    }

    fn line(&self, row: &'a Row, number: &mut usize) -> Line<'a> {
        let (first, span) = (usize::from(self.table.numbered), self.span(row));
        let tall = self.is_tall(row);
        match row {
            Row::Cells(texts) => {
                *number += 1;
                let order = self.table.numbered.then(|| Cow::Owned(number.to_string()));
                let fit = |(at, text): (usize, &'a String)| self.regular.fit(text, self.room(first + at, 1));
                let cells = order.into_iter().chain(texts.iter().enumerate().map(fit)).collect();
                Line { cells, span, total: false, tall }
            }
            Row::Total { label, values, .. } => {
                let fit = |(at, text): (usize, &'a String)| self.bold.fit(text, self.room(span + at, 1));
                let label = self.bold.fit(label, self.room(0, span));
                let cells = std::iter::once(label).chain(values.iter().enumerate().map(fit));
                Line { cells: cells.collect(), span, total: true, tall }
            }
        }
    }

    /// Printed columns that the row's first cell takes.
    fn span(&self, row: &Row) -> usize {
        match row {
            Row::Cells(_) => 1,
            Row::Total { span, .. } => (*span).max(1) + usize::from(self.table.numbered),
        }
    }

    /// Whether the row has so many lines that it may be divided between pages.
    pub fn is_tall(&self, row: &Row) -> bool {
        match row {
            Row::Cells(texts) => {
                let first = usize::from(self.table.numbered);
                texts
                    .iter()
                    .enumerate()
                    .any(|(at, text)| self.regular.lines(text, self.room(first + at, 1)) > TALL)
            }
            Row::Total { label, values, .. } => {
                let span = self.span(row);
                self.bold.lines(label, self.room(0, span)) > TALL
                    || values
                        .iter()
                        .enumerate()
                        .any(|(at, text)| self.bold.lines(text, self.room(span + at, 1)) > TALL)
            }
        }
    }

    /// Width for text in `count` columns from the one at `first`, in points.
    fn room(&self, first: usize, count: usize) -> f64 {
        let width: f64 = self.widths.iter().skip(first).take(count).sum();
        (width - 2.0 * sheet::CELL_INSET).max(1.0)
    }
}

/// Width of a column for text of this width, with a little to spare.
fn cell_width(text: f64) -> f64 {
    text * 1.03 + 2.0 * sheet::CELL_INSET
}

/// Divides `width` by `shares`, but gives each part what it needs, as long as there is enough.
fn divide(width: f64, shares: &[f64], needs: &[f64]) -> Vec<f64> {
    let all: f64 = needs.iter().sum();
    if all >= width {
        return needs.iter().map(|need| width * need / all).collect();
    }
    let mut tight = vec![false; shares.len()];
    loop {
        let (mut rest, mut parts) = (width, 0.0);
        for ((share, need), tight) in shares.iter().zip(needs).zip(&tight) {
            if *tight { rest -= need } else { parts += share }
        }
        let wanted = |share: f64| rest * share / parts;
        let short = (0..shares.len()).filter(|&at| !tight[at] && wanted(shares[at]) < needs[at]);
        let short: Vec<usize> = short.collect();
        if short.is_empty() {
            let part = |at: usize| if tight[at] { needs[at] } else { wanted(shares[at]) };
            return (0..shares.len()).map(part).collect();
        }
        for at in short {
            tight[at] = true;
        }
    }
}

fn share(column: &Column) -> f64 {
    if column.width > 0.0 && column.width.is_finite() { f64::from(column.width) } else { 1.0 }
}
