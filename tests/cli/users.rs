//! Several users of one register from the terminal.

use std::path::Path;

use serde_json::{Value, json};

use crate::{PASSWORD, Ran, Register, program};

const HERS: &str = "mùa nước nổi năm nay";
const NEW: &str = "chợ nổi sáng sớm ghe";

fn run(folder: &Path, own: &str, new: Option<&str>, arguments: &[&str]) -> Ran {
    let mut command = program();
    command.arg("--workspace").arg(folder).arg("--json").env("SOCHIBO_PASSWORD", own).args(arguments);
    if let Some(new) = new {
        command.env("SOCHIBO_NEW_PASSWORD", new);
    }
    Ran::of(command.output().unwrap())
}

fn kind(ran: &Ran) -> (i32, String) {
    (ran.code, ran.json()["error"]["kind"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn users_are_added_refused_lowered_and_closed() {
    let register = Register::new();
    let folder = register.path();
    let list = || run(folder, PASSWORD, None, &["users", "list"]).json()["users"].clone();
    assert_eq!(list(), json!([]));
    let unnamed =
        run(folder, PASSWORD, Some(HERS), &["users", "add", "--name", "Lê Thị Bé", "--role", "enter"]);
    assert_eq!(kind(&unnamed), (4, "refused".to_owned()), "the first user needs a name too");
    let add = ["users", "add", "--name", "Lê Thị Bé", "--role", "enter", "--own-name", "Trần Văn Quản"];
    let added = run(folder, PASSWORD, Some(HERS), &add);
    assert_eq!((added.code, &added.json()["user"]["name"]), (0, &json!("Lê Thị Bé")), "{added:?}");
    let roles: Vec<Value> = list().as_array().unwrap().iter().map(|user| user["role"].clone()).collect();
    assert_eq!(roles, [json!("manage"), json!("enter")]);

    let info = run(folder, HERS, None, &["info"]).json();
    assert_eq!(info["user"]["name"], "Lê Thị Bé");
    assert_eq!(info["chain"].as_str().map(str::len), Some(8));
    let unit = ["units", "add", "--code", "C1", "--name", "Chi bộ Một", "--kind", "base_cell"];
    assert_eq!(run(folder, HERS, None, &unit).code, 0);
    let refused = run(folder, HERS, None, &["users", "close", "--user", "Trần Văn Quản"]);
    assert_eq!(kind(&refused), (4, "not_allowed".to_owned()));
    assert!(refused.err.contains("Quản trị"), "{refused:?}");

    assert_eq!(
        run(folder, PASSWORD, None, &["users", "role", "--user", "le thi be", "--role", "read"]).code,
        0
    );
    let reading = ["units", "add", "--code", "C2", "--name", "Chi bộ Hai", "--kind", "base_cell"];
    assert_eq!(kind(&run(folder, HERS, None, &reading)), (4, "not_allowed".to_owned()));
    assert_eq!(run(folder, HERS, Some(NEW), &["users", "password"]).code, 0);
    assert_eq!(kind(&run(folder, HERS, None, &["info"])), (3, "wrong_password".to_owned()));
    let entries = run(folder, NEW, None, &["journal", "list", "--search", "chi bộ một"]).json();
    assert_eq!(entries["entries"][0]["who"], "Lê Thị Bé");

    let last = run(folder, PASSWORD, None, &["users", "role", "--user", "Trần Văn Quản", "--role", "read"]);
    assert_eq!(kind(&last), (4, "refused".to_owned()));
    assert_eq!(run(folder, PASSWORD, None, &["users", "close", "--user", "Lê Thị Bé"]).code, 0);
    assert_eq!(kind(&run(folder, NEW, None, &["info"])), (3, "wrong_password".to_owned()));
    assert_eq!(list()[1]["closed_on"].as_str().map(str::len), Some(10));
    assert_eq!(run(folder, PASSWORD, None, &["check"]).code, 0);
}

#[test]
fn the_recovery_code_sets_the_password_of_a_named_user() {
    let register = Register::new();
    let folder = register.path();
    let made = run(folder, PASSWORD, None, &["recovery", "--new-code"]);
    assert_eq!(made.code, 0);
    let code = made.json()["recovery_code"].as_str().unwrap().to_owned();
    let add = ["users", "add", "--name", "Lê Thị Bé", "--role", "enter", "--own-name", "Trần Văn Quản"];
    assert_eq!(run(folder, PASSWORD, Some(HERS), &add).code, 0);
    let recover = |arguments: &[&str], new: &str| {
        let mut command = program();
        command.arg("--workspace").arg(folder).arg("--json").arg("recovery").args(arguments);
        command.env("SOCHIBO_RECOVERY_CODE", &code).env("SOCHIBO_NEW_PASSWORD", new);
        Ran::of(command.output().unwrap())
    };
    assert_eq!(kind(&recover(&["--user", "Ai Đó"], NEW)), (4, "refused".to_owned()));
    assert_eq!(recover(&["--user", "Lê Thị Bé"], NEW).code, 0);
    assert_eq!(run(folder, NEW, None, &["info"]).json()["user"]["name"], "Lê Thị Bé");
    assert_eq!(run(folder, PASSWORD, None, &["info"]).json()["user"]["name"], "Trần Văn Quản");
    assert_eq!(recover(&[], HERS).code, 0);
    assert_eq!(run(folder, HERS, None, &["info"]).json()["user"]["name"], "Trần Văn Quản");
}
