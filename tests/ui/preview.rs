//! The print preview in the whole window: opening, zoom, pages, page setup, saving, numbers, a
//! template that is wrong.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::people::Office;
use crate::support::robot::Robot;
use so_chi_bo::domain::paper::PaperKind;
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::{history, papers};
use so_chi_bo::settings::{Loaded, Settings};
use so_chi_bo::store::Db;
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;

type Window = Robot<App, Message>;

/// The window on a cell with so many members, its preview of the list open.
fn preview(members: usize, settings: Settings) -> (Window, Db) {
    let office = Office::on("21/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Trường học", "01/01/1990");
    for number in 1..=members {
        let _ = office.member(cell, &format!("Nguyễn Thị Ánh {}", "Ơ".repeat(number % 7 + 1)), "03/02/2000");
    }
    let db = office.register.db.clone();
    let (app, task) = App::new(None, Loaded { settings, trouble: None }, None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(office.register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    robot.press("Ctrl+2");
    robot.press("Ctrl+p");
    (robot, db)
}

fn open(members: usize) -> (Window, Db) {
    let (mut robot, db) = preview(members, Settings::default());
    until(&mut robot, "Trang 1/");
    settled(&mut robot);
    (robot, db)
}

fn words(robot: &mut Window) -> Vec<String> {
    robot.texts().into_iter().map(|seen| seen.text).collect()
}

/// Waits until a text can be seen that has this part.
fn until(robot: &mut Window, part: &str) -> String {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(found) = words(robot).into_iter().find(|text| text.contains(part)) {
            return found;
        }
        assert!(Instant::now() < end, "no {part}: {:?}", words(robot));
        robot.feed(&[]);
    }
}

/// Waits until nothing is being laid out.
fn settled(robot: &mut Window) {
    let end = Instant::now() + Duration::from_secs(60);
    while words(robot).iter().any(|text| text.contains("Đang dựng") || text.contains("Đang lập")) {
        assert!(Instant::now() < end, "never done");
        robot.feed(&[]);
    }
}

fn sees(robot: &mut Window, part: &str) -> bool {
    words(robot).iter().any(|text| text.contains(part))
}

fn tab_to(robot: &mut Window, id: &str) {
    for _ in 0..80 {
        if robot.is_focused(id) {
            return;
        }
        robot.press("Tab");
    }
    panic!("{id} is not reached by Tab");
}

/// Types over what stands in a field.
fn type_over(robot: &mut Window, id: &str, text: &str) {
    tab_to(robot, id);
    robot.press("Ctrl+a");
    robot.type_text(text);
}

/// Saves with this key to a file in the folder and gives its path.
fn save(robot: &mut Window, key: &str, path: &Path) {
    settled(robot);
    robot.press(key);
    until(robot, "Lưu ");
    let end = Instant::now() + Duration::from_secs(30);
    while !robot.is_focused("save-path") {
        assert!(Instant::now() < end, "{:?}", words(robot));
        robot.feed(&[]);
    }
    robot.press("Ctrl+a");
    robot.type_text(&path.display().to_string());
    robot.press("Enter");
    assert!(path.exists(), "{:?}", words(robot));
}

fn text(path: &Path) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    String::from_utf8(output.stdout).unwrap()
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ban-in.pdf");
    (folder, path)
}

#[test]
fn it_opens_on_the_pages_and_escape_goes_back_to_the_list() {
    let (mut robot, _) = open(3);
    assert!(sees(&mut robot, "Xem trước khi in: Danh sách đảng viên"));
    assert!(sees(&mut robot, "Trang 1/1"));
    assert!(robot.is_focused("preview-pages"));
    if let Ok(folder) = std::env::var("PICTURES") {
        robot.screenshot(format!("{folder}/preview.ppm"));
    }
    robot.press("Escape");
    assert!(!sees(&mut robot, "Xem trước khi in"));
    assert!(robot.is_focused("members-grid"), "{:?}", robot.focused());
}

#[test]
fn what_is_drawn_is_the_page() {
    let (mut robot, _) = open(3);
    // Ink on white in the room for the pages, once the picture is there.
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let pixels = robot.frame();
        let lines = (200..500).flat_map(|y| pixels[y * 1366 * 4..][300 * 4..700 * 4].chunks_exact(4));
        let lines: Vec<u8> = lines.map(|pixel| pixel[0]).collect();
        let ink = lines.iter().filter(|shade| **shade < 90).count();
        let paper = lines.iter().filter(|shade| **shade == 255).count();
        if ink > 500 && paper > 50_000 {
            return;
        }
        assert!(Instant::now() < end, "no page was drawn");
        robot.feed(&[]);
    }
}

#[test]
fn keys_zoom_and_turn_pages() {
    let (mut robot, _) = open(60);
    let last = until(&mut robot, "Trang 1/");
    let pages: usize = last.trim_start_matches("Trang 1/").parse().unwrap();
    assert!(pages > 1, "{last}");
    robot.press("2");
    let whole = until(&mut robot, "%");
    robot.press("PageDown");
    assert!(sees(&mut robot, &format!("Trang 2/{pages}")));
    robot.press("PageUp");
    assert!(sees(&mut robot, &format!("Trang 1/{pages}")));
    robot.press("End");
    assert!(sees(&mut robot, &format!("Trang {pages}/{pages}")));
    robot.press("Home");
    assert!(sees(&mut robot, &format!("Trang 1/{pages}")));
    robot.press("+");
    assert_ne!(until(&mut robot, "%"), whole);
    robot.press("-");
    assert_eq!(until(&mut robot, "%"), whole);
    robot.press("0");
    assert!(sees(&mut robot, "100%"));
}

#[test]
fn what_is_set_is_on_the_paper_that_is_saved() {
    let (mut robot, _) = open(3);
    let (_folder, path) = folder();
    tab_to(&mut robot, "preview-paper");
    robot.press("Down");
    tab_to(&mut robot, "preview-orientation");
    robot.press("Up");
    type_over(&mut robot, "preview-place", "Cần Thơ");
    type_over(&mut robot, "preview-signer", "Thạch Sa Rây");
    robot.press("Escape");
    assert!(sees(&mut robot, "Phần đầu hoặc phần ký vừa nhập chưa được lưu"), "asked before it is lost");
    save(&mut robot, "Ctrl+s", &path);
    let page = text(&path);
    assert!(page.contains("Cần Thơ, ngày "), "{page}");
    assert!(page.contains("Thạch Sa Rây"), "{page}");
    let info = Command::new("pdfinfo").arg(&path).output().unwrap();
    let info = String::from_utf8(info.stdout).unwrap();
    assert!(info.contains("841.89 x 1190.55"), "A3 upright: {info}");
    assert!(sees(&mut robot, "Xem trước khi in"), "saving goes back to the preview");
    // The next preview of a list begins with the same paper.
    robot.press("Escape");
    robot.press("Ctrl+p");
    until(&mut robot, "Trang 1/1");
    assert!(sees(&mut robot, "A3"));
}

#[test]
fn a_column_that_is_unticked_is_not_printed() {
    let (mut robot, _) = open(2);
    let (_folder, path) = folder();
    tab_to(&mut robot, "preview-keep");
    robot.press("Tab");
    assert_eq!(robot.focused_text().as_deref(), Some("Họ và tên"));
    robot.press("Tab");
    assert_eq!(robot.focused_text().as_deref(), Some("Giới tính"));
    robot.press("Space");
    save(&mut robot, "Ctrl+s", &path);
    assert!(!text(&path).contains("Giới tính"));
}

#[test]
fn a_final_document_takes_the_next_number_and_undo_gives_it_back() {
    let (mut robot, db) = open(2);
    let (_folder, path) = folder();
    tab_to(&mut robot, "preview-final");
    robot.press("Space");
    assert!(sees(&mut robot, "In là: Số 01-BC/CB"), "{:?}", words(&mut robot));
    let next = |db: &Db| db.wait(|database| papers::facts(database, PaperKind::Report)).unwrap().next;
    assert_eq!(next(&db), 1, "nothing is given before it is saved");
    save(&mut robot, "Ctrl+s", &path);
    assert!(text(&path).contains("Số 01-BC/CB"));
    let end = Instant::now() + Duration::from_secs(30);
    while next(&db) != 2 {
        assert!(Instant::now() < end, "the number was not given");
        robot.feed(&[]);
    }
    // Saved once more it keeps its number.
    save(&mut robot, "Ctrl+s", &path);
    assert_eq!(next(&db), 2);
    let last = db.wait(history::last_sequence).unwrap();
    let author = so_chi_bo::services::Author::here();
    db.wait(move |database| history::undo(database, last, &author)).unwrap();
    assert_eq!(next(&db), 1);
}

#[test]
fn head_and_signature_are_kept_for_the_type() {
    let (mut robot, db) = open(2);
    type_over(&mut robot, "preview-issuing-body", "Chi bộ Trường học");
    tab_to(&mut robot, "preview-keep");
    robot.press("Enter");
    until(&mut robot, "Loại BC đang có phần đầu");
    let facts = db.wait(|database| papers::facts(database, PaperKind::Report)).unwrap();
    assert_eq!((facts.is_own, facts.letterhead.issuing_body.as_str()), (true, "Chi bộ Trường học"));
    let other = db.wait(|database| papers::facts(database, PaperKind::Decision)).unwrap();
    assert!(!other.is_own);
}

#[test]
fn saving_that_is_given_up_leaves_nothing() {
    let (mut robot, db) = open(2);
    tab_to(&mut robot, "preview-final");
    robot.press("Space");
    settled(&mut robot);
    let before = db.wait(history::last_sequence).unwrap();
    robot.press("Ctrl+s");
    until(&mut robot, "Lưu ");
    let end = Instant::now() + Duration::from_secs(30);
    while !robot.is_focused("save-path") {
        assert!(Instant::now() < end);
        robot.feed(&[]);
    }
    let (folder, path) = folder();
    robot.press("Ctrl+a");
    robot.type_text(&path.display().to_string());
    robot.press("Escape");
    assert!(sees(&mut robot, "Xem trước khi in"));
    robot.press("Escape");
    assert!(!sees(&mut robot, "Xem trước khi in"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(db.wait(history::last_sequence).unwrap(), before);
}

#[test]
fn the_file_for_word_is_saved_with_its_own_ending() {
    let (mut robot, _) = open(2);
    let (folder, _) = folder();
    save(&mut robot, "Ctrl+e", &folder.path().join("ban-in.docx"));
    let file = std::fs::File::open(folder.path().join("ban-in.docx")).unwrap();
    let mut file = zip::ZipArchive::new(file).unwrap();
    let mut body = String::new();
    std::io::Read::read_to_string(&mut file.by_name("word/document.xml").unwrap(), &mut body).unwrap();
    assert!(body.contains("DANH SÁCH ĐẢNG VIÊN") && body.contains("Nguyễn Thị Ánh"));
}

#[test]
fn the_tables_go_into_a_workbook_with_the_columns_that_are_shown() {
    let (mut robot, _) = open(3);
    let (folder, _) = folder();
    let path = folder.path().join("ban-in.xlsx");
    save(&mut robot, "Ctrl+Shift+e", &path);
    let source = so_chi_bo::exchange::reader::open(&path).unwrap();
    let sheet = source.read(&source.sheets[0], &so_chi_bo::services::Progress::default()).unwrap();
    let line = |at: usize| sheet.rows[at].cells().map(|cell| cell.text.to_owned()).collect::<Vec<_>>();
    assert!(line(0)[0].to_uppercase().contains("DANH SÁCH ĐẢNG VIÊN"), "{:?}", line(0));
    let headings = sheet.rows.iter().position(|row| row.cell(0).text == "TT").unwrap();
    assert!(line(headings).iter().any(|heading| heading == "Họ và tên"));
    assert_eq!(line(headings + 1)[0], "1");
    assert!(line(headings + 1)[1].starts_with("Nguyễn Thị Ánh"));
    assert_eq!(sheet.rows.len(), headings + 1 + 3 + 1, "three members and the totals");
}

#[test]
fn a_wrong_template_is_told_and_the_shipped_one_is_a_key_away() {
    let (folder, _) = folder();
    let path = folder.path().join("mau.typ");
    std::fs::write(&path, "Một\n#khong-co-gi\n").unwrap();
    let settings = Settings { template: Some(path), ..Settings::default() };
    let (mut robot, _) = preview(2, settings);
    until(&mut robot, "Mẫu in có lỗi ở dòng 2");
    for _ in 0..80 {
        if robot.focused_text().as_deref() == Some("Trở về mẫu có sẵn") {
            break;
        }
        robot.press("Tab");
    }
    robot.press("Enter");
    until(&mut robot, "Trang 1/1");
    assert!(!sees(&mut robot, "Mẫu in có lỗi"));
}

#[test]
fn locking_takes_the_pages_off_the_window() {
    let (mut robot, _) = open(2);
    robot.press("Ctrl+l");
    assert!(!sees(&mut robot, "Xem trước khi in") && !sees(&mut robot, "Trang 1/1"));
}

// ---- numbers, told by the services

#[test]
fn a_number_is_given_once_in_a_term_and_the_next_term_begins_anew() {
    let office = Office::on("21/11/2026");
    let given = |number| papers::Given {
        kind: PaperKind::Decision,
        number,
        title: "Quyết định công nhận".into(),
        day: "21/11/2026".into(),
    };
    let give = |number| office.ask(move |database, author| papers::give(database, &given(number), author));
    let next = || office.done(|database, _| papers::facts(database, PaperKind::Decision)).next;
    assert!(give(1).is_ok() && give(2).is_ok());
    assert!(give(2).is_err(), "another document has it");
    assert!(give(0).is_err() && give(10_000).is_err());
    assert_eq!(next(), 3);
    let other = office.done(|database, _| papers::facts(database, PaperKind::Report));
    assert_eq!(other.next, 1, "each type runs for itself");
    let term = papers::Numbering { term: "2027-2030".into(), body: "ĐU".into() };
    office.ask(move |database, author| papers::set_numbering(database, &term, author)).unwrap();
    assert_eq!(next(), 1);
    assert!(give(1).is_ok());
    assert_eq!(office.done(|database, _| papers::numbering(database)).body, "ĐU");
    assert_eq!(office.done(|database, _| papers::given(database, PaperKind::Decision)).len(), 1);
}

// ---- papers about members

#[test]
fn the_register_the_profile_and_the_record_open_in_the_preview() {
    let (mut robot, _) = open(2);
    robot.press("Escape");
    for (paper, title, part) in [
        ("Sổ danh sách (14 cột) của những người đang hiện", "Sổ danh sách đảng viên", "Ngày từ trần"),
        ("Trích ngang của người đang chọn", "Trích ngang đảng viên", "Dân tộc"),
        ("Hồ sơ đầy đủ của người đang chọn", "Hồ sơ đảng viên", "Quá trình sinh hoạt đảng"),
    ] {
        robot.press("Ctrl+Shift+r");
        robot.click(paper);
        until(&mut robot, &format!("Xem trước khi in: {title}"));
        until(&mut robot, "Trang 1/1");
        let (_folder, path) = folder();
        save(&mut robot, "Ctrl+s", &path);
        let page = text(&path);
        assert!(page.contains("Nguyễn Thị Ánh"), "{page}");
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(part.split(' ').next().unwrap()), "{part}: {words}");
        robot.press("Escape");
    }
}
