//! Lists that have a name, worked by a robot over a real register: what is shown gets a name, is
//! shown again under it, printed, written into files, renamed and taken away.

use crate::desk::Desk;
use crate::people::Office;
use crate::support::robot::Robot;
use so_chi_bo::domain::id::UnitId;
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::exchange::reader;
use so_chi_bo::print::Block;
use so_chi_bo::services::columns::MemberColumn;
use so_chi_bo::services::directory::Filter;
use so_chi_bo::services::lists::{self, SavedList};
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::{Progress, history};
use so_chi_bo::ui::screen::members::Message;

type Person = Robot<Desk, Message>;

fn add(office: &Office, unit: UnitId, name: &str, sex: Sex, born: &str) {
    let form = MemberForm {
        name: name.to_owned(),
        sex: Some(sex),
        born_on: born.to_owned(),
        admission_decided_on: "03/02/2010".to_owned(),
        official_on: "03/02/2011".to_owned(),
        ..MemberForm::default()
    };
    let new = NewMember { form, unit: Some(unit), since: String::new() };
    office.done(move |database, author| members::add(database, &new, author));
}

/// Two cells; three members in the first, one in the second.
fn office() -> (Office, UnitId, UnitId) {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ xã", "1990");
    let one = office.unit(Some(top), UnitKind::Cell, "Chi bộ Một", "1990");
    let two = office.unit(Some(top), UnitKind::Cell, "Chi bộ Hai", "1990");
    add(&office, one, "Trần Văn Bình", Sex::Male, "05/03/1975");
    add(&office, one, "Nguyễn Thị Ánh", Sex::Female, "01/02/1988");
    add(&office, one, "Lê Thị Chi", Sex::Female, "09/08/1960");
    add(&office, two, "Phạm Thị Dung", Sex::Female, "01/01/1970");
    (office, one, two)
}

/// The women of the first cell, the youngest first.
fn women(unit: UnitId) -> SavedList {
    SavedList {
        name: "Nữ Chi bộ Một".to_owned(),
        filter: Filter { unit: Some(unit), sex: Some(Sex::Female), ..Filter::default() },
        columns: vec![MemberColumn::Name, MemberColumn::Born],
        sort: vec![(MemberColumn::Born, true)],
    }
}

fn words(robot: &mut Person) -> Vec<String> {
    robot.texts().into_iter().map(|seen| seen.text).collect()
}

fn sees(robot: &mut Person, part: &str) -> bool {
    words(robot).iter().any(|text| text.contains(part))
}

/// Those of the office that can be seen, from above to below.
fn shown(robot: &mut Person) -> Vec<String> {
    let names = ["Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Thị Chi", "Phạm Thị Dung"];
    words(robot).into_iter().filter(|text| names.contains(&text.as_str())).collect()
}

fn stored(robot: &Person) -> Vec<SavedList> {
    robot.state.context.db.wait(lists::all).unwrap()
}

fn focus(robot: &mut Person, id: &str) {
    robot.run(so_chi_bo::ui::widget::focus_on(id.to_owned()));
    assert!(robot.is_focused(id), "{id}");
}

#[test]
fn what_is_shown_gets_a_name_from_the_keyboard_and_comes_back_under_it() {
    let (office, one, _) = office();
    let mut robot = Desk::robot(office, Some(one));
    robot.press("Ctrl+Shift+F");
    robot.type_text("thi");
    assert_eq!(shown(&mut robot), ["Nguyễn Thị Ánh", "Lê Thị Chi"]);
    robot.press("Ctrl+Shift+L");
    assert!(robot.is_focused("members-lists-name"));
    robot.type_text("Chị em");
    robot.press("Enter");
    assert!(sees(&mut robot, "Chị em"), "the dialog lists it");
    let list = stored(&robot).remove(0);
    assert_eq!((list.name.as_str(), list.filter.search.as_str()), ("Chị em", "thi"));
    assert_eq!(list.filter.unit, Some(one));
    assert_eq!(list.columns, MemberColumn::DEFAULT);
    assert_eq!(list.sort, [(MemberColumn::Name, false)]);
    focus(&mut robot, "members-lists-usual");
    robot.press("Space");
    assert_eq!(shown(&mut robot).len(), 3, "everybody of the cell again");
    robot.press("Ctrl+Shift+L");
    focus(&mut robot, "members-lists-open-Chị em");
    robot.press("Space");
    assert_eq!(shown(&mut robot), ["Nguyễn Thị Ánh", "Lê Thị Chi"]);
    assert!(robot.is_focused("members-grid"));
}

#[test]
fn a_list_brings_its_unit_its_columns_and_its_order() {
    let (office, one, two) = office();
    let list = women(one);
    office.done(move |database, author| lists::save(database, &list, author));
    let mut robot = Desk::robot(office, Some(two));
    assert_eq!(shown(&mut robot), ["Phạm Thị Dung"]);
    robot.press("Ctrl+Shift+L");
    focus(&mut robot, "members-lists-open-Nữ Chi bộ Một");
    robot.press("Space");
    assert_eq!(robot.state.context.unit, Some(one));
    assert_eq!(shown(&mut robot), ["Nguyễn Thị Ánh", "Lê Thị Chi"], "the youngest first");
    assert!(!sees(&mut robot, "Quê quán"), "only its columns");
    let palette: Vec<String> = {
        let keys = robot.state.members.keys(&robot.state.context);
        keys.iter().map(|bind| bind.words().to_owned()).collect()
    };
    assert!(palette.contains(&"Mở danh sách “Nữ Chi bộ Một”".to_owned()), "{palette:?}");
    assert!(palette.contains(&"In danh sách “Nữ Chi bộ Một”".to_owned()));
}

#[test]
fn a_list_gets_another_name_and_is_taken_away_and_comes_back() {
    let (office, one, _) = office();
    for name in ["A", "B"] {
        let list = SavedList { name: name.to_owned(), ..women(one) };
        office.done(move |database, author| lists::save(database, &list, author));
    }
    let mut robot = Desk::robot(office, Some(one));
    robot.press("Ctrl+Shift+L");
    focus(&mut robot, "members-lists-rename-A");
    robot.press("Space");
    robot.type_text("B");
    robot.press("Enter");
    let names = |robot: &Person| stored(robot).into_iter().map(|list| list.name).collect::<Vec<_>>();
    assert_eq!(names(&robot), ["A", "B"], "the name is taken");
    robot.press("Ctrl+A");
    robot.type_text("C");
    robot.press("Escape");
    assert!(sees(&mut robot, "Nhấn Esc lần nữa để bỏ"), "asked before the name is lost");
    robot.press("Enter");
    assert_eq!(names(&robot), ["B", "C"]);
    focus(&mut robot, "members-lists-remove-B");
    robot.press("Space");
    assert_eq!(names(&robot), ["C"]);
    assert_eq!(robot.state.committed, 2);
    let task = robot.state.undo();
    robot.run(task);
    assert_eq!(names(&robot), ["B", "C"]);
    let last = robot.state.context.db.wait(history::last_sequence).unwrap();
    assert!(last >= 6, "each is an operation of the journal");
}

#[test]
fn a_list_is_printed_and_written_whatever_is_shown() {
    let (office, one, two) = office();
    let list = women(one);
    office.done(move |database, author| lists::save(database, &list, author));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nữ.csv");
    let mut robot = Desk::robot(office, Some(two));
    robot.press("Ctrl+Shift+R");
    robot.click("In danh sách “Nữ Chi bộ Một”");
    robot.wait_for(|desk| !desk.printed.is_empty());
    let (name, document) = robot.state.printed.pop().expect("it is printed");
    assert_eq!(name, "Danh sách đảng viên - Nữ Chi bộ Một.pdf");
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let printed = format!("{:?}", table.expect("a table"));
    assert!(printed.contains("Nguyễn Thị Ánh") && printed.contains("Lê Thị Chi"));
    assert!(!printed.contains("Phạm Thị Dung") && !printed.contains("Quê quán"));
    robot.press("Ctrl+E");
    robot.press("Ctrl+A");
    robot.type_text(path.to_str().unwrap());
    focus(&mut robot, "members-export-who");
    robot.press("Down");
    robot.run(so_chi_bo::ui::widget::focus_on("members-export-path"));
    robot.press("Enter");
    robot.wait_for(|desk| !desk.notices.is_empty());
    let source = reader::open(&path).unwrap();
    let sheet = source.read(&source.sheets[0], &Progress::default()).unwrap();
    let cells: Vec<Vec<&str>> =
        sheet.rows.iter().map(|row| row.cells().map(|cell| cell.text).collect()).collect();
    assert_eq!(
        cells,
        [["Họ và tên", "Ngày sinh"], ["Nguyễn Thị Ánh", "01/02/1988"], ["Lê Thị Chi", "09/08/1960"]]
    );
}

#[test]
fn the_whole_register_and_the_4_0_workbook_go_out_of_the_window() {
    let (office, one, _) = office();
    let folder = tempfile::tempdir().unwrap();
    let mut robot = Desk::robot(office, Some(one));
    for (steps, file, sheets) in [
        (1, "bon.xlsx", vec!["DANG_VIEN", "QUOCGIA", "TINH", "DANTOC", "TONGIAO"]),
        (2, "so.xlsx", vec!["SO_CHI_BO", "setting"]),
    ] {
        let path = folder.path().join(file);
        robot.press("Ctrl+E");
        robot.press("Ctrl+A");
        robot.type_text(path.to_str().unwrap());
        focus(&mut robot, "members-export-layout");
        for _ in 0..steps {
            robot.press("Down");
        }
        robot.run(so_chi_bo::ui::widget::focus_on("members-export-path"));
        robot.press("Enter");
        robot.wait_for(|desk| desk.notices.len() == steps);
        let source = reader::open(&path).unwrap();
        assert_eq!(source.sheets[..sheets.len()], sheets);
    }
}

#[test]
fn a_long_name_of_a_list_hides_nothing_of_what_the_list_is() {
    let (office, one, _) = office();
    let name = "Đảng viên nữ trên năm mươi tuổi của Chi bộ Một được đề nghị bồi dưỡng trong năm 2026";
    let saved = SavedList { name: name.to_owned(), ..women(one) };
    office.done(move |database, author| lists::save(database, &saved, author));
    let mut robot = Desk::robot(office, Some(one));
    robot.press("Ctrl+Shift+L");
    robot.wait_for_text("bồi dưỡng trong năm 2026");
    let heights = |robot: &mut Person, part: &str| {
        let seen = robot.texts().into_iter().find(|seen| seen.text.contains(part));
        seen.unwrap_or_else(|| panic!("{part}")).bounds.height
    };
    let caption = heights(&mut robot, "2 cột");
    let shown_line = heights(&mut robot, "15 cột");
    assert!((caption - shown_line).abs() < 1.0, "{caption} of {shown_line}: cut off below");
}
