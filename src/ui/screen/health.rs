//! The dialog that tells what is wrong with the open register and what helps.

use std::path::PathBuf;

use iced::widget::column;

use crate::domain::number;
use crate::fl;
use crate::i18n::sentence;
use crate::services::backups::{self, Good};
use crate::services::inspection::Health;
use crate::services::{Changes, Result};
use crate::ui::screen::backups::age_in_words;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, press};

/// Findings that are told one by one.
const MOST: usize = 6;

/// The dialog.
#[derive(Debug)]
pub struct HealthDialog {
    health: Health,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The newest good backup is to be restored.
    RestoreChosen(PathBuf),
    /// What can be read is to be saved into a new register.
    SalvageChosen,
    /// That operations are missing is acknowledged.
    LossAcknowledged,
    /// It was noted, or not.
    LossNoted(Result<Changes>),
    /// Later.
    Shut,
}

/// "Bản sao lưu tốt gần nhất: 24/11/2026 08:15 (3 giờ trước)."
#[must_use]
pub fn newest_in_words(newest: Option<&Good>) -> String {
    let Some(newest) = newest else { return fl!("health-no-backup") };
    let age = backups::age_minutes(newest.taken_at, chrono::Local::now().naive_local());
    let taken = newest.taken_at.format("%d/%m/%Y %H:%M").to_string();
    fl!("health-newest", taken = taken, age = age_in_words(age))
}

impl HealthDialog {
    /// The dialog for what was found.
    #[must_use]
    pub fn new(health: Health) -> Self {
        Self { health }
    }

    /// Its content.
    pub fn view(&self) -> Dialog<'_, Message> {
        let Health { findings, newest } = &self.health;
        let found = findings
            .iter()
            .take(MOST)
            .map(|finding| text::body(format!("•  {}", sentence::finding(finding))).into());
        let more = findings.len().saturating_sub(MOST);
        let more = (more > 0).then(|| {
            let count = number::group(i64::try_from(more).unwrap_or(i64::MAX));
            text::body(fl!("health-more", count = count)).style(text::muted).into()
        });
        let body =
            column![text::body(fl!("health-what")), column(found.chain(more)).spacing(distance::TIGHT),]
                .spacing(distance::MEDIUM);
        let wants_backup = self.health.wants_backup();
        let help = wants_backup.then(|| {
            let newest = text::strong(newest_in_words(newest.as_ref()));
            column![newest, text::body(fl!("health-do")).style(text::muted)].spacing(distance::MEDIUM)
        });
        let acknowledge =
            self.health.has_loss().then(|| text::body(fl!("health-loss-hint")).style(text::muted));
        let body = column![body, help, acknowledge].spacing(distance::MEDIUM);
        let restore = newest.as_ref().map(|newest| Message::RestoreChosen(newest.path.clone()));
        let dialog = Dialog::new("health", fl!("health-title"), Message::Shut)
            .wide()
            .body(body)
            .button(press(text::body(fl!("health-later"))).hint("Esc").on_press(Message::Shut));
        let dialog = match self.health.has_loss() {
            true => dialog
                .button(press(text::body(fl!("health-acknowledge"))).on_press(Message::LossAcknowledged)),
            false => dialog,
        };
        if !wants_backup {
            return dialog;
        }
        dialog
            .button(press(text::body(fl!("health-salvage"))).on_press(Message::SalvageChosen))
            .button(press(text::strong(fl!("health-restore"))).style(button::primary).on_press_maybe(restore))
    }
}
