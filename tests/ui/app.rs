//! The whole window, worked by a robot: the palette of commands, the walk of the focus through every
//! page and dialog, dialogs that give the focus back, leaving and locking with something unsaved.

use std::time::{Duration, Instant};

use crate::people::Office;
use crate::support::robot::Robot;
use iced::window::RedrawRequest;
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::settings::Loaded;
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;

type Window = Robot<App, Message>;

/// The window at its beginning.
fn beginning() -> Window {
    let (app, task) = App::new(None, Loaded::default(), None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot
}

/// The window with a register of a committee, two cells and three members.
fn desk() -> Window {
    let office = Office::on("21/11/2026");
    let committee = office.unit(None, UnitKind::Committee, "Đảng ủy xã", "01/01/1980");
    let cell = office.unit(Some(committee), UnitKind::BaseCell, "Chi bộ Trường học", "01/01/1990");
    let _ = office.unit(Some(committee), UnitKind::BaseCell, "Chi bộ Trạm y tế", "01/01/1990");
    for name in ["Nguyễn Thị Ánh", "Lê Đức Ân", "Trần Văn Bình"] {
        let _ = office.member(cell, name, "03/02/2000");
    }
    opened(office)
}

fn opened(office: Office) -> Window {
    let mut robot = beginning();
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(office.register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    robot
}

fn words(robot: &mut Window) -> Vec<String> {
    robot.texts().into_iter().map(|seen| seen.text).collect()
}

// ---- the palette

#[test]
fn every_command_has_words_a_group_and_a_key_of_its_own() {
    let mut robot = beginning();
    check_commands(&robot.state, "start");
    robot = desk();
    for tab in ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"] {
        robot.press(tab);
        check_commands(&robot.state, tab);
    }
    robot.press("Ctrl+2");
    robot.press("Ctrl+n");
    assert!(robot.is_focused("member-Name"));
    check_commands(&robot.state, "record");
    check_commands(&desk_of_nothing().state, "empty register");
}

fn desk_of_nothing() -> Window {
    opened(Office::on("21/11/2026"))
}

fn check_commands(app: &App, place: &str) {
    let commands = app.commands();
    assert!(commands.len() > 4, "{place}: {commands:?}");
    let mut keys = std::collections::BTreeMap::new();
    for command in &commands {
        assert!(!command.words().is_empty() && !command.group().is_empty(), "{place}: {command:?}");
        if !command.label().is_empty() {
            let before = keys.insert(command.label(), command.words().to_owned());
            assert_eq!(before, None, "{place}: {} means two things", command.label());
        }
    }
}

#[test]
fn the_palette_finds_a_command_without_accents_and_runs_it() {
    let mut robot = desk();
    robot.press("Ctrl+Shift+P");
    assert!(robot.is_focused("palette-search"));
    assert!(robot.text_visible("Thêm đảng viên") && robot.text_visible("Ctrl+N"));
    robot.type_text("vien them");
    assert!(!robot.text_visible("In danh sách"));
    robot.press("Enter");
    assert!(robot.text_visible("Đảng viên mới"), "{:?}", words(&mut robot));
    assert!(robot.is_focused("member-Name"));

    // What a grid does by its own keys can be found too, and is done to its cells.
    robot.press("Escape");
    robot.press("Ctrl+Home");
    robot.press("F1");
    robot.type_text("sao chep");
    robot.press("Enter");
    assert_eq!(robot.clipboard.0.as_deref(), Some("Nguyễn Thị Ánh"));
    robot.burst(&["Right", "F1"]);
    robot.type_text("an cot nay");
    robot.press("Enter");
    let titles = words(&mut robot).into_iter().filter(|text| text == "Giới tính").count();
    assert_eq!(titles, 1, "only the filter is left");
    assert!(robot.is_focused("members-grid"));
    robot.press("Ctrl+n");

    // What is typed and taken in one go is in order, whatever was drawn meanwhile.
    robot.press("F1");
    robot.burst(&["c", "h", "i", "Space", "t", "i", "e", "u", "Enter"]);
    assert!(robot.state.title().contains("Chỉ tiêu"), "{}", robot.state.title());
    assert!(robot.is_focused("quotas-grid"));
}

#[test]
fn the_palette_is_walked_with_arrows_clicked_and_shut_with_escape() {
    let mut robot = desk();
    let home = robot.focused();
    robot.press("Ctrl+Shift+P");
    robot.press("Tab");
    robot.press("Shift+Tab");
    assert!(robot.is_focused("palette-search"), "lines take no focus, the field keeps it");
    robot.press("Escape");
    assert_eq!(robot.focused(), home, "the focus is back");

    robot.press("F1");
    robot.press("Down");
    robot.press("PageDown");
    robot.press("Up");
    robot.press("Up");
    assert!(words(&mut robot).iter().any(|text| text.starts_with("Lệnh 9 /")), "{:?}", words(&mut robot));
    robot.press("Ctrl+a");
    robot.type_text("cot");
    robot.click("Chọn cột");
    assert!(robot.text_visible("Chọn cột của danh sách"));
    robot.press("Escape");
    assert_eq!(robot.focused(), home);
}

#[test]
fn the_mouse_moves_the_mark_of_the_palette_and_rests_without_a_word() {
    let mut robot = desk();
    let mark = |robot: &mut Window| {
        words(robot).into_iter().find(|text| text.starts_with("Lệnh ")).unwrap_or_default()
    };
    robot.press("F1");
    let at = {
        let mut lines = robot.texts().into_iter().filter(|seen| seen.text.starts_with("Ctrl+"));
        lines.nth(3).expect("a command with a key").bounds.center()
    };
    robot.move_to(at);
    let pointed = mark(&mut robot);
    assert!(!pointed.starts_with("Lệnh 1 /"), "{pointed}");
    // Only the lines: the caret in the search blinks.
    let lines = |robot: &mut Window| {
        let row = 4 * 1366;
        robot.frame()[(at.y as usize - 60) * row..(at.y as usize + 60) * row].to_vec()
    };
    let by_mouse = lines(&mut robot);
    robot.press("Up");
    assert_ne!(mark(&mut robot), pointed, "a mouse that rests does not keep the mark");
    robot.press("Escape");

    // The same line marked by key alone looks the same: no second line is lit by the mouse.
    robot.move_to(iced::Point::ORIGIN);
    robot.press("F1");
    while mark(&mut robot) != pointed {
        robot.press("Down");
    }
    let by_key = lines(&mut robot);
    robot.press("Down");
    assert!(by_mouse == by_key, "the same line looks otherwise");
    assert!(by_mouse != lines(&mut robot), "the mark is seen");
    robot.press("Escape");

    // What opens below a resting mouse is not marked by it.
    robot.move_to(at);
    robot.press("F1");
    assert!(mark(&mut robot).starts_with("Lệnh 1 /"), "{}", mark(&mut robot));
}

#[test]
fn a_caret_blinks_for_some_seconds_and_then_nothing_is_drawn() {
    let mut robot = beginning();
    robot.press("Ctrl+n");
    let typed = Instant::now();
    robot.press("a");
    assert!(robot.texts().iter().any(|seen| seen.text == "a"), "there is a caret");
    let soon = robot.frame_after(typed + Duration::from_secs(2));
    assert!(matches!(soon, RedrawRequest::At(_)), "{soon:?}");
    let late = robot.frame_after(typed + Duration::from_millis(60_250));
    assert_eq!(late, RedrawRequest::Wait);
    robot.press("b");
    let again = robot.frame_after(Instant::now());
    assert!(matches!(again, RedrawRequest::At(_)), "{again:?}");
}

#[test]
fn the_form_for_a_new_register_points_out_what_is_wrong_on_leaving() {
    let mut robot = beginning();
    robot.send(Message::Start(start::Message::CreateChosen));
    robot.run(so_chi_bo::ui::widget::focus_on("create-password"));
    robot.press("Tab");
    assert!(!robot.text_visible("Hai lần nhập mật khẩu không giống nhau."), "only passed through");
    robot.type_text("khác");
    assert!(!robot.text_visible("Hai lần nhập mật khẩu không giống nhau."), "still typing");
    robot.press("Tab");
    assert!(robot.text_visible("Hai lần nhập mật khẩu không giống nhau."), "{:?}", words(&mut robot));
    assert!(!robot.text_visible("Hãy đặt tên cho sổ."), "nobody has been there");
}

#[test]
fn what_can_not_be_done_now_is_listed_and_not_run() {
    let mut robot = desk();
    robot.press("F1");
    robot.type_text("hoan tac");
    assert!(robot.text_visible("Hoàn tác"));
    robot.press("Enter");
    assert!(robot.is_focused("palette-search"), "nothing was done yet that could be undone");
}

// ---- the walk of the focus

/// Walks with Tab through all controls and back, and looks at their order.
fn walk(robot: &mut Window, place: &str) {
    let stops = robot.stops();
    assert!(!stops.is_empty(), "{place} has no control");
    for pair in stops.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        // What two panes scroll is compared by the panes.
        let is_together = a.pane == b.pane;
        let [first, second] = [a, b].map(|stop| stop.pane.filter(|_| !is_together).unwrap_or(stop.bounds));
        let is_above = second.y + second.height <= first.y + 1.0;
        let is_left = second.x + 1.0 < first.x && second.y < first.y + first.height - 1.0;
        assert!(!is_above && !is_left, "{place}: {b:?} comes after {a:?}");
    }
    let at = |robot: &mut Window| {
        let stops = robot.stops();
        let focused: Vec<_> = (0..stops.len()).filter(|stop| stops[*stop].is_focused).collect();
        assert_eq!(focused.len(), 1, "{place}: the focus is at {focused:?}");
        focused[0]
    };
    let first = at(robot);
    for key in ["Tab", "Shift+Tab"] {
        let mut walked = vec![first];
        for _ in 0..stops.len() * 20 {
            robot.press(key);
            let now = at(robot);
            // A grid may keep Tab for its cells; it must let go at its end.
            if walked.last() != Some(&now) {
                walked.push(now);
            }
            if now == first {
                break;
            }
        }
        let (all, last) = (stops.len(), walked.pop());
        assert!(
            last == Some(first) && (walked.len() == all || all == 1),
            "{place}, {key}: {walked:?} of {all}"
        );
    }
}

#[test]
fn tab_walks_in_reading_order_on_the_start_pages() {
    let mut robot = beginning();
    walk(&mut robot, "start");
    robot.press("Ctrl+n");
    walk(&mut robot, "create");
    robot.press("Escape");
    robot.press("Ctrl+o");
    walk(&mut robot, "open");
    robot.press("Escape");
    robot.press("F1");
    walk(&mut robot, "palette");
}

#[test]
fn tab_walks_in_reading_order_through_units_and_their_dialogs() {
    let mut robot = desk();
    robot.press("Ctrl+1");
    walk(&mut robot, "units");
    for (key, place) in [("Ctrl+n", "add"), ("F2", "edit"), ("F6", "move"), ("F8", "close")] {
        through(&mut robot, key, place);
    }
    let mut empty = desk_of_nothing();
    walk(&mut empty, "an empty register");
}

/// Opens a dialog by key, walks through it, and shuts it: the focus is back.
fn through(robot: &mut Window, key: &str, place: &str) {
    let before = robot.focused();
    robot.press(key);
    let title = words(robot);
    walk(robot, place);
    robot.press("Escape");
    assert_ne!(words(robot), title, "{place} is still open");
    assert_eq!(robot.focused(), before, "after {place}");
}

#[test]
fn tab_walks_in_reading_order_through_members_and_records() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    walk(&mut robot, "members");
    through(&mut robot, "Ctrl+k", "columns");
    through(&mut robot, "Ctrl+u", "choice of a unit");
    through(&mut robot, "Ctrl+,", "settings");
    robot.press("Ctrl+n");
    walk(&mut robot, "a new record");
    robot.press("Escape");
    assert!(robot.is_focused("members-grid"));
    robot.press("Ctrl+Home");
    robot.press("Enter");
    robot.wait_for(|_| true);
    assert!(robot.is_focused("member-Name"), "{:?}", words(&mut robot));
    walk(&mut robot, "a record");
    for (key, place) in [("F6", "status"), ("F7", "transfer"), ("F8", "post")] {
        through(&mut robot, key, place);
    }
}

#[test]
fn tab_walks_in_reading_order_through_ratings_and_quotas() {
    let mut robot = desk();
    robot.press("Ctrl+3");
    walk(&mut robot, "ratings");
    for (key, place) in [("F9", "decision"), ("Ctrl+p", "paper"), ("k", "reason")] {
        through(&mut robot, key, place);
    }
    robot.press("F4");
    walk(&mut robot, "ratings of units");
    robot.press("Ctrl+u");
    robot.type_text("truong hoc");
    robot.press("Enter");
    robot.press("Ctrl+4");
    walk(&mut robot, "quotas");
    through(&mut robot, "Ctrl+t", "term");
    robot.press("Ctrl+5");
    walk(&mut robot, "summary");
    for (key, place) in [("F7", "totals"), ("F8", "rating targets")] {
        through(&mut robot, key, place);
    }
    for view in ["summary by years", "compare"] {
        robot.press("F6");
        walk(&mut robot, view);
    }
}

#[test]
fn tab_walks_in_reading_order_on_the_locked_window() {
    let mut robot = desk();
    robot.press("Ctrl+l");
    assert!(robot.text_visible("Sổ đang khóa"));
    walk(&mut robot, "lock");
}

// ---- dialogs and the focus

#[test]
fn a_dialog_opened_by_mouse_gives_the_focus_back_to_its_button() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    robot.click("Chọn cột");
    assert!(robot.text_visible("Chọn cột của danh sách"));
    robot.press("Escape");
    assert!(robot.is_focused("members-columns"));
}

#[test]
fn when_the_control_is_gone_the_focus_goes_to_the_main_one() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    // The record's button for a sheet is gone with the record.
    robot.press("Ctrl+n");
    robot.type_text("Mới");
    robot.press("Escape");
    assert!(robot.text_visible("Ở lại"));
    robot.press("Ctrl+d");
    assert!(robot.is_focused("members-grid"), "{:?}", robot.focused());
}

#[test]
fn unlocking_under_the_open_settings_leaves_them_the_focus() {
    let mut robot = desk();
    robot.press("Ctrl+,");
    assert!(robot.text_visible("Cài đặt"));
    let first = robot.stops().iter().position(|stop| stop.is_focused);
    robot.press("Ctrl+l");
    assert!(robot.text_visible("Sổ đang khóa") && !robot.text_visible("Ngôn ngữ"));
    robot.press("Enter");
    robot.wait_for(|app| app.title().contains("Sổ thử") && !app.title().contains("khóa"));
    assert!(robot.text_visible("Ngôn ngữ"));
    let now = robot.stops().iter().position(|stop| stop.is_focused);
    assert!(first.is_some() && now == first, "the dialog has the focus: {now:?}");
    robot.press("Escape");
    assert!(robot.focused().is_some(), "and gives it back");
}

// ---- keys in one batch

#[test]
fn a_key_meets_the_window_that_the_keys_before_it_have_made() {
    let mut robot = desk();
    robot.press("Ctrl+3");
    robot.press("Ctrl+,");
    assert!(robot.text_visible("Ngôn ngữ"));
    robot.burst(&["Escape", "F7"]);
    assert!(!robot.text_visible("Ngôn ngữ"));
    assert!(robot.is_focused("ratings-panel"), "{:?}", robot.focused());
    robot.press("F7");

    // Digits after the key of a dialog are the dialog's; in the sheet they would rate somebody.
    let entries = |robot: &mut Window| words(robot).into_iter().find(|text| text.starts_with("Nhật ký: mục"));
    let before = entries(&mut robot);
    robot.burst(&["F9", "1", "2", "-", "Q"]);
    assert!(robot.text_visible("12-Q"), "{:?}", words(&mut robot));
    robot.press("Escape");
    assert!(robot.text_visible("12-Q"), "what was typed is asked for once: {:?}", words(&mut robot));
    robot.press("Escape");
    assert!(!robot.text_visible("12-Q"), "{:?}", words(&mut robot));
    assert_eq!(entries(&mut robot), before, "nobody was rated");

    // From tab to tab to a form, and into it.
    robot.burst(&["Ctrl+4", "Ctrl+2", "Ctrl+n", "L", "ê", "Space", "A", "n", "Tab"]);
    assert!(robot.text_visible("Lê An") && !robot.is_focused("member-Name"), "{:?}", words(&mut robot));
    robot.burst(&["Escape", "Ctrl+d", "Ctrl+1", "Ctrl+Home"]);
    assert!(robot.is_focused("units-grid"), "{:?}", robot.focused());
}

// ---- leaving and locking

#[test]
fn leaving_says_what_would_be_lost_and_staying_keeps_it() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    robot.press("Ctrl+Home");
    robot.press("Enter");
    assert!(robot.is_focused("member-Name"), "{:?}", words(&mut robot));
    robot.press("End");
    robot.type_text(" Mai");
    robot.press("Ctrl+q");
    let said = words(&mut robot);
    let line = said.iter().find(|text| text.contains("Hồ sơ của")).expect("the record is named");
    assert!(line.contains("Nguyễn Thị Ánh: Họ và tên khai sinh"), "{line}");
    assert!(robot.is_focused("leave-stay"), "Enter in haste loses nothing");
    robot.press("Escape");
    assert!(!robot.is_closed && robot.is_focused("member-Name"));
    assert!(robot.text_visible("Nguyễn Thị Ánh Mai"));

    // Locked, the draft stays and no name is shown.
    robot.press("Ctrl+l");
    robot.click("Đóng sổ");
    let said = words(&mut robot);
    assert!(said.iter().any(|text| text.contains("thẻ Đảng viên")), "{said:?}");
    assert!(!said.iter().any(|text| text.contains("Ánh")), "{said:?}");
    robot.press("Escape");
    robot.click("Mở khóa");
    robot.wait_for(|app| app.title().contains("Sổ thử") && !app.title().contains("khóa"));
    assert!(robot.text_visible("Nguyễn Thị Ánh Mai"));

    robot.send(Message::LeaveAsked);
    robot.press("Shift+Tab");
    robot.press("Tab");
    robot.click("Rời đi, bỏ phần chưa lưu");
    robot.wait_for(|_| true);
    assert!(robot.is_closed);
}

#[test]
fn a_page_pasted_into_a_name_is_not_read_out() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    robot.press("Ctrl+n");
    robot.clipboard.0 = Some("Nguyễn Văn ".repeat(1_000));
    robot.press("Ctrl+v");
    robot.press("Ctrl+q");
    let said = words(&mut robot);
    assert!(said.iter().any(|text| text.contains("Hồ sơ của Nguyễn Văn")), "{said:?}");
    assert!(said.iter().all(|text| text.chars().count() < 200), "{said:?}");
}

#[test]
fn a_cell_that_is_being_typed_in_the_list_is_counted_too() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    robot.press("Ctrl+Home");
    robot.type_text("Mai");
    robot.send(Message::LeaveAsked);
    let said = words(&mut robot);
    assert!(said.iter().any(|text| text.contains("1 ô chưa ghi ở danh sách")), "{said:?}");
}

#[test]
fn leaving_with_nothing_typed_asks_nothing() {
    let mut robot = desk();
    robot.send(Message::LeaveAsked);
    assert!(robot.is_closed);
}

#[test]
fn leaving_over_the_open_settings_comes_back_to_them() {
    let mut robot = desk();
    robot.press("Ctrl+,");
    let label = robot.place_of("Địa danh");
    robot.click_at(iced::Point::new(label.x + 40.0, label.y + label.height + 20.0));
    robot.type_text("Càng Long");
    robot.send(Message::LeaveAsked);
    assert!(words(&mut robot).iter().any(|text| text.contains("Phần đầu và phần ký")));
    robot.press("Escape");
    assert!(robot.text_visible("Ngôn ngữ") && robot.text_visible("Càng Long"));
}

// ---- locking with something open

fn lock_and_unlock(robot: &mut Window) {
    // As the clock does it when nobody is there.
    robot.send(Message::Desk(so_chi_bo::ui::desk::Message::LockChosen));
    assert!(robot.text_visible("Sổ đang khóa"), "{:?}", words(robot));
    assert!(!words(robot).iter().any(|text| text.contains("Nguyễn")), "no name is seen");
    robot.press("Enter");
    robot.wait_for(|app| app.title().contains("Sổ thử") && !app.title().contains("khóa"));
}

#[test]
fn locking_in_the_midst_of_a_cell_stores_what_was_typed() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    robot.burst(&["Ctrl+Home", "Right", "Right", "Right", "T", "à", "y", "Ctrl+l"]);
    assert!(robot.text_visible("Sổ đang khóa"));
    robot.press("Enter");
    robot.wait_for(|app| app.title().contains("Sổ thử") && !app.title().contains("khóa"));
    assert!(robot.text_visible("Tày"), "{:?}", words(&mut robot));
    robot.wait_for(|app| !app.title().contains("khóa"));
    let said = words(&mut robot);
    assert!(!said.iter().any(|text| text.contains("chưa ghi")), "{said:?}");
}

#[test]
fn locking_under_an_open_menu_a_preview_or_the_palette_leaves_a_window_to_work_in() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    robot.press("Ctrl+Home");
    robot.press("Shift+F10");
    robot.press("Escape");
    for open in ["Shift+F10", "F1", "Ctrl+v", "F2"] {
        // More rows than there are and a date that is none: a preview.
        robot.clipboard.0 = Some("x\ty\t99/99/99\nx\ty\tz\nx\ty\tz\nx\ty\tz\nx\ty\tz".to_owned());
        robot.press(open);
        if open == "Ctrl+v" {
            robot.wait_for(|_| true);
        }
        lock_and_unlock(&mut robot);
        assert!(robot.focused().is_some(), "{open}: {:?}", words(&mut robot));
        assert!(robot.text_visible("Nguyễn Thị Ánh"), "{open}: {:?}", words(&mut robot));
        robot.press("Escape");
        robot.press("Ctrl+1");
        robot.press("Ctrl+2");
        assert!(robot.is_focused("members-grid"), "{open}: {:?}", robot.focused());
    }
}

#[test]
fn the_key_that_locks_does_so_under_an_open_menu_and_other_commands_shut_it() {
    let mut robot = desk();
    robot.press("Ctrl+2");
    robot.press("Ctrl+Home");
    robot.press("Shift+F10");
    assert!(robot.text_visible("Sao chép"));
    robot.press("Ctrl+c");
    assert!(!robot.text_visible("Sao chép"));
    assert_eq!(
        robot.clipboard.0.as_deref(),
        Some("Nguyễn Thị Ánh"),
        "what the menu names by its key is done"
    );
    robot.press("Shift+F10");
    robot.press("Ctrl+l");
    assert!(robot.text_visible("Sổ đang khóa"), "{:?}", words(&mut robot));
}

// ---- settings

#[test]
fn wrong_minutes_are_told_when_their_field_is_left() {
    let mut robot = desk();
    robot.press("Ctrl+,");
    for typed in ["x", "300", ""] {
        robot.run(so_chi_bo::ui::widget::focus_on("settings-idle"));
        robot.press("Ctrl+a");
        robot.press("Delete");
        robot.type_text(typed);
        assert!(!robot.text_visible("Hãy nhập một số phút từ 0 đến 240."), "{typed}: not while one types");
        robot.press("Tab");
        assert!(robot.text_visible("Hãy nhập một số phút từ 0 đến 240."), "{typed}");
    }
}
