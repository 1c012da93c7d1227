//! Every text a person could type into every field: refused, or stored as it was typed (in NFC).

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::{Register, line};

const FIELDS: [(&str, &str); 29] = [
    ("--other-name", "other_name"),
    ("--birth-place", "birth_place"),
    ("--home-town", "home_town"),
    ("--permanent-address", "permanent_address"),
    ("--temporary-address", "temporary_address"),
    ("--ethnicity", "ethnicity"),
    ("--religion", "religion"),
    ("--work-group", "work_group"),
    ("--occupation", "occupation"),
    ("--occupation-before", "occupation_before"),
    ("--admission-decision", "admission_decision"),
    ("--admission-place", "admission_place"),
    ("--personal-id", "personal_id"),
    ("--old-id", "old_id"),
    ("--card", "card_number"),
    ("--old-card", "old_card_number"),
    ("--file-number", "file_number"),
    ("--general-education", "general_education"),
    ("--professional-level", "professional_level"),
    ("--professional-field", "professional_field"),
    ("--theory-level", "theory_level"),
    ("--foreign-languages", "foreign_languages"),
    ("--phone", "phone"),
    ("--email", "email"),
    ("--note", "note"),
    ("--name", "name"),
    ("--born", "born_on"),
    ("--ceremony", "admitted_on"),
    ("--official", "official_on"),
];

#[test]
fn every_field_takes_or_refuses_what_is_typed() {
    let register = Register::with_units();
    register.lines(&["members add --unit C1 --name 'Lê An' --sex male --born 1980 --admitted 2010"]);
    let long = "ệ".repeat(10_000);
    let decomposed: String = "Nguyễn Thị Thuỷ".nfd().collect();
    let texts = [
        "",
        "   ",
        "'; DROP TABLE member; --",
        "\" OR 1=1",
        "👩‍👩‍👧 🇻🇳",
        &decomposed,
        &long,
        "-1",
        "31/02/1980",
        "\u{202e}ngược\u{0}",
        "<b>{ $x }</b> \\n %s",
    ];
    let mut lines = Vec::new();
    for (option, _) in FIELDS {
        for text in texts {
            lines.push(line(&["members", "edit", "--member", "1", &format!("{option}={text}")]));
            lines.push(line(&["members", "show", "--member", "1"]));
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let answers = register.lines(&lines);
    let mut asked = FIELDS.iter().flat_map(|field| texts.map(|text| (field, text)));
    let mut before = Value::Null;
    for pair in answers.chunks(2) {
        let ((option, key), text) = asked.next().unwrap();
        let (answer, shown) = (&pair[0], &pair[1]);
        if answer["ok"] == true {
            let kept: String = text.nfc().filter(|c| !matches!(c, '\u{202e}' | '\u{0}' | '\u{200d}')).collect();
            let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
            let expected = if kept.is_empty() { Value::Null } else { json!(kept) };
            assert_eq!(shown[key], expected, "{option} {text:.40}");
        } else {
            assert_eq!(answer["error"]["kind"], "refused", "{option} {text:.40}: {answer}");
            if before[key] != Value::Null {
                assert_eq!(shown[key], before[key], "{option}: refused and yet changed");
            }
        }
        before = shown.clone();
    }
    assert_eq!(asked.next(), None);
    assert_eq!(register.run(&["check"]).code, 0);
}

#[test]
fn names_of_units_and_registers_and_all_other_texts_hold() {
    let register = Register::with_units();
    register.lines(&["members add --unit C1 --name 'Lê An' --sex male --born 1980 --admitted 2010"]);
    let long = "ệ".repeat(10_000);
    for text in ["'; DROP TABLE unit; --", "👩 \"x\"", "Chi bộ số 1/2", &long] {
        let answers = register.lines(&[
            &line(&["units", "add", "--code", text, "--name", text, "--kind", "base_cell"]),
            &line(&["units", "list"]),
            &line(&["members", "list", "--search", text]),
            &line(&["members", "list", "--unit", text]),
            &line(&["quota", "set", "--unit", "C1", "--year", "2024", "--target", text]),
            &line(&["quota", "term", "--unit", "C1", "--from", text, "--to", "2030", "--target", "1"]),
            &line(&["ratings", "set", "--member", "1", "--year", "2024", "--level", "not_rated", "--words", text]),
            &line(&["members", "transfer", "--member", "1", "--unit", "C3", "--on", text]),
            &line(&["members", "status", "--member", "1", "--status", "exempt", "--on", text]),
            &line(&["ratings", "decide", "--year", "1950", "--decision", "1", "--on", text]),
        ]);
        let is_kept = text.chars().count() <= 40;
        assert_eq!(answers[0]["ok"], is_kept);
        let names = answers[1]["units"].as_array().unwrap().iter().filter(|unit| unit["name"] == text).count();
        assert_eq!(names, usize::from(is_kept));
        assert_eq!((&answers[2]["ok"], &answers[3]["ok"]), (&json!(true), &json!(is_kept)));
        for refused in [4, 5, 7, 8, 9] {
            assert_eq!(answers[refused]["error"]["kind"], "refused", "{refused}: {text:.40}");
        }
        assert_eq!(answers[6]["ok"], text.chars().count() <= 500);
    }
    let longest = format!("{}@b.vn", "a".repeat(195));
    let email = register.run(&["members", "edit", "--member", "1", "--email", &longest]);
    assert_eq!(email.code, 0, "{email:?}");
    let too_long = register.run(&["members", "edit", "--member", "1", "--email", &format!("a{longest}"), "--json"]);
    assert_eq!(too_long.json()["error"]["problems"][0]["kind"], "too_long");
    let huge = register.run(&["quota", "set", "--unit", "C1", "--year", "2024", "--target", "99999999999999999999"]);
    assert_eq!(huge.code, 4);
    let unknown = register.run(&["ratings", "set", "--member", "999", "--year", "2024", "--level", "good"]);
    assert_eq!(unknown.code, 4);
    assert_eq!(register.run(&["members", "list", "--unit", "nowhere"]).code, 4);
    assert_eq!(register.run(&["check"]).code, 0);
}
