//! The long form of `cargo test --test faults`: what is interrupted, what fails, what is damaged,
//! thousands of times. Needs Linux, strace, and for full disks the right to mount.
//!
//! `cargo run --release --example torture -- [--seed N] [--minutes N | --hours N] [PART[=COUNT]…]`.
//! Each part stops when its count is reached or the time is over; a part that finds something ends the
//! run with the seed in the message. Results: `docs/RELIABILITY.md`.

#[path = "../tests/faults/damage.rs"]
mod damage;
#[path = "../tests/faults/disk.rs"]
mod disk;
#[path = "../tests/faults/kills.rs"]
mod kills;
#[path = "../tests/faults/power.rs"]
mod power;
#[path = "../tests/faults/scenes.rs"]
mod scenes;

use std::time::{Duration, Instant};

use scenes::{Fault, Scene, at_each_call};

/// The parts, with what the long form is.
const PARTS: [(&str, usize); 9] = [
    ("kills", 10_000),
    ("calls-kill", 1),
    ("calls-eio", 1),
    ("calls-enospc", 1),
    ("calls-erofs", 1),
    ("power", 5_000),
    ("disk", 200),
    ("stick", 1),
    ("damage", 10_000),
];

struct Run {
    seed: u64,
    end: Instant,
}

impl Run {
    /// Repeats a batch until the count is reached or the time is over; how many trials.
    fn batches(&self, count: usize, size: usize, mut batch: impl FnMut(usize, u64) -> usize) -> usize {
        let (mut done, mut seed) = (0, self.seed);
        while done < count && Instant::now() < self.end {
            done += batch(size.min(count - done), seed);
            seed += 1;
        }
        done
    }

    /// Each scene once with each `step`-th call going wrong.
    fn calls(&self, how: &'static str, step: usize, is_lasting: bool) -> usize {
        let mut trials = 0;
        for scene in Scene::ALL.into_iter().take_while(|_| Instant::now() < self.end) {
            let found = at_each_call(scene, Fault { how, step, is_lasting }, &[]);
            println!("  {}: {found}", scene.name());
            trials += found;
        }
        trials
    }

    fn part(&self, name: &str, count: usize) -> String {
        match name {
            "kills" => {
                let mut changes = 0;
                let kills = self.batches(count, 50, |size, seed| {
                    let (kills, acknowledged) = kills::kill(size, seed, &[]);
                    changes += acknowledged;
                    kills
                });
                format!("{kills} kills, {changes} acknowledged changes, all there")
            }
            "calls-kill" => format!("{} kills", self.calls("signal=KILL", count, false)),
            "calls-eio" => format!("{} trials", self.calls("error=EIO", count, false)),
            "calls-enospc" => format!("{} trials", self.calls("error=ENOSPC", count, true)),
            "calls-erofs" => format!("{} trials", self.calls("error=EROFS", count, true)),
            "power" => {
                let mut scenes = Scene::ALL.into_iter().cycle();
                let images = self.batches(count, 250, |size, seed| {
                    let scene = scenes.next().unwrap_or(Scene::Edit);
                    power::lose_power(scene, size, seed, &[])
                });
                format!("{images} images held")
            }
            "disk" => {
                let scenes = [
                    Scene::Create,
                    Scene::Edit,
                    Scene::Import,
                    Scene::Backup,
                    Scene::Restore,
                    Scene::Password,
                ];
                match disk::fill(&scenes, 0..count as u64) {
                    Some((trials, refused)) => format!("{trials} disks, {refused} of them too small"),
                    None => "not run: mounting is not permitted".to_owned(),
                }
            }
            "stick" => match disk::on_a_stick(&Scene::ALL) {
                Some(scenes) => format!("{scenes} scenes held"),
                None => "not run: no stick can be mounted".to_owned(),
            },
            _ => {
                let mut all = damage::Tally::default();
                let tried = self.batches(count, 100, |size, seed| all.add(&damage::damage(size, seed)));
                format!("{tried} damages\n{all}")
            }
        }
    }
}

fn main() {
    if let Some(code) = kills::child().or_else(scenes::child) {
        std::process::exit(code);
    }
    let mut arguments = std::env::args().skip(1);
    let (mut seed, mut minutes, mut parts) = (0x5eed, 60, Vec::new());
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|number| number.parse().ok());
        match argument.as_str() {
            "--seed" => seed = number().unwrap_or(seed),
            "--minutes" => minutes = number().unwrap_or(minutes),
            "--hours" => minutes = number().map_or(minutes, |hours| hours * 60),
            part => parts.push(part.to_owned()),
        }
    }
    if !scenes::has_strace() {
        println!("strace is not installed: nothing is run");
        return;
    }
    let run = Run { seed, end: Instant::now() + Duration::from_secs(minutes * 60) };
    for (name, count) in PARTS {
        let wanted = parts.iter().find(|part| part.split('=').next() == Some(name));
        if wanted.is_none() && !parts.is_empty() {
            continue;
        }
        let count = wanted.and_then(|part| part.split_once('=')?.1.parse().ok()).unwrap_or(count);
        let began = Instant::now();
        let result = run.part(name, count);
        println!("{name}: {result} ({} s, seed {seed})", began.elapsed().as_secs());
    }
}
