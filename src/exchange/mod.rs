//! Spreadsheets in and out: reading workbooks that other programs made, old Vietnamese encodings,
//! matching columns to fields, and writing lists, the 4.0 workbook and whole registers.
//!
//! `reader` gives a neutral [`sheet::Sheet`]; `encoding` tells in which encoding a column is;
//! `headings` finds the header and what each column is; `import` makes rows for
//! `services::imports` of it. `write` is the way out, `fill` puts figures into a workbook that
//! somebody else made.

pub mod encoding;
mod error;
pub mod fill;
pub mod headings;
pub mod import;
pub mod reader;
pub mod sheet;
pub mod write;

pub use error::Error;

/// Result of reading or writing a spreadsheet.
pub type Result<T> = std::result::Result<T, Error>;
