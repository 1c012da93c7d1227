//! Badges of years in the Party in a member's record, by keys alone.

use crate::desk::Desk;
use crate::people::{Office, day};
use crate::support::robot::Robot;
use so_chi_bo::domain::member::{Badge, BadgeEnding, BadgeKind};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::ui::screen::members::Message;

type Person = Robot<Desk, Message>;

const NAME: &str = "Lê Đức Ân";

/// The record of somebody of 46 years in the Party, on 20/11/2026.
fn opened() -> Person {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Văn phòng", "1990");
    office.member(cell, NAME, "03/02/1980");
    let mut robot = Desk::robot(office, Some(cell));
    robot.press("Ctrl+Shift+F");
    robot.type_text(NAME);
    robot.press("Enter");
    robot.press("Enter");
    assert!(robot.is_focused("member-Name"));
    robot
}

fn is_seen(robot: &mut Person, part: &str) -> bool {
    robot.texts().iter().any(|seen| seen.text.contains(part))
}

fn tab(robot: &mut Person, times: usize) {
    for _ in 0..times {
        robot.press("Tab");
    }
}

fn badges(robot: &Person) -> Vec<Badge> {
    robot.state.record(NAME).badges
}

#[test]
fn a_badge_is_entered_by_keys_and_taken_back() {
    let mut robot = opened();
    robot.press("F11");
    assert!(is_seen(&mut robot, "Thêm Huy hiệu Đảng"));
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0, "the level is needed");
    assert!(is_seen(&mut robot, "Chưa có nội dung"));
    robot.type_text("45");
    tab(&mut robot, 2);
    robot.type_text("e 001.2345");
    tab(&mut robot, 1);
    robot.type_text("19/5/2025");
    tab(&mut robot, 1);
    robot.type_text("7-QĐ/TU");
    tab(&mut robot, 1);
    robot.type_text("5/2025");
    robot.press("Ctrl+S");
    let all: Vec<String> = robot.texts().into_iter().map(|seen| seen.text).collect();
    assert_eq!(robot.state.committed, 1, "{all:?}");
    let known = badges(&robot).remove(0).fields;
    assert_eq!((known.level, known.kind), (45, BadgeKind::OnTime));
    assert_eq!((known.number.as_deref(), known.round_on), (Some("E0012345"), Some(day("19/05/2025"))));
    assert_eq!(known.decision.as_deref(), Some("7-QĐ/TU"));
    assert_eq!(known.decided_on.map(|day| day.to_iso()).as_deref(), Some("2025-05"));
    let task = robot.state.undo();
    robot.run(task);
    assert!(badges(&robot).is_empty());
}

#[test]
fn what_is_odd_is_told_once_before_it_is_saved() {
    let mut robot = opened();
    robot.press("F11");
    robot.type_text("50");
    tab(&mut robot, 2);
    robot.type_text("12");
    tab(&mut robot, 1);
    assert!(is_seen(&mut robot, "Số của mức này thường có 6 chữ số"), "on leaving the field");
    robot.type_text("3/2/2020");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0, "told first");
    assert!(is_seen(&mut robot, "đến 03/02/2030 mới đủ tuổi Đảng"));
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1, "and saved when it is wanted");
    assert_eq!(badges(&robot)[0].fields.number.as_deref(), Some("12"));
    robot.press("F11");
    robot.type_text("50");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1, "one of a level is held");
    assert!(is_seen(&mut robot, "Đã ghi Huy hiệu 50 năm tuổi Đảng đang giữ"));
}

#[test]
fn a_badge_that_was_given_back_is_ended_in_the_record_and_stays_there() {
    let mut robot = opened();
    robot.press("F11");
    robot.type_text("30");
    tab(&mut robot, 2);
    robot.type_text("01234567");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1);
    while !robot.is_focused("member-badge-0") {
        robot.press("Tab");
    }
    robot.press("Enter");
    assert!(is_seen(&mut robot, "Sửa Huy hiệu Đảng"));
    tab(&mut robot, 2);
    assert!(!is_seen(&mut robot, "Không còn giữ từ ngày"));
    robot.press("Down");
    assert!(is_seen(&mut robot, "Không còn giữ từ ngày"), "asked for only where it ended");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1, "the reason is needed");
    assert!(robot.is_focused("sheet-Reason"));
    robot.type_text("khai trừ khỏi Đảng");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 2);
    let end = badges(&robot).remove(0).fields.end.unwrap();
    assert_eq!((end.why, end.on), (BadgeEnding::Returned, day("20/11/2026").into()));
    assert!(is_seen(&mut robot, "30 năm, số 01234567"), "it stays in the record");
    assert!(is_seen(&mut robot, "Thu hồi, nộp lại"));
}
