//! Numbers by which persons are known, in a window that masks them: they stand as masks in the list,
//! the record and the journal, are shown to whoever asks after that is noted, and are masked again
//! by the same key, by leaving and by the lock.

use crate::people::Office;
use crate::support::robot::Robot;
use so_chi_bo::domain::id::MemberId;
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::columns::MemberColumn;
use so_chi_bo::services::journal::{self, Entry, Question};
use so_chi_bo::services::members::{self, CellEdit};
use so_chi_bo::services::{Db, readings};
use so_chi_bo::settings::{Column, Loaded, Settings};
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::desk;
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::{members as screen, start};
use so_chi_bo::ui::widget::focus_on;

type Window = Robot<App, Message>;

const ANH: &str = "Nguyễn Thị Ánh";
const BINH: &str = "Lê Văn Bình";
const ID: &str = "084 170 001 234";
const CARD: &str = "40.251240";

/// A register with two members with numbers and one without, on its list of name, number and card.
fn window(masks: bool) -> (Window, Db) {
    let office = Office::on("24/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Một", "1990");
    let (anh, binh) = (office.member(cell, ANH, "19/05/2010"), office.member(cell, BINH, "19/05/2011"));
    office.member(cell, "Trần Văn Cò", "19/05/2012");
    let edit = |member: MemberId, column: MemberColumn, text: &str| CellEdit {
        member,
        column,
        text: text.to_owned(),
    };
    let edits = [
        edit(anh, MemberColumn::PersonalId, ID),
        edit(anh, MemberColumn::CardNumber, CARD),
        edit(anh, MemberColumn::OldId, "331234567"),
        edit(binh, MemberColumn::PersonalId, "084170005678"),
    ];
    office.done(move |database, author| members::amend(database, &edits, author));
    office.done(move |database, author| readings::set_masked(database, masks, author));
    let column = |key: &str| Column { key: key.to_owned(), width: 0, is_hidden: false };
    let columns = ["name", "personal_id", "card", "old_id"].map(column).to_vec();
    let settings = Settings { columns: [("members".to_owned(), columns)].into(), ..Settings::default() };
    let (app, task) = App::new(None, Loaded { settings, trouble: None }, None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    let db = office.register.db.clone();
    let opened = start::Message::Opened(Ok(Parcel::new(office.register)));
    robot.send(Message::Start(opened));
    wait_for_words(&mut robot, ANH);
    robot.run(focus_on(screen::GRID));
    robot.press("Ctrl+Home");
    (robot, db)
}

fn words(robot: &mut Window) -> String {
    robot.texts().into_iter().map(|seen| seen.text).collect::<Vec<_>>().join("\n")
}

fn wait_for(robot: &mut Window, wanted: impl Fn(&str) -> bool) {
    for _ in 0..400 {
        if wanted(&words(robot)) {
            return;
        }
        // Once round, so that a slow task is asked again.
        let rounds = std::cell::Cell::new(0);
        robot.wait_for(|_| rounds.replace(rounds.get() + 1) > 0);
    }
    panic!("not seen: {}", words(robot));
}

fn wait_for_words(robot: &mut Window, wanted: &str) {
    wait_for(robot, |words| words.contains(wanted));
}

/// The readings that the journal notes, the newest first.
fn noted(db: &Db) -> Vec<Entry> {
    db.wait(|database| {
        let question = Question { kind: Some("numbers_seen".to_owned()), ..Question::default() };
        let found = journal::find(database, &question)?;
        journal::entries(database, &found)
    })
    .unwrap()
}

/// Whose numbers the newest reading says were seen.
fn whose(db: &Db) -> String {
    let sequence = noted(db)[0].sequence;
    let details = db.wait(move |database| journal::details(database, sequence)).unwrap();
    details.lines.into_iter().map(|line| line.after).collect::<Vec<_>>().join(" | ")
}

#[test]
fn the_list_shows_masks_until_somebody_asks_which_is_noted_before() {
    let (mut robot, db) = window(true);
    let seen = words(&mut robot);
    for mask in ["•••• 1234", "•••• 5678", "•••• 1240", "•••• 4567"] {
        assert!(seen.contains(mask), "{mask}: {seen}");
    }
    let numbers = [ID, CARD, "084 170 005 678", "331234567"];
    assert!(numbers.iter().all(|number| !seen.contains(number)), "{seen}");
    assert_eq!(noted(&db).len(), 0);

    robot.press("Ctrl+Shift+h");
    wait_for_words(&mut robot, ID);
    let seen = words(&mut robot);
    assert!(numbers.iter().all(|number| seen.contains(number)), "{seen}");
    let entry = noted(&db).remove(0);
    assert_eq!(entry.what, "Đã xem số định danh, số thẻ của 2 đảng viên (trên màn hình)");
    assert_eq!(noted(&db).len(), 1);
    let told = whose(&db);
    assert!(told.contains(ANH) && told.contains(BINH) && !told.contains("Cò"), "{told}");
    assert!(!told.contains("084"), "the numbers are not noted: {told}");

    robot.press("Ctrl+Shift+h");
    wait_for(&mut robot, |words| !words.contains(ID));
    assert_eq!(noted(&db).len(), 1, "masking again is no reading");
}

#[test]
fn the_lock_masks_what_was_shown() {
    let (mut robot, db) = window(true);
    robot.press("Ctrl+Shift+h");
    wait_for_words(&mut robot, ID);
    robot.press("Ctrl+l");
    wait_for(&mut robot, |words| !words.contains(ANH));
    drop(db);
    robot.press("Enter");
    wait_for_words(&mut robot, ANH);
    wait_for_words(&mut robot, "•••• 1234");
    assert!(!words(&mut robot).contains(ID));
}

#[test]
fn a_masked_cell_is_copied_as_a_mask_and_not_written_over() {
    let (mut robot, db) = window(true);
    let last = db.wait(so_chi_bo::services::history::last_sequence).unwrap();
    robot.press("Right");
    robot.press("Ctrl+c");
    assert_eq!(robot.clipboard.0.as_deref(), Some("•••• 1234"));
    robot.type_text("1");
    wait_for_words(&mut robot, "Nhấn Ctrl+Shift+H để hiện số rồi mới sửa");
    // A block is refused cell by cell, and the cells around could be stored.
    robot.clipboard.0 = Some("084170001111".to_owned());
    robot.press("Ctrl+v");
    wait_for_words(&mut robot, "Dán 1 ô: 0 được, 1 không được");
    assert!(words(&mut robot).contains("Số này đang được che"), "{}", words(&mut robot));
    robot.press("Escape");
    robot.press("Delete");
    wait_for_words(&mut robot, "Số này đang được che");
    robot.press("Escape");
    assert_eq!(db.wait(so_chi_bo::services::history::last_sequence).unwrap(), last, "nothing was stored");
    // Who has no number gets one without more ado: nothing is hidden there.
    robot.press("Ctrl+End");
    robot.press("Ctrl+Home");
    robot.press("Down");
    robot.press("Down");
    robot.press("Right");
    robot.type_text("084170009999");
    robot.press("Enter");
    wait_for_words(&mut robot, "•••• 9999");
    robot.press("Ctrl+Shift+h");
    wait_for_words(&mut robot, ID);
    robot.press("Ctrl+Home");
    robot.press("Right");
    robot.type_text("084170001111");
    robot.press("Enter");
    wait_for_words(&mut robot, "084 170 001 111");
}

#[test]
fn search_and_duplicates_by_number_work_behind_the_mask() {
    let (mut robot, _db) = window(true);
    robot.press("Ctrl+Shift+f");
    robot.type_text("005678");
    wait_for(&mut robot, |words| words.contains(BINH) && !words.contains(ANH));
    assert!(words(&mut robot).contains("•••• 5678"));
    robot.press("Escape");
    wait_for_words(&mut robot, ANH);
    robot.run(focus_on(screen::GRID));
    robot.press("Ctrl+Home");
    robot.press("Down");
    robot.press("Down");
    robot.press("Right");
    robot.type_text("084170001234");
    robot.press("Enter");
    wait_for_words(&mut robot, &format!("Đã có ở “{ANH}”"));
}

#[test]
fn a_record_shows_its_numbers_by_its_button_and_masks_them_when_it_is_left() {
    let (mut robot, db) = window(true);
    robot.press("Enter");
    wait_for_words(&mut robot, "Đang che; nhấn Ctrl+Shift+H để hiện");
    assert!(!words(&mut robot).contains(ID));
    // By keys alone: to the number's field, which takes nothing, and on to its button.
    for _ in 0..60 {
        if robot.is_focused("member-PersonalId-mask") {
            break;
        }
        if robot.is_focused("member-PersonalId") {
            robot.type_text("9");
        }
        robot.press("Tab");
    }
    assert!(robot.is_focused("member-PersonalId-mask"));
    robot.press("Space");
    wait_for_words(&mut robot, ID);
    assert_eq!(noted(&db)[0].what, format!("Đã xem số định danh, số thẻ của {ANH} (trên màn hình)"));
    assert_eq!(whose(&db).matches(ANH).count(), 1);
    assert!(!words(&mut robot).contains("Có nội dung chưa lưu"), "{}", words(&mut robot));
    robot.press("Escape");
    wait_for_words(&mut robot, BINH);
    assert!(!words(&mut robot).contains(ID), "the list was not asked");
    robot.press("Enter");
    wait_for_words(&mut robot, "Đang che; nhấn Ctrl+Shift+H để hiện");
    assert!(!words(&mut robot).contains(ID));
    // A record with masks is saved with its numbers.
    assert!(robot.is_focused("member-Name"));
    robot.press("End");
    robot.type_text("h");
    robot.press("Ctrl+s");
    wait_for_words(&mut robot, "Nguyễn Thị Ánhh");
    robot.press("Ctrl+Shift+h");
    wait_for_words(&mut robot, ID);
    assert_eq!(noted(&db).len(), 2);
}

#[test]
fn the_journal_masks_old_and_new_numbers() {
    let (mut robot, db) = window(true);
    robot.press("Ctrl+6");
    // The newest entry is the setting, which is marked; the one before it gave the numbers.
    wait_for_words(&mut robot, "Sửa 4 ô của 2 đảng viên");
    robot.press("Down");
    wait_for_words(&mut robot, "•••• 1234");
    assert!(!words(&mut robot).contains("084170001234"));
    robot.press("Ctrl+Shift+h");
    wait_for_words(&mut robot, "084170001234");
    assert_eq!(noted(&db).len(), 1, "and the entry stays the marked one");
    assert!(whose(&db).contains(BINH));
    robot.press("Up");
    robot.press("Down");
    wait_for_words(&mut robot, "•••• 1234");
}

#[test]
fn who_keeps_a_register_alone_sees_the_numbers_and_may_mask_them() {
    let (mut robot, db) = window(false);
    assert!(words(&mut robot).contains(ID));
    robot.press("Ctrl+Shift+h");
    assert!(words(&mut robot).contains(ID));
    assert_eq!(noted(&db).len(), 0);
    robot.send(Message::Desk(desk::Message::SettingsAsked));
    // The tick comes in when the setting was read, further down than is seen.
    wait_for_words(&mut robot, "Phần đầu và phần ký của văn bản in");
    for _ in 0..80 {
        if robot.is_focused("settings-numbers-masked") {
            break;
        }
        robot.press("Tab");
    }
    assert!(robot.is_focused("settings-numbers-masked"));
    robot.press("Space");
    robot.press("Escape");
    wait_for_words(&mut robot, "•••• 1234");
    assert!(!words(&mut robot).contains(ID));
}

#[test]
fn what_is_printed_and_exported_from_the_window_leads_to_its_entry() {
    let (mut robot, db) = window(true);
    robot.press("Ctrl+p");
    wait_for(&mut robot, |_| !noted(&db).is_empty());
    assert_eq!(noted(&db)[0].what, "Đã xem số định danh, số thẻ của 2 đảng viên (bản in)");
    assert!(whose(&db).contains(ANH) && whose(&db).contains(BINH));
    wait_for_words(&mut robot, "PDF");
    robot.press("Escape");
    robot.run(focus_on(screen::GRID));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ds.xlsx");
    robot.press("Ctrl+e");
    wait_for_words(&mut robot, "Tệp");
    robot.run(focus_on("members-export-path"));
    robot.press("Ctrl+a");
    robot.type_text(file.to_str().unwrap());
    robot.press("Enter");
    wait_for(&mut robot, |_| noted(&db).len() == 2);
    assert_eq!(noted(&db)[0].what, "Đã xem số định danh, số thẻ của 2 đảng viên (tệp xuất ra)");
    wait_for(&mut robot, |_| file.exists());
}
