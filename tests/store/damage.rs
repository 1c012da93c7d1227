//! A file that is missing, cut short or changed: opening fails or inspecting tells; nothing
//! panics, and nothing wrong is read without a word.

use std::fs;
use std::path::Path;

use so_chi_bo::services::registers::{self, Recipe};
use so_chi_bo::services::{self, Database, directory, inspection, quotas, ratings, units};
use so_chi_bo::store;
use so_chi_bo::store::workspace::{self, Cost, Part, Secret};

use super::file::{File, PASSWORD, author};
use super::people;

const PAGE: usize = 4096;

/// Xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}

/// A register with some hundred members, and its database's bytes.
fn whole() -> (File, Vec<u8>) {
    let file = File::new();
    let mut database = file.database();
    services::sample::fill(&mut database, Some(300), &author()).unwrap();
    database.close().unwrap();
    let bytes = fs::read(file.path()).unwrap();
    assert_eq!(bytes.len() % PAGE, 0);
    (file, bytes)
}

/// What a person would see: all of it, or the first error.
fn seen(database: &mut Database) -> services::Result<String> {
    let tree = units::tree(database)?;
    let directory = directory::load(database)?;
    let ids: Vec<_> = directory.members().map(|member| member.id).collect();
    let records: Vec<_> =
        ids.iter().map(|id| services::members::record(database, *id)).collect::<services::Result<_>>()?;
    let sheet = ratings::member_sheet(database, 2025, None)?;
    let quotas = quotas::sheet(database, 2026, None)?;
    Ok(format!("{:?} {records:?} {sheet:?} {quotas:?}", tree.nodes()))
}

/// How a changed file shows.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    WhenOpened,
    ByInspection,
}

/// Puts `bytes` in the file's place; panics when a change goes unnoticed.
fn tell(file: &File, bytes: &[u8], expected: &str, what: &str) -> Told {
    fs::write(file.path(), bytes).unwrap();
    let mut database = match file.open() {
        Ok(database) => database,
        Err(store::Error::Damaged) => return Told::WhenOpened,
        Err(error) => panic!("{what}: {error:?}"),
    };
    match inspection::inspect(&mut database) {
        Ok(inspection) => assert!(!inspection.findings.is_empty(), "{what}: not found"),
        Err(services::Error::Store(store::Error::Damaged)) => {}
        Err(error) => panic!("{what}: {error:?}"),
    }
    match seen(&mut database) {
        // The change lies in a page that these questions do not read.
        Ok(seen) => assert!(seen == expected, "{what}: wrong data: {}", difference(&seen, expected)),
        Err(services::Error::Store(store::Error::Damaged)) => {}
        Err(error) => panic!("{what}: {error:?}"),
    }
    let _ = database.close();
    let _ = fs::remove_file(file.folder().join("data.db-wal"));
    Told::ByInspection
}

/// Where two texts part, with some of each.
fn difference(one: &str, other: &str) -> String {
    let at = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| text.chars().skip(at.saturating_sub(60)).take(160).collect::<String>();
    format!("{:?} instead of {:?}", part(one), part(other))
}

#[test]
fn one_changed_byte_anywhere_is_told() {
    let (file, bytes) = whole();
    let expected = seen(&mut file.database()).unwrap();
    let mut random = Random(0x5eed);
    // The salt, the first page's edges, and every other place.
    let edges = [0, 15, 16, 17, 100, PAGE - 1, PAGE - 64, PAGE - 80, PAGE, bytes.len() - 1];
    let anywhere: Vec<usize> = (0..240).map(|_| random.below(bytes.len())).collect();
    let mut when_opened = 0;
    for at in edges.into_iter().chain(anywhere) {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << random.below(8);
        if tell(&file, &changed, &expected, &format!("byte {at} of {}", bytes.len())) == Told::WhenOpened {
            when_opened += 1;
        } else {
            assert!(at >= PAGE, "byte {at} of the first page is read when opening");
        }
    }
    assert!((8..200).contains(&when_opened), "{when_opened}");
    fs::write(file.path(), &bytes).unwrap();
    let mut database = file.database();
    assert_eq!(inspection::inspect(&mut database).unwrap().findings, []);
    assert_eq!(seen(&mut database).unwrap(), expected);
}

#[test]
fn a_file_cut_short_or_longer_is_told() {
    let (file, bytes) = whole();
    let expected = seen(&mut file.database()).unwrap();
    let pages = bytes.len() / PAGE;
    let mut random = Random(7);
    for page in 1..pages {
        tell(&file, &bytes[..page * PAGE], &expected, &format!("{page} of {pages} pages"));
    }
    for _ in 0..20 {
        let length = 512 + random.below(bytes.len() - 512);
        tell(&file, &bytes[..length], &expected, &format!("{length} bytes"));
    }
}

#[test]
fn pages_that_are_empty_exchanged_or_of_another_register_are_told() {
    let (file, bytes) = whole();
    let expected = seen(&mut file.database()).unwrap();
    let (_other, foreign) = whole();
    let mut random = Random(11);
    for _ in 0..30 {
        let (one, other) = (random.below(bytes.len() / PAGE), random.below(bytes.len() / PAGE));
        let (a, b) = (one * PAGE..(one + 1) * PAGE, other * PAGE..(other + 1) * PAGE);
        let mut emptied = bytes.clone();
        emptied[a.clone()].fill(0);
        tell(&file, &emptied, &expected, &format!("page {one} empty"));
        let mut replaced = bytes.clone();
        replaced[a.clone()].copy_from_slice(&foreign[a.clone()]);
        tell(&file, &replaced, &expected, &format!("page {one} of another register"));
        if one != other {
            let mut exchanged = bytes.clone();
            exchanged[a.clone()].copy_from_slice(&bytes[b.clone()]);
            exchanged[b].copy_from_slice(&bytes[a]);
            tell(&file, &exchanged, &expected, &format!("pages {one} and {other} exchanged"));
        }
    }
}

fn open(folder: &Path) -> services::Result<registers::OpenRegister> {
    registers::open(folder, Secret::Password(PASSWORD))
}

#[test]
fn what_is_missing_is_named() {
    let file = File::new();
    let refusal = || match open(file.folder()) {
        Err(services::Error::Workspace(error)) => error,
        other => panic!("{other:?}"),
    };
    for (name, part) in [("data.db", Part::Database), ("keys.toml", Part::Keys)] {
        let (path, aside) = (file.folder().join(name), file.folder().join("aside"));
        fs::rename(&path, &aside).unwrap();
        assert_eq!(refusal(), workspace::Error::Missing(part));
        assert!(!path.exists(), "{name} was made anew");
        fs::rename(&aside, &path).unwrap();
    }
    fs::remove_dir_all(file.folder().join("backups")).unwrap();
    open(file.folder()).unwrap().close().unwrap();
    fs::write(file.path(), b"").unwrap();
    assert_eq!(refusal(), workspace::Error::Damaged(Part::Database));
    let keys = fs::read(file.folder().join("keys.toml")).unwrap();
    for length in [0, 1, keys.len() / 2, keys.len() - 20] {
        fs::write(file.folder().join("keys.toml"), &keys[..length]).unwrap();
        assert_eq!(refusal(), workspace::Error::Damaged(Part::Keys), "{length}");
    }
}

#[test]
fn a_changed_byte_in_the_keys_is_told_or_does_no_harm() {
    let file = File::new();
    let mut database = file.database();
    people::fill(&mut database);
    database.close().unwrap();
    let path = file.folder().join("keys.toml");
    let keys = fs::read(&path).unwrap();
    let mut random = Random(3);
    let mut opened = 0;
    for _ in 0..60 {
        let mut changed = keys.clone();
        let at = random.below(keys.len());
        changed[at] ^= 1 << random.below(7);
        fs::write(&path, &changed).unwrap();
        match open(file.folder()) {
            Ok(register) => {
                // A slot that opens nothing any more is told; nothing else is found.
                let findings = register.db.wait(inspection::inspect).unwrap().findings;
                assert!(
                    findings.iter().all(|found| found.part == store::integrity::Part::KeySlots),
                    "{findings:?}"
                );
                register.close().unwrap();
                opened += 1;
            }
            Err(services::Error::Workspace(
                workspace::Error::Damaged(Part::Keys) | workspace::Error::TooNew { .. },
            )) => {}
            Err(error) => panic!("byte {at}: {error:?}"),
        }
    }
    assert!(opened < 60);
    fs::write(&path, &keys).unwrap();
    open(file.folder()).unwrap().close().unwrap();
}

#[test]
fn a_database_of_another_register_is_no_wrong_password() {
    let (file, other) = (File::new(), File::new());
    fs::copy(other.path(), file.path()).unwrap();
    let refused = open(file.folder());
    assert!(matches!(refused, Err(services::Error::Store(store::Error::Damaged))), "{refused:?}");
    let wrong = registers::open(other.folder(), Secret::Password("không phải mật khẩu"));
    assert!(matches!(wrong, Err(services::Error::Workspace(workspace::Error::WrongPassword))), "{wrong:?}");
    let recipe = Recipe { name: "Sổ", password: PASSWORD, cost: Cost::QUICK };
    let again = registers::create(file.folder(), recipe, &author()).err().map(|error| error.to_string());
    assert!(again.is_some(), "a damaged register was overwritten");
}
