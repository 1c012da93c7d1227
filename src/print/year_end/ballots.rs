//! Ballot papers (phiếu biểu quyết xếp loại): the names of a cell and a box for each level of the
//! year.

use super::{Context, Person, RatedList, unit_name};
use crate::domain::id::UnitId;
use crate::domain::rating::{Rating, Subject};
use crate::paper;
use crate::print::page::{Align, Block, Column, Document, Letterhead, Row, Table};

/// Most names with which several papers share a sheet.
const NAMES_OF_A_SMALL_PAPER: usize = 7;
/// Papers that are printed at most.
pub const MOST_COPIES: usize = 500;

/// How many papers, and how they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BallotPapers {
    /// For each cell: as many as there are voters.
    pub copies: usize,
    /// Whether a sheet is shared by several papers, to be cut apart.
    pub shares_sheets: bool,
}

/// The ballot papers of the units of a list, one unit after the other: whoever is not to be rated
/// is not on them. None when nobody is.
#[must_use]
pub fn ballots(list: &RatedList, papers: BallotPapers, context: &Context<'_>) -> Option<Document> {
    let mut all = Vec::new();
    let is_voted_on = |person: &Person| !matches!(person.rating, Some(Rating::NotRated { .. }));
    for (unit, people) in list.by_unit(is_voted_on) {
        let blocks = paper_of(list, unit, &people, context);
        let copies = papers.copies.clamp(1, MOST_COPIES);
        if papers.shares_sheets && people.len() <= NAMES_OF_A_SMALL_PAPER {
            all.extend(shared(list, &blocks, copies));
        } else {
            let alone = || Document { blocks: blocks.clone(), ..head(list, context) };
            all.extend(std::iter::repeat_with(alone).take(copies));
        }
    }
    let mut all = all.into_iter();
    let first = all.next()?;
    Some(Document { appendices: all.collect(), ..first })
}

fn head(list: &RatedList, context: &Context<'_>) -> Document {
    let set = context.letterhead;
    Document {
        letterhead: Some(Letterhead {
            upper_body: set.upper_body.clone(),
            issuing_body: set.issuing_body.clone(),
            number: None,
        }),
        title: paper!("print-ballot-title"),
        subtitle: subtitle(list),
        // A mark could tell one ballot from another.
        footer: Some(String::new()),
        ..Document::default()
    }
}

fn subtitle(list: &RatedList) -> String {
    let year = list.year.to_string();
    match list.subject {
        Subject::Member => paper!("print-ballot-members", year = year),
        Subject::Unit => paper!("print-ballot-units", year = year),
    }
}

/// What stands on one paper below its title.
fn paper_of(list: &RatedList, unit: Option<UnitId>, people: &[&Person], context: &Context<'_>) -> Vec<Block> {
    let name = match list.subject {
        Subject::Member => paper!("print-column-full-name"),
        Subject::Unit => paper!("print-column-organisation"),
    };
    let levels = list.regime.levels(list.subject);
    let mut columns = vec![Column::new(name, 3.2, Align::Left)];
    columns.extend(levels.iter().map(|named| Column::new(named.name.clone(), 1.3, Align::Center)));
    let rows = people.iter().map(|person| {
        let mut cells = vec![person.name.clone()];
        cells.resize(levels.len() + 1, String::new());
        Row::Cells(cells)
    });
    let table = Table { columns, numbered: true, caption: String::new(), rows: rows.collect() };
    let unit = unit.map(|unit| Block::Heading(unit_name(context.units, unit)));
    unit.into_iter().chain([Block::Table(table), Block::Note(paper!("print-ballot-how"))]).collect()
}

/// Papers that share sheets: as many on each as its height surely holds.
fn shared(list: &RatedList, blocks: &[Block], copies: usize) -> Vec<Document> {
    let names = blocks.iter().map(|block| match block {
        Block::Table(table) => table.rows.len(),
        _ => 0,
    });
    let on_a_sheet = if names.sum::<usize>() <= 2 { 3 } else { 2 };
    let one = |with_line: bool| {
        let title =
            [Block::Heading(paper!("print-ballot-title").to_uppercase()), Block::Heading(subtitle(list))];
        let cut = with_line.then(|| Block::Note(paper!("print-ballot-cut")));
        title.into_iter().chain(blocks.iter().cloned()).chain(cut).collect::<Vec<_>>()
    };
    let mut sheets = Vec::new();
    let mut left = copies;
    while left > 0 {
        let here = left.min(on_a_sheet);
        left -= here;
        let blocks = (1..=here).flat_map(|order| one(order < here)).collect();
        sheets.push(Document { blocks, ..Document::default() });
    }
    sheets
}
