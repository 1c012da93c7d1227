//! What a program writes, wherever it goes: database, write-ahead file, backups, temporary files,
//! logs. Nothing of it may hold a name, a word of a record or a password in the clear; and no
//! socket is opened.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::scenes::{HOME, OTHER, PASSWORD, SCENE, Scene, prepare};

/// Parts of what the scenes enter, long enough not to come about by chance.
const WORDS: [&str; 5] = ["Lê aa", "Lê bn", "Chi bộ Ấp", "Nơi 8", "Sổ thử"];

/// As strace writes bytes with `-xx`.
fn escaped(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect()
}

/// UTF-8, UTF-16, and as SQL and JSON would have it are the same letters or these.
fn shapes(word: &str) -> [String; 2] {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [escaped(word.as_bytes()), escaped(&wide)]
}

/// Runs a scene and looks at all that it writes but its answer; how many calls that were.
pub fn written(scene: Scene, arguments: &[&str]) -> usize {
    let home = tempfile::tempdir().unwrap();
    prepare(scene, home.path());
    let log = home.path().join("strace.log");
    let status = trace(scene, home.path(), &log, arguments);
    assert!(status, "{}", scene.name());
    let log = fs::read_to_string(log).unwrap();
    assert!(!log.contains("socket("), "{} opens a socket", scene.name());
    let secrets: Vec<(&str, String)> = WORDS
        .into_iter()
        .chain([PASSWORD, OTHER])
        .flat_map(|word| shapes(word).map(|shape| (word, shape)))
        .collect();
    let calls = log.lines().filter(|line| line.contains("write") || line.contains("rename"));
    let mut count = 0;
    for line in calls.filter(|line| !line.contains("(1<")) {
        count += 1;
        for (word, shape) in &secrets {
            assert!(!line.contains(shape.as_str()), "{}: {word} in the clear", scene.name());
        }
    }
    count
}

fn trace(scene: Scene, home: &Path, log: &Path, arguments: &[&str]) -> bool {
    Command::new("strace")
        .args(["-f", "-qq", "-y", "-xx", "-s", "2000000", "-o"])
        .arg(log)
        .args(["-e", "trace=write,pwrite64,writev,pwritev,sendto,sendmsg,socket,rename,renameat2"])
        .arg(std::env::current_exe().unwrap())
        .args(arguments)
        .env(SCENE, scene.name())
        .env(HOME, home)
        .env("RUST_LOG", "trace")
        .stdout(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[test]
fn what_is_looked_for_is_found_where_it_is() {
    let line = format!("1 write(5</x>, \"{}\", 9)", escaped("xLê aay".as_bytes()));
    assert!(line.contains(&shapes("Lê aa")[0]) && !line.contains(&shapes("Lê bn")[0]));
}
