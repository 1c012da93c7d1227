//! Those of a year who are not rated, with the reason, and those who have no rating yet.

use std::collections::HashMap;

use super::{Context, Person, RatedList, unit_name};
use crate::domain::id::MemberId;
use crate::domain::number;
use crate::domain::rating::{Rating, Subject};
use crate::i18n::term::{self, Words};
use crate::paper;
use crate::print::page::{Align, Block, Column, Document, Row, Table};
use crate::print::reports::formalities;

/// The list, with the day on which each member was admitted (as it is known, dd/mm/yyyy).
#[must_use]
pub fn not_rated(list: &RatedList, admitted: &HashMap<MemberId, String>, context: &Context<'_>) -> Document {
    let year = list.year.to_string();
    let missing = list.people.iter().filter(|person| !matches!(person.rating, Some(Rating::Level(_))));
    let rows: Vec<Row> = missing
        .map(|person| Row::Cells(cells(list, person, admitted.get(&whom(person)).cloned(), context)))
        .collect();
    let tally = list.tally();
    let base = paper!(
        "print-not-rated-base",
        all = number::group(tally.rated() + tally.not_rated + tally.open),
        rated = number::group(tally.rated()),
        notrated = number::group(tally.not_rated),
        open = number::group(tally.open)
    );
    let (title, columns) = match list.subject {
        Subject::Member => (
            paper!("print-not-rated-title-members"),
            vec![
                Column::new(paper!("print-column-full-name"), 2.8, Align::Left),
                Column::new(paper!("print-column-unit"), 3.0, Align::Left),
                Column::new(paper!("print-column-admitted"), 1.6, Align::Center),
                Column::new(paper!("print-column-state"), 1.8, Align::Left),
                Column::new(paper!("print-column-reason"), 3.0, Align::Left),
            ],
        ),
        Subject::Unit => (
            paper!("print-not-rated-title-units"),
            vec![
                Column::new(paper!("print-column-organisation"), 5.0, Align::Left),
                Column::new(paper!("print-column-state"), 1.8, Align::Left),
                Column::new(paper!("print-column-reason"), 3.0, Align::Left),
            ],
        ),
    };
    let table = Table { columns, numbered: true, caption: String::new(), rows };
    Document {
        title,
        subtitle: paper!("print-year", year = year),
        blocks: vec![Block::Table(table), Block::Note(base)],
        ..formalities(context).into()
    }
}

fn whom(person: &Person) -> MemberId {
    person.member.unwrap_or(MemberId(0))
}

fn cells(list: &RatedList, person: &Person, admitted: Option<String>, context: &Context<'_>) -> Vec<String> {
    let (state, reason) = match &person.rating {
        Some(Rating::NotRated { why, reason }) => {
            let words = reason.clone().unwrap_or_else(|| term::not_rated(*why, Words::Paper));
            (paper!("print-state-not-rated"), words)
        }
        Some(Rating::Level(_)) | None => (paper!("print-state-open"), String::new()),
    };
    match list.subject {
        Subject::Member => vec![
            person.name.clone(),
            unit_name(context.units, person.unit),
            admitted.unwrap_or_default(),
            state,
            reason,
        ],
        Subject::Unit => vec![person.name.clone(), state, reason],
    }
}
