//! Flows in the real window, by real key presses alone, judged by what is left in the register's
//! file and by the words of the title.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod display;
mod input_method;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use display::{Manager, Program, Screen};
use input_method::InputMethod;
use so_chi_bo::domain::member::MemberTexts;
use so_chi_bo::domain::rating::{Level, Rating, Subject};
use so_chi_bo::services::ratings::summary;
use so_chi_bo::services::registers::{self, OpenRegister};
use so_chi_bo::services::{Author, directory, inspection, members, quotas, ratings};
use so_chi_bo::store::workspace::Secret;

const PASSWORD: &str = "mot con vit xoe ra hai cai canh";
/// A mark on every syllable.
const MARKED_NAME: &str = "Đỗ Thị Mỹ Hằng";

/// The folder below `home` that holds a register.
fn register_folder(home: &Path) -> Option<PathBuf> {
    let folders = [home.to_owned(), home.join("Documents")];
    folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten())
        .map(|entry| entry.path())
        .find(|path| path.join("keys.toml").exists())
}

fn open(home: &Path) -> OpenRegister {
    registers::open(&register_folder(home).unwrap(), Secret::Password(PASSWORD)).unwrap()
}

/// Makes a register by the start screen, ends on the units tab.
fn make_register(program: &Program, home: &Path) {
    program.press_for_page("ctrl+n");
    program.fill(&["Chi bộ Trường", "", "", PASSWORD, PASSWORD]);
    program.press(&["Return"]);
    let _ = program.wait("the register's keys", |_| register_folder(home));
    // The recovery code: the print button has the focus, then the tick, then the way on.
    program.wait_title("Mã khôi phục");
    program.settle();
    program.press(&["Tab", "space", "Tab", "Return"]);
    program.wait_title("Tổ chức đảng");
    program.settle();
}

/// Adds the first cell: its button has the focus.
fn add_cell(program: &Program) {
    program.press_for_page("Return");
    program.type_text("Chi bộ Trường");
    program.press(&["Return"]);
    program.wait_saved();
}

/// Makes a register with one cell, ends on the members tab.
fn make_members_tab(program: &Program, home: &Path) {
    make_register(program, home);
    add_cell(program);
    program.press_until_title("ctrl+2", "Đảng viên");
}

/// Adds a member by the form: name, sex, birth, (cell), decision.
fn add_member(program: &Program, name: &str, sex: &str, born: &str) {
    program.press_for_page("ctrl+n");
    program.fill(&[name, sex, born, "", "03/02/2015"]);
    program.press(&["ctrl+s"]);
    program.wait_saved();
}

#[test]
fn from_nothing_to_a_printed_list_and_back() {
    if !display::is_possible() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let program = Program::start(home);
    make_members_tab(&program, home);
    add_member(&program, MARKED_NAME, "n", "05/03/1975");
    add_member(&program, "Tran Van Binh", "nam", "1980");
    add_member(&program, "Le Thi Cuc", "nu", "7/1990");
    program.press_for_page("Escape");

    // Rated from the top: names sort Bình, Cúc, Hằng.
    program.press_until_title("ctrl+3", "Xếp loại");
    program.press(&["1", "2", "2"]);
    program.wait_saved();

    program.press_until_title("ctrl+4", "Chỉ tiêu");
    program.press(&["7", "Return"]);
    program.wait_saved();

    program.press_until_title("ctrl+2", "Đảng viên");
    program.press_for_page("ctrl+p");
    // The preview lays the list out before it can be saved.
    program.press_until_page("ctrl+s");
    // The PDF is made before the dialog asks where it goes.
    let pdf = program.wait("the printed list", |program| {
        program.press(&["Return"]);
        fs::read_dir(home)
            .into_iter()
            .chain(fs::read_dir(home.join("Documents")))
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|extension| extension == "pdf"))
    });
    // The preview stays open after saving, and an open dialog keeps the keys.
    program.settle();
    program.press_until_page("Escape");
    program.quit();

    let text = Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-").output().unwrap().stdout;
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("DANH SÁCH ĐẢNG VIÊN"), "{text}");
    assert!(text.contains("Tran Van Binh"), "{text}");

    all_is_there(home);
    wrong_then_right_password(home);
}

/// Asks the closed register, through the services, for everything that was typed.
fn all_is_there(home: &Path) {
    let register = open(home);
    let author = Author::here();
    let year = ratings_year(&author);
    register
        .db
        .wait(move |database| -> so_chi_bo::services::Result<()> {
            let members = directory::load(database)?;
            let names: Vec<String> = members.members().map(|member| member.name.to_string()).collect();
            assert_eq!(names, ["Tran Van Binh", "Le Thi Cuc", MARKED_NAME]);
            let sheet = ratings::member_sheet(database, year, None)?;
            let levels: Vec<Option<Rating>> = sheet.rows.iter().map(|row| row.rating.clone()).collect();
            assert_eq!(
                levels,
                [Level::Excellent, Level::Good, Level::Good].map(|level| Some(Rating::Level(level)))
            );
            let all = summary::Span { from: None, to: None, with_empty: false };
            assert_eq!(summary::by_year(database, Subject::Member, None, all)?.years.len(), 1);
            let this_year = chrono::Datelike::year(&author.today);
            let quota = quotas::sheet(database, this_year, None)?;
            assert_eq!(quota.rows[0].result.target, Some(7));
            assert_eq!(inspection::inspect(database)?.findings, []);
            Ok(())
        })
        .unwrap();
    register.close().unwrap();
}

/// Born, home town and occupation of a member in the closed register.
fn facts(home: &Path, name: &'static str) -> [String; 3] {
    let register = open(home);
    let facts = register.db.wait(move |database| -> so_chi_bo::services::Result<[String; 3]> {
        let id = directory::load(database)?.members().find(|member| &*member.name == name).unwrap().id;
        let fields = members::record(database, id)?.fields;
        let MemberTexts { home_town, occupation, .. } = fields.texts;
        Ok([fields.born_on.to_string(), home_town.unwrap_or_default(), occupation.unwrap_or_default()])
    });
    register.close().unwrap();
    facts.unwrap()
}

#[test]
fn the_list_of_members_is_typed_in_as_a_sheet() {
    if !display::is_possible() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let program = Program::start(home);
    make_members_tab(&program, home);
    for (name, born) in [("Tran Van Binh", "1980"), ("Le Thi Cuc", "1990")] {
        add_member(&program, name, "nam", born);
    }
    program.press_for_page("Escape");

    // Home town of the first; Tab goes on to the occupation; Enter goes below where it began.
    program.press(&["ctrl+Home", "Right", "Right", "Right", "Right", "Right"]);
    program.type_text("xa Hoa Minh");
    program.press(&["Tab"]);
    program.type_text("Giao vien");
    program.press(&["Return"]);
    program.wait_saved();
    // The cell above is copied into this one, the occupation is filled down.
    program.press(&["Up", "ctrl+c", "Down", "ctrl+v"]);
    program.wait_saved();
    program.press(&["Up", "Right", "shift+Down", "ctrl+d"]);
    program.wait_saved();
    // A day that is not refuses to be stored and waits in its cell, until it is mended.
    program.press(&["ctrl+Home", "Right", "Right"]);
    program.type_text("31/02/1970");
    program.press(&["Return"]);
    assert!(program.title().starts_with('*'), "the refused day is not saved: {}", program.title());
    program.press(&["Up"]);
    program.type_text("1971");
    program.press(&["Return"]);
    program.wait_saved();
    program.quit();
    assert_eq!(facts(home, "Tran Van Binh"), ["1971", "xa Hoa Minh", "Giao vien"]);
    assert_eq!(facts(home, "Le Thi Cuc"), ["1990", "xa Hoa Minh", "Giao vien"]);
}

/// The year that the ratings tab opens with: this one from October on, else the last.
fn ratings_year(author: &Author) -> i32 {
    use chrono::Datelike;
    author.today.year() - i32::from(author.today.month() < 10)
}

fn wrong_then_right_password(home: &Path) {
    let program = Program::start(home);
    program.press(&["ctrl+o"]);
    program.type_text("sai mat khau roi");
    program.press(&["Return"]);
    // Trying it takes a moment, in which keys go nowhere; then the field is still there.
    let tried = std::cell::Cell::new(0);
    program.wait("the right password to open the register", |program| {
        program.settle();
        if program.title().contains("Trường") {
            assert!(tried.get() > 0, "a wrong password opened the register");
            return Some(());
        }
        tried.set(tried.get() + 1);
        program.press(&["ctrl+a"]);
        program.type_text(PASSWORD);
        program.press(&["Return"]);
        None
    });
    program.quit();
    let register = open(home);
    register.close().unwrap();
}

#[test]
fn locking_hides_all_and_keeps_the_draft() {
    if !display::is_possible() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let program = Program::start(home);
    make_members_tab(&program, home);
    program.press_for_page("ctrl+n");
    program.fill(&["Phan Van Dang", "nam", "1988", "", "03/02/2016"]);
    assert!(program.title().starts_with('*'), "a draft is marked in the title: {}", program.title());
    program.press(&["ctrl+l"]);
    program.wait_title("đang khóa");
    program.type_text(PASSWORD);
    program.press(&["Return"]);
    program.wait_title("Đảng viên");
    assert!(program.title().starts_with('*'), "the draft is back");
    program.press(&["ctrl+s"]);
    program.wait_saved();
    // Undo takes the member back, redo brings it again.
    program.press(&["ctrl+z"]);
    program.settle();
    program.press(&["ctrl+shift+z"]);
    program.settle();
    program.quit();
    let register = open(home);
    let count = register.db.wait(registers::info).unwrap();
    assert_eq!((count.members, count.units), (1, 1));
    assert_eq!(count.sequence, 5, "made, cell, member, undone, redone");
    register.close().unwrap();
}

/// iced redraws what it believes damaged; the picture of a tab must not depend on the tab before.
#[test]
fn a_tab_looks_the_same_wherever_one_comes_from() {
    if !display::is_possible() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let program = Program::start(home.path());
    program.press(&["ctrl+d"]);
    program.wait_title("Đảng viên");
    // Once round, so that every tab has read what it shows.
    for tab in ["ctrl+4", "ctrl+3", "ctrl+2", "ctrl+1"] {
        program.press(&[tab]);
        std::thread::sleep(std::time::Duration::from_secs(2));
    }
    let units = program.screen.pixels();
    // The thousandth of a point by which the ground varies tints the corners of buttons.
    let differs = |now: &[u8]| units.iter().zip(now).filter(|(a, b)| a.abs_diff(**b) > 60).count() > 600;
    for tab in ["ctrl+2", "ctrl+3", "ctrl+4"] {
        program.press(&[tab]);
        program.wait("another tab", |program| differs(&program.screen.pixels()).then_some(()));
        program.settle();
        program.press(&["ctrl+1"]);
        let whole = "a picture of the units without anything of the tab before";
        program.wait(whole, |program| (!differs(&program.screen.pixels())).then_some(()));
    }
    program.quit();
}

#[test]
fn a_name_by_unikey_whose_word_grows_in_the_window() {
    if !display::is_possible() || !input_method::is_possible() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let screen = Screen::new(1366, 768);
    let _method = InputMethod::start(&screen, home, true);
    let program = Program::on(screen, home);
    make_members_tab(&program, home);
    program.press_for_page("ctrl+n");
    program.press(&["ctrl+space"]);
    program.type_keys("nguyeenx thij huwowngf");
    // Tab ends the word that is still being composed; it must land in the field that is left.
    program.press(&["Tab", "ctrl+space"]);
    program.type_keys("n");
    program.press(&["Tab"]);
    program.type_keys("02091970");
    program.press(&["Tab", "Tab"]);
    program.type_keys("03022015");
    program.press(&["ctrl+s"]);
    program.wait_saved();
    program.quit();
    let register = open(home);
    let names = register.db.wait(|database| -> so_chi_bo::services::Result<Vec<String>> {
        Ok(directory::load(database)?.members().map(|member| member.name.to_string()).collect())
    });
    assert_eq!(names.unwrap(), ["nguyễn thị hường"]);
    register.close().unwrap();
}

#[test]
fn a_name_by_unikey_that_shows_the_word_itself() {
    if !display::is_possible() || !input_method::is_possible() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let screen = Screen::new(1366, 768);
    let _method = InputMethod::start(&screen, home, false);
    let program = Program::on(screen, home);
    program.press_for_page("ctrl+n");
    program.press(&["ctrl+space"]);
    program.type_keys("chi booj truwowngf hocj ddawngj thuyf");
    program.press(&["Tab", "ctrl+space"]);
    program.fill(&["", "", PASSWORD, PASSWORD]);
    program.press(&["Return"]);
    let _ = program.wait("the register's keys", |_| register_folder(home));
    drop(program);
    let register = open(home);
    assert_eq!(register.db.wait(registers::info).unwrap().register.name, "chi bộ trường học đặng thùy");
    register.close().unwrap();
}

#[test]
fn a_second_window_brings_the_first_one_to_the_front() {
    if !display::is_possible() {
        return;
    }
    let screen = Screen::new(1366, 768);
    let Some(_manager) = Manager::start(&screen) else { return };
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let program = Program::on(screen, home);
    make_register(&program, home);
    let folder = register_folder(home).unwrap();
    let second = program.second(home, &folder);
    program.wait_front(&second.window);
    program.type_text(PASSWORD);
    program.press_for_page("Return");
    // Told since when it is open; below the tick and the button that opens is the one that asks.
    program.press(&["Tab", "Tab", "Tab", "Return"]);
    program.wait_front(program.window());
    assert!(!folder.join("front").exists(), "asked once, it answers once");
    drop(second);
    program.quit();
}

#[test]
fn without_a_display_a_sentence_says_so() {
    let output = Command::new(env!("CARGO_BIN_EXE_sochibo"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let sentence = String::from_utf8(output.stderr).unwrap();
    assert!(sentence.contains("màn hình"), "{sentence}");
    assert_eq!(sentence.trim().lines().count(), 1, "{sentence}");
}
