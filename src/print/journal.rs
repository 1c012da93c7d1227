//! The journal on paper: its newest entries that fit a question, and the head of the chain.

use super::page::{Align, Block, Column, Document, Orientation, Row, Table};
use crate::domain::number;
use crate::paper;
use crate::services::journal::{Entry, Head, Line, numbers_of};

/// The entries as a list; `total` is how many fit, of which the first may be printed alone.
#[must_use]
pub fn journal(entries: &[Entry], total: usize, head: &Head) -> Document {
    let columns = vec![
        Column::new(paper!("print-journal-sequence"), 1.2, Align::Right),
        Column::new(paper!("print-journal-at"), 2.4, Align::Left),
        Column::new(paper!("print-journal-who"), 2.0, Align::Left),
        Column::new(paper!("print-journal-what"), 9.0, Align::Left),
    ];
    let rows = entries
        .iter()
        .map(|entry| {
            Row::Cells(vec![
                number::group(entry.sequence),
                time(entry),
                entry.who.clone(),
                entry.what.clone(),
            ])
        })
        .collect();
    let count = |number: usize| number::group(i64::try_from(number).unwrap_or(i64::MAX));
    let shown = paper!("print-journal-count", shown = count(entries.len()), total = count(total));
    let (sequence, hash) = (number::group(head.sequence), head.short());
    let chain = paper!("print-journal-head", sequence = sequence, hash = hash);
    Document {
        title: paper!("print-journal-title"),
        subtitle: shown,
        blocks: vec![
            Block::Table(Table { columns, numbered: false, caption: String::new(), rows }),
            Block::Note(chain),
        ],
        orientation: Orientation::Landscape,
        // The note says it.
        footer: Some(String::new()),
        ..Document::default()
    }
}

fn time(entry: &Entry) -> String {
    chrono::DateTime::parse_from_rfc3339(&entry.at).map_or_else(
        |_| entry.at.clone(),
        |at| at.with_timezone(&chrono::Local).format("%d/%m/%Y %H:%M").to_string(),
    )
}

/// What one entry changed, with old and new values.
#[must_use]
pub fn journal_changes(entry: &Entry, lines: &[Line], head: &Head) -> Document {
    let sequence = number::group(entry.sequence);
    let subtitle =
        paper!("print-journal-entry", sequence = sequence, time = time(entry), who = entry.who.as_str());
    let columns = vec![
        Column::new(paper!("print-journal-record"), 3.0, Align::Left),
        Column::new(paper!("print-journal-field"), 2.2, Align::Left),
        Column::new(paper!("print-journal-before"), 3.0, Align::Left),
        Column::new(paper!("print-journal-after"), 3.0, Align::Left),
    ];
    let cells =
        |line: &Line| vec![line.record.clone(), line.field.clone(), line.before.clone(), line.after.clone()];
    let table = (columns, lines.iter().map(cells).collect());
    Document { numbers_of: numbers_of(lines), ..table_of(&entry.what, subtitle, table, head) }
}

/// A record as it was, field by field.
#[must_use]
pub fn journal_record((name, when): (&str, &str), lines: &[Line], head: &Head) -> Document {
    let columns = vec![
        Column::new(paper!("print-journal-record"), 3.0, Align::Left),
        Column::new(paper!("print-journal-field"), 2.2, Align::Left),
        Column::new(paper!("print-journal-value"), 4.0, Align::Left),
    ];
    let cells = |line: &Line| vec![line.record.clone(), line.field.clone(), line.after.clone()];
    let table = (columns, lines.iter().map(cells).collect());
    Document { numbers_of: numbers_of(lines), ..table_of(name, when.to_owned(), table, head) }
}

fn table_of(
    title: &str,
    subtitle: String,
    (columns, rows): (Vec<Column>, Vec<Vec<String>>),
    head: &Head,
) -> Document {
    let (sequence, hash) = (number::group(head.sequence), head.short());
    let rows = rows.into_iter().map(Row::Cells).collect();
    Document {
        title: title.to_owned(),
        subtitle,
        blocks: vec![
            Block::Table(Table { columns, numbered: false, caption: String::new(), rows }),
            Block::Note(paper!("print-journal-head", sequence = sequence, hash = hash)),
        ],
        // The note says it.
        footer: Some(String::new()),
        ..Document::default()
    }
}
