//! Paper: a typed page model in, PDF bytes or pixels out.
//!
//! Callers fill a [`Document`] (or let one of the builders do it: [`member_list`],
//! [`summary`], [`admission_table`], [`recovery_page`]) and get a PDF in the layout of Party
//! documents from [`pdf`]. The room knows no database, no files and no window. Numbers and dates
//! arrive as text that is already formatted; the words of the forms come from `paper!`, because
//! these documents are Vietnamese whatever the window speaks.
//!
//! Inside: [`page`] is the model, `sheet` the measures, `fit` what a word needs, `piece` how long
//! documents are cut, `typesetter` the only place that talks to typst.

pub mod page;
pub mod quotas;
pub mod reports;
pub mod setup;
pub mod year_end;

mod admission;
mod comparison;
mod docx;
mod fit;
mod journal;
mod layout;
mod member_list;
pub mod member_papers;
mod piece;
mod recovery;
mod sheet;
mod summary;
mod template;
mod typesetter;

pub use admission::{AdmissionSum, AdmissionTable, AdmissionYear, Term, admission_table};
pub use comparison::{ComparisonSheet, comparison};
pub use docx::docx;
pub use journal::{journal, journal_changes, journal_record};
pub use layout::Layout;
pub use member_list::{MemberList, MemberTotals, member_list};
pub use page::{
    Align, Block, Column, Document, Formalities, Letterhead, Letters, Orientation, Paper, Row, Signature,
    Table, footed,
};
pub use recovery::{RecoveryPage, recovery_page};
pub use setup::Setup;
pub use summary::{SummarySheet, summary};
pub use template::Template;

/// Why a document could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A table has no columns.
    #[error("a table has no columns")]
    NoColumns,
    /// A row has more or fewer cells than its table has columns.
    #[error("row {row} has {found} cells where {expected} are needed")]
    RowWidth {
        /// The row, counted from 1 in its table.
        row: usize,
        /// Cells needed.
        expected: usize,
        /// Cells found.
        found: usize,
    },
    /// The embedded fonts could not be read.
    #[error("the fonts for paper could not be read")]
    Fonts,
    /// The document could not be laid out; the log has the reasons.
    #[error("the document could not be laid out")]
    Layout,
    /// The pages could not be written as PDF; the log has the reasons.
    #[error("the pages could not be written as PDF")]
    Export,
    /// There is no such page.
    #[error("there is no such page")]
    NoPage,
    /// Whoever asked for it gave it up.
    #[error("cancelled")]
    Cancelled,
    /// Something is wrong in a template of somebody's own.
    #[error("the template is wrong in line {line:?}: {words}")]
    Template {
        /// The line, counted from 1, where it is known.
        line: Option<usize>,
        /// What typst says, in English.
        words: String,
    },
}

/// How far a long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Rows or pages done.
    pub done: usize,
    /// All of them.
    pub all: usize,
}

/// A picture: four bytes for each pixel, opaque, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue and 255 for each.
    pub rgba: Vec<u8>,
}

/// Lays the document out and returns the bytes of the PDF file.
///
/// Takes about half a millisecond a row in a release build, so call it away from the window's
/// thread. Long tables are laid out in pieces, which bounds the memory.
///
/// # Errors
/// [`Error::NoColumns`] and [`Error::RowWidth`] when a table doesn't fit its own columns,
/// [`Error::Layout`] and [`Error::Export`] when typst refuses (a defect of this room).
pub fn pdf(document: &Document) -> Result<Vec<u8>, Error> {
    document.check()?;
    let document = &Setup::of(document).apply(document);
    let template = Template::default();
    let mut all = typst::ecow::EcoVec::new();
    for part in document.parts() {
        let plan = piece::Plan::new(part)?;
        piece::Job::new(part, &template, &plan)?.set(&mut |_| true, &mut |_, pages| all.extend(pages))?;
    }
    typesetter::export(&all, &document.title)
}
