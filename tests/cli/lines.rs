//! The protocol of `run -`.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::Register;

#[test]
fn each_line_is_answered_at_once_and_the_end_of_input_ends_it() {
    let register = Register::new();
    let mut child = register.command().args(["run", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut ask = |line: &str| -> Value {
        stdin.write_all(format!("{line}\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap()
    };
    let added = ask("units add --code A --name \"Chi bộ 'A'\" --kind base_cell");
    assert_eq!((&added["ok"], &added["sequence"]), (&json!(true), &json!(2)));
    let refused = ask("units add --code A --name B --kind base_cell");
    assert_eq!((&refused["ok"], &refused["error"]["kind"]), (&json!(false), &json!("refused")));
    assert!(refused["error"]["message"].as_str().unwrap().contains("Chi bộ 'A'"));
    assert_eq!(ask("units add --code B")["error"]["kind"], "usage");
    assert_eq!(ask("units add --code \"B")["error"]["kind"], "usage");
    assert_eq!(ask("create --name x")["error"]["kind"], "usage");
    assert_eq!(ask("\n# nothing is answered to these\n  \n[\"info\"]")["units"], 1);
    assert_eq!(ask("report member-list --format pdf -o -")["error"]["kind"], "usage");
    let nothing = ask("quota set --unit A --year 2024 --target ''");
    assert_eq!((&nothing["ok"], &nothing["sequence"]), (&json!(true), &json!(2)), "no change, no number");
    let next = ask("quota set --unit A --year 2024 --target 1.200");
    assert_eq!(next["sequence"], 3);
    assert_eq!(ask("units list")["sequence"], 3);
    drop(stdin);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!((rest.as_str(), child.wait().unwrap().code()), ("", Some(0)));
}

#[test]
fn input_that_is_no_text_is_answered_and_a_gone_reader_is_no_failure() {
    let register = Register::new();
    let mut child = register.command().args(["run", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"units \xff\xfe\ninfo").unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let answers: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&answers[0]["error"]["kind"], &answers[1]["ok"]), (&json!("usage"), &json!(true)));

    let mut child = register.command().args(["run", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"info\ninfo\n").unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn commands_may_come_from_a_file() {
    let register = Register::new();
    let file = register.path().with_file_name("lệnh.txt");
    std::fs::write(&file, "\u{feff}units add --code A --name A --kind base_cell\r\nunits list\r\n").unwrap();
    let ran = register.run(&["run", file.to_str().unwrap()]);
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((ran.code, &answers[1]["total"]), (0, &json!(1)), "{ran:?}");
}
