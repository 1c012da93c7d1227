//! The register's backups as the desk sees them: when the last one was taken, when the next one
//! is due, and what the foot of the window says of it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDateTime, TimeDelta};
use iced::Task;

use super::{Desk, Event, Message};
use crate::fl;
use crate::i18n::sentence;
use crate::services::backups::{self, Kept, Reason, SECOND_PLACE_DAYS, WORKING};
use crate::services::{Db, Error, Result};
use crate::settings::SecondPlace;

/// A backup older than this is warned of when there are changes since.
const OLD: TimeDelta = TimeDelta::days(1);

/// See the module.
#[derive(Debug)]
pub struct Keeping {
    /// When the newest one was taken, and the journal's last entry in it.
    newest: Option<(NaiveDateTime, i64)>,
    is_running: bool,
    /// When one was last tried for, by a clock that nobody sets.
    tried: Instant,
}

/// A backup that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    kept: Kept,
    /// What became of the copy in the second place, if there is one.
    copy: Option<Result<PathBuf>>,
}

impl Keeping {
    pub(super) fn new(newest: Option<&Kept>) -> Self {
        Self { newest: newest.and_then(moment), is_running: false, tried: Instant::now() }
    }
}

fn moment(kept: &Kept) -> Option<(NaiveDateTime, i64)> {
    kept.manifest.as_ref().map(|manifest| (kept.taken_at, manifest.facts.sequence))
}

async fn take(db: Db, reason: Reason, place: Option<PathBuf>) -> Result<Taken> {
    let kept = backups::take(db, reason).await?;
    let copy = place.map(|place| backups::copy(&kept, &place));
    Ok(Taken { kept, copy })
}

impl Desk {
    /// Takes a backup when half an hour of work went by since the last one.
    pub fn backup_if_due(&mut self, now: Instant) -> Task<Message> {
        let wait = WORKING.to_std().unwrap_or(Duration::MAX);
        let is_changed = self.keeping.newest.is_none_or(|(_, sequence)| sequence != self.info.sequence);
        let is_due = now.duration_since(self.keeping.tried) >= wait;
        if is_due && is_changed { self.backup(Reason::Working) } else { Task::none() }
    }

    /// Takes a backup, and copies it to the second place if that is there.
    pub fn backup(&mut self, reason: Reason) -> Task<Message> {
        if !self.keeps_backups() || self.keeping.is_running {
            return Task::none();
        }
        self.keeping.is_running = true;
        self.keeping.tried = Instant::now();
        // A stick that is not plugged in is reminded of, not complained about each half hour.
        let place = self.second_place().map(|place| place.path.clone());
        let place = place.filter(|path| reason == Reason::Asked || path.is_dir());
        Task::perform(take(self.context.db.clone(), reason, place), |result| {
            Message::BackedUp(result.map(Box::new))
        })
    }

    /// The second place of this register.
    #[must_use]
    pub fn second_place(&self) -> Option<&SecondPlace> {
        self.context.settings.second_places.get(&self.info.register.uuid)
    }

    pub(super) fn backed_up(&mut self, result: Result<Box<Taken>>) -> Vec<Event> {
        self.keeping.is_running = false;
        let failed = |error: &Error| Err(fl!("backup-failed", reason = sentence::error(error)));
        let (note, copied) = match result {
            Err(error) => (failed(&error), None),
            Ok(taken) => {
                self.keeping.newest = moment(&taken.kept).or(self.keeping.newest);
                match &taken.copy {
                    None => (Ok(fl!("backup-done")), None),
                    Some(Ok(path)) => {
                        let place = path.parent().unwrap_or(path).to_owned();
                        (Ok(fl!("backup-done-twice", place = place.display().to_string())), Some(place))
                    }
                    Some(Err(error)) => {
                        let absent = self.second_place().filter(|place| !place.path.is_dir());
                        let reason = absent.map_or_else(
                            || sentence::error(error),
                            |place| fl!("backup-place-absent", place = place.path.display().to_string()),
                        );
                        (Err(fl!("backup-copy-failed", reason = reason)), None)
                    }
                }
            }
        };
        vec![Event::BackedUp { note, copied }]
    }

    /// What the foot says of backups, and whether it is a warning; nothing of a register that
    /// lives for minutes.
    pub(super) fn backup_words(&self) -> Option<(String, bool)> {
        if self.is_temporary {
            return None;
        }
        let Some((taken_at, sequence)) = self.keeping.newest else {
            return Some((fl!("desk-backup-none"), true));
        };
        let now = Local::now().naive_local();
        let is_changed = sequence != self.info.sequence;
        let is_old = is_changed && now - taken_at > OLD;
        let shape = if taken_at.date() == now.date() { "%H:%M" } else { "%d/%m/%Y %H:%M" };
        let time = taken_at.format(shape).to_string();
        match is_old {
            true => Some((fl!("desk-backup-old", time = time), true)),
            false => Some((fl!("desk-backup", time = time), false)),
        }
    }

    /// A reminder of a second place that has had no copy for long, or none yet.
    #[must_use]
    pub fn second_place_reminder(&self) -> Option<String> {
        let place = self.second_place()?;
        let path = place.path.display().to_string();
        match place.copied {
            None => Some(fl!("backup-remind-never", place = path)),
            Some(copied) => {
                let days = (Local::now() - copied).num_days();
                // A date of the future says nothing: some clock is wrong.
                let is_old = !(0..SECOND_PLACE_DAYS).contains(&days);
                is_old.then(|| fl!("backup-remind", place = path, days = days.abs().to_string()))
            }
        }
    }
}
