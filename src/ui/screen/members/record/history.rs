//! What changes by decisions: posts, status, cells, badges; each with its past and the button to change it.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Message, Record, badge_chord, discipline_chord, post_chord, status_chord, transfer_chord};
use crate::domain::date;
use crate::domain::member::{Badge, MemberRecord, Post, Status, StatusPeriod};
use crate::fl;
use crate::i18n::steps;
use crate::i18n::term::{self, Words};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::theme::{self, button, space, text};
use crate::ui::widget::press;

/// Status and cell in one line, for below the name.
pub fn state(record: &Record, context: &Context) -> String {
    let Some(known) = record.record.as_deref() else { return String::new() };
    let status = known.status().map(|period| term::status(period.status, Words::Screen));
    let unit = known.unit().map(|unit| context.unit_name(unit).to_owned());
    [status, unit].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The posts, below the fields of work.
pub fn posts<'a>(record: &'a Record) -> Option<Element<'a, Message>> {
    let known = record.record.as_deref()?;
    let add = press(text::body(fl!("members-post-add")))
        .icon(Icon::Plus)
        .hint(post_chord().label())
        .id("member-post-add")
        .on_press(Message::PostRequested(None));
    let lines = known.posts.iter().map(post);
    Some(
        column![heading(fl!("members-posts"), add.into())]
            .extend(lines)
            .push(known.posts.is_empty().then(|| text::body(fl!("members-posts-none")).style(text::muted)))
            .spacing(space::SMALL)
            .into(),
    )
}

fn post<'a>(post: &'a Post) -> Element<'a, Message> {
    let fields = &post.fields;
    let show = |date: Option<date::PartialDate>| date.map(|date| date.to_string());
    let edit = press(text::body(fl!("members-edit")))
        .icon(Icon::Edit)
        .style(button::plain)
        .on_press(Message::PostRequested(Some(post.id)));
    let details = [Some(term::sphere(fields.sphere, Words::Screen)), fields.decision.clone()];
    row![
        entry(
            fields.title.clone(),
            span(show(fields.from_on), show(fields.to_on)),
            details,
            fields.to_on.is_none()
        ),
        edit,
    ]
    .align_y(Alignment::Center)
    .into()
}

/// Status and cells, with their past, the newest first.
pub fn view<'a>(record: &'a Record, context: &'a Context) -> Option<Element<'a, Message>> {
    let known = record.record.as_deref()?;
    let content = column![
        statuses(known, may_change_status(record)),
        cells(known, may_transfer(record), context),
        badges(known),
        discipline(known)
    ]
    .spacing(space::LARGE);
    let card = container(content).padding(space::MEDIUM).width(Length::Fill).style(theme::container::card);
    Some(card.into())
}

/// Whether another status may follow the present one.
pub fn may_change_status(record: &Record) -> bool {
    record.present().is_some_and(|present| Status::ALL.iter().any(|status| status.may_follow(present)))
}

/// Whether the member can go to another cell.
pub fn may_transfer(record: &Record) -> bool {
    record.present().is_some_and(Status::is_present)
}

fn statuses<'a>(known: &'a MemberRecord, may_change: bool) -> Element<'a, Message> {
    let change = press(text::body(fl!("members-status-change")))
        .icon(Icon::Edit)
        .hint(status_chord().label())
        .id("member-status-change")
        .on_press_maybe(may_change.then_some(Message::StatusRequested));
    column![heading(fl!("members-section-status"), change.into())]
        .extend(known.statuses.iter().rev().map(status))
        .spacing(space::SMALL)
        .into()
}

fn status<'a>(period: &'a StatusPeriod) -> Element<'a, Message> {
    let span = span(Some(date::show(period.from_on)), period.to_on.map(date::show));
    let details = [period.decision.clone(), period.reason.clone(), period.place.clone()];
    entry(term::status(period.status, Words::Screen), span, details, period.to_on.is_none())
}

fn cells<'a>(known: &'a MemberRecord, may_move: bool, context: &'a Context) -> Element<'a, Message> {
    let change = press(text::body(fl!("members-transfer")))
        .icon(Icon::ChevronRight)
        .hint(transfer_chord().label())
        .id("member-transfer")
        .on_press_maybe(may_move.then_some(Message::TransferRequested));
    let stays = known.memberships.iter().rev().map(|stay| {
        let span = span(Some(date::show(stay.from_on)), stay.to_on.map(date::show));
        let name = context.unit_name(stay.unit).to_owned();
        entry(name, span, [stay.decision.clone()], stay.to_on.is_none())
    });
    column![heading(fl!("members-cells"), change.into())].extend(stays).spacing(space::SMALL).into()
}

/// Badges, the highest level first.
fn badges<'a>(known: &'a MemberRecord) -> Element<'a, Message> {
    let add = press(text::body(fl!("members-badge-add")))
        .icon(Icon::Plus)
        .hint(badge_chord().label())
        .id("member-badge-add")
        .on_press(Message::BadgeRequested(None));
    let none = text::body(fl!("members-badges-none")).style(text::muted);
    column![heading(fl!("members-badges"), add.into())]
        .extend(known.badges.iter().rev().enumerate().map(|(at, known)| badge(at, known)))
        .push(known.badges.is_empty().then_some(none))
        .spacing(space::SMALL)
        .into()
}

/// One badge; `at` is its place in the list, which names its button.
fn badge<'a>(at: usize, badge: &'a Badge) -> Element<'a, Message> {
    let fields = &badge.fields;
    let edit = press(text::body(fl!("members-edit")))
        .icon(Icon::Edit)
        .style(button::plain)
        .id(format!("member-badge-{at}"))
        .on_press(Message::BadgeRequested(Some(badge.id)));
    let title = term::badge(fields.level, fields.number.as_deref(), Words::Screen);
    let end = fields.end.as_ref();
    let round = fields.round_on.map(|day| fl!("members-badge-round", day = date::show(day)));
    let decided = fields.decision.clone().or(fields.decided_on.map(|day| day.to_string()));
    let details = [
        Some(term::badge_kind(fields.kind, Words::Screen)),
        round,
        decided,
        end.map(|end| term::badge_ending(end.why, Words::Screen)),
        end.and_then(|end| end.reason.clone()),
    ];
    let show = |date: Option<date::PartialDate>| date.map(|date| date.to_string());
    let span = span(show(fields.since()), show(end.map(|end| end.on)));
    row![entry(title, span, details, badge.is_held()), edit].align_y(Alignment::Center).into()
}

/// Discipline, the newest first.
fn discipline<'a>(known: &'a MemberRecord) -> Element<'a, Message> {
    let add = press(text::body(fl!("members-discipline-add")))
        .icon(Icon::Plus)
        .hint(discipline_chord().label())
        .id("member-discipline-add")
        .on_press(Message::DisciplineRequested(None));
    let lines = known.discipline.iter().rev().map(|known| {
        let fields = &known.fields;
        let edit = press(text::body(fl!("members-edit")))
            .icon(Icon::Edit)
            .style(button::plain)
            .on_press(Message::DisciplineRequested(Some(known.id)));
        let span = span(Some(date::show(fields.decided_on)), fields.ended_on.map(date::show));
        let details = [fields.decision.clone(), fields.body.clone(), fields.reason.clone()];
        let form = steps::discipline(fields.form, Words::Screen);
        row![entry(form, span, details, fields.ended_on.is_none()), edit].align_y(Alignment::Center).into()
    });
    let none = text::body(fl!("members-discipline-none")).style(text::muted);
    column![heading(fl!("members-discipline"), add.into())]
        .extend(lines)
        .push(known.discipline.is_empty().then_some(none))
        .spacing(space::SMALL)
        .into()
}

fn heading<'a>(title: String, action: Element<'a, Message>) -> Element<'a, Message> {
    row![text::heading(title).width(Length::Fill), action].align_y(Alignment::Center).into()
}

/// What was, from when to when, and what is known of it. What holds now stands out.
fn entry<'a>(
    title: String,
    span: String,
    details: impl IntoIterator<Item = Option<String>>,
    is_present: bool,
) -> Element<'a, Message> {
    let title = if is_present { text::strong(title) } else { text::body(title) };
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let details = (!details.is_empty()).then(|| text::caption(details));
    row![
        column![title, details].width(Length::FillPortion(3)),
        text::body(span).style(text::muted).width(Length::FillPortion(2)),
    ]
    .spacing(space::MEDIUM)
    .width(Length::Fill)
    .into()
}

/// "từ 01/02/2020 đến 03/2024"; empty for no dates.
fn span(from: Option<String>, to: Option<String>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => fl!("members-from", from = from),
        (None, Some(to)) => fl!("members-until", to = to),
        (Some(from), Some(to)) => fl!("members-from-until", from = from, to = to),
    }
}
