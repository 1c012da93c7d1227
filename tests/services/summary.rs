//! Summary tables, totals of old years and targets of congresses, on real registers.

use crate::people::Office;
use proptest::prelude::*;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::Status;
use so_chi_bo::domain::number::Percent;
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::rating::summary::{Line, Rounding};
use so_chi_bo::domain::rating::target::{Measure, TargetForm};
use so_chi_bo::domain::rating::{Level, NotRated, Rating, Subject, Tally};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::i18n::term::Words;
use so_chi_bo::services::ratings::summary::table::{RowOf, SummaryTable};
use so_chi_bo::services::ratings::summary::{
    self, Figure, Layout, Span, TargetKey, TotalRefusal, UnitSummary, Where, YearSummary,
};
use so_chi_bo::services::ratings::{self, DecisionForm};
use so_chi_bo::services::{Error, Result, Step, Table, history};

fn by_unit(office: &Office, subject: Subject, year: i32, unit: Option<UnitId>) -> UnitSummary {
    office.done(move |database, _| summary::by_unit(database, subject, year, unit))
}

fn by_year(office: &Office, subject: Subject, unit: Option<UnitId>) -> YearSummary {
    office.done(move |database, _| summary::by_year(database, subject, unit, Span::default()))
}

fn set(
    office: &Office,
    unit: UnitId,
    of: (i32, Subject),
    totals: &[(Option<Level>, &str)],
) -> Result<Step<(), TotalRefusal>> {
    let typed: Vec<_> = totals.iter().map(|(level, text)| (*level, (*text).to_owned())).collect();
    office.ask(move |database, author| summary::set_totals(database, unit, of, &typed, author))
}

fn enter(office: &Office, unit: UnitId, of: (i32, Subject), totals: &[(Level, &str)]) {
    let totals: Vec<_> = totals.iter().map(|(level, text)| (Some(*level), *text)).collect();
    let done = set(office, unit, of, &totals).unwrap();
    assert!(matches!(done, Step::Done(_)), "{done:?}");
}

fn rate(office: &Office, year: i32, member: MemberId, rating: Rating) {
    let ratings = [(member, Some(rating))];
    office.done(move |database, author| ratings::rate_members(database, year, &ratings, author));
}

fn level(level: Level) -> Rating {
    Rating::Level(level)
}

/// The reference's figures, typed in as totals at the committee.
fn reference() -> (Office, UnitId) {
    let office = Office::on("24/11/2026");
    let top = office.unit(None, UnitKind::Committee, "Đảng bộ Khối", "");
    let members = [
        (2016, ["597", "4.373", "89", "9"]),
        (2017, ["705", "4.367", "47", "14"]),
        (2018, ["612", "4.615", "55", "12"]),
    ];
    let levels = [Level::Excellent, Level::Good, Level::Completed, Level::NotCompleted];
    for (year, counts) in members {
        let totals: Vec<_> = levels.into_iter().zip(counts).collect();
        enter(&office, top, (year, Subject::Member), &totals);
    }
    let old = [Level::Exemplary, Level::CleanStrong, Level::Good, Level::Completed, Level::Weak];
    for (year, counts) in [(2016, ["9", "37", "38", "3", "2"]), (2017, ["8", "38", "39", "2", "2"])] {
        let totals: Vec<_> = old.into_iter().zip(counts).collect();
        enter(&office, top, (year, Subject::Unit), &totals);
    }
    let totals: Vec<_> = levels.into_iter().zip(["13", "62", "8", "0"]).collect();
    enter(&office, top, (2018, Subject::Unit), &totals);
    (office, top)
}

fn texts(table: &SummaryTable, row: usize, keys: &[&str]) -> Vec<String> {
    let place = |key: &&str| table.columns.iter().position(|column| column.key == **key);
    keys.iter().map(|key| table.rows[row].cells[place(key).expect(key)].text.clone()).collect()
}

#[test]
fn the_references_tables_come_out_of_its_totals() {
    let (office, _) = reference();
    let members = by_year(&office, Subject::Member, None);
    let table = SummaryTable::of_years(&members, Layout::Own, Words::Paper);
    let keys = [
        "year",
        "rated",
        "excellent",
        "excellent-percent",
        "good",
        "good-percent",
        "completed-percent",
        "not_completed-percent",
        "good-or-better",
        "good-or-better-percent",
        "ratio",
    ];
    let rows = [
        ["2016 (*)", "5.068", "597", "11,78", "4.373", "86,29", "1,76", "0,18", "4.970", "98,07", "13,65"],
        ["2017 (*)", "5.133", "705", "13,73", "4.367", "85,08", "0,92", "0,27", "5.072", "98,81", "16,14"],
        ["2018 (*)", "5.294", "612", "11,56", "4.615", "87,17", "1,04", "0,23", "5.227", "98,73", "13,26"],
        [
            "Tổng (lượt)",
            "15.495",
            "1.914",
            "12,35",
            "13.355",
            "86,19",
            "1,23",
            "0,23",
            "15.269",
            "98,54",
            "14,33",
        ],
    ];
    for (row, expected) in rows.iter().enumerate() {
        assert_eq!(texts(&table, row, &keys), expected, "row {row}");
    }
    assert_eq!(table.rows.len(), 4);
}

#[test]
fn old_levels_have_columns_of_their_own_or_share_them_with_a_footnote() {
    let (office, _) = reference();
    let units = by_year(&office, Subject::Unit, None);
    let own = SummaryTable::of_years(&units, Layout::Own, Words::Paper);
    let keys = [
        "exemplary",
        "exemplary-percent",
        "clean_strong",
        "excellent",
        "good-percent",
        "weak",
        "not_completed",
    ];
    assert_eq!(texts(&own, 0, &keys), ["9", "10,11", "37", "—", "42,70", "2", "—"]);
    assert_eq!(texts(&own, 2, &keys), ["—", "—", "—", "13", "74,70", "—", "0"]);
    assert_eq!(texts(&own, 3, &keys), ["17", "6,51", "75", "13", "53,26", "4", "0"]);
    assert!(!own.notes.iter().any(|note| note.starts_with("(**)")));

    let joined = SummaryTable::of_years(&units, Layout::Joined, Words::Paper);
    let keys =
        ["exemplary", "exemplary-percent", "clean_strong", "good", "completed", "weak", "weak-percent"];
    assert_eq!(texts(&joined, 0, &keys), ["9", "10,11", "37", "38", "3", "2", "2,25"]);
    assert_eq!(texts(&joined, 2, &keys), ["13", "15,66", "—", "62", "8", "0", "0,00"]);
    assert!(joined.columns.iter().all(|column| column.key != "excellent" && column.key != "not_completed"));
    assert!(joined.columns.iter().any(|column| column.group.ends_with("(**)")));
    assert!(joined.notes.iter().any(|note| note.starts_with("(**)")), "{:?}", joined.notes);
    // 13 of at most 12: 20% of 62 good.
    assert_eq!(texts(&joined, 2, &["ratio", "good-or-better-percent"]), ["20,97", "90,36"]);
}

#[test]
fn rows_come_to_a_hundred_when_the_register_says_so() {
    let (office, _) = reference();
    let done = office.done(|database, author| summary::set_rounding(database, Rounding::Hundred, author));
    assert!(done.changes.touches(Table::Setting));
    let units = by_year(&office, Subject::Unit, None);
    let table = SummaryTable::of_years(&units, Layout::Own, Words::Paper);
    for line in &units.years {
        let sum: i64 =
            line.figures.shown.shares(units.rounding).iter().map(|(_, share)| share.unwrap().0).sum();
        assert_eq!(sum, 10_000, "{}", line.year);
    }
    assert!(table.notes.iter().any(|note| note.contains("100,00")), "{:?}", table.notes);
    let sequence = done.changes.sequence;
    office.done(move |database, author| history::undo(database, sequence, author));
    assert_eq!(by_year(&office, Subject::Unit, None).rounding, Rounding::HalfUp);
}

/// A committee of an organisation with two cells, and a cell of its own.
struct Small {
    office: Office,
    top: UnitId,
    organisation: UnitId,
    cells: [UnitId; 3],
}

fn small() -> Small {
    let office = Office::on("24/11/2026");
    let top = office.unit(None, UnitKind::Committee, "Đảng bộ Khối", "");
    let organisation = office.unit(Some(top), UnitKind::BaseOrganisation, "Đảng bộ Sở Y tế", "");
    let one = office.unit(Some(organisation), UnitKind::Cell, "Chi bộ Một", "");
    let two = office.unit(Some(organisation), UnitKind::Cell, "Chi bộ Hai", "");
    let base = office.unit(Some(top), UnitKind::BaseCell, "Chi bộ Ba", "");
    Small { office, top, organisation, cells: [one, two, base] }
}

#[test]
fn a_transferred_member_is_counted_once_where_the_year_ended() {
    let Small { office, top, organisation, cells: [one, two, base] } = small();
    let member = office.member(one, "Trần Thị Bích", "01/01/2010");
    let other = office.member(two, "Lê Văn Cường", "01/01/2010");
    office.transfer(member, base, "01/07/2024");
    rate(&office, 2023, member, level(Level::Good));
    rate(&office, 2024, member, level(Level::Excellent));
    rate(&office, 2024, other, Rating::NotRated { why: NotRated::Exempt, reason: None });
    let rows = |year, unit| -> Vec<(UnitId, i64, i64)> {
        let table = by_unit(&office, Subject::Member, year, unit);
        table
            .rows
            .iter()
            .map(|row| (row.unit, row.figures.shown.on_books(), row.figures.shown.tally.rated()))
            .collect()
    };
    assert_eq!(rows(2023, Some(top)), [(organisation, 2, 1), (base, 0, 0)]);
    assert_eq!(rows(2024, Some(top)), [(organisation, 1, 0), (base, 1, 1)]);
    assert_eq!(rows(2024, None), rows(2024, Some(top)), "the only unit at the top is meant");
    assert_eq!(rows(2024, Some(organisation)), [(one, 0, 0), (two, 1, 0)]);
    assert_eq!(rows(2024, Some(base)), [(base, 1, 1)], "a cell is its own table");
    let sum = by_unit(&office, Subject::Member, 2024, None).sum;
    assert_eq!(
        (sum.on_books(), sum.not_rated(NotRated::Exempt), sum.tally.count(Level::Excellent)),
        (2, 1, 1)
    );
}

#[test]
fn the_names_behind_a_figure_are_those_it_counts() {
    let Small { office, top, cells: [one, two, base], .. } = small();
    let members =
        [(one, "Nguyễn Văn An"), (one, "Trần Thị Bích"), (two, "Lê Văn Cường"), (base, "Phạm Thị Dung")]
            .map(|(unit, name)| office.member(unit, name, "01/01/2010"));
    rate(&office, 2024, members[0], level(Level::Excellent));
    rate(&office, 2024, members[1], level(Level::Good));
    rate(&office, 2024, members[2], Rating::NotRated { why: NotRated::Other, reason: Some("Đi học".into()) });
    rate(&office, 2023, members[0], level(Level::Good));
    let behind = |unit, years: (i32, i32), figure: Figure| -> Vec<(i32, MemberId)> {
        let place = Where { unit, is_itself: false, from: years.0, to: years.1 };
        let names =
            office.done(move |database, _| summary::behind(database, Subject::Member, place, &figure));
        assert_eq!(names.without_names, 0);
        names.rows.iter().map(|row| (row.year, row.member.unwrap())).collect()
    };
    let year = (2024, 2024);
    assert_eq!(behind(None, year, Figure::OnBooks).len(), 4);
    assert_eq!(behind(None, year, Figure::Rated), [(2024, members[0]), (2024, members[1])]);
    assert_eq!(behind(None, year, Figure::Levels(vec![Level::Good])), [(2024, members[1])]);
    assert_eq!(behind(Some(top), year, Figure::GoodOrBetter).len(), 2);
    assert_eq!(behind(None, year, Figure::NotRated(Some(NotRated::Other))), [(2024, members[2])]);
    assert_eq!(behind(None, year, Figure::NotRated(Some(NotRated::Exempt))), []);
    assert_eq!(behind(None, year, Figure::Open), [(2024, members[3])]);
    assert_eq!(behind(Some(two), year, Figure::NotRated(None)), [(2024, members[2])]);
    assert_eq!(
        behind(None, (2023, 2024), Figure::Levels(vec![Level::Good])),
        [(2023, members[0]), (2024, members[1])],
        "of a sum over years each time is listed"
    );
}

#[test]
fn totals_stand_beside_single_ratings_and_both_are_kept() {
    let Small { office, top, organisation, cells: [one, ..] } = small();
    let member = office.member(one, "Trần Thị Bích", "01/01/2010");
    rate(&office, 2017, member, level(Level::Good));
    enter(&office, organisation, (2017, Subject::Member), &[(Level::Excellent, "3"), (Level::Good, "1.050")]);
    let line = |unit| by_year(&office, Subject::Member, unit).years.remove(0).figures;
    let above = line(Some(top));
    assert_eq!((above.shown.known(), above.is_entered, above.computed.known()), (1053, true, 1));
    let own = line(Some(organisation));
    assert_eq!(own.other(), Some(&own.computed));
    let table = SummaryTable::of_years(&by_year(&office, Subject::Member, None), Layout::Own, Words::Paper);
    assert_eq!(texts(&table, 0, &["year", "good"]), ["2017 (*)", "1.050"]);
    assert_eq!(texts(&table, 1, &["year", "good"]), ["– lập từ danh sách", "1"]);
    assert_eq!(table.rows[1].of, RowOf::Beside);
    // Names are known of one, the others were entered as totals.
    let place = Where { unit: None, is_itself: false, from: 2017, to: 2017 };
    let names = office.done(move |database, _| {
        summary::behind(database, Subject::Member, place, &Figure::Levels(vec![Level::Good]))
    });
    assert_eq!((names.rows.len(), names.without_names), (1, 1049));
}

#[test]
fn totals_are_checked_journalled_and_undone() {
    let Small { office, top, .. } = small();
    let excellent = Some(Level::Excellent);
    let refused = |of, totals: &[(Option<Level>, &str)]| match set(&office, top, of, totals) {
        Ok(Step::Refused(refusals)) => {
            refusals.into_iter().map(|refusal| (refusal.level, refusal.kind)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let totals = [(excellent, "12"), (Some(Level::Exemplary), "3"), (Some(Level::Good), "4,5"), (None, "x")];
    assert_eq!(
        refused((2024, Subject::Member), &totals),
        [
            (Some(Level::Exemplary), Kind::NoSuchLevel { year: 2024 }),
            (Some(Level::Good), Kind::NotANumber),
            (None, Kind::NotANumber)
        ]
    );
    let beyond = refused((2024, Subject::Member), &[(excellent, "1.000.001")]);
    assert_eq!(beyond, [(excellent, Kind::OutOfRange { min: 0, max: 1_000_000 })]);
    assert!(by_year(&office, Subject::Member, None).years.is_empty(), "nothing of it was stored");

    let problem = |of| match set(&office, top, of, &[(excellent, "1")]) {
        Err(Error::Refused(problems)) => (problems[0].field, problems[0].kind.clone()),
        other => panic!("{other:?}"),
    };
    let (field, kind) = problem((2027, Subject::Member));
    assert_eq!((field, kind), (Field::Year, Kind::OutOfRange { min: 1930, max: 2026 }));
    let form = DecisionForm {
        decision: "15-QĐ/ĐU".to_owned(),
        on: "05/01/2025".to_owned(),
        ..DecisionForm::default()
    };
    office.done(move |database, author| ratings::decide(database, 2024, Subject::Member, &form, author));
    assert_eq!(problem((2024, Subject::Member)).1, Kind::YearDecided { year: 2024 });

    let of = (2023, Subject::Member);
    enter(&office, top, of, &[(Level::Excellent, "12"), (Level::Good, "60")]);
    let Ok(Step::Done(done)) = set(&office, top, of, &[(excellent, ""), (None, "7")]) else { panic!() };
    let stored = |office: &Office| {
        office.done(move |database, _| summary::totals_of(database, top, 2023, Subject::Member)).totals
    };
    assert_eq!(stored(&office), [(Some(Level::Good), 60), (None, 7)]);
    let entry = done.changes.sequence;
    let what = office.done(move |database, _| history::entry(database, entry)).what;
    assert!(what.contains("2023") && what.contains("Đảng bộ Khối"), "{what}");
    office.done(move |database, author| history::undo(database, entry, author));
    assert_eq!(stored(&office).len(), 2);
    assert!(stored(&office).contains(&(excellent, 12)));
    let Ok(Step::Done(same)) = set(&office, top, of, &[(excellent, "12")]) else { panic!() };
    assert!(same.changes.is_empty(), "what is there already is no change");
}

#[test]
fn totals_of_cells_are_no_part_of_the_organisations_of_a_committee() {
    let Small { office, top, organisation, cells: [_, _, base] } = small();
    enter(&office, organisation, (2024, Subject::Unit), &[(Level::Good, "9")]);
    let rate = [(organisation, Some(level(Level::Good))), (base, Some(level(Level::Excellent)))];
    office.done(move |database, author| ratings::rate_units(database, 2024, &rate, author));
    let committee = by_unit(&office, Subject::Unit, 2024, Some(top));
    assert_eq!(committee.sum.on_books(), 2);
    assert!(committee.rows.iter().all(|row| !row.figures.is_entered));
    let cells = by_year(&office, Subject::Unit, Some(organisation)).years.remove(0).figures;
    assert_eq!((cells.shown.tally.count(Level::Good), cells.is_entered), (9, true));
}

#[test]
fn the_totals_of_a_committee_stay_in_the_table_when_its_organisations_have_gone_to_another() {
    let office = Office::on("24/11/2026");
    let top = office.unit(None, UnitKind::Committee, "Đảng bộ", "");
    let [from, to] = ["Khối A", "Khối B"].map(|name| office.unit(Some(top), UnitKind::Committee, name, ""));
    let organisation = office.unit(Some(from), UnitKind::BaseCell, "Chi bộ", "");
    enter(&office, from, (2023, Subject::Unit), &[(Level::Good, "4")]);
    office.done(move |db, author| so_chi_bo::services::units::move_below(db, organisation, Some(to), author));
    let table = by_unit(&office, Subject::Unit, 2023, Some(top));
    let row = table.rows.iter().find(|row| row.unit == from).unwrap();
    assert_eq!((row.figures.shown.tally.count(Level::Good), row.figures.is_entered), (4, true));
}

fn target(office: &Office, unit: UnitId, measure: Measure, percent: &str, years: (&str, &str)) -> Result<()> {
    let form = TargetForm {
        from_year: years.0.to_owned(),
        to_year: years.1.to_owned(),
        measure: Some(measure),
        percent: percent.to_owned(),
        source: "NQ Đại hội".to_owned(),
    };
    office
        .ask(move |database, author| {
            summary::set_target(database, (unit, Subject::Member), &form, None, author)
        })
        .map(|_| ())
}

#[test]
fn targets_are_judged_for_each_year_of_their_term() {
    let (office, top) = reference();
    target(&office, top, Measure::GoodOrBetter, "98,5", ("2016", "2017")).unwrap();
    target(&office, top, Measure::ExcellentOfGood, "15", ("2016", "2020")).unwrap();
    target(&office, top, Measure::NotCompleted, "0,2%", ("2016", "2020")).unwrap();
    let table = SummaryTable::of_years(&by_year(&office, Subject::Member, None), Layout::Own, Words::Paper);
    let keys = ["target-good_or_better-2016", "target-excellent_of_good-2016", "target-not_completed-2016"];
    assert_eq!(texts(&table, 0, &keys), ["98,07: không đạt", "13,65: không đạt", "0,18: đạt"]);
    assert_eq!(texts(&table, 1, &keys), ["98,81: đạt", "16,14: đạt", "0,27: không đạt"]);
    assert_eq!(texts(&table, 2, &keys), ["—", "13,26: không đạt", "0,23: không đạt"], "after the term");
    assert_eq!(texts(&table, 3, &keys), ["—", "—", "—"], "a sum over years is no year");
    // Units below are measured by the congress above as long as they have none of their own.
    let below = office.unit(Some(top), UnitKind::BaseCell, "Chi bộ Ba", "");
    enter(&office, below, (2017, Subject::Member), &[(Level::Good, "10")]);
    let of_cell = by_year(&office, Subject::Member, Some(below));
    assert_eq!(of_cell.targets.len(), 3);
    assert!(by_year(&office, Subject::Unit, None).targets.is_empty(), "of members only");
}

#[test]
fn targets_are_replaced_overlap_nothing_and_can_be_undone() {
    let (office, top) = reference();
    target(&office, top, Measure::GoodOrBetter, "80", ("2016", "2020")).unwrap();
    target(&office, top, Measure::GoodOrBetter, "85", ("2021", "2025")).unwrap();
    let list = |office: &Office| office.done(move |database, _| summary::targets(database, Some(top)));
    let overlap = target(&office, top, Measure::GoodOrBetter, "90", ("2019", "2020"));
    assert!(
        matches!(&overlap, Err(Error::Refused(problems))
            if problems[0].kind == Kind::Duplicate { of: "2016-2020".to_owned() }),
        "{overlap:?}"
    );
    target(&office, top, Measure::GoodOrBetter, "82,5", ("2016", "2020")).unwrap();
    assert_eq!(
        list(&office).iter().map(|target| target.percent).collect::<Vec<_>>(),
        [Percent(8250), Percent(8500)]
    );
    let key = TargetKey::from(&list(&office)[0]);
    let form = TargetForm { from_year: "2015".to_owned(), ..TargetForm::from(&list(&office)[0]) };
    office.done(move |database, author| {
        summary::set_target(database, (top, Subject::Member), &form, Some(key), author)
    });
    assert_eq!(list(&office).iter().map(|target| target.from_year).collect::<Vec<_>>(), [2015, 2021]);
    let key = TargetKey::from(&list(&office)[1]);
    let removed = office.done(move |database, author| summary::remove_target(database, key, author));
    assert_eq!(list(&office).len(), 1);
    let again = office.ask(move |database, author| summary::remove_target(database, key, author));
    assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
    office.done(move |database, author| history::undo(database, removed.changes.sequence, author));
    assert_eq!(list(&office).len(), 2);
}

/// What happens to the members of a random register.
#[derive(Debug, Clone)]
enum Event {
    Transfer { member: usize, unit: usize, month: u32 },
    Rate { member: usize, year: i32, rating: usize },
    Total { unit: usize, year: i32, good: i64 },
    Leave { member: usize, month: u32 },
}

fn event() -> impl Strategy<Value = Event> {
    let year = 2023i32..=2024;
    prop_oneof![
        (0usize..8, 0usize..4, 1u32..12).prop_map(|(member, unit, month)| Event::Transfer {
            member,
            unit,
            month
        }),
        (0usize..8, year.clone(), 0usize..5).prop_map(|(member, year, rating)| Event::Rate {
            member,
            year,
            rating
        }),
        (0usize..6, year, 0i64..20).prop_map(|(unit, year, good)| Event::Total { unit, year, good }),
        (0usize..8, 1u32..12).prop_map(|(member, month)| Event::Leave { member, month }),
    ]
}

const RATINGS: [Option<Level>; 5] =
    [Some(Level::Excellent), Some(Level::Good), Some(Level::Completed), Some(Level::NotCompleted), None];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was transferred, merged, closed, rated and entered as totals: the table of a unit is
    /// the sum over the units below it, all the way down, and nobody is counted twice.
    #[test]
    fn a_table_is_the_sum_over_the_units_below(
        events in proptest::collection::vec(event(), 0..14),
        merges in any::<bool>(),
    ) {
        let Small { office, top, organisation, cells } = small();
        let branch = office.unit(Some(organisation), UnitKind::BranchOrganisation, "Bộ phận", "");
        let deep = office.unit(Some(branch), UnitKind::Cell, "Chi bộ Bốn", "");
        let cells = [cells[0], cells[1], cells[2], deep];
        let all = [cells[0], cells[1], cells[2], deep, branch, organisation];
        let members: Vec<MemberId> = ["An", "Bích", "Cường", "Dung", "Giang", "Hà", "Khoa", "Lan"]
            .into_iter()
            .enumerate()
            .map(|(place, name)| office.member(cells[place % 4], &format!("Nguyễn {name}"), "01/01/2010"))
            .collect();
        for event in events {
            match event {
                Event::Transfer { member, unit, month } => {
                    let form = so_chi_bo::services::members::TransferForm {
                        unit: Some(cells[unit]),
                        on: format!("15/{month:02}/2024"),
                        decision: String::new(),
                    };
                    let member = members[member];
                    let _ = office.ask(move |database, author| {
                        so_chi_bo::services::members::transfer(database, member, &form, author)
                    });
                }
                Event::Rate { member, year, rating } => {
                    let rating = match RATINGS[rating] {
                        Some(level) => Rating::Level(level),
                        None => Rating::NotRated { why: NotRated::Exempt, reason: None },
                    };
                    let ratings = [(members[member], Some(rating))];
                    let _ = office.ask(move |database, author| {
                        ratings::rate_members(database, year, &ratings, author)
                    });
                }
                Event::Total { unit, year, good } => {
                    let good = good.to_string();
                    let _ = set(&office, all[unit], (year, Subject::Member), &[(Some(Level::Good), &good)]);
                }
                Event::Leave { member, month } => {
                    let form = so_chi_bo::domain::member::StatusForm {
                        status: Some(Status::Left),
                        on: format!("20/{month:02}/2024"),
                        decision: "1-QĐ".to_owned(),
                        reason: "xin ra".to_owned(),
                        place: String::new(),
                        unit: None,
                    };
                    let member = members[member];
                    let _ = office.ask(move |database, author| {
                        so_chi_bo::services::members::change_status(database, member, &form, author)
                    });
                }
            }
        }
        if merges {
            office.close(cells[0], "01/12/2024", Some(cells[1]));
        }
        for year in [2023, 2024] {
            for unit in [top, organisation, branch] {
                let table = by_unit(&office, Subject::Member, year, Some(unit));
                let lines: Vec<Line> = table.rows.iter().map(|row| row.figures.shown.clone()).collect();
                let levels = Tally::of(&table.regime.member_levels);
                prop_assert_eq!(&table.sum, &Line::sum(&levels, &lines));
                // Each row is what the table of that unit comes to.
                for row in table.rows.iter().filter(|row| !row.is_itself) {
                    let below = by_unit(&office, Subject::Member, year, Some(row.unit));
                    let own = below.entered.filter(|entered| entered.known().max(1) > below.sum.known());
                    let shown = own.unwrap_or(below.sum);
                    prop_assert_eq!(row.figures.shown.on_books(), shown.on_books());
                    prop_assert_eq!(&row.figures.shown.tally, &shown.tally);
                }
                // The single ratings are those of the sheet, each member once.
                let computed: i64 = table.rows.iter().map(|row| row.figures.computed.on_books()).sum();
                let sheet = office.done(move |database, _| ratings::member_sheet(database, year, Some(unit)));
                prop_assert_eq!(computed, i64::try_from(sheet.rows.len()).unwrap());
                let open = office.done(move |db, _| ratings::count_open(db, Subject::Member, year, Some(unit)));
                prop_assert_eq!(open, sheet.tally().open);
                // Both tables say the same of the same unit and year.
                let span = Span { from: Some(year), to: Some(year), with_empty: false };
                let years = office
                    .done(move |database, _| summary::by_year(database, Subject::Member, Some(unit), span));
                if let Some(line) = years.years.first() {
                    let own = table.entered.as_ref().filter(|own| own.known().max(1) > table.sum.known());
                    prop_assert_eq!(&line.figures.shown.tally, &own.unwrap_or(&table.sum).tally);
                }
            }
        }
    }

    /// The same of organisations, which a committee counts: rated, moved below another committee,
    /// merged, known as totals. Each is counted once, where it stands.
    #[test]
    fn a_table_of_organisations_is_the_sum_over_the_units_below(
        events in proptest::collection::vec(unit_event(), 0..16),
    ) {
        let office = Office::on("24/11/2026");
        let top = office.unit(None, UnitKind::Committee, "Đảng bộ", "");
        let parts = ["Khối A", "Khối B"].map(|name| office.unit(Some(top), UnitKind::Committee, name, ""));
        let kinds = [UnitKind::BaseOrganisation, UnitKind::BaseCell, UnitKind::BaseCell];
        let counted: Vec<UnitId> = (0..6)
            .map(|place| office.unit(Some(parts[place / 3]), kinds[place % 3], &format!("Tổ chức {place}"), ""))
            .collect();
        let direct = office.unit(Some(top), UnitKind::BaseCell, "Trực thuộc", "");
        let inner = office.unit(Some(counted[0]), UnitKind::Cell, "Chi bộ trong", "");
        let all: Vec<UnitId> = counted.iter().copied().chain([direct, inner]).collect();
        for event in events {
            match event {
                UnitEvent::Rate { unit, year, rating } => {
                    let rating = match RATINGS[rating] {
                        Some(level) => Rating::Level(level),
                        None => Rating::NotRated { why: NotRated::NewUnit, reason: None },
                    };
                    let ratings = [(all[unit], Some(rating))];
                    let _ = office.ask(move |db, author| ratings::rate_units(db, year, &ratings, author));
                }
                UnitEvent::Move { unit, part } => {
                    let (unit, part) = (counted[unit], parts[part]);
                    let _ = office.ask(move |db, author| {
                        so_chi_bo::services::units::move_below(db, unit, Some(part), author)
                    });
                }
                UnitEvent::Merge { from, into, month } => {
                    let (from, into) = (counted[from], counted[into]);
                    let form = so_chi_bo::services::units::ClosingForm {
                        on: format!("15/{month:02}/2024"),
                        destination: Some(into),
                        ..Default::default()
                    };
                    let _ = office.ask(move |db, author| {
                        so_chi_bo::services::units::close(db, from, &form, author)
                    });
                }
                UnitEvent::Total { part, year, good } => {
                    let good = good.to_string();
                    let _ = set(&office, parts[part], (year, Subject::Unit), &[(Some(Level::Good), &good)]);
                }
            }
        }
        for year in [2023, 2024] {
            let whole = by_unit(&office, Subject::Unit, year, Some(top));
            for unit in [top, parts[0], parts[1], counted[0]] {
                let table = by_unit(&office, Subject::Unit, year, Some(unit));
                let lines: Vec<Line> = table.rows.iter().map(|row| row.figures.shown.clone()).collect();
                let levels = Tally::of(&table.regime.unit_levels);
                prop_assert_eq!(&table.sum, &Line::sum(&levels, &lines));
                let shares = table.sum.shares(Rounding::Hundred).into_iter().filter_map(|(_, share)| share);
                let sum: i64 = shares.map(|share| share.0).sum();
                prop_assert_eq!(sum, if table.sum.tally.rated() == 0 { 0 } else { 10_000 });
            }
            // The row of a committee is its own table; what no committee knows as a total is counted.
            for part in parts {
                let own = by_unit(&office, Subject::Unit, year, Some(part));
                let shown = own.entered.filter(|total| total.known().max(1) > own.sum.known()).unwrap_or(own.sum);
                if let Some(row) = whole.rows.iter().find(|row| row.unit == part) {
                    prop_assert_eq!(&row.figures.shown.tally, &shown.tally);
                } else {
                    prop_assert_eq!(shown.on_books(), 0);
                }
            }
            let computed: i64 = whole.rows.iter().map(|row| row.figures.computed.on_books()).sum();
            let sheet = office.done(move |db, _| ratings::unit_sheet(db, year, Some(top)));
            let once: std::collections::HashSet<UnitId> =
                sheet.rows.iter().filter(|row| row.is_counted).map(|row| row.id).collect();
            prop_assert_eq!(computed, i64::try_from(once.len()).unwrap(), "each organisation once");
            let open = office.done(move |db, _| ratings::count_open(db, Subject::Unit, year, Some(top)));
            prop_assert_eq!(open, sheet.tally().open);
        }
    }
}

/// What happens to the organisations of a random register.
#[derive(Debug, Clone)]
enum UnitEvent {
    Rate { unit: usize, year: i32, rating: usize },
    Move { unit: usize, part: usize },
    Merge { from: usize, into: usize, month: u32 },
    Total { part: usize, year: i32, good: i64 },
}

fn unit_event() -> impl Strategy<Value = UnitEvent> {
    let year = 2023i32..=2024;
    prop_oneof![
        4 => (0usize..8, year.clone(), 0usize..5)
            .prop_map(|(unit, year, rating)| UnitEvent::Rate { unit, year, rating }),
        1 => (0usize..6, 0usize..2).prop_map(|(unit, part)| UnitEvent::Move { unit, part }),
        1 => (0usize..6, 0usize..6, 1u32..12)
            .prop_map(|(from, into, month)| UnitEvent::Merge { from, into, month }),
        1 => (0usize..2, year, 0i64..12).prop_map(|(part, year, good)| UnitEvent::Total { part, year, good }),
    ]
}
