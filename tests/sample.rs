//! The sample register: its figures, asked of the services as the window asks them.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::NaiveDate;
use so_chi_bo::domain::date::add_months;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{BadgeForm, MemberForm, MemberRecord, Status};
use so_chi_bo::domain::number::Percent;
use so_chi_bo::domain::rating::{Level, NotRated, Rating, Subject, Tally};
use so_chi_bo::domain::unit::{UnitKind, UnitTree};
use so_chi_bo::services::directory::{self, Counts, Directory, Filter, Sort, StatusFilter};
use so_chi_bo::services::ratings::summary::{self, Span};
use so_chi_bo::services::registers::{self, OpenRegister, Recipe};
use so_chi_bo::services::sample::{self, Summary};
use so_chi_bo::services::{
    Author, Database, Db, Error, history, inspection, members, quotas, ratings, units,
};
use so_chi_bo::store::journal::Operation;
use so_chi_bo::store::workspace::Cost;
use so_chi_bo::store::{Table, Tx, register as stored};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn author() -> Author {
    Author { name: "thử".to_owned(), today: day(2026, 11, 20) }
}

fn empty() -> OpenRegister {
    registers::temporary("Sổ mẫu", &author()).unwrap()
}

fn ask<T: Send + 'static>(
    db: &Db,
    question: impl FnOnce(&mut Database) -> so_chi_bo::services::Result<T> + Send + 'static,
) -> T {
    db.wait(question).unwrap()
}

/// The sample of the report, filled once for all tests. It stays in the target folder, where the
/// next run removes it.
static SAMPLE: LazyLock<Db> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sample");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    let recipe = Recipe { name: "Sổ mẫu", password: "mật khẩu của sổ mẫu", cost: Cost::QUICK };
    let register = registers::create(&folder, recipe, &author()).unwrap().register;
    let summary = ask(&register.db, |db| sample::fill(db, None, &author())).value;
    assert_eq!(summary, Summary { units: 387, members: 6_021, former: 200 });
    let db = register.db.clone();
    std::mem::forget(register);
    db
});

fn listed(db: &Db) -> (Directory, UnitTree) {
    (ask(db, directory::load), ask(db, units::tree))
}

fn counts(db: &Db, filter: &Filter) -> Counts {
    let (directory, tree) = listed(db);
    directory.select(filter, Sort::default(), &tree, author().today).counts
}

fn by_status(status: StatusFilter) -> Filter {
    Filter { status, ..Filter::default() }
}

fn percent(hundredths: i64) -> Option<Percent> {
    so_chi_bo::domain::number::percent(hundredths, 10_000)
}

#[test]
fn members_have_the_reports_figures() {
    let present = counts(&SAMPLE, &Filter::default());
    assert_eq!((present.total, present.women, present.minority, present.religious), (6_021, 2_152, 487, 42));
    assert!((150..300).contains(&present.probationary), "{}", present.probationary);
    let of = |status| counts(&SAMPLE, &by_status(StatusFilter::Only(status))).total;
    assert_eq!((of(Status::StruckOff), of(Status::Left), of(Status::Expelled)), (7, 17, 3));
    assert_eq!((of(Status::Died), of(Status::MovedAway)), (41, 132));
    assert!((10..200).contains(&of(Status::Exempt)) && (10..100).contains(&of(Status::Away)));
    assert!((1..10).contains(&of(Status::Suspended)));
}

#[test]
fn the_tree_has_the_reports_units() {
    let tree = ask(&SAMPLE, units::tree);
    let open = |kind| {
        tree.nodes()
            .iter()
            .filter(|node| node.unit.closed_on.is_none() && node.unit.fields.kind == kind)
            .count()
    };
    assert_eq!(open(UnitKind::Committee), 1);
    assert_eq!(open(UnitKind::BaseOrganisation), 38);
    assert_eq!(open(UnitKind::BaseCell), 45);
    assert_eq!(open(UnitKind::Cell), 300);
    assert_eq!(open(UnitKind::BranchOrganisation), 3);
    let closed: Vec<_> = tree.nodes().iter().filter(|node| node.unit.closed_on.is_some()).collect();
    assert_eq!(closed.len(), 6);
    assert!(closed.iter().all(|node| node.unit.merged_into.is_some() && node.own_members == 0));
    let cells = tree.nodes().iter().filter(|node| node.unit.fields.kind.is_cell());
    let sizes: Vec<u32> =
        cells.filter(|node| node.unit.closed_on.is_none()).map(|node| node.own_members).collect();
    assert!(
        sizes.iter().min() >= Some(&3) && sizes.iter().max() > Some(&25) && sizes.iter().max() < Some(&40)
    );
    for node in tree.nodes() {
        let parent = node.unit.parent.and_then(|parent| tree.node(parent));
        assert!(node.unit.fields.kind.may_stand_below(parent.map(|node| node.unit.fields.kind)));
    }
}

fn tallies(db: &Db, subject: Subject, years: (i32, i32)) -> Vec<(bool, Tally)> {
    let span = Span { from: Some(years.0), to: Some(years.1), with_empty: false };
    let found = ask(db, move |db| summary::by_year(db, subject, None, span)).years;
    found.into_iter().map(|year| (year.figures.is_entered, year.figures.shown.tally)).collect()
}

#[test]
fn past_ratings_are_the_reports_totals() {
    let expected: [(Subject, [&[i64]; 3]); 2] = [
        (Subject::Unit, [&[9, 37, 38, 3, 2], &[8, 38, 39, 2, 2], &[13, 62, 8, 0]]),
        (Subject::Member, [&[597, 4_373, 89, 9], &[705, 4_367, 47, 14], &[612, 4_615, 55, 12]]),
    ];
    for (subject, years) in expected {
        let found = tallies(&SAMPLE, subject, (2016, 2018));
        assert_eq!(found.len(), 3);
        for ((entered_as_totals, tally), counts) in found.iter().zip(years) {
            assert!(entered_as_totals);
            assert_eq!(tally.levels.iter().map(|(_, count)| *count).collect::<Vec<_>>(), counts);
        }
    }
    let members = &tallies(&SAMPLE, Subject::Member, (2016, 2016))[0].1;
    assert_eq!(members.percent(Level::Excellent), percent(1_178));
    assert_eq!(members.percent(Level::Good), percent(8_629));
}

#[test]
fn the_finished_year_is_rated_and_decided_within_the_rules() {
    let sheet = ask(&SAMPLE, |db| ratings::member_sheet(db, 2025, None));
    assert!(sheet.decided.is_some());
    for row in &sheet.rows {
        match (&row.rating, row.offered) {
            (Some(Rating::NotRated { why, .. }), offered) => assert_eq!(Some(*why), offered),
            (Some(Rating::Level(_)), None) => {}
            (rating, offered) => panic!("{}: {rating:?} {offered:?}", row.name),
        }
    }
    let reasons: HashSet<NotRated> = sheet.rows.iter().filter_map(|row| row.offered).collect();
    assert_eq!(reasons, HashSet::from([NotRated::Exempt, NotRated::Suspended, NotRated::NewMember]));
    let is_within = |tally: &Tally| tally.count(Level::Excellent) * 5 <= tally.count(Level::Good);
    let tally = sheet.tally();
    assert!(is_within(&tally) && tally.count(Level::Completed) > 50 && tally.count(Level::NotCompleted) > 0);
    assert_eq!(tally.open, 0);
    for unit in sheet.rows.iter().map(|row| row.unit).collect::<HashSet<_>>() {
        let mut of_cell = Tally::of(&sheet.regime.member_levels);
        sheet.rows.iter().filter(|row| row.unit == unit).for_each(|row| of_cell.add(row.rating.as_ref()));
        assert!(is_within(&of_cell), "{of_cell:?}");
    }
    let units = ask(&SAMPLE, |db| ratings::unit_sheet(db, 2025, None));
    assert!(units.decided.is_some() && units.rows.iter().all(|row| row.rating.is_some()));
    assert_eq!(units.tally().rated(), 83);
    assert!(is_within(&units.tally()) && units.tally().count(Level::Completed) > 0);
}

#[test]
fn the_present_year_is_rated_in_part() {
    let sheet = ask(&SAMPLE, |db| ratings::member_sheet(db, 2026, None));
    assert!(sheet.decided.is_none());
    let tally = sheet.tally();
    let (done, open) = (tally.rated() + tally.not_rated, tally.open);
    assert_eq!(done + open, 6_021);
    assert!((1_700..2_400).contains(&done), "{done}");
    let years = tallies(&SAMPLE, Subject::Member, (2019, 2024));
    assert!(years.iter().all(|(_, tally)| tally.rated() == 0));
}

#[test]
fn admissions_have_the_reports_percentages() {
    let report = ask(&SAMPLE, |db| quotas::report(db, None, (Some(2016), Some(2020)), &author()));
    let found: Vec<_> =
        report.years.iter().map(|year| (year.target, year.admitted, year.percent())).collect();
    let expected = [
        (Some(300), 390, percent(13_000)),
        (Some(300), 333, percent(11_100)),
        (Some(250), 281, percent(11_240)),
        (Some(170), 291, percent(17_118)),
        (Some(100), 100, percent(10_000)),
    ];
    assert_eq!(found, expected);
    assert_eq!(report.term.resolution_target, Some(950));
    assert_eq!((report.term.targets_sum, report.term.admitted), (1_120, 1_395));
    assert_eq!(report.term.percent_of_resolution(), percent(14_684));
    assert_eq!(report.term.percent_of_targets(), percent(12_455));
}

#[test]
fn parts_of_targets_add_up() {
    for year in 2016..=2026 {
        let sheet = ask(&SAMPLE, move |db| quotas::sheet(db, year, None));
        let top = &sheet.rows[0];
        assert!(top.result.target.is_some() && top.result.target == top.targets_below, "{year}");
        assert_eq!(sheet.years.iter().find(|result| result.year == year), Some(&top.result));
        assert!(sheet.term.is_some(), "{year}");
    }
    let now = ask(&SAMPLE, |db| quotas::sheet(db, 2026, None)).rows[0].result;
    assert!(now.admitted > 100);
    let next = ask(&SAMPLE, |db| quotas::report(db, None, (Some(2021), Some(2025)), &author()));
    assert_eq!((next.term.resolution_target, next.term.targets_sum), (Some(1_000), 1_000));
    assert!(next.years.iter().all(|year| year.admitted > 0));
}

fn records(db: &Db, filter: &Filter) -> Vec<MemberRecord> {
    let (directory, tree) = listed(db);
    let ids: Vec<MemberId> = directory.select(filter, Sort::default(), &tree, author().today).ids;
    ask(db, move |db| ids.iter().map(|id| members::record(db, *id)).collect())
}

/// What could not be typed in by hand is no sample.
#[test]
fn every_record_passes_the_checks_of_its_form() {
    let records = records(&SAMPLE, &by_status(StatusFilter::All));
    let (mut warned, mut partial, mut exact) = (0, 0, 0);
    let (mut ids, mut cards) = (HashSet::new(), HashSet::new());
    for MemberRecord { fields, memberships, statuses, .. } in &records {
        let checked = MemberForm::from(fields).check(author().today).unwrap_or_else(|found| {
            panic!("{}: {found:?}", fields.name);
        });
        assert_eq!(checked.value, *fields);
        warned += usize::from(!checked.warnings.is_empty());
        partial += usize::from(fields.born_on.day().is_none() || fields.admission_decided_on.day().is_none());
        let twelve = fields.admitted_on.and_then(|date| date.day()).map(|date| add_months(date, 12));
        exact += usize::from(twelve.is_some_and(|day| fields.official_on == Some(day.into())));
        let age = fields.admission_decided_on.year() - fields.born_on.year();
        assert!((18..=60).contains(&age), "{} {age}", fields.name);
        assert!(fields.texts.personal_id.iter().all(|id| ids.insert(id.clone())));
        assert!(fields.texts.card_number.iter().all(|card| cards.insert(card.clone())));
        let days =
            memberships.iter().map(|stay| stay.from_on).chain(statuses.iter().map(|period| period.from_on));
        assert!(days.clone().max() <= Some(author().today));
        assert!(days.min() >= Some(fields.admission_decided_on.first_day()));
    }
    assert_eq!(records.len(), 6_221);
    assert!(warned > 0 && warned < 100, "{warned} with warnings");
    assert!((20..150).contains(&partial), "{partial} with partial dates");
    assert!(exact > 5_500, "{exact} with twelve months");
    assert!(ids.len() > 6_000 && cards.len() > 5_500, "{} {}", ids.len(), cards.len());
    assert!(records.iter().any(|record| record.memberships.len() == 2));
}

#[test]
fn those_long_enough_in_the_party_have_badges_that_pass_the_checks_of_their_form() {
    let records = records(&SAMPLE, &Filter::default());
    let mut of_level = std::collections::BTreeMap::<u32, usize>::new();
    for MemberRecord { fields, badges, .. } in &records {
        let admitted = fields.admission_decided_on;
        let years = so_chi_bo::domain::date::full_years(admitted.first_day(), author().today);
        assert!(years >= 29 || badges.is_empty(), "{}: {years} years", fields.name);
        assert!(years <= 30 || !badges.is_empty(), "{}: {years} years", fields.name);
        for badge in badges {
            let checked = BadgeForm::from(&badge.fields).check(admitted, author().today).unwrap();
            assert_eq!((checked.value, checked.warnings), (badge.fields.clone(), vec![]), "{}", fields.name);
            *of_level.entry(badge.fields.level).or_default() += 1;
        }
    }
    assert!(of_level.len() >= 4 && of_level[&30] > of_level[&40], "{of_level:?}");
}

#[test]
fn every_cell_has_a_secretary() {
    let records = records(&SAMPLE, &Filter::default());
    let of = |title: &str| -> Vec<UnitId> {
        let holders =
            records.iter().filter(|record| record.posts.iter().any(|post| post.fields.title == title));
        holders.filter_map(MemberRecord::unit).collect()
    };
    let secretaries = of("Bí thư chi bộ");
    assert_eq!(secretaries.len(), 345);
    assert_eq!(secretaries.iter().collect::<HashSet<_>>().len(), 345);
    assert!((300..=345).contains(&of("Phó Bí thư chi bộ").len()));
}

#[test]
fn nothing_is_found_wrong_and_the_journal_names_it() {
    let inspection = ask(&SAMPLE, inspection::inspect);
    assert_eq!(inspection.findings, []);
    let entries = ask(&SAMPLE, |db| history::newest(db, 1));
    assert_eq!(entries[0].kind, "sample_filled");
    assert!(entries[0].what.contains("6021") || entries[0].what.contains("6.021"), "{}", entries[0].what);
}

#[test]
fn filling_can_be_undone_and_done_again() {
    let register = empty();
    let filled = ask(&register.db, |db| sample::fill(db, Some(400), &author())).changes;
    assert!(filled.rows.len() > 1_500 && !filled.everything);
    let before = content(&register);
    let undone = ask(&register.db, move |db| history::undo(db, filled.sequence, &author())).changes;
    let (directory, tree) = listed(&register.db);
    assert!(directory.is_empty() && tree.nodes().is_empty());
    ask(&register.db, move |db| history::undo(db, undone.sequence, &author()));
    assert_eq!(content(&register), before);
    assert_eq!(ask(&register.db, inspection::inspect).findings, []);
    register.close().unwrap();
}

/// Everything of a register, but not when it was made.
fn content(register: &OpenRegister) -> String {
    let records = records(&register.db, &by_status(StatusFilter::All));
    let tree = ask(&register.db, units::tree);
    let units: Vec<_> = tree.nodes().iter().map(|node| node.unit.clone()).collect();
    let sheet = ask(&register.db, |db| ratings::member_sheet(db, 2025, None));
    serde_json::to_string(&(records, units)).unwrap() + &format!("{:?}", sheet.rows)
}

#[test]
fn samples_of_any_size_are_whole_and_the_same_each_time() {
    for members in [100, 1_000] {
        let (one, two) = (empty(), empty());
        for (register, today) in [(&one, author().today), (&two, day(2026, 11, 1))] {
            let author = Author { today, ..author() };
            let summary = ask(&register.db, move |db| sample::fill(db, Some(members), &author)).value;
            assert_eq!(summary.members, members);
        }
        assert_eq!(content(&one), content(&two));
        let found = counts(&one.db, &Filter::default());
        let share = |figure: usize| (figure * members + 3_010) / 6_021;
        assert_eq!((found.total, found.women), (members, share(2_152)));
        assert_eq!((found.minority, found.religious), (share(487), share(42)));
        let report = ask(&one.db, |db| quotas::report(db, None, (Some(2016), Some(2016)), &author()));
        assert_eq!(report.years[0].admitted, i64::try_from(share(390)).unwrap());
        assert_eq!(report.years[0].target, i64::try_from(share(300)).ok());
        assert_eq!(ask(&one.db, inspection::inspect).findings, []);
        let tree = ask(&one.db, units::tree);
        let cells = tree.nodes().iter().filter(|node| node.unit.fields.kind.is_cell());
        assert!(cells.filter(|node| node.unit.closed_on.is_none()).all(|node| node.own_members > 0));
        one.close().unwrap();
        two.close().unwrap();
    }
}

#[test]
fn odd_sizes_and_days_do_no_harm() {
    for (members, today) in [(1, author().today), (7, day(2026, 3, 1)), (300, day(2024, 2, 29))] {
        let register = empty();
        let author = Author { today, ..author() };
        ask(&register.db, move |db| sample::fill(db, Some(members), &author));
        assert_eq!(ask(&register.db, inspection::inspect).findings, []);
        for record in records(&register.db, &by_status(StatusFilter::All)) {
            assert!(MemberForm::from(&record.fields).check(today).is_ok(), "{:?}", record.fields);
            assert!(record.memberships.iter().all(|stay| stay.from_on <= today));
            assert!(record.statuses.iter().all(|period| period.from_on <= today));
        }
        register.close().unwrap();
    }
}

#[test]
fn only_an_empty_register_is_filled() {
    let register = empty();
    let refuse = |members| {
        let filled = register.db.wait(move |db| sample::fill(db, members, &author()));
        assert!(matches!(filled, Err(Error::Refused(_))), "{members:?}");
    };
    refuse(Some(0));
    refuse(Some(1_000_000));
    ask(&register.db, |db| sample::fill(db, Some(5), &author()));
    refuse(Some(5));
    assert_eq!(counts(&register.db, &Filter::default()).total, 5);
    assert_eq!(ask(&register.db, units::tree).nodes()[0].unit.fields.kind, UnitKind::Committee);
    register.close().unwrap();
}

#[test]
fn a_huge_operation_tells_everybody_to_read_anew() {
    let register = empty();
    ask(&register.db, |db| sample::fill(db, Some(5), &author()));
    let write = |settings: usize| {
        let operation = Operation { kind: "test", who: String::new(), undoes: None };
        let write = move |tx: &Tx<'_>| -> so_chi_bo::services::Result<()> {
            for number in 0..settings {
                stored::set_setting(tx, &format!("fill.{settings}.{number}"), "")?;
            }
            Ok(())
        };
        ask(&register.db, move |db| db.commit(operation, write)).changes
    };
    let few = write(1_000);
    assert!(!few.everything && few.rows.len() == 1_000 && !few.touches(Table::Member));
    let huge = write(50_001);
    assert!(huge.everything && !huge.is_empty() && huge.rows.is_empty());
    assert!(huge.touches(Table::Member) && huge.touches(Table::Unit));
    let mut directory = Directory::default();
    directory.renew(ask(&register.db, move |db| directory::renewal(db, &huge)));
    assert_eq!(directory.len(), 5);
    register.close().unwrap();
}
