//! The window's worker, killed at any moment while it saves: each change that was acknowledged is
//! there afterwards, and nothing is half there.
//!
//! The child is this test program itself, started with a role in the environment. It saves as the
//! window does, by `Db::call` from asynchronous tasks, and acknowledges a change by a line on its
//! output once the future has answered.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::rating::{Level, Rating};
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::services::members::NewMember;
use so_chi_bo::services::registers::{self, Recipe};
use so_chi_bo::services::{
    Author, Committed, Database, Result, directory, history, inspection, members, quotas, ratings, units,
};
use so_chi_bo::store::workspace::{Cost, Secret};

const FOLDER: &str = "SOCHIBO_TEST_KILL";
const FIRST: &str = "SOCHIBO_TEST_KILL_FIRST";
const PASSWORD: &str = "đồng lúa chín tháng mười";
const KILLS: usize = 200;
/// Registers that are killed side by side: the time goes with waiting for the disk.
const REGISTERS: usize = 4;

fn author() -> Author {
    Author { name: "Hạnh".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap() }
}

fn person(number: usize) -> MemberForm {
    MemberForm {
        name: format!("Nguyễn Thị Ánh {}", letters(number)),
        sex: Some(Sex::Female),
        born_on: "1990".to_owned(),
        admission_decided_on: "19/05/2020".to_owned(),
        ..MemberForm::default()
    }
}

/// A number as letters: names hold no digits.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
        if number == 0 {
            return letters;
        }
    }
}

/// One of the window's changes. Each turn of four makes a person, rates and edits them, and sets
/// the target that counts the turns.
fn save(database: &mut Database, number: usize, cell: UnitId) -> Result<Committed<()>> {
    let author = &author();
    let id = |database: &mut Database| -> Result<MemberId> {
        let name = person(number / 4 * 4).name;
        let found = directory::load(database)?;
        let id = found.members().find(|member| *member.name == *name).map(|member| member.id);
        Ok(id.expect("the member added before"))
    };
    match number % 4 {
        0 => {
            let new = NewMember { form: person(number), unit: Some(cell), since: String::new() };
            Ok(members::add(database, &new, author)?.map(|_| ()))
        }
        1 => {
            let id = id(database)?;
            ratings::rate_members(database, 2025, &[(id, Some(Rating::Level(Level::Good)))], author)
        }
        2 => {
            let id = id(database)?;
            let mut form = person(number / 4 * 4);
            form.texts.note = number.to_string();
            Ok(members::edit(database, id, &form, None, author)?.map(|_| ()))
        }
        _ => quotas::set_target(database, cell, 2026, &number.to_string(), author),
    }
}

/// Not a test of its own: saves without end, from the number given on.
#[test]
fn child() {
    let (Some(folder), Ok(first)) = (std::env::var_os(FOLDER), std::env::var(FIRST)) else { return };
    let register = registers::open(Path::new(&folder), Secret::Password(PASSWORD)).unwrap();
    let cell = register.db.wait(units::tree).unwrap().nodes()[0].unit.id;
    let mut output = std::io::stdout();
    futures::executor::block_on(async {
        for number in first.parse::<usize>().unwrap().. {
            let saved = register.db.call(move |database| save(database, number, cell)).await.unwrap();
            assert!(!saved.changes.is_empty());
            writeln!(output, "saved {number} {}", saved.changes.sequence).unwrap();
            output.flush().unwrap();
        }
    });
}

fn start(folder: &Path, first: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Lets a child save and kills it some moments after its first answer. Its acknowledged changes:
/// number and place in the journal. A line that the kill cut off acknowledges nothing.
fn save_and_kill(folder: &Path, first: usize, moment: Duration) -> Vec<(usize, i64)> {
    let mut child = start(folder, first);
    let output = BufReader::new(child.stdout.take().unwrap());
    let (line, lines) = mpsc::channel();
    let reader = thread::spawn(move || {
        for text in output.split(b'\n').map_while(std::result::Result::ok) {
            let _ = line.send(String::from_utf8(text).unwrap());
        }
    });
    let read = |text: &str| -> Option<(usize, i64)> {
        let (number, sequence) = text.split_once("saved ")?.1.split_once(' ')?;
        Some((number.parse().ok()?, sequence.parse().ok()?))
    };
    let mut saved = Vec::new();
    while saved.is_empty() {
        let text = lines.recv_timeout(Duration::from_secs(30)).expect("the child saves nothing");
        saved.extend(read(&text));
    }
    thread::sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    // The last line may be cut off within a number; the journal is asked only for whole ones.
    let mut rest: Vec<String> = lines.try_iter().collect();
    let _ = rest.pop();
    saved.extend(rest.iter().filter_map(|text| read(text)));
    saved
}

/// Everything that was acknowledged is there; the number of the next change.
fn check(database: &mut Database, saved: &[(usize, i64)]) -> usize {
    let inspection = inspection::inspect(database).unwrap();
    assert_eq!(inspection.findings, []);
    let (last, sequence) = *saved.last().unwrap();
    let kinds = ["member_added", "members_rated", "member_edited", "quota_set"];
    for (number, sequence) in saved {
        assert_eq!(history::entry(database, *sequence).unwrap().kind, kinds[number % 4], "{number}");
    }
    // At most what was saved and not acknowledged in time is there as well.
    let ahead = inspection.sequence - sequence;
    assert!(ahead >= 0, "{ahead}");
    let there = last + usize::try_from(ahead).unwrap();
    let members = directory::load(database).unwrap();
    let names: std::collections::HashSet<String> =
        members.members().map(|member| member.name.to_string()).collect();
    assert!((0..=there).step_by(4).all(|number| names.contains(&person(number).name)), "{there}");
    assert_eq!(members.len(), there / 4 + 1);
    let sheet = ratings::member_sheet(database, 2025, None).unwrap();
    let rated = sheet.rows.iter().filter(|row| row.rating.is_some()).count();
    assert_eq!(rated, there.div_ceil(4));
    let target = quotas::sheet(database, 2026, None).unwrap().rows[0].result.target;
    assert_eq!(target, (0..=there).rev().find(|number| number % 4 == 3).map(|number| number as i64));
    there + 1
}

/// A register with one cell, killed so often; tells how many changes were acknowledged and are there.
fn kill_often(folder: &Path, shift: usize) -> (usize, usize) {
    let recipe = Recipe { name: "Chi bộ Ấp 1", password: PASSWORD, cost: Cost::QUICK };
    let register = registers::create(folder, recipe, &author()).unwrap().register;
    let form = UnitForm {
        kind: Some(UnitKind::BaseCell),
        code: "01".to_owned(),
        name: "Chi bộ Ấp 1".to_owned(),
        ..UnitForm::default()
    };
    register.db.wait(move |db| units::add(db, None, &form, &author())).unwrap();
    register.close().unwrap();
    let (mut next, mut acknowledged) = (0, 0);
    for kill in 0..KILLS / REGISTERS {
        // Spread over some forty milliseconds: several changes, and every moment of one.
        let moment = (kill * REGISTERS + shift) * 7_919 % 40_000;
        let saved = save_and_kill(folder, next, Duration::from_micros(u64::try_from(moment).unwrap()));
        acknowledged += saved.len();
        assert_eq!(saved[0].0, next);
        let register = registers::open(folder, Secret::Password(PASSWORD)).unwrap();
        next = register
            .db
            .wait(move |database| Ok::<_, so_chi_bo::store::Error>(check(database, &saved)))
            .unwrap();
        register.close().unwrap();
    }
    (acknowledged, next)
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let threads: Vec<_> = (0..REGISTERS)
        .map(|place| {
            let folder = folder.path().join(place.to_string());
            thread::spawn(move || kill_often(&folder, place))
        })
        .collect();
    for thread in threads {
        let (acknowledged, there) = thread.join().unwrap();
        println!("{} kills: {acknowledged} changes acknowledged, {there} there", KILLS / REGISTERS);
        assert!(acknowledged > KILLS / REGISTERS && there >= acknowledged);
    }
}
