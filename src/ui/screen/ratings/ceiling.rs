//! The ceiling on the tab: the live meter below the sheet, and the dialog that shows what it is
//! made of and takes the decision that raises it.

use chrono::NaiveDate;
use iced::keyboard::key::Named;
use iced::widget::{column, container, row, space};
use iced::{Alignment, Length};

use super::sheet::{Detail, Row, Who};
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::domain::rating::Subject;
use crate::domain::rating::ceiling::{Gauge, GroupShare, Share, State};
use crate::fl;
use crate::i18n::term::Words;
use crate::print::year_end::sentence;
use crate::services::ratings::ceiling::{self as service, Basis, RaiseForm, RaisePlace};
use crate::services::{Author, Committed, Database, Result};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::{ceiling as part, dates};
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, choice_named, line, press, scroll, text_field};

/// Units that are shown at most, those that exceed first.
const MOST_UNITS: usize = 60;

/// The meter of a sheet.
#[derive(Debug, Default)]
pub struct Meter {
    basis: Option<Basis>,
    gauges: Vec<Gauge>,
}

impl Meter {
    /// Reads what it is measured from, on the worker.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn read(database: &mut Database, subject: Subject, year: i32, unit: Option<UnitId>) -> Result<Self> {
        let basis = service::basis(database, year, subject, unit)?;
        Ok(Self { gauges: basis.stored(), basis: Some(basis) })
    }

    /// Measures what is on the screen, before it reaches the disk.
    pub fn count(&mut self, rows: &[Row]) {
        let Some(basis) = &self.basis else { return };
        self.gauges = basis.live(rows.iter().map(|row| {
            let (id, unit) = match (row.who, row.detail) {
                (Who::Member(member), Detail::Member { unit, .. }) => (member.0, unit),
                (Who::Unit(unit), _) => (unit.0, unit),
                (Who::Member(member), Detail::Unit { .. }) => (member.0, UnitId(0)),
            };
            (id, unit, row.rating.as_ref())
        }));
    }

    /// The meter.
    pub fn view<'a>(&self, context: &Context) -> Option<Element<'a, super::Message>> {
        let basis = self.basis.as_ref()?;
        let name = |unit: UnitId| context.unit_name(unit).to_owned();
        let lines = part::lines(basis, &self.gauges, context.unit, name);
        part::meter(basis, lines, super::Message::CeilingAsked)
    }
}

/// The dialog.
#[derive(Debug, Default)]
pub struct Ceilings {
    attempt: Attempt,
    unit: Option<UnitId>,
    form: RaiseForm,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Whose ceiling is raised.
    UnitChosen(UnitId),
    /// The decision's number was typed.
    NumberTyped(String),
    /// Its day was typed.
    DayTyped(String),
    /// The decision is entered.
    Raised,
    /// The decision of a unit is taken away.
    Lowered(UnitId),
    /// It was saved, or not.
    Saved(Result<Committed<()>>),
    /// The regulation is to be seen.
    RegimesAsked,
    /// The dialog is shut.
    Left,
}

/// A change of the raises.
type Job = Box<dyn FnOnce(&mut Database) -> Result<Committed<()>> + Send>;

impl Ceilings {
    /// Whether something was typed.
    pub fn is_dirty(&self) -> bool {
        self.form != RaiseForm::default()
    }

    /// Takes what was typed; gives what is to be done on the worker.
    pub fn update(&mut self, message: Message, meter: &Meter, author: &Author) -> Option<Job> {
        let basis = meter.basis.as_ref()?;
        let (year, subject, author) = (basis.year, basis.subject, author.clone());
        match message {
            Message::UnitChosen(unit) => self.unit = Some(unit),
            Message::NumberTyped(typed) => {
                self.form.decision = typed;
                self.attempt.typed(Field::Decision);
            }
            Message::DayTyped(typed) => {
                self.form.on = typed;
                self.attempt.typed(Field::DecidedOn);
            }
            Message::Raised => {
                let unit = self.unit.or(meter.gauges.first().map(|gauge| gauge.decider))?;
                let (place, form) = (RaisePlace { year, subject, unit }, self.form.clone());
                return Some(Box::new(move |database| service::raise(database, place, Some(&form), &author)));
            }
            Message::Lowered(unit) => {
                let place = RaisePlace { year, subject, unit };
                return Some(Box::new(move |database| service::raise(database, place, None, &author)));
            }
            Message::Saved(Ok(_)) => *self = Self::default(),
            Message::Saved(Err(_)) | Message::RegimesAsked | Message::Left => {}
        }
        None
    }

    /// Takes an error; gives it back unless it belongs to the fields.
    pub fn failed(&mut self, error: crate::services::Error) -> Option<crate::services::Error> {
        self.attempt.failed(error)
    }

    /// The dialog.
    pub fn view<'a>(&'a self, meter: &'a Meter, context: &'a Context) -> Dialog<'a, Message> {
        let body: Element<'a, Message> = match &meter.basis {
            None => space().into(),
            Some(basis) => self.body(basis, &meter.gauges, context),
        };
        Dialog::new("ceilings", fl!("ceiling-title"), Message::Left)
            .wide()
            .body(container(scroll(body).height(Length::Shrink)).max_height(480.0))
            .button(press(text::body(fl!("ceiling-regimes"))).on_press(Message::RegimesAsked))
            .button(
                press(text::strong(fl!("common-close")))
                    .hint(Chord::key(Named::Escape).label())
                    .style(button::primary)
                    .on_press(Message::Left),
            )
    }

    fn body<'a>(
        &'a self,
        basis: &'a Basis,
        gauges: &'a [Gauge],
        context: &'a Context,
    ) -> Element<'a, Message> {
        let article = basis.ceiling.as_ref().map(|ceiling| ceiling.article.clone()).unwrap_or_default();
        let raisable = basis.ceiling.as_ref().is_some_and(|ceiling| ceiling.raised_percent.is_some());
        column![
            text::caption(fl!("ceiling-what", article = article)),
            column(gauges.iter().map(|gauge| decider(basis, gauge, context))).spacing(distance::MEDIUM),
            column![raisable.then(|| self.raising(basis, gauges, context))],
        ]
        .spacing(distance::MEDIUM)
        .padding([0.0, distance::MEDIUM])
        .into()
    }

    fn raising<'a>(
        &'a self,
        basis: &'a Basis,
        gauges: &'a [Gauge],
        context: &'a Context,
    ) -> Element<'a, Message> {
        let known = basis.raises.iter().map(|raise| {
            let words = fl!(
                "ceiling-raise",
                name = context.unit_name(raise.unit),
                decision = raise.decision.as_str(),
                day = date::show(raise.decided_on)
            );
            row![
                text::body(words),
                press(text::body(fl!("ceiling-lower")))
                    .style(button::quiet)
                    .on_press(Message::Lowered(raise.unit)),
            ]
            .spacing(distance::MEDIUM)
            .align_y(Alignment::Center)
            .into()
        });
        // The share may be raised for all that a level decides, or for a single unit of it.
        let of_gauge = |gauge: &Gauge| {
            let decider = gauge.decider;
            let own = gauge.units.iter().map(|own| own.unit).filter(move |unit| *unit != decider);
            std::iter::once(decider).chain(own).collect::<Vec<_>>()
        };
        let units: Vec<UnitId> = gauges.iter().flat_map(of_gauge).collect();
        let chosen = self.unit.or(units.first().copied());
        let name = |unit: &UnitId| context.unit_name(*unit).to_owned();
        column![
            line(),
            text::heading(fl!("ceiling-raising")),
            column(known),
            self.attempt.notices(&[Field::Decision, Field::DecidedOn]),
            row![
                choice_named(fl!("field-unit"), &units, chosen, name, Message::UnitChosen)
                    .id("ceiling-unit")
                    .with_search(fl!("ceiling-no-unit")),
                text_field(fl!("ratings-decision-number"), &self.form.decision)
                    .id("ceiling-decision")
                    .problem(self.attempt.problem(Field::Decision))
                    .on_input(Message::NumberTyped),
                self.day(context.author.today),
                press(text::body(fl!("ceiling-raise-do"))).on_press(Message::Raised),
            ]
            .spacing(distance::MEDIUM)
            .align_y(Alignment::End),
        ]
        .spacing(distance::SMALL)
        .into()
    }

    fn day<'a>(&self, today: NaiveDate) -> Element<'a, Message> {
        dates::whole_day(fl!("ratings-decision-day"), &self.form.on, today, Message::DayTyped)
            .problem(self.attempt.problem(Field::DecidedOn))
            .into()
    }
}

fn decider<'a>(basis: &Basis, gauge: &Gauge, context: &Context) -> Element<'a, Message> {
    let words = sentence(basis, gauge.share, gauge.is_raised, Words::Screen);
    let name = context.unit_name(gauge.decider).to_owned();
    let head = row![
        column![text::strong(name), text::body(words)].width(Length::Fill),
        text::body(part::words(gauge.state)).style(part::colour(gauge.state)),
    ]
    .spacing(distance::MEDIUM);
    let has_groups = gauge.groups.iter().any(|group| group.group.is_some());
    let groups = gauge.groups.iter().filter(|_| has_groups).map(group);
    let mut units: Vec<_> = gauge.units.iter().filter(|unit| unit.share.best > 0).collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.state));
    let hidden = units.len().saturating_sub(MOST_UNITS);
    let is_alone = gauge.units.len() < 2;
    let units = units
        .into_iter()
        .filter(|_| !is_alone)
        .take(MOST_UNITS)
        .map(|unit| figures(context.unit_name(unit.unit).to_owned(), unit.share, unit.state));
    let more = (hidden > 0).then(|| text::caption(fl!("ceiling-more", count = hidden)));
    column![head, column(groups), column(units), column![more]].spacing(distance::TIGHT).into()
}

fn group<'a>(group: &GroupShare) -> Element<'a, Message> {
    let name = group.group.clone().unwrap_or_else(|| fl!("ceiling-no-group"));
    let state = if group.share.is_exceeded() { State::Exceeded } else { State::Within };
    figures(fl!("ceiling-group", name = name), group.share, state)
}

/// A line: name, how many of how many may, and the base.
fn figures<'a>(name: String, share: Share, state: State) -> Element<'a, Message> {
    let words = fl!(
        "ceiling-figures",
        best = crate::domain::number::group(share.best),
        limit = crate::domain::number::group(share.limit),
        base = crate::domain::number::group(share.base)
    );
    let words = text::body(words);
    let words = if state == State::Within { words } else { words.style(part::colour(state)) };
    row![container(text::body(name)).width(Length::Fill), words]
        .spacing(distance::MEDIUM)
        .padding([0.0, distance::LARGE])
        .into()
}
