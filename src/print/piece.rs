//! How a long document is cut, laid out piece by piece and put together again.
//!
//! Typst needs 140 KB a row while it works, so a list of thousands is laid out two hundred rows
//! at a time. The last page of a piece is thrown away, unless the document ends there, and the
//! next piece begins with the first row of that page: so each page is as full as if the document
//! had been laid out at once. The same cut keeps a signature from standing alone on the last page.

use typst::ecow::EcoVec;
use typst_layout::Page;

use super::page::{Block, Document, Row};
use super::sheet::{Sheet, Sizes};
use super::template::Template;
use super::typesetter::{self, Faces, Pages};
use super::{Error, Progress};

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

/// What is measured once for a whole document.
#[derive(Debug)]
pub struct Plan {
    sheet: Sheet,
    sizes: Sizes,
    units: Vec<Unit>,
    /// For each block the widths of its columns, if it is a table.
    widths: Vec<Option<Vec<f64>>>,
}

impl Plan {
    /// Measures the document.
    pub fn new(document: &Document) -> Result<Self, Error> {
        let (sheet, sizes) = (Sheet::new(document.paper, document.orientation), Sizes::new(document.letters));
        let faces = typesetter::faces()?;
        let widths = document.blocks.iter().map(|block| match block {
            Block::Table(table) => Some(Ruler::new(table, sheet.text_width(), (sizes, &faces)).into_widths()),
            Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => {
                None
            }
        });
        Ok(Self { sheet, sizes, units: units(document), widths: widths.collect() })
    }

    /// The sheet.
    pub fn sheet(&self) -> Sheet {
        self.sheet
    }

    /// Sizes of the letters.
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// Widths of the columns of the table that is the block at this place, in points.
    pub fn widths(&self, block: usize) -> Option<&[f64]> {
        self.widths.get(block)?.as_deref()
    }
}

/// One document on its way through typst.
pub struct Job<'a> {
    document: &'a Document,
    template: &'a Template,
    plan: &'a Plan,
    /// For each block its measures, if it is a table.
    rulers: Vec<Option<Ruler<'a>>>,
    faces: Faces,
}

/// Units from `from` up to `to`, laid out after `pages_before` pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    from: usize,
    to: usize,
    pages_before: usize,
    /// Whether the signature follows.
    closing: bool,
}

/// A piece and how many of its pages belong to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    piece: Piece,
    /// Pages.
    pub count: usize,
}

impl<'a> Job<'a> {
    /// The document with the measures taken of it.
    pub fn new(document: &'a Document, template: &'a Template, plan: &'a Plan) -> Result<Self, Error> {
        let faces = typesetter::faces()?;
        let rulers = document.blocks.iter().zip(&plan.widths).map(|(block, widths)| match (block, widths) {
            (Block::Table(table), Some(widths)) => {
                Some(Ruler::with(table, widths.clone(), (plan.sizes, &faces)))
            }
            _ => None,
        });
        Ok(Self { document, template, plan, rulers: rulers.collect(), faces })
    }

    /// Lays out the whole document and hands over the pages, piece by piece. `going` hears after
    /// each how far it is, and says whether to go on.
    pub fn set(
        &self,
        going: &mut dyn FnMut(Progress) -> bool,
        take: &mut dyn FnMut(Leaf, EcoVec<Page>),
    ) -> Result<(), Error> {
        let end = self.plan.units.len();
        let mut pages_before = 0;
        let mut hand_over = |piece: Piece, pages: EcoVec<Page>| {
            let leaf = Leaf { piece, count: pages.len() };
            take(leaf, pages);
        };
        let (mut from, mut length) = (0_usize, PIECE);
        loop {
            if !going(Progress { done: from, all: end }) {
                return Err(Error::Cancelled);
            }
            let to = end.min(from.saturating_add(length));
            let piece = Piece { from, to, pages_before, closing: to == end };
            let set = self.lay_out(piece)?;
            typesetter::forget();
            if piece.closing {
                for (piece, pages) in self.close(piece, set)? {
                    hand_over(piece, pages);
                }
                typesetter::forget();
                return Ok(());
            }
            match self.cut(&set) {
                Some((unit, page)) => {
                    hand_over(piece, set.pages.into_iter().take(page).collect());
                    pages_before += page;
                    (from, length) = (unit, PIECE);
                }
                // Rows so tall that no page begins with a row: more of them are needed.
                None => length = length.saturating_mul(2),
            }
        }
    }

    /// The pages of a leaf, once more.
    pub fn again(&self, leaf: Leaf) -> Result<EcoVec<Page>, Error> {
        Ok(self.lay_out(leaf.piece)?.pages.into_iter().take(leaf.count).collect())
    }

    fn lay_out(&self, piece: Piece) -> Result<Pages, Error> {
        let mut set = typesetter::lay_out(self.template, self.data(piece)?)?;
        // A template that somebody changed may mark what it likes.
        set.marks.retain(|(unit, _)| (piece.from..piece.to).contains(unit));
        set.marks.dedup_by_key(|(unit, _)| *unit);
        Ok(set)
    }

    /// The last page that begins with a whole unit, and that unit.
    fn cut(&self, set: &Pages) -> Option<(usize, usize)> {
        let starts = set.marks.windows(2).rev();
        let mut clean = starts.filter_map(|pair| match pair {
            [(before, page_before), (unit, page)] if page_before < page && before < unit => {
                (!self.divisible(*before)).then_some((*unit, *page))
            }
            _ => None,
        });
        clean.next()
    }

    /// The last pages; some rows go with a signature that would stand alone.
    fn close(&self, piece: Piece, set: Pages) -> Result<Vec<(Piece, EcoVec<Page>)>, Error> {
        let Some(turn) = self.turn(piece, &set) else { return Ok(vec![(piece, set.pages)]) };
        let first = Piece { to: turn, closing: false, ..piece };
        let pages = self.lay_out(first)?.pages;
        let last = Piece { from: turn, pages_before: piece.pages_before + pages.len(), ..piece };
        let closing = self.lay_out(last)?.pages;
        Ok(vec![(first, pages), (last, closing)])
    }

    /// Where a new page has to begin so that the signature has company, if it has none.
    fn turn(&self, piece: Piece, set: &Pages) -> Option<usize> {
        self.document.signature.as_ref()?;
        let mut company = set.marks.iter().rev().filter(|(unit, _)| self.is_company(*unit));
        let (unit, page) = company.next()?;
        let alone = page + 1 < set.pages.len() && !self.divisible(*unit);
        // A chart is company enough, and leaves little room for more.
        let turn = match self.is_chart(*unit) {
            true => unit,
            false => company.take(COMPANY - 1).last().map_or(unit, |(unit, _)| unit),
        };
        (alone && *turn > piece.from).then_some(*turn)
    }

    fn is_chart(&self, unit: usize) -> bool {
        matches!(self.document.blocks[self.plan.units[unit].block], Block::Chart(_))
    }

    /// Whether a signature may follow the unit on a page; totals and remarks are not enough.
    fn is_company(&self, unit: usize) -> bool {
        let Unit { block, row } = self.plan.units[unit];
        match &self.document.blocks[block] {
            Block::Paragraph(_) | Block::Chart(_) => true,
            Block::Heading(_) | Block::Note(_) | Block::Code(_) => false,
            Block::Table(table) => matches!(table.rows.get(row), Some(Row::Cells(_))),
        }
    }
}
