//! Papers about one member: the profile on its one page, the full record with all that is known.

use std::process::Command;
use std::sync::Arc;

use crate::people::Office;
use so_chi_bo::domain::member::{MemberForm, PostForm, Sphere};
use so_chi_bo::domain::rating::{DisciplineForm, DisciplineKind, Level, Rating, Who};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::print::{Document, Layout, Template, member_papers, reports};
use so_chi_bo::services::members::{self, Person};
use so_chi_bo::services::{ratings, registers, units};

/// A register of one person whose every answer is long, with a rating and a discipline.
fn wordy() -> (Office, Person) {
    let office = Office::on("21/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Trường Trung học phổ thông", "01/01/1990");
    let id = office.member(cell, "Nguyễn Thị Ánh", "03/02/2000");
    let long =
        "Ấp Đường Đùng, xã Nhị Trường, huyện Cầu Ngang, tỉnh Trà Vinh (nay thuộc tỉnh Vĩnh Long) ".repeat(2);
    office.done(move |database, author| {
        let row = members::rows(database, &[id])?.remove(0);
        let mut form = MemberForm::from(&row.fields);
        let texts = &mut form.texts;
        for text in [
            &mut texts.home_town,
            &mut texts.permanent_address,
            &mut texts.occupation,
            &mut texts.professional_field,
            &mut texts.foreign_languages,
        ] {
            text.clone_from(&long);
        }
        members::edit(database, id, &form, None, author)?;
        for number in 1..=14 {
            let title = format!(
                "Ủy viên Ban Chấp hành Hội Khuyến học và Hội Cựu giáo chức xã, nhiệm kỳ thứ {number}"
            );
            let post = PostForm { sphere: Some(Sphere::MassOrganisation), title, ..PostForm::default() };
            members::save_post(database, id, None, &post, author)?;
        }
        ratings::rate_members(database, 2025, &[(id, Some(Rating::Level(Level::Good)))], author)?;
        let form = DisciplineForm {
            form: Some(DisciplineKind::Reprimand),
            decided_on: "05/03/2024".to_owned(),
            decision: "07-QĐ/CB".to_owned(),
            reason: "vi phạm quy chế làm việc".to_owned(),
            ..DisciplineForm::default()
        };
        ratings::save_discipline(database, Who::Member(id), None, &form, author)
    });
    let person = office.done(move |database, _| members::people(database, &[id])).remove(0);
    (office, person)
}

fn printed(office: &Office, make: impl FnOnce(&reports::Context<'_>) -> Document) -> Layout {
    let (units, letterhead) =
        office.done(|database, _| Ok((units::tree(database)?, registers::letterhead(database)?)));
    let today = office.author.today;
    let context = reports::Context { letterhead: &letterhead, units: &units, today, subtitle: "" };
    Layout::new(Arc::new(make(&context)), Template::default(), &mut |_| true).unwrap()
}

#[test]
fn the_profile_of_somebody_with_long_answers_stays_on_one_page() {
    let (office, person) = wordy();
    let profile = printed(&office, |context| member_papers::member_profile(&person, context));
    assert_eq!(profile.count(), 1);
    assert!(profile.document().letters.points() < 13, "in smaller letters");
}

#[test]
fn the_full_record_has_the_ratings_and_the_discipline() {
    let (office, person) = wordy();
    let record = printed(&office, |context| member_papers::member_record(&person, context));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.pdf");
    std::fs::write(&path, record.pdf(&mut |_| true).unwrap()).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    let words = String::from_utf8(output.stdout).unwrap();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Xếp loại các năm", "2025 Hoàn thành tốt nhiệm vụ", "Kỷ luật", "Khiển trách", "07-QĐ/CB"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
}
