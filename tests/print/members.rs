//! Papers about one member: the profile on its one page, the full record with all that is known.

use std::process::Command;
use std::sync::Arc;

use crate::people::Office;
use so_chi_bo::domain::member::{BadgeEnding, BadgeForm, BadgeKind, MemberForm, PostForm, Sphere};
use so_chi_bo::domain::rating::{DisciplineForm, DisciplineKind, Level, Rating, Who};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::print::{Block, Document, Layout, Row, Template, member_papers, reports};
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
        texts.card_number = "040170001234".to_owned();
        texts.file_number = "000123 TV".to_owned();
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
        ratings::save_discipline(database, Who::Member(id), None, &form, author)?;
        let lost = BadgeForm {
            level: Some(30),
            kind: Some(BadgeKind::OnTime),
            round_on: "19/05/2020".to_owned(),
            number: "00011111".to_owned(),
            decision: "12-QĐ/TU".to_owned(),
            ..BadgeForm::default()
        };
        members::save_badge(database, id, None, &lost, author)?;
        let again = BadgeForm {
            kind: Some(BadgeKind::Replaced),
            round_on: "02/09/2022".to_owned(),
            number: "00022222".to_owned(),
            ..lost.clone()
        };
        members::save_badge(database, id, None, &again, author)?;
        let forty = BadgeForm { level: Some(40), number: "1234567".to_owned(), ..lost.clone() };
        members::save_badge(database, id, None, &forty, author)?;
        let fifty = BadgeForm { level: Some(50), number: String::new(), ..lost.clone() };
        members::save_badge(database, id, None, &fifty, author)?;
        let mistaken = BadgeForm {
            level: Some(60),
            number: "99999".to_owned(),
            ending: Some(BadgeEnding::Mistaken),
            ended_on: "2024".to_owned(),
            ..lost
        };
        members::save_badge(database, id, None, &mistaken, author)
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
    let words = words(&record);
    for part in ["Xếp loại các năm", "2025 Hoàn thành tốt nhiệm vụ", "Kỷ luật", "Khiển trách", "07-QĐ/CB"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    let blocks = &record.document().blocks;
    let badges = blocks.windows(2).filter_map(|pair| match pair {
        [Block::Heading(title), Block::Table(table)] if title == "Huy hiệu Đảng" => Some(table),
        _ => None,
    });
    let badges = badges.flat_map(|table| &table.rows);
    let badges: Vec<String> = badges
        .map(|row| match row {
            Row::Cells(cells) => cells.join(" | "),
            other => panic!("{other:?}"),
        })
        .collect();
    let lines = [
        "19/05/2020 | 02/09/2022 | 30 năm, số 00011111; Đúng hạn | 12-QĐ/TU; Mất hoặc hỏng, đã cấp lại",
        "02/09/2022 |  | 30 năm, số 00022222; Cấp lại | 12-QĐ/TU",
        "19/05/2020 |  | 40 năm, số 1234567; Đúng hạn | 12-QĐ/TU",
        "19/05/2020 |  | 50 năm; Đúng hạn | 12-QĐ/TU",
    ];
    assert_eq!(badges, lines, "what was entered by mistake stays in the journal");
    assert!(words.contains("00011111") && !words.contains("99999"), "{words}");
    assert_eq!(words.matches("00022222").count(), 1, "said in its own table only: {words}");
}

#[test]
fn the_register_has_card_file_and_badges_in_its_column_and_the_profile_the_highest() {
    let (office, person) = wordy();
    let profile = words(&printed(&office, |context| member_papers::member_profile(&person, context)));
    assert!(profile.contains("Huy hiệu Đảng cao nhất 50 năm"), "{profile}");
    assert!(!profile.contains("00022222"));
    let people = [person];
    let register = printed(&office, |context| member_papers::member_register(&people, context));
    let Block::Table(table) = &register.document().blocks[0] else { panic!("a table") };
    let Row::Cells(cells) = &table.rows[0] else { panic!("a row") };
    assert_eq!(cells[6], "040 170 001 234\n000123 TV\nHH 30 năm: 00022222\nHH 40 năm: 1234567\nHH 50 năm");
    let words = words(&register);
    assert!(words.contains("1234567") && !words.contains("00011111") && !words.contains("99999"), "{words}");
}

fn words(paper: &Layout) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.pdf");
    std::fs::write(&path, paper.pdf(&mut |_| true).unwrap()).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    let words = String::from_utf8(output.stdout).unwrap();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
