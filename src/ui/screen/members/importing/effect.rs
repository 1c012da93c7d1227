//! The last step: what happens to every row, and the decisions about it; afterwards what happened.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::deciding::place_of;
use super::{Importing, Message, ROWS};
use crate::domain::problem::Problem;
use crate::exchange::write;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::imports::{Change, Choice, Effect, Planned, Policy, Row, Subject, Target};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::named::{self, Named};
use crate::ui::theme::{size, space, text};
use crate::ui::widget::grid::{self, Cell, Role};
use crate::ui::widget::{choice, choice_named, press, text_field, tick};

/// Height of the cells of the current row.
const CELLS: f32 = 190.0;

impl Importing {
    /// The step.
    pub(super) fn effect_step<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let unit =
            context.unit.map_or_else(|| fl!("members-all-units"), |unit| context.unit_name(unit).to_owned());
        let Some(plan) = &self.plan else {
            let words =
                if self.waiting.is_some() { fl!("import-planning") } else { fl!("import-not-planned") };
            return column![self.controls(unit), text::body(words)].spacing(space::SMALL).into();
        };
        let list = grid::grid(
            &self.list,
            &self.columns,
            self.shown.len(),
            move |at, column| match self.shown.get(at).and_then(|row| plan.rows.get(*row)) {
                Some(row) => cell(row, column, context.masks_numbers),
                None => Cell::from(""),
            },
            Message::List,
        )
        .keys(|at| self.shown.get(at).and_then(|row| i64::try_from(*row).ok()).unwrap_or_default())
        .empty(fl!("import-no-rows"))
        .id(ROWS);
        let head = if self.is_done { self.done() } else { self.controls(unit) };
        column![head, self.counts(), container(list).height(Length::Fill), self.current_row(context)]
            .spacing(space::SMALL)
            .into()
    }

    fn controls<'a>(&'a self, unit: String) -> Element<'a, Message> {
        let policy = choice_named(
            fl!("import-policy"),
            Policy::ALL,
            Some(self.options.policy),
            |policy| policy_words(*policy),
            Message::PolicyChosen,
        )
        .width(size::FIELD)
        .id("import-policy");
        let year = (self.subject != Subject::Members).then(|| {
            text_field(fl!("target-year"), &self.year).on_input(Message::YearTyped).width(size::SHORT_FIELD)
        });
        let create = (self.subject == Subject::Members).then(|| {
            tick(fl!("import-create-units"), self.options.create_units)
                .id("import-create")
                .on_turn(Message::CreateTurned)
        });
        let below = text::caption(fl!("import-unit", unit = unit)).style(text::muted);
        row![policy, year, column![create, below].spacing(space::TIGHT)]
            .spacing(space::LARGE)
            .align_y(Alignment::End)
            .into()
    }

    fn done(&self) -> Element<'_, Message> {
        row![
            container(text::strong(fl!("import-done")).style(text::success)).center_y(size::CONTROL),
            text_field(fl!("import-report"), &self.report)
                .id("import-report-path")
                .on_input(Message::ReportTyped)
                .width(size::FIELD * 1.5),
            press(text::body(fl!("import-report-save"))).id("import-report").on_press(Message::ReportAsked),
        ]
        .spacing(space::MEDIUM)
        .align_y(Alignment::End)
        .into()
    }

    /// How many rows of each effect, and the choice of those that are shown.
    fn counts(&self) -> Element<'_, Message> {
        let Some(plan) = &self.plan else { return text::body("").into() };
        let figure = super::super::figure;
        let mut options = vec![Named::new(None, fl!("import-all-rows", count = figure(plan.rows.len())))];
        options.extend(Effect::ALL.iter().map(|effect| {
            let words = format!("{}: {}", write::effect(*effect), figure(self.count(*effect)));
            Named::new(Some(*effect), words)
        }));
        let chosen = named::find(&options, &self.filter);
        let filter = choice(fl!("import-show"), &options, chosen, |option: Named<Option<Effect>>| {
            Message::FilterChosen(option.value)
        })
        .width(size::FIELD)
        .id("import-filter");
        let counts = Effect::ALL.iter().filter(|effect| self.count(**effect) > 0).map(|effect| {
            row![text::caption(write::effect(*effect)), text::strong(figure(self.count(*effect)))]
                .spacing(space::TIGHT)
                .align_y(Alignment::Center)
                .into()
        });
        let left_out = self.left_out.len();
        let left_out = (left_out > 0)
            .then(|| text::caption(fl!("import-left-out", count = figure(left_out))).style(text::muted));
        let tone = if self.is_done { text::muted } else { text::warning };
        let units = (!self.new_units.is_empty()).then(|| text::caption(&*self.new_units).style(tone));
        let line = row![filter, row(counts).spacing(space::LARGE), left_out]
            .spacing(space::LARGE)
            .align_y(Alignment::Center);
        column![line, units].spacing(space::TIGHT).into()
    }

    /// The cells of the row under the cursor, which can be mended, and what can be decided of it.
    fn current_row(&self, context: &Context) -> Element<'_, Message> {
        let masks = context.masks_numbers;
        let Some(at) = self.current() else {
            let words = if self.is_done { fl!("import-choose-row-done") } else { fl!("import-choose-row") };
            return text::caption(words).style(text::muted).into();
        };
        let (Some(row), Some(planned)) =
            (self.rows.get(at), self.plan.as_ref().and_then(|plan| plan.rows.get(at)))
        else {
            return text::body("").into();
        };
        let may = self.may_decide();
        let buttons = Decision::all().into_iter().enumerate().map(|(place, decision)| {
            press(text::body(decision.words))
                .hint(decision.digit)
                .id(format!("import-decide-{place}"))
                .on_press_maybe(may.then_some(Message::Decided(decision.choice)))
                .into()
        });
        let decide = (!self.is_done).then(|| iced::widget::row(buttons).spacing(space::SMALL));
        let targets = self.mendable(row, planned);
        let count = targets.len();
        let remarks = remarks(planned, &targets, row);
        let cells = grid::grid(
            &self.cells,
            &self.cell_columns,
            count,
            move |place, column| {
                let Some(target) = targets.get(place) else { return Cell::from("") };
                let text = row.text(*target).unwrap_or_default();
                let change = planned.changes.iter().find(|change| change.target == *target);
                match column {
                    0 => Cell::new(target.title(Words::Screen), Role::Muted),
                    1 => match remarks.get(place) {
                        Some((Role::Danger, words)) => Cell::from(text).problem(words.clone()),
                        Some((Role::Warning, words)) => Cell::from(text).warning(words.clone()),
                        Some(_) | None => Cell::from(text),
                    },
                    3 => match remarks.get(place) {
                        Some((role, words)) => Cell::new(words.clone(), *role),
                        None => Cell::from(""),
                    },
                    _ => Cell::from(change.map(|change| shown(change, masks).before).unwrap_or_default()),
                }
            },
            Message::Cells,
        )
        .id("import-cells")
        .height(CELLS);
        column![decide, cells].spacing(space::SMALL).into()
    }
}

/// What is wrong or odd in each of the cells that can be mended, in words; errors first.
fn remarks(planned: &Planned, targets: &[Target], row: &Row) -> Vec<(Role, String)> {
    let mut remarks = vec![(Role::Text, String::new()); targets.len()];
    let (errors, warnings): (Vec<&Problem>, Vec<&Problem>) =
        planned.problems.iter().partition(|problem| problem.is_error());
    for (problem, role) in errors
        .into_iter()
        .map(|problem| (problem, Role::Danger))
        .chain(warnings.into_iter().map(|problem| (problem, Role::Warning)))
    {
        let Some(remark) = place_of(problem.field, targets, row).and_then(|place| remarks.get_mut(place))
        else {
            continue;
        };
        let words = sentence::beside(&problem.kind);
        if remark.1.is_empty() {
            *remark = (role, words);
        } else {
            remark.1 = format!("{} {words}", remark.1);
        }
    }
    remarks
}

/// What can be decided of the selected rows, with the digit that does it.
pub struct Decision {
    /// The decision; none takes it back.
    pub choice: Option<Choice>,
    /// The key.
    pub digit: char,
    /// What it is called.
    pub words: String,
}

impl Decision {
    /// All of them.
    pub fn all() -> [Self; 6] {
        [
            (Some(Choice::Same(Policy::Keep)), '1', fl!("import-keep")),
            (Some(Choice::Same(Policy::Take)), '2', fl!("import-take")),
            (Some(Choice::Same(Policy::Fill)), '3', fl!("import-fill")),
            (Some(Choice::Another), '4', fl!("import-another")),
            (Some(Choice::Skip), '5', fl!("import-skip")),
            (None, '0', fl!("import-undecide")),
        ]
        .map(|(choice, digit, words)| Self { choice, digit, words })
    }
}

/// A change as it is shown. The file's own cells, which are to be mended, show what is in the file.
fn shown(change: &Change, masks: bool) -> Change {
    if masks { change.masked() } else { change.clone() }
}

fn cell(row: &Planned, column: usize, masks: bool) -> Cell<'_> {
    let role = match row.effect {
        Effect::New => Role::Success,
        Effect::Changed => Role::Accent,
        Effect::Same | Effect::Skipped => Role::Muted,
        Effect::Duplicate => Role::Warning,
        Effect::Refused => Role::Danger,
    };
    match column {
        0 => Cell::from(row.number.to_string()),
        1 => Cell::new(row.name.as_str(), Role::Strong),
        2 => Cell::new(write::effect(row.effect), role),
        _ => Cell::new(
            detail(row, masks),
            if row.effect == Effect::Refused { Role::Danger } else { Role::Text },
        ),
    }
}

/// What there is to say of a row: whom it may be the same as, what changes, problems.
fn detail(row: &Planned, masks: bool) -> String {
    let of = row.of.as_ref().map(|of| fl!("import-of", name = of.as_str()));
    let changes = row.changes.iter().map(|change| {
        let Change { before, after, target } = shown(change, masks);
        let before = if before.is_empty() { "…" } else { before.as_str() };
        format!("{}: {before} → {after}", target.title(Words::Screen))
    });
    let problems = row.problems.iter().map(sentence::problem);
    let problems = problems.map(|words| words.trim_end_matches('.').to_owned());
    of.into_iter().chain(changes).chain(problems).collect::<Vec<_>>().join("; ")
}

fn policy_words(policy: Policy) -> String {
    match policy {
        Policy::Keep => fl!("import-keep"),
        Policy::Take => fl!("import-take"),
        Policy::Fill => fl!("import-fill"),
    }
}
