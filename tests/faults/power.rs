//! Power loss: what a run wrote is traced, and played back up to some moment; of what was not yet
//! synced at that moment, some is lost, some is torn at a sector, some is there.
//!
//! Kills prove that a process may end at any time; only this speaks of a machine that does.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::damage::Random;
use super::scenes::{HOME, SCENE, Scene, acknowledged, check, copy, prepare};

const SECTOR: usize = 512;

/// A traced call on a file of the register.
#[derive(Debug, Clone)]
enum Call {
    Write {
        file: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        file: PathBuf,
        length: usize,
    },
    Sync {
        file: PathBuf,
    },
    /// The child said that an operation is on the disk.
    Acknowledge(String),
}

/// The files of a register that are written in place.
const FILES: [&str; 3] = ["data.db", "data.db-wal", "head.txt"];

/// Runs a scene under strace and reads what it did to the database and what lies beside it.
fn trace(scene: Scene, home: &Path, arguments: &[&str]) -> Vec<Call> {
    let log = home.join("strace.log");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-y", "-xx", "-s", "200000", "-o"])
        .arg(&log)
        .args(["-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate"])
        .arg(std::env::current_exe().unwrap())
        .args(arguments)
        .env(SCENE, scene.name())
        .env(HOME, home)
        .stdout(Stdio::piped())
        .output()
        .unwrap()
        .status;
    assert!(status.success(), "{status}");
    fs::read_to_string(log).unwrap().lines().filter_map(parse).collect()
}

/// `123 pwrite64(5</home/so/data.db-wal>, "\x37…", 4096, 32) = 4096`, and the like.
fn parse(line: &str) -> Option<Call> {
    let (call, rest) = line.split_once('(')?;
    let call = call.split_whitespace().last()?;
    if call == "write" && rest.starts_with("1<") {
        let said = String::from_utf8(unescape(rest.split('"').nth(1)?)).ok()?;
        return said.contains("ACK").then_some(Call::Acknowledge(said));
    }
    let file = rest.split_once('<')?.1.split('>').next()?;
    let file = PathBuf::from(String::from_utf8(unescape(file)).ok()?);
    let name = file.file_name()?.to_str()?;
    // Backups have a file of that name too, in a folder of their own.
    if !FILES.contains(&name) || !file.parent()?.ends_with("so") {
        return None;
    }
    let numbers = |text: &str| -> Vec<usize> {
        let text = text.split(')').next().unwrap_or_default();
        text.split(',').filter_map(|part| part.trim().parse().ok()).collect()
    };
    match call {
        "pwrite64" => {
            let mut parts = rest.split('"');
            let bytes = unescape(parts.nth(1)?);
            let at = *numbers(parts.next()?).get(1)?;
            Some(Call::Write { file, at, bytes })
        }
        // Only the note of the last operation, which is always written from its beginning.
        "write" => Some(Call::Write { file, at: 0, bytes: unescape(rest.split('"').nth(1)?) }),
        "ftruncate" => Some(Call::Truncate { file, length: *numbers(rest.split_once('>')?.1).first()? }),
        "fsync" | "fdatasync" => Some(Call::Sync { file }),
        _ => None,
    }
}

/// `\x41` for each byte; anything else stands for itself.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text;
    while !rest.is_empty() {
        match rest.strip_prefix("\\x").and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[4..];
            }
            None => {
                bytes.extend(rest.chars().next().map(|letter| letter as u8));
                rest = &rest[1..];
            }
        }
    }
    bytes
}

fn apply(content: &mut Vec<u8>, call: &Call, keep: usize) {
    match call {
        Call::Write { at, bytes, .. } => {
            let bytes = &bytes[..keep.min(bytes.len())];
            if content.len() < at + bytes.len() {
                content.resize(at + bytes.len(), 0);
            }
            content[*at..at + bytes.len()].copy_from_slice(bytes);
        }
        Call::Truncate { length, .. } if keep > 0 => content.resize(*length, 0),
        Call::Truncate { .. } | Call::Sync { .. } | Call::Acknowledge(_) => {}
    }
}

/// The files as they may be found when the power went after the first `moment` calls.
fn image(
    before: &BTreeMap<PathBuf, Vec<u8>>,
    calls: &[Call],
    random: &mut Random,
) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = before.clone();
    for (place, call) in calls.iter().enumerate() {
        let (Call::Write { file, .. } | Call::Truncate { file, .. }) = call else { continue };
        let is_synced =
            calls[place..].iter().any(|later| matches!(later, Call::Sync { file: synced } if synced == file));
        let whole = usize::MAX;
        let keep = match (is_synced, random.below(3)) {
            (true, _) | (false, 0) => whole,
            (false, 1) => 0,
            (false, _) => SECTOR * random.below(9),
        };
        apply(files.entry(file.clone()).or_default(), call, keep);
    }
    files
}

/// Loses the power so many times at moments of a scene; how many images held, which is all.
pub fn lose_power(scene: Scene, times: usize, seed: u64, arguments: &[&str]) -> usize {
    let template = tempfile::tempdir().unwrap();
    prepare(scene, template.path());
    // Traced at the path that each image is played back at.
    let home = tempfile::tempdir().unwrap();
    copy(template.path(), home.path());
    let before: BTreeMap<PathBuf, Vec<u8>> = FILES
        .iter()
        .map(|name| home.path().join("so").join(name))
        .filter_map(|path| Some((path.clone(), fs::read(path).ok()?)))
        .collect();
    let calls = trace(scene, home.path(), arguments);
    assert!(
        calls.len() > 20 && calls.iter().any(|call| matches!(call, Call::Acknowledge(_))),
        "{}",
        calls.len()
    );
    let mut random = Random(seed);
    for _ in 0..times {
        let moment = 1 + random.below(calls.len());
        let calls = &calls[..moment];
        let said: String = calls
            .iter()
            .filter_map(|call| match call {
                Call::Acknowledge(said) => Some(said.as_str()),
                _ => None,
            })
            .collect();
        let said = acknowledged(&format!("{said}\n"));
        fs::remove_dir_all(home.path().join("so")).unwrap();
        copy(&template.path().join("so"), &home.path().join("so"));
        for (path, content) in image(&before, calls, &mut random) {
            fs::write(path, content).unwrap();
        }
        let at = format!("{}, power lost after {moment} calls, seed {seed}", scene.name());
        check(scene, home.path(), said, &at);
    }
    times
}
