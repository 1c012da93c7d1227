//! The desk: an open register with its tabs. It keeps the shared context current after each
//! change and passes messages to the screens. [`frame`] is what stands around them.

mod errands;
mod frame;
mod health;
mod keeping;
mod reading;
mod tab;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use iced::Task;

use health::Health;
use keeping::Keeping;
use reading::fresh;
pub use reading::{Everything, Fresh, everything};
pub use tab::Tab;

use super::app::Looked;
use super::context::Context;
use super::keymap::{Bind, Chord};
use super::parcel::Parcel;
use super::screen::{self, Update, journal, members, quotas, ratings, summary, units};
use super::widget::grid::{Errand, send};
use super::widget::{Dialog, Tone, focus_on_or_first};
use crate::domain::id::UnitId;
use crate::fl;
use crate::print::Document;
use crate::services::history::{self, Sitting};
use crate::services::registers::{Info, OpenRegister};
use crate::services::{Author, Changes, Committed, Db, Result};
use crate::settings::Settings;
use crate::store::workspace::Workspace;

/// An open register, perhaps locked.
#[derive(Debug)]
pub struct Desk {
    workspace: Arc<Mutex<Workspace>>,
    folder: PathBuf,
    is_temporary: bool,
    context: Context,
    info: Info,
    sitting: Sitting,
    /// An undo or redo is on its way: the next one waits for it.
    is_walking: bool,
    /// A dialog of the root lies above.
    is_covered: bool,
    saved_at: Option<chrono::DateTime<chrono::Local>>,
    keeping: Keeping,
    health: Health,
    tab: Tab,
    /// Hidden tabs with large sheets: what they show is read when they are.
    unread: Vec<Tab>,
    units: units::Units,
    members: members::Members,
    ratings: ratings::Ratings,
    quotas: quotas::Quotas,
    summary: summary::Summary,
    journal: journal::Journal,
}

/// What happens at the desk.
#[derive(Debug, Clone)]
pub enum Message {
    /// Another tab was chosen.
    Tab(Tab),
    /// On the units tab.
    Units(units::Message),
    /// On the members tab.
    Members(members::Message),
    /// A file was dropped on the window: the members tab takes it in.
    Dropped(std::path::PathBuf),
    /// On the ratings tab.
    Ratings(ratings::Message),
    /// On the quotas tab.
    Quotas(quotas::Message),
    /// On the summary tab.
    Summary(summary::Message),
    /// On the journal tab.
    Journal(journal::Message),
    /// What an operation changed was read anew.
    Renewed(Result<Parcel<Fresh>>),
    /// Everything was read anew, after unlocking.
    Reloaded(Result<Parcel<Everything>>),
    /// Undo.
    UndoChosen,
    /// Redo.
    RedoChosen,
    /// The answer to undo.
    Undone(Result<Committed<()>>),
    /// The answer to redo.
    Redone(Result<Committed<()>>),
    /// The register is to be locked.
    LockChosen,
    /// The unit is to be chosen.
    UnitAsked,
    /// The settings are wanted.
    SettingsAsked,
    /// The backups are wanted.
    BackupsAsked,
    /// A backup was taken, or not.
    BackedUp(Result<Box<keeping::Taken>>),
    /// The register is to be looked over.
    LookOverAsked,
    /// It was.
    LookedOver(Box<Looked>),
    /// The rules of rating are wanted.
    RegimesAsked,
    /// The users are wanted.
    UsersAsked,
    /// The grid of the tab is to do something.
    Errand(Errand),
}

/// What the desk tells the root.
#[derive(Debug)]
pub enum Event {
    /// A notice; with the operation that its button undoes.
    Notice(Tone, String, Option<i64>),
    /// The settings were changed.
    Settings(Box<Settings>),
    /// A document is made.
    Printed(String, Arc<Document>),
    /// Lock.
    Lock,
    /// The dialog for choosing a unit.
    AskUnit,
    /// The settings dialog.
    AskSettings,
    /// The dialog of the backups.
    AskBackups,
    /// A backup was taken, or not: in a sentence; with the second place that got a copy.
    BackedUp {
        /// What to say.
        note: std::result::Result<String, String>,
        /// The second place.
        copied: Option<std::path::PathBuf>,
    },
    /// The register was looked over.
    LookedOver(Box<Looked>),
    /// The dialog with the rules of rating.
    AskRegimes,
    /// The dialog of the users.
    AskUsers,
    /// The register can't be read any more.
    Lost(crate::services::Error),
}

type Answer = (Task<Message>, Vec<Event>);

impl Desk {
    /// The desk of a register whose content was read.
    pub fn new(register: OpenRegister, all: Everything, settings: &Settings) -> (Self, Task<Message>) {
        let context = Context {
            db: register.db,
            author: Author::here(),
            tree: Arc::new(all.tree),
            directory: Arc::new(all.directory),
            unit: None,
            masks_numbers: all.masks_numbers,
            settings: settings.clone(),
        };
        let (units, units_task) = units::Units::new(&context);
        let (members, members_task) = members::Members::new(&context);
        // Their reading is given up with its task: it is done when they are shown.
        let (ratings, _) = ratings::Ratings::new(&context);
        let (quotas, _) = quotas::Quotas::new(&context);
        let (summary, _) = summary::Summary::new(&context);
        let (journal, _) = journal::Journal::new(&context);
        // A new register has no unit yet: that is where one begins.
        let tab = if context.tree.nodes().is_empty() { Tab::Units } else { Tab::Members };
        let desk = Self {
            is_temporary: register.workspace.is_temporary(),
            folder: register.workspace.folder().to_owned(),
            health: Health::new(register.workspace.is_read_only()),
            workspace: Arc::new(Mutex::new(register.workspace)),
            context,
            info: all.info,
            sitting: Sitting::default(),
            is_walking: false,
            is_covered: false,
            saved_at: None,
            keeping: Keeping::new(all.newest_backup.as_ref()),
            tab,
            unread: Tab::READ_WHEN_SHOWN.to_vec(),
            units,
            members,
            ratings,
            quotas,
            summary,
            journal,
        };
        let told = desk.tell(all.glanced);
        let task = Task::batch([units_task.map(Message::Units), members_task.map(Message::Members), told]);
        let focus = desk.focus();
        (desk, task.chain(focus))
    }

    /// Puts the focus where work begins on the tab that is shown.
    fn focus(&self) -> Task<Message> {
        match self.tab {
            Tab::Units => self.units.focus().map(Message::Units),
            Tab::Members | Tab::Ratings => focus_on_or_first(self.home()),
            Tab::Quotas => self.quotas.focus().map(Message::Quotas),
            Tab::Summary => self.summary.focus().map(Message::Summary),
            Tab::Journal => self.journal.focus().map(Message::Journal),
        }
    }

    /// The register's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.info.register.name
    }

    /// The register's identity.
    #[must_use]
    pub fn uuid(&self) -> &str {
        &self.info.register.uuid
    }

    /// Tab and, unless names are hidden, register, for the window's title; a star before them says that something typed is
    /// not saved, as editors do.
    #[must_use]
    pub fn title(&self) -> String {
        let star = if self.is_dirty() { "* " } else { "" };
        match self.context.settings.hides_names {
            true => format!("{star}{}", self.tab.name()),
            false => format!("{star}{} - {}", self.tab.name(), self.name()),
        }
    }

    /// The folder and its keys.
    #[must_use]
    pub fn workspace(&self) -> &Arc<Mutex<Workspace>> {
        &self.workspace
    }

    /// Whether the register is gone when it is closed; then nobody has a password for it.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.is_temporary
    }

    /// What the screens read.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The operation that undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<i64> {
        self.sitting.next_undo()
    }

    /// Whether something typed is not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.units.is_dirty()
            || self.members.is_dirty()
            || self.ratings.is_dirty()
            || self.quotas.is_dirty()
            || self.summary.is_dirty()
    }

    /// What would be lost, in words. While the window is locked these hold no names.
    #[must_use]
    pub fn unsaved(&self, is_locked: bool) -> Vec<String> {
        [
            (Tab::Units, self.units.is_dirty(), self.units.unsaved()),
            (Tab::Members, self.members.is_dirty(), self.members.unsaved()),
            (Tab::Ratings, self.ratings.is_dirty(), self.ratings.unsaved()),
            (Tab::Quotas, self.quotas.is_dirty(), self.quotas.unsaved()),
            (Tab::Summary, self.summary.is_dirty(), self.summary.unsaved()),
        ]
        .into_iter()
        .filter(|(_, is_dirty, _)| *is_dirty)
        .flat_map(|(tab, _, words)| {
            let has_words = !words.is_empty() && !is_locked;
            if has_words { words } else { vec![fl!("unsaved-tab", tab = tab.name())] }
        })
        .collect()
    }

    /// The control where work begins on the tab that is shown.
    #[must_use]
    pub fn home(&self) -> &'static str {
        match self.tab {
            Tab::Units => self.units.home(),
            Tab::Members => self.members.home(),
            Tab::Ratings => ratings::LIST,
            Tab::Quotas => quotas::GRID,
            Tab::Summary => self.summary.home(),
            Tab::Journal => journal::GRID,
        }
    }

    /// Other settings hold. In another language, words that are kept beside records are made anew.
    pub fn set_settings(&mut self, settings: &Settings) -> Task<Message> {
        let is_other_language = settings.language != self.context.settings.language;
        self.context.settings = settings.clone();
        if is_other_language { self.invalidate(None) } else { Task::none() }
    }

    /// Closes the file and drops all records; drafts stay. Returns the worker, still closing.
    pub fn lock(&mut self) -> Db {
        self.context.tree = Arc::default();
        self.context.directory = Arc::default();
        self.units.forget();
        self.members.forget();
        self.ratings.forget();
        self.quotas.forget();
        self.summary.forget();
        self.journal.forget();
        self.context.db.clone()
    }

    /// A dialog of the root lies above: after the next reading the focus is left alone.
    pub fn cover(&mut self) {
        self.is_covered = true;
    }

    /// The register is open again: reads everything anew.
    pub fn unlock(&mut self, db: Db) -> Task<Message> {
        self.context.db = db;
        self.context.author = Author::here();
        self.context.ask(everything, |result| Message::Reloaded(result.map(Parcel::new)))
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Answer {
        match message {
            Message::Tab(tab) => {
                self.tab = tab;
                let read = if self.unread.contains(&tab) { self.read_shown(None) } else { Task::none() };
                (read.chain(self.focus()), Vec::new())
            }
            Message::Units(message) => {
                let update = self.units.update(message, &self.context);
                self.take(update, Message::Units)
            }
            Message::Members(message) => {
                let update = self.members.update(message, &self.context);
                self.take(update, Message::Members)
            }
            Message::Dropped(file) => self.tell_members(members::Message::Dropped(file)),
            Message::Ratings(message) => {
                let update = self.ratings.update(message, &self.context);
                self.take(update, Message::Ratings)
            }
            Message::Quotas(message) => {
                let update = self.quotas.update(message, &self.context);
                self.take(update, Message::Quotas)
            }
            Message::Summary(message) => {
                let update = self.summary.update(message, &self.context);
                self.take(update, Message::Summary)
            }
            Message::Journal(message) => {
                let update = self.journal.update(message, &self.context);
                self.take(update, Message::Journal)
            }
            Message::Renewed(result) => self.renewed(result),
            Message::Reloaded(result) => self.reloaded(result),
            Message::UndoChosen => (self.walk(self.sitting.next_undo(), Message::Undone), Vec::new()),
            Message::RedoChosen => (self.walk(self.sitting.next_redo(), Message::Redone), Vec::new()),
            Message::Undone(result) => self.walked(result, Sitting::undone),
            Message::Redone(result) => self.walked(result, Sitting::redone),
            Message::LockChosen => (Task::none(), vec![Event::Lock]),
            Message::UnitAsked => (Task::none(), vec![Event::AskUnit]),
            Message::SettingsAsked => (Task::none(), vec![Event::AskSettings]),
            Message::BackupsAsked if self.keeps_backups() => (Task::none(), vec![Event::AskBackups]),
            Message::BackupsAsked => (Task::none(), Vec::new()),
            Message::BackedUp(result) => (Task::none(), self.backed_up(result)),
            Message::LookOverAsked => (self.look_over(true), Vec::new()),
            Message::LookedOver(looked) => (Task::none(), vec![Event::LookedOver(looked)]),
            Message::RegimesAsked => (Task::none(), vec![Event::AskRegimes]),
            Message::UsersAsked => (Task::none(), vec![Event::AskUsers]),
            Message::Errand(errand) => (send(self.home(), errand), Vec::new()),
        }
    }

    fn take<M: Send + 'static>(
        &mut self,
        update: Update<M>,
        wrap: impl Fn(M) -> Message + Send + 'static,
    ) -> Answer {
        let task = update.task.map(wrap);
        match update.event {
            None => (task, Vec::new()),
            Some(screen::Event::Committed(changes)) => {
                (Task::batch([task, self.committed(changes)]), Vec::new())
            }
            Some(screen::Event::Notice(tone, words)) => (task, vec![Event::Notice(tone, words, None)]),
            Some(screen::Event::UnitChosen(unit)) => {
                (Task::batch([task, self.choose_unit(unit)]), Vec::new())
            }
            Some(screen::Event::SettingsChanged(settings)) => (task, vec![Event::Settings(settings)]),
            Some(screen::Event::RegimesAsked) => (task, vec![Event::AskRegimes]),
            Some(screen::Event::MemberAsked(member)) => {
                let (opened, events) = self.tell_members(members::Message::Sought(member));
                (Task::batch([task, opened]), events)
            }
            Some(screen::Event::Exported(words, noted)) => {
                let task = Task::batch([task, self.noted(noted)]);
                (task, vec![Event::Notice(Tone::Done, words, None)])
            }
            Some(screen::Event::Noted(changes)) => (Task::batch([task, self.noted(changes)]), Vec::new()),
            Some(screen::Event::Printed(name, document)) => (task, vec![Event::Printed(name, document)]),
        }
    }

    /// Shows the tab of the members and tells it something.
    fn tell_members(&mut self, message: members::Message) -> Answer {
        self.tab = Tab::Members;
        let update = self.members.update(message, &self.context);
        self.take(update, Message::Members)
    }

    /// An operation was committed: reads what it changed.
    pub fn committed(&mut self, changes: Changes) -> Task<Message> {
        if changes.is_empty() {
            return Task::none();
        }
        self.sitting.made(changes.sequence);
        self.renew(changes, true)
    }

    /// Something was committed that can't be undone: it is told, and Undo is not offered.
    pub fn noted(&mut self, changes: Changes) -> Task<Message> {
        if changes.is_empty() { Task::none() } else { self.renew(changes, false) }
    }

    fn renew(&self, changes: Changes, is_new: bool) -> Task<Message> {
        self.context.ask(
            move |database| fresh(database, changes, is_new),
            |result| Message::Renewed(result.map(Parcel::new)),
        )
    }

    fn renewed(&mut self, result: Result<Parcel<Fresh>>) -> Answer {
        let fresh = match result.map(|parcel| parcel.take()) {
            Ok(Some(fresh)) => fresh,
            Ok(None) => return (Task::none(), Vec::new()),
            Err(error) => return (Task::none(), vec![Event::Lost(error)]),
        };
        if let Some(tree) = fresh.tree {
            self.context.tree = Arc::new(tree);
        }
        Arc::make_mut(&mut self.context.directory).renew(fresh.renewal);
        (self.info, self.context.masks_numbers) = (fresh.info, fresh.masks_numbers);
        self.saved_at = Some(chrono::Local::now());
        let task = self.invalidate(Some(&fresh.changes));
        let undoes = fresh.is_new.then_some(fresh.changes.sequence);
        (task, vec![Event::Notice(Tone::Done, fresh.what, undoes)])
    }

    fn reloaded(&mut self, result: Result<Parcel<Everything>>) -> Answer {
        match result.map(|parcel| parcel.take()) {
            Ok(Some(all)) => {
                self.context.tree = Arc::new(all.tree);
                self.context.directory = Arc::new(all.directory);
                (self.info, self.context.masks_numbers) = (all.info, all.masks_numbers);
                let task = self.invalidate(None);
                let is_covered = std::mem::take(&mut self.is_covered) || self.dialog().is_some();
                (if is_covered { task } else { task.chain(self.focus()) }, Vec::new())
            }
            Ok(None) => (Task::none(), Vec::new()),
            Err(error) => (Task::none(), vec![Event::Lost(error)]),
        }
    }

    fn invalidate(&mut self, changes: Option<&Changes>) -> Task<Message> {
        let hidden = Tab::READ_WHEN_SHOWN.into_iter().filter(|tab| *tab != self.tab);
        for tab in hidden {
            if !self.unread.contains(&tab) {
                self.unread.push(tab);
            }
        }
        Task::batch([
            self.units.invalidate(changes, &self.context).map(Message::Units),
            self.members.invalidate(changes, &self.context).map(Message::Members),
            self.read_shown(changes),
        ])
    }

    /// Reads a large sheet that is shown: all of it if it was hidden, else what may have changed.
    fn read_shown(&mut self, changes: Option<&Changes>) -> Task<Message> {
        let was_hidden = self.unread.contains(&self.tab);
        self.unread.retain(|tab| *tab != self.tab);
        let changes = changes.filter(|_| !was_hidden);
        match self.tab {
            Tab::Ratings => self.ratings.invalidate(changes, &self.context).map(Message::Ratings),
            Tab::Quotas => self.quotas.invalidate(changes, &self.context).map(Message::Quotas),
            Tab::Summary => self.summary.invalidate(changes, &self.context).map(Message::Summary),
            Tab::Journal => self.journal.invalidate(changes, &self.context).map(Message::Journal),
            Tab::Units | Tab::Members => Task::none(),
        }
    }

    /// Narrows the window to a unit.
    pub fn choose_unit(&mut self, unit: Option<UnitId>) -> Task<Message> {
        self.context.unit = unit;
        self.invalidate(None)
    }

    fn walk(
        &mut self,
        step: Option<i64>,
        answer: impl Fn(Result<Committed<()>>) -> Message + Send + 'static,
    ) -> Task<Message> {
        let Some(sequence) = step.filter(|_| !self.is_walking) else { return Task::none() };
        self.is_walking = true;
        let author = self.context.author.clone();
        self.context.ask(move |database| history::undo(database, sequence, &author), answer)
    }

    fn walked(&mut self, result: Result<Committed<()>>, note: fn(&mut Sitting, i64)) -> Answer {
        self.is_walking = false;
        match result {
            Ok(committed) => {
                note(&mut self.sitting, committed.changes.sequence);
                (self.renew(committed.changes, false), Vec::new())
            }
            Err(error) => {
                let words = crate::i18n::sentence::error(&error);
                (Task::none(), vec![Event::Notice(Tone::Problem, words, None)])
            }
        }
    }

    /// The keys of the desk and of the tab that is shown.
    #[must_use]
    pub fn keys(&self) -> Vec<Bind<Message>> {
        let own = match self.tab {
            Tab::Units => wrapped(self.units.keys(&self.context), Message::Units),
            Tab::Members => wrapped(self.members.keys(&self.context), Message::Members),
            Tab::Ratings => wrapped(self.ratings.keys(&self.context), Message::Ratings),
            Tab::Quotas => wrapped(self.quotas.keys(&self.context), Message::Quotas),
            Tab::Summary => wrapped(self.summary.keys(&self.context), Message::Summary),
            Tab::Journal => wrapped(self.journal.keys(&self.context), Message::Journal),
        };
        let (own_group, tab_group, group) = (self.tab.name(), fl!("palette-tabs"), fl!("palette-register"));
        let tabs = ['1', '2', '3', '4', '5', '6'].into_iter().zip(Tab::ALL).map(|(digit, tab)| {
            Bind::new(Chord::ctrl(digit), Message::Tab(tab)).named(tab.name()).within(&tab_group)
        });
        let sheet_group = fl!("palette-grid");
        own.into_iter()
            .map(|bind| bind.within(&own_group))
            .chain(self.errands().into_iter().map(|bind| bind.within(&sheet_group)))
            .chain(tabs)
            .chain(self.commands().map(|bind| bind.within(&group)))
            .collect()
    }

    /// What concerns the register as a whole.
    fn commands(&self) -> [Bind<Message>; 10] {
        let (may_undo, may_redo) = (self.sitting.next_undo().is_some(), self.sitting.next_redo().is_some());
        let redo = |chord| Bind::new(chord, Message::RedoChosen).named(fl!("common-redo")).when(may_redo);
        [
            Bind::new(Chord::ctrl('z'), Message::UndoChosen).named(fl!("common-undo")).when(may_undo),
            redo(Chord::ctrl_shift('z')),
            redo(Chord::ctrl('y')),
            Bind::new(Chord::ctrl('u'), Message::UnitAsked).named(fl!("desk-unit-title")),
            Bind::new(Chord::ctrl(','), Message::SettingsAsked).named(fl!("settings-title")),
            Bind::keyless(Message::BackupsAsked).named(fl!("backup-title")).when(self.keeps_backups()),
            Bind::keyless(Message::LookOverAsked).named(fl!("health-look")).when(!self.is_temporary),
            Bind::keyless(Message::RegimesAsked).named(fl!("regimes-title")),
            Bind::keyless(Message::UsersAsked).named(fl!("users-title")).when(!self.is_temporary),
            Bind::new(Chord::ctrl('l'), Message::LockChosen).named(fl!("desk-lock-long")),
        ]
    }

    /// The open dialog of the tab that is shown.
    pub fn dialog(&self) -> Option<Dialog<'_, Message>> {
        match self.tab {
            Tab::Units => self.units.dialog(&self.context).map(|dialog| dialog.map(Message::Units)),
            Tab::Members => self.members.dialog(&self.context).map(|dialog| dialog.map(Message::Members)),
            Tab::Ratings => self.ratings.dialog(&self.context).map(|dialog| dialog.map(Message::Ratings)),
            Tab::Quotas => self.quotas.dialog(&self.context).map(|dialog| dialog.map(Message::Quotas)),
            Tab::Summary => self.summary.dialog(&self.context).map(|dialog| dialog.map(Message::Summary)),
            Tab::Journal => self.journal.dialog(&self.context).map(|dialog| dialog.map(Message::Journal)),
        }
    }
}

fn wrapped<M>(binds: Vec<Bind<M>>, wrap: fn(M) -> Message) -> Vec<Bind<Message>> {
    binds.into_iter().map(|bind| bind.map(wrap)).collect()
}
