//! The wizard that takes a spreadsheet in, worked by a robot over a real register, and the list
//! written out again. What reached the register is asserted in its file.

use std::path::{Path, PathBuf};

use crate::desk::Desk;
use crate::people::Office;
use crate::support::robot::Robot;
use so_chi_bo::domain::id::UnitId;
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::exchange::reader;
use so_chi_bo::services::Progress;
use so_chi_bo::services::history;
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
}

#[test]
fn a_list_in_tcvn3_comes_in_by_five_steps_from_the_keyboard() {
    let (office, unit) = office();
    let mut robot = Desk::robot(office, Some(unit));
    let before = last(&robot);
    robot.press("Ctrl+I");
    robot.type_text(fixture("tcvn3.xlsx").to_str().unwrap());
    robot.press("Enter");
    assert!(sees(&mut robot, "Danh sách"), "the sheet is named");
    robot.press("Ctrl+S");
    assert!(sees(&mut robot, "Nguyễn Thị Hồng Thắm"), "the preview is decoded");
    robot.press("Ctrl+S");
    assert!(sees(&mut robot, "B. Họ và tên"));
    robot.press("Ctrl+S");
    assert!(sees(&mut robot, "TCVN3"));
    robot.press("Ctrl+S");
    assert!(NAMES.iter().all(|name| sees(&mut robot, name)));
    assert!(sees(&mut robot, "Nhập 6 dòng"));
    assert_eq!(last(&robot), before, "nothing is written before the last step");
    robot.press("Ctrl+S");
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
    for _ in 0..4 {
        robot.press("Ctrl+S");
    }
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
    for _ in 0..4 {
        robot.press("Ctrl+S");
    }
    assert!(sees(&mut robot, "Không nhận"));
    focus(&mut robot, "import-rows");
    robot.press("Down");
    focus(&mut robot, "import-cells");
    for key in ["Down", "Down", "Right"] {
        robot.press(key);
    }
    robot.type_text("25/12/1990");
    robot.press("Enter");
    assert!(sees(&mut robot, "Nhập 1 dòng"), "{:?}", robot.texts());
    robot.press("Ctrl+S");
    assert_eq!(robot.state.names(), ["Lê An"]);
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
    let source = reader::open(&path).unwrap();
    let sheet = source.read(&source.sheets[0], &Progress::default()).unwrap();
    assert_eq!(sheet.rows.len(), 3, "a header and the two of the unit");
    assert_eq!((sheet.rows[0].cell(0).text, sheet.rows[1].cell(0).text), ("Họ và tên", "Lê An"));
    assert_eq!(robot.state.notices.len(), 1);
}
