//! How a long document is cut, laid out piece by piece and put together again.
//!
//! Typst needs 140 KB a row while it works, so a list of thousands is laid out two hundred rows
//! at a time. The last page of a piece is thrown away, unless the document ends there, and the
//! next piece begins with the first row of that page: so each page is as full as if the document
//! had been laid out at once. The same cut keeps a signature from standing alone on the last page.

use typst::ecow::EcoVec;
use typst_layout::Page;

use super::Error;
use super::page::{Block, Document, Row};
use super::sheet::Sheet;
use super::typesetter::{self, Faces, Pages};

mod chart;
mod data;
mod grid;

use grid::Ruler;

/// Rows (and other blocks) that are laid out at once.
const PIECE: usize = 200;
/// Rows that go over to the page of a signature that would stand alone.
const COMPANY: usize = 2;

/// The smallest part of a body that is never divided between pieces: a row, or a whole block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unit {
    block: usize,
    row: usize,
}

fn units(document: &Document) -> Vec<Unit> {
    let rows = |block: &Block| match block {
        Block::Table(table) => table.rows.len().max(1),
        Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => 1,
    };
    let blocks = document.blocks.iter().enumerate();
    blocks.flat_map(|(block, it)| (0..rows(it)).map(move |row| Unit { block, row })).collect()
}

/// Lays out the whole document with its appendices.
pub fn set(document: &Document) -> Result<EcoVec<Page>, Error> {
    let mut pages = set_alone(document)?;
    for appendix in &document.appendices {
        pages.extend(set(appendix)?);
    }
    Ok(pages)
}

fn set_alone(document: &Document) -> Result<EcoVec<Page>, Error> {
    let (sheet, faces) = (Sheet::new(document.orientation), typesetter::faces()?);
    let rulers = document.blocks.iter().map(|block| match block {
        Block::Table(table) => Some(Ruler::new(table, sheet.text_width(), &faces)),
        Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => None,
    });
    let rulers = rulers.collect();
    Job { document, units: units(document), rulers, sheet, faces }.set()
}

/// One document on its way through typst.
struct Job<'a> {
    document: &'a Document,
    units: Vec<Unit>,
    /// For each block its measures, if it is a table.
    rulers: Vec<Option<Ruler<'a>>>,
    sheet: Sheet,
    faces: Faces,
}

/// Units from `from` up to `to`, laid out after `pages_before` pages.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: usize,
    to: usize,
    pages_before: usize,
    /// Whether the signature follows.
    closing: bool,
}

impl Job<'_> {
    fn set(&self) -> Result<EcoVec<Page>, Error> {
        let end = self.units.len();
        let mut done: EcoVec<Page> = EcoVec::new();
        let (mut from, mut length) = (0_usize, PIECE);
        loop {
            let to = end.min(from.saturating_add(length));
            let piece = Piece { from, to, pages_before: done.len(), closing: to == end };
            let set = self.lay_out(piece)?;
            if piece.closing {
                done.extend(self.close(piece, set)?);
                return Ok(done);
            }
            match self.cut(&set) {
                Some((unit, page)) => {
                    done.extend(set.pages.into_iter().take(page));
                    (from, length) = (unit, PIECE);
                }
                // Rows so tall that no page begins with a row: more of them are needed.
                None => length = length.saturating_mul(2),
            }
        }
    }

    fn lay_out(&self, piece: Piece) -> Result<Pages, Error> {
        typesetter::lay_out(self.data(piece)?)
    }

    /// The last page that begins with a whole unit, and that unit.
    fn cut(&self, set: &Pages) -> Option<(usize, usize)> {
        let starts = set.marks.windows(2).rev();
        let mut clean = starts.filter_map(|pair| match pair {
            [(before, page_before), (unit, page)] if page_before < page => {
                (!self.divisible(*before)).then_some((*unit, *page))
            }
            _ => None,
        });
        clean.next()
    }

    /// The last pages; some rows go with a signature that would stand alone.
    fn close(&self, piece: Piece, set: Pages) -> Result<EcoVec<Page>, Error> {
        let Some(turn) = self.turn(piece, &set) else { return Ok(set.pages) };
        let mut pages = self.lay_out(Piece { to: turn, closing: false, ..piece })?.pages;
        let pages_before = piece.pages_before + pages.len();
        pages.extend(self.lay_out(Piece { from: turn, pages_before, ..piece })?.pages);
        Ok(pages)
    }

    /// Where a new page has to begin so that the signature has company, if it has none.
    fn turn(&self, piece: Piece, set: &Pages) -> Option<usize> {
        self.document.signature.as_ref()?;
        let company = set.marks.iter().rev().filter(|(unit, _)| self.is_company(*unit));
        let (unit, page) = company.clone().next()?;
        let alone = page + 1 < set.pages.len() && !self.divisible(*unit);
        let (turn, _) = company.take(COMPANY).last()?;
        (alone && *turn > piece.from).then_some(*turn)
    }

    /// Whether a signature may follow the unit on a page; totals and remarks are not enough.
    fn is_company(&self, unit: usize) -> bool {
        let Unit { block, row } = self.units[unit];
        match &self.document.blocks[block] {
            Block::Paragraph(_) => true,
            Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => false,
            Block::Table(table) => matches!(table.rows.get(row), Some(Row::Cells(_))),
        }
    }
}
