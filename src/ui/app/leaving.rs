//! Locking, unlocking, and leaving a register or the program, after asking for what is not saved.

use std::sync::Arc;

use iced::Task;
use zeroize::Zeroizing;

use super::dialogs::Leaving;
use super::{App, Message, Stage};
use crate::fl;
use crate::i18n::sentence;
use crate::services::Error;
use crate::services::backups::{self, Closed};
use crate::services::registers;
use crate::store;
use crate::store::workspace::Secret;
use crate::ui::parcel::Parcel;
use crate::ui::screen::lock::{self, Lock};
use crate::ui::screen::start::Start;
use crate::ui::widget::{Tone, focus_first};

impl App {
    /// Locks: the records leave the screen at once, the file is closed by the worker.
    pub(super) fn lock(&mut self) -> Task<Message> {
        match std::mem::replace(&mut self.stage, Stage::Opening) {
            Stage::Desk(mut desk) => {
                let db = desk.lock();
                let hides_name = self.settings.hides_names;
                let name = if hides_name { fl!("lock-title") } else { desk.name().to_owned() };
                let lock = Lock::new(name, desk.is_temporary());
                let focus = lock.focus().map(Message::Lock);
                self.stage = Stage::Locked(desk, lock);
                self.notices.clear();
                self.dialogs.lock();
                self.spooled.clear();
                let close = Task::perform(backups::closing(db), |closed| Message::Closed(closed, None));
                Task::batch([close, focus])
            }
            other @ (Stage::Start(_) | Stage::Opening | Stage::Locked(..)) => {
                self.stage = other;
                Task::none()
            }
        }
    }

    pub(super) fn locked(&mut self, message: lock::Message) -> Task<Message> {
        let Stage::Locked(desk, lock) = &mut self.stage else { return Task::none() };
        let (task, event) = lock.update(message);
        let task = task.map(Message::Lock);
        match event {
            None => task,
            Some(lock::Event::Try(password)) => {
                let workspace = Arc::clone(desk.workspace());
                let before = desk.context().db.clone();
                let unlock = async move {
                    // It answers when the file is closed.
                    let _ = before.call(|_| Ok::<_, Error>(())).await;
                    let password = Zeroizing::new(password);
                    let workspace = workspace.lock().map_err(|_| store::Error::Internal)?;
                    registers::unlock(&workspace, Secret::Password(&password)).map(Parcel::new)
                };
                Task::perform(unlock, |result| Message::Lock(lock::Message::Unlocked(result)))
            }
            Some(lock::Event::Unlocked(db)) => {
                self.dialogs.unlock();
                if self.dialogs.is_open() {
                    desk.cover();
                }
                let task = desk.unlock(db).map(Message::Desk);
                if let Stage::Locked(desk, _) = std::mem::replace(&mut self.stage, Stage::Opening) {
                    self.stage = Stage::Desk(desk);
                }
                task
            }
            Some(lock::Event::Leave) => self.ask_or(Leaving::Register),
        }
    }

    /// Leaves, after asking once when something typed is not saved.
    pub(super) fn ask_or(&mut self, leaving: Leaving) -> Task<Message> {
        let lost = self.unsaved();
        if lost.is_empty() {
            return self.leave(leaving);
        }
        self.dialogs.open_leaving(leaving, lost);
        Task::none()
    }

    /// What would be lost by leaving, in words.
    fn unsaved(&self) -> Vec<String> {
        let mut lost = match &self.stage {
            Stage::Desk(desk) => desk.unsaved(false),
            Stage::Locked(desk, _) => desk.unsaved(true),
            Stage::Start(start) if start.is_showing_code() => vec![fl!("unsaved-code")],
            Stage::Start(_) | Stage::Opening => Vec::new(),
        };
        lost.extend(self.dialogs.unsaved());
        lost
    }

    pub(super) fn leave(&mut self, leaving: Leaving) -> Task<Message> {
        self.save_settings();
        self.notices.clear();
        self.spooled.clear();
        match std::mem::replace(&mut self.stage, Stage::Opening) {
            Stage::Desk(mut desk) => {
                let (db, workspace) = (desk.lock(), Arc::clone(desk.workspace()));
                let close = async move {
                    let closed = backups::closing(db).await;
                    // Only now the folder is free for another program.
                    drop(workspace);
                    closed
                };
                Task::perform(close, move |closed| Message::Closed(closed, Some(leaving)))
            }
            Stage::Locked(..) | Stage::Start(_) | Stage::Opening => self.left(leaving),
        }
    }

    /// A register is closed. What went wrong is told; who leaves the program stays when its last
    /// changes could not be backed up, and may leave again.
    pub(super) fn closed(&mut self, closed: Closed, left: Option<Leaving>) -> Task<Message> {
        let Closed { file, backup } = closed;
        let failed = match (file, backup) {
            (Err(error), _) => Some(sentence::error(&error)),
            (Ok(()), Err(error)) => Some(fl!("backup-failed", reason = sentence::error(&error))),
            (Ok(()), Ok(())) => None,
        };
        let task = match (left, &failed) {
            (None, _) => Task::none(),
            (Some(Leaving::Program), Some(_)) => self.left(Leaving::Register),
            (Some(leaving), _) => self.left(leaving),
        };
        if let Some(words) = failed {
            self.notices.show(Tone::Problem, words, None);
        }
        task
    }

    fn left(&mut self, leaving: Leaving) -> Task<Message> {
        match leaving {
            Leaving::Program => iced::exit(),
            Leaving::Register => {
                self.stage = Stage::Start(Box::default());
                focus_first()
            }
            Leaving::ToRestore(backup, folder) => self.begin_at(Start::restoring(backup, folder)),
            Leaving::ToSalvage(folder) => self.begin_at(Start::salvaging(folder)),
        }
    }
    fn begin_at(&mut self, start: Start) -> Task<Message> {
        let focus = start.focus().map(Message::Start);
        self.stage = Stage::Start(Box::new(start));
        focus
    }
}
