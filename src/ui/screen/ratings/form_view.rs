//! How the dialogs of [`super::form`] look.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use iced::Length;
use iced::keyboard::key::Named;
use iced::widget::{column, container, row};

use super::form::{Form, Message, Purpose, Slot, id};
use super::steps::{ballot_title, part_name};
use crate::domain::number;
use crate::domain::problem::Field;
use crate::domain::rating::{BallotPlace, Part};
use crate::fl;
use crate::i18n::sentence;
use crate::ui::Element;
use crate::ui::keymap::Chord;
use crate::ui::part::{dates, problems};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice_named, press, scroll, text_field, tick};

/// The button that confirms, for the focus.
pub const CONFIRM: &str = "ratings-form-confirm";

fn with_ctrl() -> Chord {
    Chord::ctrl_named(Named::Enter)
}

/// Most warnings that are read out in full.
const MOST_SAID: usize = 6;

impl Form {
    /// What it is called.
    pub fn title(&self) -> String {
        let year = self.year.to_string();
        match &self.purpose {
            Purpose::Note { .. } => fl!("ratings-note-title"),
            Purpose::Rerate { .. } => fl!("ratings-rerate-title", year = year),
            Purpose::Ballot { .. } => fl!("ratings-ballot-title", year = year),
            Purpose::Copy { .. } => fl!("ratings-copy-title", year = (self.year - 1).to_string()),
            Purpose::Parts(_) => fl!("ratings-parts-title"),
        }
    }

    /// The dialog.
    pub fn view<'a>(&'a self, today: NaiveDate) -> Dialog<'a, Message> {
        let (name, fields, known): (_, Element<'a, Message>, &[Field]) = match &self.purpose {
            Purpose::Note { said, note, .. } => {
                ("ratings-note", self.note_fields(said, note), &[Field::Note])
            }
            Purpose::Rerate { .. } => (
                "ratings-rerate",
                self.rerate_fields(today),
                &[Field::Level, Field::Reason, Field::Decision, Field::DecidedOn, Field::Body],
            ),
            Purpose::Ballot { .. } => ("ratings-ballot", self.ballot_fields(), &[]),
            Purpose::Copy { .. } => ("ratings-copy", self.copy_fields(), &[]),
            Purpose::Parts(shown) => ("ratings-parts", shown_parts(shown), &[]),
        };
        let others = match &self.purpose {
            Purpose::Ballot { .. } => problems::of(&self.problems, Field::Ballot)
                .or_else(|| problems::elsewhere(&self.problems, &[Field::Ballot])),
            _ => problems::elsewhere(&self.problems, known),
        };
        let others = others.map(|words| text::body(words).style(text::danger));
        Dialog::new(name, self.title(), Message::Cancelled)
            .body(column![fields, others].spacing(space::MEDIUM))
            .button(
                press(text::body(fl!("common-cancel")))
                    .hint(Chord::key(Named::Escape).label())
                    .on_press(Message::Cancelled),
            )
            .button(
                press(text::body(self.confirm_word()))
                    .hint(self.confirm_chord().label())
                    .id(CONFIRM)
                    .style(button::primary)
                    .on_press_maybe((!self.is_saving).then_some(Message::Confirmed)),
            )
            .on_enter(Message::Confirmed)
            .bind(with_ctrl(), Message::Confirmed)
    }

    /// Enter turns the box that has the keys; with Ctrl it always confirms.
    fn confirm_chord(&self) -> Chord {
        match &self.purpose {
            Purpose::Parts(_) | Purpose::Ballot { .. } => with_ctrl(),
            Purpose::Note { .. } | Purpose::Rerate { .. } | Purpose::Copy { .. } => Chord::key(Named::Enter),
        }
    }

    fn confirm_word(&self) -> String {
        match &self.purpose {
            Purpose::Note { .. } => fl!("ratings-note-do"),
            Purpose::Rerate { .. } => fl!("ratings-rerate-do"),
            Purpose::Copy { .. } => fl!("ratings-copy-do"),
            Purpose::Ballot { .. } | Purpose::Parts(_) => fl!("ratings-reason-save"),
        }
    }

    fn field<'a>(&self, field: Field, label: String, typed: &str) -> Element<'a, Message> {
        text_field(label, typed)
            .id(id(Slot::Field(field)))
            .problem(problems::of(&self.problems, field))
            .on_input(move |typed| Message::Typed(Slot::Field(field), typed))
            .into()
    }

    fn note_fields<'a>(&'a self, said: &'a [String], note: &str) -> Element<'a, Message> {
        let mut lines: Vec<Element<'a, Message>> =
            said.iter().take(MOST_SAID).map(|line| text::body(line.as_str()).into()).collect();
        if said.len() > MOST_SAID {
            let rest = said.len() - MOST_SAID;
            lines.push(text::caption(fl!("ratings-note-more", count = rest)).into());
        }
        column![
            column(lines).spacing(space::TIGHT),
            self.field(Field::Note, fl!("ratings-note-words"), note),
            text::caption(fl!("ratings-note-what")),
        ]
        .spacing(space::MEDIUM)
        .into()
    }

    fn rerate_fields<'a>(&'a self, today: NaiveDate) -> Element<'a, Message> {
        let Purpose::Rerate { name, before, form, .. } = &self.purpose else { return column![].into() };
        let levels: Vec<_> = self.levels.iter().map(|named| named.level).collect();
        let named = |level: &crate::domain::rating::Level| {
            let known = self.levels.iter().find(|named| named.level == *level);
            known.map(|named| named.name.clone()).unwrap_or_default()
        };
        let level =
            choice_named(sentence::field(Field::Level), &levels, form.level, named, Message::LevelChosen)
                .id(id(Slot::Field(Field::Level)))
                .problem(problems::of(&self.problems, Field::Level));
        let on = dates::whole_day(fl!("ratings-decision-day"), &form.on, today, |typed| {
            Message::Typed(Slot::Field(Field::DecidedOn), typed)
        })
        .id(id(Slot::Field(Field::DecidedOn)))
        .problem(problems::of(&self.problems, Field::DecidedOn));
        column![
            text::strong(name.as_str()),
            text::body(fl!("ratings-rerate-before", level = named(before))),
            level,
            self.field(Field::Reason, sentence::field(Field::Reason), &form.reason),
            self.field(Field::Decision, fl!("ratings-decision-number"), &form.decision),
            on,
            self.field(Field::Body, sentence::field(Field::Body), &form.body),
        ]
        .spacing(space::MEDIUM)
        .into()
    }

    fn ballot_fields<'a>(&'a self) -> Element<'a, Message> {
        let Purpose::Ballot { name, numbers, others, fills, .. } = &self.purpose else {
            return column![].into();
        };
        let one = |(place, typed): &'a (BallotPlace, String)| -> Element<'a, Message> {
            let place = *place;
            text_field(ballot_title(place), typed)
                .id(id(Slot::Ballot(place)))
                .width(104.0)
                .on_input(move |typed| Message::Typed(Slot::Ballot(place), typed))
                .into()
        };
        let is_vote = |(place, _): &&(BallotPlace, String)| matches!(place, BallotPlace::Votes(_));
        let papers = row(numbers.iter().filter(|it| !is_vote(it)).map(one)).spacing(space::SMALL);
        let votes = row(numbers.iter().filter(is_vote).map(one)).spacing(space::SMALL).wrap();
        let count = number::count(others.len());
        let fill = tick(fl!("ratings-ballot-fill", count = count), *fills)
            .id(id(Slot::Fills))
            .on_turn(|is_on| Message::Turned(Slot::Fills, is_on));
        let fill = (!others.is_empty()).then_some(fill);
        column![text::strong(name.as_str()), papers, votes, text::caption(self.sum()), column![fill]]
            .spacing(space::MEDIUM)
            .into()
    }

    /// "Cộng các mức: 18 trên 19 phiếu hợp lệ".
    fn sum(&self) -> String {
        let Purpose::Ballot { numbers, .. } = &self.purpose else { return String::new() };
        let read = |typed: &str| number::parse_whole(typed).unwrap_or_default();
        let is_vote = |place: &BallotPlace| matches!(place, BallotPlace::Votes(_));
        let votes: i64 =
            numbers.iter().filter(|(place, _)| is_vote(place)).map(|(_, typed)| read(typed)).sum();
        let valid = numbers.iter().find(|(place, _)| *place == BallotPlace::Valid);
        let valid = valid.map(|(_, typed)| read(typed)).unwrap_or_default();
        fl!("ratings-ballot-sum", votes = number::group(votes), valid = number::group(valid))
    }

    fn copy_fields<'a>(&'a self) -> Element<'a, Message> {
        let Purpose::Copy { selected, all, is_narrow, what } = &self.purpose else {
            return column![].into();
        };
        let one = |slot: Slot, label: String, is_on: bool| {
            tick(label, is_on).id(id(slot)).on_turn(move |is_on| Message::Turned(slot, is_on))
        };
        let counted = |whos: usize| number::group(i64::try_from(whos).unwrap_or(i64::MAX));
        let narrow = fl!("ratings-copy-narrow", selected = counted(selected.len()), all = counted(all.len()));
        column![
            text::body(fl!("ratings-copy-what")),
            one(Slot::CopyLevel, sentence::field(Field::Level), what.level),
            one(Slot::CopyGroup, sentence::field(Field::PostGroup), what.group),
            one(Slot::CopySteps, fl!("ratings-copy-steps"), what.steps),
            one(Slot::Narrow, narrow, *is_narrow),
        ]
        .spacing(space::MEDIUM)
        .into()
    }
}

/// The steps that are shown, each with a box; and all or none of them at once.
fn shown_parts<'a>(shown: &BTreeSet<Part>) -> Element<'a, Message> {
    let ticks = Part::ALL.iter().map(|part| {
        let slot = Slot::Part(*part);
        tick(part_name(*part), shown.contains(part))
            .id(id(slot))
            .on_turn(move |is_on| Message::Turned(slot, is_on))
            .into()
    });
    let all = |word: String, is_on: bool| {
        press(text::body(word)).style(button::quiet).on_press(Message::AllTurned(is_on))
    };
    let both = row![all(fl!("ratings-parts-none"), false), all(fl!("ratings-parts-all"), true)];
    column![
        text::body(fl!("ratings-parts-what")),
        both.spacing(space::SMALL),
        container(scroll(column(ticks).spacing(space::SMALL))).max_height(340.0).width(Length::Fill),
    ]
    .spacing(space::MEDIUM)
    .into()
}
