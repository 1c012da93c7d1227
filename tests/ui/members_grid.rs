//! The list of members as a sheet to type in, worked by a robot over a real register: typed cells,
//! refused ones, blocks from a spreadsheet, undo. What was entered is asserted in the register.

use crate::desk::Desk;
use crate::people::Office;
use crate::support::bench;
use crate::support::robot::Robot;
use so_chi_bo::domain::id::UnitId;
use so_chi_bo::domain::member::{MemberFields, Sex};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::members;
use so_chi_bo::services::{history, sample};
use so_chi_bo::ui::screen::members::{GRID, Message};
use so_chi_bo::ui::widget::{Tone, focus_on};

type Person = Robot<Desk, Message>;

const NAMES: [&str; 4] = ["Nguyễn Thị Ánh", "Lê Đức Ân", "Trần Văn Bình", "Thạch Sa Rây"];

/// Four members in the order of the list; the default columns begin with name, sex, date of
/// birth, ethnicity, religion, native place, occupation.
fn four() -> Person {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Văn phòng", "1990");
    for name in NAMES {
        add(&office, cell, name);
    }
    at_the_list(office, Some(cell))
}

fn add(office: &Office, unit: UnitId, name: &str) {
    let name = name.to_owned();
    office.done(move |database, author| bench::member(database, author, unit, &name));
}

/// The robot with the cursor on the first name.
fn at_the_list(office: Office, unit: Option<UnitId>) -> Person {
    let mut robot = Desk::robot(office, unit).sized(1366.0, 768.0);
    robot.run(focus_on(GRID));
    robot.press("Ctrl+Home");
    robot
}

fn go(robot: &mut Person, keys: &[(&str, usize)]) {
    for (key, times) in keys {
        for _ in 0..*times {
            robot.press(key);
        }
    }
}

fn fields(robot: &Person, name: &str) -> MemberFields {
    robot.state.record(name).fields
}

fn entries(robot: &Person) -> i64 {
    robot.state.context.db.wait(history::last_sequence).unwrap()
}

fn is_seen(robot: &mut Person, part: &str) -> bool {
    robot.texts().iter().any(|seen| seen.text.contains(part))
}

fn undo(robot: &mut Person) {
    let task = robot.state.undo();
    robot.run(task);
}

// ---- typing

#[test]
fn typing_on_a_cell_stores_it_and_goes_down() {
    let mut robot = four();
    go(&mut robot, &[("Right", 2)]);
    robot.type_text("1/1/1980");
    robot.press("Enter");
    robot.type_text("12/1981");
    robot.press("Enter");
    assert_eq!(robot.state.committed, 2);
    assert_eq!(fields(&robot, NAMES[0]).born_on.to_iso(), "1980-01-01");
    assert_eq!(fields(&robot, NAMES[1]).born_on.to_iso(), "1981-12");
    assert!(robot.text_visible("01/01/1980"), "in the list's own form");
    assert!(!robot.state.members.is_dirty());
}

#[test]
fn keys_faster_than_the_program_land_in_their_cells() {
    let mut robot = four();
    go(&mut robot, &[("Right", 5)]);
    robot.burst(&["A", "Enter", "B", "Tab", "C", "Enter", "D", "Enter"]);
    let places = |robot: &Person, name: &str| {
        let texts = fields(robot, name).texts;
        (texts.home_town.unwrap_or_default(), texts.occupation.unwrap_or_default())
    };
    assert_eq!(places(&robot, NAMES[0]), ("A".to_owned(), String::new()));
    assert_eq!(places(&robot, NAMES[1]), ("B".to_owned(), "C".to_owned()));
    assert_eq!(places(&robot, NAMES[2]), ("D".to_owned(), String::new()));
}

#[test]
fn a_name_is_typed_in_telex_and_the_record_keeps_the_cursor_where_it_goes() {
    let mut robot = four();
    robot.press("F2");
    robot.press("Ctrl+A");
    robot.unikey(&["V", "Vo", "Võ"]);
    robot.type_text(" ");
    robot.unikey(&["Y", "Ye", "Yê", "Yên", "Yến"]);
    robot.press("Ctrl+Enter");
    let names = robot.state.names();
    assert!(names.contains(&"Võ Yến".to_owned()), "{names:?}");
    assert!(!names.contains(&NAMES[0].to_owned()));
}

#[test]
fn enter_opens_the_record_and_f2_opens_it_where_nothing_can_be_typed() {
    let mut robot = four();
    robot.press("Enter");
    assert!(!robot.is_focused(GRID), "the record is open");
    robot.press("Escape");
    assert!(robot.is_focused(GRID));
    // Posts are kept in the record.
    go(&mut robot, &[("Right", 7)]);
    robot.type_text("Bí thư");
    assert_eq!(robot.state.committed, 0);
    assert!(is_seen(&mut robot, "Chức vụ được ghi từng dòng trong hồ sơ"));
    robot.press("F2");
    assert!(!robot.is_focused(GRID), "the record is open");
}

#[test]
fn a_refused_date_stays_with_its_reason_until_it_is_mended() {
    let mut robot = four();
    go(&mut robot, &[("Right", 2)]);
    robot.type_text("31/02/1980");
    robot.press("Enter");
    assert!(robot.state.members.is_dirty());
    assert!(robot.text_visible("31/02/1980"), "what was typed stays");
    assert!(robot.text_visible("1 ô chưa ghi được"));
    robot.press("Up");
    assert!(is_seen(&mut robot, "Không có ngày này trong lịch"));
    // Going on elsewhere is possible meanwhile, and the draft outlives it.
    go(&mut robot, &[("Right", 3)]);
    robot.type_text("Trà Cú");
    robot.press("Enter");
    assert_eq!(fields(&robot, NAMES[0]).texts.home_town.as_deref(), Some("Trà Cú"));
    assert!(robot.text_visible("31/02/1980"));
    assert_eq!(fields(&robot, NAMES[0]).born_on.to_iso(), "1975-03-05");
    go(&mut robot, &[("Up", 1), ("Left", 3)]);
    robot.press("F2");
    robot.press("Ctrl+A");
    robot.type_text("28/02/1980");
    robot.press("Enter");
    assert_eq!(fields(&robot, NAMES[0]).born_on.to_iso(), "1980-02-28");
    assert!(!robot.state.members.is_dirty());
}

#[test]
fn a_number_that_another_has_comes_back_as_a_draft_and_escape_drops_it() {
    let mut robot = four();
    let first = robot.state.id(NAMES[0]);
    let edit = members::CellEdit {
        member: robot.state.id(NAMES[1]),
        column: so_chi_bo::services::columns::MemberColumn::CardNumber,
        text: "084075001234".to_owned(),
    };
    robot.state.office.done(move |database, author| members::amend(database, &[edit], author));
    go(&mut robot, &[("Right", 10)]);
    robot.type_text("084075001234");
    robot.press("Enter");
    robot.press("Up");
    assert!(is_seen(&mut robot, "Đã có ở “Lê Đức Ân”"));
    assert!(robot.state.members.is_dirty());
    assert_eq!(robot.state.committed, 0);
    let kept = robot.state.office.done(move |database, _| members::record(database, first));
    assert_eq!(kept.fields.texts.card_number, None);
    robot.press("Escape");
    assert!(!robot.state.members.is_dirty());
}

#[test]
fn sorting_while_a_cell_is_edited_keeps_the_edit_on_its_record() {
    let mut robot = four();
    go(&mut robot, &[("Right", 5)]);
    robot.type_text("Cầu Kè");
    robot.click("Họ và tên");
    robot.run(focus_on(GRID));
    assert_eq!(fields(&robot, NAMES[0]).texts.home_town.as_deref(), Some("Cầu Kè"));
    for name in &NAMES[1..] {
        assert_eq!(fields(&robot, name).texts.home_town, None, "{name}");
    }
}

#[test]
fn a_warning_is_told_and_does_not_block() {
    let mut robot = four();
    go(&mut robot, &[("Right", 3)]);
    robot.type_text("Khơ-me");
    robot.press("Escape");
    robot.press("F2");
    robot.press("Ctrl+A");
    robot.type_text("Người Khơ-me");
    robot.press("Enter");
    assert_eq!(fields(&robot, NAMES[0]).ethnicity, "Người Khơ-me");
    let (tone, words) = robot.state.notices.last().cloned().unwrap();
    assert!(tone == Tone::Warning && words.contains("không có trong danh mục"), "{words}");
}

// ---- blocks

#[test]
fn a_block_from_excel_with_a_bad_date_is_previewed_and_one_undo_takes_it_back() {
    let mut robot = four();
    let before: Vec<MemberFields> = NAMES.iter().map(|name| fields(&robot, name)).collect();
    let entries_before = entries(&robot);
    go(&mut robot, &[("Right", 1)]);
    robot.clipboard.0 = Some("Nam\t1/2/1980\tKhmer\r\nNam\t31/2/1981\tHoa\r\nNam\t1983\tKinh\r\n".to_owned());
    robot.press("Ctrl+V");
    assert!(is_seen(&mut robot, "Dán 9 ô: 8 được, 1 không được."));
    assert!(robot.text_visible("31/2/1981"));
    assert!(is_seen(&mut robot, "Không có ngày này trong lịch"));
    assert_eq!(entries(&robot), entries_before, "nothing is stored yet");
    robot.press("Enter");
    assert_eq!(entries(&robot), entries_before + 1, "one step");
    assert_eq!(robot.state.committed, 1);
    let an = fields(&robot, NAMES[1]);
    assert_eq!((an.sex, an.ethnicity.as_str()), (Sex::Male, "Hoa"));
    assert_eq!(an.born_on, before[1].born_on, "the bad one is left out");
    assert_eq!(fields(&robot, NAMES[2]).born_on.to_iso(), "1983");
    assert!(robot.is_focused(GRID));
    undo(&mut robot);
    let after: Vec<MemberFields> = NAMES.iter().map(|name| fields(&robot, name)).collect();
    assert_eq!(after, before);
}

#[test]
fn a_preview_that_is_left_stores_nothing() {
    let mut robot = four();
    let before = entries(&robot);
    go(&mut robot, &[("Right", 1), ("Down", 2)]);
    robot.clipboard.0 = Some("Nam\nNam\nNam\n".to_owned());
    robot.press("Ctrl+V");
    assert!(is_seen(&mut robot, "Dán 2 ô: 2 được, 0 không được."));
    assert!(is_seen(&mut robot, "Còn 1 dòng không có chỗ"));
    robot.press("Escape");
    assert!(!is_seen(&mut robot, "Dán 2 ô"));
    assert_eq!(entries(&robot), before);
    robot.press("Ctrl+V");
    robot.press("Enter");
    assert_eq!(entries(&robot), before + 1);
    assert_eq!(fields(&robot, NAMES[3]).sex, Sex::Male);
}

#[test]
fn an_edited_copy_of_the_list_can_be_pasted_back() {
    let mut robot = four();
    robot.press("Ctrl+A");
    robot.press("Ctrl+C");
    let text = robot.clipboard.0.clone().unwrap();
    assert_eq!(text.lines().count(), 4);
    assert!(text.starts_with("Nguyễn Thị Ánh\tNữ\t05/03/1975\tKinh"), "{text}");
    let before = entries(&robot);
    robot.clipboard.0 = Some(text.replace("05/03/1975", "6/3/1975"));
    robot.press("Ctrl+V");
    assert_eq!(entries(&robot), before + 1, "without a question: {:?}", robot.texts());
    for name in NAMES {
        assert_eq!(fields(&robot, name).born_on.to_iso(), "1975-03-06");
    }
}

#[test]
fn filling_down_and_clearing_are_one_step_each() {
    let mut robot = four();
    go(&mut robot, &[("Right", 5)]);
    robot.type_text("Trà Cú");
    robot.press("Enter");
    robot.press("Up");
    let before = entries(&robot);
    go(&mut robot, &[("Shift+Down", 3)]);
    robot.press("Ctrl+D");
    for name in NAMES {
        assert_eq!(fields(&robot, name).texts.home_town.as_deref(), Some("Trà Cú"), "{name}");
    }
    assert_eq!(entries(&robot), before + 1);
    robot.press("Delete");
    assert!(NAMES.iter().all(|name| fields(&robot, name).texts.home_town.is_none()));
    assert_eq!(entries(&robot), before + 2);
    undo(&mut robot);
    assert!(NAMES.iter().all(|name| fields(&robot, name).texts.home_town.is_some()));
}

/// Opens the menu of a column.
fn menu_of(robot: &mut Person, title: &str) {
    let at = robot.place_of(title).center();
    robot.move_to(at);
    robot.feed(&[iced::Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right))]);
}

#[test]
fn a_refused_text_in_a_hidden_column_is_told_and_found_again() {
    let mut robot = four();
    go(&mut robot, &[("Right", 2)]);
    robot.type_text("31/02/1970");
    robot.press("Enter");
    menu_of(&mut robot, "Ngày sinh");
    robot.click("Ẩn cột này");
    assert!(!robot.text_visible("31/02/1970"));
    let told = "Cột đang ẩn có nội dung chưa ghi được: Ngày sinh.";
    assert!(is_seen(&mut robot, told), "{:?}", robot.texts());
    menu_of(&mut robot, "Quê quán");
    assert!(!robot.text_visible("Hiện cột: Ngày sinh"), "25 columns have a menu of their own");
    // By keyboard: the last item, then the column's first letter.
    robot.burst(&["End", "Enter", "n", "Enter"]);
    assert!(robot.text_visible("31/02/1970") && !is_seen(&mut robot, told), "{:?}", robot.texts());
    menu_of(&mut robot, "Ngày sinh");
    robot.click("Ẩn cột này");
    menu_of(&mut robot, "Quê quán");
    robot.click("Hiện cột đang ẩn (25)…");
    robot.click("Ngày sinh");
    assert!(robot.text_visible("31/02/1970") && !is_seen(&mut robot, told));
    menu_of(&mut robot, "Quê quán");
    robot.burst(&["End", "Enter", "End", "Enter"]);
    assert!(!is_seen(&mut robot, "Hiện cột"));
    menu_of(&mut robot, "Quê quán");
    assert!(!is_seen(&mut robot, "Hiện cột"), "all are shown");
}

#[test]
fn who_is_filtered_away_by_an_edit_leaves_the_cursor_to_the_next_one() {
    let mut robot = four();
    robot.press("Ctrl+Shift+F");
    robot.type_text("Văn");
    robot.press("Enter");
    assert!(!robot.text_visible(NAMES[0]));
    robot.type_text("Bình Minh");
    robot.press("Enter");
    assert!(robot.state.names().contains(&"Bình Minh".to_owned()));
    assert!(!robot.text_visible("Bình Minh"), "the search finds them no more");
    robot.press("Enter");
    assert!(!robot.text_visible("Bình Minh"), "nobody is opened who can't be seen");
}

#[test]
fn clearing_what_must_be_there_says_so_and_clears_nothing() {
    let mut robot = four();
    let before = entries(&robot);
    go(&mut robot, &[("Shift+Down", 1)]);
    robot.press("Delete");
    assert!(is_seen(&mut robot, "Xóa 2 ô: 0 được, 2 không được."));
    robot.press("Escape");
    assert_eq!(entries(&robot), before);
}

#[test]
fn more_rows_than_are_read_are_copied_and_filled() {
    let office = Office::on("20/11/2026");
    office.done(|database, author| sample::fill(database, Some(600), author));
    let mut robot = at_the_list(office, None);
    let count = robot.state.names().len();
    robot.press("Ctrl+A");
    robot.press("Ctrl+C");
    robot.wait_for(|desk| desk.notices.iter().any(|(_, words)| words.contains("Đã chép")));
    let text = robot.clipboard.0.clone().unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() > 400 && lines.len() <= count, "{}", lines.len());
    assert!(lines.iter().all(|line| line.split('\t').count() == 15), "all cells of all rows");
    assert!(lines.iter().all(|line| !line.starts_with('\t')), "every row has its name");
    // Far from what was read: the text to fill down is read from the disk.
    let first = lines[0].split('\t').nth(5).unwrap().to_owned();
    assert!(!first.is_empty());
    robot.press("Ctrl+Home");
    go(&mut robot, &[("Right", 5)]);
    robot.press("Ctrl+Shift+Down");
    robot.press("Ctrl+D");
    robot.wait_for(|desk| desk.committed == 1);
    let kept: Vec<MemberFields> = robot.state.all();
    let filled = kept.iter().filter(|fields| fields.texts.home_town.as_deref() == Some(first.as_str()));
    assert!(filled.count() >= lines.len());
}

#[test]
fn what_is_cut_is_read_before_it_is_emptied() {
    let office = Office::on("20/11/2026");
    office.done(|database, author| sample::fill(database, Some(1500), author));
    let mut robot = at_the_list(office, None);
    go(&mut robot, &[("Right", 5)]);
    robot.burst(&["Ctrl+Shift+Down", "Ctrl+X"]);
    robot.wait_for(|desk| desk.committed == 1);
    let text = robot.clipboard.0.clone().unwrap();
    let filled = text.lines().filter(|line| !line.is_empty()).count();
    assert!(filled > 1000, "{filled} of {}", text.lines().count());
    let left = robot.state.all().into_iter().filter(|fields| fields.texts.home_town.is_some()).count();
    assert!(left < robot.state.names().len() - 1000, "{left} are left");
}

// ---- locking

#[test]
fn what_was_typed_outlives_a_lock() {
    let mut robot = four();
    go(&mut robot, &[("Right", 2)]);
    robot.type_text("31/02/1980");
    robot.press("Enter");
    robot.type_text("1/2/19");
    robot.state.members.forget();
    assert!(robot.state.members.is_dirty());
    assert!(!is_seen(&mut robot, "Nguyễn"), "no name remains");
    let task = robot.state.tell(None);
    robot.run(task);
    assert!(robot.text_visible("31/02/1980"));
    assert!(robot.text_visible("1/2/19"), "the edit that went on waits in its cell");
    assert_eq!(fields(&robot, NAMES[1]).born_on.to_iso(), "1975-03-05");
    // It is mended where it waits.
    robot.press("F2");
    robot.type_text("99");
    robot.press("Enter");
    assert_eq!(fields(&robot, NAMES[1]).born_on.to_iso(), "1999-02-01");
    assert!(robot.text_visible("1 ô chưa ghi được"), "the first one still waits");
}
