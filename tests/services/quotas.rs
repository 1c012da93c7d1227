//! The quotas service against domain.md B7 and C7: targets and what changed them, allocation, who
//! is counted where and once, and the reference's table of admissions (T3).

use std::collections::HashMap;

use crate::people::{Office, day};
use proptest::prelude::*;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, Sex, Status};
use so_chi_bo::domain::number::Percent;
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::quota::{AdjustmentForm, AmendmentForm, CandidateForm, TermForm};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::quotas::{
    self, Allocation, Basis, Handed, Part, QuotaRow, QuotaSheet, Reach, Slice, Who,
};
use so_chi_bo::services::{Error, Result, Step, history};

/// A committee with an organisation of two cells, and a cell of its own.
struct Place {
    office: Office,
    top: UnitId,
    base: UnitId,
    cells: [UnitId; 3],
}

fn place(today: &str) -> Place {
    let office = Office::on(today);
    let top = office.unit(None, UnitKind::Committee, "Đảng bộ", "1990");
    let base = office.unit(Some(top), UnitKind::BaseOrganisation, "Sở Y tế", "1990");
    let first = office.unit(Some(base), UnitKind::Cell, "Văn phòng", "1990");
    let second = office.unit(Some(base), UnitKind::Cell, "Bệnh viện", "1990");
    let alone = office.unit(Some(top), UnitKind::BaseCell, "Trường học", "1990");
    Place { office, top, base, cells: [first, second, alone] }
}

impl Place {
    fn target(&self, unit: UnitId, year: i32, target: &'static str) {
        self.office.done(move |db, author| quotas::set_target(db, unit, year, target, author));
    }

    /// Somebody whom the cell admitted by a decision of that day.
    fn member(&self, cell: UnitId, name: &str, on: &str) -> MemberId {
        let form = MemberForm {
            name: name.to_owned(),
            sex: Some(Sex::Female),
            born_on: "02/09/1970".to_owned(),
            admission_decided_on: on.to_owned(),
            admission_unit: Some(cell),
            ..MemberForm::default()
        };
        let new = NewMember { form, unit: Some(cell), since: String::new() };
        self.office.done(move |db, author| members::add(db, &new, author)).value.value
    }

    fn adjust(&self, unit: UnitId, change: &str, on: &str) -> Result<i64> {
        let form =
            AdjustmentForm {
                change: change.to_owned(), document: "12-QĐ/ĐU".to_owned(), on: on.to_owned()
            };
        self.office.ask(move |db, author| {
            quotas::adjust(db, unit, 2026, &form, author).map(|done| done.value.changes.sequence)
        })
    }

    fn sheet(&self, until: Option<&str>) -> QuotaSheet {
        let until = until.map(day);
        self.office.done(move |db, author| quotas::sheet_on(db, 2026, None, until, author))
    }

    fn row(&self, unit: UnitId, until: Option<&str>) -> QuotaRow {
        let sheet = self.sheet(until);
        sheet.rows.into_iter().find(|row| row.unit == unit).expect("a row")
    }

    fn propose(&self, unit: UnitId, basis: Basis, reach: Reach) -> Allocation {
        self.office.done(move |db, _| quotas::propose(db, (unit, 2026), basis, reach))
    }

    fn names(&self, unit: UnitId, slice: Slice) -> Vec<String> {
        let who = Who { unit: Some(unit), year: 2026, day: self.sheet(None).day, slice };
        self.office.done(move |db, _| quotas::names(db, who)).into_iter().map(|it| it.name).collect()
    }
}

/// A name of its own for each number.
fn name(number: usize) -> String {
    let letter = |place: usize| char::from(b'A' + (place % 26) as u8);
    format!("Lê Thị {}{}", letter(number), letter(number / 26).to_ascii_lowercase())
}

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> (Field, Kind) {
    match result {
        Err(Error::Refused(problems)) => (problems[0].field, problems[0].kind.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_adjustment_holds_from_its_day_and_the_first_target_stays() {
    let it = place("24/11/2026");
    let cell = it.cells[0];
    it.target(cell, 2026, "4");
    let entry = it.adjust(cell, "+3", "01/06/2026").unwrap();
    it.adjust(cell, "-1", "01/09/2026").unwrap();
    let at = |day: &str| {
        let result = it.row(cell, Some(day)).result;
        (result.target, result.adjusted)
    };
    assert_eq!(at("31/05/2026"), (Some(4), Some(4)));
    assert_eq!(at("01/06/2026"), (Some(4), Some(7)));
    assert_eq!(at("30/09/2026"), (Some(4), Some(6)));
    it.target(cell, 2026, "5");
    assert_eq!(it.row(cell, None).result.adjusted, Some(7), "the grid's edit changes the first target");
    assert_eq!(it.sheet(None).adjustments.len(), 2);
    it.office.done(move |db, author| history::undo(db, entry, author));
    assert_eq!(it.row(cell, None).result.adjusted, Some(4));
}

#[test]
fn what_cant_be_an_adjustment_is_refused() {
    let it = place("24/11/2026");
    let cell = it.cells[0];
    it.target(cell, 2026, "4");
    let below = Kind::OutOfRange { min: -4, max: 1_000_000 };
    assert_eq!(refusal(it.adjust(cell, "-5", "01/06/2026")), (Field::Change, below));
    assert_eq!(refusal(it.adjust(cell, "", "01/06/2026")), (Field::Change, Kind::Required));
    assert_eq!(refusal(it.adjust(cell, "3", "25/11/2026")), (Field::DecidedOn, Kind::InFuture));
    let adjustments = it.sheet(None).adjustments;
    assert!(adjustments.is_empty());
    it.adjust(cell, "2", "01/06/2026").unwrap();
    let id = it.sheet(None).adjustments[0].id;
    let other = it.cells[1];
    let wrong = it.office.ask(move |db, author| quotas::withdraw_adjustment(db, other, id, author));
    assert_eq!(refusal(wrong), (Field::Change, Kind::NotFound), "it is another unit's");
    it.office.done(move |db, author| quotas::withdraw_adjustment(db, cell, id, author));
    assert_eq!(it.row(cell, None).result.adjusted, Some(4));
}

#[test]
fn a_terms_amendments_are_kept_and_the_one_in_force_counts() {
    let it = place("24/11/2026");
    let top = it.top;
    let term = TermForm {
        from_year: "2026".into(),
        to_year: "2030".into(),
        resolution_target: "950".into(),
        resolution: "NQ 01".into(),
        resolution_on: "20/08/2025".into(),
    };
    it.office.done(move |db, author| quotas::set_term(db, top, &term, author));
    let amend = |target: &str, on: &str| {
        let form = AmendmentForm { target: target.into(), document: "NQ 07".into(), on: on.into() };
        it.office.ask(move |db, author| quotas::amend(db, top, 2026, &form, author))
    };
    amend("1.000", "01/03/2026").unwrap();
    amend("900", "01/10/2026").unwrap();
    let before = Kind::Before { other: Field::ResolutionOn, date: day("20/08/2025") };
    assert_eq!(refusal(amend("5", "19/08/2025")), (Field::DecidedOn, before));
    let in_force = |until| it.sheet(until).term.expect("a term").1.resolution_target;
    assert_eq!(in_force(Some("28/02/2026")), Some(950));
    assert_eq!(in_force(Some("30/06/2026")), Some(1_000));
    assert_eq!(in_force(None), Some(900));
    // Another first year keeps them.
    let later = TermForm {
        from_year: "2025".into(),
        to_year: "2030".into(),
        resolution_target: "950".into(),
        ..TermForm::default()
    };
    it.office.done(move |db, author| quotas::change_term(db, top, 2026, &later, author));
    let sheet = it.sheet(None);
    let targets: Vec<i64> = sheet.amendments.iter().map(|amendment| amendment.target).collect();
    assert_eq!(targets, [1_000, 900]);
    assert_eq!(sheet.term.expect("a term").0.resolution_target, 950, "the first one stays");
}

#[test]
fn a_target_is_handed_down_in_one_step_and_adds_up() {
    let it = place("24/11/2026");
    it.target(it.top, 2026, "10");
    for (cell, count) in [(0, 5), (1, 2), (2, 3)] {
        for number in 0..count {
            it.member(it.cells[cell], &name(number), "01/02/2025");
        }
    }
    let parts = |basis, reach| -> Vec<Option<i64>> {
        it.propose(it.top, basis, reach).parts.iter().map(|part| part.proposed).collect()
    };
    assert_eq!(parts(Basis::Equal, Reach::Cells), [Some(4), Some(3), Some(3)]);
    assert_eq!(parts(Basis::Members, Reach::Cells), [Some(5), Some(2), Some(3)]);
    assert_eq!(parts(Basis::Members, Reach::Children), [Some(7), Some(3)]);
    assert_eq!(parts(Basis::MembersAtNewYear, Reach::Children), [Some(7), Some(3)]);
    assert_eq!(parts(Basis::LastYear, Reach::Cells), [Some(5), Some(2), Some(3)]);
    assert_eq!(parts(Basis::ByHand, Reach::Cells), [None, None, None]);
    let (top, base, alone) = (it.top, it.base, it.cells[2]);
    let before = it.office.done(|db, _| history::last_sequence(db));
    let handed = given(&[(base, "6"), (alone, "3")]);
    let step = it.office.done(move |db, author| quotas::allocate(db, (top, 2026), &handed, author));
    assert!(matches!(step, Step::Done(_)));
    assert_eq!(it.row(top, None).difference(), Some(-1), "shown, not refused");
    assert_eq!(it.office.done(|db, _| history::last_sequence(db)), before + 1);
    it.office.done(move |db, author| history::undo(db, before + 1, author));
    assert_eq!(it.row(base, None).result.target, None);
    let outside = given(&[(top, "6")]);
    let step = it.office.done(move |db, author| quotas::allocate(db, (base, 2026), &outside, author));
    assert!(matches!(step, Step::Refused(_)), "only what stands below");
}

/// Targets to be handed down.
fn given(targets: &[(UnitId, &str)]) -> Handed {
    let targets = targets.iter().map(|(unit, target)| (*unit, (*target).to_owned())).collect();
    Handed { targets, ..Handed::default() }
}

fn reported(count: &str, note: &str) -> CandidateForm {
    CandidateForm { count: count.to_owned(), note: note.to_owned() }
}

#[test]
fn a_target_follows_the_candidates_that_units_report() {
    let it = place("24/11/2026");
    let [first, second, alone] = it.cells;
    it.target(it.top, 2026, "10");
    let before = it.propose(it.top, Basis::Candidates, Reach::Cells);
    assert!(!before.can_follow(Basis::Candidates), "nobody reported any");
    assert_eq!((before.candidates(), before.sum()), (None, 0));
    let report = |unit, count: &str, note: &str| {
        let form = reported(count, note);
        it.office.ask(move |db, author| quotas::set_candidates(db, (unit, 2026), &form, author))
    };
    report(first, "6", "4 đã học lớp bồi dưỡng").unwrap();
    report(second, "0", "").unwrap();
    report(alone, "4", "").unwrap();
    let parts = |reach| -> Vec<(Option<i64>, Option<i64>)> {
        let proposal = it.propose(it.top, Basis::Candidates, reach);
        assert_eq!(proposal.sum(), 10, "the parts are the target");
        proposal.parts.iter().map(|part| (part.candidates(), part.proposed)).collect()
    };
    assert_eq!(parts(Reach::Cells), [(Some(6), Some(6)), (Some(0), Some(0)), (Some(4), Some(4))]);
    assert_eq!(
        parts(Reach::Children),
        [(Some(6), Some(6)), (Some(4), Some(4))],
        "added up for the unit above"
    );
    report(it.base, "16", "").unwrap();
    assert_eq!(parts(Reach::Children), [(Some(16), Some(8)), (Some(4), Some(2))], "its own report counts");
    it.office.close(first, "01/07/2026", Some(alone));
    assert_eq!(parts(Reach::Cells).len(), 2, "a closed unit has no part");

    let entry = it.office.done(|db, _| history::last_sequence(db));
    report(alone, "9", "").unwrap();
    it.office.done(move |db, author| history::undo(db, entry + 1, author));
    assert_eq!(parts(Reach::Cells)[1].0, Some(4));
    assert_eq!(refusal(report(alone, "x", "")).0, Field::Candidates);
    assert_eq!(refusal(report(alone, "", "9 người")), (Field::Candidates, Kind::Required));
    let form = reported("1", "");
    let late = it.office.ask(move |db, author| quotas::set_candidates(db, (alone, 2037), &form, author));
    assert_eq!(refusal(late).0, Field::Year);
}

#[test]
fn targets_and_candidates_of_a_sheet_are_one_step() {
    let it = place("24/11/2026");
    let (top, base, alone) = (it.top, it.base, it.cells[2]);
    it.target(top, 2026, "5");
    let before = it.office.done(|db, _| history::last_sequence(db));
    let handed = Handed {
        candidates: vec![(base, reported("7", "")), (alone, reported("2", "1 nữ"))],
        ..given(&[(base, "3"), (alone, "2")])
    };
    it.office.done(move |db, author| quotas::allocate(db, (top, 2026), &handed, author));
    let seen = || -> Vec<_> {
        let parts = it.propose(top, Basis::ByHand, Reach::Children).parts;
        parts.into_iter().map(|part| (part.candidates(), part.present)).collect()
    };
    assert_eq!(seen(), [(Some(7), Some(3)), (Some(2), Some(2))]);
    assert_eq!(it.office.done(|db, _| history::last_sequence(db)), before + 1);
    let wrong = Handed { candidates: vec![(base, reported("-1", ""))], ..given(&[(base, "9")]) };
    let refused = it.office.ask(move |db, author| quotas::allocate(db, (top, 2026), &wrong, author));
    assert_eq!(refusal(refused).0, Field::Candidates);
    assert_eq!(seen()[0], (Some(7), Some(3)), "all of it or nothing");
    it.office.done(move |db, author| history::undo(db, before + 1, author));
    assert_eq!(seen(), [(None, None), (None, None)]);
}

#[test]
fn members_at_new_year_are_those_of_that_day() {
    let it = place("24/11/2026");
    let moved = it.member(it.cells[0], "Lê Thị Ba", "01/02/2020");
    it.member(it.cells[1], "Lê Thị Tư", "01/02/2026");
    it.office.transfer(moved, it.cells[2], "01/03/2026");
    let allocation = it.propose(it.top, Basis::ByHand, Reach::Cells);
    let counts: Vec<_> = allocation.parts.iter().map(|it| (it.members, it.members_at_new_year)).collect();
    assert_eq!(counts, [(0, 1), (1, 0), (1, 0)]);
}

#[test]
fn an_admission_counts_once_where_the_decision_named() {
    let it = place("24/11/2026");
    let [first, second, alone] = it.cells;
    let moved = it.member(first, "Lê Thị Ba", "01/02/2026");
    it.office.transfer(moved, alone, "01/03/2026");
    let revoked = it.member(second, "Lê Thị Tư", "01/04/2026");
    it.member(second, "Lê Thị Năm", "05/10/2026");
    it.office.status(revoked, Status::Revoked, "01/06/2026");
    let counts = |unit| {
        let row = it.row(unit, None);
        (row.result.admitted, row.revoked)
    };
    assert_eq!(counts(first), (1, 0), "moving on changes nothing");
    assert_eq!(counts(alone), (0, 0));
    assert_eq!(counts(second), (1, 1), "a revoked one is shown apart");
    assert_eq!(counts(it.top), (2, 1));
    assert_eq!(it.names(it.top, Slice::All), ["Lê Thị Ba", "Lê Thị Năm"]);
    assert_eq!(it.names(it.top, Slice::Revoked), ["Lê Thị Tư"]);
    assert_eq!(it.names(it.top, Slice::Quarter), ["Lê Thị Năm"]);
    assert_eq!(it.row(it.top, None).in_quarter, 1);
    assert_eq!(it.row(it.top, Some("30/09/2026")).result.admitted, 1, "up to nine months");
    let months = it.sheet(None).months;
    assert_eq!(
        (months[0], months[1], months[9], months[10], months[11]),
        (Some(0), Some(1), Some(2), Some(2), None)
    );
}

#[test]
fn a_merged_unit_counts_once_below_its_successor() {
    let it = place("24/11/2026");
    let [first, second, alone] = it.cells;
    it.member(first, "Lê Thị Ba", "01/02/2026");
    it.member(alone, "Lê Thị Tư", "01/02/2026");
    it.member(first, "Lê Thị Hai", "01/02/2025");
    it.office.close(first, "01/07/2026", Some(alone));
    let admitted = |unit| it.row(unit, None).result.admitted;
    assert_eq!((admitted(first), admitted(alone), admitted(it.top)), (1, 2, 2));
    assert_eq!((admitted(it.base), admitted(second)), (0, 0));
    let last = it.row(alone, None).last_year;
    assert_eq!(last, Some(0), "the year before it was a unit of its own");
    assert_eq!(it.row(it.top, None).last_year, Some(1));
    assert_eq!(it.names(alone, Slice::All), ["Lê Thị Ba", "Lê Thị Tư"]);
}

#[test]
fn a_year_is_held_against_the_same_time_of_the_year_before() {
    let it = place("24/11/2026");
    let [first, second, _] = it.cells;
    let admitted = [
        ("Lê Thị Ba", "01/02/2026"),
        ("Lê Thị Tư", "05/10/2026"),
        ("Lê Thị Hai", "01/02/2025"),
        ("Lê Thị Một", "25/11/2025"),
    ];
    for (name, on) in admitted {
        it.member(first, name, on);
    }
    let against = |unit, until| {
        let row = it.row(unit, until);
        (row.result.admitted, row.last_year, row.percent_of_last_year())
    };
    assert_eq!(against(first, None), (2, Some(1), Some(Percent(20_000))), "what came later is not compared");
    assert_eq!(against(first, Some("31/12/2026")), (2, Some(2), Some(Percent(10_000))));
    assert_eq!(against(it.top, None), (2, Some(1), Some(Percent(20_000))));
    assert_eq!(against(second, None), (0, Some(0), None), "nobody to divide by");
    assert_eq!(it.names(first, Slice::LastYear), ["Lê Thị Hai"]);
}

#[test]
fn units_that_have_least_of_their_targets_come_first() {
    let it = place("24/11/2026");
    let [first, second, alone] = it.cells;
    for (unit, target) in [(first, "4"), (second, "10"), (alone, "10"), (it.base, "2")] {
        it.target(unit, 2026, target);
    }
    for (name, on) in [("Lê Thị Ba", "01/02/2026"), ("Lê Thị Tư", "05/10/2026")] {
        it.member(first, name, on);
    }
    let mut sheet = it.sheet(None);
    sheet.put_behind_first();
    let order: Vec<UnitId> = sheet.rows.iter().map(|row| row.unit).collect();
    // 0 %, 0 %, 50 %, 100 %, and no target.
    assert_eq!(order, [second, alone, first, it.base, it.top]);
    assert!(sheet.rows.iter().all(|row| row.depth == 0), "none stands below another any more");
}

#[test]
fn groups_are_counted_on_the_day_of_the_decision() {
    let it = place("24/11/2026");
    let cell = it.cells[0];
    let add = |name: &str, sex, born: &str, ethnicity: &str, work_group: &str| {
        let mut form = MemberForm {
            name: name.to_owned(),
            sex: Some(sex),
            born_on: born.to_owned(),
            ethnicity: ethnicity.to_owned(),
            admission_decided_on: "15/05/2026".to_owned(),
            admission_unit: Some(cell),
            ..MemberForm::default()
        };
        form.texts.work_group = work_group.to_owned();
        let new = NewMember { form, unit: Some(cell), since: String::new() };
        it.office.done(move |db, author| members::add(db, &new, author));
    };
    add("Thạch Thị Sa", Sex::Female, "16/05/1995", "Khmer", "Học sinh, sinh viên");
    add("Lê Văn Ba", Sex::Male, "15/05/1995", "Kinh", "Công nhân");
    let row = it.row(it.top, None);
    assert_eq!(row.splits.all(), [1, 1, 1, 0, 1, 1]);
    assert_eq!(it.names(cell, Slice::Group(1)), ["Thạch Thị Sa"], "30 years old, not 31");
    assert_eq!(it.names(cell, Slice::Group(4)), ["Lê Văn Ba"]);
}

#[test]
fn a_number_of_an_old_year_counts_while_it_exceeds_the_single_records() {
    let it = place("24/11/2026");
    let [first, _, alone] = it.cells;
    let set = |unit, year, count: &'static str| {
        let typed = [(year, count.to_owned())];
        match it.office.done(move |db, author| quotas::set_admitted(db, unit, &typed, author)) {
            Step::Done(_) => None,
            Step::Refused(refusals) => Some(refusals[0].problem.field),
        }
    };
    assert_eq!(set(it.base, 2025, "3"), None);
    it.member(first, "Lê Thị Ba", "01/02/2025");
    it.member(alone, "Lê Thị Tư", "01/02/2025");
    let (top, base) = (it.top, it.base);
    let year = |unit| {
        let report = it
            .office
            .done(move |db, author| quotas::report(db, Some(unit), (Some(2025), Some(2025)), author));
        (report.years[0].admitted, report.years[0].entered)
    };
    assert_eq!(year(base), (3, true));
    assert_eq!(year(top), (4, true), "with the single record beside it");
    assert_eq!(year(alone), (1, false));
    assert_eq!(it.row(base, Some("30/09/2026")).last_year, None, "no part of it is known");
    assert_eq!(it.row(alone, Some("30/09/2026")).last_year, Some(1));
    for name in ["Lê Thị Năm", "Lê Thị Sáu", "Lê Thị Bảy"] {
        it.member(first, name, "01/02/2025");
    }
    assert_eq!(year(base), (4, false), "now more single ones are known");
    assert_eq!(set(base, 2027, "3"), Some(Field::Year));
    assert_eq!(set(base, 2025, "x"), Some(Field::AdmissionTotal));
    assert_eq!(set(base, 2025, ""), None);
}

#[test]
fn numbers_of_several_old_years_are_one_step() {
    let it = place("24/11/2026");
    let top = it.top;
    let totals = || it.office.done(move |db, _| quotas::admitted_totals(db, top, (2016, 2018)));
    let set = |typed: [(i32, &str); 3]| {
        let typed = typed.map(|(year, count)| (year, count.to_owned()));
        it.office.done(move |db, author| quotas::set_admitted(db, top, &typed, author))
    };
    assert!(matches!(set([(2016, "390"), (2017, "1.333"), (2018, "")]), Step::Done(_)));
    assert_eq!(totals(), [(2016, Some(390)), (2017, Some(1_333)), (2018, None)]);
    let entry = it.office.done(|db, _| history::newest(db, 1)).remove(0);
    assert_eq!(entry.what, "Số kết nạp năm cũ của Đảng bộ: 2016: 390; 2017: 1.333");
    let Step::Refused(refused) = set([(2016, ""), (2017, "x"), (2018, "-1")]) else { panic!("not refused") };
    let years: Vec<i32> = refused.iter().map(|it| it.year).collect();
    assert_eq!(years, [2017, 2018]);
    assert_eq!(totals()[0], (2016, Some(390)), "all of it or nothing");
    it.office.done(move |db, author| history::undo(db, entry.sequence, author));
    assert_eq!(totals(), [(2016, None), (2017, None), (2018, None)]);
}

#[test]
fn a_day_of_another_year_is_refused() {
    let it = place("24/11/2026");
    let asked = it.office.ask(|db, author| quotas::sheet_on(db, 2025, None, Some(day("01/02/2026")), author));
    assert_eq!(refusal(asked).0, Field::Year);
}

#[test]
fn the_references_table_gives_its_percentages() {
    let it = place("24/11/2026");
    let top = it.top;
    let table = [
        (2016, "300", "390"),
        (2017, "300", "333"),
        (2018, "250", "281"),
        (2019, "170", "291"),
        (2020, "100", "100"),
    ];
    for (year, target, admitted) in table {
        it.target(top, year, target);
        let typed = [(year, admitted.to_owned())];
        it.office.done(move |db, author| quotas::set_admitted(db, top, &typed, author));
    }
    let term = TermForm {
        from_year: "2016".into(),
        to_year: "2020".into(),
        resolution_target: "950".into(),
        ..TermForm::default()
    };
    it.office.done(move |db, author| quotas::set_term(db, top, &term, author));
    let report = it.office.done(move |db, author| quotas::report(db, None, (None, None), author));
    let percents: Vec<_> = report.years.iter().map(|year| year.percent()).collect();
    assert_eq!(percents, [13_000, 11_100, 11_240, 17_118, 10_000].map(|it| Some(Percent(it))));
    assert_eq!(report.term.percent_of_targets(), Some(Percent(12_455)));
    assert_eq!(report.term.percent_of_resolution(), Some(Percent(14_684)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever moves and merges, a unit admitted what those below it and itself did.
    #[test]
    fn admissions_over_the_units_are_the_parents(
        people in prop::collection::vec((0..3_usize, 1..13_u32, prop::option::of(0..3_usize), any::<bool>()), 1..10),
        merged in prop::option::of((0..3_usize, 0..3_usize)),
    ) {
        let it = place("24/11/2026");
        let mut expected = HashMap::new();
        for (number, (cell, month, moved, is_revoked)) in people.iter().enumerate() {
            let month = (*month).min(10);
            let member = it.member(it.cells[*cell], &name(number), &format!("03/{month}/2026"));
            if let Some(to) = moved.filter(|to| to != cell) {
                it.office.transfer(member, it.cells[to], "05/10/2026");
            }
            if *is_revoked {
                it.office.status(member, Status::Revoked, "06/10/2026");
            } else {
                *expected.entry(it.cells[*cell]).or_insert(0) += 1;
            }
        }
        let merged = merged.filter(|(from, to)| from != to);
        if let Some((from, to)) = merged {
            it.office.close(it.cells[from], "07/10/2026", Some(it.cells[to]));
        }
        let rows: HashMap<UnitId, QuotaRow> = it.sheet(None).rows.into_iter().map(|row| (row.unit, row)).collect();
        let admitted = |unit: &UnitId| rows.get(unit).map_or(0, |row| row.result.admitted);
        let own = |place: usize| expected.get(&it.cells[place]).copied().unwrap_or(0);
        for place in 0..3 {
            let taken = merged.filter(|(_, to)| *to == place).map_or(0, |(from, _)| own(from));
            prop_assert_eq!(admitted(&it.cells[place]), own(place) + taken);
        }
        let all: i64 = expected.values().sum();
        prop_assert_eq!(admitted(&it.top), all);
        let gone = merged.map(|(from, _)| from);
        let of_base: i64 = (0..2).filter(|place| Some(*place) != gone).map(|place| admitted(&it.cells[place])).sum();
        prop_assert_eq!(admitted(&it.base), of_base);
        let men = rows[&it.top].splits.women;
        prop_assert_eq!(men, all, "each is in the splits once");
    }

    #[test]
    fn the_parts_of_a_target_add_up_and_more_members_never_get_less(
        counts in prop::array::uniform3(0..6_usize), target in 0..60_i64,
        candidates in prop::array::uniform3(prop::option::of(0..40_i64)),
    ) {
        let it = place("24/11/2026");
        for (cell, count) in counts.iter().enumerate() {
            for number in 0..*count {
                it.member(it.cells[cell], &name(number), "03/03/2020");
            }
        }
        let top = it.top;
        it.office.done(move |db, author| quotas::set_target(db, top, 2026, &target.to_string(), author));
        for (cell, count) in it.cells.into_iter().zip(candidates) {
            let form = reported(&count.map(|count| count.to_string()).unwrap_or_default(), "");
            it.office.done(move |db, author| quotas::set_candidates(db, (cell, 2026), &form, author));
        }
        for basis in Basis::ALL.into_iter().filter(|basis| *basis != Basis::ByHand) {
            let allocation = it.propose(top, basis, Reach::Cells);
            let follows = allocation.can_follow(basis);
            prop_assert_eq!(follows, basis != Basis::Candidates || candidates.iter().flatten().any(|it| *it > 0));
            prop_assert_eq!(allocation.sum(), if follows { target } else { 0 });
            let by = |part: &Part| match basis {
                Basis::Members | Basis::MembersAtNewYear => part.members,
                Basis::Candidates => part.candidates().unwrap_or_default(),
                Basis::ByHand | Basis::Equal | Basis::LastYear => 0,
            };
            for one in &allocation.parts {
                for other in &allocation.parts {
                    prop_assert!(by(one) <= by(other) || one.proposed >= other.proposed);
                }
            }
            let children = it.propose(top, basis, Reach::Children);
            prop_assert_eq!(children.candidates(), allocation.candidates(), "the same for the units above");
        }
    }
}
