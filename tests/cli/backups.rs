//! `backup` and `restore` at the terminal.

use std::fs;

use crate::{PASSWORD, Ran, Register, program};

#[test]
fn a_register_is_backed_up_listed_checked_and_restored() {
    let register = Register::with_units();
    // Closing after changes has taken one already.
    let first = register.json(&["backup", "list"]);
    assert_eq!(first["backups"][0]["reason"], "closing");
    let home = register.path().parent().unwrap().to_owned();
    let stick = home.join("usb");
    fs::create_dir(&stick).unwrap();
    let taken = register.json(&["backup", "--to", stick.to_str().unwrap()]);
    assert_eq!((taken["number"].as_i64(), taken["reason"].as_str()), (Some(2), Some("asked")));
    assert_eq!(taken["tables"]["unit"], 4);
    let copy = taken["copy"].as_str().unwrap().to_owned();
    assert!(copy.starts_with(stick.to_str().unwrap()));
    assert_eq!(register.json(&["backup", "list"])["backups"].as_array().unwrap().len(), 2);
    let checked = register.json(&["backup", "check", &copy]);
    assert_eq!((&checked["opened"], &checked["fine"]), (&true.into(), &true.into()));

    let own = home.join("của tôi.scb");
    assert_eq!(register.json(&["backup", "-o", own.to_str().unwrap()])["copy"], own.to_str().unwrap());
    assert_eq!(register.run(&["backup", "-o", own.to_str().unwrap()]).code, 3, "nothing is overwritten");

    let restored = home.join("khôi phục");
    register.json(&["restore", &copy, "--to", restored.to_str().unwrap()]);
    let mut info = program();
    info.args(["units", "list", "--json", "--workspace"]).arg(&restored).env("SOCHIBO_PASSWORD", PASSWORD);
    assert_eq!(Ran::of(info.output().unwrap()).json()["total"], 4);
}

#[test]
fn restoring_in_place_keeps_the_old_register_and_each_failure_has_its_kind() {
    let register = Register::with_units();
    let file = register.json(&["backup"])["file"].as_str().unwrap().to_owned();
    register.json(&["units", "add", "--code", "X", "--name", "Sai", "--kind", "committee"]);
    let failing = |arguments: &[&str], password: &str| {
        let mut command = program();
        command.args(arguments).arg("--json").arg("--workspace").arg(register.path());
        let ran = Ran::of(command.env("SOCHIBO_PASSWORD", password).output().unwrap());
        (ran.code, ran.json()["error"]["kind"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(failing(&["restore", &file], "sai mật khẩu rồi"), (3, "wrong_password".to_owned()));
    let damaged = register.path().with_file_name("hỏng.scb");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&damaged, &bytes).unwrap();
    let damaged = damaged.to_str().unwrap();
    assert_eq!(failing(&["backup", "check", damaged], PASSWORD), (3, "backup_damaged".to_owned()));
    assert_eq!(failing(&["restore", damaged], PASSWORD), (3, "backup_damaged".to_owned()));
    let key_file = register.path().join("keys.toml");
    let key_file = key_file.to_str().unwrap();
    assert_eq!(failing(&["restore", key_file], PASSWORD), (3, "not_a_backup".to_owned()));
    assert_eq!(register.json(&["units", "list"])["total"], 5, "all refused, nothing changed");

    let answer = register.json(&["restore", &file]);
    assert_eq!(register.json(&["units", "list"])["total"], 4);
    let mut old = program();
    old.args(["units", "list", "--json", "--workspace"]).arg(answer["kept_aside"].as_str().unwrap());
    assert_eq!(Ran::of(old.env("SOCHIBO_PASSWORD", PASSWORD).output().unwrap()).json()["total"], 5);
}
