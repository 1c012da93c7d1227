//! The rules of rating and the meter of the ceiling in the whole window, worked by a robot.

use crate::people::Office;
use crate::support::robot::Robot;
use so_chi_bo::domain::rating::{Level, Rating, RegimeForm, Subject};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::{Author, Db, ratings, regimes};
use so_chi_bo::settings::Loaded;
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;

type Window = Robot<App, Message>;

/// A window over an organisation with a cell of seven: one excellent, five good, one open.
fn window() -> (Window, Db) {
    let office = Office::on("21/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ trường", "");
    let cell = office.unit(Some(top), UnitKind::Cell, "Chi bộ Toán", "");
    let mut people = Vec::new();
    for (name, level) in [
        ("Nguyễn Thị An", Some(Level::Excellent)),
        ("Trần Văn Bình", Some(Level::Good)),
        ("Lê Thị Chi", Some(Level::Good)),
        ("Phạm Văn Dũng", Some(Level::Good)),
        ("Hoàng Thị Giang", Some(Level::Good)),
        ("Vũ Văn Hải", Some(Level::Good)),
        ("Đỗ Thị Yến", None),
    ] {
        people.push((office.member(cell, name, "19/05/2010"), level.map(Rating::Level)));
    }
    office.done(move |database, author| ratings::rate_members(database, 2026, &people, author));
    let db = office.register.db.clone();
    let (app, task) = App::new(None, Loaded::default(), None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(office.register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    (robot, db)
}

fn words(robot: &mut Window) -> String {
    robot.texts().into_iter().map(|seen| seen.text).collect::<Vec<_>>().join("\n")
}

fn has(robot: &mut Window, part: &str) {
    let words = words(robot);
    assert!(words.contains(part), "“{part}” is not in:\n{words}");
}

fn press_text(robot: &mut Window, part: &str) {
    let texts = robot.texts();
    let seen = texts.iter().find(|seen| seen.text.contains(part));
    let text = seen.unwrap_or_else(|| panic!("no “{part}”")).text.clone();
    robot.click(&text);
}

#[test]
fn the_meter_counts_what_is_typed_and_opens_what_it_is_made_of() {
    let (mut robot, _) = window();
    robot.press("Ctrl+3");
    has(&mut robot, "Đảng bộ trường: Hoàn thành xuất sắc nhiệm vụ 1 / tối đa 1 (20% của 5 hoàn thành tốt)");
    has(&mut robot, "Điều 11, 366-QĐ/TW 30/8/2025");
    // The cursor stands on the first by given name: one good becomes excellent, and is too much.
    robot.press("Down");
    robot.press("Down");
    robot.type_text("1");
    has(&mut robot, "2 / tối đa 0 (20% của 4 hoàn thành tốt) — Vượt tỷ lệ");
    robot.press("Ctrl+z");
    robot.wait_for(|_| true);

    press_text(&mut robot, "/ tối đa");
    has(&mut robot, "Tỷ lệ xếp loại mức cao nhất");
    has(&mut robot, "Quyết định nâng tỷ lệ");
    press_text(&mut robot, "Xem quy định");
    has(&mut robot, "366-QĐ/TW; 43-HD/BTCTW (ngày 30/08/2025)");
    robot.press("Escape");
    assert!(!words(&mut robot).contains("Thêm quy định mới"));
}

#[test]
fn a_new_regulation_is_typed_in_by_hand() {
    let (mut robot, db) = window();
    robot.press("F1");
    robot.type_text("quy dinh xep loai");
    robot.press("Enter");
    has(&mut robot, "Mỗi quy định áp dụng từ một năm");
    has(&mut robot, "chưa đối chiếu văn bản");
    press_text(&mut robot, "Thêm quy định mới");
    // Left empty, the field tells; what is typed goes on from there.
    assert!(robot.is_focused("regime-Head-FromYear"), "{:?}", robot.focused_text());
    robot.press("Tab");
    has(&mut robot, "cần nhập mục này");
    robot.unikey("400-QĐ/TW");
    robot.press("Ctrl+s");
    assert!(robot.is_focused("regime-Head-FromYear"), "{:?}", robot.focused_text());
    robot.type_text("2027");
    robot.press("Ctrl+s");
    has(&mut robot, "từ 2027");
    has(&mut robot, "2025-2026");
    let newest = db.wait(regimes::list).unwrap().remove(0).regime;
    assert_eq!((newest.from_year, newest.source.as_str()), (2027, "400-QĐ/TW"));
    assert!(!newest.is_confirmed());
    // A change half typed is not lost on the first Escape.
    press_text(&mut robot, "400-QĐ/TW");
    robot.type_text("1");
    robot.press("Escape");
    has(&mut robot, "Quy định xếp loại từ năm");
    robot.press("Escape");
    has(&mut robot, "từ 2027");
}

#[test]
fn settings_lead_to_the_rules_and_a_decided_year_keeps_its_levels() {
    let (mut robot, db) = window();
    let mut form = ratings::DecisionForm::default();
    "15-QĐ/ĐU".clone_into(&mut form.decision);
    "20/11/2026".clone_into(&mut form.on);
    let author =
        so_chi_bo::services::Author { name: "thử".to_owned(), today: crate::people::day("21/11/2026") };
    db.wait(move |database| ratings::decide(database, 2026, Subject::Member, &form, &author)).unwrap();
    robot.press("Ctrl+,");
    // Backwards from the first: the button to close, then the last in the dialog, scrolled to.
    robot.press("Shift+Tab");
    robot.press("Shift+Tab");
    press_text(&mut robot, "Quy định xếp loại");
    has(&mut robot, "đã chốt đến năm 2026");
    press_text(&mut robot, "từ 2025");
    has(&mut robot, "Các mức, từ cao xuống thấp");
    press_text(&mut robot, "Hoàn thành xuất sắc nhiệm vụ");
    robot.type_text("x");
    robot.press("Ctrl+s");
    robot.wait_for(|_| true);
    has(&mut robot, "xếp loại năm 2026 đã chốt theo quy định này");
    has(&mut robot, "hãy thêm quy định mới áp dụng từ năm 2027");
    robot.press("Escape");
    robot.press("Escape");
    has(&mut robot, "Thêm quy định mới");
    let now = db.wait(regimes::list).unwrap().remove(0).regime;
    assert_eq!(now.member_levels[0].name, "Hoàn thành xuất sắc nhiệm vụ");
}

#[test]
fn an_open_year_is_moved_to_newer_rules_once_everything_fits() {
    let (mut robot, db) = window();
    db.wait(|database| {
        let old = regimes::list(database)?.remove(0).regime;
        let mut form = RegimeForm::from(&old);
        "2026".clone_into(&mut form.from_year);
        "400-QĐ/TW".clone_into(&mut form.source);
        form.members.levels.retain(|level| level.level != Level::Good);
        regimes::add(database, &form, &Author::here())
    })
    .unwrap();
    let open = |robot: &mut Window| {
        robot.press("Ctrl+Shift+p");
        robot.type_text("quy dinh xep loai");
        robot.press("Enter");
        press_text(robot, "Chuyển năm 2026");
    };
    open(&mut robot);
    has(&mut robot, "5 chỗ ghi mức không có trong quy định mới");
    has(&mut robot, "Trần Văn Bình: Hoàn thành tốt nhiệm vụ (xếp loại)");
    robot.press("Escape");
    robot.press("Escape");
    db.wait(|database| {
        let sheet = ratings::member_sheet(database, 2026, None)?;
        let good = sheet.rows.iter().filter(|row| row.rating == Some(Rating::Level(Level::Good)));
        let ratings: Vec<_> = good.map(|row| (row.id, Some(Rating::Level(Level::Completed)))).collect();
        ratings::rate_members(database, 2026, &ratings, &Author::here())
    })
    .unwrap();
    open(&mut robot);
    has(&mut robot, "Mọi xếp loại đã ghi đều có mức tương ứng");
    press_text(&mut robot, "Chuyển năm 2026");
    robot.wait_for(|_| true);
    let sheet = db.wait(|database| ratings::member_sheet(database, 2026, None)).unwrap();
    assert_eq!(sheet.regime.source, "400-QĐ/TW");
    assert!(!words(&mut robot).contains("Chuyển năm 2026"), "nothing is left to move");
}
