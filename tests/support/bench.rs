//! The desk of a temporary register under the robot's hands: real screens, a real worker, a real
//! file.
#![allow(dead_code)]

use std::sync::Arc;

use iced::Task;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::unit::{UnitForm, UnitKind, UnitTree};
use so_chi_bo::print::Document;
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::registers::{self, OpenRegister};
use so_chi_bo::services::{Author, Database, Db, Result};
use so_chi_bo::services::{history, units};
use so_chi_bo::settings::Settings;
use so_chi_bo::ui::Element;
use so_chi_bo::ui::desk::{self, Desk, Event, Message};
use so_chi_bo::ui::widget::{Tone, focus_scope, key_scope, modal};

use super::robot::Robot;

/// What the desk said, and the desk.
pub struct Bench {
    pub desk: Desk,
    db: Db,
    /// Notices with their tone.
    pub notices: Vec<(Tone, String)>,
    /// Documents with the names of their files.
    pub printed: Vec<(String, Arc<Document>)>,
}

/// A robot at the desk.
pub type Clerk = Robot<Bench, Message>;

/// A clerk at the desk of a register that `fill` has filled, on the tab with that key.
pub fn clerk(tab: &str, fill: impl FnOnce(&mut Database, &Author) -> Result<()> + Send + 'static) -> Clerk {
    so_chi_bo::i18n::select(so_chi_bo::i18n::Language::Vi);
    let author = Author::here();
    let register = registers::temporary("Sổ thử", &author).expect("a temporary register");
    register.db.wait(move |database| fill(database, &author)).expect("the register is filled");
    seated(register, tab)
}

/// A clerk at the desk of this register, on the tab with that key.
pub fn seated(register: OpenRegister, tab: &str) -> Clerk {
    let db = register.db.clone();
    let all = db.wait(desk::everything).expect("the register is read");
    let (desk, task) = Desk::new(register, all, &Settings::default());
    let bench = Bench { desk, db, notices: Vec::new(), printed: Vec::new() };
    let mut clerk = Robot::new(bench, Bench::update, Bench::view);
    clerk.run(task);
    clerk.press(tab);
    clerk
}

impl Bench {
    fn update(&mut self, message: Message) -> Task<Message> {
        let (mut task, events) = self.desk.update(message);
        for event in events {
            match event {
                Event::Notice(tone, words, _) => self.notices.push((tone, words)),
                Event::Printed(name, document) => self.printed.push((name, document)),
                Event::Lost(error) => panic!("the register is lost: {error:?}"),
                Event::Settings(settings) => {
                    task = Task::batch([task, self.desk.set_settings(&settings)]);
                }
                Event::Lock
                | Event::AskUnit
                | Event::AskSettings
                | Event::AskBackups
                | Event::AskRegimes
                | Event::AskUsers
                | Event::BackedUp { .. }
                | Event::LookedOver(_) => {}
            }
        }
        task
    }

    fn view(&self) -> Element<'_, Message> {
        let base = key_scope(focus_scope(self.desk.view()), self.desk.keys());
        modal(base, self.desk.dialog())
    }

    /// Asks the database.
    pub fn ask<T: Send + 'static>(&self, job: impl FnOnce(&mut Database) -> Result<T> + Send + 'static) -> T {
        self.db.wait(job).expect("an answer")
    }

    /// The units as they are on the disk.
    pub fn tree(&self) -> UnitTree {
        self.ask(units::tree)
    }

    /// The unit with this code.
    pub fn unit(&self, code: &str) -> UnitId {
        self.tree().by_code(code).unwrap_or_else(|| panic!("no unit {code}")).unit.id
    }

    /// Whether a notice of a problem was given.
    pub fn has_complained(&self) -> bool {
        self.notices.iter().any(|(tone, _)| *tone == Tone::Problem)
    }
}

/// Locks the desk and opens it again, as the root does.
pub fn lock_and_unlock(clerk: &mut Clerk) {
    let db = clerk.state.desk.lock();
    let task = clerk.state.desk.unlock(db);
    clerk.run(task);
}

/// Presses Tab until the control with this name has the focus.
pub fn tab_to(clerk: &mut Clerk, id: &str) {
    for _ in 0..60 {
        if clerk.is_focused(id) {
            return;
        }
        clerk.press("Tab");
    }
    panic!("Tab never reaches {id}");
}

/// Whether something that is seen has this in it.
pub fn sees(clerk: &mut Clerk, part: &str) -> bool {
    clerk.texts().iter().any(|seen| seen.text.contains(part))
}

/// How many steps are in the journal.
pub fn entries(clerk: &Clerk) -> i64 {
    clerk.state.ask(history::last_sequence)
}

/// Presses keys one after the other, each when the one before was answered.
pub fn go(clerk: &mut Clerk, keys: &[&str]) {
    for key in keys {
        clerk.press(key);
    }
}

/// Puts a text into the clipboard, as from a spreadsheet.
pub fn clip(clerk: &mut Clerk, text: &str) {
    clerk.run(iced::clipboard::write::<Message>(text.to_owned()));
}

/// The year that the ratings tab opens with.
pub fn rating_year(clerk: &Clerk) -> i32 {
    year_to_rate(&clerk.state.desk.context().author)
}

/// The same before there is a desk.
pub fn year_to_rate(author: &Author) -> i32 {
    use chrono::Datelike;
    let today = author.today;
    if today.month() >= 10 { today.year() } else { today.year() - 1 }
}

// ---- what a register is filled with

fn unit(
    database: &mut Database,
    author: &Author,
    parent: Option<UnitId>,
    (kind, code, name): (UnitKind, &str, &str),
) -> Result<UnitId> {
    let (code, name) = (code.to_owned(), name.to_owned());
    let form = UnitForm { kind: Some(kind), code, name, ..UnitForm::default() };
    Ok(units::add(database, parent, &form, author)?.value)
}

/// The organisation 01 with these cells below it, 01.01 and so on; itself first.
pub fn organisation(database: &mut Database, author: &Author, cells: &[&str]) -> Result<Vec<UnitId>> {
    let top = unit(database, author, None, (UnitKind::BaseOrganisation, "01", "Đảng bộ Sở Y tế"))?;
    let mut all = vec![top];
    for (place, name) in cells.iter().enumerate() {
        let code = format!("01.{:02}", place + 1);
        all.push(unit(database, author, Some(top), (UnitKind::Cell, &code, name))?);
    }
    Ok(all)
}

/// The cell 01 by itself.
pub fn cell(database: &mut Database, author: &Author) -> Result<UnitId> {
    unit(database, author, None, (UnitKind::BaseCell, "01", "Chi bộ Văn phòng"))
}

/// A member of long standing.
pub fn member(database: &mut Database, author: &Author, unit: UnitId, name: &str) -> Result<MemberId> {
    let form = MemberForm {
        name: name.to_owned(),
        sex: Some(Sex::Female),
        born_on: "05/03/1975".to_owned(),
        admission_decided_on: "03/02/2010".to_owned(),
        official_on: "03/02/2011".to_owned(),
        ..MemberForm::default()
    };
    let new = NewMember { form, unit: Some(unit), since: String::new() };
    Ok(members::add(database, &new, author)?.value.value)
}
