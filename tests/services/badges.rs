//! Badges of years in the Party (domain.md B5, C5): what is kept, what is refused, what is only told.

use crate::people::{Office, day};
use so_chi_bo::domain::date;
use so_chi_bo::domain::id::MemberId;
use so_chi_bo::domain::member::{Badge, BadgeEnding, BadgeForm, BadgeKind};
use so_chi_bo::domain::problem::{Field, Kind, Problem};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::journal::{self, About, Question, Whose};
use so_chi_bo::services::{Error, Result, Saved, Table, history, inspection, members};
use so_chi_bo::store::Committed;

struct Cell {
    office: Office,
    an: MemberId,
    binh: MemberId,
}

/// Two members of 46 years in the Party, on 20/11/2026.
fn cell() -> Cell {
    let office = Office::on("20/11/2026");
    let unit = office.unit(None, UnitKind::BaseCell, "Chi bộ Một", "");
    let an = office.member(unit, "Lê Thị An", "03/02/1980");
    let binh = office.member(unit, "Trần Văn Bình", "19/05/1980");
    Cell { office, an, binh }
}

impl Cell {
    fn save(&self, of: MemberId, row: Option<i64>, form: &BadgeForm) -> Result<Committed<Saved<i64>>> {
        let form = form.clone();
        self.office.ask(move |database, author| members::save_badge(database, of, row, &form, author))
    }

    fn badges(&self, of: MemberId) -> Vec<Badge> {
        self.office.done(move |database, _| members::record(database, of)).badges
    }

    fn undo(&self, sequence: i64) {
        self.office.done(move |database, author| history::undo(database, sequence, author));
    }

    fn words(&self, sequence: i64) -> String {
        self.office.done(move |database, _| journal::entries(database, &[sequence])).remove(0).what
    }
}

fn forty(number: &str) -> BadgeForm {
    BadgeForm {
        level: Some(40),
        kind: Some(BadgeKind::OnTime),
        round_on: "03/02/2020".to_owned(),
        number: number.to_owned(),
        decision: "112-QĐ/TU".to_owned(),
        decided_on: "15/01/2020".to_owned(),
        awarded_on: "03/02/2020".to_owned(),
        ..BadgeForm::default()
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<Problem> {
    match result {
        Err(Error::Refused(problems)) => problems,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_badge_is_entered_corrected_ended_and_each_step_is_journalled_and_taken_back() {
    let cell = cell();
    let added = cell.save(cell.an, None, &forty("1 234 567")).unwrap();
    assert_eq!(added.value.warnings, []);
    assert_eq!(added.changes.members, [cell.an.0], "the record is shown anew");
    assert!(added.changes.touches(Table::Badge));
    let row = added.value.value;
    let fields = cell.badges(cell.an).remove(0).fields;
    assert_eq!((fields.level, fields.number.as_deref()), (40, Some("1234567")));
    assert_eq!((fields.round_on, fields.kind), (Some(day("03/02/2020")), BadgeKind::OnTime));
    assert_eq!(fields.decision.as_deref(), Some("112-QĐ/TU"));
    assert_eq!(cell.words(added.changes.sequence), "Ghi Huy hiệu 40 năm tuổi Đảng của Lê Thị An");
    let corrected = cell.save(cell.an, Some(row), &forty("1234568")).unwrap();
    let ended = BadgeForm {
        ending: Some(BadgeEnding::Returned),
        ended_on: "05/2024".to_owned(),
        end_reason: "khai trừ khỏi Đảng".to_owned(),
        ..forty("1234568")
    };
    let closed = cell.save(cell.an, Some(row), &ended).unwrap();
    assert_eq!(
        cell.words(closed.changes.sequence),
        "Ghi Huy hiệu 40 năm tuổi Đảng của Lê Thị An không còn giữ"
    );
    let badges = cell.badges(cell.an);
    assert_eq!(badges.len(), 1, "nothing is deleted");
    let end = badges[0].fields.end.clone().unwrap();
    assert_eq!((end.why, end.on), (BadgeEnding::Returned, date::parse("05/2024").unwrap()));
    assert!(!badges[0].is_held());
    let (of, about) = (cell.an.0, About::Members.tables());
    assert!(about.contains(&Table::Badge));
    let question = Question { member: Some(of), tables: vec![Table::Badge], ..Question::default() };
    let found = cell.office.done(move |database, _| journal::find(database, &question));
    assert_eq!(found.len(), 3, "all of it is in the member's journal");
    let sequence = corrected.changes.sequence;
    let lines = cell
        .office
        .done(move |database, _| journal::record_at(database, Whose::Member(of), sequence))
        .into_iter()
        .map(|line| (line.field, line.after))
        .collect::<Vec<_>>();
    for (field, said) in [("Mức huy hiệu", "40"), ("Loại", "Đúng hạn"), ("Đợt trao tặng", "03/02/2020")]
    {
        assert!(lines.contains(&(field.to_owned(), said.to_owned())), "{field}: {lines:?}");
    }
    let number = |cell: &Cell| {
        cell.badges(cell.an).first().map(|badge| (badge.fields.number.clone(), badge.is_held()))
    };
    cell.undo(closed.changes.sequence);
    assert_eq!(number(&cell), Some((Some("1234568".to_owned()), true)));
    cell.undo(corrected.changes.sequence);
    assert_eq!(number(&cell), Some((Some("1234567".to_owned()), true)));
    cell.undo(added.changes.sequence);
    assert_eq!(number(&cell), None);
    assert_eq!(cell.office.done(|database, _| inspection::inspect(database)).findings, []);
}

#[test]
fn one_badge_of_a_level_is_held_at_a_time_and_one_issued_again_takes_its_place() {
    let cell = cell();
    let first = cell.save(cell.an, None, &forty("1234567")).unwrap().value.value;
    let held = [Problem::error(Field::BadgeLevel, Kind::BadgeHeld { level: 40 })];
    assert_eq!(refused(cell.save(cell.an, None, &forty("1234569"))), held);
    let thirty = BadgeForm { level: Some(30), round_on: String::new(), ..forty("") };
    let thirty = cell.save(cell.an, None, &thirty).unwrap().value.value;
    let to_forty = refused(cell.save(cell.an, Some(thirty), &forty("")));
    assert_eq!(to_forty, held, "nor by a correction");
    let again = BadgeForm {
        kind: Some(BadgeKind::Replaced),
        decision: "9-QĐ/TU".to_owned(),
        decided_on: "01/06/2025".to_owned(),
        round_on: String::new(),
        awarded_on: String::new(),
        ..forty("7654321")
    };
    let issued = cell.save(cell.an, None, &again).unwrap();
    let badges = cell.badges(cell.an);
    let at = |row| badges.iter().find(|badge| badge.id == row).unwrap();
    let end = at(first).fields.end.clone().unwrap();
    assert_eq!((end.why, end.on), (BadgeEnding::Replaced, date::parse("01/06/2025").unwrap()));
    assert!(at(issued.value.value).is_held() && at(thirty).is_held());
    cell.undo(issued.changes.sequence);
    assert!(cell.badges(cell.an).iter().all(Badge::is_held), "both as one step");
}

#[test]
fn what_is_odd_is_told_and_kept() {
    let cell = cell();
    cell.save(cell.an, None, &forty("1234567")).unwrap();
    let same = forty("1234567");
    let of = Kind::Duplicate { of: "Lê Thị An".to_owned() };
    let early = Kind::YearsNotFull { date: day("19/05/2020") };
    let told = [Problem::warning(Field::BadgeLevel, early), Problem::warning(Field::BadgeNumber, of)];
    let (binh, form) = (cell.binh, same.clone());
    let asked =
        cell.office.done(move |database, author| members::odd_in_badge(database, binh, None, &form, author));
    assert_eq!(asked, told, "before it is saved");
    assert!(cell.badges(cell.binh).is_empty());
    let saved = cell.save(cell.binh, None, &same).unwrap();
    assert_eq!(saved.value.warnings, told);
    let old = BadgeForm { level: Some(30), round_on: String::new(), ..forty("Số 12/TU") };
    let warnings = cell.save(cell.binh, None, &old).unwrap().value.warnings;
    let other = Kind::OtherBadgeNumber { letter: None, digits: 8 };
    assert_eq!(warnings, [Problem::warning(Field::BadgeNumber, other)]);
    let row = saved.value.value;
    let mistaken =
        BadgeForm { ending: Some(BadgeEnding::Mistaken), ended_on: "20/11/2026".to_owned(), ..same };
    cell.save(cell.binh, Some(row), &mistaken).unwrap();
    let warnings = cell.save(cell.an, Some(1), &forty("1234567")).unwrap().value.warnings;
    assert_eq!(warnings, [], "what was entered by mistake has no number");
    assert!(cell.save(cell.binh, None, &forty("")).is_ok(), "nor does it stand in the way");
}

#[test]
fn a_badge_of_somebody_else_or_of_nobody_is_refused() {
    let cell = cell();
    let row = cell.save(cell.an, None, &forty("")).unwrap().value.value;
    let not_found = [Problem::error(Field::BadgeLevel, Kind::NotFound)];
    assert_eq!(refused(cell.save(cell.binh, Some(row), &forty(""))), not_found);
    assert_eq!(refused(cell.save(MemberId(99), None, &forty("")))[0].kind, Kind::NotFound);
    let same = cell.save(cell.an, Some(row), &forty("")).unwrap();
    assert!(same.changes.is_empty(), "what is the same leaves no entry");
}
