//! The wizard that takes a spreadsheet in, worked by a robot over a real register, and the list
//! written out again. What reached the register is asserted in its file.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::people::Office;
use crate::support::robot::Robot;
use so_chi_bo::domain::id::UnitId;
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::exchange::reader;
use so_chi_bo::exchange::write::{self, Table};
use so_chi_bo::services::Progress;
use so_chi_bo::services::{history, whole};
use so_chi_bo::ui::screen::members::Message;

type Person = Robot<Desk, Message>;

const NAMES: [&str; 6] = [
    "Nguyễn Thị Hồng Thắm",
    "Trần Văn Đức",
    "Lê Hoàng Phương",
    "Thạch Thị Sa Rinh",
    "Phạm Quốc Việt",
    "Huỳnh Mỹ Duyên",
];

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exchange").join(name)
}

fn office() -> (Office, UnitId) {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Văn phòng", "1990");
    (office, cell)
}

fn sees(robot: &mut Person, part: &str) -> bool {
    robot.texts().iter().any(|seen| seen.text.contains(part))
}

/// Puts the focus on a control.
fn focus(robot: &mut Person, id: &'static str) {
    robot.run(so_chi_bo::ui::widget::focus_on(id));
}

fn last(robot: &Person) -> i64 {
    robot.state.context.db.wait(history::last_sequence).unwrap()
}

/// Opens the wizard with a file and waits until it is read.
fn with_file(robot: &mut Person, file: &Path) {
    robot.send(Message::Dropped(file.to_owned()));
    settled(robot);
}

/// Waits until the wizard does nothing more.
fn settled(robot: &mut Person) {
    let end = Instant::now() + Duration::from_secs(60);
    while sees(robot, "Đang làm") || sees(robot, "Đang đối chiếu") {
        assert!(Instant::now() < end, "never done: {:?}", robot.texts());
        std::thread::sleep(Duration::from_millis(20));
        robot.feed(&[]);
    }
}

/// So many steps of the wizard on.
fn steps_on(robot: &mut Person, count: usize) {
    for _ in 0..count {
        robot.press("Ctrl+S");
        settled(robot);
    }
}

#[test]
fn a_list_in_tcvn3_comes_in_by_five_steps_from_the_keyboard() {
    let (office, unit) = office();
    let mut robot = Desk::robot(office, Some(unit));
    let before = last(&robot);
    robot.press("Ctrl+I");
    robot.type_text(fixture("tcvn3.xlsx").to_str().unwrap());
    robot.press("Enter");
    settled(&mut robot);
    assert!(sees(&mut robot, "Danh sách"), "the sheet is named");
    steps_on(&mut robot, 1);
    assert!(sees(&mut robot, "Nguyễn Thị Hồng Thắm"), "the preview is decoded");
    steps_on(&mut robot, 1);
    assert!(sees(&mut robot, "B. Họ và tên"));
    steps_on(&mut robot, 1);
    assert!(sees(&mut robot, "TCVN3"));
    steps_on(&mut robot, 1);
    assert!(NAMES.iter().all(|name| sees(&mut robot, name)));
    assert!(sees(&mut robot, "Nhập 6 dòng"));
    assert_eq!(last(&robot), before, "nothing is written before the last step");
    steps_on(&mut robot, 1);
    assert_eq!(last(&robot), before + 1, "one step");
    assert_eq!(robot.state.committed, 1);
    let mut names = robot.state.names();
    names.sort();
    let mut wanted = NAMES.map(str::to_owned);
    wanted.sort();
    assert_eq!(names, wanted);
    robot.press("Escape");
    assert!(sees(&mut robot, "Nguyễn Thị Hồng Thắm"), "the list shows them");
}

#[test]
fn one_can_go_back_and_leave_and_nothing_is_written() {
    let (office, unit) = office();
    let mut robot = Desk::robot(office, Some(unit));
    let before = last(&robot);
    with_file(&mut robot, &fixture("merged.xlsx"));
    steps_on(&mut robot, 4);
    assert!(robot.state.members.is_dirty());
    robot.click("Quay lại");
    assert!(sees(&mut robot, "Bảng mã"));
    for _ in 0..3 {
        robot.click("Quay lại");
    }
    robot.press("Escape");
    assert!(!robot.state.members.is_dirty());
    assert_eq!(last(&robot), before);
}

#[test]
fn a_row_that_is_refused_is_mended_in_place() {
    let (office, unit) = office();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, "Họ và tên;Giới tính;Ngày sinh;Ngày vào Đảng\nLê An;Nữ;12/25/1990;1/1/2015\n")
        .unwrap();
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &file);
    steps_on(&mut robot, 4);
    assert!(sees(&mut robot, "Không nhận"));
    focus(&mut robot, "import-rows");
    robot.press("Down");
    focus(&mut robot, "import-cells");
    for key in ["Home", "Ctrl+Home", "Down", "Down", "Right"] {
        robot.press(key);
    }
    robot.type_text("25/12/1990");
    robot.press("Enter");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 1 dòng"), "{:?}", robot.texts());
    steps_on(&mut robot, 1);
    assert_eq!(robot.state.names(), ["Lê An"]);
}

#[test]
fn the_keyboard_is_led_through_the_steps_to_the_cell_that_is_wrong() {
    let (office, unit) = office();
    let (_folder, file) = csv(&[
        "Họ và tên;Giới tính;Quê quán;Ngày sinh;Ngày vào Đảng",
        "Lê An;Nữ;Ba Tri;25/12/1990;1/1/2015",
        "Lê Bình;Nữ;Ba Tri;12/25/1990;1/1/2015",
    ]);
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &file);
    for first in ["import-row-0", "import-column-0", "import-encoding-0", "import-rows"] {
        steps_on(&mut robot, 1);
        assert!(robot.is_focused(first), "{first}: {:?}", robot.focused());
    }
    robot.press("Down");
    robot.press("Down");
    let seen = robot.texts();
    let (year, reason) = ("12/25/1990", "Không có ngày này trong lịch");
    let at = |part: &str| {
        let found = seen.iter().find(|seen| seen.text.starts_with(part));
        found.unwrap_or_else(|| panic!("{part}: {seen:?}")).bounds
    };
    assert!((at(year).y - at(reason).y).abs() < 4.0, "the reason stands beside the cell");
    // The cursor of the cells is on it already.
    focus(&mut robot, "import-cells");
    robot.type_text("25/12/1991");
    robot.press("Enter");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 2 dòng"), "{:?}", robot.texts());
    robot.press("Alt+Left");
    assert!(sees(&mut robot, "Chữ phía trên là trong tệp"), "one step back");
}

#[test]
fn what_was_mended_is_not_lost_by_one_escape_and_back_never_stands_where_leaving_does() {
    let (office, unit) = office();
    let (_folder, file) = csv(&[HEADINGS, "Lê An;Nữ;25/12/1990;1/1/2015;Ba Tri"]);
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &file);
    steps_on(&mut robot, 4);
    let back = robot.place_of("Quay lại");
    for _ in 0..3 {
        robot.click_at(back.center());
    }
    assert!(sees(&mut robot, "Tiêu đề từ dòng"), "three steps back by three clicks: {:?}", robot.texts());
    steps_on(&mut robot, 3);
    robot.press("Down");
    robot.press("5");
    settled(&mut robot);
    robot.press("Escape");
    assert!(sees(&mut robot, "Nhấn Esc lần nữa"), "asked: {:?}", robot.texts());
    robot.press("Alt+Left");
    assert!(!sees(&mut robot, "Nhấn Esc lần nữa"), "whoever goes on is not leaving");
    robot.press("Escape");
    robot.press("Escape");
    assert!(!robot.state.members.is_dirty(), "left");
}

#[test]
fn a_file_that_is_none_is_refused_in_words() {
    let (office, unit) = office();
    let mut robot = Desk::robot(office, Some(unit));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.csv");
    std::fs::write(&file, "không;có;gì\n1;2;3\n").unwrap();
    with_file(&mut robot, &file);
    assert!(sees(&mut robot, "Không tìm thấy dòng tiêu đề"));
    robot.press("Escape");
    with_file(&mut robot, Path::new("/nowhere/at-all.xlsx"));
    assert!(sees(&mut robot, "Không đọc hoặc ghi được tệp"));
}

#[test]
fn the_list_goes_out_with_its_columns_and_order() {
    let (office, unit) = office();
    office.member(unit, "Lê An", "19/05/2010");
    office.member(unit, "Trần Bình", "19/05/2011");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ra.csv");
    let mut robot = Desk::robot(office, Some(unit));
    robot.press("Ctrl+E");
    robot.press("Ctrl+A");
    robot.type_text(path.to_str().unwrap());
    robot.press("Enter");
    robot.wait_for(|desk| !desk.notices.is_empty());
    let source = reader::open(&path).unwrap();
    let sheet = source.read(&source.sheets[0], &Progress::default()).unwrap();
    assert_eq!(sheet.rows.len(), 3, "a header and the two of the unit");
    assert_eq!((sheet.rows[0].cell(0).text, sheet.rows[1].cell(0).text), ("Họ và tên", "Lê An"));
    assert_eq!(robot.state.notices.len(), 1);
}

#[test]
fn digits_decide_the_selected_rows() {
    let (office, unit) = office();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    let list = "Họ và tên;Giới tính;Ngày sinh;Ngày vào Đảng;Quê quán\nLê An;Nữ;02/09/1970;19/05/2010;Ba Tri\n\
        Trần Bình;Nữ;02/09/1970;19/05/2010;Càng Long\n";
    std::fs::write(&file, list).unwrap();
    office.member(unit, "Lê An", "19/05/2010");
    office.member(unit, "Trần Bình", "19/05/2010");
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &file);
    steps_on(&mut robot, 4);
    assert!(sees(&mut robot, "Nhập 2 dòng"));
    focus(&mut robot, "import-rows");
    robot.press("Down");
    robot.press("1");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 1 dòng"), "the first keeps what the register has");
    robot.press("0");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 2 dòng"), "undecided again");
    robot.press("Shift+Down");
    robot.press("5");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 0 dòng"), "both are left out");
    robot.press("2");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 2 dòng"));
    steps_on(&mut robot, 1);
    let towns: Vec<Option<String>> =
        robot.state.all().iter().map(|fields| fields.texts.home_town.clone()).collect();
    assert_eq!(towns, [Some("Ba Tri".to_owned()), Some("Càng Long".to_owned())]);
}

#[test]
fn what_the_clipboard_holds_comes_in_and_the_report_tells_of_every_row() {
    let (office, unit) = office();
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("báo cáo.xlsx");
    let mut robot = Desk::robot(office, Some(unit));
    robot.press("Ctrl+I");
    robot.clipboard.0 = Some(
        "Họ và tên\tGiới tính\tNgày sinh\tNgày vào Đảng\nLê An\tNữ\t5/3/75\t19/05/2015\nTrần Bình\tNam\t31/02/1980\t1/1/2010\n"
            .to_owned(),
    );
    robot.click("Dán từ bảng tính");
    settled(&mut robot);
    assert!(sees(&mut robot, "Dữ liệu từ dòng"), "the second step");
    assert!(robot.is_focused("import-row-0"), "{:?}", robot.focused());
    steps_on(&mut robot, 3);
    assert!(sees(&mut robot, "Nhập 1 dòng") && sees(&mut robot, "1975"), "{:?}", robot.texts());
    steps_on(&mut robot, 1);
    assert_eq!(robot.state.names(), ["Lê An"]);
    robot.run(so_chi_bo::ui::widget::focus_on("import-report-path"));
    robot.press("Ctrl+A");
    robot.type_text(report.to_str().unwrap());
    robot.click("Lưu báo cáo");
    robot.wait_for(|desk| !desk.notices.is_empty());
    let source = reader::open(&report).unwrap();
    let sheet = source.read(&source.sheets[0], &Progress::default()).unwrap();
    let lines: Vec<String> = sheet
        .rows
        .iter()
        .map(|row| row.cells().map(|cell| cell.text).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].contains("Lê An|Mới|"), "{lines:?}");
    assert!(
        lines[2].contains("Trần Bình|Không nhận|") && lines[2].contains("không có ngày này"),
        "{lines:?}"
    );
    assert_eq!(robot.state.notices.len(), 1);
}

#[test]
fn a_file_dropped_into_the_open_wizard_changes_nothing() {
    let (office, unit) = office();
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &fixture("unicode.xlsx"));
    steps_on(&mut robot, 1);
    with_file(&mut robot, &fixture("tcvn3.xlsx"));
    assert!(sees(&mut robot, "Dữ liệu từ dòng"), "still the second step of the first file");
}

/// The wizard at its last step with a target of 7 from the clipboard.
fn with_pasted_quota() -> Person {
    let (office, unit) = office();
    let mut robot = Desk::robot(office, Some(unit));
    robot.press("Ctrl+I");
    robot.clipboard.0 = Some("Chi bộ\tChỉ tiêu\nChi bộ Văn phòng\t7\n".to_owned());
    // The third of the things that can come in.
    while robot.focused_text().as_deref() != Some("đảng viên") {
        robot.press("Shift+Tab");
    }
    robot.press("Down");
    robot.press("Down");
    robot.click("Dán từ bảng tính");
    settled(&mut robot);
    steps_on(&mut robot, 3);
    robot
}

#[test]
fn quotas_of_a_pasted_table_are_planned_for_the_year_typed() {
    let mut robot = with_pasted_quota();
    assert!(sees(&mut robot, "Nhập 1 dòng"), "{:?}", robot.texts());
    steps_on(&mut robot, 1);
    let sheet =
        robot.state.context.db.wait(|database| so_chi_bo::services::quotas::sheet(database, 2026, None));
    assert_eq!(sheet.unwrap().rows[0].result.target, Some(7));
}

#[test]
fn ratings_are_planned_for_the_year_that_the_sheet_says_unless_another_is_typed() {
    let (office, unit) = office();
    office.member(unit, "Lê An", "19/05/2010");
    let mut robot = Desk::robot(office, Some(unit));
    robot.press("Ctrl+I");
    robot.clipboard.0 = Some(
        "DANH SÁCH XẾP LOẠI NĂM 2024\t\t\nHọ và tên\tNgày sinh\tXếp loại\nLê An\t02/09/1970\tHTT\n"
            .to_owned(),
    );
    while robot.focused_text().as_deref() != Some("đảng viên") {
        robot.press("Shift+Tab");
    }
    robot.press("Down");
    robot.click("Dán từ bảng tính");
    settled(&mut robot);
    steps_on(&mut robot, 1);
    assert!(sees(&mut robot, "A. Họ và tên"), "the title is no part of the heading: {:?}", robot.texts());
    steps_on(&mut robot, 2);
    assert!(sees(&mut robot, "Nhập 1 dòng") && sees(&mut robot, "2024"), "{:?}", robot.texts());
    steps_on(&mut robot, 1);
    let rated = |robot: &Person, year: i32| {
        let rows = robot
            .state
            .context
            .db
            .wait(move |database| so_chi_bo::services::ratings::member_sheet(database, year, None));
        rows.unwrap().rows.iter().filter(|row| row.rating.is_some()).count()
    };
    assert_eq!((rated(&robot, 2024), rated(&robot, 2026)), (1, 0));
}

/// A list as .csv in a folder that lives as long as it is held.
fn csv(lines: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("danh sách.csv");
    std::fs::write(&path, lines.join("\n")).unwrap();
    (folder, path)
}

const HEADINGS: &str = "Họ và tên;Giới tính;Ngày sinh;Ngày vào Đảng;Quê quán";

#[test]
fn what_a_row_lacks_is_filled_in_place() {
    let (office, unit) = office();
    let (_folder, file) = csv(&[HEADINGS, "Lê An;Nữ;;1/1/2015;Ba Tri"]);
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &file);
    steps_on(&mut robot, 4);
    assert!(sees(&mut robot, "Nhập 0 dòng"), "no date of birth: {:?}", robot.texts());
    focus(&mut robot, "import-rows");
    robot.press("Down");
    focus(&mut robot, "import-cells");
    // Name, sex, and the third column, which is empty in the file.
    for key in ["Home", "Ctrl+Home", "Down", "Down", "Right"] {
        robot.press(key);
    }
    robot.type_text("25/12/1990");
    robot.press("Enter");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 1 dòng"), "{:?}", robot.texts());
    steps_on(&mut robot, 1);
    assert_eq!(robot.state.all()[0].born_on.to_string(), "25/12/1990");
}

#[test]
fn a_column_that_the_list_lacks_is_offered_for_the_rows_that_need_it() {
    let (office, _) = office();
    office.unit(None, UnitKind::BaseCell, "Chi bộ Hai", "1990");
    // Two cells and none chosen: nobody knows where the person belongs.
    let (_folder, file) = csv(&[HEADINGS, "Lê An;Nữ;25/12/1990;1/1/2015;Ba Tri"]);
    let mut robot = Desk::robot(office, None);
    with_file(&mut robot, &file);
    steps_on(&mut robot, 4);
    assert!(sees(&mut robot, "Nhập 0 dòng"));
    focus(&mut robot, "import-rows");
    robot.press("Down");
    focus(&mut robot, "import-cells");
    for key in ["Ctrl+End", "Home", "Right"] {
        robot.press(key);
    }
    robot.type_text("Chi bộ Hai");
    robot.press("Enter");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 1 dòng"), "{:?}", robot.texts());
}

#[test]
fn going_back_and_on_keeps_what_was_decided() {
    let (office, unit) = office();
    let (_folder, file) =
        csv(&[HEADINGS, "Lê An;Nữ;25/12/1990;1/1/2015;Ba Tri", "Trần Bình;Nam;25/12/1990;1/1/2015;Ba Tri"]);
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &file);
    steps_on(&mut robot, 4);
    focus(&mut robot, "import-rows");
    robot.press("Down");
    robot.press("5");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 1 dòng"), "one is left out");
    robot.click("Quay lại");
    robot.click("Quay lại");
    steps_on(&mut robot, 2);
    assert!(sees(&mut robot, "Nhập 1 dòng"), "still left out: {:?}", robot.texts());
}

#[test]
fn another_path_is_another_file() {
    let (office, unit) = office();
    let (_one, first) = csv(&[HEADINGS, "Lê An;Nữ;25/12/1990;1/1/2015;Ba Tri"]);
    let (_two, second) = csv(&[HEADINGS, "Trần Bình;Nam;25/12/1990;1/1/2015;Ba Tri"]);
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &first);
    focus(&mut robot, "import-path");
    robot.press("Ctrl+A");
    robot.type_text(second.to_str().unwrap());
    robot.press("Enter");
    settled(&mut robot);
    steps_on(&mut robot, 5);
    assert_eq!(robot.state.names(), ["Trần Bình"]);
}

#[test]
fn nothing_is_imported_by_a_plan_that_is_out_of_date() {
    let mut robot = with_pasted_quota();
    assert!(sees(&mut robot, "Nhập 1 dòng"));
    let before = last(&robot);
    while robot.focused_text().as_deref() != Some("2026") {
        robot.press("Tab");
    }
    robot.press("End");
    robot.press("Backspace");
    assert!(sees(&mut robot, "Đối chiếu lại") && !sees(&mut robot, "Nhập 1 dòng"), "{:?}", robot.texts());
    robot.type_text("5");
    settled(&mut robot);
    assert!(sees(&mut robot, "Nhập 1 dòng"), "planned for the other year");
    assert_eq!(last(&robot), before);
}

#[test]
fn the_first_sheet_with_a_header_is_taken() {
    let (office, unit) = office();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let table = |name: &str, headings: &str, row: &str| {
        let cells = |line: &str| line.split(';').map(str::to_owned).collect::<Vec<_>>();
        Table { name: name.to_owned(), headings: cells(headings), rows: vec![cells(row)], ..Table::default() }
    };
    let sheets = [
        table("Hướng dẫn", "Cách điền", "Điền đủ các cột"),
        table("DS", HEADINGS, "Lê An;Nữ;1990;2015;Ba Tri"),
    ];
    std::fs::write(&path, write::xlsx(&sheets).unwrap()).unwrap();
    let mut robot = Desk::robot(office, Some(unit));
    with_file(&mut robot, &path);
    assert!(sees(&mut robot, "DS"), "{:?}", robot.texts());
    steps_on(&mut robot, 4);
    assert!(sees(&mut robot, "Nhập 1 dòng"));
}

#[test]
fn a_file_with_a_whole_register_comes_in_as_one_step_and_again_changes_nothing() {
    let (other, unit) = office();
    other.member(unit, "Lê An", "19/05/2010");
    let tables = other.done(|database, _| whole::dump(database));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sổ.xlsx");
    std::fs::write(&path, write::whole(&tables).unwrap()).unwrap();
    let mut robot = Desk::robot(Office::on("20/11/2026"), None);
    let before = last(&robot);
    with_file(&mut robot, &path);
    assert!(sees(&mut robot, "Tệp này chứa toàn bộ một sổ"), "{:?}", robot.texts());
    assert_eq!(last(&robot), before, "trying it wrote nothing");
    assert!(robot.state.names().is_empty());
    steps_on(&mut robot, 1);
    assert_eq!(robot.state.names(), ["Lê An"]);
    assert_eq!(last(&robot), before + 1);
    robot.press("Escape");
    with_file(&mut robot, &path);
    assert!(sees(&mut robot, "sẽ thêm 0 dòng, thay đổi 0 dòng"), "{:?}", robot.texts());
    robot.press("Ctrl+S");
    assert_eq!(last(&robot), before + 1, "nothing to do");
    robot.press("Escape");
    let task = robot.state.undo();
    robot.run(task);
    assert!(robot.state.names().is_empty());
}
