//! Badges of years in the Party in lists: read, filled, never taken away, written out and the same again.

use so_chi_bo::domain::id::MemberId;
use so_chi_bo::domain::member::{Badge, BadgeEnding, BadgeForm, BadgeKind};
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::exchange::import;
use so_chi_bo::exchange::reader;
use so_chi_bo::i18n::term::Words;
use so_chi_bo::services::columns::{CellContext, MemberColumn};
use so_chi_bo::services::imports::{self, Effect, Options, Plan, Policy, Row, Special, Subject, Target};
use so_chi_bo::services::{Progress, members};

use super::people::Office;
use super::request;

const COLUMNS: [&str; 6] =
    ["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Huy hiệu Đảng", "Số huy hiệu", "Ngày trao huy hiệu"];

/// The rows of a list with these columns, as the reader and the headings take them.
fn rows(lines: &[[&str; 6]]) -> Vec<Row> {
    let text: Vec<String> =
        std::iter::once(COLUMNS.join("\t")).chain(lines.iter().map(|line| line.join("\t"))).collect();
    let sheet = reader::clipboard(&text.join("\n")).unwrap();
    let mapping = super::mapping(&sheet, Subject::Members);
    import::rows(&sheet, &mapping, Subject::Members, &Progress::default()).unwrap().rows
}

fn run(office: &Office, lines: &[[&str; 6]], policy: Policy) -> Plan {
    let request = request(rows(lines), Options { policy, ..Options::default() });
    office
        .done(move |database, author| imports::import(database, &request, author, &Progress::default()))
        .value
}

fn badges(office: &Office, id: MemberId) -> Vec<Badge> {
    office.done(move |database, _| members::record(database, id)).badges
}

/// Level and number of those held.
fn held(office: &Office, id: MemberId) -> Vec<(u32, Option<String>)> {
    let held = badges(office, id).into_iter().filter(Badge::is_held);
    held.map(|badge| (badge.fields.level, badge.fields.number)).collect()
}

fn member() -> (Office, MemberId) {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Một", "");
    let id = office.member(cell, "Lê An", "19/05/1980");
    (office, id)
}

const WHO: [&str; 3] = ["Lê An", "02/09/1970", ""];

fn line<'a>(badges: &'a str, number: &'a str, day: &'a str) -> [&'a str; 6] {
    [WHO[0], WHO[1], WHO[2], badges, number, day]
}

#[test]
fn a_list_brings_badges_and_the_same_list_again_brings_none() {
    let (office, id) = member();
    let list = [line("30 năm; 40 năm", "1234567", "2/9/2020")];
    let plan = run(&office, &list, Policy::Fill);
    assert_eq!(plan.count(Effect::Changed), 1, "{plan:?}");
    let change = plan.rows[0].changes.iter().find(|change| change.target.field() == Field::BadgeLevel);
    assert_eq!(change.unwrap().after, "30 năm; 40 năm, số 1234567");
    assert_eq!(held(&office, id), [(30, None), (40, Some("1234567".to_owned()))]);
    assert_eq!(badges(&office, id)[1].fields.awarded_on.unwrap().to_string(), "02/09/2020");
    for policy in Policy::ALL {
        assert_eq!(run(&office, &list, *policy).count(Effect::Same), 1, "{policy:?}");
    }
    assert_eq!(run(&office, &[line("", "", "")], Policy::Take).count(Effect::Same), 1, "empty takes nothing");
    assert_eq!(held(&office, id).len(), 2);
}

#[test]
fn what_is_shown_in_a_list_is_read_back_as_the_same() {
    let (office, id) = member();
    run(&office, &[line("30 năm, số 01234567; 45 năm, số E0012345", "", "")], Policy::Fill);
    let shown = office.done(move |database, author| {
        let units = so_chi_bo::services::units::tree(database)?;
        let row = members::rows(database, &[id])?.remove(0);
        let context = CellContext { units: &units, today: author.today, words: Words::Paper };
        Ok(MemberColumn::Badges.cell(&row, &context))
    });
    assert_eq!(shown, "30 năm, số 01234567; 45 năm, số E0012345");
    assert_eq!(run(&office, &[line(&shown, "", "")], Policy::Take).count(Effect::Same), 1);
}

#[test]
fn a_policy_decides_about_numbers_and_what_ended_stays_ended() {
    let (office, id) = member();
    run(&office, &[line("30", "01234567", "")], Policy::Fill);
    let other = [line("30", "07654321", "")];
    assert_eq!(run(&office, &other, Policy::Fill).count(Effect::Same), 1, "the number is there");
    assert_eq!(run(&office, &other, Policy::Take).count(Effect::Changed), 1);
    assert_eq!(held(&office, id), [(30, Some("07654321".to_owned()))]);
    let known = badges(&office, id).remove(0);
    let returned = BadgeForm {
        ending: Some(BadgeEnding::Returned),
        ended_on: "05/2026".to_owned(),
        end_reason: "khai trừ".to_owned(),
        ..BadgeForm::from(&known.fields)
    };
    office.done(move |database, author| members::save_badge(database, id, Some(known.id), &returned, author));
    let plan = run(&office, &other, Policy::Take);
    assert_eq!(plan.count(Effect::Same), 1);
    assert!(plan.rows[0].problems.iter().any(|problem| problem.kind == Kind::KeptAsIs), "{plan:?}");
    assert_eq!(held(&office, id), []);
}

#[test]
fn somebody_new_comes_with_badges_and_a_level_that_is_none_is_refused_by_name() {
    let (office, _) = member();
    let new = |name, badges| [name, "01/01/1950", "03/02/1975", badges, "", ""];
    let list = [new("Trần Bình", "50 năm: 123456"), new("Trần Chi", "35 năm"), new("Trần Dung", "chưa")];
    let mut rows = rows(&list);
    for row in &mut rows {
        row.cells.push((Target::Column(MemberColumn::Sex), "Nam".to_owned()));
    }
    let request = request(rows, Options::default());
    let plan = office
        .done(move |database, author| imports::import(database, &request, author, &Progress::default()))
        .value;
    let effects: Vec<&str> = plan.rows.iter().map(|row| row.effect.code()).collect();
    assert_eq!(effects, ["new", "refused", "new"], "{plan:?}");
    let wrong = plan.rows[1].problems.iter().find(|problem| problem.is_error()).unwrap();
    assert_eq!((wrong.field, &wrong.kind), (Field::BadgeLevel, &Kind::NotInList));
    assert_eq!(held(&office, MemberId(2)), [(50, Some("123456".to_owned()))]);
    assert_eq!(badges(&office, MemberId(2))[0].fields.kind, BadgeKind::OnTime);
}

#[test]
fn a_number_without_a_level_is_told() {
    let (office, id) = member();
    let plan = run(&office, &[line("", "1234567", "")], Policy::Fill);
    assert_eq!(plan.count(Effect::Refused), 1);
    assert!(plan.rows[0].problems.iter().any(|problem| problem.field == Field::BadgeLevel));
    assert!(Target::of(Subject::Members).contains(&Target::Special(Special::BadgeNumber)));
    assert_eq!(held(&office, id), []);
}
