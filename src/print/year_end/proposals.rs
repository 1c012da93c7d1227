//! What those who are heard proposed (tổng hợp đề xuất xếp loại của các chủ thể), and the record of
//! counting the ballots (biên bản kiểm phiếu).

use super::{Context, Person, RatedList, level_name, unit_name};
use crate::domain::number;
use crate::domain::rating::{Ballot, Level, Part, Rating, Statement, StepKind, Subject};
use crate::i18n::term::{self, Words};
use crate::paper;
use crate::print::page::{Align, Block, Column, Document, Orientation, Row, Signature, Table};
use crate::print::reports::formalities;

/// The proposals of the steps that the register uses; of all that somebody has when it shows none.
#[must_use]
pub fn proposals(list: &RatedList, context: &Context<'_>) -> Document {
    let steps = steps_of(list);
    let mut columns = vec![name_column(list.subject, 3.0)];
    if list.subject == Subject::Member {
        columns.push(Column::new(paper!("print-column-unit"), 2.4, Align::Left));
    }
    columns.extend(steps.iter().map(|step| Column::new(step_name(*step), 1.7, Align::Center)));
    columns.push(Column::new(paper!("print-column-decided"), 1.7, Align::Center));
    columns.push(Column::new(paper!("print-column-note"), 1.8, Align::Left));
    let rows = list.people.iter().map(|person| Row::Cells(row(list, person, &steps, context)));
    let rows = rows.collect();
    Document {
        title: paper!("print-proposals-title"),
        subtitle: match list.subject {
            Subject::Member => paper!("print-proposals-members", year = list.year.to_string()),
            Subject::Unit => paper!("print-proposals-units", year = list.year.to_string()),
        },
        blocks: vec![Block::Table(Table { columns, numbered: true, caption: String::new(), rows })],
        orientation: Orientation::Landscape,
        ..formalities(context).into()
    }
}

fn name_column(subject: Subject, width: f32) -> Column {
    let title = match subject {
        Subject::Member => paper!("print-column-full-name"),
        Subject::Unit => paper!("print-column-organisation"),
    };
    Column::new(title, width, Align::Left)
}

fn steps_of(list: &RatedList) -> Vec<StepKind> {
    let shown: Vec<StepKind> = list.parts.iter().filter_map(|part: &Part| part.step()).collect();
    let has = |step: &StepKind| list.people.iter().any(|person| said(person, *step).is_some());
    if shown.is_empty() { StepKind::ALL.iter().copied().filter(has).collect() } else { shown }
}

fn step_name(step: StepKind) -> String {
    match step {
        StepKind::SelfRating => paper!("print-step-self"),
        StepKind::Administration => paper!("print-step-administration"),
        StepKind::MassOrganisations => paper!("print-step-mass-organisations"),
        StepKind::Residence => paper!("print-step-residence"),
        StepKind::CellCommittee => paper!("print-step-cell-committee"),
        StepKind::Cell => paper!("print-step-cell"),
        StepKind::Appraisal => paper!("print-step-appraisal"),
    }
}

fn said(person: &Person, step: StepKind) -> Option<&Statement> {
    person.steps.as_ref()?.said.get(&step)
}

fn row(list: &RatedList, person: &Person, steps: &[StepKind], context: &Context<'_>) -> Vec<String> {
    let level = |level: Level| level_name(&list.regime, list.subject, level);
    let statement = |step: &StepKind| match said(person, *step) {
        None => String::new(),
        Some(said) => match (said.level, &said.words) {
            (Some(rated), Some(words)) => format!("{}; {words}", level(rated)),
            (Some(rated), None) => level(rated),
            (None, words) => words.clone().unwrap_or_default(),
        },
    };
    let mut cells = vec![person.name.clone()];
    if list.subject == Subject::Member {
        cells.push(unit_name(context.units, person.unit));
    }
    cells.extend(steps.iter().map(statement));
    let (decided, note) = match &person.rating {
        Some(Rating::Level(rated)) => (level(*rated), String::new()),
        Some(Rating::NotRated { why, reason }) => {
            let words = reason.clone().unwrap_or_else(|| term::not_rated(*why, Words::Paper));
            (paper!("print-state-not-rated"), words)
        }
        None => (String::new(), String::new()),
    };
    cells.extend([decided, note]);
    cells
}

/// The record of counting the ballots: papers, votes and shares for each level, signed by those
/// who counted. None when no ballot is on record.
#[must_use]
pub fn counting(list: &RatedList, context: &Context<'_>) -> Option<Document> {
    let levels: Vec<Level> = list.regime.levels(list.subject).iter().map(|named| named.level).collect();
    let counted: Vec<(&Person, &Ballot)> = list
        .people
        .iter()
        .filter_map(|person| Some((person, &person.steps.as_ref()?.ballot)))
        .filter(|(_, ballot)| !ballot.is_empty())
        .collect();
    if counted.is_empty() {
        return None;
    }
    let mut columns = vec![name_column(list.subject, 2.6)];
    for title in [
        paper!("print-counting-issued"),
        paper!("print-counting-returned"),
        paper!("print-counting-valid"),
        paper!("print-counting-invalid"),
    ] {
        columns.push(Column::new(title, 0.9, Align::Right));
    }
    for level in &levels {
        let name = level_name(&list.regime, list.subject, *level);
        columns.push(Column::new(paper!("print-count"), 0.9, Align::Right).under(name.clone()));
        columns.push(Column::new(paper!("print-percent"), 1.0, Align::Right).under(name));
    }
    let rows = counted.iter().map(|(person, ballot)| Row::Cells(votes(person, ballot, &levels)));
    let rows = rows.collect();
    let mut formalities = formalities(context);
    formalities.signature = Signature {
        authority: paper!("print-counting-team"),
        post: paper!("print-counting-head"),
        name: None,
    };
    let year = list.year.to_string();
    let intro =
        vec![paper!("print-counting-when"), paper!("print-counting-who"), paper!("print-counting-result")];
    Some(Document {
        title: paper!("print-counting-title"),
        subtitle: match list.subject {
            Subject::Member => paper!("print-counting-members", year = year),
            Subject::Unit => paper!("print-counting-units", year = year),
        },
        intro,
        blocks: vec![
            Block::Table(Table { columns, numbered: true, caption: String::new(), rows }),
            Block::Note(paper!("print-counting-base")),
            Block::Paragraph(paper!("print-counting-members-of-team")),
        ],
        orientation: Orientation::Landscape,
        ..formalities.into()
    })
}

fn votes(person: &Person, ballot: &Ballot, levels: &[Level]) -> Vec<String> {
    let figure = |number: Option<i64>| number.map(number::group).unwrap_or_default();
    let invalid = ballot.returned.zip(ballot.valid).map(|(returned, valid)| returned - valid);
    let mut cells = vec![
        person.name.clone(),
        figure(ballot.issued),
        figure(ballot.returned),
        figure(ballot.valid),
        figure(invalid),
    ];
    for level in levels {
        let votes = ballot.votes.get(level).copied();
        let share = ballot.percent(*level).map(|share| share.to_string().trim_end_matches('%').to_owned());
        cells.extend([figure(votes), share.unwrap_or_default()]);
    }
    cells
}
