//! How the summary tab is arranged: what is shown, the table, what is to be said below it.

use iced::widget::{column, container, responsive, row, space as gap};
use iced::{Alignment, Length};

use super::{Action, GRID, Message, Summary, View, YEAR, YEARS, show, year_or_none};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::Subject;
use crate::domain::rating::summary::Rounding;
use crate::fl;
use crate::i18n::sentence;
use crate::services::ratings::summary::Layout;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{command, grid_words};
use crate::ui::theme::{self, space, text};
use crate::ui::widget::{chart, choice_named, grid, press, scroll, text_field, tick};

/// Width of the choice of members or units.
const SUBJECT: f32 = 150.0;
/// Width of the choice of tables.
const VIEW: f32 = 210.0;
/// Width of a field for a year.
const YEAR_FIELD: f32 = 100.0;
/// The same with a longer label.
const SPAN_FIELD: f32 = 140.0;
/// Width of the choice of a term.
const TERM: f32 = 120.0;
/// Height of what is said below the table.
const NOTES: f32 = 72.0;

/// The tab's content.
pub fn tab<'a>(summary: &'a Summary, context: &'a Context) -> Element<'a, Message> {
    let content = match summary.view {
        View::Compare => column![
            bar(summary),
            container(summary.compare.view().map(Message::Compare)).height(Length::Fill),
            compare_foot(summary),
        ],
        View::Units | View::Years | View::Follows => column![
            bar(summary),
            column![summary.find_bar(), list(summary, context)].height(Length::Fill),
            notes(summary),
            if summary.view == View::Follows { follows_foot(summary) } else { foot(summary) },
        ],
    };
    let content = content.spacing(space::SMALL);
    container(content).padding(space::MEDIUM).into()
}

/// The name of a kind of table.
fn view_name(view: View) -> String {
    match view {
        View::Units => fl!("summary-by-units"),
        View::Years => fl!("summary-by-years"),
        View::Follows => fl!("summary-follows"),
        View::Compare => fl!("summary-compare"),
    }
}

fn bar<'a>(summary: &'a Summary) -> Element<'a, Message> {
    let key = |action| summary.bind(action).label();
    let view = choice_named(
        format!("{} ({})", fl!("summary-view"), key(Action::NextView)),
        &View::ALL,
        Some(summary.view),
        |view| view_name(*view),
        Message::ViewChosen,
    )
    .id("summary-view")
    .width(VIEW);
    let subject = choice_named(
        format!("{} ({})", fl!("summary-subject"), key(Action::Subject)),
        Subject::ALL,
        Some(summary.subject),
        |subject| match subject {
            Subject::Member => fl!("ratings-members"),
            Subject::Unit => fl!("ratings-units"),
        },
        Message::SubjectChosen,
    )
    .id("summary-subject")
    .width(SUBJECT);
    let years = match summary.view {
        View::Units | View::Follows => Some(year(summary)),
        View::Years => Some(span(summary)),
        View::Compare => None,
    };
    let subject = (summary.view != View::Compare).then_some(subject);
    let print = command::button(summary.bind(Action::Print)).icon(Icon::Print).id("summary-print");
    row![view, column![subject], column![years], gap::horizontal(), print]
        .spacing(space::MEDIUM)
        .align_y(Alignment::End)
        .into()
}

/// The year with its neighbours.
fn year<'a>(summary: &'a Summary) -> Element<'a, Message> {
    let is_year = summary.year_typed.trim() == summary.year.to_string();
    let problem = (!is_year && summary.year_typed.trim().len() >= 4).then(out_of_range);
    let step = |action, picture| {
        let bind = summary.bind(action);
        press(icon(picture)).hint(bind.label()).skip_focus().on_press(bind.action)
    };
    let label = format!("{} ({})", fl!("quotas-year"), summary.bind(Action::Year).label());
    let field = text_field(label, &summary.year_typed)
        .id(YEAR)
        .width(YEAR_FIELD)
        .problem(problem)
        .on_input(Message::YearTyped)
        .on_leave(Message::YearLeft);
    row![step(Action::YearBefore, Icon::ChevronLeft), field, step(Action::YearAfter, Icon::ChevronRight)]
        .spacing(space::TIGHT)
        .align_y(Alignment::End)
        .into()
}

/// First and last year.
fn span<'a>(summary: &'a Summary) -> Element<'a, Message> {
    let (from, to) = (&summary.span_typed.0, &summary.span_typed.1);
    let is_wrong = |typed: &str| typed.trim().len() >= 4 && year_or_none(typed).is_none();
    let field = |label: String, typed: &'a str| {
        text_field(label, typed)
            .width(SPAN_FIELD)
            .placeholder(fl!("summary-all-years"))
            .problem(is_wrong(typed).then(out_of_range))
            .on_leave(Message::YearLeft)
    };
    let from_label = format!("{} ({})", fl!("quotas-from-year"), summary.bind(Action::Year).label());
    let from = field(from_label, from).id(YEAR).on_input(Message::FromTyped);
    let to = field(fl!("quotas-to-year"), to).id("summary-to").on_input(Message::ToTyped);
    // A column of its own keeps the fields before it in their places.
    row![from, to, column![term(summary)]].spacing(space::SMALL).align_y(Alignment::End).into()
}

/// The terms of the unit, each with its years; none where no term is known.
fn term<'a>(summary: &Summary) -> Option<Element<'a, Message>> {
    let terms = summary.terms();
    let options: Vec<Option<(i32, i32)>> =
        std::iter::once(None).chain(terms.iter().copied().map(Some)).collect();
    let span = summary.span();
    let shown = span.and_then(|span| options.iter().copied().find(|term| *term == span.from.zip(span.to)));
    let name = |term: &Option<(i32, i32)>| match term {
        Some((from, to)) => format!("{from}-{to}"),
        None => fl!("summary-all-years"),
    };
    let choice = choice_named(fl!("summary-term"), &options, shown, name, Message::TermChosen);
    (!terms.is_empty()).then(|| choice.id("summary-term").width(TERM).into())
}

fn out_of_range() -> String {
    let (min, max) = (i64::from(*YEARS.start()), i64::from(*YEARS.end()));
    sentence::problem(&Problem::error(Field::Year, Kind::OutOfRange { min, max }))
}

fn list<'a>(summary: &'a Summary, context: &'a Context) -> Element<'a, Message> {
    match summary.chart.as_ref().filter(|_| summary.shows_chart && summary.view == View::Years) {
        Some(shown) => {
            let drawn = responsive(move |room| chart(shown).height(room.height).into());
            container(drawn).padding(space::MEDIUM).style(theme::container::card).into()
        }
        None => responsive(move |room| table(summary, context, room.width)).into(),
    }
}

fn table<'a>(summary: &'a Summary, context: &'a Context, room: f32) -> Element<'a, Message> {
    let table = &summary.table;
    let empty = match (&summary.read, summary.view) {
        (None, _) => fl!("ratings-reading"),
        (Some(_), _) if context.tree.nodes().is_empty() => fl!("quotas-no-units"),
        (Some(_), View::Years | View::Compare) => fl!("summary-no-years"),
        (Some(_), View::Follows) => fl!("summary-follows-no-rules", year = summary.year.to_string()),
        (Some(_), View::Units) => fl!("summary-no-rows", year = summary.year.to_string()),
    };
    grid(
        summary.list(),
        show::columns(table, room),
        table.rows.len(),
        move |row, column| show::cell(table, row, column),
        Message::Grid,
    )
    .status()
    .revision(summary.requests)
    .frozen(1)
    .words(grid_words::words)
    .id(GRID)
    .empty(empty)
    .into()
}

/// What the figures are shares of, and what their marks mean.
fn notes<'a>(summary: &'a Summary) -> Element<'a, Message> {
    let notes = summary.table.notes.iter().map(|note| text::caption(note).into());
    let is_empty = summary.table.rows.is_empty();
    let notes = (!is_empty).then(|| scroll(column(notes)).height(Length::Fixed(NOTES)));
    column![notes].into()
}

fn foot<'a>(summary: &'a Summary) -> Element<'a, Message> {
    let hundred = tick(fl!("summary-hundred-do"), summary.rounding() == Rounding::Hundred)
        .on_turn(Message::RoundingTurned)
        .id("summary-hundred");
    let joined = (summary.view == View::Years && summary.subject == Subject::Unit).then(|| {
        tick(fl!("summary-joined-do"), summary.layout == Layout::Joined)
            .on_turn(Message::LayoutTurned)
            .id("summary-joined")
    });
    let totals = command::button(summary.bind(Action::Totals)).icon(Icon::Edit).id("summary-totals");
    let targets = command::button(summary.bind(Action::Targets)).id("summary-targets");
    let chart = (summary.view == View::Years)
        .then(|| command::button(summary.bind(Action::Chart)).id("summary-chart"));
    let copy = command::button(summary.bind(Action::Copy)).id("summary-copy");
    let ticks = column![hundred, joined].spacing(space::TIGHT).width(Length::Fill);
    let fill = command::button(summary.bind(Action::Fill)).id("summary-fill");
    column![
        row![ticks, column![chart], targets, totals, copy].spacing(space::SMALL).align_y(Alignment::Center),
        row![text::caption(fl!("summary-how-to")).width(Length::Fill), fill]
            .spacing(space::SMALL)
            .align_y(Alignment::Center),
    ]
    .spacing(space::TIGHT)
    .into()
}

/// Below what follows from ratings.
fn follows_foot<'a>(summary: &'a Summary) -> Element<'a, Message> {
    let copy = command::button(summary.bind(Action::Copy)).id("summary-copy");
    row![text::caption(fl!("summary-follows-how-to")).width(Length::Fill), copy]
        .spacing(space::SMALL)
        .align_y(Alignment::Center)
        .into()
}

/// Below the sheet of a printed table.
fn compare_foot<'a>(summary: &'a Summary) -> Element<'a, Message> {
    let words =
        if summary.compare.can_bring_back() { fl!("compare-bring-back") } else { fl!("compare-clear") };
    let may_clear = !summary.compare.is_empty() || summary.compare.can_bring_back();
    let clear = press(text::body(words))
        .id("compare-clear")
        .on_press_maybe(may_clear.then_some(Message::Compare(super::compare::Message::Cleared)));
    let copy = command::button(summary.bind(Action::Copy)).id("summary-copy");
    row![text::caption(fl!("compare-keys")).width(Length::Fill), clear, copy]
        .spacing(space::SMALL)
        .align_y(Alignment::Center)
        .into()
}
