//! The dialog of the register's users, worked by a robot: by keyboard alone, with what is refused
//! said in a sentence, and the next sitting in the name of the user whose password opened it.

use std::path::Path;

use crate::support::robot::Robot;
use chrono::NaiveDate;
use so_chi_bo::domain::user::Role;
use so_chi_bo::services::registers::{self, OpenRegister, Recipe};
use so_chi_bo::services::{Author, users};
use so_chi_bo::settings::Loaded;
use so_chi_bo::store::workspace::{Cost, Secret};
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::desk;
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;

type Window = Robot<App, Message>;

const PASSWORD: &str = "đồng lúa chín tháng mười";
const HERS: &str = "mùa nước nổi năm nay";
const NEW: &str = "chợ nổi sáng sớm ghe";

fn author() -> Author {
    Author { name: "máy tính".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap() }
}

fn window(register: OpenRegister) -> Window {
    let (app, task) = App::new(None, Loaded::default(), None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    robot
}

fn open(folder: &Path, password: &str) -> Window {
    window(registers::open(folder, Secret::Password(password)).unwrap())
}

fn words(robot: &mut Window) -> String {
    robot.texts().into_iter().map(|seen| seen.text).collect::<Vec<_>>().join("\n")
}

fn wait_for_words(robot: &mut Window, wanted: &str) {
    for _ in 0..400 {
        if words(robot).contains(wanted) {
            return;
        }
        // Once round, so that a slow task is asked again.
        let rounds = std::cell::Cell::new(0);
        robot.wait_for(|_| rounds.replace(rounds.get() + 1) > 0);
    }
    panic!("{wanted} is not seen: {}", words(robot));
}

fn close(mut robot: Window) {
    robot.send(Message::CloseAsked);
    robot.wait_for(|app| !app.title().contains("Sổ thử"));
}

/// A register with Trần Văn Quản and Lê Thị Bé.
fn with_two(folder: &Path, role: Role) {
    let recipe = Recipe { name: "Sổ thử", password: PASSWORD, cost: Cost::QUICK };
    let OpenRegister { db, mut workspace } = registers::create(folder, recipe, &author()).unwrap().register;
    let new = users::NewUser {
        name: "Lê Thị Bé".to_owned(),
        role: Some(role),
        password: HERS.to_owned().into(),
        own_name: "Trần Văn Quản".to_owned(),
    };
    let workspace = db
        .wait(move |database| {
            users::add(database, workspace.keys_mut(), &new, (Cost::QUICK, &author()))?;
            Ok::<_, so_chi_bo::services::Error>(workspace)
        })
        .unwrap();
    OpenRegister { db, workspace }.close().unwrap();
}

#[test]
fn the_first_user_is_added_by_keyboard_and_opens_the_register_in_her_name() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    let recipe = Recipe { name: "Sổ thử", password: PASSWORD, cost: Cost::QUICK };
    let mut robot = window(registers::create(&folder, recipe, &author()).unwrap().register);
    assert!(!words(&mut robot).contains("Quản trị"), "who is alone is no user");
    robot.send(Message::Desk(desk::Message::UsersAsked));
    wait_for_words(&mut robot, "Sổ đang do một người giữ");
    for _ in 0..6 {
        if !robot.is_focused("users-add") {
            robot.press("Tab");
        }
    }
    robot.press("Enter");
    wait_for_words(&mut robot, "Tên của người đang dùng sổ");
    robot.press("Enter");
    assert!(words(&mut robot).contains("Chưa có nội dung"), "{}", words(&mut robot));
    robot.type_text("Trần Văn Quản");
    robot.press("Tab");
    robot.type_text("Lê Thị Bé");
    robot.press("Tab");
    robot.press("Down");
    robot.press("Down");
    wait_for_words(&mut robot, "nhập tổ chức đảng");
    robot.press("Tab");
    robot.type_text(HERS);
    robot.press("Tab");
    robot.type_text("khác");
    robot.press("Enter");
    assert!(words(&mut robot).contains("ai lần nhập không giống nhau"), "{}", words(&mut robot));
    robot.press("Ctrl+a");
    robot.type_text(HERS);
    robot.press("Enter");
    wait_for_words(&mut robot, "Đã thêm Lê Thị Bé");
    let seen = words(&mut robot);
    assert!(seen.contains("Trần Văn Quản (đang dùng sổ)") && seen.contains("mở được sổ"), "{seen}");
    robot.press("Escape");
    // The notice of it stands where the register's name is.
    (1..100).for_each(|id| robot.send(Message::Dismissed(id)));
    wait_for_words(&mut robot, "Sổ thử · Trần Văn Quản (Quản trị)");
    close(robot);

    let mut robot = open(&folder, HERS);
    assert!(words(&mut robot).contains("Sổ thử · Lê Thị Bé (Nhập liệu)"), "{}", words(&mut robot));
    robot.send(Message::Desk(desk::Message::UsersAsked));
    wait_for_words(&mut robot, "Lê Thị Bé (đang dùng sổ)");
    // The buttons act on the row that is marked: the first, until another one is.
    robot.click("Đóng người dùng…");
    assert!(words(&mut robot).contains("Trần Văn Quản sẽ không mở được sổ"), "{}", words(&mut robot));
    robot.click("Đóng người dùng");
    wait_for_words(&mut robot, "chỉ người có vai trò Quản trị");
    close(robot);
}

#[test]
fn a_password_is_set_a_role_changed_and_a_user_closed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    with_two(&folder, Role::Read);
    let mut robot = open(&folder, PASSWORD);
    robot.send(Message::Desk(desk::Message::UsersAsked));
    wait_for_words(&mut robot, "Lê Thị Bé");
    robot.click("Đổi vai trò…");
    robot.press("Up");
    robot.press("Enter");
    wait_for_words(&mut robot, "Phải còn ít nhất một người khác");
    robot.press("Escape");
    wait_for_words(&mut robot, "Nhấn Esc lần nữa để bỏ");
    robot.press("Escape");
    robot.click("Lê Thị Bé");
    robot.click("Đặt mật khẩu…");
    robot.type_text(NEW);
    robot.press("Tab");
    robot.type_text(NEW);
    robot.press("Enter");
    wait_for_words(&mut robot, "Đã đặt mật khẩu của Lê Thị Bé");
    robot.click("Đóng người dùng…");
    assert!(words(&mut robot).contains("sẽ không mở được sổ nữa"));
    robot.click("Đóng người dùng");
    wait_for_words(&mut robot, "đã đóng ngày");
    robot.press("Escape");
    robot.press("Ctrl+z");
    robot.wait_for(|_| true);
    close(robot);
    assert!(registers::open(&folder, Secret::Password(NEW)).is_err());
    assert!(registers::open(&folder, Secret::Password(PASSWORD)).is_ok());
}

#[test]
fn who_may_only_read_is_told_so_when_something_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    with_two(&folder, Role::Read);
    let mut robot = open(&folder, HERS);
    assert!(words(&mut robot).contains("Sổ thử · Lê Thị Bé (Xem)"));
    // Before anything is typed too.
    assert!(words(&mut robot).contains("với vai trò Xem: xem, in và xuất được, không sửa được"));
    robot.press("Ctrl+Shift+n");
    robot.type_text("Đảng ủy Khối");
    robot.press("Enter");
    robot.wait_for(|_| true);
    robot.press("Escape");
    robot.press("Escape");
    wait_for_words(&mut robot, "chỉ người có vai trò Nhập liệu, Quyết định hoặc Quản trị");
    close(robot);
}
