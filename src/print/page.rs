//! The page model: what a printed document consists of, with no word on how it is drawn.
//!
//! One model serves all documents. Text is plain text: whatever it contains is printed as it
//! stands, it never is markup.

use super::Error;
use crate::chart::Chart;
use crate::domain::id::MemberId;
use crate::domain::number;
use crate::paper;
use crate::services::journal::Head;

/// A document ready to be printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The header blocks; none for pages that are no documents of the Party.
    pub letterhead: Option<Letterhead>,
    /// "Trà Vinh, ngày 05 tháng 3 năm 2026". Empty: dotted blanks below a letterhead, else nothing.
    pub place_and_date: String,
    /// What the document is; printed in capitals.
    pub title: String,
    /// What it is about, or the day it describes; may be empty.
    pub subtitle: String,
    /// Paragraphs before the first block.
    pub intro: Vec<String>,
    /// The body.
    pub blocks: Vec<Block>,
    /// Who signs; none for pages that nobody signs.
    pub signature: Option<Signature>,
    /// Who gets it ("Nơi nhận"), a line each, beside the signature; empty: not said.
    pub recipients: Vec<String>,
    /// How the sheet lies.
    pub orientation: Orientation,
    /// The sheet's format.
    pub paper: Paper,
    /// Size of the letters.
    pub letters: Letters,
    /// What goes with it in the same file, each on pages of its own with its own page numbers: the
    /// list of a decision, one ballot for each voter.
    pub appendices: Vec<Document>,
    /// What stands small at the bottom of each page. `None`: nothing so far, and [`footed`] may put
    /// the state of the register there; empty: nothing ever, as on ballots, which carry no marks.
    pub footer: Option<String>,
    /// The members whose full identification or card numbers stand on it.
    pub numbers_of: Vec<MemberId>,
}

/// The document with the state of the register at the bottom of its lists: the last entry of the
/// journal and the beginning of its hash, by which an old copy of the register shows itself.
#[must_use]
pub fn footed(document: &Document, head: &Head) -> Document {
    let (sequence, hash) = (number::group(head.sequence), head.short());
    let line = paper!("print-footer-head", sequence = sequence, hash = hash);
    let mut footed = document.clone();
    foot(&mut footed, &line);
    footed
}

fn foot(document: &mut Document, line: &str) {
    let is_list = document.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    if document.footer.is_none() && (is_list || !document.numbers_of.is_empty()) {
        document.footer = Some(line.to_owned());
    }
    document.appendices.iter_mut().for_each(|part| foot(part, line));
}

impl Document {
    /// The document and all that goes with it in the same file, in the order of the pages.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        let appendices = self.appendices.iter().flat_map(Self::parts);
        std::iter::once(self).chain(appendices).collect()
    }

    /// Whether every table fits its own columns.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.appendices.iter().try_for_each(Self::check)?;
        self.blocks.iter().try_for_each(|block| match block {
            Block::Table(table) => table.check(),
            Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => {
                Ok(())
            }
        })
    }
}

/// The two header blocks of a Party document. "ĐẢNG CỘNG SẢN VIỆT NAM" is added by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// The body above the issuing one, printed in capitals; left out when empty.
    pub upper_body: String,
    /// The body that issues the document, printed in bold capitals; a dotted blank when empty.
    pub issuing_body: String,
    /// "05-BC/CB" after the word "Số". `None`: no number line; empty: a dotted blank to fill in.
    pub number: Option<String>,
}

/// The block at the end, on the right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// "T/M CHI BỘ"; left out when empty.
    pub authority: String,
    /// "BÍ THƯ"; left out when empty.
    pub post: String,
    /// The signer's name, printed below the room for the signature; none leaves it blank.
    pub name: Option<String>,
}

/// What the lists and tables of one office have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Formalities {
    /// The header blocks.
    pub letterhead: Letterhead,
    /// See [`Document::place_and_date`].
    pub place_and_date: String,
    /// Who signs.
    pub signature: Signature,
}

impl From<Formalities> for Document {
    fn from(formalities: Formalities) -> Self {
        Self {
            letterhead: Some(formalities.letterhead),
            place_and_date: formalities.place_and_date,
            signature: Some(formalities.signature),
            ..Self::default()
        }
    }
}

/// The sheet's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 × 297 mm, the format of Party documents.
    #[default]
    A4,
    /// 297 × 420 mm, for wide tables.
    A3,
}

/// Size of running text in points, 10 to 18; titles, remarks and tables go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letters(u8);

impl Letters {
    /// The smallest and the largest.
    pub const RANGE: (u8, u8) = (10, 18);

    /// The nearest allowed size.
    #[must_use]
    pub fn new(points: u8) -> Self {
        Self(points.clamp(Self::RANGE.0, Self::RANGE.1))
    }

    /// In points.
    #[must_use]
    pub fn points(self) -> u8 {
        self.0
    }
}

impl Default for Letters {
    /// 14, that of Party documents (domain.md D2).
    fn default() -> Self {
        Self(14)
    }
}

/// How the sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// On its long side.
    Landscape,
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A justified paragraph.
    Paragraph(String),
    /// A line in bold in the middle, such as "QUYẾT ĐỊNH:" or a form's title.
    Heading(String),
    /// A small remark in italics, such as below a table.
    Note(String),
    /// Groups of characters to be copied by hand: large, each character in a cell of one width.
    Code(Vec<String>),
    /// A ruled table.
    Table(Table),
    /// A chart as wide as the text, never cut by a page's end.
    Chart(Chart),
}

/// A ruled table whose header stands on every page and whose rows are not cut by a page's end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The columns; at least one.
    pub columns: Vec<Column>,
    /// Whether a column "TT" with the running number is put before them.
    pub numbered: bool,
    /// Remark above the right corner, such as the unit of the figures; may be empty.
    pub caption: String,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Table {
    fn check(&self) -> Result<(), Error> {
        let expected = self.columns.len();
        if expected == 0 {
            return Err(Error::NoColumns);
        }
        for (index, row) in self.rows.iter().enumerate() {
            let found = match row {
                Row::Cells(cells) => cells.len(),
                Row::Total { span, values, .. } => (*span).max(1) + values.len(),
            };
            if found != expected {
                return Err(Error::RowWidth { row: index + 1, expected, found });
            }
        }
        Ok(())
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// The title in the header.
    pub title: String,
    /// A second title above this one; neighbours with the same one share it. May be empty.
    pub group: String,
    /// Width in relation to the other columns; what is not above 0 counts as 1.
    pub width: f32,
    /// Where the text of the cells stands. Titles are centred.
    pub align: Align,
    /// Whether it is left out until somebody wants it; see [`super::Setup`].
    pub is_hidden: bool,
}

impl Column {
    /// A column without a group.
    #[must_use]
    pub fn new(title: impl Into<String>, width: f32, align: Align) -> Self {
        Self { title: title.into(), group: String::new(), width, align, is_hidden: false }
    }

    /// The same column below the shared title `group`.
    #[must_use]
    pub fn under(self, group: impl Into<String>) -> Self {
        Self { group: group.into(), ..self }
    }

    /// What tells it from the other columns of its document: its titles.
    #[must_use]
    pub fn key(&self) -> String {
        if self.group.is_empty() { self.title.clone() } else { format!("{}: {}", self.group, self.title) }
    }
}

/// Where text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Dates, codes and running numbers.
    Center,
    /// Numbers.
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// One text for each column.
    Cells(Vec<String>),
    /// A bold row, which gets no running number.
    Total {
        /// What is summed up.
        label: String,
        /// How many columns the label takes, where 0 counts as 1; a "TT" column comes on top of these.
        span: usize,
        /// The texts of the remaining columns.
        values: Vec<String>,
    },
}
