//! Faults: what is interrupted, what fails, what is damaged. This is the short form; the long one
//! is `cargo run --release --example torture`. Results: `docs/RELIABILITY.md`.
#![cfg(target_os = "linux")]

mod damage;
mod scenes;

use scenes::{Scene, at_each_call, has_strace};

/// How the child's part is started: this test alone.
const CHILD: [&str; 4] = ["child", "--exact", "--nocapture", "--test-threads=1"];

/// Not a test of its own: what a child does.
#[test]
fn child() {
    if let Some(code) = scenes::child() {
        std::process::exit(code);
    }
}

fn each(scenes: &[Scene], how: &str, step: usize, is_lasting: bool) {
    if !has_strace() {
        println!("not run: strace is not installed");
        return;
    }
    let trials: usize =
        scenes.iter().map(|scene| at_each_call(*scene, how, (step, is_lasting), &CHILD)).sum();
    println!("{how}, every {step}th call: {trials} trials");
    assert!(trials >= scenes.len() * 11, "{trials}");
}

#[test]
fn a_kill_at_calls_that_change_the_disk_leaves_the_old_or_the_new_state() {
    each(&Scene::ALL, "signal=KILL", 9, false);
}

#[test]
fn a_call_that_fails_once_or_from_then_on_loses_nothing_acknowledged() {
    each(&[Scene::Edit, Scene::Backup, Scene::RestoreInPlace], "error=EIO", 13, false);
    each(&[Scene::Edit, Scene::Backup, Scene::Password], "error=ENOSPC", 17, true);
    each(&[Scene::Edit, Scene::Migration], "error=EROFS", 23, true);
}
