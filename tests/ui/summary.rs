//! The summary tab, worked by keyboard on a real register.

use crate::support::bench::{Clerk, cell, clerk, lock_and_unlock, member, organisation, sees, tab_to};
use chrono::Datelike;
use so_chi_bo::domain::quota::TermForm;
use so_chi_bo::domain::rating::{Level, Rating, Subject};
use so_chi_bo::services::quotas;
use so_chi_bo::services::ratings::{self, summary};
use so_chi_bo::services::{Author, Database, Result, history};

const TAB: &str = "Ctrl+5";

/// An organisation of two cells with three members, two of them rated in 2024.
fn office(database: &mut Database, author: &Author) -> Result<()> {
    let units = organisation(database, author, &["Chi bộ Văn phòng", "Chi bộ Bệnh viện"])?;
    let people = [
        (units[1], "Nguyễn Văn An", Some(Level::Excellent)),
        (units[1], "Trần Thị Bích", Some(Level::Good)),
        (units[2], "Lê Văn Cường", None),
    ];
    let mut ratings = Vec::new();
    for (unit, name, level) in people {
        let id = member(database, author, unit, name)?;
        ratings.extend(level.map(|level| (id, Some(Rating::Level(level)))));
    }
    ratings::rate_members(database, 2024, &ratings, author)?;
    Ok(())
}

/// A clerk on the table of 2024.
fn clerk_in_2024() -> Clerk {
    let mut clerk = clerk(TAB, office);
    go_to_year(&mut clerk, "2024");
    clerk
}

fn go_to_year(clerk: &mut Clerk, year: &str) {
    clerk.press("Ctrl+g");
    clerk.press("Ctrl+a");
    clerk.type_text(year);
    tab_to(clerk, "summary-grid");
}

#[test]
fn a_figure_opens_the_names_behind_it() {
    let mut clerk = clerk_in_2024();
    assert!(clerk.is_focused("summary-grid"));
    assert!(clerk.text_visible("Chi bộ Văn phòng") && clerk.text_visible("50,00"));
    // Cells, then: members, rated, excellent.
    for key in ["Right", "Right", "Right", "Enter"] {
        clerk.press(key);
    }
    assert!(clerk.text_visible("Chi bộ Văn phòng: Hoàn thành xuất sắc nhiệm vụ"));
    assert!(clerk.text_visible("Nguyễn Văn An"));
    assert!(!clerk.text_visible("Trần Thị Bích"), "she is good");
    clerk.press("Escape");
    assert!(clerk.is_focused("summary-grid"));
    // The sum, and those of whom nothing is said.
    for key in ["End", "Ctrl+Right", "Enter"] {
        clerk.press(key);
    }
    assert!(
        clerk.text_visible("Tổng cộng: Chưa xếp loại") && clerk.text_visible("Lê Văn Cường"),
        "{:?}",
        clerk.texts()
    );
}

#[test]
fn a_unit_and_a_year_open_their_own_tables() {
    let mut clerk = clerk_in_2024();
    clerk.press("Enter");
    assert_eq!(clerk.state.desk.context().unit, Some(clerk.state.unit("01.01")));
    assert!(!clerk.text_visible("Chi bộ Bệnh viện"));
    clerk.press("Alt+Backspace");
    assert_eq!(clerk.state.desk.context().unit, Some(clerk.state.unit("01")));
    assert!(clerk.text_visible("Chi bộ Bệnh viện"));
    clerk.press("F6");
    assert!(clerk.is_focused("summary-grid"));
    assert!(clerk.text_visible("2024") && !clerk.text_visible("Chi bộ Bệnh viện"), "by years");
    clerk.press("Enter");
    assert!(clerk.text_visible("Chi bộ Bệnh viện"), "the units of that year");
    clerk.press("F4");
    assert!(clerk.text_visible("Số tổ chức"), "units are counted");
    clerk.press("Ctrl+PageUp");
    assert!(clerk.text_visible("2023"));
}

#[test]
fn what_follows_from_ratings_is_listed_with_its_rules_and_leads_to_the_member() {
    let mut clerk = clerk_in_2024().sized(1366.0, 768.0);
    clerk.burst(&["F6", "F6"]);
    assert!(clerk.is_focused("summary-grid"));
    assert!(clerk.text_visible("Hoàn thành xuất sắc nhiệm vụ năm 2024"));
    assert!(clerk.text_visible("Hoàn thành xuất sắc nhiệm vụ 5 năm liền"));
    assert!(sees(&mut clerk, "Mục 19, 06-HD/TW 9/6/2025"), "the source of the rule");
    assert!(sees(&mut clerk, "Chưa đối chiếu: Điều 8.1, 294-QĐ/TW 26/5/2025"));
    assert!(sees(&mut clerk, "Không có trường hợp nào"), "nobody five years running");
    assert!(sees(&mut clerk, "Nguyễn Văn An") && !sees(&mut clerk, "Trần Thị Bích"));
    clerk.press("Ctrl+Shift+c");
    assert!(clerk.clipboard.0.as_ref().is_some_and(|text| text.contains("Nguyễn Văn An\tChi bộ Văn phòng")));
    clerk.burst(&["Down", "Down", "Down", "Enter"]);
    assert!(clerk.is_focused("member-Name"), "the record of who stands there: {:?}", clerk.texts());
    assert!(sees(&mut clerk, "Nguyễn Văn An"));
    // Units have rules of their own.
    clerk.press("Ctrl+5");
    clerk.press("F4");
    assert!(sees(&mut clerk, "Tổ chức đảng, theo từng quy định"));
    assert!(!sees(&mut clerk, "Nguyễn Văn An"));
    // What is being typed in another record stays open.
    clerk.press("Ctrl+2");
    clerk.type_text("x");
    clerk.press("Ctrl+5");
    clerk.press("F4");
    clerk.press("Ctrl+Home");
    clerk.burst(&["Down", "Down", "Down", "Enter"]);
    let is_said = |(_, words): &(_, String)| words.contains("còn nội dung chưa lưu");
    assert!(clerk.state.notices.iter().any(is_said), "{:?}", clerk.state.notices);
}

#[test]
fn totals_of_an_old_year_are_typed_in_and_taken_back() {
    let mut clerk = clerk(TAB, office);
    go_to_year(&mut clerk, "2016");
    clerk.press("End");
    clerk.press("F7");
    assert!(clerk.text_visible("Số tổng xếp loại đảng viên năm 2016"));
    assert!(clerk.is_focused("count-0"));
    for count in ["597", "4373", "89", "9"] {
        clerk.type_text(count);
        clerk.press("Tab");
    }
    assert!(clerk.text_visible("Cộng được xếp loại: 5.068"));
    clerk.type_text("x");
    clerk.press("Enter");
    assert!(clerk.is_focused("count-4"), "what is wrong has the focus");
    clerk.press("Backspace");
    clerk.press("Enter");
    assert!(!clerk.text_visible("Cộng được xếp loại: 5.068"), "the dialog is gone");
    let unit = clerk.state.unit("01");
    let stored = move |database: &mut Database| summary::totals_of(database, unit, 2016, Subject::Member);
    assert_eq!(clerk.state.ask(stored).totals.len(), 4);
    assert!(clerk.text_visible("86,29"));
    clerk.press("Ctrl+z");
    assert!(clerk.state.ask(stored).totals.is_empty());
    assert!(!clerk.text_visible("86,29"));
}

#[test]
fn typed_totals_are_not_lost_by_leaving() {
    let mut clerk = clerk_in_2024();
    clerk.press("F7");
    clerk.type_text("12");
    clerk.press("Escape");
    assert!(clerk.is_focused("count-0"), "asked before it is thrown away");
    assert!(clerk.state.desk.is_dirty());
    assert_eq!(clerk.state.desk.unsaved(false), ["Nhập số tổng"]);
    lock_and_unlock(&mut clerk);
    assert!(clerk.text_visible("Chi bộ Văn phòng"), "the unit's name is back");
    clerk.press("Escape");
    clerk.press("Escape");
    assert!(!clerk.state.desk.is_dirty());
}

#[test]
fn a_target_is_set_judged_and_removed() {
    let mut clerk = clerk_in_2024();
    clerk.press("F8");
    assert!(clerk.is_focused("target-measure"));
    tab_to(&mut clerk, "target-percent");
    clerk.type_text("120");
    clerk.press("Enter");
    assert!(clerk.is_focused("target-percent"), "more than a hundred");
    clerk.press("Ctrl+a");
    clerk.type_text("90");
    clerk.press("Enter");
    assert!(sees(&mut clerk, "2021-2025: HTT trở lên ≥ 90,00%"), "it is listed");
    clerk.press("Escape");
    assert!(clerk.is_focused("summary-grid"));
    let unit = clerk.state.unit("01");
    let targets = move |database: &mut Database| summary::targets(database, Some(unit));
    assert_eq!(clerk.state.ask(targets).len(), 1);
    clerk.press("Ctrl+Right");
    assert!(clerk.text_visible("100,00: đạt"), "{:?}", clerk.texts());
    clerk.press("F8");
    clerk.press("Shift+Tab");
    clerk.press("Enter");
    clerk.click("Bỏ chỉ tiêu");
    assert!(clerk.state.ask(targets).is_empty());
}

#[test]
fn the_years_of_a_term_are_shown_when_it_is_chosen() {
    let mut clerk = clerk_in_2024();
    let unit = clerk.state.unit("01");
    let form = TermForm {
        from_year: "2021".to_owned(),
        to_year: "2025".to_owned(),
        resolution_target: "10".to_owned(),
        ..TermForm::default()
    };
    clerk.state.ask(move |database| quotas::set_term(database, unit, &form, &Author::here()));
    clerk.press("F6");
    assert!(clerk.text_visible("2024") && !clerk.text_visible("2022"), "the years with figures");
    tab_to(&mut clerk, "summary-term");
    clerk.press("Down");
    assert!(clerk.text_visible("2022") && clerk.text_visible("2023"), "{:?}", clerk.texts());
    assert!(clerk.is_focused("summary-term"));
    clerk.press("Up");
    assert!(!clerk.text_visible("2022"));
}

#[test]
fn a_printed_table_is_pasted_and_its_wrong_figures_are_named() {
    let mut clerk = clerk_in_2024();
    clerk.burst(&["F6", "F6", "F6"]);
    assert!(clerk.is_focused("compare-sheet"));
    let members = include_str!("../fixtures/printed/members.txt");
    clerk.clipboard.0 = Some(members.to_owned());
    clerk.press("Ctrl+v");
    assert!(clerk.text_visible("Đã kiểm tra 12 tỷ lệ: 7 đúng; có 5 số không khớp."));
    assert!(clerk.text_visible("86,29") && sees(&mut clerk, "Hai chữ số bị đảo chỗ"));
    // Enter on a finding goes to its cell, where it is mended.
    tab_to(&mut clerk, "compare-findings");
    clerk.press("Enter");
    assert!(clerk.is_focused("compare-sheet"));
    clerk.type_text("86,29");
    clerk.press("Enter");
    assert!(clerk.text_visible("Đã kiểm tra 12 tỷ lệ: 8 đúng; có 4 số không khớp."));
    clerk.press("Ctrl+Shift+c");
    let copied = clerk.clipboard.0.clone().unwrap();
    assert_eq!(copied.lines().count(), 6, "{copied}");
    clerk.press("Ctrl+p");
    assert_eq!(clerk.state.printed[0].0, "doi-chieu-bang-so-lieu.pdf");
    // Plain text with strokes is spread over the columns.
    clerk.press("Ctrl+a");
    clerk.press("Delete");
    assert!(sees(&mut clerk, "Dán hoặc gõ một bảng đã in"));
    clerk.press("Ctrl+Home");
    clerk.clipboard.0 = Some(include_str!("../fixtures/printed/units.txt").to_owned());
    clerk.press("Ctrl+v");
    assert!(clerk.text_visible("Đã kiểm tra 15 tỷ lệ: 9 đúng; có 6 số không khớp."));
    assert!(!clerk.state.has_complained());
    assert!(!clerk.state.desk.is_dirty(), "nothing of it belongs to the register");
}

#[test]
fn tables_are_copied_and_printed() {
    let mut clerk = clerk_in_2024();
    clerk.press("Ctrl+Shift+c");
    let copied = clerk.clipboard.0.clone().unwrap();
    assert!(
        copied.starts_with("Tổ chức đảng\t") && copied.contains("Tổng cộng\t3\t2\t1\t50,00\t1\t50,00"),
        "{copied}"
    );
    clerk.press("Ctrl+p");
    clerk.press("F6");
    clerk.press("Ctrl+p");
    let names: Vec<&str> = clerk.state.printed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["tong-hop-xep-loai-dang-vien-2024.pdf", "tong-hop-xep-loai-dang-vien-2024.pdf"]);
}

#[test]
fn years_are_narrowed_and_empty_ones_of_a_term_stand_there() {
    let mut clerk = clerk_in_2024();
    clerk.press("F6");
    clerk.press("Ctrl+g");
    clerk.type_text("2021");
    clerk.press("Tab");
    clerk.type_text("2025");
    tab_to(&mut clerk, "summary-grid");
    for year in ["2021", "2022", "2023", "2024", "2025", "Tổng (lượt)"] {
        assert!(clerk.text_visible(year), "{year}");
    }
    assert!(!clerk.text_visible("2020"));
    // One rated year makes no chart; a second one does.
    clerk.press("F9");
    assert!(clerk.text_visible("Tổng (lượt)"));
    let unit = clerk.state.unit("01");
    clerk.state.ask(move |database| {
        let totals = [(Some(Level::Good), "7".to_owned())];
        summary::set_totals(database, unit, (2022, Subject::Member), &totals, &Author::here())
    });
    clerk.burst(&["F6", "F6", "F6", "F6"]);
    assert!(!clerk.text_visible("Chi bộ Văn phòng"));
    clerk.press("F9");
    assert!(sees(&mut clerk, "Tỷ lệ các mức xếp loại đảng viên"), "the chart: {:?}", clerk.texts());
    assert!(clerk.text_visible("2022 (*)") && !clerk.text_visible("Tổng (lượt)"));
    clerk.press("F9");
    assert!(clerk.text_visible("Tổng (lượt)"));
}

#[test]
fn rows_come_to_a_hundred_at_a_tick_and_undo_takes_it_back() {
    let mut clerk = clerk_in_2024();
    let rounding = |clerk: &Clerk| clerk.state.ask(summary::rounding);
    let before = rounding(&clerk);
    tab_to(&mut clerk, "summary-hundred");
    clerk.press("Space");
    assert_ne!(rounding(&clerk), before);
    assert!(sees(&mut clerk, "cộng lại đủ 100,00"));
    clerk.press("Ctrl+z");
    assert_eq!(rounding(&clerk), before);
    assert!(clerk.state.ask(history::last_sequence) > 0);
}

#[test]
fn a_unit_is_found_without_accents() {
    let mut clerk = clerk_in_2024();
    clerk.press("Ctrl+f");
    clerk.type_text("benh vien");
    assert!(clerk.text_visible("1 / 1"));
    clerk.press("Escape");
    clerk.press("Enter");
    assert_eq!(clerk.state.desk.context().unit, Some(clerk.state.unit("01.02")));
}

#[test]
fn empty_registers_say_what_to_do() {
    let mut clerk = clerk(TAB, |_, _| Ok(()));
    assert!(sees(&mut clerk, "Chưa có tổ chức đảng nào"));
    clerk.press("F7");
    clerk.press("F8");
    clerk.press("Enter");
    clerk.burst(&["F6", "F6", "F6"]);
    assert!(sees(&mut clerk, "Dán hoặc gõ một bảng đã in"), "comparing needs no units");
    assert!(!clerk.state.has_complained());

    let mut without_ratings =
        crate::support::bench::clerk(TAB, |database, author| cell(database, author).map(|_| ()));
    assert!(without_ratings.text_visible("Chi bộ Văn phòng"));
    assert!(without_ratings.text_visible(&Author::here().today.year().to_string()));
    without_ratings.press("F6");
    assert!(sees(&mut without_ratings, "Chưa có kết quả xếp loại năm nào"));
}
