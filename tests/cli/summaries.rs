//! The reference's tables typed in from a terminal into a fresh register, and printed tables
//! compared.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::{Ran, Register, program};

/// Level codes of members and of units since 2018, the best first.
const LEVELS: [&str; 4] = ["excellent", "good", "completed", "not_completed"];
/// Those of units before.
const OLD: [&str; 5] = ["exemplary", "clean_strong", "good", "completed", "weak"];

fn total(subject: &str, year: i32, levels: &[&str], counts: &[i64]) -> String {
    let totals = levels.iter().zip(counts).map(|(level, count)| format!(" --level {level}={count}"));
    format!("ratings set-total --unit TV --year {year} --subject {subject}{}", totals.collect::<String>())
}

/// A fresh register with the reference's totals.
fn reference() -> Register {
    let register = Register::new();
    let mut lines = vec!["units add --code TV --name 'Đảng bộ Khối' --kind committee".to_owned()];
    for (year, counts) in
        [(2016, [597, 4373, 89, 9]), (2017, [705, 4367, 47, 14]), (2018, [612, 4615, 55, 12])]
    {
        lines.push(total("member", year, &LEVELS, &counts));
    }
    for (year, counts) in [(2016, [9, 37, 38, 3, 2]), (2017, [8, 38, 39, 2, 2])] {
        lines.push(total("unit", year, &OLD, &counts));
    }
    lines.push(total("unit", 2018, &LEVELS, &[13, 62, 8, 0]));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let answers = register.lines(&lines);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    register
}

fn report(register: &Register, arguments: &[&str]) -> Value {
    let ran = register.run(&[&["report"], arguments, &["--format", "json", "-o", "-"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()
}

fn percents(line: &Value) -> Vec<f64> {
    line["levels"].as_array().unwrap().iter().map(|level| level["percent"].as_f64().unwrap()).collect()
}

#[test]
fn the_references_tables_are_typed_in_from_a_terminal() {
    let register = reference();
    let members = report(&register, &["member-ratings"]);
    let years = members["years"].as_array().unwrap();
    assert_eq!(years[0]["rated"], 5068);
    assert_eq!(percents(&years[0]), [11.78, 86.29, 1.76, 0.18]);
    assert_eq!(percents(&years[1]), [13.73, 85.08, 0.92, 0.27]);
    assert_eq!(percents(&years[2]), [11.56, 87.17, 1.04, 0.23]);
    let ratios: Vec<&Value> = years.iter().map(|year| &year["excellent_of_good"]).collect();
    assert_eq!(ratios, [13.65, 16.14, 13.26]);
    let good: Vec<&Value> = years.iter().map(|year| &year["good_or_better"]["percent"]).collect();
    assert_eq!(good, [98.07, 98.81, 98.73]);
    assert!(years.iter().all(|year| year["entered_as_totals"] == true));
    assert_eq!(members["sum"]["rated"], 15_495);
    assert_eq!((&members["percent_of"], &members["rounding"]), (&json!("rated"), &json!("half_up")));

    let units = report(&register, &["unit-ratings"]);
    let years = units["years"].as_array().unwrap();
    assert_eq!(percents(&years[0]), [10.11, 41.57, 42.7, 3.37, 2.25]);
    assert_eq!(percents(&years[1]), [8.99, 42.7, 43.82, 2.25, 2.25]);
    assert_eq!(percents(&years[2]), [15.66, 74.7, 9.64, 0.0]);
    let good: Vec<&Value> = years.iter().map(|year| &year["good_or_better"]["percent"]).collect();
    assert_eq!(good, [94.38, 95.51, 90.36]);
    assert_eq!(years[2]["excellent_of_good"], 20.97);
    assert_eq!(years[0]["excellent_of_good"], Value::Null);

    for layout in ["own", "joined"] {
        let file = register.path().with_extension(layout);
        let file = file.to_str().unwrap();
        let ran =
            register.run(&["report", "unit-ratings", "--layout", layout, "--format", "pdf", "-o", file]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn totals_are_set_removed_and_refused_one_by_one() {
    let register = reference();
    let args = ["ratings", "set-total", "--unit", "TV", "--year", "2016", "--level"];
    let set = |rest: &[&str]| register.run(&[&args[..], rest, &["--json"]].concat());
    assert_eq!(set(&["not_rated", "--count", "12"]).code, 0);
    let year = || report(&register, &["member-ratings"])["years"][0].clone();
    assert_eq!((&year()["not_rated"], &year()["not_rated_by_reason"]["unknown"]), (&json!(12), &json!(12)));
    assert_eq!(year()["on_books"], 5080);
    assert_eq!(set(&["not_rated="]).code, 0);
    assert_eq!(year()["not_rated"], 0);

    let refused = set(&["exemplary=3"]);
    assert_eq!(refused.code, 4);
    assert_eq!(refused.json()["error"]["problems"][0]["kind"], "no_such_level");
    let refused = set(&["good=4,5"]);
    assert_eq!((refused.code, &refused.json()["error"]["problems"][0]["field"]), (4, &json!("count")));
    assert_eq!(set(&["good"]).code, 4, "a level without its number");
    assert_eq!(set(&["best=3"]).code, 2);
    assert_eq!(year()["rated"], 5068, "nothing of it was stored");
}

#[test]
fn targets_of_a_congress_are_judged_by_year() {
    let register = reference();
    let answers = register.lines(&[
        "ratings target set --unit TV --from 2016 --to 2020 --measure good_or_better --percent 98,5 --resolution 'NQ Đại hội'",
        "ratings target set --unit TV --from 2016 --to 2020 --subject unit --measure excellent_of_good --percent 20",
        "ratings target set --unit TV --from 2018 --to 2020 --measure good_or_better --percent 99",
        "ratings target list --unit TV",
    ]);
    assert_eq!(answers[0]["ok"], true, "{answers:?}");
    assert_eq!(answers[2]["error"]["problems"][0]["kind"], "duplicate");
    let targets = answers[3]["targets"].as_array().unwrap();
    assert_eq!(
        (targets.len(), &targets[0]["percent"], &targets[0]["source"]),
        (2, &json!(98.5), &json!("NQ Đại hội"))
    );
    let members = report(&register, &["member-ratings"]);
    let met: Vec<&Value> =
        members["years"].as_array().unwrap().iter().map(|year| &year["targets"][0]["met"]).collect();
    assert_eq!(met, [&json!(false), &json!(true), &json!(true)]);
    let units = report(&register, &["unit-ratings"]);
    assert_eq!(units["years"][0]["targets"][0]["met"], Value::Null, "that year has no such level");
    assert_eq!(units["years"][2]["targets"][0]["met"], true);
    let removed =
        ["ratings", "target", "remove", "--unit", "TV", "--from", "2016", "--measure", "good_or_better"];
    assert_eq!(register.run(&removed).code, 0);
    assert_eq!(register.run(&removed).code, 4);
    assert_eq!(report(&register, &["member-ratings"])["targets"], json!([]));
}

#[test]
fn a_years_summary_is_the_sum_of_its_units() {
    let register = Register::with_units();
    let answers = register.lines(&[
        "members add --unit C1 --name 'Trần Thị Bích' --sex female --born 02/09/1970 --admitted 01/01/2010",
        "members add --unit C3 --name 'Lê Văn Cường' --sex male --born 02/09/1970 --admitted 01/01/2010",
        "ratings set --year 2024 --member 1 --level excellent",
        "ratings set --year 2024 --member 2 --level not_rated --reason exempt",
        "ratings set-total --unit C3 --year 2023 --level good=7",
        "ratings rounding hundred",
    ]);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    let table = report(&register, &["rating-summary", "--year", "2024"]);
    let units: Vec<(&Value, &Value)> =
        table["units"].as_array().unwrap().iter().map(|row| (&row["unit"], &row["on_books"])).collect();
    assert_eq!(units, [(&json!("C1"), &json!(1)), (&json!("C2"), &json!(1))]);
    assert_eq!(table["total"]["on_books"], 2);
    assert_eq!(table["total"]["not_rated_by_reason"], json!({ "exempt": 1 }));
    assert_eq!(table["rounding"], "hundred");
    let before = report(&register, &["rating-summary", "--year", "2023", "--unit", "C2"]);
    assert_eq!(before["units"][0]["entered_as_totals"], true);
    assert_eq!((&before["units"][0]["rated"], &before["total"]["rated"]), (&json!(7), &json!(7)));
    let organisations = report(&register, &["rating-summary", "--year", "2024", "--subject", "unit"]);
    assert_eq!(organisations["total"]["open"], 2);
    let file = register.path().with_extension("pdf");
    let name = file.to_str().unwrap();
    let ran = register.run(&["report", "rating-summary", "--year", "2024", "--format", "pdf", "-o", name]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF"));
}

/// Compares a text given on standard input.
fn compare(text: &str, arguments: &[&str]) -> Ran {
    let mut command = program();
    let mut child = command.args(["compare", "-"]).args(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn a_printed_table_is_compared_without_a_register() {
    let members = include_str!("../fixtures/printed/members.txt");
    let ran = compare(members, &["--format", "json"]);
    assert_eq!(ran.code, 1, "like a check that found something: {ran:?}");
    let findings = ran.json()["findings"].clone();
    let printed: Vec<&Value> =
        findings.as_array().unwrap().iter().map(|finding| &finding["printed"]).collect();
    assert_eq!(printed, ["68,29", "1,75", "0,91", "81,17", "0,22"]);
    assert_eq!(
        (&findings[0]["expected"], &findings[0]["reason"]["reason"]),
        (&json!(86.29), &json!("swapped"))
    );
    let text = compare(members, &[]);
    assert!(text.out.contains("Hai chữ số bị đảo chỗ") && text.out.contains("86,29"), "{}", text.out);
    assert!(text.out.contains("Đã kiểm tra 12 tỷ lệ: 7 đúng; có 5 số không khớp."), "{}", text.out);
    let right = compare("Năm|HTXS|%|HTT|%\n2016|1|50,00|1|50,00", &["--lang", "en"]);
    assert_eq!((right.code, right.out.trim()), (0, "2 percentages checked: all follow from the counts."));
    let missing = Ran::of(program().args(["compare", "/nowhere/at/all"]).output().unwrap());
    assert_eq!(missing.code, 3);
}
