//! One byte changed, or the file cut: found by `check` or refused at opening, never a panic.

use std::fs;

use crate::{Ran, Register, copy, program};

/// The exit code of `check` on a copy whose file was changed.
fn check(register: &Register, file: &str, change: impl FnOnce(&mut Vec<u8>)) -> i32 {
    let copied = register.path().with_file_name("copy");
    let _ = fs::remove_dir_all(&copied);
    copy(register.path(), &copied);
    let mut content = fs::read(copied.join(file)).unwrap();
    change(&mut content);
    fs::write(copied.join(file), content).unwrap();
    let mut command = program();
    command.args(["check", "--json", "--workspace"]).arg(&copied).env("SOCHIBO_PASSWORD", crate::PASSWORD);
    let ran = Ran::of(command.output().unwrap());
    if ran.code == 1 {
        assert!(!ran.json()["findings"].as_array().unwrap().is_empty());
    }
    ran.code
}

fn filled() -> Register {
    let register = Register::with_units();
    let add = "members add --unit C1 --name 'Lê An' --sex male --born 1999 --admitted 2020 --note x";
    register.lines(&[add; 20]);
    assert_eq!(check(&register, "data.db", |_| ()), 0);
    register
}

#[test]
fn a_changed_byte_of_the_database_is_found() {
    let register = filled();
    let length = fs::metadata(register.path().join("data.db")).unwrap().len() as usize;
    let mut offsets = vec![0, 15, 16, 17, 100, 4079, 4080, 4095, 4096, 8191, length - 1, length - 17];
    offsets.extend((0..40).map(|step| step * length / 40 + 1234 * step % 4096));
    for offset in offsets.into_iter().filter(|offset| *offset < length) {
        let code = check(&register, "data.db", |content| content[offset] ^= 0x10);
        assert!([1, 3].contains(&code), "byte {offset} of {length}: {code}");
    }
}

#[test]
fn a_cut_database_is_found() {
    let register = filled();
    let length = fs::metadata(register.path().join("data.db")).unwrap().len() as usize;
    for left in
        [0, 1, 511, 512, 4096, 4097, length / 2 / 4096 * 4096, length / 2 + 7, length - 4096, length - 1]
    {
        let code = check(&register, "data.db", |content| content.truncate(left));
        assert!([1, 3].contains(&code), "{left} bytes of {length} left: {code}");
    }
}

#[test]
fn changed_keys_open_not_at_all_or_are_told() {
    let register = filled();
    let keys = fs::read_to_string(register.path().join("keys.toml")).unwrap();
    // Before that there are only words for people.
    let comment = keys.find("\n\n").unwrap();
    for offset in (0..keys.len()).step_by(29) {
        let code = check(&register, "keys.toml", |content| content[offset] ^= 0x04);
        let is_right = if offset < comment { [0, 3].contains(&code) } else { [1, 3].contains(&code) };
        assert!(is_right, "byte {offset} of {}: {code}", keys.len());
    }
}
