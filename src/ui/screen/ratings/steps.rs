//! The columns of the steps: what was heard of somebody before the deciding level rates.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::sheet::{Row, Sheet};
use super::table::{Content, chosen, short};
use crate::domain::number;
use crate::domain::rating::{BallotPlace, Entry, NamedLevel, Part, Statement, StepKind, Who};
use crate::fl;
use crate::i18n::steps as words;
use crate::i18n::term::Words;
use crate::ui::widget::grid::{Cell, Column, Kind};

/// The columns that show a part.
pub fn contents(part: Part, levels: &[NamedLevel]) -> Vec<Content> {
    match (part, part.step()) {
        (_, Some(step)) => vec![Content::Step(step)],
        (Part::Points, _) => vec![Content::Points],
        (Part::Group, _) => vec![Content::Group],
        (Part::Ballot, _) => {
            let papers = [BallotPlace::Issued, BallotPlace::Returned, BallotPlace::Valid];
            let votes = levels.iter().map(|named| BallotPlace::Votes(named.level));
            papers.into_iter().chain(votes).map(Content::Ballot).collect()
        }
        (_, None) => vec![Content::Plan],
    }
}

/// The groups of posts that the rows of a sheet name.
pub fn groups(sheet: &Sheet) -> Arc<[String]> {
    let named: BTreeSet<&String> =
        sheet.rows.iter().filter_map(|row| row.steps.as_deref()?.group.as_ref()).collect();
    named.into_iter().cloned().collect()
}

/// The column of a step.
pub fn column(content: Content, groups: &Arc<[String]>) -> Column {
    match content {
        Content::Points => {
            Column::new("points", fl!("ratings-column-points"), 70.0).number().kind(Kind::Number)
        }
        Content::Group => Column::new("post-group", words::part(Part::Group), 132.0)
            .kind(if groups.is_empty() { Kind::Text } else { Kind::Choice(Arc::clone(groups)) }),
        Content::Step(step) => {
            let width = if step.is_comment() { 128.0 } else { 92.0 };
            Column::new(format!("step-{}", step.code()), words::step_short(step), width)
        }
        Content::Ballot(place) => Column::new(ballot_key(place), ballot_title(place), ballot_width(place))
            .number()
            .kind(Kind::Number),
        _ => Column::new("plan", words::part(Part::Plan), 190.0),
    }
    .editable()
}

fn ballot_key(place: BallotPlace) -> String {
    match place {
        BallotPlace::Issued => "ballot-issued".to_owned(),
        BallotPlace::Returned => "ballot-returned".to_owned(),
        BallotPlace::Valid => "ballot-valid".to_owned(),
        BallotPlace::Votes(level) => format!("ballot-{}", level.code()),
    }
}

/// "Phát ra", "Phiếu HTT".
pub fn ballot_title(place: BallotPlace) -> String {
    match place {
        BallotPlace::Issued => fl!("ratings-ballot-issued"),
        BallotPlace::Returned => fl!("ratings-ballot-returned"),
        BallotPlace::Valid => fl!("ratings-ballot-valid"),
        BallotPlace::Votes(level) => fl!("ratings-ballot-votes", level = short(level)),
    }
}

fn ballot_width(place: BallotPlace) -> f32 {
    match place {
        BallotPlace::Issued | BallotPlace::Returned | BallotPlace::Valid => 82.0,
        BallotPlace::Votes(_) => 104.0,
    }
}

/// What a step's cell holds, as it is typed.
pub fn text(row: &Row, content: Content) -> String {
    let steps = row.known_steps();
    match content {
        Content::Points => steps.points.map(number::decimal).unwrap_or_default(),
        Content::Group => steps.group.clone().unwrap_or_default(),
        Content::Plan => steps.plan.clone().unwrap_or_default(),
        Content::Ballot(place) => {
            steps.ballot.get(place).map(|number| number.to_string()).unwrap_or_default()
        }
        Content::Step(step) => steps.said.get(&step).map(said).unwrap_or_default(),
        _ => String::new(),
    }
}

/// "HTT", "HTT: tích cực", "tích cực".
fn said(said: &Statement) -> String {
    match (said.level, said.words.as_deref()) {
        (Some(level), Some(words)) => fl!("ratings-step-both", level = short(level), words = words),
        (Some(level), None) => short(level),
        (None, words) => words.unwrap_or_default().to_owned(),
    }
}

/// The cell of a step.
pub fn cell(row: &Row, content: Content) -> Cell<'_> {
    Cell::new(text(row, content), chosen_or_plain(row))
}

/// What is on its way to the disk stands out; what is there is plain: the rating is what counts.
fn chosen_or_plain(row: &Row) -> crate::ui::widget::grid::Role {
    if row.waiting > 0 { chosen(row) } else { crate::ui::widget::grid::Role::Text }
}

/// What clears the cell of a step.
pub fn cleared(content: Content) -> Option<Entry> {
    Some(match content {
        Content::Points => Entry::Points(None),
        Content::Group => Entry::Group(None),
        Content::Plan => Entry::Plan(None),
        Content::Ballot(place) => Entry::Ballot(place, None),
        Content::Step(step) => Entry::Step(step, None),
        Content::Level(_) | Content::Reason => Entry::Rating(None),
        _ => return None,
    })
}

/// What a row has in a column, to be given to others.
pub fn held(row: &Row, content: Content) -> Option<Entry> {
    let steps = row.known_steps();
    Some(match content {
        Content::Points => Entry::Points(steps.points),
        Content::Group => Entry::Group(steps.group.clone()),
        Content::Plan => Entry::Plan(steps.plan.clone()),
        Content::Ballot(place) => Entry::Ballot(place, steps.ballot.get(place)),
        Content::Step(step) => Entry::Step(step, steps.said.get(&step).cloned()),
        Content::Level(_) | Content::Reason => Entry::Rating(row.rating.clone()),
        _ => return None,
    })
}

/// A level for a step; the words that were said stay.
pub fn with_level(row: &Row, step: StepKind, level: crate::domain::rating::Level) -> Entry {
    let words = row.known_steps().said.get(&step).and_then(|said| said.words.clone());
    Entry::Step(step, Some(Statement { level: Some(level), words }))
}

/// Entries that make a ballot no arithmetic allows: for whom, and why.
pub fn broken(sheet: &Sheet, entries: &[(Who, Entry)], who: Who) -> Option<String> {
    let row = sheet.row(who)?;
    let mut steps = row.known_steps().clone();
    let of_one = entries.iter().filter(|(whose, _)| *whose == who);
    of_one.for_each(|(_, entry)| entry.apply(&mut steps));
    if steps.ballot == row.known_steps().ballot {
        return None;
    }
    let fault =
        steps.ballot.faults(sheet.levels()).into_iter().find(|fault| !fault.may_be_mended_by_more())?;
    Some(crate::ui::part::problems::beside(&crate::domain::problem::Kind::Ballot(fault)))
}

/// The name of a warning's or step's whole form, for buttons and lists.
pub fn part_name(part: Part) -> String {
    match part.step() {
        Some(step) => words::step(step, Words::Screen),
        None => words::part(part),
    }
}
