//! The rules of rating, the ceiling and the papers of the year's end from the terminal.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::{Ran, Register};

/// Runs a command that reads a form from standard input.
fn with_form(register: &Register, arguments: &[&str], form: &Value) -> Ran {
    let mut child = register
        .command()
        .args(arguments)
        .args(["--form", "-", "--json"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(form.to_string().as_bytes()).unwrap();
    drop(stdin);
    Ran::of(child.wait_with_output().unwrap())
}

fn rated(register: &Register) {
    let mut lines = Vec::new();
    for (name, level) in [("Nguyễn Thị An", "excellent"), ("Trần Văn Bình", "good"), ("Lê Thị Chi", "good")]
    {
        lines.push(format!(
            "members add --unit C3 --name '{name}' --sex female --born 1980 --admitted 19/05/2010"
        ));
        lines.push(format!("ratings set --year 2025 --member {} --level {level}", lines.len() / 2 + 1));
    }
    lines.push(
        "members add --unit C3 --name 'Đỗ Thị Ốm' --sex female --born 1980 --admitted 19/05/2011".into(),
    );
    lines.push(
        "ratings set --year 2025 --member 4 --level not_rated --reason other --words 'Ốm dài ngày'".into(),
    );
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let answers = register.lines(&lines);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
}

#[test]
fn a_new_regulation_is_typed_in_from_the_old_one() {
    let register = Register::with_units();
    let list = register.json(&["regimes", "list"]);
    assert_eq!(list["regimes"].as_array().unwrap().len(), 6);
    assert_eq!(list["regimes"][0]["from_year"], 2025);
    let shown = register.json(&["regimes", "show", "--from", "2025"]);
    let mut form = shown["form"].clone();
    assert_eq!(form["members"]["ceiling"]["percent"], "20");
    form["from_year"] = json!("2027");
    form["source"] = json!("400-QĐ/TW");
    form["members"]["ceiling"]["percent"] = json!("22,5");
    let added = with_form(&register, &["regimes", "add"], &form);
    assert_eq!(added.code, 0, "{added:?}");
    let list = register.json(&["regimes", "list"]);
    assert_eq!(list["regimes"][0]["ceilings"][0]["percent"], 22.5);
    assert_eq!(list["regimes"][1]["to_year"], 2026);

    form["members"]["levels"] = json!([]);
    let refused = with_form(&register, &["regimes", "set", "--from", "2027"], &form);
    assert_eq!((refused.code, &refused.json()["error"]["problems"][0]["field"]), (4, &json!("level")));
    let nonsense = with_form(&register, &["regimes", "add"], &json!({ "from": 2030 }));
    assert_eq!((nonsense.code, &nonsense.json()["error"]["problems"][0]["kind"]), (4, &json!("bad_format")));
    let nowhere = register.run(&["regimes", "show", "--from", "2026"]);
    assert_eq!(nowhere.code, 4, "{nowhere:?}");

    let rules = register.json(&["regimes", "consequences"]);
    let mut rule = rules["rules"][0].clone();
    let id = rule["id"].to_string();
    for (key, text) in [("years", "2"), ("from_year", "2025"), ("to_year", "")] {
        rule[key] = json!(text);
    }
    rule.as_object_mut().unwrap().remove("id");
    let changed = with_form(&register, &["regimes", "set-consequence", "--id", &id], &rule);
    assert_eq!(changed.code, 0, "{changed:?}");
    assert_eq!(register.json(&["regimes", "consequences"])["rules"][0]["years"], 2);
}

#[test]
fn the_ceiling_is_reported_raised_and_printed() {
    let register = Register::with_units();
    rated(&register);
    let report = |unit: &str| {
        register
            .json(&["report", "ceilings", "--year", "2025", "--unit", unit, "--format", "json", "-o", "-"])
    };
    let of = report("C3");
    let decider = &of["deciders"][0];
    assert_eq!(
        (&decider["decider"], &decider["best"], &decider["base"], &decider["limit"], &decider["state"]),
        (&json!("C2"), &json!(1), &json!(2), &json!(0), &json!("exceeded"))
    );
    assert_eq!(decider["units"][0]["unit"], "C3");
    register.json(&[
        "ratings",
        "raise",
        "--year",
        "2025",
        "--unit",
        "C2",
        "--decision",
        "9-QĐ/ĐU",
        "--on",
        "20/12/2025",
    ]);
    assert_eq!(report("DU")["raises"][0]["decision"], "9-QĐ/ĐU");
    register.json(&["ratings", "raise", "--year", "2025", "--unit", "C2", "--remove"]);
    register.json(&["ratings", "deciding", "--by", "committee"]);
    assert_eq!(report("C3")["deciders"][0]["decider"], "DU");

    let consequences =
        register.json(&["report", "consequences", "--year", "2025", "--format", "json", "-o", "-"]);
    let names: Vec<&Value> = consequences["consequences"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|it| it["concerned"].as_array().unwrap())
        .map(|who| &who["name"])
        .collect();
    assert_eq!(names, ["Nguyễn Thị An"]);

    let missing = register.json(&["report", "not-rated", "--year", "2025", "--format", "json", "-o", "-"]);
    assert_eq!(missing["people"].as_array().unwrap().len(), 1);
    assert_eq!((&missing["people"][0]["words"], &missing["not_rated"]), (&json!("Ốm dài ngày"), &json!(1)));
    for kind in ["ceilings", "consequences", "rating-decision", "not-rated"] {
        let file = register.path().parent().unwrap().join(format!("{kind}.pdf"));
        let path = file.to_str().unwrap();
        register.json(&["report", kind, "--year", "2025", "--format", "pdf", "-o", path]);
        assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"), "{kind}");
    }
}

#[test]
fn an_open_year_is_moved_to_newer_rules() {
    let register = Register::with_units();
    register.lines(&[
        "members add --unit C1 --name 'Lê Thị Hoa' --sex female --born 1970 --admitted 03/02/2001",
        "ratings set --member 1 --year 2026 --level completed",
    ]);
    let mut form = register.json(&["regimes", "show", "--from", "2025"])["form"].clone();
    form["from_year"] = json!("2026");
    form["source"] = json!("400-QĐ/TW");
    form["members"]["levels"].as_array_mut().unwrap().retain(|level| level["level"] != "completed");
    assert_eq!(with_form(&register, &["regimes", "add"], &form).code, 0);
    let dry = register.json(&["regimes", "move-year", "--year", "2026", "--dry-run"]);
    assert_eq!(dry["unfit"], json!([{ "name": "Lê Thị Hoa", "level": "completed", "used": "rating" }]));
    let refused = register.run(&["regimes", "move-year", "--year", "2026", "--json"]);
    assert_eq!((refused.code, &refused.json()["error"]["problems"][0]["names"]), (4, &json!("Lê Thị Hoa")));
    register.json(&["ratings", "set", "--member", "1", "--year", "2026", "--level", "good"]);
    assert_eq!(register.json(&["regimes", "move-year", "--year", "2026"])["ok"], true);
    assert_eq!(register.run(&["regimes", "move-year", "--year", "2026"]).code, 4, "it is there already");
}
