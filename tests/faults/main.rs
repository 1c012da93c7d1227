//! Faults: what is interrupted, what fails, what is damaged. This is the short form; the long one
//! is `cargo run --release --example torture`. Results: `docs/RELIABILITY.md`.
#![cfg(target_os = "linux")]

mod clock;
mod damage;
mod disk;
mod kills;
#[path = "../support/old_schema.rs"]
mod old_schema;
mod power;
mod scenes;
mod secrets;

use scenes::{Fault, Scene, at_each_call, has_strace};

/// How the child's part is started: this test alone.
const CHILD: [&str; 4] = ["child", "--exact", "--nocapture", "--test-threads=1"];

/// Not a test of its own: what a child does.
#[test]
fn child() {
    if let Some(code) = kills::child().or_else(scenes::child) {
        std::process::exit(code);
    }
}

fn each(scenes: &[Scene], fault: Fault) {
    if !has_strace() {
        println!("not run: strace is not installed");
        return;
    }
    let trials: usize = scenes.iter().map(|scene| at_each_call(*scene, fault, &CHILD)).sum();
    println!("{fault:?}: {trials} trials");
    assert!(trials >= scenes.len() * 5, "{trials}");
}

#[test]
fn a_kill_at_calls_that_change_the_disk_leaves_the_old_or_the_new_state() {
    each(&Scene::ALL, Fault { how: "signal=KILL", step: 11, is_lasting: false });
}

#[test]
fn a_kill_while_any_released_schema_is_upgraded_leaves_the_old_or_the_new_one() {
    if !has_strace() {
        println!("not run: strace is not installed");
        return;
    }
    // Schema 2 is among the scenes above.
    for schema in 3..so_chi_bo::store::NEWEST_SCHEMA {
        let template = tempfile::tempdir().unwrap();
        old_schema::make(&scenes::register(template.path()), schema, scenes::PASSWORD);
        let fault = Fault { how: "signal=KILL", step: 13, is_lasting: false };
        let trials = scenes::at_each_call_from(template.path(), Scene::Migration, fault, &CHILD);
        println!("killed on the way from schema {schema}: {trials} trials");
        assert!(trials >= 4, "{trials}");
    }
}

#[test]
fn a_call_that_fails_once_or_from_then_on_loses_nothing_acknowledged() {
    let [edit, backup, restore] = [Scene::Edit, Scene::Backup, Scene::RestoreInPlace];
    each(&[edit, backup, restore], Fault { how: "error=EIO", step: 37, is_lasting: false });
    let [import, password] = [Scene::Import, Scene::Password];
    each(&[edit, import, password], Fault { how: "error=ENOSPC", step: 41, is_lasting: true });
    each(&[edit, Scene::Migration], Fault { how: "error=EROFS", step: 43, is_lasting: true });
}

#[test]
fn power_lost_at_any_moment_loses_nothing_acknowledged() {
    if !has_strace() {
        println!("not run: strace is not installed");
        return;
    }
    for scene in Scene::ALL {
        println!("power lost, {}: {} images", scene.name(), power::lose_power(scene, 25, 0x5eed, &CHILD));
    }
    let lost = power::lose_power_of_a_lying_disk(Scene::Edit, 25, 0x5eed, &CHILD);
    assert!(lost > 5, "a disk that lies is not found out: {lost}");
}

#[test]
fn a_kill_at_any_moment_of_work_loses_nothing_acknowledged() {
    println!("{:?}", kills::kill(40, 0x5eed, &CHILD));
}

#[test]
fn a_disk_that_becomes_full_at_any_size_leaves_the_old_or_the_new_state() {
    match disk::fill(&[Scene::Edit, Scene::Import, Scene::Backup], (0..40).step_by(5)) {
        None => println!("not run: mounting is not permitted"),
        Some(trials) => println!("disk full: {trials:?}"),
    }
}

#[test]
fn a_stick_holds_a_register() {
    match disk::on_a_stick(&Scene::ALL) {
        None => println!("not run: no stick can be mounted"),
        Some(scenes) => println!("on a stick: {scenes} scenes"),
    }
}

#[test]
fn a_stick_pulled_out_while_open_has_all_that_was_acknowledged_and_is_told() {
    match disk::pull_out() {
        None => println!("not run: no stick can be mounted"),
        Some(times) => println!("pulled out: {times} times"),
    }
}

#[test]
fn nothing_is_written_in_the_clear_and_no_socket_is_opened() {
    if !has_strace() {
        println!("not run: strace is not installed");
        return;
    }
    for scene in Scene::ALL {
        let calls = secrets::written(scene, &CHILD);
        println!("{}: {calls} calls that write, none in the clear", scene.name());
        assert!(calls > 0);
    }
}

#[test]
fn clocks_that_jump_neither_overwrite_nor_thin_away_good_backups() {
    if !clock::has_faketime() {
        println!("not run: faketime is not installed");
        return;
    }
    let (taken, left) = clock::jump(50);
    println!("50 jumps of the clock: {taken} backups taken, {left} left, all good");
}
