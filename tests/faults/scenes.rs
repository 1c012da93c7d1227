//! What is interrupted, and what must hold afterwards: shared by the short form (`cargo test --test
//! faults`) and the long one (`cargo run --release --example torture`).
//!
//! A child process does a scene's work on a register; it is this program itself, started with the
//! scene's name in its environment. Whatever was done to it, the folder must then open as it was
//! before or as it is after, with nothing that a look over the whole register finds wrong.

#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;

use chrono::NaiveDate;
use futures::executor::block_on;
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::services::backups::{self, Reason};
use so_chi_bo::services::columns::MemberColumn;
use so_chi_bo::services::imports::{self, Effect, Options, Policy, Request, Row, Subject, Target};
use so_chi_bo::services::registers::{self, Letterhead, Recipe};
use so_chi_bo::services::{Author, Progress, Result, directory, inspection, units};
use so_chi_bo::store::workspace::{self, Cost, Secret};

pub const SCENE: &str = "SOCHIBO_FAULTS_SCENE";
pub const HOME: &str = "SOCHIBO_FAULTS_HOME";
pub const PASSWORD: &str = "đồng lúa chín tháng mười";
pub const OTHER: &str = "mùa nước nổi năm nay";

/// Something that is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    Create,
    Edit,
    Import,
    Backup,
    Restore,
    RestoreInPlace,
    Password,
    Migration,
}

impl Scene {
    pub const ALL: [Self; 8] = [
        Self::Create,
        Self::Edit,
        Self::Import,
        Self::Backup,
        Self::Restore,
        Self::RestoreInPlace,
        Self::Password,
        Self::Migration,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Edit => "edit",
            Self::Import => "import",
            Self::Backup => "backup",
            Self::Restore => "restore",
            Self::RestoreInPlace => "restore_in_place",
            Self::Password => "password",
            Self::Migration => "migration",
        }
    }
}

/// Rows of the sheet that is imported.
const ROWS: u32 = 40;

pub fn author() -> Author {
    Author { name: "Thư ký".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap() }
}

pub fn register(home: &Path) -> PathBuf {
    home.join("so")
}

fn backup_of(home: &Path) -> PathBuf {
    home.join("ban.scb")
}

pub fn create(folder: &Path) -> Result<()> {
    let recipe = Recipe { name: "Sổ thử", password: PASSWORD, cost: Cost::QUICK };
    registers::create(folder, recipe, &author())?.register.close()
}

/// Whoever is told of a change relies on it.
pub type Told<'a> = &'a mut dyn FnMut(i64);

fn edit(folder: &Path, from: usize, to: usize, told: Told<'_>) -> Result<()> {
    let register = registers::open(folder, Secret::Password(PASSWORD))?;
    for place in from..to {
        let letterhead = Letterhead { place: format!("Nơi {place}"), ..Letterhead::default() };
        let done =
            register.db.wait(move |database| registers::set_letterhead(database, &letterhead, &author()))?;
        told(done.changes.sequence);
    }
    register.close()
}

fn import(folder: &Path, told: Told<'_>) -> Result<()> {
    let register = registers::open(folder, Secret::Password(PASSWORD))?;
    let unit = register.db.wait(units::tree)?.nodes()[0].unit.id;
    let row = |number: u32| {
        let letter = |shift: u32| char::from(b'a' + u8::try_from(number / shift % 26).unwrap());
        let cells = [
            (MemberColumn::Name, format!("Lê {}{}", letter(26), letter(1))),
            (MemberColumn::Sex, "Nữ".to_owned()),
            (MemberColumn::Born, format!("{}/1/{}", number % 28 + 1, 1950 + number)),
            (MemberColumn::Admitted, "19/05/2000".to_owned()),
        ];
        let cells = cells.map(|(column, text)| (Target::Column(column), text)).to_vec();
        Row { number: number + 1, cells, notes: Vec::new() }
    };
    let options = Options { unit: Some(unit), policy: Policy::Take, ..Options::default() };
    let request =
        Request { subject: Subject::Members, rows: Arc::new((0..ROWS).map(row).collect()), options };
    let done = register
        .db
        .wait(move |database| imports::import(database, &request, &author(), &Progress::default()))?;
    assert_eq!(done.value.count(Effect::New), ROWS as usize, "{:?}", done.value);
    told(done.changes.sequence);
    register.close()
}

/// What a scene begins with; made once and copied for each trial.
pub fn prepare(scene: Scene, home: &Path) {
    let folder = register(home);
    match scene {
        Scene::Create => {}
        Scene::Migration => {
            fs::create_dir_all(&folder).unwrap();
            let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-2");
            for name in ["data.db", "keys.toml"] {
                fs::copy(fixture.join(name), folder.join(name)).unwrap();
            }
        }
        Scene::Import => {
            create(&folder).unwrap();
            let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
            let form = UnitForm {
                kind: Some(UnitKind::BaseCell),
                code: "01".to_owned(),
                name: "Chi bộ Ấp 1".to_owned(),
                ..UnitForm::default()
            };
            register.db.wait(move |database| units::add(database, None, &form, &author())).unwrap();
            register.close().unwrap();
        }
        Scene::Edit | Scene::Backup | Scene::Restore | Scene::RestoreInPlace | Scene::Password => {
            create(&folder).unwrap();
            edit(&folder, 0, 3, &mut |_| ()).unwrap();
            let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
            let kept = block_on(backups::take(register.db.clone(), Reason::Asked)).unwrap();
            backups::copy_as(&kept, &backup_of(home)).unwrap();
            register.close().unwrap();
            edit(&folder, 3, 5, &mut |_| ()).unwrap();
        }
    }
}

/// The scene's work; what a child does.
pub fn act(scene: Scene, home: &Path, told: Told<'_>) -> Result<()> {
    let folder = register(home);
    match scene {
        Scene::Create => create(&folder),
        Scene::Edit => edit(&folder, 5, 9, told),
        Scene::Import => import(&folder, told),
        Scene::Backup => {
            let register = registers::open(&folder, Secret::Password(PASSWORD))?;
            block_on(backups::take(register.db.clone(), Reason::Asked))?;
            register.close()
        }
        Scene::Restore => {
            let to = home.join("moi");
            backups::restore(&backup_of(home), Secret::Password(PASSWORD), &to).map(|_| ())
        }
        Scene::RestoreInPlace => {
            backups::restore_in_place(&backup_of(home), Secret::Password(PASSWORD), &folder).map(|_| ())
        }
        Scene::Password => {
            let mut register = registers::open(&folder, Secret::Password(PASSWORD))?;
            let proof = Secret::Password(PASSWORD);
            registers::change_password(&mut register.workspace, proof, OTHER, Cost::QUICK)?;
            register.close()
        }
        Scene::Migration => registers::open(&folder, Secret::Password(PASSWORD))?.close(),
    }
}

/// Runs the child's part if this process is one; its exit code.
pub fn child() -> Option<i32> {
    let name = std::env::var(SCENE).ok()?;
    let home = std::env::var_os(HOME)?;
    let scene = Scene::ALL.into_iter().find(|scene| scene.name() == name)?;
    match act(scene, Path::new(&home), &mut |sequence| println!("ACK {sequence}")) {
        Ok(()) => Some(0),
        Err(error) => {
            // Every failure has a sentence.
            let sentence = so_chi_bo::i18n::sentence::error(&error);
            eprintln!("{sentence}");
            Some(if sentence.is_empty() { 4 } else { 3 })
        }
    }
}

/// Sequence of a register that opens and in which nothing is wrong.
pub fn sound(folder: &Path, password: &str, at: &str) -> i64 {
    let register = registers::open(folder, Secret::Password(password))
        .unwrap_or_else(|error| panic!("{at}: does not open: {error:?}"));
    let inspection = register.db.wait(inspection::inspect).unwrap_or_else(|error| panic!("{at}: {error:?}"));
    assert_eq!(inspection.findings, [], "{at}");
    register.close().unwrap_or_else(|error| panic!("{at}: {error:?}"));
    inspection.sequence
}

/// The last change that a child's output acknowledges. A line that was cut off says less, never more.
pub fn acknowledged(output: &str) -> i64 {
    let whole = output.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let numbers = whole.lines().filter_map(|line| line.split("ACK ").nth(1)?.trim().parse().ok());
    numbers.max().unwrap_or_default()
}

/// Panics unless the scene's work was done whole or not at all, with all that was acknowledged.
pub fn check(scene: Scene, home: &Path, acknowledged: i64, at: &str) {
    let folder = register(home);
    match scene {
        Scene::Create => match registers::open(&folder, Secret::Password(PASSWORD)) {
            Ok(register) => {
                register.close().unwrap();
                assert_eq!(sound(&folder, PASSWORD, at), 1, "{at}");
            }
            Err(_) => {
                // Nothing was entered yet: it can be made again.
                create(&folder).unwrap_or_else(|error| panic!("{at}: can't be made again: {error:?}"));
                sound(&folder, PASSWORD, at);
            }
        },
        Scene::Edit => {
            let sequence = sound(&folder, PASSWORD, at);
            assert!((6..=10).contains(&sequence), "{at}: {sequence}");
            assert!(sequence >= acknowledged, "{at}: {acknowledged} was acknowledged, {sequence} is there");
        }
        Scene::Import => {
            let sequence = sound(&folder, PASSWORD, at);
            assert!((2..=3).contains(&sequence) && sequence >= acknowledged, "{at}: {sequence}");
            let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
            let there = register.db.wait(directory::load).unwrap().len();
            assert_eq!(there, if sequence == 3 { ROWS as usize } else { 0 }, "{at}");
            register.close().unwrap();
            let kept = backups::shelf_of(&folder).unwrap().list().unwrap();
            assert!(kept.iter().all(|kept| kept.manifest.is_some()), "{at}");
        }
        Scene::Backup => {
            assert_eq!(sound(&folder, PASSWORD, at), 6, "{at}");
            let kept = backups::shelf_of(&folder).unwrap().list().unwrap();
            assert!((1..=2).contains(&kept.len()), "{at}: {}", kept.len());
            for kept in kept {
                let checked = backups::check(&kept.path, Some(Secret::Password(PASSWORD)));
                let checked = checked.unwrap_or_else(|error| panic!("{at}: {:?}: {error:?}", kept.path));
                assert_eq!(checked.findings, [], "{at}");
            }
        }
        Scene::Restore => {
            let to = home.join("moi");
            if registers::open(&to, Secret::Password(PASSWORD)).is_err() {
                backups::restore(&backup_of(home), Secret::Password(PASSWORD), &to)
                    .unwrap_or_else(|error| panic!("{at}: can't be restored again: {error:?}"));
            }
            assert_eq!(sound(&to, PASSWORD, at), 4, "{at}");
            assert_eq!(sound(&folder, PASSWORD, at), 6, "{at}");
        }
        Scene::RestoreInPlace => {
            let sequence = sound(&folder, PASSWORD, at);
            assert!(sequence == 4 || sequence == 6, "{at}: {sequence}");
            let aside = fs::read_dir(home).unwrap().flatten().map(|entry| entry.path());
            let aside = aside.filter(|path| path.display().to_string().contains(".old-"));
            for aside in aside {
                assert_eq!(sound(&aside, PASSWORD, at), 6, "{at}: the old one");
            }
        }
        Scene::Password => {
            let opens = |password| match registers::open(&folder, Secret::Password(password)) {
                Ok(register) => register.close().is_ok(),
                Err(so_chi_bo::services::Error::Workspace(workspace::Error::WrongPassword)) => false,
                Err(error) => panic!("{at}: {error:?}"),
            };
            let (old, new) = (opens(PASSWORD), opens(OTHER));
            assert!(old != new, "{at}: exactly one opens: {old} {new}");
            assert_eq!(sound(&folder, if old { PASSWORD } else { OTHER }, at), 6, "{at}");
        }
        Scene::Migration => {
            sound(&folder, PASSWORD, at);
            for kept in backups::shelf_of(&folder).unwrap().list().unwrap() {
                backups::check(&kept.path, Some(Secret::Password(PASSWORD)))
                    .unwrap_or_else(|error| panic!("{at}: {error:?}"));
            }
        }
    }
}

/// Copies a folder with all in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// How a trial ended.
pub struct Ended {
    pub status: ExitStatus,
    pub output: String,
    /// Whether a call that was to fail was reached.
    pub was_hit: bool,
}

/// Runs a scene's child under strace with these injections.
pub fn run(scene: Scene, home: &Path, inject: &str, arguments: &[&str]) -> Ended {
    let log = home.join("strace.log");
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o"])
        .arg(&log)
        .arg("-e")
        .arg(format!("inject={inject}"))
        .arg(std::env::current_exe().unwrap())
        .args(arguments)
        .env(SCENE, scene.name())
        .env(HOME, home)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked at src"), "{}: {inject}: {errors}", scene.name());
    assert!(output.status.code() != Some(4), "{}: {inject}: a failure without a sentence", scene.name());
    let was_hit = fs::read_to_string(&log).is_ok_and(|log| log.contains("INJECTED"));
    Ended { status: output.status, output: text, was_hit }
}

/// Whether strace is there.
pub fn has_strace() -> bool {
    Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// What changes the disk.
const CHANGING: [&str; 13] = [
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "rmdir",
    "link",
    "linkat",
];

/// How the calls of a scene go wrong.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// As strace calls it: `signal=KILL`, `error=EIO` …
    pub how: &'static str,
    /// Each so manyth call.
    pub step: usize,
    /// Not once but from that call on.
    pub is_lasting: bool,
}

/// Tries a scene with each call in turn going wrong, until a run comes through without meeting the
/// fault; how many trials.
pub fn at_each_call(scene: Scene, fault: Fault, arguments: &[&str]) -> usize {
    let template = tempfile::tempdir().unwrap();
    prepare(scene, template.path());
    at_each_call_from(template.path(), scene, fault, arguments)
}

/// The same with what a scene begins with already there.
pub fn at_each_call_from(template: &Path, scene: Scene, fault: Fault, arguments: &[&str]) -> usize {
    let Fault { how, step, is_lasting } = fault;
    // What is only opened can't be left half done by a kill.
    let opening = (how != "signal=KILL").then_some("openat");
    let mut trials = 0;
    for call in CHANGING.into_iter().chain(opening) {
        let mut count = 1;
        loop {
            let home = tempfile::tempdir().unwrap();
            copy(template, home.path());
            let when = format!("{call}:{how}:when={count}{}", if is_lasting { "+" } else { "" });
            let ended = run(scene, home.path(), &when, arguments);
            if ended.status.success() && !ended.was_hit {
                break;
            }
            check(scene, home.path(), acknowledged(&ended.output), &format!("{} {when}", scene.name()));
            trials += 1;
            assert!(count < 5_000, "{call} never ends");
            count += step;
        }
    }
    trials
}
