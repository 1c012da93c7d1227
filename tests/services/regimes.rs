//! The regimes as a service: a new regulation needs no new program, and what a decided year rests
//! on stays.

use crate::people::Office;
use so_chi_bo::domain::id::{MemberId, RegimeId, UnitId};
use so_chi_bo::domain::member::Status;
use so_chi_bo::domain::number::Percent;
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::rating::{
    BallotPlace, CeilingBase, CountedFrom, Entry, Level, NotRated, Rating, Regime, RegimeForm, Statement,
    StepKind, Subject, Who,
};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::ratings::{self, DecisionForm, MemberSheet};
use so_chi_bo::services::regimes::{self, RegimeInUse, Unfit, Use};
use so_chi_bo::services::{Error, Result, Step, history};
use so_chi_bo::store::Committed;

fn list(office: &Office) -> Vec<RegimeInUse> {
    office.done(|database, _| regimes::list(database))
}

fn regime(office: &Office, from_year: i32) -> Regime {
    list(office).into_iter().map(|it| it.regime).find(|it| it.from_year == from_year).unwrap()
}

fn add(office: &Office, form: RegimeForm) -> Result<Committed<RegimeId>> {
    office.ask(move |database, author| regimes::add(database, &form, author))
}

fn change(office: &Office, from_year: i32, change: impl FnOnce(&mut RegimeForm)) -> Result<Committed<()>> {
    let before = regime(office, from_year);
    let mut form = RegimeForm::from(&before);
    change(&mut form);
    office.ask(move |database, author| regimes::change(database, before.id, &form, author))
}

fn sheet(office: &Office, year: i32) -> MemberSheet {
    office.done(move |database, _| ratings::member_sheet(database, year, None))
}

fn rate(office: &Office, year: i32, member: MemberId, level: Level) {
    let ratings = [(member, Some(Rating::Level(level)))];
    office.done(move |database, author| ratings::rate_members(database, year, &ratings, author));
}

fn decide(office: &Office, year: i32) {
    let form = DecisionForm {
        decision: "15-QĐ/ĐU".to_owned(),
        on: format!("15/12/{year}"),
        ..DecisionForm::default()
    };
    office.done(move |database, author| ratings::decide(database, year, Subject::Member, &form, author));
}

fn kinds<T: std::fmt::Debug>(result: Result<T>) -> Vec<(Field, Kind)> {
    match result {
        Err(Error::Refused(problems)) => problems.into_iter().map(|it| (it.field, it.kind)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn office() -> (Office, UnitId) {
    let office = Office::on("20/12/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ", "");
    (office, cell)
}

#[test]
fn the_shipped_rules_are_those_of_the_texts() {
    let (office, _) = office();
    let spans: Vec<_> = list(&office).iter().map(|it| (it.regime.from_year, it.regime.to_year)).collect();
    let expected = [
        (2025, None),
        (2023, Some(2024)),
        (2019, Some(2022)),
        (2018, Some(2018)),
        (2014, Some(2017)),
        (2008, Some(2013)),
    ];
    assert_eq!(spans, expected);
    let now = regime(&office, 2025);
    let ceiling = now.ceiling(Subject::Member).unwrap();
    assert_eq!((ceiling.percent, ceiling.raised_percent), (Percent(2000), Some(Percent(2500))));
    assert_eq!((ceiling.base, ceiling.confirmed), (CeilingBase::Good, true));
    let proposed = |points| now.proposed(Subject::Member, points);
    assert_eq!(
        [proposed(9000), proposed(8999), proposed(5000), proposed(0)],
        [Some(Level::Excellent), Some(Level::Good), Some(Level::Completed), Some(Level::NotCompleted)]
    );
    let old = regime(&office, 2014);
    assert_eq!(old.best(Subject::Unit), Some(Level::Exemplary));
    assert!(!old.ceiling(Subject::Member).unwrap().confirmed && !old.is_confirmed());
    assert_eq!(old.proposed(Subject::Member, 9500), None);
}

#[test]
fn a_new_regulation_ends_the_old_one_and_old_ratings_keep_theirs() {
    let (office, cell) = office();
    let member = office.member(cell, "Nguyễn Thị An", "19/05/2010");
    rate(&office, 2026, member, Level::Good);
    let old = regime(&office, 2025);
    let mut form = RegimeForm::from(&old);
    "2026".clone_into(&mut form.from_year);
    "400-QĐ/TW".clone_into(&mut form.source);
    form.members.levels.retain(|level| level.level != Level::Completed);
    let added = add(&office, form).unwrap();

    assert_eq!(regime(&office, 2025).to_year, Some(2025));
    assert_eq!((regime(&office, 2026).id, regime(&office, 2026).to_year), (added.value, None));
    // 2026 was begun under the old rules; nobody rated 2027.
    assert_eq!(sheet(&office, 2026).regime.id, old.id);
    assert_eq!(sheet(&office, 2027).regime.id, added.value);
    assert_eq!(sheet(&office, 2027).regime.member_levels.len(), 3);

    office.done(move |database, author| history::undo(database, added.changes.sequence, author));
    assert_eq!(list(&office).len(), 6);
    assert_eq!(regime(&office, 2025), old);
    let entries = office.done(|database, _| history::newest(database, 2));
    assert_eq!(entries[1].what, "Thêm quy định xếp loại 400-QĐ/TW từ năm 2026");
}

#[test]
fn a_regulation_between_two_others_leaves_no_gap() {
    let (office, _) = office();
    let mut form = RegimeForm::from(&regime(&office, 2019));
    "2021".clone_into(&mut form.from_year);
    add(&office, form.clone()).unwrap();
    assert_eq!(regime(&office, 2019).to_year, Some(2020));
    assert_eq!(regime(&office, 2021).to_year, Some(2022));
    let twin = kinds(add(&office, form));
    let of = regime(&office, 2021).source;
    assert_eq!(twin, [(Field::FromYear, Kind::Duplicate { of })]);
    change(&office, 2021, |form| "2022".clone_into(&mut form.from_year)).unwrap();
    assert_eq!(regime(&office, 2019).to_year, Some(2021));
}

#[test]
fn all_fields_are_stored_and_only_what_changed_is_written() {
    let (office, _) = office();
    let done = change(&office, 2025, |form| {
        "366-QĐ/TW; 43-HD/BTCTW; 50-HD/BTCTW".clone_into(&mut form.source);
        "31/08/2025".clone_into(&mut form.source_date);
        "3".clone_into(&mut form.months);
        form.counted_from = CountedFrom::Decision;
        form.confirmed = false;
        let ceiling = form.members.ceiling.as_mut().unwrap();
        "20,5".clone_into(&mut ceiling.percent);
        "".clone_into(&mut ceiling.raised);
        ceiling.base = CeilingBase::GoodOrBetter;
        form.members.exclusions.retain(|exclusion| exclusion.why == NotRated::Exempt);
        form.units.ceiling = None;
        "95".clone_into(&mut form.units.levels[0].at_least);
        "Xuất sắc".clone_into(&mut form.units.levels[0].name);
    })
    .unwrap();
    let after = regime(&office, 2025);
    assert_eq!((after.months_before_rating, after.counted_from), (3, CountedFrom::Decision));
    assert_eq!(after.source_date, Some(crate::people::day("31/08/2025")));
    let ceiling = after.ceiling(Subject::Member).unwrap();
    assert_eq!((ceiling.percent, ceiling.raised_percent), (Percent(2050), None));
    assert_eq!(after.ceiling(Subject::Unit), None);
    assert_eq!(after.proposed(Subject::Unit, 9400), Some(Level::Good));
    assert_eq!(after.unit_levels[0].name, "Xuất sắc");
    assert_eq!(after.exclusions.iter().filter(|it| it.subject == Subject::Member).count(), 1);
    // Through the form and back nothing is lost, and nothing is written.
    let quiet = change(&office, 2025, |_| {}).unwrap();
    assert!(quiet.changes.is_empty());
    office.done(move |database, author| history::undo(database, done.changes.sequence, author));
    assert_eq!(regime(&office, 2025).ceiling(Subject::Unit).unwrap().percent, Percent(2000));
}

#[test]
fn a_level_in_use_stays_and_a_decided_year_keeps_its_rules() {
    let (office, cell) = office();
    let member = office.member(cell, "Nguyễn Thị An", "19/05/2010");
    rate(&office, 2025, member, Level::Completed);
    let without = |form: &mut RegimeForm| form.members.levels.retain(|it| it.level != Level::Completed);
    let level = "Hoàn thành nhiệm vụ".to_owned();
    let refused = kinds(change(&office, 2025, without));
    assert_eq!(refused, [(Field::Level, Kind::LevelInUse { level, year: 2025 })]);
    // Another level nobody has may go.
    change(&office, 2025, |form| form.members.levels.retain(|it| it.level != Level::NotCompleted)).unwrap();

    decide(&office, 2025);
    let decided = [(Field::Year, Kind::RulesDecided { year: 2025 })];
    let raised = |form: &mut RegimeForm| {
        "22".clone_into(&mut form.members.ceiling.as_mut().unwrap().percent);
    };
    assert_eq!(kinds(change(&office, 2025, raised)), decided);
    assert_eq!(
        kinds(change(&office, 2025, |form| "Khác".clone_into(&mut form.members.levels[0].name))),
        decided
    );
    // Not by undoing either.
    let took_away = office.done(|database, _| history::newest(database, 2)).remove(1);
    assert_eq!(took_away.kind, "regime_changed");
    let undone = office.ask(move |database, author| history::undo(database, took_away.sequence, author));
    assert_eq!(kinds(undone), decided);
    // What the year does not rest on may change: units' rules, the article, whether it was read.
    change(&office, 2025, |form| {
        "22".clone_into(&mut form.units.ceiling.as_mut().unwrap().percent);
        "Điều 11 khoản 2".clone_into(&mut form.members.ceiling.as_mut().unwrap().article);
        form.confirmed = false;
    })
    .unwrap();
    // The way out.
    let mut form = RegimeForm::from(&regime(&office, 2025));
    "2026".clone_into(&mut form.from_year);
    raised(&mut form);
    add(&office, form).unwrap();
    let of_2025 = sheet(&office, 2025).regime;
    assert_eq!(of_2025.ceiling(Subject::Member).unwrap().percent, Percent(2000));
    assert_eq!(sheet(&office, 2026).regime.ceiling(Subject::Member).unwrap().percent, Percent(2200));
    let uses = list(&office);
    let old = uses.iter().find(|it| it.regime.from_year == 2025).unwrap();
    assert_eq!((old.rated.as_slice(), old.decided.as_slice()), (&[2025][..], &[(2025, Subject::Member)][..]));
    assert_eq!(old.levels, [(Subject::Member, Level::Completed)]);
}

#[test]
fn every_wrong_field_is_told() {
    let (office, _) = office();
    let refused = kinds(change(&office, 2025, |form| {
        "năm nay".clone_into(&mut form.from_year);
        "".clone_into(&mut form.source);
        "31/02/2025".clone_into(&mut form.source_date);
        "99".clone_into(&mut form.months);
        form.members.levels[1].name = form.members.levels[0].name.clone();
        "95".clone_into(&mut form.members.levels[1].at_least);
        "10".clone_into(&mut form.members.ceiling.as_mut().unwrap().raised);
        form.units.levels.clear();
        "120".clone_into(&mut form.units.ceiling.as_mut().unwrap().percent);
    }));
    let of = "Hoàn thành xuất sắc nhiệm vụ".to_owned();
    assert_eq!(
        refused,
        [
            (Field::FromYear, Kind::NotANumber),
            (Field::Source, Kind::Required),
            (Field::SourceDate, Kind::NoSuchDay),
            (Field::Months, Kind::OutOfRange { min: 0, max: 60 }),
            (Field::Points, Kind::PointsNotBelow),
            (Field::LevelName, Kind::Duplicate { of }),
            (Field::Level, Kind::Required),
            (Field::RaisedPercent, Kind::OutOfRange { min: 20, max: 100 }),
            (Field::CeilingPercent, Kind::OutOfRange { min: 0, max: 100 }),
        ]
    );
}

#[test]
fn what_is_offered_follows_the_rules() {
    let (office, cell) = office();
    let form = so_chi_bo::domain::member::MemberForm {
        name: "Trần Văn Bình".to_owned(),
        sex: Some(so_chi_bo::domain::member::Sex::Male),
        born_on: "02/09/1990".to_owned(),
        admission_decided_on: "20/06/2026".to_owned(),
        admitted_on: "10/07/2026".to_owned(),
        ..Default::default()
    };
    let new = so_chi_bo::services::members::NewMember { form, unit: Some(cell), since: String::new() };
    office.done(move |database, author| so_chi_bo::services::members::add(database, &new, author));
    let exempt = office.member(cell, "Lê Thị Miễn", "19/05/1990");
    office.status(exempt, Status::Exempt, "01/03/2026");
    let offered = |office: &Office| -> Vec<Option<NotRated>> {
        sheet(office, 2026).rows.iter().map(|row| row.offered).collect()
    };
    // Bình before Miễn. From the ceremony it is less than six months, from the decision more.
    assert_eq!(offered(&office), [Some(NotRated::NewMember), Some(NotRated::Exempt)]);
    change(&office, 2025, |form| form.counted_from = CountedFrom::Decision).unwrap();
    assert_eq!(offered(&office), [None, Some(NotRated::Exempt)]);
    change(&office, 2025, |form| {
        form.counted_from = CountedFrom::Ceremony;
        form.members.exclusions.retain(|it| it.why == NotRated::Suspended);
    })
    .unwrap();
    assert_eq!(offered(&office), [None, None]);
}

/// A regulation that begins in 2026 and has no level "completed" for members.
fn newer(office: &Office) -> RegimeId {
    let mut form = RegimeForm::from(&regime(office, 2025));
    "2026".clone_into(&mut form.from_year);
    "400-QĐ/TW".clone_into(&mut form.source);
    form.members.levels.retain(|level| level.level != Level::Completed);
    add(office, form).unwrap().value
}

fn move_year(office: &Office, year: i32) -> Result<Step<(), Unfit>> {
    office.ask(move |database, author| regimes::move_year(database, year, author))
}

#[test]
fn an_open_year_is_moved_to_the_rules_that_cover_it() {
    let (office, cell) = office();
    let member = office.member(cell, "Nguyễn Thị An", "19/05/2010");
    let other = office.member(cell, "Trần Văn Bình", "19/05/2010");
    rate(&office, 2026, member, Level::Good);
    rate(&office, 2025, member, Level::Good);
    let old = regime(&office, 2025);
    let new = newer(&office);
    let moves = || office.done(|database, _| regimes::moves(database));
    let found = moves();
    assert_eq!(found.len(), 1, "2025 is covered by the rules that it was made under");
    assert_eq!((found[0].year, found[0].from.id, found[0].to.id), (2026, old.id, new));
    assert!(found[0].unfit.is_empty());

    let Step::Done(done) = move_year(&office, 2026).unwrap() else { panic!("refused") };
    let under = |year| sheet(&office, year).regime.id;
    assert_eq!((under(2026), under(2025)), (new, old.id));
    assert!(moves().is_empty());
    assert_eq!(kinds(move_year(&office, 2026)), [(Field::Year, Kind::NotFound)], "nothing is left to move");
    let entry = office.done(|database, _| history::newest(database, 1)).remove(0);
    assert_eq!(entry.what, "Chuyển xếp loại năm 2026 sang quy định 400-QĐ/TW");
    office.done(move |database, author| history::undo(database, done.changes.sequence, author));
    assert_eq!(under(2026), old.id);

    // What has no level any more is told name by name, and nothing is moved.
    rate(&office, 2026, other, Level::Completed);
    let Step::Refused(unfit) = move_year(&office, 2026).unwrap() else { panic!("moved") };
    let expected = [("Trần Văn Bình", Level::Completed, Use::Rating)];
    assert_eq!(unfit.iter().map(|it| (it.name.as_str(), it.level, it.used)).collect::<Vec<_>>(), expected);
    assert_eq!((under(2026), moves()[0].unfit.len()), (old.id, 1));
    rate(&office, 2026, other, Level::NotCompleted);
    assert!(matches!(move_year(&office, 2026).unwrap(), Step::Done(_)));
}

#[test]
fn steps_and_ballots_must_fit_too_and_a_decided_year_is_never_moved() {
    let (office, cell) = office();
    let member = office.member(cell, "Nguyễn Thị An", "19/05/2010");
    rate(&office, 2026, member, Level::Good);
    let entries = vec![
        (
            Who::Member(member),
            Entry::Step(StepKind::SelfRating, Some(Statement { level: Some(Level::Completed), words: None })),
        ),
        (Who::Member(member), Entry::Ballot(BallotPlace::Votes(Level::Completed), Some(2))),
    ];
    office.done(move |database, author| ratings::enter(database, (2026, Subject::Member), &entries, author));
    newer(&office);
    let Step::Refused(unfit) = move_year(&office, 2026).unwrap() else { panic!("moved") };
    assert_eq!(unfit.iter().map(|it| it.used).collect::<Vec<_>>(), [Use::Ballot, Use::Step]);
    decide(&office, 2026);
    assert_eq!(kinds(move_year(&office, 2026)), [(Field::Year, Kind::YearDecided { year: 2026 })]);
    assert!(office.done(|database, _| regimes::moves(database)).is_empty(), "it keeps its own");
}
