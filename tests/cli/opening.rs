//! Why a register can't be opened, told apart; wrong usage; where options may stand.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::json;
use so_chi_bo::store::workspace::{Secret, Workspace};

use crate::{PASSWORD, Ran, Register, copy, program};

fn kind(register: &std::path::Path, password: &str) -> (i32, String) {
    let mut command = program();
    command.args(["info", "--json", "--workspace"]).arg(register).env("SOCHIBO_PASSWORD", password);
    let ran = Ran::of(command.output().unwrap());
    assert!(!ran.err.is_empty(), "the person at the terminal is told too");
    (ran.code, ran.json()["error"]["kind"].as_str().unwrap().to_owned())
}

#[test]
fn each_reason_has_its_kind_and_exit_code_3() {
    let register = Register::new();
    let folder = register.path();
    let is = |kind: &str| (3, kind.to_owned());
    assert_eq!(kind(folder, "một mật khẩu khác hẳn"), is("wrong_password"));
    assert_eq!(kind(&folder.join("không có"), PASSWORD), is("missing"));
    assert_eq!(kind(folder.parent().unwrap(), PASSWORD), is("not_a_register"));
    let broken = |name: &str, file: &str, content: Option<&[u8]>| {
        let copied = folder.with_file_name(name);
        copy(folder, &copied);
        match content {
            Some(content) => fs::write(copied.join(file), content).unwrap(),
            None => fs::remove_file(copied.join(file)).unwrap(),
        }
        kind(&copied, PASSWORD)
    };
    assert_eq!(broken("1", "data.db", None), is("missing"));
    assert_eq!(broken("2", "keys.toml", None), is("missing"));
    assert_eq!(broken("3", "data.db", Some(&[7; 100])), is("damaged"));
    assert_eq!(broken("4", "data.db", Some(&[7; 8192])), is("damaged"));
    assert_eq!(broken("5", "keys.toml", Some(b"rubbish")), is("damaged"));
}

#[test]
fn a_register_of_a_newer_version_is_refused() {
    let register = Register::new();
    let workspace = Workspace::open(register.path()).unwrap();
    let key = workspace.keys().unlock(Secret::Password(PASSWORD)).unwrap();
    let database = rusqlite::Connection::open(workspace.database_path()).unwrap();
    database.pragma_update(None, "key", key.pragma_value().as_str()).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    database.close().unwrap();
    drop(workspace);
    assert_eq!(kind(register.path(), PASSWORD), (3, "too_new".to_owned()));
}

#[test]
fn a_register_is_open_in_one_program_and_free_when_that_is_killed() {
    let register = Register::new();
    let mut holder = register.command().args(["run", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = holder.stdin.take().unwrap();
    stdin.write_all(b"info\n").unwrap();
    let mut answer = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut answer).unwrap();
    assert!(answer.starts_with("{\"ok\":true"), "{answer}");
    assert_eq!(kind(register.path(), PASSWORD), (3, "already_open".to_owned()));
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(register.run(&["info"]).code, 0);
}

#[test]
fn passwords_in_other_normal_forms_open_and_weak_ones_are_pointed_out() {
    use unicode_normalization::UnicodeNormalization;
    let register = Register::new();
    let mut command = program();
    let decomposed: String = PASSWORD.nfd().collect();
    command.args(["info", "--workspace"]).arg(register.path()).env("SOCHIBO_PASSWORD", decomposed);
    assert_eq!(Ran::of(command.output().unwrap()).code, 0);

    let create = |password: &str| {
        let mut command = program();
        let folder = register.path().with_file_name(format!("mới {}", password.len()));
        command.args(["create", "--name", "x", "--workspace"]).arg(folder).env("SOCHIBO_PASSWORD", password);
        Ran::of(command.output().unwrap())
    };
    assert_eq!(create("").code, 4);
    let weak = create("12345678");
    assert_eq!(weak.code, 0);
    assert!(weak.err.contains("dễ đoán"), "{}", weak.err);
}

#[test]
fn wrong_usage_is_exit_code_2_and_help_is_complete() {
    let register = Register::new();
    for arguments in [
        &["fly"][..],
        &["units", "add", "--code", "A"],
        &["units", "add", "--code", "A", "--name", "A", "--kind", "party"],
        &["ratings", "set", "--member", "1", "--year", "2024", "--level", "best"],
        &["members", "list", "--sort", "shoe_size"],
        &["report", "member-list", "--format", "odt", "-o", "-"],
        &[],
    ] {
        let ran = register.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
    }
    let nowhere = Ran::of(program().args(["info"]).env("SOCHIBO_PASSWORD", PASSWORD).output().unwrap());
    assert_eq!(nowhere.code, 2);
    let nobody =
        Ran::of(program().args(["info", "--json", "--workspace"]).arg(register.path()).output().unwrap());
    assert_eq!((nobody.code, nobody.json()["error"]["kind"].clone()), (3, json!("no_password")));

    let help = Ran::of(program().args(["members", "add", "--help"]).output().unwrap());
    assert_eq!(help.code, 0);
    assert!(help.out.contains("--home-town <HOME_TOWN>") && help.out.contains("Quê quán"), "{}", help.out);
    let help = Ran::of(program().args(["--help"]).env("SOCHIBO_LANG", "en").output().unwrap());
    assert!(help.out.contains("Exit codes"), "{}", help.out);
}

#[test]
fn options_of_the_program_stand_before_or_after_the_command() {
    let register = Register::new();
    let folder = register.path().to_str().unwrap();
    for arguments in [
        &["--json", "--workspace", folder, "units", "list"][..],
        &["units", "--json", "list", "--workspace", folder],
        &["units", "list", "--workspace", folder, "--json", "--lang", "en"],
    ] {
        let ran = Ran::of(program().args(arguments).env("SOCHIBO_PASSWORD", PASSWORD).output().unwrap());
        assert_eq!(ran.json(), json!({ "total": 0, "units": [] }), "{arguments:?}");
    }
    let english = Ran::of(
        program()
            .args(["info", "--lang", "en", "--workspace", folder])
            .env("SOCHIBO_PASSWORD", "x")
            .output()
            .unwrap(),
    );
    assert!(english.err.starts_with("Wrong password"), "{}", english.err);
}
