//! Sheets on the way out: .xlsx row by row, .csv, and whole registers.

mod file;
mod list;
mod report;
mod table;
mod v4;
mod v4_lists;
mod whole;

pub use file::MembersFile;
pub use list::{members, objects};
pub use report::{effect, report};
pub use table::{Table, csv, xlsx};
pub use v4::{V4_HEADINGS, v4};
pub use whole::{is_whole, read_whole, whole, whole_json};

use super::Error;

impl From<rust_xlsxwriter::XlsxError> for Error {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Io(error.to_string())
    }
}
