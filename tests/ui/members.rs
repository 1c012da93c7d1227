//! The members tab, worked by a robot over a real register: keyboard alone, Vietnamese input,
//! finding, sorting, filtering, saving with conflicts, leaving, locking. What was entered is
//! asserted in the register's file, through the services.

use crate::desk::Desk;
use crate::people::{Office, day};
use crate::support::robot::Robot;
use iced::keyboard;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, Sex, Sphere, Status};
use so_chi_bo::domain::rating::{DisciplineKind, Subject};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::print::Block;
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::ratings::{self, DecisionForm};
use so_chi_bo::ui::screen::members::{Members, Message};

type Person = Robot<Desk, Message>;

/// The words that can be seen.
fn seen(robot: &mut Person) -> Vec<String> {
    robot.texts().into_iter().map(|seen| seen.text).collect()
}

fn is_seen(robot: &mut Person, part: &str) -> bool {
    seen(robot).iter().any(|text| text.contains(part))
}

/// Those of `names` that can be seen, from above to below.
fn listed(robot: &mut Person, names: &[&str]) -> Vec<String> {
    seen(robot).into_iter().filter(|text| names.contains(&text.as_str())).collect()
}

fn office() -> (Office, UnitId) {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Văn phòng", "1990");
    (office, cell)
}

fn add(office: &Office, unit: UnitId, form: MemberForm) -> MemberId {
    let new = NewMember { form, unit: Some(unit), since: String::new() };
    office.done(move |database, author| members::add(database, &new, author)).value.value
}

fn person(name: &str, sex: Sex, born: &str) -> MemberForm {
    MemberForm {
        name: name.to_owned(),
        sex: Some(sex),
        born_on: born.to_owned(),
        admission_decided_on: "03/02/2010".to_owned(),
        official_on: "03/02/2011".to_owned(),
        ..MemberForm::default()
    }
}

const FOUR: [&str; 4] = ["Trần Văn Bình", "Nguyễn Thị Ánh", "Thạch Sa Rây", "Lê Đức Ân"];

/// Four members, of whom two are women, one of the Khmer, one with a religion.
fn four() -> (Office, UnitId) {
    let (office, cell) = office();
    let mut binh = person("Trần Văn Bình", Sex::Male, "05/03/1975");
    binh.texts.card_number = "084075001234".to_owned();
    binh.texts.home_town = "Càng Long".to_owned();
    add(&office, cell, binh);
    let mut anh = person("Nguyễn Thị Ánh", Sex::Female, "1988");
    anh.religion = "Phật giáo".to_owned();
    anh.texts.home_town = "Ba Tri".to_owned();
    add(&office, cell, anh);
    let mut ray = person("Thạch Sa Rây", Sex::Female, "12/1999");
    ray.ethnicity = "Khmer".to_owned();
    ray.official_on = String::new();
    ray.admission_decided_on = "19/05/2026".to_owned();
    add(&office, cell, ray);
    add(&office, cell, person("Lê Đức Ân", Sex::Male, "02/09/1960"));
    (office, cell)
}

fn tab(robot: &mut Person, times: usize) {
    for _ in 0..times {
        robot.press("Tab");
    }
}

// ---- adding

#[test]
fn a_member_is_added_by_keyboard_alone_with_a_name_typed_in_telex() {
    let (office, cell) = office();
    let mut robot = Desk::robot(office, Some(cell));
    robot.press("Ctrl+N");
    assert!(robot.is_focused("member-Name"));
    robot.unikey(&["N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyên", "Nguyễn"]);
    robot.type_text(" ");
    robot.unikey(&["T", "Th", "Thu", "Thuy", "Thúy"]);
    robot.type_text(" ");
    robot.unikey(&["D", "Đ", "Đu", "Đuo", "Đươ", "Đươn", "Đương", "Đường"]);
    tab(&mut robot, 1);
    robot.type_text("N");
    robot.press("Down");
    tab(&mut robot, 1);
    robot.type_text("5/3/1999");
    tab(&mut robot, 2);
    robot.type_text("19.5.2025");
    robot.press("Ctrl+S");
    let all = seen(&mut robot);
    assert_eq!(robot.state.committed, 1, "{all:?}");
    let record = robot.state.record("Nguyễn Thúy Đường");
    assert_eq!(record.fields.sex, Sex::Female);
    assert_eq!(record.fields.born_on.to_iso(), "1999-03-05");
    assert_eq!(record.fields.admission_decided_on.to_iso(), "2025-05-19");
    assert_eq!(record.fields.ethnicity, "Kinh");
    assert_eq!(record.fields.admission_unit, Some(cell), "counts as this cell's admission");
    assert_eq!(record.unit(), Some(cell));
    assert_eq!(record.status().unwrap().from_on, day("19/05/2025"));
    // The record stays open, is clean, and leads back to the list without a question.
    robot.press("Escape");
    assert!(robot.text_visible("Nguyễn Thúy Đường"));
    assert!(robot.is_focused("members-grid"));
}

#[test]
fn what_is_missing_is_told_beside_the_fields_and_the_first_one_takes_the_focus() {
    let (office, cell) = office();
    let mut robot = Desk::robot(office, Some(cell));
    robot.press("Ctrl+N");
    robot.type_text("R2D2");
    tab(&mut robot, 1);
    let is_told = |robot: &mut Person| is_seen(robot, "ký tự không dùng trong tên");
    assert!(is_told(&mut robot), "on leaving the field: {:?}", seen(&mut robot));
    assert!(!is_seen(&mut robot, "Chưa có nội dung"), "not before its field was left");
    robot.press("Shift+Tab");
    robot.type_text("Lê Na");
    assert!(!is_told(&mut robot), "gone once it is right");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0);
    assert!(robot.is_focused("member-Sex"));
    assert!(is_seen(&mut robot, "Chưa có nội dung"));
    robot.press("Down");
    tab(&mut robot, 1);
    robot.type_text("31/02/1980");
    robot.press("Ctrl+S");
    assert!(robot.is_focused("member-BornOn"));
    assert!(is_seen(&mut robot, "Không có ngày này trong lịch"));
    assert!(robot.state.names().is_empty());
}

#[test]
fn a_warning_is_shown_and_does_not_block() {
    let (office, cell) = office();
    let id = add(&office, cell, person("Lê Na", Sex::Female, "1980"));
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Na");
    while !robot.is_focused("member-PersonalId") {
        robot.press("Tab");
    }
    robot.type_text("084075001234");
    tab(&mut robot, 1);
    assert!(is_seen(&mut robot, "Không khớp với giới tính hoặc năm sinh"));
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1);
    let kept = robot.state.office.done(move |database, _| members::record(database, id));
    assert_eq!(kept.fields.texts.personal_id.as_deref(), Some("084075001234"));
}

#[test]
fn a_number_that_another_has_is_refused_beside_its_field() {
    let (office, cell) = four();
    add(&office, cell, person("Lê Na", Sex::Female, "1980"));
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Na");
    while !robot.is_focused("member-CardNumber") {
        robot.press("Tab");
    }
    robot.type_text("084 075 001 234");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0);
    assert!(is_seen(&mut robot, "Đã có ở “Trần Văn Bình”"));
    assert!(robot.is_focused("member-CardNumber"));
    robot.press("Ctrl+A");
    robot.type_text("084080001235");
    robot.press("Ctrl+S");
    let all = seen(&mut robot);
    assert_eq!(robot.state.committed, 1, "{all:?}");
}

#[test]
fn ten_thousand_letters_and_emoji_are_refused_and_harm_nothing() {
    let (office, cell) = office();
    add(&office, cell, person("Lê Na", Sex::Female, "1980"));
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+Shift+F");
    robot.packet("'; DROP TABLE member; --");
    assert!(is_seen(&mut robot, "Không tìm thấy đảng viên nào"));
    robot.press("Ctrl+Shift+B");
    open(&mut robot, "Lê Na");
    robot.packet(&"👍".repeat(10_000));
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0);
    assert!(robot.is_focused("member-Name"));
    robot.press("Escape");
    robot.press("Ctrl+D");
    assert_eq!(robot.state.names(), ["Lê Na"]);
    assert!(robot.text_visible("Lê Na"));
}

// ---- the list

fn open(robot: &mut Person, name: &str) {
    robot.press("Ctrl+Shift+F");
    robot.type_text(name);
    robot.press("Enter");
    robot.press("Enter");
    assert!(robot.is_focused("member-Name"), "{:?}", seen(robot));
}

#[test]
fn searching_finds_while_typing_without_accents_and_by_number() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    assert_eq!(listed(&mut robot, &FOUR), ["Nguyễn Thị Ánh", "Lê Đức Ân", "Trần Văn Bình", "Thạch Sa Rây"]);
    robot.press("Ctrl+Shift+F");
    robot.type_text("le du");
    assert_eq!(listed(&mut robot, &FOUR), ["Lê Đức Ân"]);
    robot.press("Ctrl+Shift+F");
    robot.type_text("084.075");
    assert_eq!(listed(&mut robot, &FOUR), ["Trần Văn Bình"]);
    robot.press("Ctrl+A");
    robot.packet("không ai");
    assert!(listed(&mut robot, &FOUR).is_empty());
    assert!(robot.text_visible("Không tìm thấy đảng viên nào"));
    robot.click("Bỏ tìm kiếm và bộ lọc");
    assert_eq!(listed(&mut robot, &FOUR).len(), 4);
}

#[test]
fn finding_goes_from_cell_to_cell_and_hides_nobody() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+F");
    assert!(robot.is_focused("members-find"));
    for (typed, verdict) in
        [("tran", "1 / 1"), ("084.075", "1 / 1"), ("khmer", "1 / 1"), ("0", "1 / 6"), ("đức", "1 / 1")]
    {
        robot.press("Ctrl+A");
        robot.type_text(typed);
        assert!(robot.text_visible(verdict), "{typed}");
        assert_eq!(listed(&mut robot, &FOUR).len(), 4, "{typed}");
    }
    robot.press("Ctrl+A");
    robot.type_text("Kinh");
    // Sorting leaves who is found where they now are.
    robot.press("Escape");
    assert!(robot.is_focused("members-grid"));
    robot.click("Họ và tên");
    assert_eq!(listed(&mut robot, &FOUR), ["Thạch Sa Rây", "Trần Văn Bình", "Lê Đức Ân", "Nguyễn Thị Ánh"]);
    robot.press("Ctrl+Home");
    robot.press("F3");
    robot.burst(&["Shift+F3", "F3", "F3"]);
    robot.type_text("Hoa");
    robot.press("Enter");
    let kinh: Vec<String> = FOUR.map(|name| robot.state.record(name).fields.ethnicity.clone()).into();
    assert_eq!(kinh, ["Kinh", "Kinh", "Khmer", "Hoa"], "a burst of F3 goes as many steps");
}

#[test]
fn filters_narrow_the_list_and_its_figures() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+Shift+F");
    while robot.focused_text().as_deref() != Some("Trong danh sách") {
        robot.press("Tab");
    }
    tab(&mut robot, 1);
    robot.type_text("N");
    robot.type_text("N");
    assert_eq!(listed(&mut robot, &FOUR), ["Nguyễn Thị Ánh", "Thạch Sa Rây"]);
    assert!(robot.text_visible("Bỏ lọc (1)"));
    tab(&mut robot, 1);
    robot.type_text("D");
    assert_eq!(listed(&mut robot, &FOUR), ["Thạch Sa Rây"]);
    assert!(robot.text_visible("Bỏ lọc (2)"));
    robot.press("Ctrl+Shift+B");
    assert_eq!(listed(&mut robot, &FOUR).len(), 4);
    assert!(robot.text_visible("Bỏ lọc (0)"));
}

#[test]
fn a_click_on_a_header_sorts_and_a_second_one_turns_the_order() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None).sized(1366.0, 768.0);
    robot.click("Ngày sinh");
    assert_eq!(listed(&mut robot, &FOUR), ["Lê Đức Ân", "Trần Văn Bình", "Nguyễn Thị Ánh", "Thạch Sa Rây"]);
    robot.click("Ngày sinh");
    assert_eq!(listed(&mut robot, &FOUR), ["Thạch Sa Rây", "Nguyễn Thị Ánh", "Trần Văn Bình", "Lê Đức Ân"]);
    // A column that only the disk knows; those without it come last.
    robot.click("Quê quán");
    let two = ["Nguyễn Thị Ánh", "Trần Văn Bình"];
    assert_eq!(listed(&mut robot, &FOUR)[..2], two);
}

#[test]
fn several_columns_sort_together_wherever_they_are_kept_and_blanks_come_last() {
    let (office, cell) = four();
    let mut one = person("Võ Thị Út", Sex::Female, "01/01/1950");
    one.texts.home_town = "Càng Long".to_owned();
    add(&office, cell, one);
    const FIVE: [&str; 5] = ["Trần Văn Bình", "Nguyễn Thị Ánh", "Thạch Sa Rây", "Lê Đức Ân", "Võ Thị Út"];
    let shift = |held| iced::Event::Keyboard(keyboard::Event::ModifiersChanged(held));
    let mut robot = Desk::robot(office, None).sized(1366.0, 768.0);
    robot.click("Quê quán");
    robot.feed(&[shift(keyboard::Modifiers::SHIFT)]);
    robot.click("Ngày sinh");
    robot.feed(&[shift(keyboard::Modifiers::empty())]);
    // Ba Tri; Càng Long, the older first; those without a home town, the older first.
    let up = ["Nguyễn Thị Ánh", "Võ Thị Út", "Trần Văn Bình", "Lê Đức Ân", "Thạch Sa Rây"];
    assert_eq!(listed(&mut robot, &FIVE), up);
    robot.feed(&[shift(keyboard::Modifiers::SHIFT)]);
    robot.click("Quê quán");
    robot.feed(&[shift(keyboard::Modifiers::empty())]);
    let down = ["Võ Thị Út", "Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Đức Ân", "Thạch Sa Rây"];
    assert_eq!(listed(&mut robot, &FIVE), down, "those without one are last in either direction");
}

#[test]
fn columns_moved_and_hidden_on_the_grid_are_those_of_the_settings() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None).sized(1366.0, 768.0);
    let keys = |robot: &Person| -> Vec<String> {
        let kept = robot.state.context.settings.columns["members"].iter();
        kept.filter(|column| !column.is_hidden).map(|column| column.key.clone()).collect()
    };
    robot.click("Trần Văn Bình");
    robot.burst(&["Alt+Shift+Right", "Alt+Shift+Right"]);
    assert_eq!(keys(&robot)[..3], ["sex", "born", "name"]);
    assert!(robot.place_of("Trần Văn Bình").x > robot.place_of("05/03/1975").x, "the cells went along");
    let at = robot.place_of("Ngày sinh").center();
    robot.move_to(at);
    robot.feed(&[iced::Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right))]);
    robot.click("Ẩn cột này");
    assert_eq!(keys(&robot)[..2], ["sex", "name"]);
    assert!(!robot.text_visible("Ngày sinh"));
    let at = robot.place_of("Họ và tên").center();
    robot.move_to(at);
    robot.feed(&[iced::Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right))]);
    robot.click("Hiện cột đang ẩn (25)…");
    robot.click("Ngày sinh");
    assert_eq!(keys(&robot)[..3], ["sex", "born", "name"], "it is back where it was");
    let at = robot.place_of("Nguyễn Thị Ánh").center();
    robot.move_to(at);
    robot.feed(&[iced::Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right))]);
    let at = robot.texts().into_iter().rfind(|seen| seen.text == "Mở hồ sơ").expect("an item of the menu");
    robot.click_at(at.bounds.center());
    assert!(robot.is_focused("member-Name"), "the menu opens the record");
}

#[test]
fn columns_are_chosen_put_in_order_and_remembered() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+K");
    assert!(robot.text_visible("Chọn cột của danh sách"));
    while !robot.is_focused("column-later-name") {
        robot.press("Tab");
    }
    robot.press("Enter");
    robot.press("Enter");
    assert!(robot.is_focused("column-later-name"), "it goes along");
    while !robot.is_focused("column-tick-born") {
        robot.press("Shift+Tab");
    }
    robot.press("Space");
    robot.press("Ctrl+S");
    let kept = robot.state.context.settings.columns["members"].iter();
    let keys: Vec<_> = kept.filter(|column| !column.is_hidden).map(|column| column.key.clone()).collect();
    assert_eq!(keys[..3], ["sex", "name", "ethnicity"]);
    assert!(!keys.contains(&"born".to_owned()));
    assert!(!robot.text_visible("05/03/1975"));
    let context = robot.state.context.clone();
    let (members, task) = Members::new(&context);
    robot.state.members = members;
    robot.run(task);
    assert!(!robot.text_visible("05/03/1975"), "the next window has the same columns");
}

#[test]
fn the_list_is_of_the_chosen_unit_and_what_is_below_it() {
    let office = Office::on("20/11/2026");
    let base = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ Sở", "1990");
    let one = office.unit(Some(base), UnitKind::Cell, "Chi bộ 1", "1990");
    let two = office.unit(Some(base), UnitKind::Cell, "Chi bộ 2", "1990");
    office.member(one, "Lê Na", "01/01/2010");
    office.member(two, "Lý Tú", "01/01/2010");
    let mut robot = Desk::robot(office, Some(base));
    assert_eq!(listed(&mut robot, &["Lê Na", "Lý Tú"]).len(), 2);
    robot.state.context.unit = Some(two);
    let task = robot.state.tell(None);
    robot.run(task);
    assert_eq!(listed(&mut robot, &["Lê Na", "Lý Tú"]), ["Lý Tú"]);
}

#[test]
fn an_empty_list_says_what_to_do() {
    let mut robot = Desk::robot(Office::on("20/11/2026"), None);
    assert!(robot.text_visible("Chưa có chi bộ nào"));
    let (office, _) = office();
    let mut robot = Desk::robot(office, None);
    assert!(robot.text_visible("Chưa có đảng viên"));
    robot.press("Ctrl+N");
    assert!(robot.is_focused("member-Name"));
}

// ---- the record

#[test]
fn leaving_with_something_typed_asks_once() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Đức Ân");
    robot.press("Escape");
    assert!(!robot.text_visible("Danh sách"), "nothing was typed, nothing is asked");
    robot.press("Ctrl+Shift+B");
    open(&mut robot, "Lê Đức Ân");
    robot.type_text("Lê Đức Ẩn");
    robot.press("Escape");
    assert!(is_seen(&mut robot, "Lưu trước khi rời khỏi?"));
    assert!(is_seen(&mut robot, "Hồ sơ của Lê Đức Ân: Họ và tên khai sinh"), "what would be lost");
    robot.press("Escape");
    assert!(robot.text_visible("Lê Đức Ẩn") && robot.state.members.is_dirty(), "stayed");
    robot.press("Escape");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1);
    assert!(!robot.state.members.is_dirty());
    assert!(robot.is_focused("members-grid"), "saved and left");
    assert!(robot.state.names().contains(&"Lê Đức Ẩn".to_owned()));
}

#[test]
fn what_another_changed_meanwhile_is_not_overwritten() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Đức Ân");
    let id = robot.state.id("Lê Đức Ân");
    let mut form = MemberForm::from(&robot.state.record("Lê Đức Ân").fields);
    form.texts.phone = "0294 3123456".to_owned();
    robot.state.office.done(move |database, author| members::edit(database, id, &form, None, author));
    robot.type_text("Lê Đức Ẩn");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0);
    assert!(is_seen(&mut robot, "vừa được thay đổi sau khi mở"));
    robot.click("Lấy nội dung mới, giữ phần tôi đã sửa");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1);
    let kept = robot.state.record("Lê Đức Ẩn").fields;
    assert!(kept.texts.phone.is_some(), "both changes are there");
}

#[test]
fn a_change_of_status_takes_effect_with_its_decision() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Đức Ân");
    robot.press("F6");
    robot.press("Ctrl+S");
    assert!(is_seen(&mut robot, "Chưa có nội dung"));
    robot.type_text("t");
    tab(&mut robot, 1);
    robot.type_text("01/10/2026");
    tab(&mut robot, 1);
    robot.type_text("12-TB/CB");
    tab(&mut robot, 1);
    robot.type_text("bệnh hiểm nghèo");
    robot.press("Ctrl+S");
    let all = seen(&mut robot);
    assert_eq!(robot.state.committed, 1, "{all:?}");
    let record = robot.state.record("Lê Đức Ân");
    let status = record.status().unwrap();
    assert_eq!((status.status, status.from_on), (Status::Died, day("01/10/2026")));
    assert_eq!(status.decision.as_deref(), Some("12-TB/CB"));
    assert_eq!(status.reason.as_deref(), Some("bệnh hiểm nghèo"));
    assert_eq!(record.unit(), None);
    robot.press("Escape");
    robot.press("Ctrl+Shift+B");
    assert_eq!(listed(&mut robot, &FOUR).len(), 3);
}

#[test]
fn a_member_moves_to_another_cell_and_gets_a_post() {
    let (office, cell) = four();
    let other = office.unit(None, UnitKind::BaseCell, "Chi bộ Kế toán", "1990");
    let mut robot = Desk::robot(office, Some(cell));
    open(&mut robot, "Lê Đức Ân");
    robot.press("F8");
    tab(&mut robot, 1);
    robot.type_text("Bí thư chi bộ");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.record("Lê Đức Ân").posts[0].fields.title, "Bí thư chi bộ");
    assert_eq!(robot.state.record("Lê Đức Ân").posts[0].fields.sphere, Sphere::Party);
    robot.press("F7");
    robot.type_text("ke toan");
    robot.press("Ctrl+S");
    let all = seen(&mut robot);
    assert_eq!(robot.state.committed, 2, "{all:?}");
    assert_eq!(robot.state.record("Lê Đức Ân").unit(), Some(other));
    robot.press("Escape");
    robot.press("Ctrl+Shift+B");
    assert_eq!(listed(&mut robot, &FOUR).len(), 3, "gone from this cell's list");
}

#[test]
fn discipline_is_entered_and_closed_in_the_record() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Đức Ân");
    robot.press("F9");
    assert!(is_seen(&mut robot, "Hình thức kỷ luật"));
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0, "form and day are needed");
    assert!(is_seen(&mut robot, "Chưa có nội dung"));
    robot.type_text("c");
    tab(&mut robot, 1);
    robot.type_text("5/5/2026");
    tab(&mut robot, 1);
    robot.type_text("7-QĐ/UBKT");
    robot.press("Ctrl+S");
    let all = seen(&mut robot);
    assert_eq!(robot.state.committed, 1, "{all:?}");
    let discipline = robot.state.record("Lê Đức Ân").discipline;
    let fields = &discipline[0].fields;
    assert_eq!((fields.form, fields.decided_on), (DisciplineKind::Warning, day("05/05/2026")));
    assert_eq!((fields.decision.as_deref(), fields.ended_on), (Some("7-QĐ/UBKT"), None));
    let task = robot.state.undo();
    robot.run(task);
    assert!(robot.state.record("Lê Đức Ân").discipline.is_empty());
}

#[test]
fn a_status_dated_back_into_a_decided_year_is_told_before_it_is_saved() {
    let (office, cell) = four();
    let form = DecisionForm {
        decision: "15-QĐ/ĐU".to_owned(),
        on: "15/01/2026".to_owned(),
        unit: Some(cell),
        ..DecisionForm::default()
    };
    office.done(move |database, author| ratings::decide(database, 2025, Subject::Member, &form, author));
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Đức Ân");
    robot.press("F6");
    robot.type_text("t");
    tab(&mut robot, 1);
    robot.type_text("01/12/2025");
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 0, "told first");
    assert!(is_seen(&mut robot, "31/12/2025 của năm đã chốt"), "{:?}", seen(&mut robot));
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1, "and saved when it is wanted");
    let status = robot.state.record("Lê Đức Ân");
    assert_eq!(status.status().unwrap().from_on, day("01/12/2025"));
}

#[test]
fn a_lock_drops_the_records_and_keeps_the_draft() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    open(&mut robot, "Lê Đức Ân");
    robot.type_text("Lê Đức Ẩn");
    robot.state.members.forget();
    assert!(robot.state.members.is_dirty());
    let held = format!("{:?}", robot.state.members);
    for secret in ["Trần Văn Bình", "Thạch Sa Rây", "Lê Đức Ân", "084075001234", "Chi bộ Văn phòng"]
    {
        assert!(!held.contains(secret), "{secret} is still in memory");
    }
    assert!(held.contains("Lê Đức Ẩn"));
    let task = robot.state.tell(None);
    robot.run(task);
    assert!(robot.text_visible("Lê Đức Ẩn"));
    robot.press("Ctrl+S");
    assert_eq!(robot.state.committed, 1);
    robot.state.members.forget();
    assert!(!robot.state.members.is_dirty());
    assert!(!format!("{:?}", robot.state.members).contains("Lê Đức Ẩn"));
}

#[test]
fn the_list_is_printed_as_it_is_shown() {
    let (office, _) = four();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+Shift+F");
    robot.type_text("an");
    robot.press("Ctrl+P");
    robot.wait_for(|desk| !desk.printed.is_empty());
    let (name, document) = robot.state.printed[0].clone();
    assert_eq!(name, "Danh sách đảng viên.pdf");
    let Block::Table(table) = &document.blocks[0] else { panic!("{document:?}") };
    assert_eq!(table.rows.len(), 3, "those found, and the totals: {table:?}");
    assert!(robot.state.notices.is_empty());
}

#[test]
fn a_record_takes_dates_and_numbers_as_people_write_them() {
    let (office, unit) = four();
    let mut robot = Desk::robot(office, Some(unit)).sized(1366.0, 768.0);
    open(&mut robot, "Thạch Sa Rây");
    while !robot.is_focused("member-BornOn") {
        robot.press("Tab");
    }
    robot.type_text("5-3-75");
    assert!(is_seen(&mut robot, "1975"), "what two digits mean is said");
    while !robot.is_focused("member-PersonalId") {
        robot.press("Tab");
    }
    robot.clipboard.0 = Some("084 175.000 123".to_owned());
    robot.press("Ctrl+v");
    robot.press("Tab");
    assert!(robot.text_visible("05/03/1975") && robot.text_visible("084 175 000 123"));
    if let Ok(folder) = std::env::var("PICTURES") {
        robot.press("Shift+Tab");
        robot.type_text("0841");
        robot.press("Tab");
        robot.screenshot(format!("{folder}/record.ppm"));
    }
}
