//! What the template reads: a piece of a document with its words, none of them too wide.

use std::borrow::Cow;

use serde::Serialize;

use super::chart::Picture;
use super::grid::Grid;
use super::{Job, Piece, Unit};
use crate::paper;
use crate::print::Error;
use crate::print::fit::Pen;
use crate::print::page::{Block, Letterhead, Signature};
use crate::print::sheet::{Sheet, Sizes};

#[derive(Serialize)]
struct Data<'a> {
    sheet: Sheet,
    title: f64,
    body: f64,
    note: f64,
    pages_before: usize,
    footer: &'a str,
    opening: Option<Opening<'a>>,
    blocks: Vec<Part<'a>>,
    closing: Option<Closing<'a>>,
}

#[derive(Serialize)]
struct Opening<'a> {
    letterhead: Option<Head>,
    place_and_date: Cow<'a, str>,
    title: String,
    subtitle: Cow<'a, str>,
    intro: Vec<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Head {
    party: String,
    upper_body: String,
    issuing_body: String,
    number: Option<String>,
}

#[derive(Serialize)]
struct Closing<'a> {
    authority: String,
    post: String,
    name: Cow<'a, str>,
    /// "Nơi nhận:" and its lines; empty where nobody is named.
    recipients: Vec<Cow<'a, str>>,
}

/// A block, with the number of its first unit as the mark to find it by.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Part<'a> {
    Paragraph { mark: usize, text: Cow<'a, str> },
    Heading { mark: usize, text: Cow<'a, str> },
    Note { mark: usize, text: Cow<'a, str> },
    Code { mark: usize, groups: &'a [String] },
    Table(Grid<'a>),
    Chart(Picture),
}

impl Job<'_> {
    /// The piece as the JSON of the template.
    pub(super) fn data(&self, piece: Piece) -> Result<Vec<u8>, Error> {
        let signature = self.document.signature.as_ref().filter(|_| piece.closing);
        let data = Data {
            sheet: self.plan.sheet,
            title: self.sizes().title,
            body: self.sizes().body,
            note: self.sizes().note,
            pages_before: piece.pages_before,
            footer: self.document.footer.as_deref().unwrap_or_default(),
            opening: (piece.from == 0).then(|| self.opening()),
            blocks: self.parts(piece),
            closing: signature.map(|signature| self.closing(signature)),
        };
        serde_json::to_vec(&data).map_err(|error| {
            log::error!("page data: {error}");
            Error::Layout
        })
    }

    fn sizes(&self) -> Sizes {
        self.plan.sizes
    }

    fn regular(&self, size: f64) -> Pen {
        Pen::new(self.faces.regular, size)
    }

    fn bold(&self, size: f64) -> Pen {
        Pen::new(self.faces.bold, size)
    }

    fn opening(&self) -> Opening<'_> {
        let document = self.document;
        let width = self.plan.sheet.text_width();
        let body = self.regular(self.sizes().body);
        let place_and_date = if document.place_and_date.is_empty() && document.letterhead.is_some() {
            Cow::Owned(paper!("print-blank-place-and-date"))
        } else {
            body.fit(&document.place_and_date, self.plan.sheet.right_block)
        };
        Opening {
            letterhead: document.letterhead.as_ref().map(|head| self.head(head)),
            place_and_date,
            title: capitals(self.bold(self.sizes().title), &document.title, width),
            subtitle: self.bold(self.sizes().body).fit(&document.subtitle, width),
            intro: document.intro.iter().map(|text| body.fit(text, width)).collect(),
        }
    }

    fn head(&self, head: &Letterhead) -> Head {
        let width = self.plan.sheet.left_block;
        let (regular, bold) = (self.regular(self.sizes().body), self.bold(self.sizes().body));
        let issuing_body = if head.issuing_body.is_empty() {
            paper!("print-blank-body")
        } else {
            capitals(bold, &head.issuing_body, width)
        };
        let number = head.number.as_deref().map(|number| match number {
            "" => paper!("print-blank-number"),
            number => {
                let line = paper!("print-number", number = number);
                regular.fit(&line, width).into_owned()
            }
        });
        Head {
            party: paper!("print-party"),
            upper_body: capitals(regular, &head.upper_body, width),
            issuing_body,
            number,
        }
    }

    fn closing<'a>(&'a self, signature: &'a Signature) -> Closing<'a> {
        let width = self.plan.sheet.right_block;
        let left = self.plan.sheet.text_width() - width;
        let small = self.regular(self.sizes().note);
        let head = (!self.document.recipients.is_empty()).then(|| Cow::Owned(paper!("print-recipients")));
        let named = self.document.recipients.iter().map(|line| small.fit(line, left));
        let (regular, bold) = (self.regular(self.sizes().body), self.bold(self.sizes().body));
        Closing {
            authority: capitals(bold, &signature.authority, width),
            post: capitals(regular, &signature.post, width),
            name: bold.fit(signature.name.as_deref().unwrap_or_default(), width),
            recipients: head.into_iter().chain(named).collect(),
        }
    }

    fn parts(&self, piece: Piece) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        let mut mark = piece.from;
        while mark < piece.to {
            let first = self.plan.units[mark];
            let same_block = self.plan.units[mark..piece.to].iter();
            let count = same_block.take_while(|unit| unit.block == first.block).count();
            parts.extend(self.part(first, mark, count));
            mark += count;
        }
        parts
    }

    /// `count` units of one block from `first` on.
    fn part(&self, first: Unit, mark: usize, count: usize) -> Option<Part<'_>> {
        let width = self.plan.sheet.text_width();
        Some(match &self.document.blocks[first.block] {
            Block::Paragraph(text) => {
                Part::Paragraph { mark, text: self.regular(self.sizes().body).fit(text, width) }
            }
            Block::Heading(text) => {
                Part::Heading { mark, text: self.bold(self.sizes().body).fit(text, width) }
            }
            Block::Note(text) => Part::Note { mark, text: self.regular(self.sizes().note).fit(text, width) },
            Block::Code(groups) => Part::Code { mark, groups },
            Block::Chart(chart) => Part::Chart(Picture::new(chart, mark, (width, &self.faces))),
            Block::Table(_) => {
                let ruler = self.rulers[first.block].as_ref()?;
                Part::Table(ruler.grid(mark, first.row, count))
            }
        })
    }

    /// Whether a page may end within the unit.
    pub(super) fn divisible(&self, unit: usize) -> bool {
        let Unit { block, row } = self.plan.units[unit];
        match &self.document.blocks[block] {
            Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) => true,
            Block::Code(_) | Block::Chart(_) => false,
            Block::Table(table) => {
                let row = table.rows.get(row);
                self.rulers[block].as_ref().zip(row).is_some_and(|(ruler, row)| ruler.is_tall(row))
            }
        }
    }
}

fn capitals(pen: Pen, text: &str, width: f64) -> String {
    pen.fit(&text.to_uppercase(), width).into_owned()
}
