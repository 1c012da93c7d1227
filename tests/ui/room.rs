//! The whole window in the sizes that offices have: nothing is cut, nothing overlaps, notices
//! cover nothing, and a change of size loses neither the focus nor what is being typed.

use crate::people::Office;
use crate::support::robot::Robot;
use iced::Rectangle;
use so_chi_bo::domain::rating::Subject;
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::ratings::{self, DecisionForm};
use so_chi_bo::settings::Loaded;
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;
use so_chi_bo::ui::widget::focus_on;

type Window = Robot<App, Message>;

/// The smallest usual screens.
const SCREENS: [(f32, f32); 2] = [(1024.0, 768.0), (1366.0, 768.0)];
/// The tabs by their keys.
const TABS: [&str; 6] = ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6"];
/// The controls in which work on a tab is done, and a cell that can be typed in.
const GRIDS: [(&str, &str); 3] =
    [("Ctrl+2", "members-grid"), ("Ctrl+3", "ratings-list"), ("Ctrl+4", "quotas-grid")];

/// A register of many people, in units with long names.
fn office() -> Office {
    let office = Office::on("21/11/2026");
    let above =
        "Đảng bộ Trung tâm Ứng dụng tiến bộ khoa học và công nghệ trực thuộc Sở Khoa học và Công nghệ";
    let committee = office.unit(None, UnitKind::Committee, above, "01/01/1980");
    let below = "Chi bộ Phòng Kế hoạch nghiệp vụ, tổ chức hành chính và quản trị tài sản công";
    let cell = office.unit(Some(committee), UnitKind::BaseCell, below, "01/01/1990");
    for number in 0..40 {
        let _ = office.member(cell, &name(number), "03/02/2000");
    }
    office
}

fn desk() -> Window {
    opened(office())
}

fn opened(office: Office) -> Window {
    let (app, task) = App::new(None, Loaded::default(), None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(office.register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    robot
}

/// The name of a person by their place in the list.
fn name(place: u8) -> String {
    let [first, second] = [b'A' + place / 10, b'a' + place % 10].map(char::from);
    format!("Nguyễn Phước Hoàng Ngọc Bảo Trân {first}{second}")
}

fn words(robot: &mut Window) -> Vec<String> {
    robot.texts().into_iter().map(|seen| seen.text).collect()
}

fn bottom(bounds: Rectangle) -> f32 {
    bounds.y + bounds.height
}

/// All controls lie within the window, and none on another.
fn check(robot: &mut Window, place: &str, (width, height): (f32, f32)) {
    let stops = robot.stops();
    for (index, stop) in stops.iter().enumerate() {
        let Rectangle { x, y, width: wide, .. } = stop.bounds;
        assert!(x >= 0.0 && x + wide <= width + 0.5, "{place}: {stop:?} is cut");
        if stop.pane.is_none() {
            assert!(y >= 0.0 && bottom(stop.bounds) <= height + 0.5, "{place}: {stop:?} is cut");
        }
        assert!(wide >= 20.0 && stop.bounds.height >= 20.0, "{place}: {stop:?} is squeezed");
        for other in stops.iter().skip(index + 1).filter(|other| other.pane == stop.pane) {
            let shared = stop.bounds.intersection(&other.bounds);
            let is_apart = shared.is_none_or(|shared| shared.width < 1.0 || shared.height < 1.0);
            assert!(is_apart, "{place}: {stop:?} lies on {other:?}");
        }
    }
}

#[test]
fn nothing_is_cut_and_nothing_overlaps_on_the_smallest_screens() {
    let mut robot = desk();
    for screen in SCREENS {
        robot.resize(screen.0, screen.1);
        for tab in TABS {
            robot.press(tab);
            robot.wait_for(|_| true);
            check(&mut robot, &format!("{tab} at {screen:?}"), screen);
        }
        robot.press("Ctrl+3");
        robot.press("F7");
        check(&mut robot, &format!("the panel at {screen:?}"), screen);
        robot.press("F7");
        robot.press("Ctrl+2");
        robot.press("Ctrl+n");
        check(&mut robot, &format!("a new record at {screen:?}"), screen);
        robot.press("Escape");
    }
}

#[test]
fn words_of_buttons_are_whole_on_the_smallest_screen() {
    let mut robot = desk();
    robot.resize(1024.0, 768.0);
    for (tab, said) in [
        ("Ctrl+2", ["Thêm đảng viên", "Chọn cột", "In danh sách"]),
        ("Ctrl+3", ["Tổ chức đảng", "Các bước", "Chốt năm"]),
        ("Ctrl+4", ["Phân bổ", "Biểu đồ", "Chậm xếp trước"]),
    ] {
        robot.press(tab);
        for word in said {
            let place = robot.place_of(word);
            assert!(place.height < 24.0, "{tab}: “{word}” is broken: {place:?}");
        }
        // In a wider window the keys have room beside the words.
        assert!(tab == "Ctrl+3" || !robot.text_visible("Ctrl+P"), "{tab}: {:?}", words(&mut robot));
    }
    robot.resize(1600.0, 900.0);
    for tab in ["Ctrl+2", "Ctrl+3", "Ctrl+4"] {
        robot.press(tab);
        assert!(robot.text_visible("Ctrl+P"), "{tab}: {:?}", words(&mut robot));
    }
}

// ---- change of size

#[test]
fn a_change_of_size_keeps_the_focus_and_a_running_edit() {
    let mut robot = desk();
    for (tab, grid) in GRIDS {
        robot.resize(1366.0, 768.0);
        robot.press(tab);
        robot.press("Ctrl+Home");
        assert!(robot.is_focused(grid), "{tab}: {:?}", robot.focused());
        // Across the least width and the least height, one after the other and both.
        for (width, height) in [
            (1366.0, 600.0),
            (1366.0, 400.0),
            (700.0, 900.0),
            (600.0, 300.0),
            (1024.0, 768.0),
            (1920.0, 1080.0),
        ] {
            robot.resize(width, height);
            assert!(robot.is_focused(grid), "{tab} at {width}x{height}: {:?}", robot.focused());
        }
    }

    robot.resize(1366.0, 768.0);
    robot.press("Ctrl+2");
    robot.press("Ctrl+Home");
    // The column of the home place: the row stays where it is.
    robot.burst(&["Right"; 5]);
    robot.type_text("Lê Văn");
    for (width, height) in [(1366.0, 400.0), (700.0, 700.0), (1366.0, 768.0)] {
        robot.resize(width, height);
        robot.type_text("x");
        assert!(words(&mut robot).iter().any(|text| text.starts_with("Lê Vănx")), "{:?}", words(&mut robot));
    }
    robot.press("Enter");
    robot.wait_for(|_| true);
    assert!(words(&mut robot).iter().any(|text| text == "Lê Vănxxx"), "{:?}", words(&mut robot));

    // A field of a form and its cursor.
    robot.press("Ctrl+n");
    robot.type_text("Trần Mai");
    robot.press("Left");
    robot.press("Left");
    robot.press("Left");
    robot.resize(1366.0, 450.0);
    robot.type_text("Thị ");
    robot.resize(1366.0, 768.0);
    assert!(robot.is_focused("member-Name"));
    assert!(robot.text_visible("Trần Thị Mai"), "{:?}", words(&mut robot));
}

#[test]
fn a_lower_window_keeps_the_cell_of_the_cursor_in_sight() {
    let mut robot = desk();
    for (tab, grid) in [("Ctrl+2", "members-grid"), ("Ctrl+3", "ratings-list")] {
        robot.resize(1366.0, 900.0);
        robot.press(tab);
        robot.press("Ctrl+Home");
        let shown = robot.texts().iter().filter(|seen| seen.text.contains("Bảo Trân")).count();
        let steps = vec!["Down"; shown.saturating_sub(2)];
        robot.burst(&steps);
        let name = name(u8::try_from(steps.len()).unwrap());
        assert!(robot.text_visible(&name), "{tab}: {:?}", words(&mut robot));
        robot.resize(1366.0, 700.0);
        assert!(robot.text_visible(&name), "{tab}: {:?}", words(&mut robot));
        assert!(robot.is_focused(grid));
    }
}

#[test]
fn a_banner_that_comes_or_goes_leaves_the_focus_and_what_is_typed() {
    let office = office();
    let form =
        DecisionForm { decision: "1-QĐ".to_owned(), on: "19/12/2025".to_owned(), ..DecisionForm::default() };
    let author = office.author.clone();
    let decided =
        office.register.db.wait(move |db| ratings::decide(db, 2025, Subject::Member, &form, &author));
    assert!(decided.is_ok(), "{decided:?}");
    let mut robot = opened(office);
    let has_banner = |robot: &mut Window| words(robot).iter().any(|text| text.contains("1-QĐ"));

    robot.press("Ctrl+3");
    for (id, typed) in [("ratings-list", ""), ("ratings-search", "Trân B")] {
        robot.run(focus_on(id));
        robot.type_text(typed);
        for (key, is_decided) in [("Ctrl+PageUp", true), ("Ctrl+PageDown", false)] {
            robot.press(key);
            robot.wait_for(|_| true);
            assert_eq!(has_banner(&mut robot), is_decided, "{id}, {key}");
            assert!(robot.is_focused(id), "{id}, {key}: {:?}", robot.focused());
        }
        if !typed.is_empty() {
            robot.type_text("a");
            assert!(robot.text_visible("Trân Ba"), "{:?}", words(&mut robot));
        }
    }

    // The bar for finding comes above the sheet and goes again.
    for (tab, grid) in GRIDS {
        robot.press(tab);
        robot.run(focus_on(grid));
        robot.press("Ctrl+f");
        assert!(!robot.is_focused(grid), "{tab}");
        robot.type_text("Trân");
        robot.press("Escape");
        assert!(robot.is_focused(grid), "{tab}: {:?}", robot.focused());
    }
}

// ---- notices

/// Where the grid with the focus is.
fn grid(robot: &mut Window) -> Rectangle {
    let stops = robot.stops();
    stops.iter().find(|stop| stop.is_focused).expect("a focus").bounds
}

#[test]
fn a_notice_of_something_done_stands_at_the_foot_and_moves_nothing() {
    let mut robot = desk();
    for screen in SCREENS {
        robot.resize(screen.0, screen.1);
        for (tab, _) in GRIDS {
            robot.press(tab);
            robot.press("Ctrl+Home");
            match tab {
                "Ctrl+2" => robot.burst(&["Right", "Right", "Right", "T", "à", "y", "Enter"]),
                "Ctrl+3" => robot.burst(&["1", "2"]),
                _ => robot.burst(&["Right", "7", "Enter"]),
            }
            robot.wait_for(|_| true);
            let undo = robot.place_of("Hoàn tác");
            assert!(undo.y > screen.1 - 40.0, "{tab} at {screen:?}: {undo:?} is not at the foot");
            let with_notice = grid(&mut robot);
            let lower = robot.texts().into_iter().filter(|seen| seen.bounds.y < undo.y - 8.0);
            let covered: Vec<_> = lower.filter(|seen| seen.bounds.intersects(&undo)).collect();
            assert!(covered.is_empty(), "{tab} at {screen:?}: {covered:?}");
            (1..100).for_each(|id| robot.send(Message::Dismissed(id)));
            assert!(!robot.text_visible("Hoàn tác"), "{tab} at {screen:?}");
            let without = grid(&mut robot);
            let moved = (without.y - with_notice.y).abs() + (without.height - with_notice.height).abs();
            assert!(moved < 0.5, "{tab} at {screen:?}: {with_notice:?} became {without:?}");
            robot.press("Ctrl+z");
            robot.wait_for(|_| true);
        }
    }
}

#[test]
fn a_notice_stays_below_an_open_dialog_and_moves_nothing() {
    let mut robot = desk();
    robot.press("Ctrl+3");
    robot.burst(&["1", "F9"]);
    robot.wait_for_text("Xếp loại năm 2026:");
    let title = robot.place_of("Chốt xếp loại đảng viên năm 2026");
    assert!(!robot.text_visible("Hoàn tác"), "nothing to press while a dialog is open");
    robot.send(Message::Dismissed(1));
    assert!(!words(&mut robot).iter().any(|text| text.starts_with("Xếp loại năm 2026:")));
    assert!((robot.place_of("Chốt xếp loại đảng viên năm 2026").y - title.y).abs() < 0.5);
    robot.press("Escape");
    assert!(robot.is_focused("ratings-list"), "{:?}", robot.focused());
}

#[test]
fn a_notice_of_a_problem_makes_room_for_itself() {
    let mut robot = desk();
    robot.press("Ctrl+3");
    robot.press("Ctrl+Home");
    let before = grid(&mut robot);
    robot.send(Message::Desk(so_chi_bo::ui::desk::Message::Undone(Err(
        so_chi_bo::services::Error::NothingToUndo,
    ))));
    let after = grid(&mut robot);
    assert!(after.height < before.height && after.y == before.y, "{before:?} {after:?}");
    let said = robot.texts().into_iter().find(|seen| seen.text.contains("hoàn tác")).expect("the notice");
    assert!(said.bounds.y > bottom(after), "{said:?} covers {after:?}");
    check(&mut robot, "with a problem", (1366.0, 768.0));
}
