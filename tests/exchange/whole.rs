//! A whole register, out and in again: nothing is lost, nothing changes twice, no order matters.

use proptest::prelude::*;
use so_chi_bo::domain::id::MemberId;
use so_chi_bo::domain::member::{BadgeEnding, BadgeForm, BadgeKind, Status};
use so_chi_bo::domain::rating::{Level, Rating};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::exchange::write;
use so_chi_bo::services::whole::{self, Whole};
use so_chi_bo::services::{Progress, Table, history, inspection, members, quotas, ratings};

use super::people::Office;

fn dump(office: &Office) -> Vec<Whole> {
    office.done(|database, _| whole::dump(database))
}

/// The content without identities: what a table says with what it refers to put in words.
fn content(tables: &[Whole]) -> Vec<(Table, Vec<Vec<String>>)> {
    let names = |table: Table, column: &str| {
        let whole = tables.iter().find(|whole| whole.table == table).unwrap();
        let at = |name: &str| whole.columns.iter().position(|other| other == name).unwrap();
        let (id, name) = (at("id"), at(column));
        let pairs = whole.rows.iter().map(|row| (row[id].clone().unwrap(), row[name].clone().unwrap()));
        pairs.collect::<std::collections::HashMap<String, String>>()
    };
    let (units, people) = (names(Table::Unit, "code"), names(Table::Member, "uuid"));
    let (regimes, terms) = (names(Table::RatingRegime, "source"), names(Table::QuotaTerm, "from_year"));
    tables
        .iter()
        .map(|whole| {
            let cells = |row: &Vec<Option<String>>| {
                let cell = |(column, cell): (&String, &Option<String>)| match column.as_str() {
                    "id" => None,
                    "member_id" => Some(cell.as_ref().map_or(String::new(), |id| people[id].clone())),
                    "unit_id" | "parent_id" | "merged_into_id" | "admission_unit_id" => {
                        Some(cell.as_ref().map_or(String::new(), |id| units[id].clone()))
                    }
                    "regime_id" => Some(regimes[cell.as_ref().unwrap()].clone()),
                    "term_id" => Some(terms[cell.as_ref().unwrap()].clone()),
                    _ => Some(cell.clone().unwrap_or_default()),
                };
                whole.columns.iter().zip(row).filter_map(cell).collect::<Vec<String>>()
            };
            let mut rows: Vec<Vec<String>> = whole.rows.iter().map(cells).collect();
            rows.sort();
            (whole.table, rows)
        })
        .collect()
}

/// A register with what services can tell: moved and departed members, a merged cell, ratings, targets.
fn full() -> Office {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ xã", "");
    let one = office.unit(Some(top), UnitKind::Cell, "Chi bộ Một", "01/01/1990");
    let two = office.unit(Some(top), UnitKind::Cell, "=Chi bộ 'Hai'", "");
    let an = office.member(one, "Lê An", "19/05/2010");
    office.member(two, "Trần Văn Đức", "03/02/1990");
    office.transfer(an, two, "01/01/2020");
    let chi = office.member(two, "Lê Chi", "19/05/2011");
    office.status(chi, Status::MovedAway, "01/06/2024");
    office.close(one, "01/07/2025", Some(two));
    office.done(move |database, author| {
        ratings::rate_members(database, 2025, &[(an, Some(Rating::Level(Level::Good)))], author)
    });
    office.done(move |database, author| quotas::set_target(database, two, 2026, "5", author));
    badge(&office, an, None, BadgeForm { number: "00012345".to_owned(), ..of_level(30) });
    badge(&office, an, None, BadgeForm { number: "=1+1".to_owned(), ..of_level(40) });
    let again =
        BadgeForm { kind: Some(BadgeKind::Replaced), decided_on: "05/2025".to_owned(), ..of_level(30) };
    badge(&office, an, None, again);
    let mistaken = BadgeForm {
        ending: Some(BadgeEnding::Mistaken),
        ended_on: "2024".to_owned(),
        end_reason: "của người khác".to_owned(),
        ..of_level(50)
    };
    badge(&office, chi, None, mistaken);
    office
}

fn of_level(level: u32) -> BadgeForm {
    let (level, kind) = (Some(level), Some(BadgeKind::OnTime));
    BadgeForm { level, kind, round_on: "19/05/2020".to_owned(), ..BadgeForm::default() }
}

fn badge(office: &Office, of: MemberId, row: Option<i64>, form: BadgeForm) -> i64 {
    office.done(move |database, author| members::save_badge(database, of, row, &form, author)).value.value
}

#[test]
fn a_register_goes_into_an_empty_one_without_loss_and_twice_the_same() {
    let tables = dump(&full());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sổ.xlsx");
    std::fs::write(&path, write::whole(&tables).unwrap()).unwrap();
    let read = write::read_whole(&path, &Progress::default()).unwrap();
    let target = Office::on("20/11/2026");
    let empty = content(&dump(&target));
    let load =
        |tables: Vec<Whole>| target.done(move |database, author| whole::load(database, &tables, author));
    let first = load(read.clone());
    assert!(first.value.new > 0);
    assert_eq!(content(&dump(&target)), content(&tables));
    let again = load(read);
    assert_eq!((again.value.new, again.value.changed), (0, 0));
    assert!(again.changes.is_empty());
    let found = target.done(|database, _| inspection::inspect(database)).findings;
    assert!(found.is_empty(), "{found:?}");
    let sequence = first.changes.sequence;
    target.done(move |database, author| history::undo(database, sequence, author));
    assert_eq!(content(&dump(&target)), empty, "undone as one");
}

#[test]
fn what_happened_to_badges_since_comes_in_as_changes_of_the_same() {
    let source = full();
    let tables = dump(&source);
    let target = Office::on("20/11/2026");
    let load = |tables: Vec<Whole>| {
        target.done(move |database, author| whole::load(database, &tables, author)).value
    };
    load(tables);
    let of = MemberId(1);
    let known = source.done(move |database, _| members::record(database, of)).badges;
    let held = known.iter().find(|badge| badge.is_held() && badge.fields.level == 40).unwrap();
    let returned = BadgeForm {
        number: "7654321".to_owned(),
        ending: Some(BadgeEnding::Returned),
        ended_on: "05/2026".to_owned(),
        end_reason: "khai trừ".to_owned(),
        ..BadgeForm::from(&held.fields)
    };
    badge(&source, of, Some(held.id), returned);
    badge(&source, of, None, BadgeForm { number: "1111111".to_owned(), ..of_level(40) });
    let later = load(dump(&source));
    assert_eq!((later.new, later.changed), (1, 1));
    assert_eq!(content(&dump(&target)), content(&dump(&source)));
}

#[test]
fn the_file_of_a_program_without_badges_comes_in_and_takes_none_away() {
    let all = dump(&full());
    let older: Vec<Whole> = all.iter().filter(|whole| whole.table != Table::Badge).cloned().collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cũ.xlsx");
    std::fs::write(&path, write::whole(&older).unwrap()).unwrap();
    let read = write::read_whole(&path, &Progress::default()).unwrap();
    assert!(read.iter().all(|whole| whole.table != Table::Badge), "no such sheet");
    let target = Office::on("20/11/2026");
    let load = |tables: Vec<Whole>| {
        target.done(move |database, author| whole::load(database, &tables, author)).value
    };
    assert!(load(read.clone()).new > 0);
    assert_eq!(load(all).new, 4, "the badges come later");
    let before = content(&dump(&target));
    let again = load(read);
    assert_eq!((again.new, again.changed), (0, 0));
    assert_eq!(content(&dump(&target)), before, "and stay");
}

#[test]
fn what_would_break_a_rule_is_refused_whole() {
    let source = full();
    let target = Office::on("20/11/2026");
    let before = content(&dump(&target));
    let without_status: Vec<Whole> =
        dump(&source).into_iter().filter(|whole| whole.table != Table::MemberStatus).collect();
    let mut odd_date = dump(&source);
    let member = odd_date.iter_mut().find(|whole| whole.table == Table::Member).unwrap();
    let at = member.columns.iter().position(|column| column == "born_on").unwrap();
    member.rows[0][at] = Some("25/12/1990".to_owned());
    for tables in [without_status, odd_date] {
        assert!(target.ask(move |database, author| whole::load(database, &tables, author)).is_err());
        assert_eq!(content(&dump(&target)), before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_order_of_sheets_or_rows_matters(seed in any::<u64>()) {
        let source = full();
        let tables = dump(&source);
        let mut shuffled = tables.clone();
        let mut state = seed | 1;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below.max(1)
        };
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, next(at + 1));
        }
        for table in &mut shuffled {
            for at in (1..table.rows.len()).rev() {
                table.rows.swap(at, next(at + 1));
            }
        }
        let target = Office::on("20/11/2026");
        target.done(move |database, author| whole::load(database, &shuffled, author));
        prop_assert_eq!(content(&dump(&target)), content(&tables));
    }
}
