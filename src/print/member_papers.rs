//! Papers about members: the register in 14 columns, the profile on one page, the full record.
//!
//! The register follows form 7-HSĐV (09/2017 and 12-HD/BTCTW 17/05/2012; whether 38-HD/BTCTW
//! 29/09/2025 keeps its exact columns was not read).

use std::sync::Arc;

use chrono::NaiveDate;

use super::page::{Align, Block, Column, Document, Letters, Orientation, Row, Table};
use super::reports::{Context, formalities};
use super::{Layout, Template};
use crate::domain::date;
use crate::domain::id::MemberId;
use crate::domain::member::{BadgeEnding, BadgeFields, PostFields, Status};
use crate::domain::rating::DisciplineFields;
use crate::i18n::steps;
use crate::i18n::term::{self, Words};
use crate::paper;
use crate::services::columns::{CellContext, MemberColumn};
use crate::services::members::{MemberRow, Person};
use crate::services::readings;

/// The register of members (sổ danh sách đảng viên) in 14 columns: A4 on its long side.
#[must_use]
pub fn member_register(people: &[Person], context: &Context<'_>) -> Document {
    let columns = [
        (paper!("register-name"), 2.2),
        (paper!("register-sex"), 1.1),
        (paper!("column-home-town"), 1.5),
        (paper!("register-schooling"), 1.5),
        (paper!("register-occupation"), 1.5),
        (paper!("register-joined"), 1.3),
        (paper!("register-numbers"), 1.5),
        (paper!("register-group"), 1.1),
        (paper!("register-moved-away"), 1.3),
        (paper!("register-moved-here"), 1.3),
        (paper!("register-died"), 1.1),
        (paper!("register-left"), 1.2),
        (paper!("column-note"), 1.1),
    ];
    let rows = people.iter().map(|person| Row::Cells(line(person, context))).collect();
    let table = Table {
        columns: columns.into_iter().map(|(title, width)| Column::new(title, width, Align::Left)).collect(),
        numbered: true,
        caption: String::new(),
        rows,
    };
    Document {
        title: paper!("register-title"),
        subtitle: context.subtitle.to_owned(),
        blocks: vec![Block::Table(table)],
        orientation: Orientation::Landscape,
        letters: Letters::new(13),
        numbers_of: numbers_of(people, &[MemberColumn::CardNumber, MemberColumn::OldCardNumber]),
        ..formalities(context).into()
    }
}

/// The 13 cells after the running number.
fn line(person: &Person, context: &Context<'_>) -> Vec<String> {
    let cell = |column| shown(column, person, context);
    let lines = |parts: &[String]| {
        let given: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        given.join("\n")
    };
    let other = cell(MemberColumn::OtherName);
    let other = if other.is_empty() { other } else { format!("({other})") };
    let born = paper!("register-born", date = cell(MemberColumn::Born));
    let ended = |wanted: &[Status]| ending(person, wanted);
    vec![
        lines(&[cell(MemberColumn::Name), other, born]),
        lines(&[MemberColumn::Sex, MemberColumn::Ethnicity, MemberColumn::Religion].map(cell)),
        cell(MemberColumn::HomeTown),
        lines(
            &[
                MemberColumn::GeneralEducation,
                MemberColumn::TheoryLevel,
                MemberColumn::ProfessionalLevel,
                MemberColumn::ForeignLanguages,
            ]
            .map(cell),
        ),
        lines(&[MemberColumn::OccupationBefore, MemberColumn::Occupation].map(cell)),
        lines(&[MemberColumn::Ceremony, MemberColumn::Official].map(cell)),
        lines(&numbers(person, context)),
        cell(MemberColumn::WorkGroup),
        ended(&[Status::MovedAway]),
        arrival(person),
        ended(&[Status::Died]),
        ended(&[Status::Expelled, Status::StruckOff, Status::Left, Status::Revoked]),
        cell(MemberColumn::Note),
    ]
}

/// Card, file and badges held, as the register's column 8 has them.
fn numbers(person: &Person, context: &Context<'_>) -> Vec<String> {
    let cells = [MemberColumn::CardNumber, MemberColumn::FileNumber];
    let badges = person.record.badges_held().map(|badge| match &badge.number {
        Some(number) => paper!("register-badge-numbered", level = badge.level, number = number.as_str()),
        None => paper!("register-badge", level = badge.level),
    });
    cells.into_iter().map(|column| shown(column, person, context)).chain(badges).collect()
}

fn shown(column: MemberColumn, person: &Person, context: &Context<'_>) -> String {
    let cells = CellContext { units: context.units, today: context.today, words: Words::Paper };
    column.cell(&person.row, &cells)
}

/// When and how the membership ended, if it did in one of these ways.
fn ending(person: &Person, wanted: &[Status]) -> String {
    let Some(period) = person.record.status().filter(|period| wanted.contains(&period.status)) else {
        return String::new();
    };
    let how = match period.status {
        Status::MovedAway | Status::Died => None,
        other => Some(term::status(other, Words::Paper)),
    };
    let parts = [how, period.place.clone(), period.reason.clone()];
    std::iter::once(date::show(period.from_on))
        .chain(parts.into_iter().flatten())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The day of the first stay in this register, of those who were admitted before it elsewhere.
fn arrival(person: &Person) -> String {
    let admitted = person.row.fields.admission_decided_on.last_day();
    let first = person.record.memberships.first().filter(|stay| stay.from_on > admitted);
    let Some(first) = first else { return String::new() };
    let from = person.row.fields.texts.admission_place.clone();
    std::iter::once(date::show(first.from_on)).chain(from).collect::<Vec<_>>().join("\n")
}

/// The profile (trích ngang) of a member on one page.
#[must_use]
pub fn member_profile(person: &Person, context: &Context<'_>) -> Document {
    let columns = [
        MemberColumn::Name,
        MemberColumn::OtherName,
        MemberColumn::Sex,
        MemberColumn::Born,
        MemberColumn::HomeTown,
        MemberColumn::PermanentAddress,
        MemberColumn::Ethnicity,
        MemberColumn::Religion,
        MemberColumn::Occupation,
        MemberColumn::WorkGroup,
        MemberColumn::Unit,
        MemberColumn::Posts,
        MemberColumn::Ceremony,
        MemberColumn::Official,
        MemberColumn::PartyAge,
        MemberColumn::CardNumber,
        MemberColumn::GeneralEducation,
        MemberColumn::ProfessionalLevel,
        MemberColumn::ProfessionalField,
        MemberColumn::TheoryLevel,
        MemberColumn::ForeignLanguages,
        MemberColumn::Status,
    ];
    on_one_page(Document {
        title: paper!("profile-title"),
        subtitle: person.row.fields.name.clone(),
        blocks: vec![facts(&columns, person, context)],
        letters: Letters::new(13),
        numbers_of: numbers_of(std::slice::from_ref(person), &columns),
        ..formalities(context).into()
    })
}

/// The document in the largest letters with which it stands on one page; in the smallest ones where
/// there are none.
fn on_one_page(document: Document) -> Document {
    let mut fitted = document;
    while fitted.letters.points() > Letters::RANGE.0 && is_longer_than_a_page(&fitted) {
        fitted.letters = Letters::new(fitted.letters.points() - 1);
    }
    fitted
}

fn is_longer_than_a_page(document: &Document) -> bool {
    let laid = Layout::new(Arc::new(document.clone()), Template::default(), &mut |_| true);
    laid.is_ok_and(|layout| layout.count() > 1)
}

/// The full record of a member: every field, then the history.
#[must_use]
pub fn member_record(person: &Person, context: &Context<'_>) -> Document {
    // Badges have a table of their own.
    let all: Vec<MemberColumn> =
        MemberColumn::ALL.iter().copied().filter(|column| *column != MemberColumn::Badges).collect();
    let tables = [
        stays(person, context),
        statuses(person),
        posts(person),
        badges(person),
        ratings(person),
        discipline(person),
    ];
    Document {
        title: paper!("record-title"),
        subtitle: person.row.fields.name.clone(),
        blocks: std::iter::once(facts(&all, person, context))
            .chain(tables.into_iter().flatten().flatten())
            .collect(),
        letters: Letters::new(13),
        numbers_of: numbers_of(std::slice::from_ref(person), &all),
        ..formalities(context).into()
    }
}

fn numbers_of(people: &[Person], columns: &[MemberColumn]) -> Vec<MemberId> {
    let rows: Vec<MemberRow> = people.iter().map(|person| person.row.clone()).collect();
    readings::with_numbers(&rows, columns)
}

/// Names and values of what is known; the highest badge stands behind the years in the Party.
fn facts(columns: &[MemberColumn], person: &Person, context: &Context<'_>) -> Block {
    let fact = |column: &MemberColumn| {
        let value = shown(*column, person, context);
        let group = column.group(Words::Paper);
        let title = column.title(Words::Paper);
        let name = if group.is_empty() { title } else { format!("{group}: {title}") };
        (!value.is_empty()).then(|| Row::Cells(vec![name, value]))
    };
    let highest = |column: &MemberColumn| {
        let badge =
            (*column == MemberColumn::PartyAge).then(|| person.record.badges_held().next_back())??;
        let value = term::badge(badge.level, badge.number.as_deref(), Words::Paper);
        Some(Row::Cells(vec![paper!("profile-badge"), value]))
    };
    let rows = columns.iter().flat_map(|column| fact(column).into_iter().chain(highest(column)));
    let columns = vec![
        Column::new(paper!("profile-item"), 1.0, Align::Left),
        Column::new(paper!("profile-value"), 2.0, Align::Left),
    ];
    Block::Table(Table { columns, numbered: true, caption: String::new(), rows: rows.collect() })
}

/// A table of the history below its title; none where there is nothing.
fn history(title: String, titles: [String; 4], lines: Vec<[String; 4]>) -> Option<[Block; 2]> {
    let rows: Vec<Row> = lines.into_iter().map(|line| Row::Cells(line.into())).collect();
    let [from, to, what, how] = titles;
    let columns = vec![
        Column::new(from, 1.1, Align::Center),
        Column::new(to, 1.1, Align::Center),
        Column::new(what, 3.0, Align::Left),
        Column::new(how, 2.0, Align::Left),
    ];
    titled(title, columns, rows)
}

/// A table with its title above it, which stays with it over the end of a page.
fn titled(title: String, columns: Vec<Column>, rows: Vec<Row>) -> Option<[Block; 2]> {
    let is_empty = rows.is_empty();
    let table = Table { columns, numbered: false, caption: String::new(), rows };
    (!is_empty).then_some([Block::Heading(title), Block::Table(table)])
}

fn titles(what: String, how: String) -> [String; 4] {
    [paper!("history-from"), paper!("history-to"), what, how]
}

fn open_day(day: Option<NaiveDate>) -> String {
    day.map(date::show).unwrap_or_default()
}

fn stays(person: &Person, context: &Context<'_>) -> Option<[Block; 2]> {
    let name = |unit| context.units.node(unit).map_or(String::new(), |node| node.unit.fields.name.clone());
    let lines = person.record.memberships.iter().map(|stay| {
        let decision = stay.decision.clone().unwrap_or_default();
        [date::show(stay.from_on), open_day(stay.to_on), name(stay.unit), decision]
    });
    let titles = titles(paper!("column-unit"), paper!("history-decision"));
    history(paper!("history-stays"), titles, lines.collect())
}

fn statuses(person: &Person) -> Option<[Block; 2]> {
    let lines = person.record.statuses.iter().map(|period| {
        let notes = [&period.decision, &period.reason, &period.place].into_iter().flatten();
        let notes = notes.cloned().collect::<Vec<_>>().join("; ");
        let status = term::status(period.status, Words::Paper);
        [date::show(period.from_on), open_day(period.to_on), status, notes]
    });
    let titles = titles(paper!("column-status"), paper!("column-note"));
    history(paper!("history-statuses"), titles, lines.collect())
}

fn posts(person: &Person) -> Option<[Block; 2]> {
    let lines = person.record.posts.iter().map(|post| {
        let PostFields { title, from_on, to_on, decision, .. } = &post.fields;
        let day = |day: &Option<date::PartialDate>| day.map(|day| day.to_string()).unwrap_or_default();
        [day(from_on), day(to_on), title.clone(), decision.clone().unwrap_or_default()]
    });
    let titles = titles(paper!("column-posts"), paper!("history-decision"));
    history(paper!("history-posts"), titles, lines.collect())
}

/// All badges but those that were entered by mistake.
fn badges(person: &Person) -> Option<[Block; 2]> {
    let lines = person
        .record
        .badges
        .iter()
        .map(|badge| &badge.fields)
        .filter(|badge| badge.end.as_ref().is_none_or(|end| end.why != BadgeEnding::Mistaken));
    let lines = lines.map(|badge| {
        let BadgeFields { level, kind, number, decision, decided_on, end, .. } = badge;
        let what =
            [term::badge(*level, number.as_deref(), Words::Paper), term::badge_kind(*kind, Words::Paper)];
        let ended = end.as_ref().map(|end| term::badge_ending(end.why, Words::Paper));
        let reason = end.as_ref().and_then(|end| end.reason.clone());
        let by = [decision.clone(), decided_on.map(|day| day.to_string()), ended, reason];
        let day = |day: Option<date::PartialDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let by = by.into_iter().flatten().collect::<Vec<_>>().join("; ");
        [day(badge.since()), day(end.as_ref().map(|end| end.on)), what.join("; "), by]
    });
    let titles = titles(paper!("members-badges"), paper!("history-decision"));
    history(paper!("members-badges"), titles, lines.collect())
}

fn ratings(person: &Person) -> Option<[Block; 2]> {
    let rows = person.ratings.iter().map(|(year, words)| Row::Cells(vec![year.to_string(), words.clone()]));
    let columns = vec![
        Column::new(paper!("print-column-year"), 1.1, Align::Center),
        Column::new(paper!("print-column-level"), 6.1, Align::Left),
    ];
    titled(paper!("history-ratings"), columns, rows.collect())
}

fn discipline(person: &Person) -> Option<[Block; 2]> {
    let lines = person.record.discipline.iter().map(|known| {
        let DisciplineFields { form, decided_on, decision, body, reason, ended_on } = &known.fields;
        let form = [Some(steps::discipline(*form, Words::Paper)), reason.clone()];
        let [form, by] = [form, [decision.clone(), body.clone()]]
            .map(|parts| parts.into_iter().flatten().collect::<Vec<_>>().join("; "));
        [date::show(*decided_on), open_day(*ended_on), form, by]
    });
    let titles = titles(paper!("history-discipline-form"), paper!("history-decision"));
    history(paper!("history-discipline"), titles, lines.collect())
}
