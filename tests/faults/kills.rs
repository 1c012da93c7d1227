//! Kills at random moments of work: changes one after the other, and a backup now and then.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use futures::executor::block_on;
use so_chi_bo::services::backups::{self, Reason};
use so_chi_bo::services::registers::{self, Letterhead};
use so_chi_bo::store::workspace::Secret;

use super::damage::Random;
use super::scenes::{HOME, PASSWORD, acknowledged, author, create, register, sound};

const WORK: &str = "SOCHIBO_FAULTS_WORK";
/// Kills of one register; then a new one, lest its journal grow for ever.
const EACH: usize = 50;

/// Works without end if this process is such a child.
pub fn child() -> Option<i32> {
    let seed = std::env::var(WORK).ok()?.parse::<u64>().ok()?;
    let home = std::env::var_os(HOME)?;
    let register = registers::open(&register(Path::new(&home)), Secret::Password(PASSWORD)).unwrap();
    let mut output = std::io::stdout();
    for number in seed.. {
        let letterhead = Letterhead { place: format!("Nơi {number}"), ..Letterhead::default() };
        let done = register
            .db
            .wait(move |database| registers::set_letterhead(database, &letterhead, &author()))
            .unwrap();
        writeln!(output, "ACK {}", done.changes.sequence).unwrap();
        output.flush().unwrap();
        if number % 7 == 3 {
            block_on(backups::take_if_changed(register.db.clone(), Reason::Asked)).unwrap();
        }
    }
    None
}

/// Starts a child, lets it acknowledge something, kills it after that time; what it acknowledged.
fn work_and_kill(home: &Path, seed: u64, moment: Duration, arguments: &[&str]) -> i64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(arguments)
        .env(WORK, seed.to_string())
        .env(HOME, home)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    while !text.contains("ACK ") {
        assert!(output.read_line(&mut text).unwrap() > 0, "the child ended: {text}");
    }
    let reader = std::thread::spawn(move || {
        let mut rest = Vec::new();
        while output.read_until(b'\n', &mut rest).is_ok_and(|length| length > 0) {}
        String::from_utf8_lossy(&rest).into_owned()
    });
    std::thread::sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged(&(text + &reader.join().unwrap()))
}

/// Kills so often at random moments; how many kills, and how many changes were acknowledged and
/// are there.
pub fn kill(times: usize, seed: u64, arguments: &[&str]) -> (usize, i64) {
    let mut random = Random(seed);
    let (mut kills, mut changes) = (0, 0);
    while kills < times {
        let home = tempfile::tempdir().unwrap();
        let folder = register(home.path());
        create(&folder).unwrap();
        let mut before = 1;
        for _ in 0..EACH.min(times - kills) {
            let moment = Duration::from_micros(random.below(40_000) as u64);
            let said = work_and_kill(home.path(), random.below(1 << 40) as u64, moment, arguments);
            let at = format!("killed after {moment:?}, seed {seed}, kill {kills}");
            let there = sound(&folder, PASSWORD, &at);
            assert!(there >= said && said > before, "{at}: {said} acknowledged, {there} there");
            changes += said - before;
            before = there;
            kills += 1;
        }
        for kept in backups::shelf_of(&folder).unwrap().list().unwrap() {
            let checked = backups::check(&kept.path, Some(Secret::Password(PASSWORD)));
            assert!(checked.is_ok_and(|checked| checked.findings.is_empty()), "{:?}, seed {seed}", kept.path);
        }
    }
    (kills, changes)
}
