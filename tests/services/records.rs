//! What the services promise, where the terminal was the first to ask.

use crate::people::{Office, day};
use so_chi_bo::domain::id::MemberId;
use so_chi_bo::domain::member::Status;
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::i18n::term::Words;
use so_chi_bo::services::columns::{CellContext, MemberColumn, OrderBy};
use so_chi_bo::services::directory::{self, Filter, Key, Sort, SortKey};
use so_chi_bo::services::members::TextColumn;
use so_chi_bo::services::units::ClosingForm;
use so_chi_bo::services::{Error, history, members, quotas, sample, units};

fn only_problem<T: std::fmt::Debug>(result: Result<T, Error>) -> (Field, Kind) {
    match result {
        Err(Error::Refused(problems)) if problems.len() == 1 => (problems[0].field, problems[0].kind.clone()),
        other => panic!("not refused for one reason: {other:?}"),
    }
}

#[test]
fn an_operation_without_changes_names_the_last_entry_and_leaves_none() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "C1", "");
    let set = |target: &'static str| {
        office.done(move |database, author| quotas::set_target(database, cell, 2026, target, author)).changes
    };
    let first = set("5");
    let same = set("5");
    assert!(same.is_empty());
    assert_eq!(same.sequence, first.sequence);
    assert_eq!(office.done(|database, _| history::last_sequence(database)), first.sequence);
    assert_eq!(set("6").sequence, first.sequence + 1);
}

#[test]
fn a_report_has_the_targets_of_the_cells_where_the_committee_set_none() {
    let office = Office::on("20/11/2026");
    let committee = office.unit(None, UnitKind::Committee, "DU", "");
    let first = office.unit(Some(committee), UnitKind::BaseCell, "C1", "");
    let second = office.unit(Some(committee), UnitKind::BaseCell, "C2", "");
    let set = |unit, target: &'static str| {
        office.done(move |database, author| quotas::set_target(database, unit, 2026, target, author));
    };
    let target = || {
        let report = office.done(|database, author| quotas::report(database, None, (None, None), author));
        (report.years[0].target, report.term.targets_sum)
    };
    set(first, "3");
    set(second, "4");
    assert_eq!(target(), (Some(7), 7));
    let sheet = office.done(|database, _| quotas::sheet(database, 2026, None));
    assert_eq!((sheet.rows[0].result.target, sheet.rows[0].targets_below), (None, Some(7)), "not its own");
    set(committee, "10");
    assert_eq!(target(), (Some(10), 10), "its own comes first");
}

#[test]
fn years_that_no_quota_has_are_refused_and_not_counted_through() {
    let office = Office::on("20/11/2026");
    for (from, to, field) in
        [(Some(0), Some(i32::MAX), Field::FromYear), (Some(2020), Some(i32::MAX), Field::ToYear)]
    {
        let report = office.ask(move |database, author| quotas::report(database, None, (from, to), author));
        assert_eq!(only_problem(report), (field, Kind::OutOfRange { min: 1930, max: 2100 }));
    }
}

#[test]
fn a_unit_is_not_closed_before_it_was_founded() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "C1", "03/2020");
    let close = |on: &str| {
        let form = ClosingForm { on: on.to_owned(), ..ClosingForm::default() };
        office.ask(move |database, author| units::close(database, cell, &form, author))
    };
    let founded = Kind::Before { other: Field::FoundedOn, date: day("01/03/2020") };
    assert_eq!(only_problem(close("29/02/2020")), (Field::ClosedOn, founded));
    assert!(close("01/03/2020").is_ok());
}

#[test]
fn members_who_are_equal_follow_by_name_in_both_directions() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "C1", "");
    let names = ["Lê An", "Lê Bình", "Lê Cường"].map(|name| office.member(cell, name, "19/05/2010"));
    let late = office.member(cell, "Lê Anh", "19/05/2020");
    let (list, tree) = office.done(|database, _| Ok((directory::load(database)?, units::tree(database)?)));
    let select = |key, descending| {
        list.select(&Filter::default(), Sort { key, descending }, &tree, office.author.today).ids
    };
    let [an, binh, cuong] = names;
    assert_eq!(select(SortKey::Admitted, false), [an, binh, cuong, late]);
    assert_eq!(select(SortKey::Admitted, true), [late, an, binh, cuong]);
    assert_eq!(select(SortKey::Name, true), [cuong, binh, late, an]);
}

#[test]
fn a_list_is_sorted_by_several_keys_and_those_without_one_come_last() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "C1", "");
    let [an, binh, cuong] =
        ["Lê An", "Lê Bình", "Lê Cường"].map(|name| office.member(cell, name, "19/05/2010"));
    let late = office.member(cell, "Lê Anh", "19/05/2020");
    let (list, tree) = office.done(|database, _| Ok((directory::load(database)?, units::tree(database)?)));
    let today = office.author.today;
    let admitted = |descending| Key::Fact(Sort { key: SortKey::Admitted, descending });
    let name = Key::Fact(Sort { key: SortKey::Name, descending: true });
    let select = |keys: &[Key<'_>]| list.select_by(&Filter::default(), keys, &tree, today).ids;
    assert_eq!(select(&[admitted(false), name]), [cuong, binh, an, late]);
    assert_eq!(select(&[admitted(true), name]), [late, cuong, binh, an]);
    // Bình and Cường share a place; nothing is known of the others.
    let ranks = [(an, None), (binh, Some(1)), (cuong, Some(1)), (late, None)];
    let record = |descending| Key::Record { ranks: &ranks, descending };
    assert_eq!(select(&[record(false), name]), [cuong, binh, late, an]);
    assert_eq!(select(&[record(true), name]), [cuong, binh, late, an], "blank ones stay last");
    let card = |descending| Key::Fact(Sort { key: SortKey::CardNumber, descending });
    assert_eq!(select(&[card(true), admitted(true)]), [late, an, binh, cuong], "nobody has a card");
}

#[test]
fn a_text_is_found_in_the_facts_of_a_list_in_its_order() {
    use SortKey::{Admitted, Ethnicity, Name, Unit};
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Kinh Cùng", "");
    let [an, kinh] = ["Lê An", "Nguyễn Kính"].map(|name| office.member(cell, name, "19/05/2010"));
    let (list, tree) = office.done(|database, _| Ok((directory::load(database)?, units::tree(database)?)));
    let find = |ids: &[MemberId], text, keys: &[SortKey]| {
        let hits = list.find(ids, text, keys, &tree);
        hits.into_iter().map(|hit| (hit.row, hit.key)).collect::<Vec<_>>()
    };
    let all = [(0, Name), (0, Ethnicity), (0, Unit), (1, Ethnicity), (1, Unit)];
    assert_eq!(find(&[kinh, an], "KINH", &[Name, Ethnicity, Unit]), all, "row by row, as the columns come");
    assert_eq!(find(&[an], "Kính", &[Name]), [], "who is not in the list is not found");
    assert_eq!(find(&[an, kinh], "05/2010", &[Admitted, Name]), [(0, Admitted), (1, Admitted)]);
    assert_eq!(find(&[an, kinh], " ", &[Name]), [], "nothing is no text");
}

#[test]
fn cells_say_what_the_record_says() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Một", "");
    let id = office.member(cell, "Lê An", "19/05/2010");
    office.status(id, Status::Exempt, "01/01/2026");
    let (row, tree) = office
        .done(move |database, _| Ok((members::rows(database, &[id])?.remove(0), units::tree(database)?)));
    let context = CellContext { units: &tree, today: office.author.today, words: Words::Paper };
    let expected = [
        (MemberColumn::Name, "Lê An"),
        (MemberColumn::Sex, "Nữ"),
        (MemberColumn::Born, "02/09/1970"),
        (MemberColumn::Age, "56"),
        (MemberColumn::PartyAge, "16"),
        (MemberColumn::Unit, "Chi bộ Một"),
        (MemberColumn::Status, "Miễn công tác và sinh hoạt (dự bị)"),
        (MemberColumn::StatusSince, "01/01/2026"),
        (MemberColumn::CardNumber, ""),
    ];
    for (column, text) in expected {
        assert_eq!(column.cell(&row, &context), text, "{column:?}");
    }
}

#[test]
fn columns_have_their_own_code_title_and_order() {
    let mut titles: Vec<String> = MemberColumn::ALL.iter().map(|column| column.title(Words::Paper)).collect();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), MemberColumn::ALL.len());
    for column in TextColumn::ALL {
        let orders = MemberColumn::ALL.iter().filter(|other| other.order() == OrderBy::Record(*column));
        assert_eq!(orders.count(), 1, "{column:?}");
    }
}

#[test]
fn a_sample_of_nobody_is_refused_before_a_register_is_made_for_it() {
    assert_eq!(only_problem(sample::check(Some(0))).0, Field::Target);
    assert!(sample::check(Some(1)).is_ok() && sample::check(None).is_ok());
}
