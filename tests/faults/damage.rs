//! Bytes changed, files cut, pages of another place or another time: in the database, in what a
//! crash leaves beside it, in its keys, in backups.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use so_chi_bo::services::registers;
use so_chi_bo::services::{backups, inspection};
use so_chi_bo::store::workspace::Secret;

use super::scenes::{PASSWORD, Scene, act, copy, prepare, register};

const PAGE: usize = 4096;

/// Xorshift: the same numbers in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}

/// What became of a damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// It shows when the file is opened or looked over.
    Shown,
    /// It changes nothing: all that was acknowledged is there and is right.
    Harmless,
    /// Something is missing or wrong, and nobody is told.
    Silent,
}

/// Damages by kind and by what became of them.
#[derive(Debug, Clone, Default)]
pub struct Tally(BTreeMap<(&'static str, Told), usize>);

impl Tally {
    fn count(&mut self, kind: &'static str, told: Told) {
        *self.0.entry((kind, told)).or_default() += 1;
    }

    /// Takes another one in; how many damages that one has.
    #[allow(dead_code)]
    pub fn add(&mut self, other: &Self) -> usize {
        for (key, count) in &other.0 {
            *self.0.entry(*key).or_default() += count;
        }
        other.0.values().sum()
    }

    #[allow(dead_code)]
    fn all(&self, told: Told) -> usize {
        self.0.iter().filter(|((_, other), _)| *other == told).map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((kind, told), count) in &self.0 {
            writeln!(formatter, "  {kind}: {count} {told:?}")?;
        }
        Ok(())
    }
}

/// A register as it was left: its files by name.
type Files = BTreeMap<&'static str, Vec<u8>>;

const NAMES: [&str; 4] = ["data.db", "data.db-wal", "head.txt", "keys.toml"];

fn files(folder: &Path) -> Files {
    NAMES.into_iter().filter_map(|name| Some((name, fs::read(folder.join(name)).ok()?))).collect()
}

fn put(folder: &Path, files: &Files) {
    for name in NAMES {
        match files.get(name) {
            Some(content) => fs::write(folder.join(name), content).unwrap(),
            None => drop(fs::remove_file(folder.join(name))),
        }
    }
}

/// What comes of opening the register and looking it over, when it should have so many entries.
fn told(folder: &Path, sequence: i64) -> Told {
    let Ok(register) = registers::open(folder, Secret::Password(PASSWORD)) else { return Told::Shown };
    match register.db.wait(inspection::inspect) {
        Ok(inspection) if inspection.findings.is_empty() => {
            if inspection.sequence == sequence {
                Told::Harmless
            } else {
                Told::Silent
            }
        }
        Ok(_) | Err(_) => Told::Shown,
    }
}

/// A register with its backup, as it is when closed in order, as a crash leaves it, and as its
/// database was after each operation.
struct Subject {
    home: tempfile::TempDir,
    closed: Files,
    crashed: Files,
    earlier: Vec<Vec<u8>>,
    backup: Vec<u8>,
}

/// Entries of the closed register, and of the one that a crash left.
const ENTRIES: [i64; 2] = [6, 10];

impl Subject {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        prepare(Scene::Backup, home.path());
        let folder = register(home.path());
        let backup = fs::read(home.path().join("ban.scb")).unwrap();
        let closed = files(&folder);
        // Copies of the folder while the register is open: what a crash would leave.
        let other = tempfile::tempdir().unwrap();
        let (mut crashed, mut earlier) = (Files::new(), vec![closed["data.db"].clone()]);
        copy(home.path(), other.path());
        act(Scene::Edit, other.path(), &mut |_| crashed = files(&register(other.path()))).unwrap();
        earlier.push(files(&register(other.path()))["data.db"].clone());
        Self { home, closed, crashed, earlier, backup }
    }

    fn folder(&self) -> PathBuf {
        register(self.home.path())
    }

    /// One changed bit in one of the files of a register.
    fn flip(&self, random: &mut Random, tally: &mut Tally) {
        const KINDS: [(&str, &str, bool); 6] = [
            ("bit of the database", "data.db", false),
            ("bit of its first page", "data.db", true),
            ("bit of the write-ahead file after a crash", "data.db-wal", false),
            ("bit of the database after a crash", "data.db", false),
            ("bit of the keys", "keys.toml", false),
            ("bit of the note of the last operation", "head.txt", false),
        ];
        let place = random.below(KINDS.len());
        let (kind, name, is_first) = KINDS[place];
        let is_crashed = kind.contains("crash");
        let mut files = if is_crashed { self.crashed.clone() } else { self.closed.clone() };
        let Some(content) = files.get_mut(name) else { return };
        let at = random.below(if is_first { PAGE } else { content.len() });
        content[at] ^= 1 << random.below(8);
        put(&self.folder(), &files);
        tally.count(kind, told(&self.folder(), ENTRIES[usize::from(is_crashed)]));
    }

    /// The database cut, with an empty page, with two pages exchanged, or with a page as it was
    /// some operations ago.
    fn shuffle(&self, random: &mut Random, tally: &mut Tally) {
        let mut files = self.closed.clone();
        let mut entries = ENTRIES[0];
        let content = files.get_mut("data.db").unwrap();
        let pages = content.len() / PAGE;
        let page = |number: usize| number * PAGE..(number + 1) * PAGE;
        let (one, other) = (random.below(pages), random.below(pages));
        let kind = match random.below(4) {
            0 => {
                content.truncate(random.below(content.len()));
                "cut of the database"
            }
            1 => {
                content[page(one)].fill(0);
                "empty page"
            }
            2 => {
                let (a, b) = (content[page(one)].to_vec(), content[page(other)].to_vec());
                content[page(one)].copy_from_slice(&b);
                content[page(other)].copy_from_slice(&a);
                "pages exchanged"
            }
            _ => {
                // An earlier page in a later database. The note of the later one is gone: this is
                // to be seen without it.
                let [earlier, later] = [&self.earlier[0], &self.earlier[1]];
                let shared = earlier.len().min(later.len()) / PAGE;
                let differing: Vec<usize> =
                    (0..shared).filter(|number| earlier[page(*number)] != later[page(*number)]).collect();
                let old = differing[random.below(differing.len())];
                content.clone_from(later);
                content[page(old)].copy_from_slice(&earlier[page(old)]);
                files.remove("head.txt");
                entries = ENTRIES[1];
                "old page put back"
            }
        };
        put(&self.folder(), &files);
        tally.count(kind, told(&self.folder(), entries));
    }

    /// The whole database as it was some operations ago, or without its write-ahead file.
    fn turn_back(&self, random: &mut Random, tally: &mut Tally) {
        let mut files = self.crashed.clone();
        let kind = if random.below(2) == 0 {
            files.insert("data.db", self.closed["data.db"].clone());
            files.remove("data.db-wal");
            "old database put back"
        } else {
            files.remove("data.db-wal");
            "write-ahead file lost"
        };
        put(&self.folder(), &files);
        tally.count(kind, told(&self.folder(), ENTRIES[1]));
    }

    /// A bit or a cut of a backup.
    fn backup(&self, random: &mut Random, tally: &mut Tally) {
        let mut content = self.backup.clone();
        let at = random.below(content.len());
        let kind = if random.below(2) == 0 {
            content[at] ^= 1 << random.below(8);
            "bit of a backup"
        } else {
            content.truncate(at);
            "cut of a backup"
        };
        let path = self.home.path().join("ban.scb");
        fs::write(&path, content).unwrap();
        let checked = backups::check(&path, Some(Secret::Password(PASSWORD)));
        tally.count(kind, if checked.is_err() { Told::Shown } else { Told::Silent });
    }
}

/// Damages so often, one after the other; what came of them.
pub fn damage(times: usize, seed: u64) -> Tally {
    let subject = Subject::new();
    let mut random = Random(seed);
    let mut tally = Tally::default();
    for _ in 0..times {
        match random.below(8) {
            0..4 => subject.flip(&mut random, &mut tally),
            4..6 => subject.shuffle(&mut random, &mut tally),
            6 => subject.turn_back(&mut random, &mut tally),
            _ => subject.backup(&mut random, &mut tally),
        }
    }
    tally
}

#[test]
fn every_changed_bit_cut_and_page_shows_or_does_no_harm() {
    let tally = damage(240, 0x5eed);
    println!("{tally}");
    assert_eq!(tally.all(Told::Silent), 0, "{tally}");
    assert!(tally.all(Told::Shown) > 100, "{tally}");
    let note = ("bit of the note of the last operation", Told::Harmless);
    assert_eq!(tally.0.get(&note), None, "{tally}");
}
