//! The quotas tab, worked by keyboard on a real register.

mod support;

use iced::{Point, mouse};
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::services::quotas::{self, QuotaSheet};
use so_chi_bo::services::{Author, Database, Result, history, units};
use so_chi_bo::ui::desk::Message;
use support::bench::{Clerk, clerk, lock_and_unlock, tab_to};

const TAB: &str = "Ctrl+4";
const YEAR: i32 = 2024;

/// An organisation of three cells, with targets of 10, 4 and 3 in 2024.
fn office(database: &mut Database, author: &Author) -> Result<()> {
    let mut add = |parent, kind, code: &str, name: &str| {
        let form = UnitForm {
            kind: Some(kind),
            code: code.to_owned(),
            name: name.to_owned(),
            ..UnitForm::default()
        };
        units::add(database, parent, &form, author).map(|added| added.value)
    };
    let top = add(None, UnitKind::BaseOrganisation, "01", "Đảng bộ Sở Y tế")?;
    let first = add(Some(top), UnitKind::Cell, "01.01", "Chi bộ Văn phòng")?;
    let second = add(Some(top), UnitKind::Cell, "01.02", "Chi bộ Bệnh viện")?;
    add(Some(top), UnitKind::Cell, "01.03", "Chi bộ Trạm xá")?;
    for (unit, target) in [(top, "10"), (first, "4"), (second, "3")] {
        quotas::set_target(database, unit, YEAR, target, author)?;
    }
    Ok(())
}

/// A clerk on the sheet of 2024.
fn clerk_in_2024() -> Clerk {
    let mut clerk = clerk(TAB, office);
    clerk.press("Ctrl+g");
    clerk.type_text("2024");
    tab_to(&mut clerk, "quotas-grid");
    clerk
}

fn sheet(clerk: &Clerk, year: i32) -> QuotaSheet {
    clerk.state.ask(move |database| quotas::sheet(database, year, None))
}

fn targets(clerk: &Clerk, year: i32) -> Vec<Option<i64>> {
    sheet(clerk, year).rows.iter().map(|row| row.result.target).collect()
}

/// How many steps are in the journal.
fn entries(clerk: &Clerk) -> i64 {
    clerk.state.ask(history::last_sequence)
}

fn sees(clerk: &mut Clerk, part: &str) -> bool {
    clerk.texts().iter().any(|seen| seen.text.contains(part))
}

#[test]
fn targets_are_typed_down_the_grid() {
    let mut clerk = clerk_in_2024();
    for target in ["12", "5", "4", "2"] {
        clerk.type_text(target);
        clerk.press("Enter");
    }
    assert_eq!(targets(&clerk, YEAR), [Some(12), Some(5), Some(4), Some(2)]);
    assert!(!clerk.state.desk.is_dirty());
    assert!(sees(&mut clerk, "chỉ tiêu 12"), "the sum of the year follows");
}

#[test]
fn a_unit_is_found_without_accents_and_f3_goes_on() {
    let mut clerk = clerk_in_2024();
    clerk.press("Ctrl+f");
    assert!(clerk.is_focused("quotas-find"));
    clerk.type_text("chi bo");
    assert!(clerk.text_visible("1 / 3"));
    clerk.press("F3");
    assert!(clerk.text_visible("2 / 3"));
    clerk.press("Shift+Enter");
    clerk.press("Shift+F3");
    assert!(clerk.text_visible("3 / 3"), "around the end");
    clerk.burst(&["Enter", "Enter", "Enter"]);
    assert!(clerk.text_visible("3 / 3"));
    clerk.press("Escape");
    assert!(clerk.is_focused("quotas-grid"));
    assert!(!clerk.text_visible("3 / 3"));
    clerk.type_text("7");
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR)[3], Some(7), "the cursor is on what was found last");
    clerk.press("F3");
    assert!(!clerk.is_focused("quotas-find"), "F3 goes on without the bar");
    clerk.type_text("8");
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR)[1], Some(8));
}

#[test]
fn widths_and_hidden_columns_are_kept_in_the_settings() {
    let mut clerk = clerk_in_2024();
    let at = clerk.place_of("Cấp dưới");
    clerk.move_to(Point::new(at.x + at.width, at.center_y()));
    clerk.button(true);
    clerk.move_to(Point::new(at.x + at.width + 40.0, at.center_y()));
    clerk.button(false);
    clerk.move_to(at.center());
    clerk.feed(&[iced::Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right))]);
    clerk.click("Ẩn cột này");
    assert!(!clerk.text_visible("Cấp dưới"));
    let kept = clerk.state.desk.context().settings.columns["quotas"].clone();
    let keys: Vec<&str> = kept.iter().map(|column| column.key.as_str()).collect();
    assert_eq!(keys, ["unit", "target", "admitted", "percent", "below", "difference"]);
    assert!(kept[4].is_hidden && f32::from(kept[4].width) == at.width + 40.0, "{:?}", kept[4]);
}

#[test]
fn keys_faster_than_the_program_land_on_their_rows() {
    let mut clerk = clerk_in_2024();
    clerk.burst(&["1", "5", "Enter", "6", "Enter", "7", "Enter", "2", "Enter"]);
    assert_eq!(targets(&clerk, YEAR), [Some(15), Some(6), Some(7), Some(2)]);
}

#[test]
fn wrong_input_is_kept_and_said_in_words() {
    let mut clerk = clerk_in_2024();
    clerk.type_text("12a");
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR)[0], Some(10), "nothing wrong is saved");
    assert!(sees(&mut clerk, "Đảng bộ Sở Y tế, năm 2024:"), "whose target is wrong is said");
    assert!(clerk.text_visible("12a"), "what was typed stays");
    assert!(clerk.state.desk.is_dirty());
    // Going on is possible meanwhile.
    clerk.type_text("5");
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR)[1], Some(5));
    for key in ["Up", "Up", "F2", "Backspace", "Enter"] {
        clerk.press(key);
    }
    assert_eq!(targets(&clerk, YEAR)[0], Some(12));
    assert!(!sees(&mut clerk, "Đảng bộ Sở Y tế, năm 2024:"));
    assert!(!clerk.state.desk.is_dirty());
    assert!(!clerk.state.has_complained());
}

#[test]
fn a_number_beyond_all_measure_is_refused() {
    let mut clerk = clerk_in_2024();
    clerk.type_text(&"9".repeat(200));
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR)[0], Some(10));
    assert!(clerk.state.desk.is_dirty(), "it is kept");
    clerk.press("Up");
    clerk.press("Escape");
    assert!(!clerk.state.desk.is_dirty(), "Escape drops it");
    assert_eq!(targets(&clerk, YEAR)[0], Some(10));
}

#[test]
fn escape_drops_and_an_empty_cell_takes_the_target_away() {
    let mut clerk = clerk_in_2024();
    clerk.type_text("99");
    clerk.press("Escape");
    clerk.press("Down");
    assert_eq!(targets(&clerk, YEAR)[0], Some(10));
    clerk.press("Delete");
    assert_eq!(targets(&clerk, YEAR)[1], None, "at once");
    clerk.press("Enter");
    clerk.press("F2");
    clerk.type_text("0");
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR)[2], Some(30), "F2 goes on from what is there");
}

#[test]
fn figures_that_are_reckoned_say_why_they_cant_be_typed() {
    let mut clerk = clerk_in_2024();
    clerk.press("Right");
    clerk.type_text("9");
    clerk.press("Enter");
    clerk.press("Up");
    assert!(sees(&mut clerk, "đếm theo ngày quyết định kết nạp"));
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None]);
    assert!(!clerk.state.desk.is_dirty());
}

#[test]
fn a_range_is_filled_and_cleared_in_one_step_each() {
    let mut clerk = clerk_in_2024();
    for key in ["Down", "Shift+Down", "Shift+Down"] {
        clerk.press(key);
    }
    assert!(sees(&mut clerk, "3 ô; 2 số, tổng 7"));
    let before = entries(&clerk);
    clerk.press("Ctrl+D");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(4), Some(4)]);
    assert_eq!(entries(&clerk), before + 1);
    clerk.press("Delete");
    assert_eq!(targets(&clerk, YEAR), [Some(10), None, None, None]);
    clerk.type_text("6");
    clerk.press("Ctrl+Enter");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(6), Some(6), Some(6)]);
    assert_eq!(entries(&clerk), before + 3);
    for _ in 0..3 {
        clerk.press("Ctrl+Z");
    }
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None], "step by step back");
}

#[test]
fn a_column_from_a_spreadsheet_is_pasted_at_the_cursor() {
    let mut clerk = clerk_in_2024();
    clerk.run(iced::clipboard::write::<Message>("1.200\r\n15\r\n\r\n7\r\n".to_owned()));
    clerk.press("Ctrl+V");
    assert_eq!(targets(&clerk, YEAR), [Some(1200), Some(15), None, Some(7)]);
    clerk.press("Ctrl+Z");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None]);
}

#[test]
fn what_cant_be_pasted_is_shown_before_anything_is_stored() {
    let mut clerk = clerk_in_2024();
    clerk.run(iced::clipboard::write::<Message>("8\r\nnhiều\r\n9\r\n1\r\n2\r\n".to_owned()));
    clerk.press("Ctrl+V");
    assert!(sees(&mut clerk, "4 ô: 3 được, 1 không được"), "{:?}", clerk.texts());
    assert!(clerk.text_visible("Chi bộ Văn phòng") && clerk.text_visible("nhiều"));
    assert!(sees(&mut clerk, "Còn 1 dòng không có chỗ"));
    assert_eq!(targets(&clerk, YEAR)[0], Some(10), "nothing is stored yet");
    clerk.press("Escape");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None]);
    assert!(clerk.is_focused("quotas-grid"));
    clerk.press("Ctrl+V");
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR), [Some(8), Some(4), Some(9), Some(1)]);
    clerk.press("Ctrl+Z");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None], "one step");
}

#[test]
fn targets_are_copied_from_row_to_row() {
    let mut clerk = clerk_in_2024();
    for key in ["Shift+Down", "Ctrl+C", "Down", "Down", "Ctrl+V"] {
        clerk.press(key);
    }
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(10), Some(4)]);
}

#[test]
fn a_draft_belongs_to_its_unit_and_year() {
    let mut clerk = clerk_in_2024();
    clerk.press("Down");
    clerk.type_text("8");
    // Another year: what was typed is saved for the one in which it was typed.
    clerk.press("Alt+Right");
    assert!(clerk.text_visible("2025"));
    assert_eq!(targets(&clerk, YEAR)[1], Some(8));
    assert_eq!(targets(&clerk, YEAR + 1)[1], None);
    clerk.type_text("9");
    clerk.press("Up");
    assert_eq!(targets(&clerk, YEAR + 1)[1], Some(9), "leaving the row saves it");
    // What is refused waits in its own year.
    clerk.type_text("chín");
    clerk.press("Enter");
    clerk.press("Alt+Left");
    assert!(!clerk.text_visible("chín"));
    assert!(sees(&mut clerk, "Đảng bộ Sở Y tế, năm 2025:"));
    clerk.press("Alt+Right");
    assert!(clerk.text_visible("chín"));
    assert_eq!(targets(&clerk, YEAR)[0], Some(10));
}

#[test]
fn a_draft_survives_the_lock() {
    let mut clerk = clerk_in_2024();
    clerk.press("Down");
    clerk.type_text("21");
    lock_and_unlock(&mut clerk);
    assert!(clerk.state.desk.is_dirty());
    assert!(clerk.text_visible("21"));
    clerk.press("F2");
    clerk.press("Enter");
    assert_eq!(targets(&clerk, YEAR)[1], Some(21));
    assert!(!clerk.state.desk.is_dirty());
}

#[test]
fn the_term_is_recorded_and_its_first_year_corrected() {
    let mut clerk = clerk_in_2024();
    clerk.press("Ctrl+t");
    assert!(clerk.is_focused("term-from"));
    clerk.type_text("2021");
    tab_to(&mut clerk, "term-target");
    clerk.type_text("nhiều");
    clerk.press("Enter");
    assert!(sheet(&clerk, YEAR).term.is_none());
    assert!(sees(&mut clerk, "Cần một số nguyên"), "what is wrong stands in the dialog");
    clerk.press("Ctrl+a");
    clerk.type_text("1.200");
    clerk.press("Enter");
    let term = sheet(&clerk, YEAR).term.expect("a term").0;
    assert_eq!((term.from_year, term.to_year, term.resolution_target), (2021, 2025, 1200));
    assert!(sees(&mut clerk, "Nhiệm kỳ 2021-2025"));
    clerk.press("Ctrl+t");
    clerk.type_text("2020");
    clerk.press("Enter");
    let unit = clerk.state.unit("01");
    let terms = clerk.state.ask(move |database| quotas::terms(database, unit));
    assert_eq!(terms.iter().map(|term| term.from_year).collect::<Vec<_>>(), [2020]);
}

#[test]
fn the_report_is_printed() {
    let mut clerk = clerk_in_2024();
    clerk.press("Ctrl+p");
    clerk.wait_for(|bench| !bench.printed.is_empty());
    let (name, document) = clerk.state.printed.remove(0);
    assert_eq!(name, "ket-nap-2024.pdf");
    assert_eq!(document.subtitle, "Năm 2024");
}

#[test]
fn a_wrong_year_is_said_and_the_right_one_comes_back() {
    let mut clerk = clerk_in_2024();
    clerk.press("Ctrl+g");
    clerk.type_text("99999");
    assert!(sees(&mut clerk, "Năm:"));
    clerk.press("Tab");
    assert!(clerk.text_visible("2024"));
}
