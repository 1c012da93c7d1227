//! How the form of a regime looks.

use chrono::NaiveDate;
use iced::widget::{column, container, row, space};
use iced::{Alignment, Length};

use super::{Editor, Message, Switch, id};
use crate::domain::problem::Field;
use crate::domain::rating::{
    CeilingBase, CeilingForm, CountedFrom, Level, LevelForm, NotRated, Place, Subject,
};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::dates;
use crate::ui::theme::{button, size, space as distance, text};
use crate::ui::widget::{TextField, choice_named, line, number_field, press, scroll, text_field, tick};

/// The height that the form takes at most: the rest scrolls.
const HEIGHT: f32 = 470.0;

impl Editor {
    /// The form.
    pub fn view(&self, today: NaiveDate) -> Element<'_, Message> {
        let tab = |subject: Subject| {
            let name = term::subject(subject, Words::Screen);
            let is_open = subject == self.subject;
            press(if is_open { text::strong(name) } else { text::body(name) })
                .style(if is_open { button::tab_open } else { button::quiet })
                .on_press(Message::SubjectChosen(subject))
        };
        let form = column![
            self.head(today),
            row![tab(Subject::Member), tab(Subject::Unit)].spacing(distance::SMALL),
            self.levels(),
            line(),
            self.ceiling(),
            line(),
            self.exclusions(),
        ]
        .spacing(distance::MEDIUM)
        .padding([0.0, distance::MEDIUM]);
        column![self.attempt.notices(&[]), container(scroll(form).height(Length::Shrink)).max_height(HEIGHT),]
            .into()
    }

    fn field<'a>(&self, made: TextField<'a, Message>, place: Place, field: Field) -> TextField<'a, Message> {
        made.id(id(place, field))
            .problem(self.problem(place, field))
            .on_input(move |typed| Message::Typed(place, field, typed))
            .on_leave(Message::Left(place, field))
    }

    fn head(&self, today: NaiveDate) -> Element<'_, Message> {
        let form = &self.form;
        let day = dates::whole_day(fl!("field-source-date"), &form.source_date, today, |typed| {
            Message::Typed(Place::Head, Field::SourceDate, typed)
        })
        .id(id(Place::Head, Field::SourceDate))
        .problem(self.problem(Place::Head, Field::SourceDate))
        .on_leave(Message::Left(Place::Head, Field::SourceDate));
        let from = self
            .field(text_field(fl!("field-from-year"), &form.from_year), Place::Head, Field::FromYear)
            .steps(1930..=2100)
            .width(120.0);
        let source = self.field(text_field(fl!("field-source"), &form.source), Place::Head, Field::Source);
        let months = self
            .field(number_field(fl!("field-months"), &form.months), Place::Head, Field::Months)
            .steps(0..=60);
        let counted = choice_named(
            fl!("regimes-counted-from"),
            CountedFrom::ALL,
            Some(form.counted_from),
            |from| match from {
                CountedFrom::Ceremony => fl!("regimes-counted-ceremony"),
                CountedFrom::Decision => fl!("regimes-counted-decision"),
            },
            Message::CountedFrom,
        );
        column![
            row![from, source, day].spacing(distance::MEDIUM),
            row![months, counted].spacing(distance::MEDIUM),
            tick(fl!("regimes-is-confirmed"), form.confirmed)
                .on_turn(|is_on| Message::Turned(Switch::Confirmed, is_on)),
        ]
        .spacing(distance::MEDIUM)
        .into()
    }

    fn levels(&self) -> Element<'_, Message> {
        let subject = self.subject;
        let typed = &self.form.of(subject).levels;
        let rows = typed.iter().enumerate().map(|(place, level)| self.level(place, level));
        let missing: Vec<Level> = Level::of(subject)
            .iter()
            .copied()
            .filter(|level| !typed.iter().any(|other| other.level == *level))
            .collect();
        let add = missing.into_iter().map(|level| {
            press(text::body(term::level(level, Words::Screen)))
                .icon(Icon::Plus)
                .style(button::quiet)
                .on_press(Message::LevelAdded(level))
                .into()
        });
        let wrong = self.problem(Place::Of(subject), Field::Level);
        column![
            text::heading(fl!("regimes-levels")),
            column![wrong.map(|words| text::body(words).style(text::danger))],
            column(rows).spacing(distance::SMALL),
            row(add).spacing(distance::SMALL).wrap(),
        ]
        .spacing(distance::SMALL)
        .into()
    }

    fn level(&self, order: usize, level: &LevelForm) -> Element<'_, Message> {
        let place = Place::Level(self.subject, level.level);
        let (up, away) = (Message::Raised(level.level), Message::LevelRemoved(level.level));
        let is_used = self.used.contains(&(self.subject, level.level));
        let (name, points) = if order == 0 {
            (fl!("field-level-name"), fl!("field-points"))
        } else {
            (String::new(), String::new())
        };
        let button = |picture: Icon, words: String, message: Option<Message>| {
            container(press(icon(picture)).hint(words).style(button::plain).on_press_maybe(message))
                .height(size::CONTROL)
                .align_y(Alignment::Center)
        };
        row![
            self.field(text_field(name, &level.name), place, Field::LevelName),
            self.field(text_field(points, &level.at_least), place, Field::Points).width(110.0),
            button(Icon::ChevronUp, String::new(), (order > 0).then_some(up)),
            button(Icon::Close, String::new(), (!is_used).then_some(away)),
        ]
        .spacing(distance::SMALL)
        .align_y(Alignment::End)
        .into()
    }

    fn ceiling(&self) -> Element<'_, Message> {
        let ceiling = self.form.of(self.subject).ceiling.as_ref();
        column![
            tick(fl!("regimes-has-ceiling"), ceiling.is_some())
                .on_turn(|is_on| Message::Turned(Switch::Ceiling, is_on)),
            column![ceiling.map(|ceiling| self.ceiling_fields(ceiling))],
        ]
        .spacing(distance::SMALL)
        .into()
    }

    fn ceiling_fields(&self, ceiling: &CeilingForm) -> Element<'_, Message> {
        let place = Place::Of(self.subject);
        let base = choice_named(
            fl!("regimes-base"),
            CeilingBase::ALL,
            Some(ceiling.base),
            |base| match base {
                CeilingBase::Good => fl!("ceiling-of-good"),
                CeilingBase::GoodOrBetter => fl!("ceiling-of-good-or-better"),
            },
            Message::Base,
        );
        column![
            row![
                self.field(
                    text_field(fl!("field-ceiling-percent"), &ceiling.percent),
                    place,
                    Field::CeilingPercent
                )
                .width(size::SHORT_FIELD),
                self.field(
                    text_field(fl!("field-raised-percent"), &ceiling.raised),
                    place,
                    Field::RaisedPercent
                )
                .width(size::SHORT_FIELD),
                base,
            ]
            .spacing(distance::MEDIUM),
            self.field(text_field(fl!("field-article"), &ceiling.article), place, Field::Article),
            tick(fl!("regimes-is-confirmed"), ceiling.confirmed)
                .on_turn(|is_on| Message::Turned(Switch::CeilingConfirmed, is_on)),
        ]
        .spacing(distance::SMALL)
        .into()
    }

    fn exclusions(&self) -> Element<'_, Message> {
        let reasons = NotRated::of(self.subject).iter().filter(|why| **why != NotRated::Other);
        let rows = reasons.map(|why| self.exclusion(*why));
        column![text::heading(fl!("regimes-exclusions")), column(rows).spacing(distance::SMALL)]
            .spacing(distance::SMALL)
            .into()
    }

    fn exclusion(&self, why: NotRated) -> Element<'_, Message> {
        let typed = self.form.of(self.subject).exclusions.iter().find(|exclusion| exclusion.why == why);
        let place = Place::Exclusion(self.subject, why);
        let whether = tick(term::not_rated(why, Words::Screen), typed.is_some())
            .on_turn(move |is_on| Message::Turned(Switch::Exclusion(why), is_on));
        let fields = typed.map(|typed| {
            row![
                self.field(text_field(fl!("field-article"), &typed.article), place, Field::Article),
                container(
                    tick(fl!("regimes-is-confirmed"), typed.confirmed)
                        .on_turn(move |is_on| Message::Turned(Switch::ExclusionConfirmed(why), is_on))
                )
                .height(size::CONTROL)
                .align_y(Alignment::Center),
                space(),
            ]
            .spacing(distance::MEDIUM)
            .align_y(Alignment::End)
        });
        column![whether, column![fields]].spacing(distance::TIGHT).into()
    }
}
