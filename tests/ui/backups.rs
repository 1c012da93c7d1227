//! Backups in the window, worked by a robot: taken on closing, listed, checked, copied to a second
//! place, and restored from the start screen.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::robot::Robot;
use chrono::NaiveDate;
use so_chi_bo::services::backups::{self, Kept, Reason};
use so_chi_bo::services::registers::{self, Recipe};
use so_chi_bo::services::{Author, inspection};
use so_chi_bo::settings::{Loaded, SecondPlace, Settings};
use so_chi_bo::store::workspace::{Cost, Secret};
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::desk;
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;

type Window = Robot<App, Message>;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);
const PASSWORD: &str = "đồng lúa chín tháng mười";

fn author() -> Author {
    Author { name: "Thư ký".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap() }
}

/// A register on the disk, open in the window.
fn window(folder: &Path, settings: Settings) -> Window {
    let recipe = Recipe { name: "Sổ thử", password: PASSWORD, cost: Cost::QUICK };
    let register = match folder.exists() {
        true => registers::open(folder, Secret::Password(PASSWORD)).unwrap(),
        false => registers::create(folder, recipe, &author()).unwrap().register,
    };
    let (app, task) = App::new(None, Loaded { settings, trouble: None }, None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    robot
}

fn words(robot: &mut Window) -> String {
    robot.texts().into_iter().map(|seen| seen.text).collect::<Vec<_>>().join("\n")
}

fn wait_for_words(robot: &mut Window, wanted: &str) {
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        if words(robot).contains(wanted) {
            return;
        }
        robot.wait_for(|_| true);
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{wanted} is not seen: {}", words(robot));
}

fn kept(folder: &Path) -> Vec<Kept> {
    backups::shelf_of(folder).unwrap().list().unwrap()
}

#[test]
fn closing_backs_up_what_changed_and_only_that() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    let mut robot = window(&folder, Settings::default());
    assert!(words(&mut robot).contains("chưa có bản sao lưu"));
    robot.send(Message::CloseAsked);
    robot.wait_for(|app| !app.title().contains("Sổ thử"));
    assert_eq!(kept(&folder).len(), 1);
    assert_eq!(kept(&folder)[0].manifest.as_ref().unwrap().reason, Reason::Closing);
    let mut robot = window(&folder, Settings::default());
    assert!(words(&mut robot).contains("đã sao lưu"));
    robot.send(Message::LeaveAsked);
    robot.wait_for(|_| true);
    let until = Instant::now() + PATIENCE;
    while !robot.is_closed && Instant::now() < until {
        robot.wait_for(|_| true);
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(robot.is_closed);
    assert_eq!(kept(&folder).len(), 1, "nothing changed");
}

#[test]
fn the_dialog_takes_checks_and_copies_to_a_second_place() {
    let home = tempfile::tempdir().unwrap();
    let (folder, stick) = (home.path().join("sổ"), home.path().join("usb"));
    std::fs::create_dir(&stick).unwrap();
    let mut robot = window(&folder, Settings::default());
    robot.send(Message::Desk(desk::Message::BackupsAsked));
    assert!(words(&mut robot).contains("Chưa có bản sao lưu nào"));
    robot.click("Sao lưu ngay");
    wait_for_words(&mut robot, "Đã sao lưu và kiểm tra.");
    wait_for_words(&mut robot, "theo yêu cầu");
    // The one just taken is marked.
    robot.click("Kiểm tra bản đã chọn");
    wait_for_words(&mut robot, "Bản sao lưu tốt");
    let label = robot.place_of("Nơi lưu thứ hai (USB, ổ khác)");
    let field = iced::Point::new(label.x + 40.0, label.y + label.height + 20.0);
    robot.click_at(field);
    robot.type_text(home.path().join("không có").to_str().unwrap());
    robot.click("Ghi nhớ và chép sang");
    wait_for_words(&mut robot, "Không thấy thư mục này");
    robot.click_at(field);
    robot.press("Ctrl+a");
    robot.type_text(stick.to_str().unwrap());
    robot.click("Ghi nhớ và chép sang");
    wait_for_words(&mut robot, "đã chép một bản vào");
    let copies: Vec<_> = std::fs::read_dir(&stick).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(copies.len(), 1);
    assert!(backups::check(&copies[0], Some(Secret::Password(PASSWORD))).unwrap().is_opened);
}

#[test]
fn keys_go_on_from_the_button_that_was_pressed_and_a_missing_stick_is_said_to_be_missing() {
    let home = tempfile::tempdir().unwrap();
    let (folder, stick) = (home.path().join("sổ"), home.path().join("usb"));
    drop(window(&folder, Settings::default()));
    let uuid = {
        let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
        register.db.wait(registers::info).unwrap().register.uuid
    };
    let place = SecondPlace { path: stick.clone(), copied: Some(chrono::Local::now()) };
    let settings = Settings { second_places: [(uuid, place)].into(), ..Settings::default() };
    let mut robot = window(&folder, settings);
    robot.send(Message::Desk(desk::Message::BackupsAsked));
    robot.press("Tab");
    robot.press("Shift+Tab");
    robot.press("Enter");
    let missing = format!("không thấy {}. Hãy cắm USB", stick.display());
    wait_for_words(&mut robot, &missing);
    assert!(!words(&mut robot).contains("os error"));
    robot.press("Tab");
    robot.press("Enter");
    wait_for_words(&mut robot, "Bản sao lưu tốt");
    assert_eq!(kept(&folder).len(), 1, "the second Enter was for the button beside");
}

#[test]
fn a_second_place_without_a_new_copy_is_reminded_of() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    drop(window(&folder, Settings::default()));
    let uuid = {
        let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
        register.db.wait(registers::info).unwrap().register.uuid
    };
    let with = |days: i64| {
        let copied = Some(chrono::Local::now() - chrono::TimeDelta::days(days));
        let place = SecondPlace { path: "/media/usb".into(), copied };
        Settings { second_places: [(uuid.clone(), place)].into(), ..Settings::default() }
    };
    assert!(words(&mut window(&folder, with(9))).contains("đã 9 ngày chưa có bản mới"));
    assert!(!words(&mut window(&folder, with(2))).contains("chưa có bản mới"));
}

#[test]
fn a_chosen_backup_is_restored_in_place_through_the_start_screen() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    let mut robot = window(&folder, Settings::default());
    robot.send(Message::Desk(desk::Message::BackupsAsked));
    robot.click("Sao lưu ngay");
    wait_for_words(&mut robot, "theo yêu cầu");
    robot.click("Khôi phục bản đã chọn…");
    wait_for_words(&mut robot, "Sổ đó được giữ nguyên dưới tên có đuôi .old");
    let until = Instant::now() + PATIENCE;
    while !robot.is_focused("restore-password") && Instant::now() < until {
        robot.wait_for(|_| true);
        std::thread::sleep(Duration::from_millis(50));
    }
    robot.type_text("sai rồi");
    robot.press("Enter");
    wait_for_words(&mut robot, "Mật khẩu không đúng");
    robot.press("Ctrl+a");
    robot.type_text(PASSWORD);
    robot.press("Enter");
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    let told = format!("Sổ trước đó còn nguyên ở {}.old-", folder.display());
    wait_for_words(&mut robot, &told);
    drop(robot);
    let aside = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path());
    let aside: Vec<_> = aside.filter(|path| path.display().to_string().contains(".old-")).collect();
    assert_eq!(aside.len(), 1);
    let register = registers::open(&aside[0], Secret::Password(PASSWORD)).unwrap();
    assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, []);
}
