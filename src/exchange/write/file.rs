//! Members as a file of one of the kinds that go out.

use serde_json::json;

use super::{csv, members, objects, v4, xlsx};
use crate::exchange::Result;
use crate::paper;
use crate::services::columns::{CellContext, MemberColumn};
use crate::services::members::MemberRow;

/// What members are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MembersFile {
    /// A workbook with a list.
    Xlsx,
    /// The same as text with commas.
    Csv,
    /// The same as JSON: `{"total":…,"members":[{COLUMN:TEXT,…}]}`.
    Json,
    /// The workbook 4.0; its columns are its own.
    V4,
}

impl MembersFile {
    /// What of the members stands in the file when these columns are asked for.
    #[must_use]
    pub fn columns(self, asked: &[MemberColumn]) -> &[MemberColumn] {
        if self == Self::V4 { MemberColumn::ALL } else { asked }
    }

    /// The bytes of the file.
    ///
    /// `lists` are the ethnicities and religions that the workbook 4.0 offers.
    ///
    /// # Errors
    /// [`crate::exchange::Error::Io`].
    pub fn bytes(
        self,
        rows: &[MemberRow],
        columns: &[MemberColumn],
        context: &CellContext<'_>,
        lists: [Vec<String>; 2],
    ) -> Result<Vec<u8>> {
        let title = paper!("members-print-file");
        match self {
            Self::V4 => v4(rows, context, lists),
            Self::Xlsx => xlsx(&[members(&title, rows, columns, context)]),
            Self::Csv => Ok(csv(&members(&title, rows, columns, context))),
            Self::Json => {
                let rows = objects(rows, columns, context);
                Ok(format!("{}\n", json!({ "total": rows.len(), "members": rows })).into_bytes())
            }
        }
    }
}
