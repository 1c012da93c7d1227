//! Undo and redo: whatever was done, undoing all of it brings every table back, and redoing brings
//! the later state back.

use std::collections::BTreeMap;

use proptest::prelude::*;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{BadgeEnding, BadgeForm, BadgeKind, PostForm, Sphere, Status, StatusForm};
use so_chi_bo::domain::problem::Kind;
use so_chi_bo::domain::quota::TermForm;
use so_chi_bo::domain::rating::{Level, NotRated, Rating, Subject};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::history::{self, Sitting};
use so_chi_bo::services::members::{NewMember, TransferForm};
use so_chi_bo::services::ratings::DecisionForm;
use so_chi_bo::services::registers::{self, Letterhead};
use so_chi_bo::services::units::{ClosingForm, Way};
use so_chi_bo::services::{
    Changes, Database, Error, Result, Table, inspection, members, quotas, ratings, units,
};
use so_chi_bo::store;

use super::file::{File, author, texts};
use super::people::{self, person, unit};

/// Something that a person does; the numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    AddUnit(usize, UnitKind, String),
    EditUnit(usize, String),
    MoveUnit(usize, usize),
    Reorder(usize, bool),
    CloseUnit(usize, usize),
    ReopenUnit(usize),
    AddMember(usize, String),
    EditMember(usize, String),
    Transfer(usize, usize),
    Status(usize, Status, usize),
    Post(usize, String),
    Badge(usize, u32, BadgeKind, Option<usize>),
    Rate(usize, i32, Option<Rating>),
    RateUnit(usize, i32, Option<Level>),
    Target(usize, i32, String),
    Term(usize, String),
    Letterhead(String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = 0_usize..40;
    let name = prop::sample::select(vec!["Nguyễn Thị Ánh", "Đỗ Ngọc Ẩn", "Lê Văn Út", "H’Hen Niê", "Y Êban"])
        .prop_map(str::to_owned);
    let text = prop::sample::select(vec![
        "Tổ \"Út\"",
        "{\"a\":[1,null]}",
        "'); DROP TABLE unit; --",
        "Ấp 😀 1",
        "1",
    ])
    .prop_map(str::to_owned);
    let year = 2023_i32..=2026;
    let kind = prop::sample::select(UnitKind::ALL.to_vec());
    let status = prop::sample::select(Status::ALL.to_vec());
    let level =
        prop::sample::select(vec![Level::Excellent, Level::Good, Level::Completed, Level::NotCompleted]);
    let rating = prop_oneof![
        Just(None),
        level.clone().prop_map(|level| Some(Rating::Level(level))),
        Just(Some(Rating::NotRated { why: NotRated::Other, reason: Some("đi học xa".to_owned()) })),
    ];
    let badge = (prop::sample::select(vec![30, 40]), prop::sample::select(BadgeKind::ALL.to_vec()));
    let row = prop::option::of(0_usize..4);
    let target = prop::sample::select(vec!["", "0", "7", "12"]).prop_map(str::to_owned);
    let step = prop_oneof![
        (at.clone(), kind, text.clone()).prop_map(|(a, kind, name)| Step::AddUnit(a, kind, name)),
        (at.clone(), text.clone()).prop_map(|(a, name)| Step::EditUnit(a, name)),
        (at.clone(), at.clone()).prop_map(|(a, b)| Step::MoveUnit(a, b)),
        (at.clone(), any::<bool>()).prop_map(|(a, up)| Step::Reorder(a, up)),
        (at.clone(), at.clone()).prop_map(|(a, b)| Step::CloseUnit(a, b)),
        at.clone().prop_map(Step::ReopenUnit),
        (at.clone(), name.clone()).prop_map(|(a, name)| Step::AddMember(a, name)),
        (at.clone(), name).prop_map(|(a, name)| Step::EditMember(a, name)),
        (at.clone(), at.clone()).prop_map(|(a, b)| Step::Transfer(a, b)),
        (at.clone(), status, at.clone()).prop_map(|(a, status, b)| Step::Status(a, status, b)),
        (at.clone(), text.clone()).prop_map(|(a, title)| Step::Post(a, title)),
        (at.clone(), badge, row).prop_map(|(a, (level, kind), row)| Step::Badge(a, level, kind, row)),
        (at.clone(), year.clone(), rating).prop_map(|(a, year, rating)| Step::Rate(a, year, rating)),
        (at.clone(), year.clone(), prop::option::of(level))
            .prop_map(|(a, year, level)| Step::RateUnit(a, year, level)),
        (at.clone(), year, target.clone()).prop_map(|(a, year, target)| Step::Target(a, year, target)),
        (at, target).prop_map(|(a, target)| Step::Term(a, target)),
        text.prop_map(Step::Letterhead),
    ];
    prop::collection::vec(step, 1..30)
}

/// Everybody and everything there is, for a step to choose from.
struct Stock {
    units: Vec<UnitId>,
    members: Vec<MemberId>,
    made: usize,
}

impl Stock {
    fn unit(&self, at: usize) -> UnitId {
        self.units[at % self.units.len()]
    }

    fn member(&self, at: usize) -> MemberId {
        self.members[at % self.members.len()]
    }
}

/// Does a step; tells what it changed.
fn act(database: &mut Database, step: &Step, stock: &mut Stock) -> Result<Changes> {
    let author = &author();
    stock.made += 1;
    let code = format!("{:03}", stock.made);
    let on = format!("{:02}/10/2026", stock.made % 28 + 1);
    Ok(match step {
        Step::AddUnit(below, kind, name) => {
            let form = unit(*kind, &code, name);
            let added = units::add(database, Some(stock.unit(*below)), &form, author)?;
            stock.units.push(added.value);
            added.changes
        }
        Step::EditUnit(at, name) => {
            units::edit(database, stock.unit(*at), &unit(UnitKind::Cell, &code, name), author)?.changes
        }
        Step::MoveUnit(at, below) => {
            units::move_below(database, stock.unit(*at), Some(stock.unit(*below)), author)?.changes
        }
        Step::Reorder(at, up) => {
            let way = if *up { Way::Up } else { Way::Down };
            units::reorder(database, stock.unit(*at), way, author)?.changes
        }
        Step::CloseUnit(at, into) => {
            let form = ClosingForm { on, decision: code, destination: Some(stock.unit(*into)) };
            units::close(database, stock.unit(*at), &form, author)?.changes
        }
        Step::ReopenUnit(at) => units::reopen(database, stock.unit(*at), author)?.changes,
        Step::AddMember(cell, name) => {
            let new = NewMember { form: person(name), unit: Some(stock.unit(*cell)), since: String::new() };
            let added = members::add(database, &new, author)?;
            stock.members.push(added.value.value);
            added.changes
        }
        Step::EditMember(at, name) => {
            members::edit(database, stock.member(*at), &person(name), None, author)?.changes
        }
        Step::Transfer(at, to) => {
            let form = TransferForm { unit: Some(stock.unit(*to)), on, decision: code };
            members::transfer(database, stock.member(*at), &form, author)?.changes
        }
        Step::Status(at, status, unit) => {
            let form = StatusForm {
                status: Some(*status),
                on,
                decision: code,
                reason: "theo đơn".to_owned(),
                place: "Cần Thơ".to_owned(),
                unit: Some(stock.unit(*unit)),
            };
            members::change_status(database, stock.member(*at), &form, author)?.changes
        }
        Step::Post(at, title) => {
            let form = PostForm { sphere: Some(Sphere::Party), title: title.clone(), ..PostForm::default() };
            members::save_post(database, stock.member(*at), None, &form, author)?.changes
        }
        Step::Badge(at, level, kind, row) => {
            let of = stock.member(*at);
            let known = members::record(database, of)?.badges;
            let row = row.and_then(|row| known.get(row)).map(|badge| badge.id);
            let form = BadgeForm {
                level: Some(*level),
                kind: Some(*kind),
                number: code,
                ending: row.map(|_| BadgeEnding::Mistaken),
                ended_on: if row.is_some() { on } else { String::new() },
                ..BadgeForm::default()
            };
            members::save_badge(database, of, row, &form, author)?.changes
        }
        Step::Rate(at, year, rating) => {
            let both = [(stock.member(*at), rating.clone()), (stock.member(at + 1), rating.clone())];
            ratings::rate_members(database, *year, &both, author)?.changes
        }
        Step::RateUnit(at, year, level) => {
            ratings::rate_units(database, *year, &[(stock.unit(*at), level.map(Rating::Level))], author)?
                .changes
        }
        Step::Target(at, year, target) => {
            quotas::set_target(database, stock.unit(*at), *year, target, author)?.changes
        }
        Step::Term(at, target) => {
            let form = TermForm {
                from_year: "2021".to_owned(),
                to_year: "2025".to_owned(),
                resolution_target: target.clone(),
                resolution: code,
                resolution_on: String::new(),
            };
            quotas::set_term(database, stock.unit(*at), &form, author)?.changes
        }
        Step::Letterhead(signer) => {
            let letterhead = Letterhead { signer: signer.clone(), ..Letterhead::default() };
            registers::set_letterhead(database, &letterhead, author)?.changes
        }
    })
}

/// All rows of all tables that people's records are made of.
fn content(file: &File) -> BTreeMap<&'static str, Vec<String>> {
    let raw = file.raw();
    let rows = |table: Table| texts(&raw, &format!("SELECT * FROM {} ORDER BY id", table.name()));
    Table::ALL.into_iter().map(|table| (table.name(), rows(table))).collect()
}

fn undo_to(database: &mut Database, sitting: &mut Sitting, times: usize) {
    for _ in 0..times {
        let sequence = sitting.next_undo().unwrap();
        sitting.undone(history::undo(database, sequence, &author()).unwrap().changes.sequence);
    }
}

fn redo(database: &mut Database, sitting: &mut Sitting, times: usize) {
    for _ in 0..times {
        let sequence = sitting.next_redo().unwrap();
        sitting.redone(history::undo(database, sequence, &author()).unwrap().changes.sequence);
    }
}

/// Returns the steps that had no effect, with the reason.
fn there_and_back(steps: &[Step], half: usize) -> Vec<String> {
    let file = File::new();
    let mut database = file.database();
    let (units, members) = people::fill(&mut database);
    let mut stock = Stock { units, members, made: 100 };
    let mut sitting = Sitting::default();
    let mut snapshots = Vec::new();
    let half = half.min(steps.len());
    let mut counts = Vec::new();
    let mut idle = Vec::new();
    for part in [&steps[..0], &steps[..half], &steps[half..]] {
        let mut count = 0;
        for step in part {
            match act(&mut database, step, &mut stock) {
                Ok(changes) if changes.is_empty() => idle.push(format!("{step:?}: no change")),
                Ok(changes) => {
                    sitting.made(changes.sequence);
                    count += 1;
                }
                Err(Error::Refused(problems)) => idle.push(format!("{step:?}: {problems:?}")),
                Err(error) => panic!("{step:?}: {error}"),
            }
        }
        counts.push(count);
        database.close().unwrap();
        snapshots.push(content(&file));
        database = file.database();
    }
    let expect = |database: Database, snapshot: usize| {
        database.close().unwrap();
        assert_eq!(content(&file), snapshots[snapshot]);
        let mut database = file.database();
        assert_eq!(inspection::inspect(&mut database).unwrap().findings, []);
        database
    };
    for _ in 0..2 {
        undo_to(&mut database, &mut sitting, counts[2]);
        database = expect(database, 1);
        undo_to(&mut database, &mut sitting, counts[1]);
        assert_eq!(sitting.next_undo(), None);
        database = expect(database, 0);
        redo(&mut database, &mut sitting, counts[1]);
        database = expect(database, 1);
        redo(&mut database, &mut sitting, counts[2]);
        assert_eq!(sitting.next_redo(), None);
        database = expect(database, 2);
    }
    idle
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_and_redoing_all_brings_every_table_back(steps in steps(), half in 0_usize..30) {
        there_and_back(&steps, half);
    }
}

/// So that the property says something: one of each step, and each has an effect.
#[test]
fn each_step_can_be_undone() {
    let rated = Some(Rating::Level(Level::Completed));
    let steps = [
        Step::AddUnit(0, UnitKind::Cell, "Chi bộ Ấp 3".to_owned()),
        Step::EditUnit(3, "Chi bộ Ấp Ba".to_owned()),
        Step::Reorder(3, true),
        Step::AddMember(3, "Lê Văn Út".to_owned()),
        Step::EditMember(0, "Nguyễn Thị Ẩn".to_owned()),
        Step::Transfer(1, 2),
        Step::Status(0, Status::Exempt, 0),
        Step::Status(2, Status::Died, 0),
        Step::Post(0, "Chi ủy viên".to_owned()),
        Step::Badge(0, 30, BadgeKind::OnTime, None),
        Step::Badge(0, 30, BadgeKind::Replaced, None),
        Step::Badge(0, 30, BadgeKind::OnTime, Some(1)),
        Step::Rate(0, 2025, rated.clone()),
        Step::Rate(0, 2025, None),
        Step::RateUnit(1, 2025, Some(Level::Good)),
        Step::Target(1, 2026, String::new()),
        Step::Target(2, 2026, "3".to_owned()),
        Step::Term(2, "30".to_owned()),
        Step::Letterhead("Lê Văn Út".to_owned()),
        Step::CloseUnit(3, 2),
        Step::ReopenUnit(3),
    ];
    assert_eq!(there_and_back(&steps, 9), Vec::<String>::new());
}

#[test]
fn an_entry_whose_rows_were_changed_since_is_not_undone() {
    let file = File::new();
    let mut database = file.database();
    let (cells, people) = people::fill(&mut database);
    let first = members::edit(&mut database, people[0], &person("Nguyễn Thị Ẩn"), None, &author()).unwrap();
    members::edit(&mut database, people[0], &person("Nguyễn Thị An"), None, &author()).unwrap();
    let undone = history::undo(&mut database, first.changes.sequence, &author());
    assert!(matches!(undone, Err(Error::Store(store::Error::ChangedMeanwhile))), "{undone:?}");

    let added = quotas::set_target(&mut database, cells[2], 2026, "3", &author()).unwrap().changes.sequence;
    history::undo(&mut database, added, &author()).unwrap();
    let twice = history::undo(&mut database, added, &author());
    assert!(matches!(twice, Err(Error::Store(store::Error::ChangedMeanwhile))), "{twice:?}");
    let never = history::undo(&mut database, 9_999, &author());
    assert!(matches!(never, Err(Error::Store(store::Error::NotFound))), "{never:?}");
}

#[test]
fn an_addition_that_others_refer_to_since_is_not_undone() {
    let file = File::new();
    let mut database = file.database();
    let (cells, _) = people::fill(&mut database);
    let form = unit(UnitKind::Cell, "01.09", "Chi bộ Ấp 9");
    let added = units::add(&mut database, Some(cells[0]), &form, &author()).unwrap();
    people::add(&mut database, "Võ Thị Sáu", added.value);
    let undone = history::undo(&mut database, added.changes.sequence, &author());
    assert!(matches!(undone, Err(Error::Store(store::Error::Constraint(_)))), "{undone:?}");
    assert_eq!(inspection::inspect(&mut database).unwrap().findings, []);
}

#[test]
fn ratings_of_a_decided_year_are_neither_undone_nor_redone() {
    let file = File::new();
    let mut database = file.database();
    let (_, people) = people::fill(&mut database);
    let author = &author();
    let rate = |database: &mut Database, year| {
        let rating = Some(Rating::Level(Level::Excellent));
        ratings::rate_members(database, year, &[(people[2], rating)], author).unwrap().changes.sequence
    };
    let (rated, other) = (rate(&mut database, 2025), rate(&mut database, 2023));
    let back = history::undo(&mut database, rated, author).unwrap().changes.sequence;
    let again = history::undo(&mut database, back, author).unwrap().changes.sequence;
    let form = DecisionForm {
        decision: "01-QĐ/ĐU".to_owned(),
        on: "05/01/2026".to_owned(),
        ..DecisionForm::default()
    };
    let decided =
        ratings::decide(&mut database, 2025, Subject::Member, &form, author).unwrap().changes.sequence;
    for sequence in [rated, again] {
        match history::undo(&mut database, sequence, author) {
            Err(Error::Refused(problems)) => assert_eq!(problems[0].kind, Kind::YearDecided { year: 2025 }),
            refused => panic!("{refused:?}"),
        }
    }
    history::undo(&mut database, other, author).unwrap();
    history::undo(&mut database, decided, author).unwrap();
    history::undo(&mut database, again, author).unwrap();
    assert_eq!(inspection::inspect(&mut database).unwrap().findings, []);
}
