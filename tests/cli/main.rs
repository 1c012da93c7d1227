//! The terminal program itself, on real registers: what it answers, its exit codes, what it does
//! with wrong input, damaged files and sudden ends.

mod backups;
mod badges;
mod commands;
mod damage;
mod exchange;
mod input;
mod kill;
mod lines;
mod opening;
mod quotas;
mod readings;
mod steps;
mod summaries;
mod users;
mod year_end;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use so_chi_bo::services::Author;
use so_chi_bo::services::registers::{self, Recipe};
use so_chi_bo::store::workspace::Cost;
use tempfile::TempDir;

const PASSWORD: &str = "trâu vàng cày một đường dài";

/// The program, with nothing of this machine's settings.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sochibo-cli"));
    for name in ["SOCHIBO_PASSWORD", "SOCHIBO_WORKSPACE", "SOCHIBO_LANG", "SOCHIBO_NEW_PASSWORD", "RUST_LOG"]
    {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a run left.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let ran = Self {
            code: output.status.code().expect("ended by a signal"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A register in a folder of its own, quick to unlock.
struct Register {
    _home: TempDir,
    folder: PathBuf,
}

impl Register {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("sổ");
        let recipe = Recipe { name: "Sổ thử", password: PASSWORD, cost: Cost::QUICK };
        let made = registers::create(&folder, recipe, &Author::here()).unwrap();
        made.register.close().unwrap();
        Self { _home: home, folder }
    }

    /// The same with a committee DU, a grassroots cell C1 and a cell C3 below an organisation C2.
    fn with_units() -> Self {
        let register = Self::new();
        let answers = register.lines(&[
            "units add --code DU --name 'Đảng ủy Khối' --kind committee",
            "units add --code C1 --name 'Chi bộ Một' --kind base_cell --parent DU",
            "units add --code C2 --name 'Đảng bộ Hai' --kind base_organisation --parent DU",
            "units add --code C3 --name 'Chi bộ Ba' --kind cell --parent C2",
        ]);
        assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
        register
    }

    fn path(&self) -> &Path {
        &self.folder
    }

    fn command(&self) -> Command {
        let mut command = program();
        command.arg("--workspace").arg(&self.folder).env("SOCHIBO_PASSWORD", PASSWORD);
        command
    }

    /// Runs one command in text.
    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command().args(arguments).output().unwrap())
    }

    /// Runs one command that must do well and answers JSON.
    fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.json()
    }

    /// Runs many commands on one unlocking.
    fn lines(&self, lines: &[&str]) -> Vec<Value> {
        let mut command = self.command();
        let mut child = command.args(["run", "-"]).stdin(Stdio::piped()).spawn().unwrap();
        let text = lines.join("\n");
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
        let ran = Ran::of(child.wait_with_output().unwrap());
        writer.join().unwrap().unwrap();
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A command line of `run` as a JSON array.
fn line(words: &[&str]) -> String {
    serde_json::to_string(words).unwrap()
}

/// Copies a register's folder.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
