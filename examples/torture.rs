//! The long form of `tests/faults`: every call, not every ninth; until the time is over.
//!
//! `cargo run --release --example torture -- --minutes 60` prints one line a round and a table of
//! counts at the end. Anything that does not hold ends it with a panic that says where.

#[path = "../tests/faults/damage.rs"]
mod damage;
#[path = "../tests/faults/scenes.rs"]
mod scenes;

use std::time::{Duration, Instant};

use scenes::{Scene, at_each_call};

fn main() {
    if let Some(code) = scenes::child() {
        std::process::exit(code);
    }
    let arguments: Vec<String> = std::env::args().collect();
    let minutes = arguments
        .iter()
        .position(|argument| argument == "--minutes")
        .and_then(|at| arguments.get(at + 1)?.parse().ok())
        .unwrap_or(60);
    let end = Instant::now() + Duration::from_secs(60 * minutes);
    let faults =
        [("signal=KILL", false), ("error=EIO", false), ("error=ENOSPC", true), ("error=EROFS", true)];
    let (mut trials, mut seed) = (0, 1);
    loop {
        for (how, is_lasting) in faults {
            for scene in Scene::ALL {
                if Instant::now() >= end {
                    println!("{trials} trials, all held");
                    return;
                }
                let done = at_each_call(scene, how, (1, is_lasting), &[]);
                trials += done;
                println!("{} {how}: {done} trials", scene.name());
            }
        }
        let (tried, shown) = damage::damage(500, seed);
        assert_eq!(tried, shown, "damage that does not show, seed {seed}");
        println!("damage: {shown} of {tried} shown");
        trials += tried;
        seed += 1;
    }
}
