//! A small register with something in every table.

use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, PostForm, Sex, Sphere};
use so_chi_bo::domain::quota::TermForm;
use so_chi_bo::domain::rating::{Level, Rating, Subject};
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::services::members::NewMember;
use so_chi_bo::services::ratings::DecisionForm;
use so_chi_bo::services::{Database, members, quotas, ratings, units};

use super::file::author;

/// In the order of their given names.
pub const NAMES: [&str; 3] = ["Nguyễn Thị Ánh", "Trần Văn Đức", "Lý Thị Mỹ Hồng"];

pub fn unit(kind: UnitKind, code: &str, name: &str) -> UnitForm {
    UnitForm { kind: Some(kind), code: code.to_owned(), name: name.to_owned(), ..UnitForm::default() }
}

pub fn person(name: &str) -> MemberForm {
    MemberForm {
        name: name.to_owned(),
        sex: Some(if name.contains("Thị") { Sex::Female } else { Sex::Male }),
        born_on: "1970".to_owned(),
        admission_decided_on: "19/05/2001".to_owned(),
        admitted_on: "01/06/2001".to_owned(),
        official_on: "01/06/2002".to_owned(),
        ..MemberForm::default()
    }
}

pub fn add(database: &mut Database, name: &str, unit: UnitId) -> MemberId {
    let new = NewMember { form: person(name), unit: Some(unit), since: String::new() };
    members::add(database, &new, &author()).unwrap().value.value
}

/// Two cells below an organisation, and three members.
pub fn fill(database: &mut Database) -> (Vec<UnitId>, Vec<MemberId>) {
    let author = &author();
    let organisation = unit(UnitKind::BaseOrganisation, "01", "Đảng bộ xã Tân Bình");
    let top = units::add(database, None, &organisation, author).unwrap().value;
    let mut cells = vec![top];
    for (code, name) in [("01.01", "Chi bộ Ấp 1"), ("01.02", "Chi bộ Ấp 2")] {
        cells.push(units::add(database, Some(top), &unit(UnitKind::Cell, code, name), author).unwrap().value);
    }
    let people: Vec<MemberId> = NAMES.iter().map(|name| add(database, name, cells[1])).collect();
    let post = PostForm { sphere: Some(Sphere::Party), title: "Bí thư".to_owned(), ..PostForm::default() };
    members::save_post(database, people[0], None, &post, author).unwrap();
    let good = |id| (id, Some(Rating::Level(Level::Good)));
    ratings::rate_members(database, 2024, &[good(people[0]), good(people[1])], author).unwrap();
    ratings::rate_units(database, 2024, &[(cells[1], Some(Rating::Level(Level::Good)))], author).unwrap();
    let decision = DecisionForm {
        decision: "12-QĐ/ĐU".to_owned(),
        on: "05/01/2025".to_owned(),
        ..DecisionForm::default()
    };
    ratings::decide(database, 2024, Subject::Unit, &decision, author).unwrap();
    quotas::set_target(database, cells[1], 2026, "5", author).unwrap();
    let term = TermForm {
        from_year: "2026".to_owned(),
        to_year: "2030".to_owned(),
        resolution_target: "25".to_owned(),
        resolution: String::new(),
        resolution_on: String::new(),
    };
    quotas::set_term(database, cells[1], &term, author).unwrap();
    (cells, people)
}
