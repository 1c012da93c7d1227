//! The steps of a rating from a terminal: entry, what blocks, warnings and notes, what is missing,
//! decisions of a unit, changes of decided ratings, discipline.

use serde_json::{Value, json};

use super::Register;

fn told(answer: &Value) -> Vec<(&str, &str)> {
    let problems = answer["error"]["problems"].as_array().map(Vec::as_slice).unwrap_or_default();
    problems.iter().map(|it| (it["field"].as_str().unwrap(), it["kind"].as_str().unwrap())).collect()
}

#[test]
fn a_rating_is_led_to_its_decision_and_changed_after_it() {
    let register = Register::with_units();
    let answers = register.lines(&[
        "members add --unit C1 --name 'Lê Thị Hoa' --sex female --born 1970 --admitted 03/02/2001",
        "members add --unit C1 --name 'Trần Văn Ba' --sex male --born 1970 --admitted 03/02/2001",
        "ratings steps --show self,ballot,points",
        "ratings step --member 1 --year 2025 --step self --level excellent",
        "ratings step --member 1 --year 2025 --step residence --words 'gương mẫu'",
        "ratings ballot --member 1 --year 2025 --issued 2 --returned 2 --valid 2 --votes good=2",
        "ratings points --member 1 --year 2025 --points 91,25",
        "ratings group --member 1 --year 2025 --group 'Chuyên viên'",
        "ratings plan --member 1 --year 2025 --plan 'Học tập trong quý I'",
        "ratings set --member 1 --year 2025 --level good",
        "members discipline add --member 2 --form reprimand --on 05/05/2025 --decision 7-QĐ/UBKT",
        "ratings set --member 2 --year 2025 --level good",
    ]);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");

    let list = register.json(&["ratings", "list", "--year", "2025"]);
    let hoa = list["ratings"].as_array().unwrap().iter().find(|row| row["member"] == 1).unwrap();
    assert_eq!(hoa["steps"]["points"], 91.25);
    assert_eq!(hoa["steps"]["said"]["self"]["level"], "excellent");
    assert_eq!(hoa["steps"]["said"]["residence"]["words"], "gương mẫu");
    let votes = json!({ "issued": 2, "returned": 2, "valid": 2, "votes": { "good": 2 } });
    assert_eq!(hoa["steps"]["ballot"], votes);
    assert_eq!(hoa["warnings"][0]["warning"], "points");

    let warned = register.json(&["ratings", "warnings", "--year", "2025"]);
    let codes: Vec<(&Value, &Value)> =
        warned["warned"].as_array().unwrap().iter().map(|it| (&it["member"], &it["warning"])).collect();
    let expected = [
        (&json!(2), &json!("disciplined")),
        (&json!(1), &json!("points")),
        (&Value::Null, &json!("no_decision")),
    ];
    assert_eq!(codes, expected);

    let answers = register.lines(&[
        "ratings missing --year 2025",
        "ratings acknowledge --member 1 --year 2025 --warning points --note 'hội nghị thống nhất'",
        "ratings acknowledge --member 2 --year 2025 --warning disciplined --note 'kỷ luật do việc cũ'",
        "ratings ballot --member 2 --year 2025 --issued 2 --returned 2 --valid 2 --votes good=2",
        "ratings missing --year 2025",
        "ratings ballot --member 2 --year 2025 --issued 2 --returned 3 --valid 2",
        "ratings decide --year 2025 --decision 15-QĐ/ĐU --on 15/01/2026 --unit C1 --body 'Đảng ủy Khối'",
        "ratings missing --year 2025",
        "ratings points --member 1 --year 2025 --points 50",
        "ratings rerate --member 1 --year 2025 --level completed --words 'kết luận kiểm tra' --decision 20-QĐ/ĐU --on 01/03/2026",
        "ratings rerate --member 1 --year 2025 --level completed --words 'lần nữa' --decision 21-QĐ/ĐU --on 01/03/2026",
        "members transfer --member 2 --unit C3 --on 01/12/2025",
        "ratings reopen --year 2025 --unit C1 --words 'xem xét lại'",
    ]);
    let lacks = |answer: &Value| -> Vec<String> {
        let missing = answer["missing"].as_array().unwrap();
        missing.iter().map(|it| it["missing"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(lacks(&answers[0]), ["no_ballot", "warning", "warning"]);
    assert_eq!(lacks(&answers[4]), ["decision"]);
    assert_eq!(answers[4]["missing"][0]["unit"], "C1");
    assert_eq!(told(&answers[5]), [("ballot", "ballot")]);
    assert_eq!(answers[5]["error"]["problems"][0]["fault"], "more_returned");
    assert_eq!(lacks(&answers[7]), [""; 0]);
    assert_eq!(told(&answers[8]), [("year", "year_decided")]);
    assert_eq!(answers[9]["ok"], true);
    assert_eq!(told(&answers[10]), [("level", "same_as_before")]);
    assert_eq!(answers[11]["warnings"][0]["kind"], "changes_decided_year");
    assert_eq!(answers[12]["ok"], true);
    let list = register.json(&["ratings", "list", "--year", "2025", "--unit", "C1"]);
    assert_eq!(list["ratings"][0]["level"], "completed");
}

#[test]
fn discipline_is_added_listed_and_closed() {
    let register = Register::with_units();
    let answers = register.lines(&[
        "members add --unit C1 --name 'Lê Thị Hoa' --sex female --born 1970 --admitted 03/02/2001",
        "members discipline add --member 1 --form warning --on 05/05/2025 --body 'Ủy ban Kiểm tra'",
        "members discipline close --member 1 --row 1 --on 04/05/2025",
        "members discipline close --member 1 --row 1 --on 05/05/2026",
        "members discipline list --member 1",
        "members discipline add --member 9 --form warning --on 05/05/2025",
        "members show --member 1",
    ]);
    assert_eq!(answers[1]["row"], 1);
    assert_eq!(told(&answers[2]), [("ended_on", "before")]);
    assert_eq!(answers[3]["ok"], true);
    assert_eq!(answers[4]["discipline"][0]["ended_on"], "2026-05-05");
    assert_eq!(told(&answers[5]), [("name", "not_found")]);
    assert_eq!(answers[6]["discipline"][0]["form"], "warning");
}

#[test]
fn last_year_is_copied_from_a_terminal() {
    let register = Register::with_units();
    let answers = register.lines(&[
        "members add --unit C1 --name 'Lê Thị Hoa' --sex female --born 1970 --admitted 03/02/2001",
        "ratings set --member 1 --year 2024 --level excellent",
        "ratings copy --year 2025 --unit C1",
        "ratings copy --year 2025",
        "ratings steps --show all",
        "ratings steps",
        "ratings steps --show self,oracle",
    ]);
    assert_eq!((&answers[2]["copied"], &answers[3]["copied"]), (&json!(1), &json!(0)));
    assert_eq!(answers[5]["steps"].as_array().unwrap().len(), 11);
    assert_eq!(told(&answers[6]), [("kind", "not_in_list")]);
}
