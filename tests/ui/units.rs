//! The units tab, worked by keyboard on a real register.

use crate::support::bench::{Clerk, clerk, lock_and_unlock, tab_to};
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::rating::{DisciplineKind, Who};
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::{Author, Database, Result, ratings, units};
use so_chi_bo::store::Committed;

const TAB: &str = "Ctrl+1";

fn form(kind: UnitKind, code: &str, name: &str) -> UnitForm {
    UnitForm { kind: Some(kind), code: code.to_owned(), name: name.to_owned(), ..UnitForm::default() }
}

fn member(database: &mut Database, author: &Author, unit: so_chi_bo::domain::id::UnitId) -> Result<()> {
    let form = MemberForm {
        name: "Nguyễn Thị Hồng".to_owned(),
        sex: Some(Sex::Female),
        born_on: "02/09/1970".to_owned(),
        admission_decided_on: "03/02/2000".to_owned(),
        admitted_on: "03/02/2000".to_owned(),
        ..MemberForm::default()
    };
    let new = NewMember { form, unit: Some(unit), since: String::new() };
    members::add(database, &new, author).map(drop)
}

/// A committee with one organisation of two cells, the first with a member.
fn office(database: &mut Database, author: &Author) -> Result<()> {
    let add = |database: &mut Database, parent, form: &UnitForm| -> Result<_> {
        units::add(database, parent, form, author).map(|added: Committed<_>| added.value)
    };
    let top = add(database, None, &form(UnitKind::Committee, "ĐK", "Đảng ủy Khối"))?;
    let base = add(database, Some(top), &form(UnitKind::BaseOrganisation, "ĐK.01", "Đảng bộ Sở Y tế"))?;
    let first = add(database, Some(base), &form(UnitKind::Cell, "ĐK.01.01", "Chi bộ Đường Hòa"))?;
    add(database, Some(base), &form(UnitKind::Cell, "ĐK.01.02", "Chi bộ Văn phòng"))?;
    member(database, author, first)
}

fn nothing(_: &mut Database, _: &Author) -> Result<()> {
    Ok(())
}

fn names(clerk: &Clerk) -> Vec<String> {
    clerk.state.tree().nodes().iter().map(|node| node.unit.fields.name.clone()).collect()
}

#[test]
fn the_first_cell_takes_a_key_a_name_and_enter() {
    let mut clerk = clerk(TAB, nothing);
    clerk.press("Ctrl+n");
    assert!(clerk.is_focused("unit-name"), "the name is what one begins with");
    clerk.type_text("Chi bộ Trường Tiểu học Ẩn Ngữ");
    clerk.press("Enter");
    let tree = clerk.state.tree();
    let unit = &tree.nodes()[0].unit;
    assert_eq!(unit.fields.name, "Chi bộ Trường Tiểu học Ẩn Ngữ");
    assert_eq!((unit.fields.kind, unit.fields.code.as_str()), (UnitKind::BaseCell, "01"));
    assert!(clerk.is_focused("units-grid"), "the list is ready for the next key");
    assert!(clerk.text_visible("Chi bộ Trường Tiểu học Ẩn Ngữ"));
    assert!(clerk.state.desk.next_undo().is_some(), "it can be undone");
}

#[test]
fn a_committee_and_below_it_what_may_stand_there() {
    let mut clerk = clerk(TAB, nothing);
    clerk.press("Ctrl+Shift+n");
    clerk.type_text("Đảng ủy Khối");
    clerk.press("Enter");
    clerk.press("Ctrl+n");
    clerk.type_text("Chi bộ Bưu điện");
    clerk.press("Enter");
    let tree = clerk.state.tree();
    assert_eq!(tree.nodes()[0].unit.fields.kind, UnitKind::Committee);
    let below = &tree.nodes()[1];
    assert_eq!((below.depth, below.unit.fields.kind), (1, UnitKind::BaseCell));
    assert_eq!(below.unit.fields.code, "01.01");
    // Nothing may stand below a cell: the next one becomes its sibling.
    clerk.press("Ctrl+n");
    clerk.type_text("Chi bộ Kho bạc");
    clerk.press("Enter");
    let tree = clerk.state.tree();
    assert_eq!((tree.nodes()[2].depth, tree.nodes()[2].unit.fields.code.as_str()), (1, "01.02"));
}

#[test]
fn wrong_input_is_told_beside_its_field_and_nothing_is_lost() {
    let mut clerk = clerk(TAB, office);
    let before = names(&clerk);
    clerk.press("Down");
    clerk.press("F2");
    tab_to(&mut clerk, "unit-code");
    clerk.type_text("ĐK");
    tab_to(&mut clerk, "unit-founded");
    clerk.type_text("31/02/1990");
    clerk.press("Enter");
    let texts: Vec<String> = clerk.texts().into_iter().map(|seen| seen.text).collect();
    assert!(texts.iter().any(|text| text == "31/02/1990"), "what was typed is still there");
    assert!(texts.iter().any(|text| text.starts_with("Không có ngày này")), "{texts:?}");
    clerk.press("Ctrl+a");
    clerk.type_text("15/02/1990");
    clerk.press("Enter");
    let says_who = clerk
        .texts()
        .iter()
        .any(|seen| seen.text.starts_with("Đã có ở") && seen.text.contains("Đảng ủy Khối"));
    assert!(says_who, "the code is taken, and by whom is said");
    assert_eq!(names(&clerk), before);
    tab_to(&mut clerk, "unit-code");
    clerk.type_text("ĐK.07");
    clerk.press("Enter");
    let tree = clerk.state.tree();
    let founded = tree.by_code("ĐK.07").and_then(|node| node.unit.fields.founded_on);
    assert_eq!(founded.map(|day| day.to_string()).as_deref(), Some("15/02/1990"));
    assert!(clerk.is_focused("units-grid"));
}

#[test]
fn names_beyond_all_measure_or_without_a_letter_are_refused_in_words() {
    let mut clerk = clerk(TAB, nothing);
    let cases = [
        ("Đ".repeat(10_000), "Dài quá 200 ký tự"),
        ("👍🎉".to_owned(), "Có ký tự không dùng trong tên"),
        ("  \u{200b} ".to_owned(), "Chưa có nội dung"),
    ];
    for (name, sentence) in cases {
        clerk.press("Ctrl+n");
        clerk.clipboard.0 = Some(name.clone());
        clerk.press("Ctrl+v");
        clerk.press("Enter");
        assert!(clerk.is_focused("unit-name"), "the dialog stays");
        let said = clerk.texts().iter().any(|seen| seen.text.starts_with(sentence));
        assert!(said, "a sentence for {:?}", name.chars().take(3).collect::<String>());
        clerk.press("Escape");
        clerk.press("Escape");
        assert!(clerk.text_visible("Lập chi bộ"), "the empty state is back");
    }
    assert!(clerk.state.tree().nodes().is_empty());
    assert!(!clerk.state.has_complained(), "problems stand beside their field, not in a corner");
}

#[test]
fn escape_asks_before_it_drops_what_was_typed() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Ctrl+n");
    clerk.type_text("Chi bộ mới");
    clerk.press("Escape");
    assert!(clerk.text_visible("Chi bộ mới"), "the first Escape only asks");
    assert!(clerk.state.desk.is_dirty());
    clerk.press("Escape");
    assert!(!clerk.state.desk.is_dirty());
    clerk.press("Ctrl+n");
    clerk.press("Escape");
    assert!(clerk.is_focused("units-grid"), "with nothing typed one Escape is enough");
}

#[test]
fn a_draft_survives_the_lock() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Ctrl+n");
    clerk.type_text("Chi bộ đang gõ dở");
    lock_and_unlock(&mut clerk);
    assert!(clerk.text_visible("Chi bộ đang gõ dở"));
    clerk.press("Enter");
    assert!(names(&clerk).contains(&"Chi bộ đang gõ dở".to_owned()));
}

#[test]
fn a_cell_with_members_closes_only_with_a_destination() {
    let mut clerk = clerk(TAB, office);
    let cell = clerk.state.unit("ĐK.01.01");
    for _ in 0..2 {
        clerk.press("Down");
    }
    clerk.press("F8");
    clerk.press("Enter");
    assert!(clerk.state.tree().node(cell).is_some_and(|node| node.unit.closed_on.is_none()));
    assert!(clerk.text_visible("Chi bộ tiếp nhận đảng viên"), "the dialog stays");
    tab_to(&mut clerk, "unit-destination");
    clerk.type_text("van phong");
    clerk.press("Escape");
    clerk.press("Enter");
    let tree = clerk.state.tree();
    let closed = tree.node(cell).expect("nothing is ever deleted");
    assert!(closed.unit.closed_on.is_some());
    assert_eq!(closed.own_members, 0);
    assert_eq!(tree.by_code("ĐK.01.02").map(|node| node.own_members), Some(1));
    // Few closed units are shown without being asked for; hidden, the one with the mark is acted on.
    assert!(clerk.text_visible("Mở lại"));
    clerk.press("Ctrl+h");
    assert!(!clerk.text_visible("Mở lại"));
    clerk.press("Ctrl+h");
    clerk.press("Down");
    assert!(clerk.text_visible("Mở lại"));
    clerk.press("F8");
    let reopened = clerk.state.tree().node(cell).is_some_and(|node| node.unit.closed_on.is_none());
    assert!(reopened, "F8 on a closed unit opens it again");
}

#[test]
fn a_unit_that_is_hidden_when_it_closes_leaves_the_mark_and_the_panel_to_its_parent() {
    let mut clerk = clerk(TAB, office);
    let cell = clerk.state.unit("ĐK.01.02");
    clerk.press("Ctrl+h");
    clerk.click("Chi bộ Văn phòng");
    clerk.press("F8");
    if clerk.text_visible("Chi bộ tiếp nhận đảng viên") {
        tab_to(&mut clerk, "unit-destination");
        clerk.type_text("đường hòa");
        clerk.press("Escape");
    }
    clerk.press("Enter");
    assert!(clerk.state.tree().node(cell).is_some_and(|node| node.unit.closed_on.is_some()));
    assert!(!clerk.text_visible("Mở lại"), "the panel is not about what can't be seen");
}

#[test]
fn a_destination_that_is_no_cell_of_the_register_is_refused() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Down");
    clerk.press("Down");
    clerk.press("F8");
    tab_to(&mut clerk, "unit-destination");
    clerk.type_text("Chi bộ nào đó");
    clerk.press("Enter");
    assert!(clerk.text_visible("Không có trong sổ."));
    assert!(clerk.state.tree().nodes().iter().all(|node| node.unit.closed_on.is_none()));
}

#[test]
fn units_go_up_and_down_and_below_another_one() {
    let mut clerk = clerk(TAB, office);
    for _ in 0..2 {
        clerk.press("Down");
    }
    clerk.press("Alt+Down");
    assert_eq!(names(&clerk)[2..], ["Chi bộ Văn phòng", "Chi bộ Đường Hòa"]);
    // The cursor went with the unit.
    clerk.press("Alt+Up");
    assert_eq!(names(&clerk)[2..], ["Chi bộ Đường Hòa", "Chi bộ Văn phòng"]);
    // A cell at the top is moved below the organisation by its code.
    clerk.press("F6");
    clerk.press("Backspace");
    clerk.press("Escape");
    clerk.press("Enter");
    assert_eq!(clerk.state.tree().by_code("ĐK.01.01").map(|node| node.depth), Some(0));
    clerk.press("F6");
    clerk.type_text("so y te");
    clerk.press("Enter");
    clerk.press("Enter");
    assert_eq!(clerk.state.tree().by_code("ĐK.01.01").map(|node| node.depth), Some(2));
}

#[test]
fn a_search_unfolds_the_way_to_what_it_finds() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Left");
    assert!(!clerk.text_visible("Đảng bộ Sở Y tế"), "the committee is folded");
    clerk.press("Ctrl+f");
    clerk.type_text("duong hoa");
    assert!(clerk.text_visible("1 / 1 (tiếp: F3)"), "it is found");
    clerk.press("Escape");
    assert!(clerk.is_focused("units-grid"));
    clerk.press("F2");
    assert!(clerk.is_focused("unit-name"));
    assert_eq!(clerk.focused_text().as_deref(), Some("Chi bộ Đường Hòa"));
    clerk.press("Escape");
    clerk.press("Ctrl+f");
    clerk.type_text("không có tổ chức này");
    assert!(clerk.text_visible("Không thấy tổ chức nào."));
}

#[test]
fn the_search_goes_on_in_both_ways() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Ctrl+f");
    clerk.type_text("chi bo");
    let place = |clerk: &mut Clerk| {
        let label = clerk.texts().into_iter().find(|seen| seen.text.ends_with("(tiếp: F3)"));
        label.map(|seen| seen.text.split(' ').take(3).collect::<String>()).unwrap_or_default()
    };
    let first = place(&mut clerk);
    clerk.press("F3");
    let second = place(&mut clerk);
    assert!(first.starts_with("1/") && second.starts_with("2/"), "{first} {second}");
    clerk.press("Shift+F3");
    assert_eq!(place(&mut clerk), first);
    clerk.press("Shift+F3");
    let last = place(&mut clerk);
    let (at, count) = last.split_once('/').expect("a place among them");
    assert_eq!(at, count, "around the end");
}

#[test]
fn the_window_is_narrowed_to_the_selected_unit_and_widened_again() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Down");
    clerk.press("F4");
    assert_eq!(clerk.state.desk.context().unit, Some(clerk.state.unit("ĐK.01")));
    clerk.press("F4");
    assert_eq!(clerk.state.desk.context().unit, None);
}

#[test]
fn a_wrong_date_is_told_when_its_field_is_left_and_first_gets_the_focus_on_saving() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Down");
    clerk.press("F2");
    tab_to(&mut clerk, "unit-founded");
    clerk.type_text("31/2/90");
    let told =
        |clerk: &mut Clerk| clerk.texts().iter().any(|seen| seen.text.starts_with("Không có ngày này"));
    assert!(!told(&mut clerk), "not while it is being typed");
    clerk.press("Tab");
    assert!(told(&mut clerk));
    clerk.press("Enter");
    assert!(clerk.is_focused("unit-founded"), "{:?}", clerk.focused());
    clerk.press("Ctrl+a");
    clerk.type_text("28/2/90");
    assert!(!told(&mut clerk), "it goes when it is mended");
    clerk.press("Enter");
    let founded = clerk.state.tree().nodes()[1].unit.fields.founded_on;
    assert_eq!(founded.map(|date| date.to_string()).as_deref(), Some("28/02/1990"));
}

#[test]
fn discipline_of_an_organisation_is_entered_changed_and_taken_back() {
    let mut clerk = clerk(TAB, office);
    clerk.press("Down");
    let unit = clerk.state.unit("ĐK.01");
    let known = |clerk: &Clerk| clerk.state.ask(move |db| ratings::discipline_of(db, Who::Unit(unit)));
    clerk.press("F9");
    assert!(clerk.is_focused("unit-discipline-form"), "{:?}", clerk.texts());
    assert!(clerk.text_visible("Chưa ghi kỷ luật nào."));
    clerk.type_text("k");
    clerk.press("Tab");
    clerk.type_text("5/5/2026");
    clerk.press("Tab");
    clerk.type_text("9-QĐ/UBKT");
    clerk.press("Enter");
    let saved = known(&clerk);
    assert_eq!(saved.len(), 1, "{:?}", clerk.texts());
    assert_eq!(saved[0].fields.form, DisciplineKind::Reprimand);
    assert_eq!(saved[0].fields.decision.as_deref(), Some("9-QĐ/UBKT"));
    assert!(clerk.is_focused("units-grid"));
    // It stands above the form, and is written over from there: here with the day of its end.
    clerk.press("F9");
    assert!(clerk.text_visible("Khiển trách, 05/05/2026"));
    clerk.click("Sửa");
    tab_to(&mut clerk, "unit-discipline-ended");
    clerk.type_text("04/05/2026");
    clerk.press("Enter");
    assert_eq!(known(&clerk)[0].fields.ended_on, None, "no end before the decision");
    clerk.press("Ctrl+a");
    clerk.type_text("05/05/2027");
    clerk.press("Escape");
    assert!(clerk.is_focused("unit-discipline-ended"), "asked before what was typed goes");
    clerk.press("Ctrl+a");
    clerk.type_text("01/11/2026");
    clerk.press("Enter");
    let ended = known(&clerk);
    assert_eq!((ended.len(), ended[0].fields.ended_on.is_some()), (1, true));
    clerk.press("Ctrl+z");
    clerk.press("Ctrl+z");
    assert!(known(&clerk).is_empty());
}
