//! The dialogs that belong to no tab: settings, the palette of commands, choosing a unit, saving a document, leaving.

pub(super) mod saving;
mod units;

use std::path::PathBuf;

use iced::widget::column;
use iced::{Length, Task};

use saving::Saving;
use units::Units;

use super::{App, Stage};
use crate::fl;
use crate::i18n::sentence;
use crate::services::Committed;
use crate::services::papers::Given;
use crate::settings::Settings;
use crate::ui::context::Context;
use crate::ui::desk::Desk;
use crate::ui::files;
use crate::ui::keymap::Bind;
use crate::ui::part::palette::{self, Palette};
use crate::ui::screen::backups::{self, Backups};
use crate::ui::screen::health::{self, HealthDialog};
use crate::ui::screen::preview::{self, Preview};
use crate::ui::screen::recovery::{self, RecoveryDialog};
use crate::ui::screen::regimes::{self, RegimesDialog};
use crate::ui::screen::settings::{self, SettingsDialog};
use crate::ui::screen::users::{self, Users};
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, Tone, grid, press, scroll};

/// The open dialog of the root, if any.
#[derive(Debug, Default)]
pub struct Dialogs {
    pub(super) open: Option<Open>,
    /// What was open when another one was put above it, the latest last: it is there again when
    /// that is shut.
    beneath: Vec<Open>,
    /// The settings that were open when the window was locked: a letterhead may be half typed.
    kept: Option<Open>,
}

#[derive(Debug)]
pub(super) enum Open {
    Settings(Box<SettingsDialog>),
    Backups(Box<Backups>),
    Health(HealthDialog),
    Regimes(RegimesDialog),
    Users(Box<Users>),
    Recovery(Box<RecoveryDialog>),
    Palette(Palette<super::Message>),
    Units(Units),
    Saving(Saving),
    /// Boxed, because it is much larger than the others.
    Preview(Box<Preview>),
    /// With what would be lost.
    Leaving(Leaving, Vec<String>),
}

/// What is left with unsaved typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaving {
    /// The register.
    Register,
    /// The program.
    Program,
    /// The register, to restore this backup in its folder.
    ToRestore(PathBuf, PathBuf),
    /// The register, to save what can be read of it into a new one.
    ToSalvage(PathBuf),
}

/// What happens in them.
#[derive(Debug, Clone)]
pub enum Message {
    /// In the settings.
    Settings(settings::Message),
    /// In the backups.
    Backups(backups::Message),
    /// In the dialog that tells what is wrong with the register.
    Health(health::Message),
    /// In the rules of rating.
    Regimes(regimes::Message),
    /// Among the users.
    Users(users::Message),
    /// Where a new recovery code is shown.
    Recovery(recovery::Message),
    /// In the palette of commands.
    Palette(palette::Message),
    /// Shut it.
    Shut,
    /// The search for a unit was typed.
    Searched(String),
    /// In the list of units.
    Listed(grid::Event),
    /// The marked unit is taken.
    Taken,
    /// The path was typed.
    Path(String),
    /// The system's dialog is wanted.
    Browse,
    /// It answered.
    Picked(Option<PathBuf>),
    /// Save.
    Save,
    /// In the print preview.
    Preview(preview::Message),
    /// A document is ready to be shown in the preview.
    Prepared(String, crate::services::Result<super::preview::Prepared>),
    /// The system has a document that is to be printed, or has no way to print it.
    SentToPrint(Option<Given>, super::preview::Printing),
    /// A document's number was given.
    NumberGiven(crate::services::Result<Committed<()>>),
    /// Leave and lose what was typed.
    Leave(Leaving),
}

impl Dialogs {
    /// Shuts the open one.
    pub fn shut(&mut self) {
        self.open = self.beneath.pop();
    }

    /// Takes the open one off the locked window.
    pub fn lock(&mut self) {
        for mut open in self.open.take().into_iter().chain(std::mem::take(&mut self.beneath)) {
            if let Open::Settings(dialog) = &mut open {
                dialog.forget_passwords();
            }
            if matches!(open, Open::Settings(_) | Open::Regimes(_)) {
                self.kept = Some(open);
            }
        }
    }

    /// Brings back what was typed before the window was locked.
    pub fn unlock(&mut self) {
        self.open = self.kept.take();
    }

    /// Opens the palette of these commands.
    pub fn open_palette(&mut self, binds: Vec<Bind<super::Message>>) {
        self.open = Some(Open::Palette(Palette::new(binds)));
    }

    /// Opens the choice of a unit.
    pub fn open_units(&mut self) {
        let columns = vec![
            grid::Column::new("name", fl!("desk-unit-name"), 460.0).unsorted(),
            grid::Column::new("code", fl!("desk-unit-code"), 140.0).unsorted(),
            grid::Column::new("members", fl!("desk-unit-members"), 120.0).number().unsorted(),
        ];
        self.open = Some(Open::Units(Units { columns, ..Units::default() }));
    }

    /// Opens the settings.
    pub fn open_settings(&mut self, settings: &Settings, context: Option<&Context>) -> Task<Message> {
        let (dialog, task) = SettingsDialog::new(settings, context);
        self.open = Some(Open::Settings(Box::new(dialog)));
        task.map(Message::Settings)
    }

    /// Puts a dialog above the one that is open, which is there again when it is shut.
    pub(super) fn put(&mut self, open: Open) {
        self.beneath.extend(self.open.replace(open));
    }

    /// The print preview, whether it is open or lies beneath another dialog.
    pub(super) fn preview(&mut self) -> Option<&mut Preview> {
        self.open.iter_mut().chain(&mut self.beneath).find_map(|open| match open {
            Open::Preview(preview) => Some(&mut **preview),
            Open::Settings(_)
            | Open::Regimes(_)
            | Open::Backups(_)
            | Open::Health(_)
            | Open::Palette(_)
            | Open::Users(_)
            | Open::Recovery(_)
            | Open::Units(_)
            | Open::Saving(_)
            | Open::Leaving(..) => None,
        })
    }

    /// Asks before something typed is lost, which is said in words.
    pub fn open_leaving(&mut self, leaving: Leaving, lost: Vec<String>) {
        match self.open.replace(Open::Leaving(leaving, lost)) {
            Some(Open::Leaving(..)) | None => {}
            Some(covered) => self.beneath.push(covered),
        }
    }

    /// What was typed in the open dialog and is not saved, in words.
    pub fn unsaved(&self) -> Option<String> {
        let typed = |open: &Open| match open {
            Open::Settings(dialog) => dialog.is_dirty().then(|| fl!("settings-letterhead")),
            Open::Regimes(dialog) => dialog.is_dirty().then(|| fl!("regimes-title")),
            Open::Recovery(dialog) => dialog.is_dirty().then(|| fl!("start-code-title")),
            _ => None,
        };
        self.open.iter().chain(&self.beneath).chain(&self.kept).find_map(typed)
    }

    /// Whether one is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The open dialog.
    pub fn view<'a>(&'a self, settings: &'a Settings, desk: Option<&'a Desk>) -> Option<Dialog<'a, Message>> {
        Some(match self.open.as_ref()? {
            Open::Settings(dialog) => {
                dialog.view(settings, desk.is_some_and(|desk| !desk.is_temporary())).map(Message::Settings)
            }
            Open::Palette(palette) => palette.view().map(Message::Palette),
            Open::Backups(dialog) => dialog.view().map(Message::Backups),
            Open::Health(dialog) => dialog.view().map(Message::Health),
            Open::Regimes(dialog) => dialog.view(desk?.context()).map(Message::Regimes),
            Open::Users(dialog) => dialog.view().map(Message::Users),
            Open::Recovery(dialog) => dialog.view().map(Message::Recovery),
            Open::Units(units) => units.view(desk?),
            Open::Saving(saving) => saving.view(),
            Open::Preview(preview) => preview.view(settings, desk.map(Desk::context)).map(Message::Preview),
            Open::Leaving(leaving, lost) => leaving_question(leaving, lost),
        })
    }
}

fn leaving_question<'a>(leaving: &Leaving, lost: &'a [String]) -> Dialog<'a, Message> {
    let lines = lost.iter().map(|what| text::strong(format!("•  {what}")).into());
    let lines = scroll(column(lines).spacing(distance::TIGHT)).height(Length::Shrink);
    Dialog::new("leaving", fl!("leave-title"), Message::Shut)
        .body(column![text::body(fl!("leave-what")), lines].spacing(distance::MEDIUM))
        .button(
            press(text::body(fl!("leave-do")))
                .style(button::danger)
                .on_press(Message::Leave(leaving.clone())),
        )
        .button(
            press(text::strong(fl!("leave-stay")))
                .id("leave-stay")
                .hint("Esc")
                .style(button::primary)
                .on_press(Message::Shut),
        )
        .first("leave-stay")
}

impl App {
    /// Takes a message of a dialog.
    pub(super) fn dialog(&mut self, message: Message) -> Task<super::Message> {
        match message {
            Message::Shut => self.dialogs.shut(),
            Message::Settings(message) => return self.settings_dialog(message),
            Message::Regimes(message) => return self.regimes_dialog(message),
            Message::Users(message) => return self.users_dialog(message),
            Message::Recovery(message) => return self.recovery_dialog(message),
            Message::Palette(palette::Message::Shut) => self.dialogs.shut(),
            Message::Palette(message) => return self.palette_said(message),
            Message::Backups(message) => return self.backups_dialog(message),
            Message::Health(message) => return self.health_dialog(message),
            Message::Leave(leaving) => {
                self.dialogs = Dialogs::default();
                return self.leave(leaving);
            }
            Message::Taken => return self.take_unit(),
            Message::Save => return self.save_document(),
            Message::Preview(message) => return self.previewed(message),
            Message::Prepared(name, result) => return self.prepared(name, result),
            Message::SentToPrint(given, result) => return self.sent_to_print(given, result),
            Message::NumberGiven(result) => return self.number_given(result),
            Message::Browse => {
                if let Some(Open::Saving(saving)) = &self.dialogs.open {
                    let proposed = PathBuf::from(saving.path.trim());
                    return files::pick_file(&proposed, saving.ending, |path| {
                        super::Message::Dialog(Message::Picked(path))
                    });
                }
            }
            Message::Picked(path) => {
                if let (Some(Open::Saving(saving)), Some(path)) = (&mut self.dialogs.open, path) {
                    saving.path = path.display().to_string();
                }
            }
            Message::Path(typed) => {
                if let Some(Open::Saving(saving)) = &mut self.dialogs.open {
                    saving.path = typed;
                }
            }
            Message::Searched(typed) => {
                if let Some(Open::Units(units)) = &mut self.dialogs.open {
                    units.search = typed;
                    units.grid.to_top();
                    units.grid.go_to(0);
                }
            }
            Message::Listed(event) => {
                if let Some(Open::Units(units)) = &mut self.dialogs.open {
                    units.grid.apply(&event);
                    if matches!(event, grid::Event::Opened(_)) {
                        return self.take_unit();
                    }
                }
            }
        }
        Task::none()
    }

    fn palette_said(&mut self, message: palette::Message) -> Task<super::Message> {
        let Some(Open::Palette(palette)) = &mut self.dialogs.open else { return Task::none() };
        let Some(chosen) = palette.update(message) else { return Task::none() };
        self.dialogs.shut();
        self.update(chosen)
    }

    fn take_unit(&mut self) -> Task<super::Message> {
        let (Some(Open::Units(units)), Stage::Desk(desk)) = (&self.dialogs.open, &mut self.stage) else {
            return Task::none();
        };
        let Some(unit) = units.chosen(desk) else { return Task::none() };
        let task = desk.choose_unit(unit).map(super::Message::Desk);
        self.dialogs.shut();
        task
    }

    fn save_document(&mut self) -> Task<super::Message> {
        let Some(Open::Saving(saving)) = &mut self.dialogs.open else { return Task::none() };
        match saving.save() {
            Ok(words) => {
                let given = saving.given.take();
                self.dialogs.shut();
                self.notices.show(Tone::Done, words, None);
                self.give_number(given)
            }
            Err(problem) => {
                saving.problem = Some(problem);
                Task::none()
            }
        }
    }

    /// Opens the rules of rating of the open register.
    pub(super) fn open_regimes(&mut self) -> Task<super::Message> {
        let Stage::Desk(desk) = &self.stage else { return Task::none() };
        let (dialog, task) = RegimesDialog::new(desk.context());
        self.dialogs.open = Some(Open::Regimes(dialog));
        task.map(|message| super::Message::Dialog(Message::Regimes(message)))
    }

    fn regimes_dialog(&mut self, message: regimes::Message) -> Task<super::Message> {
        let (Some(Open::Regimes(dialog)), Stage::Desk(desk)) = (&mut self.dialogs.open, &mut self.stage)
        else {
            return Task::none();
        };
        let (task, event) = dialog.update(message, desk.context());
        let task = task.map(|message| super::Message::Dialog(Message::Regimes(message)));
        match event {
            None => task,
            Some(regimes::Event::Committed(changes)) => {
                Task::batch([task, desk.committed(changes).map(super::Message::Desk)])
            }
            Some(regimes::Event::Failed(error)) => {
                self.notices.show(Tone::Problem, sentence::error(&error), None);
                task
            }
            Some(regimes::Event::Close) => {
                self.dialogs.shut();
                task
            }
        }
    }

    fn settings_dialog(&mut self, message: settings::Message) -> Task<super::Message> {
        // A letterhead that was saved while the dialog shut answers to a dialog that is gone.
        let mut gone = SettingsDialog::default();
        let dialog = match &mut self.dialogs.open {
            Some(Open::Settings(dialog)) => &mut **dialog,
            Some(_) | None => &mut gone,
        };
        let register = match &self.stage {
            Stage::Desk(desk) => Some((desk.context(), desk.workspace())),
            Stage::Start(_) | Stage::Opening | Stage::Locked(..) => None,
        };
        let (task, event) = dialog.update(message, &self.settings, register);
        let task = task.map(|message| super::Message::Dialog(Message::Settings(message)));
        let more = match event {
            None => Task::none(),
            Some(settings::Event::Settings(settings)) => self.apply_settings(settings),
            Some(settings::Event::Regimes) => self.open_regimes(),
            Some(settings::Event::Users) => self.open_users(),
            Some(settings::Event::Code(code, changes)) => self.show_code(code, changes),
            Some(settings::Event::Noted(changes)) => match &mut self.stage {
                Stage::Desk(desk) => desk.noted(changes).map(super::Message::Desk),
                Stage::Start(_) | Stage::Opening | Stage::Locked(..) => Task::none(),
            },
            Some(settings::Event::Close) => {
                self.dialogs.shut();
                Task::none()
            }
            Some(settings::Event::Committed(changes)) => match &mut self.stage {
                Stage::Desk(desk) => desk.committed(changes).map(super::Message::Desk),
                Stage::Start(_) | Stage::Opening | Stage::Locked(..) => Task::none(),
            },
            Some(settings::Event::Failed(error)) => {
                self.notices.show(Tone::Problem, sentence::error(&error), None);
                Task::none()
            }
        };
        Task::batch([task, more])
    }
}
