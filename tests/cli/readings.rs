//! Who sees full numbers at the terminal, on paper and in files: each way is followed to its entry in
//! the journal, which is found there by what it is about, by member, by unit and by person.

use serde_json::Value;
use so_chi_bo::i18n::term;
use so_chi_bo::services::users::Way;

use crate::Register;

const ID: &str = "084170001234";

/// A register with Nguyễn Thị Ánh, who has numbers, and Trần Văn Cò, who has none; their numbers.
fn register() -> (Register, String, String) {
    let register = Register::with_units();
    let add = |name: &str, more: &[&str]| {
        let person =
            ["--unit", "C1", "--name", name, "--sex", "female", "--born", "1970", "--admitted", "19/05/2010"];
        register.json(&[&["members", "add"], person.as_slice(), more].concat())["id"].to_string()
    };
    let anh = add("Nguyễn Thị Ánh", &["--personal-id", ID, "--card", "40251240"]);
    let co = add("Trần Văn Cò", &[]);
    (register, anh, co)
}

/// The readings, the newest first.
fn readings(register: &Register) -> Vec<Value> {
    let answer = register.json(&["journal", "list", "--about", "readings"]);
    answer["entries"].as_array().unwrap().clone()
}

/// The newest reading must be of this member, on this way, without the number.
fn expect(register: &Register, count: usize, way: Way) {
    let found = readings(register);
    assert_eq!(found.len(), count, "{found:?}");
    let what = found[0]["what"].as_str().unwrap();
    assert_eq!(what, format!("Đã xem số định danh, số thẻ của Nguyễn Thị Ánh ({})", term::way(way)));
    let sequence = found[0]["sequence"].to_string();
    let shown = register.json(&["journal", "show", "--sequence", &sequence]);
    let text = shown["changes"].to_string();
    assert!(text.contains("Nguyễn Thị Ánh") && !text.contains("Cò") && !text.contains(ID), "{text}");
    assert_eq!(readings(register).len(), count, "looking at a reading is none");
}

#[test]
fn each_way_of_seeing_numbers_leads_to_its_entry() {
    let (register, anh, co) = register();
    let file = |name: &str| register.path().with_file_name(name).to_str().unwrap().to_owned();
    assert_eq!(readings(&register), Vec::<Value>::new(), "entering a number is no reading");
    register.json(&["members", "show", "--member", &co]);
    assert_eq!(readings(&register), Vec::<Value>::new(), "who has no number shows none");
    let shown = register.json(&["members", "show", "--member", &anh]);
    assert!(shown.to_string().contains(ID));
    expect(&register, 1, Way::Terminal);
    register.json(&["members", "list"]);
    expect(&register, 2, Way::Terminal);
    register.json(&["export", "members", "--layout", "v4", "--format", "xlsx", "-o", &file("v4.xlsx")]);
    expect(&register, 3, Way::Export);
    register.json(&["export", "members", "--layout", "full", "--format", "xlsx", "-o", &file("full.xlsx")]);
    expect(&register, 4, Way::Export);
    let columns = ["--columns", "name,born", "--format", "csv", "-o"];
    register.json(&[&["export", "members"], columns.as_slice(), &[&file("a.csv")]].concat());
    expect(&register, 4, Way::Export);
    register.json(&["report", "member-register", "--format", "pdf", "-o", &file("so.pdf")]);
    expect(&register, 5, Way::Print);
    register.json(&["report", "member-profile", "--member", &anh, "--format", "docx", "-o", &file("a.docx")]);
    expect(&register, 6, Way::Print);
    // Old and new values in the journal are numbers too.
    let added = register.json(&["journal", "list", "--operation", "member_added", "--member", &anh]);
    let sequence = added["entries"][0]["sequence"].to_string();
    assert!(register.json(&["journal", "show", "--sequence", &sequence]).to_string().contains(ID));
    expect(&register, 7, Way::Terminal);
    assert!(register.json(&["journal", "record", "--member", &anh]).to_string().contains(ID));
    expect(&register, 8, Way::Terminal);
    assert!(register.json(&["check"])["fine"].as_bool().unwrap());
}

#[test]
fn a_trial_import_tells_numbers_as_masks() {
    let (register, _, _) = register();
    let file = register.path().with_file_name("a.csv");
    let text = format!(
        "Họ và tên;Giới tính;Ngày sinh;Ngày vào Đảng;Số CCCD;Số thẻ đảng viên;Chi bộ\n\
         Nguyễn Thị Ánh;Nữ;1970;19/05/2010;{ID};40259999;C1\n"
    );
    std::fs::write(&file, text).unwrap();
    let import = ["import", "members", file.to_str().unwrap(), "--policy", "take", "--dry-run"];
    let answer = register.json(&import).to_string();
    assert!(answer.contains("•••• 1240") && answer.contains("•••• 9999"), "{answer}");
    assert!(!answer.contains("40251240") && !answer.contains(ID), "{answer}");
    assert_eq!(readings(&register), Vec::<Value>::new());
}

#[test]
fn the_journal_is_narrowed_by_unit_matter_and_person_and_shows_a_unit_as_it_was() {
    let (register, anh, co) = register();
    register.json(&["units", "edit", "--unit", "C1", "--name", "Chi bộ Một mới"]);
    register.json(&["members", "show", "--member", &anh]);
    let list = |arguments: &[&str]| {
        let answer = register.json(&[&["journal", "list"], arguments].concat());
        let entries = answer["entries"].as_array().unwrap().clone();
        assert_eq!(answer["total"].as_u64(), Some(entries.len() as u64));
        entries.into_iter().map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list(&["--unit", "C1"]), ["unit_edited", "unit_added"]);
    assert_eq!(list(&["--unit", "C2"]), ["unit_added"]);
    assert_eq!(list(&["--about", "units"]).len(), 5);
    assert_eq!(list(&["--about", "members"]), ["member_added", "member_added"]);
    assert_eq!(list(&["--about", "readings"]), ["numbers_seen"]);
    assert_eq!(list(&["--about", "ratings"]), Vec::<String>::new());
    assert_eq!(list(&["--member", &anh]), ["numbers_seen", "member_added"]);
    assert_eq!(list(&["--member", &co]), ["member_added"]);
    let all = list(&[]).len();
    let author = register.json(&["journal", "list"])["entries"][0]["who"].as_str().unwrap().to_owned();
    assert_eq!(list(&["--who", &author]).len(), all);
    assert_eq!(list(&["--who", "Người khác"]), Vec::<String>::new());
    assert_eq!(list(&["--who", &author, "--about", "units", "--unit", "C1"]).len(), 2);

    let record = register.json(&["journal", "record", "--unit", "C1"]);
    assert!(record["fields"].to_string().contains("Chi bộ Một mới"), "{record}");
    let before = register.json(&["journal", "record", "--unit", "C1", "--on", "01/01/2020"]);
    assert_eq!(before["fields"].as_array().map(Vec::len), Some(0), "it was not there yet: {before}");
    let neither = register.run(&["journal", "record", "--json"]);
    assert_eq!(neither.code, 2, "one of both is named: {neither:?}");
}
