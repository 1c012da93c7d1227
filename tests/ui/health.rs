//! What a person is told when something is wrong with the register or with the place where it
//! lies, and what helps: from the window alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::support::robot::Robot;
use chrono::NaiveDate;
use futures::executor::block_on;
use so_chi_bo::services::backups::{self, Reason};
use so_chi_bo::services::registers::{self, Letterhead, Recipe};
use so_chi_bo::services::{Author, inspection};
use so_chi_bo::settings::{Loaded, Settings, SettingsFile};
use so_chi_bo::store::workspace::{Cost, Secret, front};
use so_chi_bo::ui::app::{App, Message, Seen};
use so_chi_bo::ui::desk;

type Window = Robot<App, Message>;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);
const PASSWORD: &str = "đồng lúa chín tháng mười";

fn author() -> Author {
    Author { name: "Thư ký".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap() }
}

fn edit(register: &registers::OpenRegister, place: &str) {
    let letterhead = Letterhead { place: place.to_owned(), ..Letterhead::default() };
    register.db.wait(move |database| registers::set_letterhead(database, &letterhead, &author())).unwrap();
}

/// A closed register with a backup and one operation after it.
fn register(home: &Path) -> PathBuf {
    let folder = home.join("sổ");
    let recipe = Recipe { name: "Sổ thử", password: PASSWORD, cost: Cost::QUICK };
    let register = registers::create(&folder, recipe, &author()).unwrap().register;
    edit(&register, "Một");
    block_on(backups::take(register.db.clone(), Reason::Asked)).unwrap();
    edit(&register, "Hai");
    register.close().unwrap();
    folder
}

/// The window with a folder, at the question for its password.
fn asked(folder: &Path) -> Window {
    let (app, task) =
        App::new(None, Loaded { settings: Settings::default(), trouble: None }, Some(folder.to_owned()));
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.type_text(PASSWORD);
    robot.press("Enter");
    robot
}

/// The window with the register open.
fn window(folder: &Path) -> Window {
    let mut robot = asked(folder);
    wait_for(&mut robot, |robot| robot.state.title().contains("Sổ thử"));
    robot
}

fn words(robot: &mut Window) -> String {
    robot.texts().into_iter().map(|seen| seen.text).collect::<Vec<_>>().join("\n")
}

fn wait_for(robot: &mut Window, is_there: impl Fn(&mut Window) -> bool) {
    let until = Instant::now() + PATIENCE;
    while !is_there(robot) {
        assert!(Instant::now() < until, "{}", words(robot));
        robot.wait_for(|_| true);
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn wait_for_words(robot: &mut Window, wanted: &str) {
    wait_for(robot, |robot| words(robot).contains(wanted));
}

/// A register whose last operation is missing, in a window that tells it.
fn with_a_loss(home: &Path) -> (PathBuf, Window) {
    let folder = register(home);
    let old = fs::read(folder.join("data.db")).unwrap();
    let open = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    edit(&open, "Ba");
    open.close().unwrap();
    fs::write(folder.join("data.db"), old).unwrap();
    let mut robot = window(&folder);
    wait_for_words(&mut robot, "Thiếu 1 lần ghi cuối");
    (folder, robot)
}

#[test]
fn missing_operations_are_told_again_until_somebody_acknowledges_them() {
    let home = tempfile::tempdir().unwrap();
    let (folder, mut robot) = with_a_loss(home.path());
    robot.press("Escape");
    drop(robot);
    let open = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    edit(&open, "Ba, nhập lại");
    open.close().unwrap();
    let mut robot = window(&folder);
    wait_for_words(&mut robot, "Thiếu 1 lần ghi cuối");
    robot.click("Ghi nhận đã mất");
    wait_for_words(&mut robot, "Ghi nhận đã mất các lần ghi từ mục nhật ký số");
    drop(robot);
    let open = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    assert_eq!(open.db.wait(inspection::glance).unwrap(), []);
    open.close().unwrap();
    let mut robot = window(&folder);
    assert!(!words(&mut robot).contains("Thiếu 1 lần ghi cuối"));
}

#[test]
fn damage_beside_the_database_is_told_with_what_mends_it_and_no_backup_is_urged() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let keys = folder.join("keys.toml");
    let mut text = fs::read(&keys).unwrap();
    // The slot of the recovery code is the last one.
    let end = text.windows(8).rposition(|window| window == b"-----END").unwrap();
    text[end - 20] = if text[end - 20] == b'A' { b'B' } else { b'A' };
    fs::write(&keys, text).unwrap();
    let note = folder.join("head.txt");
    let mut text = fs::read(&note).unwrap();
    text[30] ^= 1;
    fs::write(&note, text).unwrap();
    let mut robot = window(&folder);
    wait_for_words(&mut robot, "Mã khôi phục đang dùng không mở được sổ này nữa");
    let said = words(&mut robot);
    assert!(said.contains("Tệp head.txt đã hỏng"), "{said}");
    assert!(!said.contains("Khôi phục bản sao lưu") && !said.contains("Cứu dữ liệu"), "{said}");
    drop(robot);
    // An operation writes the note anew; the recovery code stays lost.
    let open = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    edit(&open, "Ba");
    open.close().unwrap();
    let open = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    let found = open.db.wait(inspection::inspect).unwrap().findings;
    let what: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(what, ["recovery"]);
}

#[test]
fn a_new_recovery_code_is_made_in_the_settings_and_shown_until_it_is_written_down() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let mut robot = window(&folder);
    robot.press("Ctrl+,");
    // Backwards from the button that closes: users, new password, old password.
    for _ in 0..4 {
        robot.press("Shift+Tab");
    }
    robot.type_text(PASSWORD);
    robot.click("Lập mã khôi phục mới…");
    wait_for_words(&mut robot, "Mã khôi phục của sổ");
    let groups: Vec<String> =
        robot.texts().into_iter().map(|seen| seen.text).filter(|text| is_group(text)).collect();
    assert_eq!(groups.len(), 7);
    robot.press("Escape");
    assert!(words(&mut robot).contains(&groups[0]), "it is not lost by a key");
    robot.click("Tôi đã ghi lại mã khôi phục");
    robot.press("Escape");
    assert!(!words(&mut robot).contains(&groups[0]));
    robot.press("Escape");
    drop(robot);
    let opened = registers::open(&folder, Secret::RecoveryCode(&groups.join("-")));
    assert!(opened.is_ok(), "{opened:?}");
}

/// Four signs of a recovery code.
fn is_group(text: &str) -> bool {
    text.len() == 4 && text.chars().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
}

/// The database with one changed bit in a page that opening does not read.
fn damaged(folder: &Path) -> Vec<u8> {
    let path = folder.join("data.db");
    let whole = fs::read(&path).unwrap();
    let pages = (1..whole.len() / 4096).rev();
    let opens = pages.map(|page| {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 2_000] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let opened = registers::open(folder, Secret::Password(PASSWORD));
        (bytes, opened.is_ok_and(|register| register.db.wait(desk::everything).is_ok()))
    });
    let found = opens.into_iter().find(|(_, opens)| *opens).expect("a page that opening does not read");
    fs::write(&path, whole).unwrap();
    found.0
}

#[test]
fn missing_operations_are_told_when_the_register_is_opened_and_its_backup_is_restored() {
    let home = tempfile::tempdir().unwrap();
    let (folder, mut robot) = with_a_loss(home.path());
    assert!(words(&mut robot).contains("Bản sao lưu tốt gần nhất:"));
    robot.click("Khôi phục bản sao lưu…");
    wait_for(&mut robot, |robot| robot.is_focused("restore-password"));
    robot.type_text(PASSWORD);
    robot.press("Enter");
    wait_for(&mut robot, |robot| robot.state.title().contains("Sổ thử"));
    drop(robot);
    let open = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    assert_eq!(open.db.wait(registers::letterhead).unwrap().place, "Một");
    assert_eq!(open.db.wait(inspection::glance).unwrap(), []);
}

#[test]
fn the_whole_register_is_looked_over_while_it_is_open() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let damaged = damaged(&folder);
    let mut robot = window(&folder);
    robot.send(Message::Desk(desk::Message::LookOverAsked));
    wait_for_words(&mut robot, "Đã kiểm tra toàn bộ sổ: nguyên vẹn.");
    fs::write(folder.join("data.db"), damaged).unwrap();
    robot.send(Message::Desk(desk::Message::LookOverAsked));
    wait_for_words(&mut robot, "Trang mã hóa không còn nguyên vẹn");
    assert!(words(&mut robot).contains("Bản sao lưu tốt gần nhất:"));
    robot.click("Cứu dữ liệu sang sổ mới…");
    wait_for_words(&mut robot, "Cứu dữ liệu của sổ hỏng");
}

#[test]
fn a_damaged_register_that_does_not_open_offers_its_backup_and_saving() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let whole = fs::read(folder.join("data.db")).unwrap();
    let mut bytes = whole.clone();
    bytes[200] ^= 1;
    fs::write(folder.join("data.db"), bytes).unwrap();
    let mut robot = asked(&folder);
    wait_for_words(&mut robot, "Bản sao lưu tốt gần nhất:");
    robot.click("Khôi phục bản sao lưu…");
    wait_for(&mut robot, |robot| robot.is_focused("restore-password"));
    // Of a register whose pages behind the first are damaged, the rest is saved.
    fs::write(folder.join("data.db"), whole).unwrap();
    let damaged = damaged(&folder);
    fs::write(folder.join("data.db"), damaged).unwrap();
    let mut robot = asked(&folder);
    wait_for(&mut robot, |robot| robot.state.title().contains("Sổ thử"));
    robot.send(Message::Desk(desk::Message::LookOverAsked));
    wait_for_words(&mut robot, "Cứu dữ liệu sang sổ mới…");
    robot.click("Cứu dữ liệu sang sổ mới…");
    wait_for(&mut robot, |robot| robot.is_focused("salvage-password"));
    robot.type_text(PASSWORD);
    robot.press("Enter");
    wait_for_words(&mut robot, "Đã ghi những gì đọc được vào");
    wait_for(&mut robot, |robot| robot.is_focused("salvage-open"));
    robot.press("Enter");
    wait_for(&mut robot, |robot| robot.is_focused("open-password"));
    robot.type_text(PASSWORD);
    robot.press("Enter");
    wait_for(&mut robot, |robot| robot.state.title().contains("Sổ thử"));
}

#[test]
fn saving_begins_on_the_start_screen_by_keys_and_goes_back_by_a_button() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let damaged = damaged(&folder);
    fs::write(folder.join("data.db"), damaged).unwrap();
    let (app, task) = App::new(None, Loaded { settings: Settings::default(), trouble: None }, None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.click("Khôi phục từ bản sao lưu");
    assert!(words(&mut robot).contains("Khôi phục vào thư mục"));
    robot.click("Quay lại");
    assert!(words(&mut robot).contains("Xem thử với dữ liệu mẫu"));
    robot.press("Ctrl+u");
    wait_for(&mut robot, |robot| robot.is_focused("salvage-from"));
    robot.press("Enter");
    assert!(robot.is_focused("salvage-from"), "what to save is not named yet");
    robot.type_text(folder.to_str().unwrap());
    robot.press("Enter");
    wait_for(&mut robot, |robot| robot.is_focused("salvage-password"));
    robot.type_text(PASSWORD);
    robot.press("Enter");
    wait_for_words(&mut robot, "Đã ghi những gì đọc được vào");
    let saved = home.path().join("sổ.moi");
    assert!(words(&mut robot).contains(saved.to_str().unwrap()), "beside the damaged one");
    assert!(registers::open(&saved, Secret::Password(PASSWORD)).is_ok());
    robot.press("Escape");
    assert!(words(&mut robot).contains("Xem thử với dữ liệu mẫu"));
}

#[test]
fn what_was_said_of_the_password_goes_when_the_code_is_used() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let (app, task) = App::new(None, Loaded { settings: Settings::default(), trouble: None }, Some(folder));
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.type_text("sai rồi");
    robot.press("Enter");
    wait_for_words(&mut robot, "Mật khẩu không đúng");
    robot.click("Quên mật khẩu: mở bằng mã khôi phục");
    assert!(!words(&mut robot).contains("Mật khẩu không đúng"), "{}", words(&mut robot));
}

#[test]
fn damaged_keys_offer_the_newest_good_backup_too() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    fs::write(folder.join("keys.toml"), "hỏng").unwrap();
    // A later backup that is no good is passed over.
    fs::write(folder.join("backups/sochibo-ffffffff-000009-20270101-000000.scb"), "hỏng").unwrap();
    let mut robot = asked(&folder);
    wait_for_words(&mut robot, "Bản sao lưu tốt gần nhất:");
    assert!(words(&mut robot).contains("vừa xong") || words(&mut robot).contains("phút trước"));
}

#[test]
fn a_second_window_says_since_when_the_register_is_open_and_asks_for_the_first() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let first = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    let mut robot = asked(&folder);
    wait_for_words(&mut robot, "trên chính máy này");
    assert!(!words(&mut robot).contains("đóng ở máy đó"), "{}", words(&mut robot));
    robot.click("Đưa cửa sổ đang mở lên trước");
    wait_for_words(&mut robot, "Đã báo cho cửa sổ kia");
    assert!(front::was_asked(&folder));
    first.close().unwrap();
    robot.click("Đưa cửa sổ đang mở lên trước");
    wait_for_words(&mut robot, "Không còn chương trình nào đang mở sổ này");
}

#[test]
fn a_folder_that_is_gone_is_said_until_it_is_back() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let mut robot = window(&folder);
    robot.send(Message::Seen(Seen::Gone));
    assert!(words(&mut robot).contains("Không thấy thư mục của sổ"));
    robot.send(Message::Seen(Seen::Back));
    assert!(!words(&mut robot).contains("Không thấy thư mục của sổ"));
}

/// A folder seen through a mount that refuses to write; none where mounting is not permitted.
struct View(tempfile::TempDir);

impl View {
    fn of(folder: &Path) -> Option<Self> {
        let view = tempfile::tempdir().unwrap();
        let mount = |options: &[&str]| {
            let status = Command::new("mount").args(options).arg(view.path()).output();
            status.is_ok_and(|output| output.status.success())
        };
        let is_mounted = mount(&["--bind", folder.to_str().unwrap()]) && mount(&["-o", "remount,ro,bind"]);
        is_mounted.then_some(Self(view))
    }
}

impl Drop for View {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn where_nothing_can_be_written_the_register_is_open_for_reading_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let folder = register(home.path());
    let Some(view) = View::of(&folder) else {
        println!("not run: mounting is not permitted");
        return;
    };
    let mut robot = window(view.0.path());
    assert!(words(&mut robot).contains("Sổ mở chỉ để đọc"));
    robot.send(Message::Desk(desk::Message::BackupsAsked));
    assert!(!words(&mut robot).contains("Sao lưu ngay"), "nothing to be taken");
    robot.send(Message::Desk(desk::Message::LookOverAsked));
    wait_for_words(&mut robot, "Đã kiểm tra toàn bộ sổ: nguyên vẹn.");
}

#[test]
fn names_are_kept_out_of_title_lock_and_recent_list_by_choice() {
    let home = tempfile::tempdir().unwrap();
    let (folder, config) = (register(home.path()), home.path().join("cài đặt"));
    let file = SettingsFile::at(&config);
    let mut settings = Settings::default();
    settings.remember(&folder, "Sổ thử", chrono::Local::now());
    settings.hide_names(true);
    let loaded = Loaded { settings, trouble: None };
    let (app, task) = App::new(Some(file.clone()), loaded, Some(folder.clone()));
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.type_text(PASSWORD);
    robot.press("Enter");
    wait_for_words(&mut robot, "Sổ thử");
    assert!(!robot.state.title().contains("thử"), "{}", robot.state.title());
    robot.send(Message::Desk(desk::Message::LockChosen));
    wait_for(&mut robot, |robot| robot.is_focused("unlock-password"));
    assert!(!words(&mut robot).contains("Sổ thử"));
    let text = fs::read_to_string(file.path()).unwrap();
    assert!(!text.contains("Sổ thử") && text.contains("hides_names = true"), "{text}");
}
