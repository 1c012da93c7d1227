//! Quotas typed in from a terminal: the reference's table of admissions, and handing a target down.

use serde_json::{Value, json};

use crate::{Register, line};

/// Table T3 of the reference: year, target, admitted.
const ADMISSIONS: [(i32, i64, i64); 5] =
    [(2016, 300, 390), (2017, 300, 333), (2018, 250, 281), (2019, 170, 291), (2020, 100, 100)];

#[test]
fn the_references_table_is_typed_into_a_fresh_register() {
    let register = Register::with_units();
    let mut lines: Vec<String> = Vec::new();
    for (year, target, admitted) in ADMISSIONS {
        lines.push(format!("quota set --unit DU --year {year} --target {target}"));
        lines.push(format!("quota set-admitted --unit DU --year {year} --count {admitted}"));
    }
    lines.push(line(&[
        "quota",
        "term",
        "--unit",
        "DU",
        "--from",
        "2016",
        "--to",
        "2020",
        "--target",
        "950",
        "--resolution",
        "Nghị quyết Đại hội",
        "--resolution-on",
        "20/08/2015",
    ]));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let answers = register.lines(&lines);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");

    let report = register.json(&["report", "admissions", "--format", "json", "-o", "-"]);
    let percents: Vec<&Value> = report["years"].as_array().unwrap().iter().map(|it| &it["percent"]).collect();
    assert_eq!(percents, [&json!(130.0), &json!(111.0), &json!(112.4), &json!(171.18), &json!(100.0)]);
    assert_eq!(report["years"][0]["entered"], true, "marked as a number that was entered");
    let term = &report["term"];
    assert_eq!((&term["targets_sum"], &term["admitted"]), (&json!(1_120), &json!(1_395)));
    assert_eq!(term["percent_of_targets"], 124.55);
    assert_eq!(term["percent_of_resolution"], 146.84);
    assert_eq!(term["resolution_on"], "20/08/2015");

    // A raised target and an amended resolution are kept beside the first ones.
    let answers = register.lines(&[
        "quota adjust --unit DU --year 2019 --change +30 --document 12-QĐ/ĐU --on 01/07/2019",
        "quota amend --unit DU --from 2016 --target 1000 --document 07-NQ/ĐU --on 01/03/2018",
    ]);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    let report = register.json(&["report", "admissions", "--format", "json", "-o", "-"]);
    let year = &report["years"][3];
    assert_eq!((&year["target"], &year["adjusted"]), (&json!(170), &json!(200)));
    assert_eq!((&year["percent"], &year["percent_of_adjusted"]), (&json!(171.18), &json!(145.5)));
    let term = &report["term"];
    assert_eq!((&term["first_resolution_target"], &term["resolution_target"]), (&json!(950), &json!(1_000)));
    assert_eq!((&term["percent_of_resolution"], &term["adjusted_sum"]), (&json!(139.5), &json!(1_150)));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ket-nap.pdf");
    let ran = register.run(&["report", "admissions", "--format", "pdf", "-o", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_target_is_handed_down_seen_and_stored() {
    let register = Register::with_units();
    let answers = register.lines(&[
        "members add --unit C1 --name 'Nguyễn Thị Hai' --sex female --born 1990 --admitted 03/02/2024",
        "members add --unit C1 --name 'Nguyễn Thị Ba' --sex female --born 1998 --admitted 03/02/2025",
        "members add --unit C3 --name 'Thạch Văn Tư' --sex male --born 1970 --admitted 03/09/2025 --ethnicity Khmer",
        "quota set --unit DU --year 2025 --target 10",
    ]);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    let parts = |answer: &Value| -> Vec<Value> {
        answer["parts"].as_array().unwrap().iter().map(|part| part["target"].clone()).collect()
    };
    let ask = ["quota", "allocate", "--unit", "DU", "--year", "2025", "--by", "members"];
    let shown = register.json(&[&ask[..], &["--dry-run"]].concat());
    assert_eq!(parts(&shown), [json!(7), json!(3)]);
    assert_eq!(
        (&shown["assigned"], &shown["sum"], &shown["difference"]),
        (&json!(10), &json!(10), &json!(0))
    );
    let targets = |arguments: &[&str]| {
        let list = register.json(&[&["quota", "list", "--year", "2025"], arguments].concat());
        let units = list["units"].as_array().unwrap().clone();
        units.iter().map(|unit| unit["target"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(targets(&[]), [json!(10), Value::Null, Value::Null, Value::Null], "only looked at");
    register.json(&ask);
    assert_eq!(targets(&[]), [json!(10), json!(7), json!(3), Value::Null]);
    let cells = register.json(&[&ask[..], &["--over", "cells"]].concat());
    assert_eq!(parts(&cells).len(), 2);

    let list = register.json(&["quota", "list", "--year", "2025", "--as-of", "30/06/2025"]);
    assert_eq!((&list["whole"]["admitted"], &list["whole"]["pace"]["remaining"]), (&json!(1), &json!(9)));
    assert_eq!(list["whole"]["last_year"], 1);
    let by_unit = register.json(&[
        "report",
        "admissions-by-unit",
        "--year",
        "2025",
        "--quarter",
        "3",
        "--format",
        "json",
        "-o",
        "-",
    ]);
    let whole = &by_unit["whole"];
    assert_eq!(
        (&whole["admitted"], &whole["in_quarter"], &by_unit["until"]),
        (&json!(2), &json!(1), &json!("30/09/2025"))
    );
    assert_eq!(
        (&whole["splits"]["women"], &whole["splits"]["youth"], &whole["splits"]["minority"]),
        (&json!(1), &json!(1), &json!(1))
    );
    let paper = register.json(&[
        "report",
        "quota-allocation",
        "--unit",
        "DU",
        "--year",
        "2025",
        "--format",
        "json",
        "-o",
        "-",
    ]);
    assert_eq!(parts(&paper), [json!(7), json!(3)]);
    let refused = register.run(&["quota", "allocate", "--unit", "C2", "--year", "2020", "--by", "equal"]);
    assert_eq!(refused.code, 4, "there is nothing to hand down");
}

#[test]
fn candidates_are_set_and_a_target_follows_them() {
    let register = Register::with_units();
    let ask =
        ["quota", "allocate", "--unit", "DU", "--year", "2025", "--by", "candidates", "--over", "cells"];
    register.json(&["quota", "set", "--unit", "DU", "--year", "2025", "--target", "9"]);
    assert_eq!(register.run(&ask).code, 4, "nobody reported any");
    let answers = register.lines(&[
        "quota set-candidates --unit C1 --year 2025 --count 4 --note '3 đã học lớp'",
        "quota set-candidates --unit C3 --year 2025 --count 8",
    ]);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    let done = register.json(&ask);
    assert_eq!((&done["sum"], &done["candidates"]), (&json!(9), &json!(12)));
    let seen: Vec<_> =
        done["parts"].as_array().unwrap().iter().map(|it| (&it["candidates"], &it["target"])).collect();
    assert!(seen.contains(&(&json!(4), &json!(3))) && seen.contains(&(&json!(8), &json!(6))), "{seen:?}");
    let paper =
        ["report", "quota-allocation", "--unit", "DU", "--year", "2025", "--format", "json", "-o", "-"];
    let paper = register.json(&[&paper[..], &["--over", "cells"]].concat());
    assert_eq!(paper["parts"][0]["candidates_note"], "3 đã học lớp");
}
