//! The dialog for a unit's term.

use chrono::{Datelike, NaiveDate};
use iced::widget::{column, row};
use iced::{Length, Task};

use super::Message;
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::domain::quota::{Term, TermForm};
use crate::fl;
use crate::services::{Author, Changes, Database, Result, quotas};
use crate::ui::part::attempt::Attempt;
use crate::ui::part::dates;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, number_field, text_field};

const FIELDS: [(Field, &str); 5] = [
    (Field::FromYear, "term-from"),
    (Field::ToYear, "term-to"),
    (Field::ResolutionTarget, "term-target"),
    (Field::Resolution, "term-resolution"),
    (Field::ResolutionOn, "term-resolution-on"),
];

/// The years through which the arrows step.
const YEARS: std::ops::RangeInclusive<i64> = 1930..=2100;

/// A usual term's length in years.
const LENGTH: i32 = 5;

/// The draft of a term.
#[derive(Debug, Clone)]
pub struct Editor {
    /// How saving goes.
    pub attempt: Attempt,
    unit: UnitId,
    name: String,
    /// First year of the term that is edited; none for a new one.
    from_year: Option<i32>,
    form: TermForm,
    initial: TermForm,
}

/// What is typed into the dialog.
#[derive(Debug, Clone)]
pub enum Input {
    /// First year.
    FromYear(String),
    /// Last year.
    ToYear(String),
    /// Target of the resolution.
    Target(String),
    /// What the resolution is.
    Resolution(String),
    /// Its day.
    ResolutionOn(String),
}

/// A term to be saved.
#[derive(Debug, Clone)]
pub struct Change {
    unit: UnitId,
    from_year: Option<i32>,
    form: TermForm,
}

impl Change {
    /// Saves it.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Changes> {
        let saved = match self.from_year {
            Some(from_year) => quotas::change_term(database, self.unit, from_year, &self.form, author),
            None => quotas::set_term(database, self.unit, &self.form, author),
        };
        saved.map(|saved| saved.changes)
    }
}

impl Editor {
    /// The unit's term, or a new one that holds `year`.
    pub fn new(unit: (UnitId, String), term: Option<&Term>, year: i32) -> Self {
        let form = term.map_or_else(|| usual(year), TermForm::from);
        Self {
            attempt: Attempt::default(),
            unit: unit.0,
            name: unit.1,
            from_year: term.map(|term| term.from_year),
            initial: form.clone(),
            form,
        }
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.form != self.initial
    }

    /// Takes what is typed.
    pub fn type_in(&mut self, input: Input) {
        let (place, text, field) = match input {
            Input::FromYear(text) => (&mut self.form.from_year, text, Field::FromYear),
            Input::ToYear(text) => (&mut self.form.to_year, text, Field::ToYear),
            Input::Target(text) => (&mut self.form.resolution_target, text, Field::ResolutionTarget),
            Input::Resolution(text) => (&mut self.form.resolution, text, Field::Resolution),
            Input::ResolutionOn(text) => (&mut self.form.resolution_on, text, Field::ResolutionOn),
        };
        *place = text;
        self.attempt.typed(field);
    }

    /// A field was left: what is wrong with it is shown.
    pub fn left(&mut self, field: Field, today: NaiveDate) {
        self.attempt.left(field, &self.form.check(today).err().unwrap_or_default());
    }

    /// Puts the focus on the first field with a problem.
    pub fn focus_on_problem(&self) -> Task<Message> {
        self.attempt.focus_on_problem(&FIELDS)
    }

    /// What is to be sent.
    pub fn change(&self) -> Change {
        Change { unit: self.unit, from_year: self.from_year, form: self.form.clone() }
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.name.clear();
        self.attempt.forget();
    }

    /// The unit's name may have changed, or come back after a lock.
    pub fn renew(&mut self, name: impl Fn(UnitId) -> String) {
        self.name = name(self.unit);
    }

    /// The dialog.
    pub fn dialog(&self, today: NaiveDate) -> Dialog<'_, Message> {
        let field = |label: String, value: &str, field: Field, input: fn(String) -> Input| {
            text_field(label, value)
                .problem(self.attempt.problem(field))
                .on_leave(Message::TermFieldLeft(field))
                .on_input(move |text| Message::TermTyped(input(text)))
        };
        let from = field(fl!("quotas-from-year"), &self.form.from_year, Field::FromYear, Input::FromYear)
            .steps(YEARS)
            .id("term-from");
        let to = field(fl!("quotas-to-year"), &self.form.to_year, Field::ToYear, Input::ToYear)
            .steps(YEARS)
            .id("term-to");
        let target = number_field(fl!("quotas-resolution-target"), &self.form.resolution_target)
            .problem(self.attempt.problem(Field::ResolutionTarget))
            .on_leave(Message::TermFieldLeft(Field::ResolutionTarget))
            .on_input(|text| Message::TermTyped(Input::Target(text)))
            .hint(fl!("quotas-resolution-target-hint"))
            .id("term-target");
        let resolution =
            field(fl!("quotas-resolution"), &self.form.resolution, Field::Resolution, Input::Resolution)
                .placeholder(fl!("quotas-resolution-example"))
                .id("term-resolution");
        let resolution_on =
            dates::whole_day(fl!("quotas-resolution-on"), &self.form.resolution_on, today, |text| {
                Message::TermTyped(Input::ResolutionOn(text))
            })
            .id("term-resolution-on")
            .problem(self.attempt.problem(Field::ResolutionOn))
            .on_leave(Message::TermFieldLeft(Field::ResolutionOn));
        let fields = column![
            text::strong(&self.name),
            row![from, to].spacing(space::LARGE).width(Length::Fill),
            target,
            resolution,
            resolution_on,
        ]
        .spacing(space::MEDIUM);
        let body = column![self.attempt.notices(&FIELDS.map(|(field, _)| field)), fields];
        let dialog = Dialog::new("quota-term", fl!("quotas-term-title"), Message::TermLeft).body(body);
        self.attempt.framed(dialog, fl!("quotas-term-save"), Message::TermLeft, Message::TermSubmitted)
    }
}

/// The five years of congress that hold a year: 2026 to 2030.
fn usual(year: i32) -> TermForm {
    let from = (year - 1).div_euclid(LENGTH) * LENGTH + 1;
    TermForm { from_year: from.to_string(), to_year: (from + LENGTH - 1).to_string(), ..TermForm::default() }
}

/// The years for which targets can be set.
pub fn years(today: NaiveDate) -> std::ops::RangeInclusive<i32> {
    1930..=today.year() + 10
}

#[cfg(test)]
mod tests {
    use super::usual;

    #[test]
    fn a_year_lies_in_its_usual_term() {
        for (year, from, to) in [(2026, "2026", "2030"), (2030, "2026", "2030"), (2025, "2021", "2025")] {
            let form = usual(year);
            assert_eq!((form.from_year.as_str(), form.to_year.as_str()), (from, to), "{year}");
        }
    }
}
