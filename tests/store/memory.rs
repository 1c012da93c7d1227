//! After closing, neither the key nor the password nor a member's name is left in the process's memory.
//!
//! The child is this test program itself, started with a role in the environment: its memory is
//! its own, undisturbed by the other tests.
#![cfg(target_os = "linux")]

use std::fs::File as MemoryFile;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::{Command, Stdio};

use so_chi_bo::services::registers::{self, OpenRegister};
use so_chi_bo::services::{backups, directory, members};
use so_chi_bo::store::workspace::{Cost, Secret, Workspace};

use super::file::{File, PASSWORD, author};
use super::people;

const FOLDER: &str = "SOCHIBO_TEST_MEMORY";
/// Every byte of what is looked for is kept changed by this, so that the search finds no copy of
/// its own making.
const MASK: u8 = 0x5a;

/// How often each of the masked needles occurs in the process's writable memory.
fn occurrences(masked: &[Vec<u8>]) -> Vec<usize> {
    let memory = MemoryFile::open("/proc/self/mem").unwrap();
    let maps = BufReader::new(MemoryFile::open("/proc/self/maps").unwrap());
    let regions: Vec<(u64, u64)> = maps
        .lines()
        .map(Result::unwrap)
        .filter(|line| line.contains(" rw"))
        .map(|line| {
            let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
            (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap())
        })
        .collect();
    let mut found = vec![0; masked.len()];
    let mut chunk = vec![0; 1 << 20];
    for (from, to) in regions {
        let mut at = from;
        while at < to {
            let length = chunk.len().min(usize::try_from(to - at).unwrap());
            let Ok(length) = memory.read_at(&mut chunk[..length], at) else { break };
            for (needle, count) in masked.iter().zip(&mut found) {
                let first = needle[0] ^ MASK;
                let text = &chunk[..length];
                let mut from = 0;
                while let Some(at) = text[from..].iter().position(|byte| *byte == first) {
                    let rest = &text[from + at..];
                    from += at + 1;
                    let is_equal = rest.len() >= needle.len()
                        && rest.iter().zip(needle).all(|(byte, masked)| byte ^ MASK == *masked);
                    *count += usize::from(is_equal);
                }
            }
            // The chunk is part of the memory that is searched.
            chunk.fill(0);
            // Overlapping, so that nothing hides on a boundary.
            at += if length == chunk.len() { length as u64 - 128 } else { length as u64 };
        }
    }
    found
}

fn masked(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ MASK).collect()
}

fn work(register: &OpenRegister) {
    register.db.wait(directory::load).unwrap();
    register
        .db
        .wait(|db| {
            let id = directory::load(db)?.members().next().map(|member| member.id).unwrap();
            members::edit(db, id, &people::person("Nguyễn Thị Ẩn"), None, &author())
        })
        .unwrap();
}

/// Not a test of its own: what the child does.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    // The needles come by a file and masked; the password is typed from one too.
    let needles: Vec<Vec<u8>> = std::fs::read(folder.join("needles"))
        .unwrap()
        .split(|byte| *byte == 0)
        .map(|line| {
            line.chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect()
        })
        .collect();
    let typed = zeroize::Zeroizing::new(
        std::fs::read(folder.join("typed"))
            .unwrap()
            .iter()
            .map(|byte| char::from(byte ^ MASK))
            .collect::<String>(),
    );
    let workspace = Workspace::open(&folder.join("sổ")).unwrap();
    let key = workspace.keys().unlock(Secret::Password(&typed)).unwrap();
    let digits = key.pragma_value();
    println!("held {:?}", occurrences(&needles));
    drop((digits, key, workspace));
    let register = registers::open(&folder.join("sổ"), Secret::Password(&typed)).unwrap();
    work(&register);
    println!("open {:?}", occurrences(&needles));
    let OpenRegister { db, workspace } = register;
    // With a backup, for which the key is kept until the copy was looked over.
    let closed = futures::executor::block_on(backups::closing(db));
    assert!(closed.file.is_ok() && closed.backup.is_ok(), "{closed:?}");
    assert_eq!(workspace.shelf().list().unwrap().len(), 1);
    println!("locked {:?}", occurrences(&needles));
    let db = registers::unlock(&workspace, Secret::Password(&typed)).unwrap();
    db.close().unwrap();
    drop((db, workspace, typed));
    println!("closed {:?}", occurrences(&needles));
}

#[test]
fn after_closing_the_key_is_nowhere_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = File::make(&folder.path().join("sổ"));
    let mut database = file.database();
    people::fill(&mut database);
    database.close().unwrap();
    // An ASCII password, so that a byte is a character.
    let typed = "rice-fields-in-the-tenth-month";
    let mut workspace = Workspace::open(file.folder()).unwrap();
    workspace.keys_mut().change_password(Secret::Password(PASSWORD), typed, Cost::QUICK).unwrap();
    drop(workspace);
    let text = file.key().pragma_value();
    let digits = text.trim_start_matches("x'").trim_end_matches('\'');
    let bytes: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap()).collect();
    let needles: Vec<String> = [
        bytes.as_slice(),
        digits.as_bytes(),
        digits.to_uppercase().as_bytes(),
        typed.as_bytes(),
        // Names: a member's as it was typed, and as it is folded for searching.
        people::NAMES[1].as_bytes(),
        b"tran van duc",
    ]
    .iter()
    .map(|needle| masked(needle).iter().map(|byte| format!("{byte:02x}")).collect())
    .collect();
    std::fs::write(folder.path().join("needles"), needles.join("\0")).unwrap();
    std::fs::write(folder.path().join("typed"), masked(typed.as_bytes())).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["memory::child", "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    println!("{output}");
    let line = |name: &str| {
        let line = output.lines().find_map(|line| line.split_once(name)).map(|(_, found)| found.trim());
        line.unwrap_or_else(|| panic!("{name}: {output}")).to_owned()
    };
    // The search finds what is there, so that its silence says something.
    let held = line("held ");
    assert!(held.starts_with('[') && !held.starts_with("[0,"), "key: {output}");
    let counts: Vec<&str> = held.trim_matches(['[', ']']).split(", ").collect();
    assert!(counts[1] != "0" && counts[3] != "0", "digits, password: {output}");
    assert!(line("locked ").starts_with("[0, 0, 0,"), "key, its digits: {output}");
    assert_eq!(
        line("locked ").trim_end_matches(']').split(", ").skip(4).collect::<Vec<_>>(),
        ["0", "0"],
        "{output}"
    );
    assert_eq!(line("closed "), "[0, 0, 0, 0, 0, 0]", "key, its digits, password, names: {output}");
}
