//! How a dialog over a record looks: choices, perhaps a cell, lines of text in pairs.

use chrono::NaiveDate;
use iced::widget::{column, container, row};
use iced::{Length, Padding};

use super::{Message, Purpose, Sheet};
use crate::domain::member::{BADGE_LEVELS, BadgeEnding, BadgeForm, BadgeKind, Sphere, Status};
use crate::domain::problem::Field;
use crate::domain::rating::{DisciplineKind, Subject};
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::steps;
use crate::i18n::term::{self, Words};
use crate::ui::Element;
use crate::ui::icon::Icon;
use crate::ui::part::named::{self, Named};
use crate::ui::part::{dates, problems};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice, press, scroll, text_field};

impl Sheet {
    /// The dialog.
    pub fn dialog<'a>(&'a self, today: NaiveDate) -> Dialog<'a, Message> {
        let save = super::super::save_chord();
        let name = match &self.purpose {
            Purpose::Status { .. } => "member-status",
            Purpose::Transfer(_) => "member-transfer",
            Purpose::Post { .. } => "member-post",
            Purpose::Badge { .. } => "member-badge",
            Purpose::Discipline { .. } => "member-discipline",
        };
        let known = self.fields();
        let elsewhere = problems::elsewhere(&self.problems, &known)
            .map(|sentence| text::body(sentence).style(text::danger));
        let asks = self.asks_to_leave.then(|| text::body(fl!("members-sheet-leave")).style(text::warning));
        let hints = self.hints.as_deref().filter(|hints| !hints.is_empty()).map(|hints| {
            let told = sentence::problems(hints);
            text::body(fl!("members-sheet-books", told = told)).style(text::warning)
        });
        let unit = self.takes_unit().then(|| {
            self.picker
                .view(fl!("members-destination"), Message::UnitTyped)
                .id(id(Field::Unit))
                .placeholder(fl!("members-unit-hint"))
                .on_leave(Message::Left(Field::Unit))
                .problem(problems::of(&self.problems, Field::Unit))
        });
        let body = column![
            slot(elsewhere.map(Element::from)),
            slot(asks.map(Element::from)),
            slot(hints.map(Element::from)),
            slot(self.choice()),
            slot(unit.map(Element::from)),
            self.lines(today)
        ];
        Dialog::new(name, self.title(), Message::CancelRequested)
            .wide()
            .body(scroll(body))
            .button(press(text::body(fl!("members-cancel"))).hint("Esc").on_press(Message::CancelRequested))
            .button(
                press(text::body(fl!("members-save")))
                    .icon(Icon::Check)
                    .hint(save.label())
                    .style(button::primary)
                    .on_press_maybe((!self.is_saving).then_some(Message::SaveRequested)),
            )
            .bind(save, Message::SaveRequested)
            .on_enter(Message::SaveRequested)
    }

    fn choice<'a>(&'a self) -> Option<Element<'a, Message>> {
        match &self.purpose {
            Purpose::Status { present, form } => {
                let options: Vec<_> = Status::ALL
                    .iter()
                    .filter(|status| status.may_follow(*present))
                    .map(|status| Named::new(*status, status_name(*status, *present)))
                    .collect();
                let chosen = form.status.and_then(|status| named::find(&options, &status));
                let problem = problems::of(&self.problems, Field::Status);
                let control = choice(fl!("members-status-new"), &options, chosen, |option: Named<Status>| {
                    Message::StatusChosen(option.value)
                });
                Some(control.id(id(Field::Status)).problem(problem).into())
            }
            Purpose::Post { form, .. } => {
                let options: Vec<_> = Sphere::ALL
                    .iter()
                    .map(|sphere| Named::new(*sphere, term::sphere(*sphere, Words::Screen)))
                    .collect();
                let chosen = form.sphere.and_then(|sphere| named::find(&options, &sphere));
                let problem = problems::of(&self.problems, Field::Kind);
                let control =
                    choice(fl!("members-post-sphere"), &options, chosen, |option: Named<Sphere>| {
                        Message::SphereChosen(option.value)
                    });
                Some(control.id(id(Field::Kind)).problem(problem).into())
            }
            Purpose::Discipline { form, .. } => {
                let options: Vec<_> = DisciplineKind::of(Subject::Member)
                    .iter()
                    .map(|kind| Named::new(*kind, steps::discipline(*kind, Words::Screen)))
                    .collect();
                let chosen = form.form.and_then(|kind| named::find(&options, &kind));
                let problem = problems::of(&self.problems, Field::DisciplineForm);
                let label = sentence::field(Field::DisciplineForm);
                let control = choice(label, &options, chosen, |option: Named<DisciplineKind>| {
                    Message::DisciplineChosen(option.value)
                });
                Some(control.id(id(Field::DisciplineForm)).problem(problem).into())
            }
            Purpose::Badge { id, form, .. } => Some(self.badge_choices(id.is_some(), form)),
            Purpose::Transfer(_) => None,
        }
    }

    /// Level, kind and, of a badge on record, whether it is held, beside each other.
    fn badge_choices<'a>(&'a self, is_known: bool, form: &BadgeForm) -> Element<'a, Message> {
        let problem = |field| problems::of(&self.problems, field);
        let levels = BADGE_LEVELS.map(|level| Named::new(level, term::badge(level, None, Words::Screen)));
        let chosen = form.level.and_then(|level| named::find(&levels, &level));
        let level = choice(sentence::field(Field::BadgeLevel), &levels, chosen, |option: Named<u32>| {
            Message::BadgeLevelChosen(option.value)
        });
        let kinds: Vec<_> = BadgeKind::ALL
            .iter()
            .map(|kind| Named::new(*kind, term::badge_kind(*kind, Words::Screen)))
            .collect();
        let chosen = form.kind.and_then(|kind| named::find(&kinds, &kind));
        let kind = choice(sentence::field(Field::BadgeKind), &kinds, chosen, |option: Named<BadgeKind>| {
            Message::BadgeKindChosen(option.value)
        });
        let ending = is_known.then(|| {
            let ended = BadgeEnding::ALL
                .iter()
                .map(|why| Named::new(Some(*why), term::badge_ending(*why, Words::Screen)));
            let options: Vec<Named<Option<BadgeEnding>>> =
                std::iter::once(Named::new(None, fl!("badge-held"))).chain(ended).collect();
            let chosen = named::find(&options, &form.ending);
            let label = sentence::field(Field::BadgeEnding);
            choice(label, &options, chosen, |option: Named<Option<BadgeEnding>>| {
                Message::BadgeEndingChosen(option.value)
            })
            .id(id(Field::BadgeEnding))
            .problem(problem(Field::BadgeEnding))
        });
        row![
            level.id(id(Field::BadgeLevel)).problem(problem(Field::BadgeLevel)),
            kind.id(id(Field::BadgeKind)).problem(problem(Field::BadgeKind)),
        ]
        .push(ending)
        .spacing(space::LARGE)
        .width(Length::Fill)
        .into()
    }

    /// The lines of text, two beside each other.
    fn lines<'a>(&'a self, today: NaiveDate) -> Element<'a, Message> {
        let lines = self.purpose.lines();
        let rows = lines.chunks(2).map(|pair| {
            let fields = pair.iter().map(|(field, typed)| self.line(*field, typed, today));
            row(fields).spacing(space::LARGE).width(Length::Fill).into()
        });
        column(rows).spacing(space::MEDIUM).into()
    }

    fn line<'a>(&'a self, field: Field, typed: &str, today: NaiveDate) -> Element<'a, Message> {
        let (label, (problem, warning)) = (self.label(field), problems::apart(&self.problems, field));
        let on_input = move |text| Message::Typed(field, text);
        match field {
            Field::DecidedOn | Field::EndedOn | Field::BadgeRound if !self.takes_partial(field) => {
                let day = dates::whole_day(label, typed, today, on_input);
                day.id(id(field)).problem(problem).warning(warning).on_leave(Message::Left(field)).into()
            }
            Field::FromOn | Field::ToOn | Field::DecidedOn | Field::EndedOn | Field::AwardedOn => {
                let date = dates::partial(label, typed, today, on_input);
                date.id(id(field)).problem(problem).warning(warning).on_leave(Message::Left(field)).into()
            }
            _ => {
                let line = text_field(label, typed).on_input(on_input);
                line.id(id(field)).problem(problem).warning(warning).on_leave(Message::Left(field)).into()
            }
        }
    }

    /// Whether old papers may know only the month or the year of this date.
    fn takes_partial(&self, field: Field) -> bool {
        matches!(self.purpose, Purpose::Badge { .. }) && field != Field::BadgeRound
    }

    fn label(&self, field: Field) -> String {
        match (&self.purpose, field) {
            (Purpose::Status { .. }, Field::DecidedOn) => fl!("members-status-on"),
            (Purpose::Status { .. }, Field::AdmissionPlace) => fl!("members-status-place"),
            (Purpose::Transfer(_), Field::DecidedOn) => fl!("members-transfer-on"),
            (Purpose::Transfer(_), Field::Decision) => fl!("members-transfer-decision"),
            (Purpose::Badge { .. }, Field::EndedOn) => fl!("badge-ended-on"),
            (_, field) => sentence::field(field),
        }
    }
}

/// A status as it is offered: those who left come back by being restored.
fn status_name(status: Status, present: Status) -> String {
    let name = term::status(status, Words::Screen);
    if status == Status::Active && !present.is_present() {
        fl!("members-status-restored", status = name)
    } else {
        name
    }
}

/// What comes and goes above fields, with the room below it. It is a column of its own: iced drops
/// empty slots, and the fields below would move in the order by which the focus is kept.
fn slot(element: Option<Element<'_, Message>>) -> Element<'_, Message> {
    let with_room = |element| container(element).padding(Padding::default().bottom(space::MEDIUM));
    column![element.map(with_room)].into()
}

/// The name of a field for the focus.
pub(super) fn id(field: Field) -> String {
    format!("sheet-{field:?}")
}
