//! `kill -9` at 200 moments while saving: what was acknowledged is there, and `check` says fine.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::Register;

const KILLS: u64 = 200;
/// A fresh register from time to time keeps `check` quick.
const KILLS_A_REGISTER: u64 = 25;

/// A number as letters, since names have no digits.
fn name(number: u64) -> String {
    let letters = number.to_string().bytes().map(|digit| char::from(b'a' + (digit - b'0'))).collect::<String>();
    format!("Lê {letters}")
}

/// When the kill comes.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// After the start: while opening, mostly.
    AfterStart(Duration),
    /// After the first answer: while saving.
    AfterAnswer(Duration),
}

/// Feeds changes until killed; the numbers acknowledged, and one more than the last sent.
fn work_until_killed(register: &Register, first: u64, moment: Moment) -> (Vec<u64>, u64) {
    let mut child = register.command().args(["run", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let writer = thread::spawn(move || {
        for number in first.. {
            let line = format!(
                "members add --unit C1 --name '{}' --sex male --born 1980 --admitted 2010 --note {number}\n",
                name(number)
            );
            if stdin.write_all(line.as_bytes()).is_err() {
                return number + 1;
            }
        }
        first
    });
    let (answered, first_answer) = mpsc::channel();
    let reader = thread::spawn(move || {
        let (mut acknowledged, mut line) = (Vec::new(), String::new());
        // A line that was cut by the kill is no answer.
        while stdout.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
            let answer: Value = serde_json::from_str(&line).unwrap();
            assert_eq!(answer["ok"], true, "{line}");
            acknowledged.push(first + acknowledged.len() as u64);
            let _ = answered.send(());
            line.clear();
        }
        acknowledged
    });
    let delay = match moment {
        Moment::AfterStart(delay) => delay,
        Moment::AfterAnswer(delay) => {
            first_answer.recv_timeout(Duration::from_secs(60)).expect("an answer");
            delay
        }
    };
    thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    (reader.join().unwrap(), writer.join().unwrap())
}

#[test]
fn what_was_acknowledged_survives_200_kills() {
    let mut random: u64 = 0x5eed;
    let mut next = 1;
    let (mut register, mut acknowledged) = (Register::with_units(), Vec::new());
    let mut survived = 0;
    for kill in 0..KILLS {
        if kill % KILLS_A_REGISTER == 0 {
            (register, acknowledged) = (Register::with_units(), Vec::new());
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let delay = Duration::from_micros(random >> 33 & 0x7fff);
        let moment = if kill % 5 == 0 { Moment::AfterStart(delay * 3) } else { Moment::AfterAnswer(delay) };
        let (acked, sent) = work_until_killed(&register, next, moment);
        survived += acked.len();
        acknowledged.extend(acked);
        next = sent;
        let answers = register.lines(&["check", "members list"]);
        assert_eq!(answers[0]["fine"], true, "kill {kill} {moment:?}: {}", answers[0]);
        let there: std::collections::HashSet<&str> =
            answers[1]["members"].as_array().unwrap().iter().filter_map(|member| member["note"].as_str()).collect();
        for number in &acknowledged {
            assert!(there.contains(number.to_string().as_str()), "kill {kill} {moment:?}: {number} is lost");
        }
    }
    assert!(survived > 200, "hardly anything was acknowledged before the kills: {survived}");
}
