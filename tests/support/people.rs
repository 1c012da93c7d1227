//! A small office for tests: a temporary register with units and members, changed only through
//! the services.
#![allow(dead_code)]

use chrono::NaiveDate;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, Sex, Status, StatusForm};
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::services::members::{self, NewMember, TransferForm};
use so_chi_bo::services::registers::{self, OpenRegister};
use so_chi_bo::services::units::{self, ClosingForm};
use so_chi_bo::services::{Author, Database, Result};

/// See the module.
pub struct Office {
    pub register: OpenRegister,
    pub author: Author,
}

impl Office {
    /// An empty register on a day (dd/mm/yyyy).
    pub fn on(today: &str) -> Self {
        let author = Author { name: "Thư ký".to_owned(), today: day(today) };
        let register = registers::temporary("Sổ thử", &author).expect("a temporary register");
        Self { register, author }
    }

    /// Does something with the database.
    pub fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Database, &Author) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let author = self.author.clone();
        self.register.db.wait(move |database| job(database, &author))
    }

    /// Does something that must succeed.
    pub fn done<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Database, &Author) -> Result<T> + Send + 'static,
    ) -> T {
        self.ask(job).expect("it is done")
    }

    /// Adds a unit; its name serves as its code.
    pub fn unit(&self, parent: Option<UnitId>, kind: UnitKind, name: &str, founded: &str) -> UnitId {
        let form = UnitForm {
            kind: Some(kind),
            code: name.chars().take(40).collect(),
            name: name.to_owned(),
            founded_on: founded.to_owned(),
            ..UnitForm::default()
        };
        self.done(move |database, author| units::add(database, parent, &form, author)).value
    }

    /// Closes a unit.
    pub fn close(&self, unit: UnitId, on: &str, destination: Option<UnitId>) {
        let form = ClosingForm { on: on.to_owned(), destination, ..ClosingForm::default() };
        self.done(move |database, author| units::close(database, unit, &form, author));
    }

    /// Adds a member whose decision and ceremony were on that day.
    pub fn member(&self, unit: UnitId, name: &str, admitted: &str) -> MemberId {
        let form = MemberForm {
            name: name.to_owned(),
            sex: Some(Sex::Female),
            born_on: "02/09/1970".to_owned(),
            admission_decided_on: admitted.to_owned(),
            admitted_on: admitted.to_owned(),
            ..MemberForm::default()
        };
        let new = NewMember { form, unit: Some(unit), since: String::new() };
        self.done(move |database, author| members::add(database, &new, author)).value.value
    }

    /// Changes a member's status.
    pub fn status(&self, member: MemberId, status: Status, on: &str) {
        let form = StatusForm {
            status: Some(status),
            on: on.to_owned(),
            decision: "01-QĐ/ĐU".to_owned(),
            reason: "theo quyết định".to_owned(),
            place: "Đảng bộ khác".to_owned(),
            unit: None,
        };
        self.done(move |database, author| members::change_status(database, member, &form, author));
    }

    /// Moves a member to another cell.
    pub fn transfer(&self, member: MemberId, unit: UnitId, on: &str) {
        let form = TransferForm { unit: Some(unit), on: on.to_owned(), decision: String::new() };
        self.done(move |database, author| members::transfer(database, member, &form, author));
    }
}

/// A day, dd/mm/yyyy.
pub fn day(text: &str) -> NaiveDate {
    so_chi_bo::domain::date::parse_day(text).expect("a day")
}
