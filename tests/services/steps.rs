//! The steps of a rating (domain.md B8, C1-C3): what is entered, what blocks and what only warns,
//! decisions of units, changes of decided ratings, what is missing.

use crate::people::Office;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{PostForm, Sphere, Status};
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::rating::{
    Ballot, BallotFault, BallotPlace, DisciplineForm, DisciplineKind, Entry, Lack, Level, NotRated, Part,
    Rating, Statement, StepKind, Steps, Subject, Warning, WarningKind, Who,
};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::members::{self, TransferForm};
use so_chi_bo::services::ratings::{self, Copied, DecisionForm, MemberSheet, Missing, RerateForm, Warned};
use so_chi_bo::services::{Error, Result, history};
use so_chi_bo::store::Committed;

const YEAR: i32 = 2025;

struct Cell {
    office: Office,
    top: UnitId,
    one: UnitId,
    two: UnitId,
}

/// An organisation with two cells, on 20/11/2026.
fn cells() -> Cell {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ Sở", "");
    let one = office.unit(Some(top), UnitKind::Cell, "Chi bộ Một", "");
    let two = office.unit(Some(top), UnitKind::Cell, "Chi bộ Hai", "");
    Cell { office, top, one, two }
}

impl Cell {
    fn member(&self, name: &str) -> MemberId {
        self.office.member(self.one, name, "03/02/2001")
    }

    fn enter(&self, subject: Subject, entries: Vec<(Who, Entry)>) -> Result<Committed<()>> {
        self.office.ask(move |database, author| ratings::enter(database, (YEAR, subject), &entries, author))
    }

    fn of(&self, member: MemberId, entry: Entry) -> Result<Committed<()>> {
        self.enter(Subject::Member, vec![(Who::Member(member), entry)])
    }

    fn rate(&self, member: MemberId, level: Level) {
        self.of(member, Entry::Rating(Some(Rating::Level(level)))).unwrap();
    }

    fn rate_unit(&self, unit: UnitId, level: Level) {
        let entry = Entry::Rating(Some(Rating::Level(level)));
        self.enter(Subject::Unit, vec![(Who::Unit(unit), entry)]).unwrap();
    }

    fn sheet(&self, year: i32, unit: Option<UnitId>) -> MemberSheet {
        self.office.done(move |database, _| ratings::member_sheet(database, year, unit))
    }

    fn steps(&self, member: MemberId) -> Steps {
        let sheet = self.sheet(YEAR, None);
        let row = sheet.rows.iter().find(|row| row.id == member).unwrap();
        row.steps.as_deref().cloned().unwrap_or_default()
    }

    fn level(&self, member: MemberId) -> Option<Rating> {
        let sheet = self.sheet(YEAR, None);
        sheet.rows.iter().find(|row| row.id == member).and_then(|row| row.rating.clone())
    }

    fn warnings(&self) -> Vec<Warned> {
        self.office.done(|database, _| ratings::warnings(database, YEAR, Subject::Member, None))
    }

    fn kinds(&self) -> Vec<WarningKind> {
        self.warnings().iter().map(|warned| warned.flag.warning.kind()).collect()
    }

    fn missing(&self) -> Vec<Missing> {
        self.office.done(|database, _| ratings::missing(database, YEAR, Subject::Member, None))
    }

    fn decide(&self, unit: Option<UnitId>) -> Result<Committed<()>> {
        let form = DecisionForm {
            decision: "15-QĐ/ĐU".to_owned(),
            on: "15/01/2026".to_owned(),
            unit,
            body: "Đảng ủy Sở".to_owned(),
        };
        self.office
            .ask(move |database, author| ratings::decide(database, YEAR, Subject::Member, &form, author))
    }

    fn undo(&self, sequence: i64) -> Result<Committed<()>> {
        self.office.ask(move |database, author| history::undo(database, sequence, author))
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<(Field, Kind)> {
    match result {
        Err(Error::Refused(problems)) => problems.into_iter().map(|it| (it.field, it.kind)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn said(level: Option<Level>, words: &str) -> Option<Statement> {
    Some(Statement { level, words: (!words.is_empty()).then(|| words.to_owned()) })
}

fn ballot(papers: [i64; 3], votes: &[(Level, i64)]) -> Ballot {
    let [issued, returned, valid] = papers.map(Some);
    Ballot { issued, returned, valid, votes: votes.iter().copied().collect() }
}

#[test]
fn all_steps_of_a_member_are_one_operation_and_come_back_as_they_were() {
    let cell = cells();
    let member = cell.member("Lê Thị Hoa");
    let counted = ballot([12, 12, 11], &[(Level::Excellent, 2), (Level::Good, 9)]);
    let entries = [
        Entry::Step(StepKind::SelfRating, said(Some(Level::Excellent), "")),
        Entry::Step(StepKind::Administration, said(Some(Level::Good), "  hoàn thành  tốt ")),
        Entry::Step(StepKind::MassOrganisations, said(None, "tích cực")),
        Entry::Step(StepKind::Residence, said(None, "gương mẫu")),
        Entry::Step(StepKind::CellCommittee, said(Some(Level::Good), "")),
        Entry::WholeBallot(counted.clone()),
        Entry::Step(StepKind::Cell, said(Some(Level::Good), "")),
        Entry::Step(StepKind::Appraisal, said(Some(Level::Good), "")),
        Entry::Points(Some(8950)),
        Entry::Group(Some(" Chuyên viên ".to_owned())),
        Entry::Plan(Some("Khắc phục trong quý I".to_owned())),
        Entry::Rating(Some(Rating::Level(Level::Good))),
    ];
    let entries: Vec<(Who, Entry)> = entries.into_iter().map(|entry| (Who::Member(member), entry)).collect();
    let done = cell.enter(Subject::Member, entries.clone()).unwrap();
    let steps = cell.steps(member);
    assert_eq!(steps.said.len(), 7);
    assert_eq!(steps.said[&StepKind::Administration].words.as_deref(), Some("hoàn thành tốt"));
    assert_eq!(steps.ballot, counted);
    assert_eq!((steps.points, steps.group.as_deref()), (Some(8950), Some("Chuyên viên")));
    assert_eq!(cell.level(member), Some(Rating::Level(Level::Good)));
    assert!(cell.enter(Subject::Member, entries).unwrap().changes.is_empty(), "the same again is no change");

    let back = cell.undo(done.changes.sequence).unwrap();
    assert!(cell.steps(member).is_empty() && cell.level(member).is_none());
    cell.undo(back.changes.sequence).unwrap();
    assert_eq!(cell.steps(member), steps);

    let clears = [
        Entry::Step(StepKind::Cell, None),
        Entry::Points(None),
        Entry::Group(None),
        Entry::Plan(None),
        Entry::WholeBallot(Ballot::default()),
    ];
    let clears = clears.into_iter().map(|entry| (Who::Member(member), entry)).collect();
    cell.enter(Subject::Member, clears).unwrap();
    let left = cell.steps(member);
    assert_eq!((left.said.len(), left.points, left.ballot.is_empty()), (6, None, true));
}

#[test]
fn units_have_steps_of_their_own() {
    let cell = cells();
    let entries = vec![
        (Who::Unit(cell.one), Entry::Step(StepKind::SelfRating, said(Some(Level::Excellent), ""))),
        (Who::Unit(cell.one), Entry::Points(Some(9100))),
    ];
    cell.enter(Subject::Unit, entries).unwrap();
    let sheet = cell.office.done(|database, _| ratings::unit_sheet(database, YEAR, None));
    let row = sheet.rows.iter().find(|row| row.id == cell.one).unwrap();
    assert_eq!(row.steps.as_ref().and_then(|steps| steps.points), Some(9100));
    let wrong = vec![(Who::Member(MemberId(1)), Entry::Points(None))];
    assert_eq!(refused(cell.enter(Subject::Unit, wrong)), [(Field::Year, Kind::NotOnBooks { year: YEAR })]);
}

#[test]
fn a_ballot_that_cant_be_right_is_refused_and_one_being_counted_is_not() {
    let cell = cells();
    let member = cell.member("Lê Thị Hoa");
    let cases = [
        (ballot([10, 11, 9], &[]), Kind::Ballot(BallotFault::MoreReturned { issued: 10, returned: 11 })),
        (ballot([10, 9, 10], &[]), Kind::Ballot(BallotFault::MoreValid { returned: 9, valid: 10 })),
        (
            ballot([10, 10, 9], &[(Level::Good, 10)]),
            Kind::Ballot(BallotFault::MoreVotes { valid: 9, votes: 10 }),
        ),
    ];
    for (ballot, kind) in cases {
        assert_eq!(refused(cell.of(member, Entry::WholeBallot(ballot))), [(Field::Ballot, kind)]);
    }
    let all = [(Level::Excellent, 1), (Level::Good, 2), (Level::Completed, 0), (Level::NotCompleted, 0)];
    let short = cell.of(member, Entry::WholeBallot(ballot([9, 9, 9], &all)));
    assert_eq!(
        refused(short),
        [(Field::Ballot, Kind::Ballot(BallotFault::FewerVotes { valid: 9, votes: 3 }))]
    );
    assert!(cell.steps(member).is_empty());

    // Number by number, in the order of the columns, and then another way round.
    let numbers = |places: &[(BallotPlace, i64)]| {
        for (place, number) in places {
            cell.of(member, Entry::Ballot(*place, Some(*number))).unwrap();
        }
    };
    let votes = |(level, count): (Level, i64)| (BallotPlace::Votes(level), count);
    numbers(&[(BallotPlace::Issued, 3), (BallotPlace::Returned, 3), (BallotPlace::Valid, 3)]);
    assert!(!cell.steps(member).ballot.is_complete());
    numbers(&all.map(votes));
    assert!(cell.steps(member).ballot.is_complete());
    numbers(&[(BallotPlace::Issued, 4), (BallotPlace::Returned, 4), (BallotPlace::Valid, 4)]);
    let wrong = cell.of(member, Entry::Ballot(BallotPlace::Votes(Level::Good), Some(4)));
    assert_eq!(
        refused(wrong),
        [(Field::Ballot, Kind::Ballot(BallotFault::MoreVotes { valid: 4, votes: 5 }))]
    );

    // It does not add up yet, and so the year can't be decided.
    cell.rate(member, Level::Good);
    assert_eq!(refused(cell.decide(None)), [(Field::Ballot, Kind::BallotsBroken { count: 1 })]);
    assert!(cell.decide(Some(cell.two)).is_ok(), "another cell can");
    cell.of(member, Entry::Ballot(BallotPlace::Votes(Level::Good), Some(3))).unwrap();
    cell.decide(None).unwrap();
}

#[test]
fn what_a_step_says_must_fit_the_year() {
    let cell = cells();
    let member = cell.member("Lê Thị Hoa");
    let no_level = |field| vec![(field, Kind::NoSuchLevel { year: YEAR })];
    let old = Entry::Step(StepKind::Cell, said(Some(Level::CleanStrong), ""));
    assert_eq!(refused(cell.of(member, old)), no_level(Field::Level));
    let votes = Entry::WholeBallot(ballot([2, 2, 2], &[(Level::Weak, 2)]));
    assert_eq!(refused(cell.of(member, votes)), no_level(Field::Ballot));
    let long = Entry::Step(StepKind::Residence, said(None, &"x".repeat(1001)));
    assert_eq!(refused(cell.of(member, long)), [(Field::Words, Kind::TooLong { max: 1000 })]);
    for points in [-1, 10_001] {
        let range = Kind::OutOfRange { min: 0, max: 100 };
        assert_eq!(refused(cell.of(member, Entry::Points(Some(points)))), [(Field::Points, range)]);
    }
    let group = Entry::Group(Some("x".repeat(101)));
    assert_eq!(refused(cell.of(member, group)), [(Field::PostGroup, Kind::TooLong { max: 100 })]);
}

#[test]
fn a_decision_of_a_unit_locks_it_and_what_is_below_and_nothing_else() {
    let cell = cells();
    let here = cell.member("Lê Thị Hoa");
    let there = cell.office.member(cell.two, "Trần Văn Ba", "03/02/2001");
    cell.rate(here, Level::Good);
    let step = Entry::Step(StepKind::Cell, said(Some(Level::Good), ""));
    let entered = cell.of(here, step.clone()).unwrap();
    let decided = cell.decide(Some(cell.one)).unwrap();

    let locked = [(Field::Year, Kind::YearDecided { year: YEAR })];
    assert_eq!(refused(cell.of(here, Entry::Points(Some(1)))), locked);
    assert_eq!(refused(cell.of(here, Entry::Rating(None))), locked);
    assert_eq!(refused(cell.undo(entered.changes.sequence)), locked);
    assert_eq!(refused(cell.decide(Some(cell.one))), locked, "it is decided already");
    cell.rate(there, Level::Completed);
    let elsewhere = cell.of(there, step).unwrap();
    cell.undo(elsewhere.changes.sequence).unwrap();

    let whole = cell.sheet(YEAR, None);
    assert!(whole.decided.is_none(), "only a part of it is");
    let locks: Vec<bool> = [here, there]
        .iter()
        .map(|id| whole.rows.iter().find(|row| row.id == *id).unwrap().is_locked)
        .collect();
    assert_eq!(locks, [true, false]);
    let of_cell = cell.sheet(YEAR, Some(cell.one)).decided.unwrap();
    assert_eq!((of_cell.unit, of_cell.body.as_deref()), (Some(cell.one), Some("Đảng ủy Sở")));

    // The organisation above decides the rest, and covers both.
    cell.decide(Some(cell.top)).unwrap();
    assert!(cell.sheet(YEAR, Some(cell.two)).decided.is_some());
    let reopen = |unit| {
        let sheet = (YEAR, Subject::Member);
        cell.office
            .ask(move |database, author| ratings::reopen_of(database, sheet, unit, "xem xét lại", author))
    };
    assert_eq!(refused(reopen(Some(cell.two))), [(Field::Year, Kind::YearNotDecided { year: YEAR })]);
    reopen(Some(cell.top)).unwrap();
    cell.rate(there, Level::Good);
    assert_eq!(refused(cell.of(here, Entry::Rating(None))), locked, "its own decision still stands");

    // Taking a decision back is told clearly: it opens the year without a reason.
    let back = cell.undo(decided.changes.sequence).unwrap().changes.sequence;
    let what = cell.office.done(move |database, _| history::entry(database, back)).what;
    assert!(what.contains("15-QĐ/ĐU") && what.contains("không ghi lý do"), "{what}");
    cell.rate(here, Level::Completed);
}

#[test]
fn a_decided_rating_is_changed_only_with_a_decision_and_both_levels_stay() {
    let cell = cells();
    let member = cell.member("Lê Thị Hoa");
    let who = Who::Member(member);
    let form = RerateForm {
        level: Some(Level::Completed),
        reason: "kết luận kiểm tra".to_owned(),
        decision: "20-QĐ/ĐU".to_owned(),
        on: "01/03/2026".to_owned(),
        body: "Đảng ủy Sở".to_owned(),
    };
    let rerate = |form: RerateForm| {
        cell.office.ask(move |database, author| ratings::rerate(database, YEAR, who, &form, author))
    };
    assert_eq!(refused(rerate(form.clone())), [(Field::Year, Kind::NothingRated { year: YEAR })]);
    cell.rate(member, Level::Good);
    assert_eq!(refused(rerate(form.clone())), [(Field::Year, Kind::NotDecided { year: YEAR })]);
    cell.decide(None).unwrap();
    let empty = refused(rerate(RerateForm::default()));
    assert_eq!(
        empty.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
        [Field::Level, Field::Reason, Field::Decision, Field::DecidedOn]
    );
    let same = RerateForm { level: Some(Level::Good), ..form.clone() };
    assert_eq!(refused(rerate(same)), [(Field::Level, Kind::SameAsBefore)]);
    let old = RerateForm { level: Some(Level::Weak), ..form.clone() };
    assert_eq!(refused(rerate(old)), [(Field::Level, Kind::NoSuchLevel { year: YEAR })]);

    let done = rerate(form).unwrap();
    let sheet = cell.sheet(YEAR, None);
    let (whose, change) = &sheet.beside.reratings[0];
    assert_eq!((*whose, change.before, change.level), (who, Level::Good, Level::Completed));
    assert_eq!(cell.level(member), Some(Rating::Level(Level::Completed)));
    // It can be taken back though the year is decided, and made again.
    let back = cell.undo(done.changes.sequence).unwrap();
    assert_eq!(cell.level(member), Some(Rating::Level(Level::Good)));
    assert!(cell.sheet(YEAR, None).beside.reratings.is_empty());
    cell.undo(back.changes.sequence).unwrap();
    assert_eq!(cell.level(member), Some(Rating::Level(Level::Completed)));
}

#[test]
fn warnings_are_found_acknowledged_and_taken_back() {
    let cell = cells();
    let leader = cell.member("Lê Thị Hoa");
    let moved = cell.office.member(cell.two, "Trần Văn Ba", "03/02/2001");
    cell.office.transfer(moved, cell.one, "01/06/2025");
    let new = cell.office.member(cell.one, "Võ Thị Mới", "01/09/2025");
    let post = PostForm {
        sphere: Some(Sphere::Party),
        title: "Phó Bí thư Chi bộ".to_owned(),
        from_on: "2020".to_owned(),
        ..PostForm::default()
    };
    cell.office.done(move |database, author| members::save_post(database, leader, None, &post, author));
    let discipline = DisciplineForm {
        form: Some(DisciplineKind::Reprimand),
        decided_on: "05/05/2025".to_owned(),
        ..DisciplineForm::default()
    };
    let of_moved = Who::Member(moved);
    cell.office.done(move |database, author| {
        ratings::save_discipline(database, of_moved, None, &discipline, author)
    });
    assert_eq!(cell.kinds(), [], "nobody is rated yet");
    cell.rate_unit(cell.one, Level::Good);
    for member in [leader, moved, new] {
        cell.rate(member, Level::Excellent);
    }
    cell.of(leader, Entry::Points(Some(8_999))).unwrap();
    let votes = [(Level::Good, 2), (Level::Excellent, 1)];
    cell.of(new, Entry::WholeBallot(ballot([3, 3, 3], &votes))).unwrap();
    let found = cell.warnings();
    let mut of: Vec<(&str, &Warning)> =
        found.iter().map(|warned| (warned.name.as_str(), &warned.flag.warning)).collect();
    of.sort_by_key(|(_, warning)| warning.kind());
    let day = crate::people::day;
    let expected = [
        ("Võ Thị Mới", &Warning::Excluded { why: NotRated::NewMember }),
        ("Trần Văn Ba", &Warning::Moved { from: cell.two, on: day("01/06/2025") }),
        ("Trần Văn Ba", &Warning::Disciplined { form: DisciplineKind::Reprimand, on: day("05/05/2025") }),
        ("Lê Thị Hoa", &Warning::AboveUnit { unit: cell.one, level: Level::Good }),
        ("Võ Thị Mới", &Warning::Ballot { level: Level::Good, votes: 2, valid: 3 }),
        ("Lê Thị Hoa", &Warning::Points { points: 8_999, level: Level::Good }),
        ("", &Warning::NoDecision),
    ];
    assert_eq!(of, expected);

    let noted = [(Who::Member(moved), WarningKind::Moved), (Who::Unit(cell.one), WarningKind::NoDecision)];
    let acknowledge = |note: &'static str| {
        cell.office.done(move |database, author| {
            ratings::acknowledge(database, (YEAR, Subject::Member), &noted, note, author)
        })
    };
    let done = acknowledge("đã có nhận xét của nơi cũ");
    let notes = |cell: &Cell| cell.warnings().into_iter().filter(|warned| warned.flag.note.is_some()).count();
    assert_eq!(notes(&cell), 2);
    assert!(!cell.missing().iter().any(|it| matches!(it.lack, Lack::Warning(Warning::Moved { .. }))));
    cell.undo(done.changes.sequence).unwrap();
    assert_eq!(notes(&cell), 0);
    acknowledge("lần nữa");
    acknowledge("");
    assert_eq!(notes(&cell), 0, "an empty note takes it back");
}

#[test]
fn what_was_dated_back_into_a_decided_year_is_told_before_and_after() {
    let cell = cells();
    let stays = cell.member("Lê Thị Hoa");
    let goes = cell.member("Trần Văn Ba");
    let moves = cell.member("Võ Thị Tư");
    for member in [stays, goes, moves] {
        cell.rate(member, Level::Good);
    }
    cell.decide(None).unwrap();
    let two = cell.two;
    let told = cell
        .office
        .done(move |database, author| members::changed_books(database, goes, "01/12/2025", None, author));
    let kinds: Vec<Kind> = told.into_iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::ChangesDecidedYear { year: 2025 }]);
    let none = cell
        .office
        .done(move |database, author| members::changed_books(database, goes, "01/01/2026", None, author));
    assert!(none.is_empty());

    cell.office.status(goes, Status::Died, "01/12/2025");
    let form = TransferForm { unit: Some(two), on: "01/12/2025".to_owned(), decision: String::new() };
    let moved = cell.office.done(move |database, author| members::transfer(database, moves, &form, author));
    assert_eq!(moved.value.warnings[0].kind, Kind::ChangesDecidedYear { year: 2025 });
    let late = cell.office.member(cell.one, "Phan Thị Muộn", "03/02/2001");
    let found: Vec<(Who, WarningKind)> =
        cell.warnings().iter().map(|warned| (warned.who, warned.flag.warning.kind())).collect();
    let expected = [
        (Who::Member(late), WarningKind::Unrated),
        (Who::Member(moves), WarningKind::Moved),
        (Who::Member(moves), WarningKind::OtherUnit),
        (Who::Member(goes), WarningKind::OffBooks),
    ];
    let mut sorted = found.clone();
    sorted.sort_by_key(|it| expected.iter().position(|known| known == it));
    assert_eq!(sorted, expected);
}

#[test]
fn what_is_missing_is_listed_until_only_the_decision_is() {
    let cell = cells();
    let (hoa, ba) = (cell.member("Lê Thị Hoa"), cell.member("Trần Văn Ba"));
    let lacks = |cell: &Cell| -> Vec<(Who, &'static str)> {
        cell.missing().iter().map(|it| (it.who, it.lack.code())).collect()
    };
    let (of_hoa, of_ba) = (Who::Member(hoa), Who::Member(ba));
    assert_eq!(lacks(&cell), [(of_ba, "rating"), (of_hoa, "rating")]);
    cell.rate(hoa, Level::Good);
    cell.of(ba, Entry::Rating(Some(Rating::NotRated { why: NotRated::Exempt, reason: None }))).unwrap();
    assert_eq!(lacks(&cell), [(Who::Unit(cell.one), "decision")]);
    // A register that keeps ballots asks for them.
    cell.office.done(|database, author| ratings::show_parts(database, &[Part::Ballot], author));
    assert_eq!(lacks(&cell), [(of_hoa, "no_ballot")]);
    cell.of(hoa, Entry::Ballot(BallotPlace::Issued, Some(2))).unwrap();
    assert_eq!(lacks(&cell), [(of_hoa, "open_ballot")]);
    let counted = ballot([2, 2, 2], &[(Level::Excellent, 2)]);
    cell.of(hoa, Entry::WholeBallot(counted)).unwrap();
    assert_eq!(lacks(&cell), [(of_hoa, "warning")]);
    cell.rate(hoa, Level::Excellent);
    assert_eq!(lacks(&cell), [(Who::Unit(cell.one), "decision")]);
    cell.decide(Some(cell.one)).unwrap();
    assert_eq!(lacks(&cell), []);
}

#[test]
fn last_year_fills_what_is_empty_and_overwrites_nothing() {
    let cell = cells();
    let (hoa, ba, tu) = (cell.member("Lê Thị Hoa"), cell.member("Trần Văn Ba"), cell.member("Võ Thị Tư"));
    let before = [
        (Who::Member(hoa), Entry::Rating(Some(Rating::Level(Level::Excellent)))),
        (Who::Member(hoa), Entry::Group(Some("Cấp ủy".to_owned()))),
        (Who::Member(hoa), Entry::Step(StepKind::SelfRating, said(Some(Level::Excellent), ""))),
        (Who::Member(ba), Entry::Rating(Some(Rating::Level(Level::Good)))),
        (Who::Member(tu), Entry::Rating(Some(Rating::Level(Level::Good)))),
    ];
    cell.office
        .done(move |database, author| ratings::enter(database, (YEAR - 1, Subject::Member), &before, author));
    cell.rate(ba, Level::Completed);
    cell.office.status(tu, Status::Exempt, "01/06/2025");
    let copy = |what| {
        let whos = [hoa, ba, tu].map(Who::Member);
        cell.office.done(move |database, author| {
            ratings::copy_from_last_year(database, (YEAR, Subject::Member), &whos, what, author)
        })
    };
    let all = Copied { level: true, group: true, steps: true };
    let copied = copy(all);
    assert_eq!(copied.value, 1);
    assert_eq!(cell.level(hoa), Some(Rating::Level(Level::Excellent)));
    assert_eq!(cell.level(ba), Some(Rating::Level(Level::Completed)), "what stands stays");
    assert_eq!(cell.level(tu), None, "the rules leave the exempt out");
    let steps = cell.steps(hoa);
    assert_eq!(steps.group.as_deref(), Some("Cấp ủy"));
    assert_eq!(steps.level(StepKind::SelfRating), Some(Level::Excellent));
    assert!(copy(all).changes.is_empty());
    cell.undo(copied.changes.sequence).unwrap();
    assert!(cell.steps(hoa).is_empty() && cell.level(hoa).is_none());
}

#[test]
fn discipline_is_recorded_and_closed() {
    let cell = cells();
    let who = Who::Member(cell.member("Lê Thị Hoa"));
    let form = DisciplineForm {
        form: Some(DisciplineKind::Warning),
        decided_on: "05/05/2025".to_owned(),
        decision: "7-QĐ/UBKT".to_owned(),
        body: "Ủy ban Kiểm tra".to_owned(),
        ..DisciplineForm::default()
    };
    let save = |row, form: DisciplineForm| {
        cell.office.ask(move |database, author| ratings::save_discipline(database, who, row, &form, author))
    };
    let row = save(None, form.clone()).unwrap();
    assert_eq!(row.changes.members, [who.member().unwrap().0], "the record is shown anew");
    let ended = DisciplineForm { ended_on: "05/05/2026".to_owned(), ..form };
    save(Some(row.value), ended).unwrap();
    let known = cell.office.done(move |database, _| ratings::discipline_of(database, who));
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].fields.ended_on, Some(crate::people::day("05/05/2026")));
    assert!(save(Some(row.value + 1), DisciplineForm::from(&known[0].fields)).is_err());
}

mod books {
    //! For any history of a register the books of a year add up: members at 31/12 = rated + not
    //! rated + open, for the whole and cell by cell, and a rating is either on the books or told
    //! as a warning.

    use proptest::prelude::*;

    use super::*;

    /// What happens to a member in turn.
    #[derive(Debug, Clone, Copy)]
    enum Event {
        Rated(Level),
        NotRated,
        Cleared,
        Leaves(u32),
        Moves(u32),
        Exempt(u32),
    }

    fn event() -> impl Strategy<Value = Event> {
        let month = 1_u32..=12;
        prop_oneof![
            prop_oneof![Just(Level::Excellent), Just(Level::Good), Just(Level::Completed)]
                .prop_map(Event::Rated),
            Just(Event::NotRated),
            Just(Event::Cleared),
            month.clone().prop_map(Event::Leaves),
            month.clone().prop_map(Event::Moves),
            month.prop_map(Event::Exempt),
        ]
    }

    fn happen(cell: &Cell, member: MemberId, event: Event) {
        let day = |month: u32| format!("15/{month:02}/{YEAR}");
        let rating = |rating| {
            // Whoever has left can't be rated; that is refused, and nothing changes.
            let _ = cell.of(member, Entry::Rating(rating));
        };
        match event {
            Event::Rated(level) => rating(Some(Rating::Level(level))),
            Event::NotRated => rating(Some(Rating::NotRated { why: NotRated::Exempt, reason: None })),
            Event::Cleared => rating(None),
            Event::Moves(month) => {
                let form = TransferForm { unit: Some(cell.two), on: day(month), decision: String::new() };
                let _ = cell
                    .office
                    .ask(move |database, author| members::transfer(database, member, &form, author));
            }
            Event::Leaves(month) | Event::Exempt(month) => {
                let status = if matches!(event, Event::Leaves(_)) { Status::Died } else { Status::Exempt };
                let form = so_chi_bo::domain::member::StatusForm {
                    status: Some(status),
                    on: day(month),
                    ..so_chi_bo::domain::member::StatusForm::default()
                };
                let _ = cell
                    .office
                    .ask(move |database, author| members::change_status(database, member, &form, author));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn the_books_add_up_whatever_happened(
            histories in proptest::collection::vec(proptest::collection::vec(event(), 0..5), 1..6),
        ) {
            let cell = cells();
            for (place, history) in histories.iter().enumerate() {
                let member = cell.member(&format!("Nguyễn Văn {}", char::from(b'A' + u8::try_from(place).unwrap())));
                for event in history {
                    happen(&cell, member, *event);
                }
            }
            let adds_up = |sheet: &MemberSheet| {
                let tally = sheet.tally();
                let members = i64::try_from(sheet.rows.len()).unwrap();
                (members, tally.rated() + tally.not_rated + tally.open)
            };
            let whole = cell.sheet(YEAR, None);
            let (members, sum) = adds_up(&whole);
            prop_assert_eq!(members, sum);
            let (one, two) = (cell.sheet(YEAR, Some(cell.one)), cell.sheet(YEAR, Some(cell.two)));
            prop_assert_eq!(one.rows.len() + two.rows.len(), whole.rows.len());
            prop_assert_eq!(adds_up(&one).1 + adds_up(&two).1, sum);
            prop_assert!(whole.rows.len() <= histories.len());

            // Each rating of the year is that of somebody on the books, or told.
            let units = [cell.top, cell.one, cell.two];
            let stored = cell.office.done(move |database, _| {
                database.read(|tx| Ok(so_chi_bo::store::rating::warnings::made_in(tx, &units, YEAR)?))
            });
            let on_books = whole.rows.iter().filter(|row| row.rating.is_some()).count();
            prop_assert_eq!(stored, on_books + whole.beside.off_books.len());
            let made_elsewhere = whole
                .rows
                .iter()
                .filter(|row| row.rating.is_some() && row.made_in != Some(row.unit))
                .count();
            let told = cell.kinds().iter().filter(|kind| **kind == WarningKind::OtherUnit).count();
            prop_assert_eq!(made_elsewhere, told);
        }
    }
}
