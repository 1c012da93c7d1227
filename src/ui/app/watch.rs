//! Watching the folder of the open register: whether it is still there, and whether a second
//! program asks for the window. A look at two names, not at what is in the files.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use iced::futures::Stream;
use iced::futures::channel::mpsc::Sender;
use iced::window::{self, UserAttention};
use iced::{Subscription, Task};

use super::{App, Message, Stage};
use crate::store::workspace::front;

/// How often it is looked at.
const PAUSE: Duration = Duration::from_millis(700);

/// What was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A second program asks for the window.
    FrontAsked,
    /// The register's file is not there any more.
    Gone,
    /// It is there again.
    Back,
}

/// Watches a folder.
pub(super) fn folder(folder: PathBuf) -> Subscription<Seen> {
    Subscription::run_with(folder, |folder| watched(folder.clone()))
}

fn watched(folder: PathBuf) -> impl Stream<Item = Seen> {
    iced::stream::channel(4, async move |output| {
        // A thread of its own: a share that hangs holds up nothing else.
        let spawned = thread::Builder::new().name("watch".to_owned()).spawn(move || watch(&folder, output));
        if let Err(error) = spawned {
            log::warn!("the folder is not watched: {error}");
        }
    })
}

fn watch(folder: &Path, mut output: Sender<Seen>) {
    let database = folder.join("data.db");
    let mut is_there = true;
    while !output.is_closed() {
        thread::sleep(PAUSE);
        let was_there = std::mem::replace(&mut is_there, database.exists());
        let seen = match (was_there, is_there) {
            (true, false) => Some(Seen::Gone),
            (false, true) => Some(Seen::Back),
            _ => front::was_asked(folder).then_some(Seen::FrontAsked),
        };
        if let Some(seen) = seen
            && let Err(error) = output.try_send(seen)
        {
            log::debug!("nobody listens: {error}");
        }
    }
}

impl App {
    /// The folder of the open register, if it is one that stays.
    pub(super) fn watched(&self) -> Option<PathBuf> {
        let desk = match &self.stage {
            Stage::Desk(desk) | Stage::Locked(desk, _) => desk,
            Stage::Start(_) | Stage::Opening => return None,
        };
        (!desk.is_temporary()).then(|| desk.folder().to_owned())
    }

    /// Takes what was seen.
    pub(super) fn seen(&mut self, seen: Seen) -> Task<Message> {
        match (seen, &mut self.stage) {
            (Seen::FrontAsked, _) => to_front(),
            (Seen::Gone | Seen::Back, Stage::Desk(desk) | Stage::Locked(desk, _)) => {
                desk.set_gone(seen == Seen::Gone);
                Task::none()
            }
            (Seen::Gone | Seen::Back, Stage::Start(_) | Stage::Opening) => Task::none(),
        }
    }
}

/// Shows the window above the others; where the desktop does not let a program do that, it marks
/// the window for attention.
fn to_front() -> Task<Message> {
    window::latest().and_then(|id| {
        Task::batch([
            window::minimize(id, false),
            window::gain_focus(id),
            window::request_user_attention(id, Some(UserAttention::Informational)),
        ])
    })
}
