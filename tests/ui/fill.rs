//! Filling a workbook of the level above, by a clerk at the desk: opening it, choosing the figure of a
//! cell, writing the filled one beside it, and doing it again with the map that was kept.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::support::bench::{Clerk, clerk};
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::rating::{Level, Rating};
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::exchange::reader;
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::{Author, Database, Progress, Result, filling, ratings, units};

/// A cell with two members who were rated good in 2024.
fn office(database: &mut Database, author: &Author) -> Result<()> {
    let form = UnitForm {
        kind: Some(UnitKind::BaseCell),
        code: "01".to_owned(),
        name: "Chi bộ Văn phòng".to_owned(),
        ..UnitForm::default()
    };
    let unit = units::add(database, None, &form, author)?.value;
    let mut rated = Vec::new();
    for name in ["Nguyễn Văn An", "Trần Thị Bích"] {
        let form = MemberForm {
            name: name.to_owned(),
            sex: Some(Sex::Female),
            born_on: "02/09/1970".to_owned(),
            admission_decided_on: "01/01/2010".to_owned(),
            admitted_on: "01/01/2010".to_owned(),
            ..MemberForm::default()
        };
        let new = NewMember { form, unit: Some(unit), since: String::new() };
        rated.push((members::add(database, &new, author)?.value.value, Some(Rating::Level(Level::Good))));
    }
    ratings::rate_members(database, 2024, &rated, author)?;
    Ok(())
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exchange").join(name)
}

fn sees(clerk: &mut Clerk, part: &str) -> bool {
    clerk.texts().iter().any(|seen| seen.text.contains(part))
}

/// Waits until something is so.
fn until(clerk: &mut Clerk, is_so: impl Fn(&mut Clerk) -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !is_so(clerk) {
        assert!(Instant::now() < end, "{:?}", clerk.texts());
        std::thread::sleep(Duration::from_millis(20));
        clerk.feed(&[]);
    }
}

/// Puts the focus on a control.
fn focus(clerk: &mut Clerk, id: &'static str) {
    clerk.run(so_chi_bo::ui::widget::focus_on(id));
    assert!(clerk.is_focused(id), "{id}: {:?}", clerk.texts());
}

/// Opens the dialog about 2024 with a workbook.
fn opened(clerk: &mut Clerk, file: &Path) {
    clerk.press("Ctrl+E");
    assert!(clerk.is_focused("fill-path"));
    clerk.type_text(file.to_str().unwrap());
    clerk.press("Enter");
    until(clerk, |clerk| clerk.is_focused("fill-cells"));
    assert!(sees(clerk, "Biểu 1"), "{:?}", clerk.texts());
}

fn text(file: &Path, row: u32, column: usize) -> String {
    let source = reader::open(file).unwrap();
    let sheet = source.read("Biểu 1", &Progress::default()).unwrap();
    sheet.row(row).map(|row| row.cell(column).text.to_owned()).unwrap_or_default()
}

#[test]
fn a_cell_gets_its_figure_and_the_map_does_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("Biểu 3.xlsx");
    std::fs::copy(fixture("template.xlsx"), &form).unwrap();
    let before = std::fs::read(&form).unwrap();
    let mut clerk = clerk("Ctrl+5", office);
    clerk.press("Ctrl+g");
    clerk.press("Ctrl+a");
    clerk.type_text("2024");
    opened(&mut clerk, &form);
    // B3: the third row, the second column behind the numbers of the rows.
    for key in ["Home", "Down", "Down", "Right", "Right"] {
        clerk.press(key);
    }
    assert!(sees(&mut clerk, "Số liệu của ô B3"), "{:?}", clerk.texts());
    focus(&mut clerk, "fill-figure");
    clerk.press("Ctrl+a");
    clerk.type_text("Đảng viên: Hoàn thành tốt nhiệm vụ");
    clerk.press("Enter");
    assert!(sees(&mut clerk, "1 ô được gán"), "{:?}", clerk.texts());
    clerk.press("Ctrl+S");
    let filled = folder.path().join("Biểu 3 - đã điền.xlsx");
    until(&mut clerk, |clerk| !sees(clerk, "ô được gán"));
    assert_eq!(text(&filled, 3, 1), "2");
    assert_eq!(std::fs::read(&form).unwrap(), before, "the form itself stays");
    assert!(!sees(&mut clerk, "Điền biểu mẫu Excel của cấp trên: "), "the dialog is gone");
    let told: Vec<String> = clerk.state.notices.iter().map(|(_, words)| words.clone()).collect();
    assert!(told.iter().any(|words| words.contains("Đã điền 1 ô")), "{told:?}");
    let maps = clerk.state.ask(filling::maps);
    assert_eq!((maps.len(), maps[0].name.as_str(), maps[0].cells.len()), (1, "Biểu 3", 1));
    // The same form again: the kept map is taken by its name.
    std::fs::remove_file(&filled).unwrap();
    opened(&mut clerk, &form);
    until(&mut clerk, |clerk| sees(clerk, "1 ô được gán"));
    clerk.press("Ctrl+S");
    until(&mut clerk, |clerk| !sees(clerk, "ô được gán"));
    assert_eq!(text(&filled, 3, 1), "2");
    assert_eq!(clerk.state.ask(filling::maps), maps);
}

#[test]
fn what_cannot_be_filled_is_said_and_the_form_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("Biểu.xlsx");
    std::fs::copy(fixture("template.xlsx"), &form).unwrap();
    let mut clerk = clerk("Ctrl+5", office);
    opened(&mut clerk, &form);
    clerk.press("Ctrl+S");
    until(&mut clerk, |clerk| sees(clerk, "Chưa gán ô nào"));
    // B5 has a formula.
    focus(&mut clerk, "fill-cells");
    for key in ["Home", "Down", "Down", "Down", "Down", "Right", "Right"] {
        clerk.press(key);
    }
    focus(&mut clerk, "fill-figure");
    clerk.press("Ctrl+a");
    clerk.type_text("Kết nạp: đạt so với chỉ tiêu");
    clerk.press("Enter");
    clerk.press("Ctrl+S");
    until(&mut clerk, |clerk| sees(clerk, "chưa có trong sổ"));
    focus(&mut clerk, "fill-figure");
    clerk.press("Ctrl+a");
    clerk.type_text("Ngày hôm nay");
    clerk.press("Enter");
    clerk.press("Ctrl+S");
    until(&mut clerk, |clerk| sees(clerk, "có công thức"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written");
    focus(&mut clerk, "fill-output");
    clerk.press("Ctrl+a");
    clerk.type_text(form.to_str().unwrap());
    clerk.press("Ctrl+S");
    until(&mut clerk, |clerk| sees(clerk, "Hãy lưu thành tệp khác"));
    clerk.press("Escape");
    assert!(sees(&mut clerk, "Chưa lưu 1 ô đã chọn"), "asked before the map is lost");
    clerk.press("Escape");
    assert!(clerk.is_focused("summary-grid"));
}
