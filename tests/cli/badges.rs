//! Badges of years in the Party from a terminal.

use serde_json::{Value, json};

use super::Register;

fn told(problems: &Value) -> Vec<(&str, &str)> {
    let problems = problems.as_array().map(Vec::as_slice).unwrap_or_default();
    problems.iter().map(|it| (it["field"].as_str().unwrap(), it["kind"].as_str().unwrap())).collect()
}

#[test]
fn badges_are_added_corrected_ended_and_listed() {
    let register = Register::with_units();
    let answers = register.lines(&[
        "members add --unit C1 --name 'Lê Thị Hoa' --sex female --born 1955 --admitted 03/02/1980",
        "members badge add --member 1 --level 40 --number '1 234 567' --round 03/02/2020 --decision 112-QĐ/TU",
        "members badge add --member 1 --level 40 --number 7654321",
        "members badge edit --member 1 --row 1 --awarded 07/02/2020 --number 12",
        "members badge end --member 1 --row 1 --ending returned --on 05/2024",
        "members badge end --member 1 --row 1 --ending returned --on 05/2024 --words 'khai trừ'",
        "members badge add --member 1 --level 45 --kind early --number e0012345 --round 19/5/2024",
        "members badge list --member 1",
        "members badge edit --member 1 --row 9 --number 1",
        "members badge add --member 1 --level 50 --round 22/12/2024",
        "members show --member 1",
    ]);
    assert_eq!((&answers[1]["row"], answers[1].get("warnings")), (&json!(1), None));
    assert_eq!(told(&answers[2]["error"]["problems"]), [("badge_level", "badge_held")]);
    assert_eq!(told(&answers[3]["warnings"]), [("badge_number", "other_badge_number")]);
    assert_eq!(
        told(&answers[4]["error"]["problems"]),
        [("badge_number", "other_badge_number"), ("reason", "required")]
    );
    assert_eq!(answers[5]["ok"], true);
    let badges = &answers[7]["badges"];
    let first = json!({
        "id": 1, "level": 40, "kind": "on_time", "round_on": "2020-02-03", "number": "12",
        "decision": "112-QĐ/TU", "decided_on": null, "awarded_on": "2020-02-07",
        "end": {"ending": "returned", "ended_on": "2024-05", "end_reason": "khai trừ"},
    });
    assert_eq!(badges[0], first, "only what was said is corrected");
    assert_eq!((&badges[1]["number"], &badges[1]["end"]), (&json!("E0012345"), &Value::Null));
    assert_eq!(told(&answers[8]["error"]["problems"]), [("badge_level", "not_found")]);
    assert_eq!(told(&answers[9]["error"]["problems"]), [("badge_round", "not_a_round")]);
    assert_eq!(&answers[10]["badges"], badges);
    let shown = register.run(&["members", "show", "--member", "1"]).out;
    assert!(!shown.contains("Huy hiệu Đảng: 40 năm"), "what was given back is not shown: {shown}");
    assert!(shown.contains("Huy hiệu Đảng: 45 năm, số E0012345"), "{shown}");
    register.json(&["members", "badge", "add", "--member", "1", "--level", "30", "--number", "00012345"]);
    let shown = register.run(&["members", "show", "--member", "1"]).out;
    assert!(shown.contains("Huy hiệu Đảng: 30 năm, số 00012345"), "{shown}");
}
