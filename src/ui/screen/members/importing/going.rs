//! Going through the wizard: on, back, stopping, importing, leaving; its keys.

use std::sync::Arc;

use iced::Task;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::effect::Decision;
use super::{FIRST, Importing, Message, Outcome, ROWS, SAMPLES, Step, tick, work};
use crate::exchange::{headings, import};
use crate::fl;
use crate::services::Changes;
use crate::services::imports::{Plan, Target};
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::screen::{Event, Update};
use crate::ui::widget::focus_on;

impl Importing {
    pub(super) fn next(&mut self, context: &Context) -> Task<Message> {
        if self.waiting.is_some() {
            return Task::none();
        }
        self.problem = None;
        match self.step {
            Step::File if self.whole.is_some() => return self.load_whole(context),
            Step::File if self.sheet.is_none() => return self.open(),
            Step::File => self.step = Step::Header,
            Step::Header => {
                if self.take_header() {
                    self.step = Step::Columns;
                }
            }
            Step::Columns => {
                if let (Some(sheet), Some(mapping)) = (&self.sheet, &self.mapping) {
                    self.samples = import::samples(sheet, mapping, SAMPLES);
                }
                self.step = Step::Encoding;
            }
            Step::Encoding => {
                (self.step, self.wants_rows) = (Step::Effect, true);
                return self.plan_anew(context);
            }
            Step::Effect if self.may_import() => return self.import(context),
            Step::Effect if self.wants_plan() => return self.plan_again(context),
            Step::Effect => {}
        }
        self.focus_step()
    }

    /// The focus on the first thing that can be turned on the step.
    pub(super) fn focus_step(&self) -> Task<Message> {
        match self.step {
            Step::File => focus_on(FIRST),
            Step::Header => focus_on("import-row-0"),
            Step::Columns => focus_on("import-column-0"),
            Step::Encoding => focus_on("import-encoding-0"),
            Step::Effect => focus_on(ROWS),
        }
    }

    pub(super) fn back(&mut self) -> Task<Message> {
        self.stop();
        self.problem = None;
        self.step = match self.step {
            Step::File | Step::Header => Step::File,
            Step::Columns => Step::Header,
            Step::Encoding => Step::Columns,
            Step::Effect => Step::Encoding,
        };
        self.focus_step()
    }

    pub(super) fn stop(&mut self) {
        if let Some(waiting) = &self.waiting {
            waiting.progress.cancel();
        }
    }

    /// Whether there is something to be written.
    fn may_import(&self) -> bool {
        !self.is_done && self.waiting.is_none() && !self.wants_plan() && self.writes() > 0
    }

    /// Whether what would happen is not known, or not any more: it was stopped, or something was
    /// turned since.
    pub(super) fn wants_plan(&self) -> bool {
        !self.is_done && self.waiting.is_none() && (self.plan.is_none() || self.is_stale)
    }

    fn import(&mut self, context: &Context) -> Task<Message> {
        let waiting = self.begin();
        let plan = work::Plan {
            subject: self.subject,
            options: self.options(),
            waiting: (waiting.request, waiting.progress),
        };
        let taught = self.taught();
        Task::batch([work::import(Arc::clone(&self.rows), taught, plan, context), tick()])
    }

    /// The columns that a person decided otherwise than the wizard would.
    fn taught(&self) -> Vec<(String, Option<Target>)> {
        let (Some(sheet), Some(mapping)) = (&self.sheet, &self.mapping) else { return Vec::new() };
        let by_itself = headings::at(sheet, mapping.header.rows, self.subject, &self.learned);
        let pairs = mapping.header.columns.iter().zip(&by_itself.columns);
        pairs
            .filter(|(chosen, proposed)| chosen.target != proposed.target)
            .map(|(chosen, _)| (headings::key(&chosen.text), chosen.target))
            .collect()
    }

    pub(super) fn imported(&mut self, request: u64, result: Result<(Arc<Plan>, Changes), String>) -> Outcome {
        // What was written is told even if nobody waits for it any more.
        let _ = self.ends(request);
        match result {
            Ok((plan, changes)) => {
                // Somebody who went back while it was written sees what happened all the same.
                (self.is_done, self.step) = (true, Step::Effect);
                self.take_plan(plan);
                Outcome::Stay(Update::event(Event::Committed(changes)))
            }
            Err(words) => {
                self.problem = Some(words);
                Outcome::Stay(Update::none())
            }
        }
    }

    /// The register changed: what was planned may be another.
    pub fn register_changed(&mut self) {
        self.is_stale = !self.is_done && self.plan.is_some();
    }

    /// Another unit was chosen for rows that name none.
    pub fn choose_unit(&mut self, context: &Context) -> Task<Message> {
        self.options.unit = context.unit;
        if self.is_done || self.step < Step::Effect {
            return Task::none();
        }
        self.is_stale = true;
        self.plan_again(context)
    }

    /// Whether leaving would lose choices.
    pub fn is_dirty(&self) -> bool {
        !self.is_done && (self.step > Step::File || self.whole.is_some())
    }

    /// The wizard's keys.
    pub fn keys(&self) -> Vec<Bind<Message>> {
        let mut binds =
            vec![Bind::new(Chord::ctrl('s'), Message::Next).named(self.next_words()).when(self.may_go_on())];
        if self.step == Step::Effect {
            let may = self.may_decide();
            let decide = |decision: Decision| {
                Bind::new(Chord::letter(decision.digit), Message::Decided(decision.choice))
                    .named(decision.words)
                    .when(may)
            };
            binds.extend(Decision::all().into_iter().map(decide));
        }
        if self.step > Step::File && !self.is_done {
            binds.push(Bind::new(back_chord(), Message::Back).named(fl!("import-back")));
        }
        binds.push(if self.waiting.is_some() {
            Bind::new(Chord::key(Named::Escape), Message::Stopped).named(fl!("import-stop"))
        } else {
            Bind::new(Chord::key(Named::Escape), Message::Left)
                .named(fl!("import-leave"))
                .when(!self.list_wants_escape())
        });
        binds
    }

    /// Whether rows can be decided now.
    pub(super) fn may_decide(&self) -> bool {
        !self.is_done && self.waiting.is_none() && self.current().is_some()
    }

    fn list_wants_escape(&self) -> bool {
        self.cells.edit().is_some()
    }

    fn may_go_on(&self) -> bool {
        self.waiting.is_none()
            && match self.step {
                Step::File => match &self.whole {
                    Some((_, loaded)) => !self.is_done && loaded.new + loaded.changed > 0,
                    None => !self.path.trim().is_empty() || self.sheet.is_some(),
                },
                Step::Header | Step::Columns | Step::Encoding => self.mapping.is_some(),
                Step::Effect => self.may_import() || self.wants_plan(),
            }
    }

    fn next_words(&self) -> String {
        match self.step {
            Step::File if let Some((_, loaded)) = &self.whole => {
                fl!("import-do", count = super::super::figure(loaded.new + loaded.changed))
            }
            Step::File if self.sheet.is_none() => fl!("import-open"),
            Step::File | Step::Header | Step::Columns | Step::Encoding => fl!("import-next"),
            Step::Effect if self.wants_plan() => fl!("import-plan"),
            Step::Effect => {
                fl!("import-do", count = super::super::figure(self.writes()))
            }
        }
    }
}

/// One step back.
pub(super) fn back_chord() -> Chord {
    Chord::key(Named::ArrowLeft).with(Modifiers::ALT)
}
