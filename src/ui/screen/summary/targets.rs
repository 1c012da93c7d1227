//! The dialog for the targets of a congress.

use iced::widget::{column, row};
use iced::{Length, Task};

use super::{GRID, Message as TabMessage, Summary, Update, problem};
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::domain::rating::Subject;
use crate::domain::rating::target::{Measure, Target, TargetForm};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::ratings::summary::table::wanted;
use crate::services::ratings::summary::{self as service, TargetKey};
use crate::services::{Changes, Result};
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::part::attempt::Attempt;
use crate::ui::screen::Event;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice_named, focus_on, press, text_field};

const FIELDS: [(Field, &str); 5] = [
    (Field::Measure, "target-measure"),
    (Field::Percent, "target-percent"),
    (Field::FromYear, "target-from"),
    (Field::ToYear, "target-to"),
    (Field::Resolution, "target-source"),
];

/// The years through which the arrows step.
const YEARS: std::ops::RangeInclusive<i64> = 1930..=2100;
/// A usual term's length in years.
const LENGTH: i32 = 5;

/// The unit's targets, and the draft of one.
#[derive(Debug, Clone)]
pub struct Editor {
    attempt: Attempt,
    unit: UnitId,
    name: String,
    subject: Subject,
    /// The year that is shown, which a new target's term holds.
    year: i32,
    targets: Vec<Target>,
    /// The target that is edited; none for a new one.
    edited: Option<TargetKey>,
    form: TargetForm,
    initial: TargetForm,
    request: u64,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// The targets were read.
    Read(u64, Result<Vec<Target>>),
    /// A target was chosen to be edited; a new one for none.
    Chosen(Option<usize>),
    /// What is measured was chosen.
    MeasureChosen(Measure),
    /// Something was typed.
    Typed(Field, String),
    /// A field was left.
    FieldLeft(Field),
    /// Escape.
    Left,
    /// The draft is to be saved.
    Submitted,
    /// The edited target is to be taken away.
    Removed,
    /// The worker answered.
    Answered(u64, Result<Changes>),
}

impl Summary {
    /// Opens the dialog for the unit that is shown.
    pub(super) fn open_targets(&mut self, context: &Context) -> Update<TabMessage> {
        let Some(unit) = self.unit() else { return Update::none() };
        let form = usual(self.year);
        self.targets = Some(Editor {
            attempt: Attempt::default(),
            unit,
            name: context.unit_name(unit).to_owned(),
            subject: self.subject,
            year: self.year,
            targets: Vec::new(),
            edited: None,
            initial: form.clone(),
            form,
            request: 0,
        });
        Update::task(self.read_targets(context))
    }

    fn read_targets(&mut self, context: &Context) -> Task<TabMessage> {
        self.requests += 1;
        let request = self.requests;
        let Some(editor) = &mut self.targets else { return Task::none() };
        editor.request = request;
        let (unit, subject) = (editor.unit, editor.subject);
        context.ask(
            move |db| {
                let mut targets = service::targets(db, Some(unit))?;
                targets.retain(|target| target.subject == subject);
                Ok(targets)
            },
            move |result| TabMessage::Targets(Message::Read(request, result)),
        )
    }

    /// Takes what happens in the dialog.
    pub(super) fn targets_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        let Some(editor) = &mut self.targets else {
            // The dialog is gone, but what was stored is told.
            return match message {
                Message::Answered(_, Ok(changes)) => Update::event(Event::Committed(changes)),
                _ => Update::none(),
            };
        };
        match message {
            Message::Read(request, result) if request == editor.request => match result {
                Ok(targets) => editor.targets = targets,
                Err(error) => return problem(&error),
            },
            Message::Read(..) => {}
            Message::Chosen(place) => editor.choose(place),
            Message::MeasureChosen(measure) => {
                editor.form.measure = Some(measure);
                editor.attempt.typed(Field::Measure);
            }
            Message::Typed(field, typed) => editor.type_in(field, typed),
            Message::FieldLeft(field) => {
                let found = editor.form.check(editor.unit, editor.subject, context.author.today);
                editor.attempt.left(field, &found.err().unwrap_or_default());
            }
            Message::Left => {
                let is_dirty = editor.is_dirty();
                if editor.attempt.may_leave(is_dirty) {
                    self.targets = None;
                    return Update::task(focus_on(GRID));
                }
            }
            Message::Submitted | Message::Removed if editor.attempt.is_sent() => {}
            Message::Submitted => return self.send_target(context),
            Message::Removed => return self.remove_target(context),
            Message::Answered(request, result) => {
                if !editor.attempt.awaits(request) {
                    return Update::none();
                }
                return self.target_answered(result, context);
            }
        }
        Update::none()
    }

    fn send_target(&mut self, context: &Context) -> Update<TabMessage> {
        self.requests += 1;
        let request = self.requests;
        let Some(editor) = &mut self.targets else { return Update::none() };
        editor.attempt.sent(request);
        let (of, form, edited) = ((editor.unit, editor.subject), editor.form.clone(), editor.edited);
        let author = context.author.clone();
        Update::task(context.ask(
            move |db| service::set_target(db, of, &form, edited, &author).map(|done| done.changes),
            move |result| TabMessage::Targets(Message::Answered(request, result)),
        ))
    }

    fn remove_target(&mut self, context: &Context) -> Update<TabMessage> {
        self.requests += 1;
        let request = self.requests;
        let Some(editor) = &mut self.targets else { return Update::none() };
        let Some(edited) = editor.edited else { return Update::none() };
        editor.attempt.sent(request);
        let author = context.author.clone();
        Update::task(context.ask(
            move |db| service::remove_target(db, edited, &author).map(|done| done.changes),
            move |result| TabMessage::Targets(Message::Answered(request, result)),
        ))
    }

    fn target_answered(&mut self, result: Result<Changes>, context: &Context) -> Update<TabMessage> {
        let Some(editor) = &mut self.targets else { return Update::none() };
        match result {
            Ok(changes) => {
                editor.attempt = Attempt::default();
                editor.choose(None);
                let read = self.read_targets(context);
                let task = Task::batch([read, focus_on(FIELDS[0].1)]);
                let event = (!changes.is_empty()).then_some(Event::Committed(changes));
                Update { task, event }
            }
            Err(error) => match editor.attempt.failed(error) {
                Some(error) => problem(&error),
                None => Update::task(editor.attempt.focus_on_problem(&FIELDS)),
            },
        }
    }
}

/// A target of nothing yet, in the five years of congress that hold a year: 2026 to 2030.
fn usual(year: i32) -> TargetForm {
    let from = (year - 1).div_euclid(LENGTH) * LENGTH + 1;
    TargetForm {
        from_year: from.to_string(),
        to_year: (from + LENGTH - 1).to_string(),
        measure: Some(Measure::GoodOrBetter),
        ..TargetForm::default()
    }
}

impl Editor {
    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.form != self.initial
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.name.clear();
        self.targets.clear();
        self.attempt.forget();
    }

    /// The unit's name may have changed, or come back after a lock.
    pub fn renew(&mut self, name: impl Fn(UnitId) -> String) {
        self.name = name(self.unit);
    }

    fn choose(&mut self, place: Option<usize>) {
        let target = place.and_then(|place| self.targets.get(place));
        self.edited = target.map(TargetKey::from);
        self.form = target.map_or_else(|| usual(self.year), TargetForm::from);
        self.initial = self.form.clone();
        self.attempt = Attempt::default();
    }

    fn type_in(&mut self, field: Field, typed: String) {
        let place = match field {
            Field::Percent => &mut self.form.percent,
            Field::FromYear => &mut self.form.from_year,
            Field::ToYear => &mut self.form.to_year,
            _ => &mut self.form.source,
        };
        *place = typed;
        self.attempt.typed(field);
    }

    /// The dialog.
    pub fn dialog(&self) -> Dialog<'_, Message> {
        let title = match self.subject {
            Subject::Member => fl!("summary-targets-of-members"),
            Subject::Unit => fl!("summary-targets-of-units"),
        };
        let field = |label: String, value: &str, field: Field, id: &'static str| {
            text_field(label, value)
                .id(id)
                .problem(self.attempt.problem(field))
                .on_leave(Message::FieldLeft(field))
                .on_input(move |typed| Message::Typed(field, typed))
        };
        let measure = choice_named(
            fl!("field-measure"),
            Measure::ALL,
            self.form.measure,
            |measure| term::measure(*measure, Words::Screen),
            Message::MeasureChosen,
        )
        .id(FIELDS[0].1);
        let percent = field(fl!("summary-target-percent"), &self.form.percent, Field::Percent, FIELDS[1].1)
            .placeholder("80");
        let from =
            field(fl!("quotas-from-year"), &self.form.from_year, Field::FromYear, FIELDS[2].1).steps(YEARS);
        let to = field(fl!("quotas-to-year"), &self.form.to_year, Field::ToYear, FIELDS[3].1).steps(YEARS);
        let source = field(fl!("quotas-resolution"), &self.form.source, Field::Resolution, FIELDS[4].1)
            .placeholder(fl!("quotas-resolution-example"));
        let known = self.targets.iter().enumerate().map(|(place, target)| {
            let is_edited = self.edited == Some(TargetKey::from(target));
            let words = fl!(
                "summary-target-line",
                from = target.from_year.to_string(),
                to = target.to_year.to_string(),
                wanted = wanted(target, Words::Screen)
            );
            let line = press(text::body(words)).icon(Icon::Edit).width(Length::Fill);
            let line = if is_edited { line.style(button::tab_open) } else { line };
            line.on_press(Message::Chosen(Some(place))).into()
        });
        let body = column![
            self.attempt.notices(&FIELDS.map(|(field, _)| field)),
            text::strong(&self.name),
            column(known).spacing(space::TIGHT),
            row![measure, percent].spacing(space::LARGE),
            row![from, to].spacing(space::LARGE),
            source,
        ]
        .spacing(space::MEDIUM)
        .width(Length::Fill);
        let mut dialog =
            Dialog::new("summary-targets", title, Message::Left).wide().body(body).first(FIELDS[0].1);
        if self.edited.is_some() {
            dialog = dialog
                .button(press(text::body(fl!("summary-target-new"))).on_press(Message::Chosen(None)))
                .button(
                    press(text::body(fl!("summary-target-remove")))
                        .style(button::danger)
                        .on_press(Message::Removed),
                );
        }
        self.attempt.framed(dialog, fl!("quotas-term-save"), Message::Left, Message::Submitted)
    }
}
