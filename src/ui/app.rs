//! The root of the window: which stage it is on, the dialogs that belong to no tab, notices, zoom,
//! the idle lock, and leaving.

mod backups;
mod dialogs;
mod health;
mod idle;
mod keys;
mod leaving;
mod preview;
mod recovery;
mod users;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use iced::widget::column;
use iced::{Subscription, Task, Theme, window};

use super::desk::{self, Desk};
use super::files;
use super::keymap::Chord;
use super::notice::Notices;
use super::parcel::Parcel;
use super::screen::lock::{self, Lock};
use super::screen::start::{self, Start};
use super::widget::{
    Tone, focus_first, focus_scope, foot, key_scope, keys_in_turn, modal_at_home, notice_lines,
    pointer_in_order, resting_caret, whole_frames,
};
use super::{Element, theme};
use crate::fl;
use crate::i18n::{self, sentence};
use crate::services::backups::Closed;
use crate::services::registers::OpenRegister;
use crate::services::{Error, Result};
use crate::settings::{self, Settings, SettingsFile};
use dialogs::Dialogs;
use idle::Activity;

pub use health::Looked;
pub use watch::Seen;

/// How often the clock is looked at while notices are shown.
const TICK: Duration = Duration::from_secs(1);
/// The same while only the idle lock and the next backup wait: the window is left in peace.
const IDLE_TICK: Duration = Duration::from_secs(10);

/// The root.
#[derive(Debug)]
pub struct App {
    file: Option<SettingsFile>,
    settings: Settings,
    stage: Stage,
    dialogs: Dialogs,
    notices: Notices,
    activity: Activity,
    /// Documents that were sent to the viewer; their files are gone when the register is.
    spooled: Vec<files::Spooled>,
}

/// What the window shows.
#[derive(Debug)]
enum Stage {
    Start(Box<Start>),
    /// The register's content is being read.
    Opening,
    Desk(Box<Desk>),
    /// Locked: the desk keeps drafts only, its worker is gone.
    Locked(Box<Desk>, Lock),
}

/// What happens in the window.
#[derive(Debug, Clone)]
pub enum Message {
    /// On the start screen.
    Start(start::Message),
    /// At the desk.
    Desk(desk::Message),
    /// On the locked window.
    Lock(lock::Message),
    /// In a dialog of the root.
    Dialog(dialogs::Message),
    /// A register's content was read.
    Read(Result<Parcel<(OpenRegister, desk::Everything)>>),
    /// A notice was dismissed.
    Dismissed(u64),
    /// Zoom in, out, or back to 100%.
    Zoomed(Zoom),
    /// The palette of commands is wanted.
    PaletteAsked,
    /// Another theme or language was chosen in it.
    LookChosen(Box<Settings>),
    /// The register is to be closed.
    CloseAsked,
    /// The window is to be closed.
    LeaveAsked,
    /// The window has this size.
    Resized(iced::Size),
    /// A second went by.
    Tick,
    /// In the folder of the open register.
    Seen(Seen),
    /// A register was closed, and backed up before: the one that was left, or the locked one.
    Closed(Closed, Option<dialogs::Leaving>),
}

/// A step of zoom.
#[derive(Debug, Clone, Copy)]
pub enum Zoom {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// 100%.
    Back,
}

impl App {
    /// The window at its beginning; with a folder it asks for that register's password.
    pub fn new(
        file: Option<SettingsFile>,
        loaded: settings::Loaded,
        folder: Option<PathBuf>,
    ) -> (Self, Task<Message>) {
        i18n::select(loaded.settings.language);
        let start = folder.map_or_else(Start::default, Start::opening);
        let focus = start.focus().map(Message::Start);
        let mut app = Self {
            file,
            settings: loaded.settings,
            stage: Stage::Start(Box::new(start)),
            dialogs: Dialogs::default(),
            notices: Notices::default(),
            activity: Activity::now(),
            spooled: Vec::new(),
        };
        if loaded.trouble.is_some() {
            app.notices.show(Tone::Warning, fl!("settings-damaged"), None);
        }
        (app, focus)
    }

    /// The window's title.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.stage {
            Stage::Desk(desk) => format!("{} - {}", desk.title(), fl!("app-name")),
            Stage::Locked(..) => format!("{} - {}", fl!("lock-title"), fl!("app-name")),
            Stage::Start(start) if start.is_showing_code() => {
                format!("{} - {}", fl!("start-code-title"), fl!("app-name"))
            }
            Stage::Start(_) | Stage::Opening => fl!("app-name"),
        }
    }

    /// Light or dark.
    #[must_use]
    pub fn theme(&self) -> Theme {
        match self.settings.theme {
            settings::Theme::Light => theme::Variant::Light.theme(),
            settings::Theme::Dark => theme::Variant::Dark.theme(),
        }
    }

    /// Zoom.
    #[must_use]
    pub fn scale_factor(&self) -> f32 {
        f32::from(self.settings.zoom.percent()) / 100.0
    }

    /// The clock, and the window's size and closing.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::batch([
            self.activity.subscription(),
            window::close_requests().map(|_| Message::LeaveAsked),
            window::resize_events().map(|(_, size)| Message::Resized(size)),
            files::dropped().map(|file| Message::Desk(desk::Message::Dropped(file))),
            self.watched().map_or_else(Subscription::none, |folder| watch::folder(folder).map(Message::Seen)),
            if !self.notices.is_empty() {
                iced::time::every(TICK).map(|_| Message::Tick)
            } else if self.desk_now().is_some() {
                iced::time::every(IDLE_TICK).map(|_| Message::Tick)
            } else {
                Subscription::none()
            },
        ])
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Start(message) => self.start(message),
            Message::Desk(message) => self.desk(message),
            Message::Lock(message) => self.locked(message),
            Message::Dialog(message) => self.dialog(message),
            Message::Read(Ok(parcel)) => self.opened(&parcel),
            Message::Read(Err(error)) => self.back_to_start(&error),
            Message::Dismissed(id) => {
                self.notices.dismiss(id);
                Task::none()
            }
            Message::Zoomed(step) => {
                self.settings.zoom = match step {
                    Zoom::In => self.settings.zoom.larger(),
                    Zoom::Out => self.settings.zoom.smaller(),
                    Zoom::Back => settings::Zoom::default(),
                };
                self.save_settings();
                Task::none()
            }
            Message::PaletteAsked => {
                self.dialogs.open_palette(self.commands());
                Task::none()
            }
            Message::LookChosen(settings) => self.apply_settings(*settings),
            Message::CloseAsked => self.ask_or(dialogs::Leaving::Register),
            Message::LeaveAsked => self.ask_or(dialogs::Leaving::Program),
            Message::Resized(size) => {
                self.resized(size);
                Task::none()
            }
            Message::Tick => self.tick(),
            Message::Seen(seen) => self.seen(seen),
            Message::Closed(closed, left) => self.closed(closed, left),
        }
    }

    fn start(&mut self, message: start::Message) -> Task<Message> {
        let Stage::Start(start) = &mut self.stage else { return Task::none() };
        let (task, event) = start.update(message, &self.settings);
        let task = task.map(Message::Start);
        match event {
            None => task,
            Some(start::Event::Opened(register)) => {
                self.stage = Stage::Opening;
                Task::perform(read(*register), Message::Read)
            }
            Some(start::Event::Restored(register, aside)) => {
                let words = match aside {
                    Some(folder) => fl!("restored-in-place", folder = folder.display().to_string()),
                    None => fl!("restored"),
                };
                self.notices.show(Tone::Done, words, None);
                self.stage = Stage::Opening;
                Task::perform(read(*register), Message::Read)
            }
            Some(start::Event::Forget(path)) => {
                self.settings.forget(&path);
                self.save_settings();
                task
            }
            Some(start::Event::Printed(name, document)) => Task::batch([task, self.preview(name, document)]),
        }
    }

    fn opened(&mut self, parcel: &Parcel<(OpenRegister, desk::Everything)>) -> Task<Message> {
        let Some((register, all)) = parcel.take() else { return Task::none() };
        let is_temporary = register.workspace.is_temporary();
        let folder = register.workspace.folder().to_path_buf();
        let (desk, task) = Desk::new(register, all, &self.settings);
        if !is_temporary {
            self.settings.remember(&folder, desk.name(), chrono::Local::now());
            self.save_settings();
        }
        for words in desk.second_place_reminder().into_iter().chain(desk.place_in_words()) {
            self.notices.show(Tone::Warning, words, None);
        }
        self.stage = Stage::Desk(Box::new(desk));
        self.activity.renew();
        task.map(Message::Desk)
    }

    fn back_to_start(&mut self, error: &Error) -> Task<Message> {
        self.stage = Stage::Start(Box::default());
        self.notices.show(Tone::Problem, sentence::error(error), None);
        focus_first()
    }

    fn desk(&mut self, message: desk::Message) -> Task<Message> {
        // While locked, answers that were on their way are of no use: all is read anew after.
        let Stage::Desk(desk) = &mut self.stage else { return Task::none() };
        let (task, events) = desk.update(message);
        let mut tasks = vec![task.map(Message::Desk)];
        for event in events {
            tasks.push(self.desk_event(event));
        }
        Task::batch(tasks)
    }

    fn desk_event(&mut self, event: desk::Event) -> Task<Message> {
        match event {
            desk::Event::Notice(tone, words, undoes) => self.notices.show(tone, words, undoes),
            desk::Event::Settings(settings) => return self.apply_settings(*settings),
            desk::Event::Printed(name, document) => return self.preview(name, document),
            desk::Event::Lock => return self.lock(),
            desk::Event::AskBackups => return self.open_backups(),
            desk::Event::BackedUp { note, copied } => return self.backed_up(note, copied),
            desk::Event::AskUnit => self.dialogs.open_units(),
            desk::Event::AskSettings => {
                let context = self.desk_now().map(Desk::context).cloned();
                return self.dialogs.open_settings(&self.settings, context.as_ref()).map(Message::Dialog);
            }
            desk::Event::LookedOver(looked) => self.looked(*looked),
            desk::Event::AskRegimes => return self.open_regimes(),
            desk::Event::AskUsers => return self.open_users(),
            desk::Event::Lost(error) => self.notices.show(Tone::Problem, sentence::error(&error), None),
        }
        Task::none()
    }

    fn desk_now(&self) -> Option<&Desk> {
        match &self.stage {
            Stage::Desk(desk) => Some(desk),
            Stage::Start(_) | Stage::Opening | Stage::Locked(..) => None,
        }
    }

    fn resized(&mut self, size: iced::Size) {
        let scale = self.scale_factor();
        // Sizes of a screen fit 16 bits; a larger one is not kept.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = |length: f32| (length * scale).clamp(0.0, f32::from(u16::MAX)) as u16;
        self.settings.window.width = whole(size.width);
        self.settings.window.height = whole(size.height);
    }

    fn apply_settings(&mut self, settings: Settings) -> Task<Message> {
        if settings.language != self.settings.language {
            i18n::select(settings.language);
        }
        self.settings = settings;
        self.save_settings();
        match &mut self.stage {
            Stage::Desk(desk) => desk.set_settings(&self.settings).map(Message::Desk),
            Stage::Start(_) | Stage::Opening | Stage::Locked(..) => Task::none(),
        }
    }

    fn save_settings(&mut self) {
        if let Some(Err(error)) = self.file.as_ref().map(|file| file.save(&self.settings)) {
            log::warn!("settings could not be saved: {error:?}");
        }
    }

    /// The window's content.
    pub fn view(&self) -> Element<'_, Message> {
        let stage = match &self.stage {
            Stage::Start(start) => start.view(&self.settings).map(Message::Start),
            Stage::Opening => opening(),
            Stage::Desk(desk) => desk.view().map(Message::Desk),
            Stage::Locked(_, lock) => lock.view().map(Message::Lock),
        };
        let undo = (fl!("common-undo"), Chord::ctrl('z').label(), Message::Desk(desk::Message::UndoChosen));
        let next_undo = self.desk_now().and_then(Desk::next_undo);
        let home = self.desk_now().map(Desk::home);
        let own =
            self.dialogs.view(&self.settings, self.desk_now()).map(|dialog| dialog.map(Message::Dialog));
        let dialog =
            own.or_else(|| self.desk_now().and_then(Desk::dialog).map(|dialog| dialog.map(Message::Desk)));
        let keys = self.keys_above(dialog.is_some());
        // The foot stands below an open dialog too, but there is nothing to press in it.
        let is_covered = dialog.is_some();
        let notices = self.notices.lines(undo, next_undo.filter(|_| !is_covered), Message::Dismissed);
        let foot = match &self.stage {
            Stage::Desk(desk) => {
                let [name, state] = desk
                    .foot(is_covered, self.notices.tell_what_was_done())
                    .map(|part| part.map(Message::Desk));
                foot(name, state, notices)
            }
            Stage::Start(_) | Stage::Opening | Stage::Locked(..) => notice_lines(notices),
        };
        let window = modal_at_home(key_scope(stage, self.keys()), dialog, home);
        let window = focus_scope(column![window, foot]).home(home.filter(|_| !is_covered));
        whole_frames(resting_caret(pointer_in_order(keys_in_turn(key_scope(window, keys)))))
    }
}

fn opening<'a>() -> Element<'a, Message> {
    iced::widget::container(theme::text::body(fl!("start-busy")).style(theme::text::muted))
        .center(iced::Length::Fill)
        .style(theme::container::surface)
        .into()
}

async fn read(register: OpenRegister) -> Result<Parcel<(OpenRegister, desk::Everything)>> {
    let all = register.db.call(desk::everything).await?;
    Ok(Parcel::new((register, all)))
}
