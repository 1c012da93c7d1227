//! The dialog of an open register's backups: which there are, taking and checking one, the second
//! place. Restoring begins here and is done on the start screen, with the register closed.

use std::path::PathBuf;

use iced::widget::{column, row};
use iced::{Length, Task};

use crate::domain::number;
use crate::fl;
use crate::i18n::{sentence, term};
use crate::services::backups::{self, Checked, Kept, Shelf};
use crate::services::{Db, Error, Result};
use crate::settings::SecondPlace;
use crate::ui::files;
use crate::ui::part::browse;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, grid, press, text_field};

/// What went well or did not, in a sentence.
pub type Note = std::result::Result<String, String>;

/// The dialog.
#[derive(Debug)]
pub struct Backups {
    db: Db,
    shelf: Shelf,
    kept: Vec<Kept>,
    grid: grid::State,
    columns: Vec<grid::Column>,
    place: String,
    is_busy: bool,
    note: Option<Note>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The backups were listed.
    Listed(Result<Vec<Kept>>),
    /// In the list.
    Grid(grid::Event),
    /// Back up now.
    TakeChosen,
    /// Check the marked one.
    CheckChosen,
    /// It was.
    Checked(Result<Box<Checked>>),
    /// Restore the marked one.
    RestoreChosen,
    /// The second place was typed.
    Place(String),
    /// The system's dialog is wanted.
    Browse,
    /// It answered.
    Picked(Option<PathBuf>),
    /// Remember the second place and copy the newest backup there.
    PlaceChosen,
    /// Shut it.
    Closed,
}

/// What the root is told.
#[derive(Debug)]
pub enum Event {
    /// A backup is wanted.
    Take,
    /// The second place is now this one, or none.
    Place(Option<PathBuf>),
    /// This backup is to be restored.
    Restore(PathBuf),
    /// The dialog is to be shut.
    Close,
}

impl Backups {
    /// The dialog for an open register, reading the list.
    pub fn new(db: Db, shelf: Shelf, place: Option<&SecondPlace>) -> (Self, Task<Message>) {
        let columns = vec![
            grid::Column::new("taken", fl!("backup-column-taken"), 150.0).unsorted(),
            grid::Column::new("age", fl!("backup-column-age"), 250.0).unsorted(),
            grid::Column::new("reason", fl!("backup-column-reason"), 190.0).unsorted(),
            grid::Column::new("sequence", fl!("backup-column-sequence"), 110.0).number().unsorted(),
            grid::Column::new("size", fl!("backup-column-size"), 100.0).number().unsorted(),
        ];
        let dialog = Self {
            db,
            shelf,
            kept: Vec::new(),
            grid: grid::State::default(),
            columns,
            place: place.map(|place| place.path.display().to_string()).unwrap_or_default(),
            is_busy: false,
            note: None,
        };
        let read = dialog.read();
        (dialog, read)
    }

    fn read(&self) -> Task<Message> {
        let shelf = self.shelf.clone();
        Task::perform(async move { shelf.list().map_err(Error::from) }, Message::Listed)
    }

    /// A backup was taken, or failed, and perhaps copied: in a sentence.
    pub fn taken(&mut self, note: Note) -> Task<Message> {
        self.is_busy = false;
        self.note = Some(note);
        self.read()
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> (Task<Message>, Option<Event>) {
        match message {
            Message::Listed(Ok(kept)) => self.list(kept),
            Message::Listed(Err(error)) => self.note = Some(Err(sentence::error(&error))),
            Message::Grid(event) => self.grid.apply(&event),
            Message::TakeChosen if !self.is_busy => {
                self.is_busy = true;
                self.note = None;
                return (Task::none(), Some(Event::Take));
            }
            Message::CheckChosen if !self.is_busy => return (self.check(), None),
            Message::TakeChosen | Message::CheckChosen => {}
            Message::Checked(result) => {
                self.is_busy = false;
                self.note = Some(checked_in_words(result));
            }
            Message::RestoreChosen => {
                let chosen = self.marked().map(|kept| Event::Restore(kept.path.clone()));
                return (Task::none(), chosen);
            }
            Message::Place(typed) => self.place = typed,
            Message::Browse => {
                return (files::pick_folder(fl!("backup-second-place"), Message::Picked), None);
            }
            Message::Picked(Some(folder)) => self.place = folder.display().to_string(),
            Message::Picked(None) => {}
            Message::PlaceChosen => return (Task::none(), self.choose_place()),
            Message::Closed => return (Task::none(), Some(Event::Close)),
        }
        (Task::none(), None)
    }

    /// Takes the list and marks the newest when there is another than before: the buttons act on
    /// the row that is marked.
    fn list(&mut self, kept: Vec<Kept>) {
        let newest = |list: &[Kept]| list.first().map(|kept| kept.path.clone());
        let is_new = newest(&kept) != newest(&self.kept);
        self.kept = kept;
        if !self.kept.is_empty() && (is_new || self.marked().is_none()) {
            self.grid.go_to(0);
        }
    }

    fn marked(&self) -> Option<&Kept> {
        self.kept.get(self.grid.cursor()?)
    }

    fn check(&mut self) -> Task<Message> {
        let Some(kept) = self.marked() else { return Task::none() };
        let (db, path) = (self.db.clone(), kept.path.clone());
        self.is_busy = true;
        self.note = None;
        Task::perform(async move { backups::check_own(db, path).await.map(Box::new) }, Message::Checked)
    }

    fn choose_place(&mut self) -> Option<Event> {
        let typed = self.place.trim();
        if typed.is_empty() {
            return Some(Event::Place(None));
        }
        let path = PathBuf::from(typed);
        if !path.is_absolute() || !path.is_dir() {
            self.note = Some(Err(fl!("backup-place-missing")));
            return None;
        }
        self.is_busy = true;
        self.note = None;
        Some(Event::Place(Some(path)))
    }

    /// The dialog's content.
    pub fn view(&self) -> Dialog<'_, Message> {
        let now = chrono::Local::now().naive_local();
        let list = grid(
            &self.grid,
            &self.columns,
            self.kept.len(),
            move |row, column| self.kept.get(row).map_or_else(String::new, |kept| cell(kept, column, now)),
            Message::Grid,
        )
        .empty(fl!("backup-none"))
        .height(Length::Fixed(250.0));
        let is_busy = self.is_busy;
        let on_one = |words: String, message: Message| {
            let button = press(text::body(words));
            if self.marked().is_some() { button.on_press_unless(is_busy, message) } else { button }
        };
        let actions = row![
            press(text::strong(fl!("backup-take")))
                .style(button::primary)
                .on_press_unless(is_busy, Message::TakeChosen),
            on_one(fl!("backup-check"), Message::CheckChosen),
            on_one(fl!("backup-restore"), Message::RestoreChosen),
        ]
        .spacing(distance::SMALL);
        let place = text_field(fl!("backup-second-place"), &self.place)
            .hint(fl!("backup-second-place-hint"))
            .clearable()
            .on_input(Message::Place)
            .on_submit(Message::PlaceChosen);
        let remember =
            press(text::body(fl!("backup-place-do"))).on_press_unless(is_busy, Message::PlaceChosen);
        let note = match (&self.note, self.is_busy) {
            (_, true) => text::body(fl!("start-busy")).style(text::muted),
            (Some(Ok(words)), false) => text::body(words.as_str()).style(text::success),
            (Some(Err(words)), false) => text::body(words.as_str()).style(text::danger),
            (None, false) => text::body(fl!("backup-what")).style(text::muted),
        };
        let body = column![actions, list, note, browse::with_button(place, Message::Browse), remember]
            .spacing(distance::MEDIUM);
        Dialog::new("backups", fl!("backup-title"), Message::Closed)
            .wide()
            .body(body)
            .button(press(text::strong(fl!("common-close"))).hint("Esc").on_press(Message::Closed))
    }
}

fn cell(kept: &Kept, column: usize, now: chrono::NaiveDateTime) -> String {
    let manifest = kept.manifest.as_ref();
    match column {
        0 => kept.taken_at.format("%d/%m/%Y %H:%M").to_string(),
        1 => age_in_words(backups::age_minutes(kept.taken_at, now)),
        2 => {
            manifest.map_or_else(|| fl!("backup-unreadable"), |manifest| term::backup_reason(manifest.reason))
        }
        3 => manifest.map(|manifest| number::group(manifest.facts.sequence)).unwrap_or_default(),
        _ => number::megabytes(kept.bytes),
    }
}

/// "5 phút trước", "3 ngày trước".
#[must_use]
pub fn age_in_words(minutes: i64) -> String {
    match minutes {
        i64::MIN..0 => fl!("backup-age-future"),
        0 => fl!("backup-age-now"),
        1..60 => fl!("backup-age-minutes", count = number::group(minutes)),
        60..1_440 => fl!("backup-age-hours", count = number::group(minutes / 60)),
        _ => fl!("backup-age-days", count = number::group(minutes / 1_440)),
    }
}

fn checked_in_words(result: Result<Box<Checked>>) -> Note {
    let checked = result.map_err(|error| sentence::error(&error))?;
    if checked.findings.is_empty() {
        return Ok(fl!("cli-backup-fine", sequence = number::group(checked.manifest.facts.sequence)));
    }
    let found: Vec<String> = checked.findings.iter().take(3).map(sentence::finding).collect();
    Err(found.join(" "))
}
