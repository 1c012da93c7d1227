//! What follows from ratings: who is proposed for a commendation, who is to be reviewed.

use super::{Context, unit_name};
use crate::domain::number;
use crate::domain::rating::Subject;
use crate::i18n::term::Words;
use crate::paper;
use crate::print::page::{Align, Block, Column, Document, Row, Table};
use crate::print::reports::formalities;
use crate::services::ratings::consequences::Outcome;
use crate::services::ratings::summary::follows;

/// The lists of a year, each with its rule above it.
#[must_use]
pub fn consequences(year: i32, outcomes: &[Outcome], context: &Context<'_>) -> Document {
    let mut blocks = Vec::new();
    for outcome in outcomes {
        blocks.push(Block::Heading(follows::heading(year, outcome, Words::Paper)));
        let rule = &outcome.rule;
        blocks.push(Block::Paragraph(paper!(
            "print-consequence-rule",
            outcome = rule.outcome.as_str(),
            article = rule.article.as_str()
        )));
        if !rule.confirmed {
            blocks.push(Block::Note(paper!("print-unconfirmed")));
        }
        if !outcome.unknown.is_empty() {
            let years: Vec<String> = outcome.unknown.iter().map(i32::to_string).collect();
            blocks.push(Block::Note(paper!("print-consequence-unknown", years = years.join(", "))));
        }
        if outcome.concerned.is_empty() {
            blocks.push(Block::Paragraph(paper!("print-consequence-nobody")));
        } else {
            blocks.push(Block::Table(table(year, outcome, context)));
        }
    }
    blocks.push(Block::Note(paper!("print-consequence-literal")));
    Document {
        title: paper!("print-consequence-title"),
        subtitle: paper!("print-year", year = year.to_string()),
        blocks,
        ..formalities(context).into()
    }
}

fn table(year: i32, outcome: &Outcome, context: &Context<'_>) -> Table {
    let rule = &outcome.rule;
    let years = follows::run(year, rule);
    let mut columns = vec![
        Column::new(
            match rule.subject {
                Subject::Member => paper!("print-column-full-name"),
                Subject::Unit => paper!("print-column-organisation"),
            },
            2.8,
            Align::Left,
        ),
        Column::new(paper!("print-column-years"), 1.3, Align::Center),
        Column::new(paper!("print-column-proposal"), 3.0, Align::Left),
    ];
    if rule.subject == Subject::Member {
        columns.insert(1, Column::new(paper!("print-column-unit"), 2.8, Align::Left));
    }
    let rows = outcome.concerned.iter().map(|who| {
        let mut cells = vec![who.name.clone(), years.clone(), rule.outcome.clone()];
        if rule.subject == Subject::Member {
            cells.insert(1, unit_name(context.units, who.unit));
        }
        Row::Cells(cells)
    });
    let rows = rows.collect();
    let caption = paper!("print-consequence-count", count = number::count(outcome.concerned.len()));
    Table { columns, numbered: true, caption, rows }
}
