//! The list of members (danh sách đảng viên), with the columns that the caller shows.

use super::page::{Block, Column, Document, Formalities, Orientation, Row, Table};
use crate::paper;

/// What a member list is made from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MemberList {
    /// Header blocks, place and date, signature.
    pub formalities: Formalities,
    /// Below the title: the unit, the filter, the day ("Tính đến ngày 31/12/2025"); may be empty.
    pub subtitle: String,
    /// The columns, without the running number, which is added.
    pub columns: Vec<Column>,
    /// One text per column for each member, in the order to be printed.
    pub rows: Vec<Vec<String>>,
    /// The counts of the totals line.
    pub totals: MemberTotals,
}

/// Counts of the totals line, already formatted; an empty one is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberTotals {
    /// All members of the list.
    pub all: String,
    /// Women.
    pub women: String,
    /// Probationary members.
    pub probationary: String,
    /// Members of an ethnic minority.
    pub ethnic_minority: String,
    /// Members with a religion.
    pub religious: String,
    /// Members exempt from work and meetings.
    pub exempt: String,
}

impl MemberTotals {
    fn sentence(&self) -> String {
        let parts = [
            (&self.all, paper!("print-members-all", count = self.all.as_str())),
            (&self.women, paper!("print-members-women", count = self.women.as_str())),
            (&self.probationary, paper!("print-members-probationary", count = self.probationary.as_str())),
            (
                &self.ethnic_minority,
                paper!("print-members-ethnic-minority", count = self.ethnic_minority.as_str()),
            ),
            (&self.religious, paper!("print-members-religious", count = self.religious.as_str())),
            (&self.exempt, paper!("print-members-exempt", count = self.exempt.as_str())),
        ];
        let given = parts.into_iter().filter(|(count, _)| !count.is_empty());
        given.map(|(_, words)| words).collect::<Vec<_>>().join("; ")
    }
}

/// The member list as a document: A4 on its long side, running number, totals line.
#[must_use]
pub fn member_list(list: MemberList) -> Document {
    let label = list.totals.sentence();
    let span = list.columns.len();
    let mut rows: Vec<Row> = list.rows.into_iter().map(Row::Cells).collect();
    if !label.is_empty() {
        rows.push(Row::Total { label, span, values: Vec::new() });
    }
    let table = Table { columns: list.columns, numbered: true, caption: String::new(), rows };
    Document {
        title: paper!("print-members-title"),
        subtitle: list.subtitle,
        blocks: vec![Block::Table(table)],
        orientation: Orientation::Landscape,
        ..list.formalities.into()
    }
}
