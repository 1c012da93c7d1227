//! The journal read by people: found by words, days and member; what an entry changed, in words; a
//! record as it was; and the tab of it, worked by a robot.

#[path = "support/people.rs"]
mod people;
mod support;

use chrono::{Local, TimeDelta};
use people::Office;
use so_chi_bo::domain::member::Status;
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::i18n::journal as words;
use so_chi_bo::print;
use so_chi_bo::services::journal::{self, About, Question, Whose};
use so_chi_bo::services::{Table, history, readings, registers, users};
use so_chi_bo::settings::Loaded;
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;
use support::robot::Robot;

/// A register with two members, one of whom left; the numbers of the members.
fn office() -> (Office, i64, i64) {
    let office = Office::on("21/11/2026");
    let committee = office.unit(None, UnitKind::Committee, "Đảng ủy xã", "01/01/1980");
    let cell = office.unit(Some(committee), UnitKind::BaseCell, "Chi bộ Trường học", "01/01/1990");
    let anh = office.member(cell, "Nguyễn Thị Ánh", "03/02/2000");
    let an = office.member(cell, "Lê Đức Ân", "03/02/2001");
    office.status(anh, Status::Exempt, "01/06/2026");
    (office, anh.0, an.0)
}

#[test]
fn entries_are_found_by_words_member_kind_and_day() {
    let (office, anh, an) = office();
    let find = |question: Question| office.done(move |database, _| journal::find(database, &question));
    let all = find(Question::default());
    assert_eq!(all.len(), 6);
    assert!(all.windows(2).all(|pair| pair[0] > pair[1]), "the newest first");
    let text = |text: &str| find(Question { text: text.to_owned(), ..Question::default() });
    assert_eq!(text("anh nguyen").len(), 2, "added, and another status");
    assert_eq!(text("thu ky ánh").len(), 2, "who did it counts too");
    assert_eq!(text("' OR 1=1 --").len(), 0);
    let member = |member| find(Question { member: Some(member), ..Question::default() });
    assert_eq!((member(anh).len(), member(an).len()), (2, 1));
    let kind = Question { kind: Some("member_".to_owned()), ..Question::default() };
    assert_eq!(find(kind).len(), 3);
    let today = Local::now().date_naive();
    let from = |days| {
        let from = Some(journal::beginning_of(today + TimeDelta::days(days)));
        find(Question { from, ..Question::default() }).len()
    };
    assert_eq!((from(0), from(1)), (6, 0));
    let to = Some(journal::end_of(today - TimeDelta::days(1)));
    assert_eq!(find(Question { to, ..Question::default() }).len(), 0);
}

#[test]
fn what_an_entry_changed_is_said_in_words_and_a_record_is_shown_as_it_was() {
    let (office, anh, _) = office();
    let newest = office.done(|database, _| journal::find(database, &Question::default()))[0];
    let details = office.done(move |database, _| journal::details(database, newest));
    let said: Vec<String> = details
        .lines
        .iter()
        .map(|line| format!("{} | {} | {} | {}", line.record, line.field, line.before, line.after))
        .collect();
    assert!(
        said.iter().any(|line| line == "Trạng thái: Nguyễn Thị Ánh | Đến ngày |  | 01/06/2026"),
        "{said:#?}"
    );
    assert!(
        said.iter().any(|line| line.contains("| Trạng thái |  | ") && line.contains("Miễn")),
        "{said:#?}"
    );
    assert!(details.lines.iter().all(|line| line.member == Some(anh)));

    let as_it_was = |sequence| {
        let lines =
            office.done(move |database, _| journal::record_at(database, Whose::Member(anh), sequence));
        lines.into_iter().map(|line| format!("{}: {}", line.field, line.after)).collect::<Vec<_>>()
    };
    let (before, after) = (as_it_was(newest - 1), as_it_was(newest));
    // As the record has it: the name first, then who that is, then the Party.
    let place = |field: &str| before.iter().position(|line| line.starts_with(field)).unwrap();
    assert_eq!(before[0], "Họ và tên: Nguyễn Thị Ánh", "{before:#?}");
    assert!(place("Giới tính") < place("Ngày sinh") && place("Ngày sinh") < place("Dân tộc"), "{before:#?}");
    assert!(place("Dân tộc") < place("Ngày quyết định kết nạp"), "{before:#?}");
    assert!(
        !before.iter().any(|line| line.contains("Miễn")) && after.iter().any(|line| line.contains("Miễn"))
    );
    assert_eq!(as_it_was(1), Vec::<String>::new(), "nobody knew this member yet");
    let yesterday = Local::now().date_naive() - TimeDelta::days(1);
    assert!(
        office
            .done(move |database, _| journal::record_on(database, Whose::Member(anh), yesterday))
            .is_empty()
    );
    let today = Local::now().date_naive();
    assert!(
        !office.done(move |database, _| journal::record_on(database, Whose::Member(anh), today)).is_empty()
    );
}

#[test]
fn the_head_moves_with_each_entry_and_stands_on_the_printed_list() {
    let (office, anh, _) = office();
    let head = || office.done(|database, _| journal::head(database));
    let before = head();
    assert_eq!((before.sequence, before.hash.len(), before.short().len()), (6, 64, 8));
    office.status(people_id(anh), Status::Active, "02/07/2026");
    let after = head();
    assert!(after.sequence == 7 && after.hash != before.hash);
    let found = office.done(|database, _| journal::find(database, &Question::default()));
    let entries = office.done(move |database, _| journal::entries(database, &found));
    let document = print::journal(&entries, entries.len(), &after);
    let whole = format!("{document:?}");
    assert!(whole.contains(after.short()) && whole.contains("Nguyễn Thị Ánh"));
    assert!(print::pdf(&document).unwrap().starts_with(b"%PDF"));
}

fn people_id(member: i64) -> so_chi_bo::domain::id::MemberId {
    so_chi_bo::domain::id::MemberId(member)
}

#[test]
fn settings_are_said_in_words() {
    let (office, ..) = office();
    office.done(|database, author| readings::set_masked(database, true, author));
    office.done(|database, author| readings::set_masked(database, false, author));
    let newest = office.done(|database, _| journal::find(database, &Question::default()))[0];
    let lines = office.done(move |database, _| journal::details(database, newest)).lines;
    let said: Vec<String> = lines
        .iter()
        .map(|line| format!("{} | {} | {} | {}", line.record, line.field, line.before, line.after))
        .collect();
    assert_eq!(said, ["Thiết lập: Che số định danh, số thẻ trong cửa sổ | Giá trị | có | không"]);
}

#[test]
fn every_table_and_every_column_that_is_shown_has_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let all: String =
        ["0001_initial", "0002_lists", "0003_year_end", "0004_exchange", "0005_candidates", "0006_users"]
            .iter()
            .map(|name| std::fs::read_to_string(format!("migrations/{name}.sql")).unwrap())
            .collect();
    let database = rusqlite::Connection::open(folder.path().join("schema.db")).unwrap();
    database.execute_batch(&all).unwrap();
    for table in Table::ALL {
        assert_ne!(words::table(table.name()), table.name(), "no name for {table:?}");
        let mut statement = database.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
        let columns = statement.query_map([table.name()], |row| row.get::<_, String>(0)).unwrap();
        for column in columns.map(Result::unwrap).filter(|column| words::is_shown(column)) {
            assert_ne!(words::column(&column), column, "no name for {table:?}.{column}");
        }
    }
}

/// The journal tab of that register.
fn tab() -> Robot<App, Message> {
    let (office, ..) = office();
    let (app, task) = App::new(None, Loaded::default(), None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(office.register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    robot.press("Ctrl+6");
    robot.wait_for(|app| app.title().contains("Nhật ký"));
    robot
}

fn texts(robot: &mut Robot<App, Message>) -> String {
    robot.texts().into_iter().map(|seen| seen.text).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_tab_lists_searches_shows_changes_and_the_record_of_that_time() {
    let mut robot = tab();
    let seen = texts(&mut robot);
    assert!(seen.contains("6 mục") && seen.contains("mã chuỗi"), "{seen}");
    assert!(seen.contains("Thêm đảng viên Lê Đức Ân"), "{seen}");
    assert!(seen.contains("Trạng thái: Nguyễn Thị Ánh"), "the newest entry's changes: {seen}");
    robot.press("Ctrl+f");
    robot.type_text("le duc an");
    robot.wait_for(|_| true);
    let seen = texts(&mut robot);
    assert!(seen.contains("1 mục") && !seen.contains("Đổi trạng thái"), "{seen}");
    robot.click("Hồ sơ lúc đó");
    robot.wait_for(|_| true);
    let seen = texts(&mut robot);
    assert!(seen.contains("Hồ sơ sau mục") && seen.contains("Họ và tên: Lê Đức Ân"), "{seen}");
    robot.press("Escape");
    robot.send(Message::Desk(so_chi_bo::ui::desk::Message::LockChosen));
    assert!(!texts(&mut robot).contains("Lê Đức Ân"), "no name is seen while locked");
}

#[test]
fn entries_are_found_by_what_they_are_about_by_person_and_by_unit() {
    let (office, anh, _) = office();
    let find = |question: Question| office.done(move |database, _| journal::find(database, &question));
    let about = |about: About| find(Question { tables: about.tables(), ..Question::default() }).len();
    assert_eq!((about(About::Units), about(About::Members), about(About::Ratings)), (2, 3, 0));
    let all: usize = About::ALL.iter().map(|about| about.tables().len()).sum();
    assert_eq!(all, Table::ALL.len(), "each table is about one thing");
    let who = |who: &str| find(Question { who: Some(who.to_owned()), ..Question::default() }).len();
    assert_eq!((who("Thư ký"), who("Thư")), (6, 0));
    let authors = office.done(|database, _| journal::authors(database));
    assert_eq!(authors, ["Thư ký"]);
    let cell = office.done(|database, _| so_chi_bo::services::units::tree(database)).nodes()[1].unit.id;
    let unit = |unit: i64| find(Question { unit: Some(unit), ..Question::default() }).len();
    assert_eq!(unit(cell.0), 1);

    let id = so_chi_bo::domain::id::MemberId(anh);
    let before = find(Question { member: Some(anh), ..Question::default() }).len();
    let seen =
        office.done(move |database, author| readings::note(database, users::Way::Export, &[id], author));
    assert_eq!(seen.sequence, 7);
    assert_eq!(find(Question { member: Some(anh), ..Question::default() }).len(), before + 1);
    assert_eq!(about(About::Readings), 1);
    let entry = office.done(|database, _| history::entry(database, 7));
    assert_eq!(entry.what, "Đã xem số định danh, số thẻ của Nguyễn Thị Ánh (tệp xuất ra)");
    let details = office.done(|database, _| journal::details(database, 7));
    assert!(details.lines.iter().any(|line| line.after == "Nguyễn Thị Ánh"), "{details:?}");
    let undone = office.ask(|database, author| history::undo(database, 7, author));
    assert!(undone.is_err(), "what was seen was seen");
    let none = office.done(|database, author| readings::note(database, users::Way::Print, &[], author));
    assert!(none.is_empty());
}

/// Spaces that keep thousands apart on paper do not matter here.
fn on_paper(document: &print::Document) -> String {
    format!("{document:?}")
}

#[test]
fn lists_carry_the_head_of_the_chain_unless_it_is_turned_off_and_ballots_never_do() {
    let (office, ..) = office();
    let head = office.done(|database, _| registers::printed_head(database)).expect("on by default");
    let table = print::Table {
        columns: vec![print::Column::new("A", 1.0, print::Align::Left)],
        numbered: false,
        caption: String::new(),
        rows: vec![print::Row::Cells(vec!["b".to_owned()])],
    };
    let list = print::Document {
        title: "Danh sách".to_owned(),
        blocks: vec![print::Block::Table(table.clone())],
        appendices: vec![print::Document {
            blocks: vec![print::Block::Table(table)],
            footer: Some(String::new()),
            ..print::Document::default()
        }],
        ..print::Document::default()
    };
    let footed = print::footed(&list, &head);
    assert!(
        footed
            .footer
            .as_deref()
            .is_some_and(|line| line.contains(head.short()) && line.contains("mục nhật ký 6"))
    );
    assert_eq!(footed.appendices[0].footer.as_deref(), Some(""), "a ballot carries no mark");
    assert_eq!(print::footed(&print::Document::default(), &head).footer, None, "no list, no footer");
    assert!(on_paper(&print::Setup::of(&footed).apply(&footed)).contains(head.short()));
    assert!(print::pdf(&footed).unwrap().starts_with(b"%PDF"));

    office.done(|database, author| registers::set_prints_head(database, false, author));
    assert_eq!(office.done(|database, _| registers::printed_head(database)), None);
    let entry = office.done(|database, _| journal::head(database));
    assert_eq!(entry.sequence, 7, "the setting is journalled");
}

#[test]
fn an_entry_of_an_earlier_sitting_is_undone_or_it_is_said_why_not() {
    let mut robot = tab();
    // The first member was given another status since: the adding can't be undone.
    robot.press("Ctrl+f");
    robot.type_text("them dang vien nguyen thi anh");
    robot.wait_for(|_| true);
    robot.click("Hoàn tác mục này");
    robot.wait_for(|_| true);
    let seen = texts(&mut robot);
    assert!(seen.contains("đã được sửa sau đó"), "{seen}");
    assert!(!seen.contains("Hoàn tác: Thêm"), "{seen}");
    robot.press("Ctrl+f");
    robot.press("Ctrl+a");
    robot.type_text("doi trang thai");
    robot.wait_for(|_| true);
    robot.click("Hoàn tác mục này");
    robot.wait_for(|_| true);
    assert!(texts(&mut robot).contains("Hoàn tác: "), "{}", texts(&mut robot));
}

#[test]
fn a_record_is_shown_at_the_end_of_a_day_and_printed() {
    let mut robot = tab();
    robot.click("Hồ sơ lúc đó");
    robot.wait_for(|_| true);
    assert!(texts(&mut robot).contains("Họ và tên: Nguyễn Thị Ánh"));
    let yesterday = Local::now().date_naive() - TimeDelta::days(1);
    robot.type_text(&yesterday.format("%d/%m/%Y").to_string());
    robot.wait_for(|_| true);
    let seen = texts(&mut robot);
    assert!(seen.contains("Lúc đó chưa có hồ sơ này"), "{seen}");
    assert!(seen.contains(&format!("cuối ngày {}", yesterday.format("%d/%m/%Y"))), "{seen}");
    robot.press("Ctrl+a");
    robot.type_text(&Local::now().format("%d/%m/%Y").to_string());
    robot.wait_for(|_| true);
    assert!(texts(&mut robot).contains("Họ và tên: Nguyễn Thị Ánh"));
    robot.click("In");
    robot.wait_for(|_| true);
    assert!(texts(&mut robot).contains("PDF"), "the preview: {}", texts(&mut robot));
}

#[test]
fn a_register_that_was_just_made_has_its_first_entry() {
    let office = Office::on("21/11/2026");
    let info = office.done(|database, _| registers::info(database));
    let head = office.done(|database, _| journal::head(database));
    assert_eq!((info.sequence, head.sequence), (1, 1));
}
