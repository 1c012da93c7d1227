//! The members tab with what the root does for it.
#![allow(dead_code)]

use std::sync::Arc;

use iced::{Element, Task};
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberFields, MemberRecord};
use so_chi_bo::print::Document;
use so_chi_bo::services::{Changes, directory, history, members, units};
use so_chi_bo::settings::Settings;
use so_chi_bo::ui::context::Context;
use so_chi_bo::ui::screen::members::{Members, Message};
use so_chi_bo::ui::screen::{Event, Update};
use so_chi_bo::ui::widget::{Tone, focus_scope, key_scope, modal};

use crate::people::Office;
use crate::support::robot::Robot;

/// See the module.
pub struct Desk {
    pub office: Office,
    pub context: Context,
    pub members: Members,
    pub committed: usize,
    pub notices: Vec<(Tone, String)>,
    pub printed: Vec<(String, Arc<Document>)>,
}

impl Desk {
    pub fn robot(office: Office, unit: Option<UnitId>) -> Robot<Self, Message> {
        let db = office.register.db.clone();
        let context = Context {
            tree: Arc::new(db.wait(units::tree).unwrap()),
            directory: Arc::new(db.wait(directory::load).unwrap()),
            author: office.author.clone(),
            unit,
            masks_numbers: false,
            settings: Settings::default(),
            db,
        };
        let (members, task) = Members::new(&context);
        let desk = Self { office, context, members, committed: 0, notices: Vec::new(), printed: Vec::new() };
        let mut robot = Robot::new(desk, Self::update, Self::view);
        robot.run(task);
        robot
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        let Update { task, event } = self.members.update(message, &self.context);
        let more = match event {
            None | Some(Event::RegimesAsked | Event::MemberAsked(_)) => Task::none(),
            Some(Event::Committed(changes)) => {
                self.committed += 1;
                self.tell(Some(&changes))
            }
            Some(Event::Notice(tone, words)) => {
                self.notices.push((tone, words));
                Task::none()
            }
            Some(Event::SettingsChanged(settings)) => {
                self.context.settings = *settings;
                Task::none()
            }
            Some(Event::Noted(changes)) => self.tell(Some(&changes)),
            Some(Event::Exported(words, _)) => {
                self.notices.push((Tone::Done, words));
                Task::none()
            }
            Some(Event::Printed(name, document)) => {
                self.printed.push((name, document));
                Task::none()
            }
            Some(Event::UnitChosen(unit)) => {
                self.context.unit = unit;
                self.tell(None)
            }
        };
        Task::batch([task, more])
    }

    /// Reads the shared data anew and tells the tab.
    pub fn tell(&mut self, changes: Option<&Changes>) -> Task<Message> {
        self.context.tree = Arc::new(self.context.db.wait(units::tree).unwrap());
        self.context.directory = Arc::new(self.context.db.wait(directory::load).unwrap());
        self.members.invalidate(changes, &self.context)
    }

    pub fn view(&self) -> Element<'_, Message> {
        let page = key_scope(self.members.view(&self.context), self.members.keys(&self.context));
        focus_scope(modal(page, self.members.dialog(&self.context))).into()
    }

    pub fn names(&self) -> Vec<String> {
        self.context.directory.members().map(|member| member.name.to_string()).collect()
    }

    pub fn id(&self, name: &str) -> MemberId {
        self.context.directory.members().find(|member| &*member.name == name).expect(name).id
    }

    pub fn record(&self, name: &str) -> MemberRecord {
        let id = self.id(name);
        self.context.db.wait(move |database| members::record(database, id)).unwrap()
    }

    /// What the register has of everybody.
    pub fn all(&self) -> Vec<MemberFields> {
        let ids: Vec<MemberId> = self.context.directory.members().map(|member| member.id).collect();
        let rows = self.context.db.wait(move |database| members::rows(database, &ids)).unwrap();
        rows.into_iter().map(|row| row.fields).collect()
    }

    /// Takes the last operation back, as Ctrl+Z at the desk does.
    pub fn undo(&mut self) -> Task<Message> {
        let author = self.context.author.clone();
        let undone = self.context.db.wait(move |database| {
            let last = history::last_sequence(database)?;
            history::undo(database, last, &author)
        });
        self.tell(Some(&undone.unwrap().changes))
    }
}
