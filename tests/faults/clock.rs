//! Clocks that jump: the terminal program works and takes its backups on days far back and far
//! ahead, within one second twice, on 29 February and across the ends of 32 bits.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use so_chi_bo::services::journal::{self, Question};
use so_chi_bo::services::registers::{self, Recipe};
use so_chi_bo::services::{Author, backups, inspection};
use so_chi_bo::store::workspace::{Cost, Secret};

const PASSWORD: &str = "trâu vàng cày một đường dài";
/// Backups that stay whatever the clock says, the newest by number.
const NEWEST: usize = 12;

/// Where the clock stands, one jump after the other; `{day}` goes on by itself from round to round.
const JUMPS: [&str; 10] = [
    "2026-11-{day} 08:00:00",
    "2016-11-{day} 08:00:00",
    "2036-11-{day} 08:00:00",
    "2026-11-{day} 07:00:00",
    "2026-11-{day} 07:00:00",
    "2028-02-29 12:00:00",
    "1999-12-31 23:59:58",
    "2038-01-19 03:14:06",
    "2026-11-{day} 07:59:59",
    "2099-12-31 23:59:58",
];

/// Whether clocks can be made to jump here.
pub fn has_faketime() -> bool {
    let tried = Command::new("faketime").args(["2001-02-03 04:05:06", "date", "+%Y"]).output();
    tried.is_ok_and(|output| output.stdout == b"2001\n")
}

/// One run of the program at a time of its own.
fn run(folder: &Path, when: &str, arguments: &[&str]) {
    let output = Command::new("faketime")
        .args(["-m", "--exclude-monotonic", when, env!("CARGO_BIN_EXE_sochibo-cli"), "--workspace"])
        .arg(folder)
        .args(arguments)
        .env("SOCHIBO_PASSWORD", PASSWORD)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !errors.contains("panicked"), "{when}: {errors}");
}

/// The backups with their bytes.
fn shelf(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let kept = backups::shelf_of(folder).unwrap().list().unwrap();
    kept.into_iter().map(|kept| (kept.path.clone(), fs::read(kept.path).unwrap())).collect()
}

/// Numbers of the backups, the newest first.
fn numbers(folder: &Path) -> Vec<u64> {
    backups::shelf_of(folder).unwrap().list().unwrap().iter().map(|kept| kept.number).collect()
}

/// Lets the clock jump so many times; how many backups were taken and are left.
pub fn jump(times: usize) -> (usize, usize) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    let author = Author { name: "Thư ký".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() };
    let recipe = Recipe { name: "Sổ thử", password: PASSWORD, cost: Cost::QUICK };
    registers::create(&folder, recipe, &author).unwrap().register.close().unwrap();
    let mut taken: Vec<u64> = Vec::new();
    for jump in 0..times {
        let when = JUMPS[jump % JUMPS.len()].replace("{day}", &format!("{:02}", 1 + jump / JUMPS.len()));
        let before = shelf(&folder);
        let (code, name) = (format!("C{jump}"), format!("Chi bộ C{jump}."));
        // Closing takes a backup of its own when the last one looks old; the other is asked for.
        run(&folder, &when, &["units", "add", "--code", &code, "--name", &name, "--kind", "base_cell"]);
        run(&folder, &when, &["backup"]);
        let after = shelf(&folder);
        let is_same = |(path, bytes): (&PathBuf, &Vec<u8>)| after.get(path).is_none_or(|now| now == bytes);
        assert!(before.iter().all(is_same), "{when}: a backup was written over");
        let kept = numbers(&folder);
        let last = taken.last().copied().unwrap_or_default();
        let new: Vec<u64> = kept.iter().rev().copied().filter(|number| *number > last).collect();
        let expected: Vec<u64> = (last + 1..).take(new.len()).collect();
        assert!(!new.is_empty() && new == expected, "{when}: {new:?} after {last}");
        taken.extend(&new);
        let must_stay: Vec<u64> = taken.iter().rev().take(NEWEST).copied().collect();
        assert!(must_stay.iter().all(|number| kept.contains(number)), "{when}: {kept:?}");
        // A new one takes the place of one among the newest, of a day, a week and a month at most.
        let gone = before.len() + new.len() - after.len();
        assert!(gone <= 4 * new.len(), "{when}: {gone} backups went at once");
    }
    verify(&folder, times);
    (taken.len(), numbers(&folder).len())
}

/// All is there in the order in which it was done, and each backup that is left is good.
fn verify(folder: &Path, times: usize) {
    let register = registers::open(folder, Secret::Password(PASSWORD)).unwrap();
    assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, []);
    let entries = register
        .db
        .wait(|database| {
            let found = journal::find(
                database,
                &Question { kind: Some("unit_added".to_owned()), ..Question::default() },
            )?;
            journal::entries(database, &found)
        })
        .unwrap();
    let codes: Vec<bool> = entries
        .iter()
        .rev()
        .enumerate()
        .map(|(place, entry)| entry.what.contains(&format!("Chi bộ C{place}.")))
        .collect();
    assert_eq!(codes, vec![true; times], "by number, whatever the clock said: {entries:#?}");
    register.close().unwrap();
    for kept in backups::shelf_of(folder).unwrap().list().unwrap() {
        let checked = backups::check(&kept.path, Some(Secret::Password(PASSWORD)));
        assert!(checked.is_ok(), "{}: {checked:?}", kept.path.display());
    }
}
