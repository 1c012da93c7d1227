//! The quotas tab, worked by keyboard on a real register.

use crate::support::bench::{Clerk, clerk, clip, entries, lock_and_unlock, organisation, sees, tab_to};
use iced::{Point, mouse};
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::quotas::{self, QuotaSheet};
use so_chi_bo::services::{Author, Database, Result, units};

const TAB: &str = "Ctrl+4";
const YEAR: i32 = 2024;

/// An organisation of three cells, with targets of 10, 4 and 3 in 2024.
fn office(database: &mut Database, author: &Author) -> Result<()> {
    let units = organisation(database, author, &["Chi bộ Văn phòng", "Chi bộ Bệnh viện", "Chi bộ Trạm xá"])?;
    for (unit, target) in units.into_iter().zip(["10", "4", "3"]) {
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
    let at = clerk.place_of("Điều chỉnh");
    clerk.move_to(Point::new(at.x + at.width, at.center_y()));
    clerk.button(true);
    clerk.move_to(Point::new(at.x + at.width + 40.0, at.center_y()));
    clerk.button(false);
    clerk.move_to(at.center());
    clerk.feed(&[iced::Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right))]);
    clerk.click("Ẩn cột này");
    assert!(!clerk.text_visible("Điều chỉnh"));
    let kept = clerk.state.desk.context().settings.columns["quotas"].clone();
    let keys: Vec<&str> = kept.iter().map(|column| column.key.as_str()).collect();
    assert_eq!(keys[..5], ["unit", "target", "adjustment", "now", "admitted"]);
    assert!(kept[2].is_hidden && f32::from(kept[2].width) == at.width + 40.0, "{:?}", kept[2]);
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
    clerk.burst(&["Right", "Right", "Right"]);
    clerk.type_text("9");
    clerk.press("Enter");
    clerk.press("Up");
    assert!(sees(&mut clerk, "đếm theo ngày quyết định trong hồ sơ"));
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
    clip(&mut clerk, "1.200\r\n15\r\n\r\n7\r\n");
    clerk.press("Ctrl+V");
    assert_eq!(targets(&clerk, YEAR), [Some(1200), Some(15), None, Some(7)]);
    clerk.press("Ctrl+Z");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None]);
}

#[test]
fn what_cant_be_pasted_is_shown_before_anything_is_stored() {
    let mut clerk = clerk_in_2024();
    clip(&mut clerk, "8\r\nnhiều\r\n9\r\n1\r\n2\r\n");
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
    clerk.press("Ctrl+PageDown");
    assert!(clerk.text_visible("2025"));
    assert_eq!(targets(&clerk, YEAR)[1], Some(8));
    assert_eq!(targets(&clerk, YEAR + 1)[1], None);
    clerk.type_text("9");
    clerk.press("Up");
    assert_eq!(targets(&clerk, YEAR + 1)[1], Some(9), "leaving the row saves it");
    // What is refused waits in its own year.
    clerk.type_text("chín");
    clerk.press("Enter");
    clerk.press("Ctrl+PageUp");
    assert!(!clerk.text_visible("chín"));
    assert!(sees(&mut clerk, "Đảng bộ Sở Y tế, năm 2025:"));
    clerk.press("Ctrl+PageDown");
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
fn what_is_printed_is_chosen() {
    let mut clerk = clerk_in_2024();
    let printed = |clerk: &mut Clerk| {
        clerk.wait_for(|bench| !bench.printed.is_empty());
        clerk.state.printed.remove(0).0
    };
    clerk.press("Ctrl+p");
    assert!(clerk.is_focused("print-by-unit"));
    clerk.press("Enter");
    assert_eq!(printed(&mut clerk), "ket-nap-theo-don-vi-2024.pdf");
    assert!(clerk.is_focused("quotas-grid"));
    clerk.press("Ctrl+p");
    clerk.press("Tab");
    clerk.press("Enter");
    assert_eq!(printed(&mut clerk), "ket-nap-2024.pdf");
    clerk.press("Ctrl+p");
    clerk.burst(&["Tab", "Tab"]);
    clerk.press("Enter");
    assert_eq!(printed(&mut clerk), "phan-bo-chi-tieu-2024.pdf");
    clerk.press("Ctrl+p");
    clerk.press("Escape");
    assert!(clerk.state.printed.is_empty());
}

#[test]
fn a_target_is_adjusted_by_a_document_and_the_first_one_stays() {
    let mut clerk = clerk_in_2024();
    clerk.press("Down");
    clerk.press("F7");
    assert!(clerk.is_focused("change-number"));
    clerk.type_text("3");
    clerk.press("Enter");
    assert!(clerk.is_focused("change-document"), "the first field with a problem");
    assert_eq!(sheet(&clerk, YEAR).adjustments, []);
    clerk.press("Shift+Tab");
    clerk.press("Ctrl+a");
    clerk.type_text("+3");
    clerk.press("Tab");
    clerk.type_text("12-QĐ/ĐU");
    clerk.press("Tab");
    clerk.type_text("1/6/2024");
    clerk.press("Enter");
    let row = |clerk: &Clerk| sheet(clerk, YEAR).rows[1].result;
    assert_eq!((row(&clerk).target, row(&clerk).adjusted), (Some(4), Some(7)));
    assert!(clerk.text_visible("+3") && clerk.text_visible("7"), "the grid shows both");
    assert!(clerk.is_focused("quotas-grid"));
    clerk.press("F7");
    assert!(sees(&mut clerk, "+3 (12-QĐ/ĐU, 01/06/2024)"), "those that there are stand in the dialog");
    clerk.click("Bỏ");
    assert_eq!(row(&clerk).adjusted, Some(4));
    clerk.press("Escape");
    clerk.press("Ctrl+Z");
    assert_eq!(row(&clerk).adjusted, Some(7));
    clerk.press("Ctrl+Z");
    assert_eq!(row(&clerk).adjusted, Some(4));
}

#[test]
fn a_target_is_handed_down_on_a_sheet_of_its_own() {
    let mut clerk = clerk_in_2024();
    let before = entries(&clerk);
    clerk.press("F8");
    assert!(clerk.is_focused("allocate-basis"));
    assert!(sees(&mut clerk, "Tổng phân bổ 7 / được giao 10"), "as it is now");
    assert!(sees(&mut clerk, "Còn 3 chưa phân bổ"));
    clerk.press("Down");
    assert!(sees(&mut clerk, "Tổng phân bổ 10 / được giao 10"), "split equally: {:?}", clerk.texts());
    assert!(sees(&mut clerk, "Vừa đủ chỉ tiêu được giao"));
    assert_eq!(entries(&clerk), before, "only looked at");
    tab_to(&mut clerk, "quota-allocation");
    clerk.type_text("6");
    clerk.press("Enter");
    assert!(sees(&mut clerk, "Phân bổ vượt 2"), "shown, never blocked: {:?}", clerk.texts());
    clerk.press("Ctrl+S");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(6), Some(3), Some(3)]);
    assert_eq!(entries(&clerk), before + 1);
    clerk.press("Ctrl+Z");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None], "one step");
}

#[test]
fn numbers_of_old_years_are_typed_in_one_dialog() {
    let mut clerk = clerk_in_2024();
    let before = entries(&clerk);
    clerk.press("Ctrl+e");
    assert!(clerk.is_focused("count-0"), "{:?}", clerk.texts());
    assert!(sees(&mut clerk, "Năm 2019") && sees(&mut clerk, "Năm 2024"), "the last years, without a term");
    for count in ["390", "x"] {
        clerk.type_text(count);
        clerk.press("Tab");
    }
    clerk.press("Enter");
    assert!(clerk.is_focused("count-1"), "what is no number is told at its year");
    assert_eq!(entries(&clerk), before);
    clerk.press("Ctrl+a");
    clerk.type_text("333");
    clerk.press("Enter");
    assert_eq!(entries(&clerk), before + 1);
    let admitted = |clerk: &Clerk, year| {
        (sheet(clerk, year).whole.result.admitted, sheet(clerk, year).whole.result.entered)
    };
    assert_eq!((admitted(&clerk, 2019), admitted(&clerk, 2020)), ((390, true), (333, true)));
    assert!(clerk.is_focused("quotas-grid"));
    clerk.press("Ctrl+e");
    assert!(clerk.text_visible("390"), "they stand there again");
    clerk.type_text("1");
    clerk.press("Escape");
    assert!(clerk.is_focused("count-0"), "asked before what was typed goes");
    clerk.press("Escape");
    clerk.press("Ctrl+z");
    assert_eq!(admitted(&clerk, 2019), (0, false));
}

#[test]
fn candidates_are_typed_on_the_sheet_and_the_parts_follow_them() {
    let mut clerk = clerk_in_2024();
    clerk.press("F8");
    clerk.press("End");
    assert!(sees(&mut clerk, "Chưa có số nguồn kết nạp"), "{:?}", clerk.texts());
    tab_to(&mut clerk, "quota-allocation");
    clerk.burst(&["Left", "Left"]);
    for count in ["6", "1", "3"] {
        clerk.type_text(count);
        clerk.press("Enter");
    }
    assert!(sees(&mut clerk, "Nguồn kết nạp: 10"), "{:?}", clerk.texts());
    assert!(sees(&mut clerk, "Tổng phân bổ 10 / được giao 10"));
    clerk.press("Ctrl+Home");
    clerk.press("End");
    clerk.type_text("hai nữ");
    clerk.press("Enter");
    let before = entries(&clerk);
    clerk.press("Ctrl+S");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(6), Some(1), Some(3)]);
    assert_eq!(entries(&clerk), before + 1);
    clerk.press("F8");
    assert!(sees(&mut clerk, "Nguồn kết nạp: 10"), "they are remembered");
    assert!(sees(&mut clerk, "hai nữ"));
    clerk.press("Escape");
    clerk.press("Ctrl+Z");
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None]);
    clerk.press("F8");
    assert!(!sees(&mut clerk, "Nguồn kết nạp: 10"), "one step");
}

#[test]
fn a_sheet_that_was_changed_asks_before_it_goes() {
    let mut clerk = clerk_in_2024();
    clerk.press("F8");
    tab_to(&mut clerk, "quota-allocation");
    clerk.type_text("x");
    clerk.press("Enter");
    clerk.press("Ctrl+S");
    assert!(clerk.text_visible("x"), "what is no number keeps it from being stored");
    clerk.press("Up");
    clerk.press("Escape");
    clerk.type_text("9");
    clerk.press("Enter");
    assert!(clerk.state.desk.is_dirty());
    tab_to(&mut clerk, "allocate-apply");
    clerk.press("Escape");
    assert!(sees(&mut clerk, "Tổng phân bổ"), "asked first");
    clerk.press("Escape");
    assert!(!sees(&mut clerk, "Tổng phân bổ"));
    assert_eq!(targets(&clerk, YEAR), [Some(10), Some(4), Some(3), None]);
    clerk.burst(&["Down", "Down"]);
    clerk.press("F8");
    let is_said = |(_, words): &(_, String)| words.contains("không có tổ chức cấp dưới");
    assert!(clerk.state.notices.iter().any(is_said), "{:?}", clerk.state.notices);
}

#[test]
fn the_terms_target_is_amended_and_both_stand_in_the_panel() {
    let mut clerk = clerk_in_2024();
    clerk.press("Ctrl+t");
    clerk.type_text("2021");
    tab_to(&mut clerk, "term-target");
    clerk.type_text("950");
    tab_to(&mut clerk, "term-resolution");
    clerk.type_text("NQ 01");
    tab_to(&mut clerk, "term-resolution-on");
    clerk.type_text("20/8/2020");
    clerk.press("Enter");
    assert!(clerk.text_visible("950: NQ 01, ngày 20/08/2020"), "{:?}", clerk.texts());
    clerk.press("Ctrl+Shift+T");
    clerk.type_text("1000");
    clerk.press("Tab");
    clerk.type_text("NQ 07");
    clerk.press("Tab");
    clerk.type_text("1/3/2022");
    clerk.press("Enter");
    assert!(clerk.text_visible("1.000: NQ 07, ngày 01/03/2022"), "{:?}", clerk.texts());
    assert!(clerk.text_visible("950: NQ 01, ngày 20/08/2020"));
    assert_eq!(sheet(&clerk, YEAR).term.expect("a term").1.resolution_target, Some(1_000));
}

/// The same with two people admitted in 2024 by the first cell.
fn office_with_people(database: &mut Database, author: &Author) -> Result<()> {
    office(database, author)?;
    let first = units::tree(database)?.by_code("01.01").expect("the cell").unit.id;
    for (name, on) in [("Lê Thị Ba", "01/02/2024"), ("Thạch Thị Tư", "01/09/2024")] {
        let form = MemberForm {
            name: name.to_owned(),
            sex: Some(Sex::Female),
            born_on: "1990".to_owned(),
            admission_decided_on: on.to_owned(),
            admission_unit: Some(first),
            ..MemberForm::default()
        };
        let new = NewMember { form, unit: Some(first), since: String::new() };
        let _ = members::add(database, &new, author)?;
    }
    Ok(())
}

#[test]
fn a_number_opens_its_names_and_a_day_ends_the_count() {
    let mut clerk = clerk(TAB, office_with_people);
    clerk.press("Ctrl+g");
    clerk.type_text("2024");
    tab_to(&mut clerk, "quotas-grid");
    assert!(sees(&mut clerk, "kết nạp 2"));
    clerk.burst(&["Right", "Right", "Right"]);
    clerk.press("F4");
    assert!(clerk.is_focused("quota-names"));
    assert!(clerk.text_visible("Lê Thị Ba") && clerk.text_visible("Thạch Thị Tư"));
    clerk.press("Escape");
    assert!(clerk.is_focused("quotas-grid"));
    clerk.press("Ctrl+Shift+G");
    assert!(clerk.is_focused("quotas-until"));
    clerk.type_text("30/6/2024");
    assert!(sees(&mut clerk, "kết nạp 1"), "{:?}", clerk.texts());
    assert!(
        sees(&mut clerk, "Đến 30/06/2024: còn 9 đến 31/12, mỗi quý còn lại 5, mỗi tháng 2"),
        "{:?}",
        clerk.texts()
    );
    tab_to(&mut clerk, "quotas-grid");
    clerk.press("F4");
    assert!(clerk.text_visible("Lê Thị Ba") && !clerk.text_visible("Thạch Thị Tư"), "the same people");
    clerk.press("Escape");
    clerk.press("Ctrl+Shift+G");
    clerk.press("Ctrl+a");
    clerk.type_text("30/6/2023");
    clerk.press("Tab");
    assert!(sees(&mut clerk, "Phải là một ngày của năm 2024"));
    clerk.press("Shift+Tab");
    clerk.press("Ctrl+a");
    clerk.press("Backspace");
    assert!(sees(&mut clerk, "kết nạp 2"), "no day: the whole year");
}

#[test]
fn units_behind_come_first_and_go_back() {
    let mut clerk = clerk(TAB, office_with_people);
    clerk.press("Ctrl+g");
    clerk.type_text("2024");
    tab_to(&mut clerk, "quotas-grid");
    let order = |clerk: &mut Clerk| {
        let names = ["Đảng bộ Sở Y tế", "Chi bộ Văn phòng", "Chi bộ Bệnh viện", "Chi bộ Trạm xá"];
        let mut places: Vec<(f32, &str)> = names
            .iter()
            .map(|name| {
                (
                    clerk
                        .texts()
                        .iter()
                        .filter(|it| it.text == *name)
                        .map(|it| it.bounds.y)
                        .fold(0.0, f32::max),
                    *name,
                )
            })
            .collect();
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        places.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    clerk.press("F6");
    assert_eq!(
        order(&mut clerk),
        ["Chi bộ Bệnh viện", "Đảng bộ Sở Y tế", "Chi bộ Văn phòng", "Chi bộ Trạm xá"]
    );
    clerk.press("F6");
    assert_eq!(
        order(&mut clerk),
        ["Đảng bộ Sở Y tế", "Chi bộ Văn phòng", "Chi bộ Bệnh viện", "Chi bộ Trạm xá"]
    );
}

#[test]
fn charts_show_the_years_and_the_progress() {
    let mut clerk = clerk(TAB, office_with_people);
    clerk.press("Ctrl+g");
    clerk.type_text("2024");
    tab_to(&mut clerk, "quotas-grid");
    clerk.press("F9");
    assert!(clerk.text_visible("Kết nạp so với chỉ tiêu"), "{:?}", clerk.texts());
    assert!(clerk.text_visible("Tiến độ kết nạp năm 2024, theo tháng"));
    assert!(clerk.text_visible("Tiến độ đều đến chỉ tiêu"));
    clerk.press("Escape");
    assert!(clerk.is_focused("quotas-grid"));
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
