//! Each command on a small register, and the sample's figures.

use std::fs;

use chrono::{Datelike, Local};
use serde_json::json;

use crate::{PASSWORD, Ran, Register, program};

fn year() -> i32 {
    Local::now().year()
}

#[test]
fn create_makes_a_register_that_opens_with_password_and_recovery_code() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("a/b");
    let password_file = home.path().join("password.txt");
    fs::write(&password_file, format!("\u{feff}{PASSWORD}\r\n")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = program();
        command.args(arguments).arg("--workspace").arg(&folder).arg("--password-file").arg(&password_file);
        Ran::of(command.output().unwrap())
    };
    let made = run(&["create", "--name", "Chi bộ \"Hòa Bình\"", "--json"]);
    assert_eq!(made.code, 0, "{made:?}");
    let made = made.json();
    assert_eq!((&made["ok"], &made["sequence"]), (&json!(true), &json!(1)));
    let code = made["recovery_code"].as_str().unwrap().to_owned();

    let info = run(&["info", "--json"]).json();
    assert_eq!((&info["name"], &info["members"]), (&json!("Chi bộ \"Hòa Bình\""), &json!(0)));
    let again = run(&["create", "--name", "x", "--json"]);
    assert_eq!((again.code, again.json()["error"]["kind"].clone()), (4, json!("already_a_register")));

    let mut recovery = program();
    recovery.arg("recovery").arg("--workspace").arg(&folder);
    recovery
        .env("SOCHIBO_RECOVERY_CODE", code.to_lowercase())
        .env("SOCHIBO_NEW_PASSWORD", "ba con mèo đen nhảy qua rào");
    assert_eq!(Ran::of(recovery.output().unwrap()).code, 0);
    assert_eq!(run(&["info"]).code, 3, "the old password opens no more");
    let mut info = program();
    info.arg("info").arg("--workspace").arg(&folder).env("SOCHIBO_PASSWORD", "ba con mèo đen nhảy qua rào");
    assert_eq!(Ran::of(info.output().unwrap()).code, 0);
}

#[test]
fn units_members_ratings_quotas_and_reports_agree() {
    let register = Register::with_units();
    let units = register.json(&["units", "list"]);
    assert_eq!(units["total"], 4);
    let cell = &units["units"][3];
    assert_eq!((&cell["code"], &cell["parent"], &cell["kind"]), (&json!("C3"), &json!("C2"), &json!("cell")));

    let admitted = format!("{}-02-03", year());
    let answers = register.lines(&[
        "members add --unit C1 --name 'Nguyễn Thị Thủy' --sex female --born 05/03/1975 --admitted 19/05/2010 \
         --official 2011-05-19 --ethnicity Khmer --religion 'Phật giáo' --card 001175012345",
        "members add --unit C3 --name 'Trần Văn Đức' --sex male --born 1980-12-01 --admitted 2011",
        &format!("members add --unit C3 --name 'Lê An' --sex male --born 03/1999 --admitted {admitted}"),
    ]);
    let ids: Vec<i64> = answers.iter().map(|answer| answer["id"].as_i64().expect("added")).collect();
    assert_eq!(answers[2]["sequence"], answers[0]["sequence"].as_i64().unwrap() + 2);

    let list = register.json(&["members", "list"]);
    let names: Vec<&str> =
        list["members"].as_array().unwrap().iter().filter_map(|m| m["name"].as_str()).collect();
    assert_eq!(names, ["Lê An", "Trần Văn Đức", "Nguyễn Thị Thủy"], "by given name, D before Đ before T");
    assert_eq!((&list["total"], &list["women"], &list["minority"]), (&json!(3), &json!(1), &json!(1)));
    let names = |arguments: &[&str]| -> Vec<String> {
        let list = register.json(&[&["members", "list"], arguments].concat());
        let members = list["members"].as_array().unwrap().clone();
        members.iter().map(|member| member["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["--unit", "C2"]), ["Lê An", "Trần Văn Đức"], "the unit and what is below it");
    assert_eq!(names(&["--search", "nguyen thuy"]), ["Nguyễn Thị Thủy"]);
    assert_eq!(names(&["--search", "012345"]), ["Nguyễn Thị Thủy"], "the card's number");
    assert_eq!(names(&["--sort", "born"]), ["Nguyễn Thị Thủy", "Trần Văn Đức", "Lê An"]);
    assert_eq!(names(&["--sort", "age"]), ["Lê An", "Trần Văn Đức", "Nguyễn Thị Thủy"]);
    assert_eq!(names(&["--sort", "unit", "--desc", "--limit", "1"]).len(), 1);
    assert_eq!(register.json(&["members", "list", "--limit", "1"])["total"], 3, "total is of all");

    let this_year = year().to_string();
    let answers = register.lines(&[
        &format!("ratings set --member {} --year {this_year} --level excellent", ids[0]),
        &format!("ratings set --member {} --year {this_year} --level good", ids[1]),
        &format!("ratings set --member {} --year {this_year} --level not_rated --words 'đi học xa'", ids[2]),
        &format!("ratings set --unit C2 --year {this_year} --level good"),
        &format!("quota set --unit C3 --year {this_year} --target 3"),
        &format!("quota term --unit DU --from {this_year} --to {} --target 20", year() + 4),
    ]);
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    let sheet = register.json(&["ratings", "list", "--year", &this_year]);
    assert_eq!((&sheet["rated"], &sheet["not_rated"], &sheet["open"]), (&json!(2), &json!(1), &json!(0)));
    assert_eq!(sheet["ratings"][0]["words"], "đi học xa");

    let report = register.json(&["report", "member-ratings", "--format", "json", "-o", "-"]);
    let year_of = &report["years"][0];
    assert_eq!(
        (&year_of["year"], &year_of["rated"], &year_of["not_rated"]),
        (&json!(year()), &json!(2), &json!(1))
    );
    assert_eq!(year_of["levels"][0], json!({ "level": "excellent", "count": 1, "percent": 50.0 }));
    let admissions = register.json(&["report", "admissions", "--format", "json", "-o", "-"]);
    assert_eq!(
        admissions["years"][0],
        json!({
            "year": year(), "target": 3, "adjusted": 3, "admitted": 1, "entered": false,
            "percent": 33.33, "percent_of_adjusted": 33.33,
        }),
        "the committee's target is that of its cell, rounded half up"
    );
    let term = &admissions["term"];
    assert_eq!((&term["resolution_target"], &term["percent_of_resolution"]), (&json!(20), &json!(5.0)));
    assert_eq!((&term["targets_sum"], &term["percent_of_targets"]), (&json!(3), &json!(33.33)));
}

#[test]
fn records_change_and_changes_are_undone() {
    let register = Register::with_units();
    let added =
        register.lines(&["members add --unit C1 --name 'Lê An' --sex male --born 1999 --admitted 2020"]);
    let id = added[0]["id"].to_string();
    let answers = register.lines(&[
        &format!("members edit --member {id} --note 'ghi chú' --personal-id '001099 000 123'"),
        &format!("members transfer --member {id} --unit C3 --on 01/02/2024"),
        &format!("members status --member {id} --status exempt --on 2025-01-01 --words 'tuổi cao'"),
        &format!("members show --member {id}"),
        "units close --unit C3 --on 01/03/2025",
        "units close --unit C3 --on 01/03/2025 --destination C1",
        &format!("members show --member {id}"),
        "ratings decide --year 2024 --decision 'QĐ 1' --on 31/12/2024",
        &format!("ratings set --member {id} --year 2024 --level good"),
        "ratings reopen --year 2024 --words 'sai sót'",
        &format!("ratings set --member {id} --year 2024 --level good"),
    ]);
    let member = &answers[3];
    assert_eq!((&member["note"], &member["unit"]), (&json!("ghi chú"), &json!("C3")));
    assert_eq!((&member["personal_id"], &member["status"]), (&json!("001099000123"), &json!("exempt")));
    assert_eq!(answers[4]["error"]["problems"][0]["kind"], "has_members");
    assert_eq!((&answers[5]["ok"], &answers[6]["unit"]), (&json!(true), &json!("C1")));
    assert_eq!(answers[8]["error"]["problems"][0]["kind"], "year_decided");
    assert_eq!(answers[10]["ok"], true);

    let last = answers[10]["sequence"].as_i64().unwrap();
    let undone = register.json(&["undo", "--sequence", &last.to_string()]);
    assert_eq!(undone["sequence"], last + 1);
    assert_eq!(register.json(&["ratings", "list", "--year", "2024"])["rated"], 0);
    let first = added[0]["sequence"].to_string();
    let refused = register.run(&["undo", "--sequence", &first, "--json"]);
    assert_eq!((refused.code, refused.json()["error"]["kind"].clone()), (4, json!("changed_meanwhile")));
    let journal = register.json(&["journal", "list", "--limit", "1"]);
    assert_eq!(journal["entries"][0]["undoes"], last);
    assert_eq!(register.run(&["check"]).code, 0);
}

#[test]
fn reports_are_written_as_whole_files() {
    let register = Register::with_units();
    register.json(&[
        "members",
        "add",
        "--unit",
        "C1",
        "--name",
        "Đỗ Thị Ệ",
        "--sex",
        "female",
        "--born",
        "1970",
        "--admitted",
        "2000",
    ]);
    for report in ["member-list", "member-ratings", "unit-ratings", "admissions"] {
        let pdf = register.path().with_file_name(format!("{report}.pdf"));
        let ran = register.run(&["report", report, "--format", "pdf", "-o", pdf.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
        assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
        let output =
            register.command().args(["report", report, "--format", "pdf", "-o", "-"]).output().unwrap();
        assert!(output.stdout.starts_with(b"%PDF-"));
    }
    let file = register.path().with_file_name("list.json");
    let answer = register.json(&["report", "member-list", "--format", "json", "-o", file.to_str().unwrap()]);
    let written = fs::read(&file).unwrap();
    assert_eq!(answer["bytes"], written.len());
    let list: serde_json::Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(list["members"][0]["name"], "Đỗ Thị Ệ");
    let nowhere = register.run(&["report", "member-list", "--format", "pdf", "-o", "/no/such/folder/x.pdf"]);
    assert_eq!(nowhere.code, 3, "{nowhere:?}");
}

#[test]
fn the_sample_has_the_figures_of_the_report() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("mẫu");
    let run = |arguments: &[&str]| {
        let mut command = program();
        command
            .args(arguments)
            .args(["--json", "--workspace"])
            .arg(&folder)
            .env("SOCHIBO_PASSWORD", PASSWORD);
        let ran = Ran::of(command.output().unwrap());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.json()
    };
    assert_eq!(run(&["sample"])["members"], 6021);
    let list = run(&["members", "list", "--limit", "0"]);
    assert_eq!(
        (&list["women"], &list["minority"], &list["religious"]),
        (&json!(2152), &json!(487), &json!(42))
    );
    let members =
        run(&["report", "member-ratings", "--from", "2016", "--to", "2018", "--format", "json", "-o", "-"]);
    assert_eq!(members["years"][0]["rated"], 5068);
    assert_eq!(
        members["years"][0]["levels"][0],
        json!({ "level": "excellent", "count": 597, "percent": 11.78 })
    );
    assert_eq!(members["years"][0]["levels"][1], json!({ "level": "good", "count": 4373, "percent": 86.29 }));
    let units =
        run(&["report", "unit-ratings", "--from", "2016", "--to", "2018", "--format", "json", "-o", "-"]);
    assert_eq!(units["years"][0]["levels"][0], json!({ "level": "exemplary", "count": 9, "percent": 10.11 }));
    let ceilings =
        run(&["report", "ceilings", "--year", "2018", "--subject", "unit", "--format", "json", "-o", "-"]);
    let decider = &ceilings["deciders"][0];
    assert_eq!(
        decider["sentence"],
        "Hoàn thành xuất sắc nhiệm vụ 13 / tối đa 12 (20% của 62 hoàn thành tốt)"
    );
    assert_eq!((&decider["state"], &ceilings["ceiling"]["confirmed"]), (&json!("exceeded"), &json!(false)));
    let admissions =
        run(&["report", "admissions", "--from", "2016", "--to", "2020", "--format", "json", "-o", "-"]);
    let term = &admissions["term"];
    assert_eq!((&term["resolution_target"], &term["targets_sum"]), (&json!(950), &json!(1120)));
    assert_eq!(
        (&term["admitted"], &term["percent_of_resolution"], &term["percent_of_targets"]),
        (&json!(1395), &json!(146.84), &json!(124.55))
    );
}
