//! The decision that recognises a year's ratings (quyết định công nhận kết quả xếp loại), and the
//! list that goes with it, level by level.

use super::{Context, RatedList, level_name, unit_name};
use crate::domain::date;
use crate::domain::number;
use crate::domain::rating::Subject;
use crate::domain::text;
use crate::paper;
use crate::print::page::{Align, Block, Column, Document, Row, Table};
use crate::print::reports::{formalities, place_and_date};

/// The decision, with its list on pages of its own. A year that is not decided gives a draft with
/// blanks for number and day.
#[must_use]
pub fn decision(list: &RatedList, context: &Context<'_>) -> Document {
    Document { appendices: vec![appendix(list, context)], ..text(list, context) }
}

fn text(list: &RatedList, context: &Context<'_>) -> Document {
    let year = list.year.to_string();
    let mut formalities = formalities(context);
    if let Some((number, day)) = &list.decided {
        formalities.letterhead.number = Some(number.clone());
        formalities.place_and_date = place_and_date(&context.letterhead.place, *day);
    } else {
        formalities.place_and_date = String::new();
    }
    let body = match context.letterhead.issuing_body.trim() {
        "" => paper!("print-blank-body"),
        body => body.to_uppercase(),
    };
    let mut subtitle = match list.subject {
        Subject::Member => paper!("print-decision-about-members", year = year.as_str()),
        Subject::Unit => paper!("print-decision-about-units", year = year.as_str()),
    };
    if list.decided.is_none() {
        subtitle = format!("{subtitle}\n{}", paper!("print-draft"));
    }
    let grounds = [
        paper!("print-decision-ground-statute"),
        paper!("print-decision-ground-rules", source = list.regime.source.as_str()),
        paper!("print-decision-ground-results", year = year.as_str()),
    ];
    let mut blocks: Vec<Block> = grounds.into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::Heading(body));
    blocks.push(Block::Heading(paper!("print-decision-decides")));
    blocks.extend(articles(list).into_iter().map(Block::Paragraph));
    let recipients = vec![paper!("print-decision-to-article"), paper!("print-decision-to-file")];
    Document { title: paper!("print-decision-title"), subtitle, blocks, recipients, ..formalities.into() }
}

fn articles(list: &RatedList) -> Vec<String> {
    let tally = list.tally();
    let (year, rated) = (list.year.to_string(), number::group(tally.rated()));
    let mut articles = vec![match list.subject {
        Subject::Member => paper!("print-decision-1-members", year = year, rated = rated),
        Subject::Unit => paper!("print-decision-1-units", year = year, rated = rated),
    }];
    articles.extend(tally.levels.iter().filter(|(_, had)| *had > 0).map(|(level, had)| {
        let percent = tally.percent(*level).map(|share| share.to_string()).unwrap_or_default();
        let level = level_name(&list.regime, list.subject, *level);
        let had = number::group(*had);
        match list.subject {
            Subject::Member => {
                paper!("print-decision-level-members", level = level, count = had, percent = percent)
            }
            Subject::Unit => {
                paper!("print-decision-level-units", level = level, count = had, percent = percent)
            }
        }
    }));
    articles.push(paper!("print-decision-2"));
    articles.push(match list.subject {
        Subject::Member => paper!("print-decision-3-members"),
        Subject::Unit => paper!("print-decision-3-units"),
    });
    articles
}

fn appendix(list: &RatedList, context: &Context<'_>) -> Document {
    let year = list.year.to_string();
    let what = match list.subject {
        Subject::Member => paper!("print-decision-list-members", year = year),
        Subject::Unit => paper!("print-decision-list-units", year = year),
    };
    let with = match &list.decided {
        Some((number, day)) => {
            paper!("print-decision-list-with", number = number.as_str(), day = date::show(*day))
        }
        None => paper!("print-decision-list-with-blank"),
    };
    let columns = match list.subject {
        Subject::Member => vec![
            Column::new(paper!("print-column-full-name"), 3.0, Align::Left),
            Column::new(paper!("print-column-unit"), 3.6, Align::Left),
            Column::new(paper!("print-column-level"), 2.6, Align::Left),
        ],
        Subject::Unit => vec![
            Column::new(paper!("print-column-organisation"), 6.0, Align::Left),
            Column::new(paper!("print-column-level"), 3.0, Align::Left),
        ],
    };
    let span = columns.len();
    let mut rows = Vec::new();
    for (named, order) in list.regime.levels(list.subject).iter().zip(ROMAN) {
        let people: Vec<_> = list.with(named.level).collect();
        if people.is_empty() {
            continue;
        }
        let label = paper!(
            "print-decision-list-level",
            order = order,
            level = named.name.as_str(),
            count = number::count(people.len())
        );
        rows.push(Row::Total { label, span, values: Vec::new() });
        rows.extend(people.into_iter().map(|person| {
            let level = named.name.clone();
            Row::Cells(match list.subject {
                Subject::Member => vec![person.name.clone(), unit_name(context.units, person.unit), level],
                Subject::Unit => vec![person.name.clone(), level],
            })
        }));
    }
    Document {
        title: paper!("print-list-title"),
        subtitle: format!("{}\n{with}", text::uncapitalised(&what)),
        blocks: vec![Block::Table(Table { columns, numbered: true, caption: String::new(), rows })],
        ..Document::default()
    }
}

/// No regime has more levels.
const ROMAN: [&str; 7] = ["I", "II", "III", "IV", "V", "VI", "VII"];
