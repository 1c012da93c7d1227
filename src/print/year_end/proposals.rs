//! What those who are heard proposed (tổng hợp đề xuất xếp loại của các chủ thể), and the record of
//! counting the ballots (biên bản kiểm phiếu).

use std::collections::HashMap;

use super::{Context, Person, RatedList, level_name, unit_name};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::number;
use crate::domain::rating::{Ballot, Level, Part, Rating, Statement, StepKind, Subject};
use crate::domain::text::uncapitalised;
use crate::i18n::term::{self, Words};
use crate::paper;
use crate::print::page::{Align, Block, Column, Document, Orientation, Row, Signature, Table};
use crate::print::reports::formalities;
use crate::services::ratings::summary::table::short;

/// The proposals of the steps that the register uses; of all that somebody has when it shows none.
/// `posts` are those that members hold in the Party.
#[must_use]
pub fn proposals(list: &RatedList, posts: &HashMap<MemberId, String>, context: &Context<'_>) -> Document {
    let steps = steps_of(list);
    let has_points = list.people.iter().any(|person| points(person).is_some());
    let mut columns = vec![name_column(list.subject, 3.0)];
    if list.subject == Subject::Member {
        columns.push(Column::new(paper!("print-column-post"), 2.0, Align::Left));
        columns.push(Column::new(paper!("print-column-unit"), 2.4, Align::Left));
    }
    if has_points {
        columns.push(Column::new(paper!("print-column-points"), 0.9, Align::Right));
    }
    columns.extend(steps.iter().map(|step| Column::new(step_name(*step), 1.7, Align::Center)));
    columns.push(Column::new(paper!("print-column-decided"), 1.7, Align::Center));
    columns.push(Column::new(paper!("print-column-note"), 1.8, Align::Left));
    let rows = list.people.iter().map(|person| {
        let mut cells = vec![person.name.clone()];
        if list.subject == Subject::Member {
            let post = person.member.and_then(|member| posts.get(&member)).cloned();
            cells.extend([post.unwrap_or_default(), unit_name(context.units, person.unit)]);
        }
        if has_points {
            cells.push(points(person).map(number::decimal).unwrap_or_default());
        }
        cells.extend(said_of(list, person, &steps));
        Row::Cells(cells)
    });
    let rows = rows.collect();
    Document {
        title: paper!("print-proposals-title"),
        subtitle: match list.subject {
            Subject::Member => paper!("print-proposals-members", year = list.year.to_string()),
            Subject::Unit => paper!("print-proposals-units", year = list.year.to_string()),
        },
        blocks: vec![
            Block::Table(Table { columns, numbered: true, caption: String::new(), rows }),
            Block::Note(legend(list)),
        ],
        orientation: Orientation::Landscape,
        ..formalities(context).into()
    }
}

/// What the short levels of the steps stand for: a sheet of all steps has no room for whole ones.
fn legend(list: &RatedList) -> String {
    let levels = list.regime.levels(list.subject).iter();
    let words =
        levels.map(|named| format!("{}: {}", short(named.level, Words::Paper), uncapitalised(&named.name)));
    format!("{}.", words.collect::<Vec<_>>().join("; "))
}

/// Points in hundredths.
fn points(person: &Person) -> Option<i64> {
    person.steps.as_ref()?.points
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

/// What was said in each step, then what was decided, with a note.
fn said_of(list: &RatedList, person: &Person, steps: &[StepKind]) -> Vec<String> {
    let level = |level: Level| level_name(&list.regime, list.subject, level);
    let heard = |level: Level| short(level, Words::Paper);
    let statement = |step: &StepKind| match said(person, *step) {
        None => String::new(),
        Some(said) => match (said.level, &said.words) {
            (Some(rated), Some(words)) => format!("{}; {words}", heard(rated)),
            (Some(rated), None) => heard(rated),
            (None, words) => words.clone().unwrap_or_default(),
        },
    };
    let (decided, note) = match &person.rating {
        Some(Rating::Level(rated)) => (level(*rated), String::new()),
        Some(Rating::NotRated { why, reason }) => {
            let words = reason.clone().unwrap_or_else(|| term::not_rated(*why, Words::Paper));
            (paper!("print-state-not-rated"), words)
        }
        None => (String::new(), String::new()),
    };
    steps.iter().map(statement).chain([decided, note]).collect()
}

/// The records of counting the ballots, one for each cell, each on pages of its own: papers, votes
/// and shares for each level, signed by those who counted. None when no ballot is on record.
#[must_use]
pub fn counting(list: &RatedList, context: &Context<'_>) -> Option<Document> {
    let is_counted = |person: &Person| ballot(person).is_some();
    let mut records =
        list.by_unit(is_counted).into_iter().map(|(unit, people)| record(list, (unit, &people), context));
    let first = records.next()?;
    Some(Document { appendices: records.collect(), ..first })
}

fn ballot(person: &Person) -> Option<&Ballot> {
    person.steps.as_ref().map(|steps| &steps.ballot).filter(|ballot| !ballot.is_empty())
}

/// The record of a cell; of units for none.
fn record(list: &RatedList, (unit, people): (Option<UnitId>, &[&Person]), context: &Context<'_>) -> Document {
    let levels: Vec<Level> = list.regime.levels(list.subject).iter().map(|named| named.level).collect();
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
    let counted = people.iter().filter_map(|person| Some((person, ballot(person)?)));
    let rows = counted.map(|(person, ballot)| Row::Cells(votes(person, ballot, &levels)));
    let rows = rows.collect();
    let mut formalities = formalities(context);
    formalities.signature = Signature {
        authority: paper!("print-counting-team"),
        post: paper!("print-counting-head"),
        name: None,
    };
    let year = list.year.to_string();
    let what = match list.subject {
        Subject::Member => paper!("print-counting-members", year = year),
        Subject::Unit => paper!("print-counting-units", year = year),
    };
    let subtitle = match unit {
        Some(unit) => format!("{what}\n{}", unit_name(context.units, unit)),
        None => what,
    };
    let intro =
        vec![paper!("print-counting-when"), paper!("print-counting-who"), paper!("print-counting-result")];
    Document {
        title: paper!("print-counting-title"),
        subtitle,
        intro,
        blocks: vec![
            Block::Table(Table { columns, numbered: true, caption: String::new(), rows }),
            Block::Note(paper!("print-counting-base")),
            Block::Paragraph(paper!("print-counting-members-of-team")),
        ],
        orientation: Orientation::Landscape,
        ..formalities.into()
    }
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
