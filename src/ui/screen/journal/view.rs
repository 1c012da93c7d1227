//! How the journal tab is arranged: the question, the list, what the marked entry changed.

use std::borrow::Cow;

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{GRID, Journal, Message, SEARCH};
use crate::domain::date;
use crate::domain::number;
use crate::fl;
use crate::services::journal::{About, Entry, Line};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::theme::{self, space, text};
use crate::ui::widget::{choice_named, grid, press, scroll, text_field};

/// Width of a choice.
const CHOICE: f32 = 210.0;
/// Width of a field for a day.
const DAY: f32 = 130.0;
/// Width of what an entry changed.
const DETAILS: f32 = 400.0;
/// Most lines that are shown of an entry.
const MOST_LINES: usize = 200;

/// The tab's content.
pub fn tab<'a>(journal: &'a Journal, context: &Context) -> Element<'a, Message> {
    let list = container(list(journal)).width(Length::Fill).height(Length::Fill);
    let body = row![list, details(journal, context)].spacing(space::MEDIUM).height(Length::Fill);
    container(column![bar(journal), actions(journal), body, foot(journal)].spacing(space::SMALL))
        .padding(space::MEDIUM)
        .into()
}

fn bar(journal: &Journal) -> Element<'_, Message> {
    let search =
        text_field(fl!("journal-search"), &journal.text).id(SEARCH).clearable().on_input(Message::Text);
    let day = |label: String, typed: &'_ str, message: fn(String) -> Message| {
        let is_wrong = !typed.trim().is_empty() && date::parse_day(typed).is_err();
        let field =
            text_field(label, typed).on_input(message).problem(is_wrong.then(|| fl!("journal-day-wrong")));
        container(field).width(DAY)
    };
    let abouts: Vec<Option<About>> =
        std::iter::once(None).chain(About::ALL.iter().copied().map(Some)).collect();
    let about =
        choice_named(fl!("journal-about"), &abouts, Some(journal.about), about_in_words, Message::About);
    let everybody: Vec<Option<String>> =
        std::iter::once(None).chain(journal.authors.iter().cloned().map(Some)).collect();
    let name = |who: &Option<String>| match who {
        None => fl!("journal-everybody"),
        Some(who) if who.is_empty() => fl!("journal-nobody"),
        Some(who) => who.clone(),
    };
    let who = choice_named(fl!("journal-who"), &everybody, Some(journal.who.clone()), name, Message::Who);
    row![
        container(search).width(Length::Fill),
        container(about.id("journal-about")).width(CHOICE),
        container(who.id("journal-who")).width(CHOICE),
        day(fl!("journal-from"), &journal.from, Message::From),
        day(fl!("journal-to"), &journal.to, Message::To),
    ]
    .spacing(space::SMALL)
    .align_y(Alignment::End)
    .into()
}

fn about_in_words(about: &Option<About>) -> String {
    match about {
        None => fl!("journal-about-all"),
        Some(About::Members) => fl!("journal-about-members"),
        Some(About::Units) => fl!("journal-about-units"),
        Some(About::Ratings) => fl!("journal-about-ratings"),
        Some(About::Quotas) => fl!("journal-about-quotas"),
        Some(About::Users) => fl!("journal-about-users"),
        Some(About::Readings) => fl!("journal-about-readings"),
        Some(About::Settings) => fl!("journal-about-settings"),
    }
}

/// What can be done with the marked entry, and with the list.
fn actions(journal: &Journal) -> Element<'_, Message> {
    let only = match &journal.only {
        Some((_, name)) => fl!("journal-all-members-of", name = name.as_str()),
        None => fl!("journal-only-member"),
    };
    let has_record = journal.record_of_marked().is_some();
    let button = |words: String, is_possible: bool, message: Message| {
        press(text::body(words)).on_press_maybe(is_possible.then_some(message))
    };
    row![
        button(only, has_record || journal.only.is_some(), Message::MemberChosen).id("journal-member"),
        button(fl!("journal-record"), has_record, Message::RecordChosen).id("journal-record"),
        button(fl!("journal-undo"), journal.can_undo(), Message::UndoChosen).id("journal-undo"),
        iced::widget::space().width(Length::Fill),
        button(fl!("journal-print-changes"), journal.details.is_some(), Message::ChangesPrinted)
            .id("journal-print-changes"),
        button(fl!("common-print"), !journal.found.is_empty(), Message::PrintChosen)
            .icon(Icon::Print)
            .hint("Ctrl+P")
            .id("journal-print"),
    ]
    .spacing(space::SMALL)
    .into()
}

fn list(journal: &Journal) -> Element<'_, Message> {
    grid(
        &journal.list,
        columns(),
        journal.found.len(),
        |row, column| {
            let number = journal.found.get(row).copied().unwrap_or_default();
            match (journal.entry(row), column) {
                (_, 0) => number::group(number),
                (Some(entry), 1) => time_of(entry),
                (Some(entry), 2) => entry.who.clone(),
                (Some(entry), _) => entry.what.clone(),
                (None, _) => String::new(),
            }
        },
        Message::Grid,
    )
    .id(GRID)
    .empty(fl!("journal-none"))
    .height(Length::Fill)
    .into()
}

fn columns() -> &'static [grid::Column] {
    static COLUMNS: std::sync::OnceLock<Vec<grid::Column>> = std::sync::OnceLock::new();
    COLUMNS.get_or_init(|| {
        vec![
            grid::Column::new("sequence", fl!("journal-sequence"), 70.0).number().unsorted(),
            grid::Column::new("at", fl!("journal-at"), 186.0).unsorted(),
            grid::Column::new("who", fl!("journal-who"), 160.0).unsorted(),
            grid::Column::new("what", fl!("journal-what"), 494.0).unsorted(),
        ]
    })
}

/// When, by this computer's clock.
pub fn time_of(entry: &Entry) -> String {
    chrono::DateTime::parse_from_rfc3339(&entry.at).map_or_else(
        |_| entry.at.clone(),
        |at| at.with_timezone(&chrono::Local).format("%d/%m/%Y %H:%M:%S").to_string(),
    )
}

fn details<'a>(journal: &'a Journal, context: &Context) -> Element<'a, Message> {
    let content: Element<'_, Message> = match &journal.details {
        None => text::body(fl!("journal-choose")).style(text::muted).into(),
        Some((_, details)) => {
            let more = usize::try_from(details.rows).unwrap_or(usize::MAX);
            let is_cut = details.lines.len() > MOST_LINES
                || details.rows > i64::from(crate::services::journal::MOST_ROWS);
            let note = is_cut.then(|| {
                let count = number::group(i64::try_from(more).unwrap_or(i64::MAX));
                text::caption(fl!("journal-more", count = count)).style(text::muted).into()
            });
            let shown = lines(&details.lines, |line| super::shown(line, &journal.numbers, context));
            let masked = journal.masks_numbers(context) == Some(true);
            let hint = masked.then(|| text::caption(fl!("numbers-masked-hint")).style(text::muted).into());
            column(shown.into_iter().chain(hint).chain(note)).spacing(space::TIGHT).into()
        }
    };
    let framed = container(scroll(content).height(Length::Fill)).padding(space::MEDIUM);
    framed.width(DETAILS).height(Length::Fill).style(theme::container::card).into()
}

/// Record by record: field, what was there, what is there now.
pub(super) fn lines<'a, M: 'a>(
    lines: &'a [Line],
    as_seen: impl Fn(&'a Line) -> Cow<'a, Line>,
) -> Vec<Element<'a, M>> {
    let mut shown: Vec<Element<'a, M>> = Vec::new();
    let mut record = "";
    for line in lines.iter().take(MOST_LINES) {
        if line.record != record {
            record = &line.record;
            shown.push(text::strong(record).into());
        }
        shown.push(text::body(in_words(&as_seen(line))).into());
    }
    shown
}

fn in_words(line: &Line) -> String {
    let Line { field, before, after, .. } = line;
    let (field, before, after) = (field.as_str(), before.as_str(), after.as_str());
    match (before.is_empty(), after.is_empty()) {
        (true, _) => fl!("journal-line-new", field = field, after = after),
        (false, true) => fl!("journal-line-gone", field = field, before = before),
        (false, false) => fl!("journal-line", field = field, before = before, after = after),
    }
}

fn foot(journal: &Journal) -> Element<'_, Message> {
    let count = number::count(journal.found.len());
    text::caption(fl!("journal-count", count = count)).style(text::muted).into()
}
