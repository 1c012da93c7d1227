//! Two processes, and processes that are killed. The children are this test program itself,
//! started with a role in the environment.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use so_chi_bo::store::workspace::{Cost, Error, Opener, Owner, Part, Secret, Workspace};

use super::{PASSWORD, create, opens};

const ROLE: &str = "SOCHIBO_TEST_ROLE";
const FOLDER: &str = "SOCHIBO_TEST_FOLDER";
/// A user beside the first one.
const USER: Owner = Owner::User(uuid::Uuid::from_u128(7));
const OTHER_PASSWORD: &str = "mùa nước nổi năm nay";

/// Not a test of its own: what a child does.
#[test]
fn child() {
    let (Ok(role), Some(folder)) = (std::env::var(ROLE), std::env::var_os(FOLDER)) else {
        return;
    };
    let folder = Path::new(&folder);
    match role.as_str() {
        "hold" => {
            let _workspace = Workspace::open(folder).unwrap();
            println!("READY");
            thread::sleep(Duration::from_secs(60));
        }
        "create" => {
            create(folder).unwrap();
        }
        "change" => {
            let mut workspace = Workspace::open(folder).unwrap();
            let keys = workspace.keys_mut();
            keys.change_password(Secret::Password(PASSWORD), OTHER_PASSWORD, Cost::QUICK).unwrap();
        }
        "change again and again" => {
            let mut workspace = Workspace::open(folder).unwrap();
            let keys = workspace.keys_mut();
            println!("READY");
            let (mut old, mut new) = (PASSWORD, OTHER_PASSWORD);
            if keys.unlock(Secret::Password(old)).is_err() {
                (old, new) = (new, old);
            }
            loop {
                keys.change_password(Secret::Password(old), new, Cost::QUICK).unwrap();
                (old, new) = (new, old);
            }
        }
        "users come and go" => {
            let mut workspace = Workspace::open(folder).unwrap();
            let keys = workspace.keys_mut();
            let key = keys.unlock(Secret::Password(PASSWORD)).unwrap();
            println!("READY");
            loop {
                keys.set_password(&key, USER, OTHER_PASSWORD, Cost::QUICK).unwrap();
                keys.remove_password(USER).unwrap();
            }
        }
        other => panic!("{other}"),
    }
}

fn start(role: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crash::child", "--exact", "--nocapture"])
        .env(ROLE, role)
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn wait_until_ready(child: &mut Child) {
    let output = BufReader::new(child.stdout.take().unwrap());
    let is_ready = output.lines().any(|line| line.unwrap().contains("READY"));
    assert!(is_ready, "the child ended early");
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_second_program_is_told_who_holds_the_register_and_a_killed_one_frees_it() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()).unwrap());
    let mut child = start("hold", folder.path());
    wait_until_ready(&mut child);
    let Err(Error::AlreadyOpen(Some(holder))) = Workspace::open(folder.path()) else {
        panic!("the lock does not hold");
    };
    assert_eq!(holder.process, child.id());
    assert!(holder.program.starts_with("workspace"), "{}", holder.program);
    let age = chrono::Local::now() - holder.since;
    assert!(age.num_seconds() < 60 && age.num_seconds() >= 0);
    assert_eq!(create(folder.path()).err(), Some(Error::AlreadyARegister));

    kill(child);
    assert!(folder.path().join("lock.txt").exists(), "it had no time to tidy up");
    let workspace = Workspace::open(folder.path()).unwrap();
    let Err(Error::AlreadyOpen(Some(holder))) = Workspace::open(folder.path()) else {
        panic!("the lock does not hold");
    };
    assert_eq!(holder.process, std::process::id());
    drop(workspace);
    assert!(!folder.path().join("lock.txt").exists());
}

#[test]
fn a_kill_while_the_password_changes_leaves_the_old_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()).unwrap());
    for round in 0..30_u64 {
        let mut child = start("change again and again", folder.path());
        wait_until_ready(&mut child);
        thread::sleep(Duration::from_micros(1_000 + round * 1_777 % 40_000));
        kill(child);
        let workspace = Workspace::open(folder.path()).unwrap();
        assert!(opens(&workspace, PASSWORD) != opens(&workspace, OTHER_PASSWORD));
        let leftovers = fs::read_dir(folder.path())
            .unwrap()
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "new"));
        assert_eq!(leftovers.count(), 0);
    }
}

#[test]
fn a_kill_while_a_users_slot_comes_or_goes_leaves_it_whole_or_gone_and_the_others_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()).unwrap());
    let (mut there, mut gone) = (0, 0);
    for round in 0..30_u64 {
        let mut child = start("users come and go", folder.path());
        wait_until_ready(&mut child);
        thread::sleep(Duration::from_micros(1_000 + round * 2_311 % 30_000));
        kill(child);
        let mut workspace = Workspace::open(folder.path()).unwrap();
        assert!(opens(&workspace, PASSWORD), "the first user's slot is not touched");
        let keys = workspace.keys();
        let opener = keys.unlock_as(Secret::Password(OTHER_PASSWORD)).map(|(_, opener)| opener);
        match keys.owners().as_slice() {
            [Owner::First] => {
                assert_eq!(opener, Err(Error::WrongPassword));
                gone += 1;
            }
            [Owner::First, USER] => {
                assert_eq!(opener, Ok(Opener::Password(USER)));
                there += 1;
            }
            other => panic!("{other:?}"),
        }
        workspace.keys_mut().remove_password(USER).unwrap();
    }
    println!("{there} times it was there, {gone} times gone");
}

#[test]
fn a_kill_while_creating_leaves_a_register_or_room_for_one() {
    let parent = tempfile::tempdir().unwrap();
    let (mut made, mut again) = (0, 0);
    for round in 0..30_u64 {
        let folder = parent.path().join(round.to_string());
        let child = start("create", &folder);
        thread::sleep(Duration::from_micros(round * 700));
        kill(child);
        match Workspace::open(&folder) {
            Ok(workspace) => {
                assert!(opens(&workspace, PASSWORD));
                made += 1;
            }
            Err(Error::Unfinished | Error::NotARegister | Error::Missing(Part::Folder)) => {
                drop(create(&folder).unwrap());
                assert!(opens(&Workspace::open(&folder).unwrap(), PASSWORD));
                again += 1;
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    println!("{made} were complete, {again} were made again");
}

#[cfg(target_os = "linux")]
fn was_killed(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // strace ends by the same signal as its child.
    status.signal() == Some(9)
}

/// What changes the disk; strace counts each of them by itself.
#[cfg(target_os = "linux")]
const CALLS: [&str; 12] = [
    "openat",
    "write",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "chmod",
    "flock",
];

/// Kills a child at each of its calls in turn, and hands the folder to `check` after each kill.
#[cfg(target_os = "linux")]
fn kill_at_every_call(role: &str, prepare: impl Fn(&Path), check: impl Fn(&Path, &str)) -> usize {
    let mut kills = 0;
    for call in CALLS {
        for count in 1..500 {
            let parent = tempfile::tempdir().unwrap();
            let folder = parent.path().join("sổ");
            prepare(&folder);
            let status = Command::new("strace")
                .args(["-f", "-qq", "-o", "/dev/null", "-e"])
                .arg(format!("inject={call}:signal=KILL:when={count}"))
                .arg(std::env::current_exe().unwrap())
                .args(["crash::child", "--exact", "--test-threads=1"])
                .env(ROLE, role)
                .env(FOLDER, &folder)
                .stdout(Stdio::null())
                .status()
                .unwrap();
            check(&folder, &format!("{role}: {call} {count}"));
            if status.success() {
                break;
            }
            assert!(was_killed(status), "{role}: {call} {count}: {status}");
            kills += 1;
        }
    }
    kills
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs strace, and a minute: cargo test --test workspace every_call -- --ignored --nocapture"]
fn a_kill_at_every_call_that_changes_the_disk_does_no_harm() {
    let creations = kill_at_every_call(
        "create",
        |_| {},
        |folder, at| {
            let state = Workspace::open(folder).map(|workspace| opens(&workspace, PASSWORD));
            match state {
                Ok(is_open) => assert!(is_open, "{at}"),
                Err(Error::Unfinished | Error::NotARegister | Error::Missing(Part::Folder)) => {
                    drop(create(folder).unwrap_or_else(|error| panic!("{at}: {error:?}")));
                    assert!(opens(&Workspace::open(folder).unwrap(), PASSWORD), "{at}");
                }
                Err(error) => panic!("{at}: {error:?}"),
            }
        },
    );
    let changes = kill_at_every_call(
        "change",
        |folder| drop(create(folder).unwrap()),
        |folder, at| {
            let workspace = Workspace::open(folder).unwrap_or_else(|error| panic!("{at}: {error:?}"));
            assert!(opens(&workspace, PASSWORD) != opens(&workspace, OTHER_PASSWORD), "{at}");
        },
    );
    println!("killed {creations} creations and {changes} changes of the password");
    assert!(creations > 30 && changes > 20);
}
