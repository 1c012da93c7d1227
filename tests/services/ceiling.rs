//! The ceiling and what follows from ratings, over real registers.

use crate::people::Office;
use proptest::prelude::*;
use so_chi_bo::domain::id::{ConsequenceId, MemberId, UnitId};
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::rating::ceiling::{Deciding, Gauge, Share, State};
use so_chi_bo::domain::rating::consequence::{ConsequenceForm, ConsequenceKind};
use so_chi_bo::domain::rating::{Entry, Level, NotRated, Rating, RegimeForm, Subject, Who};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::ratings::ceiling::{self, Basis, RaiseForm, RaisePlace};
use so_chi_bo::services::ratings::{self, Total, consequences};
use so_chi_bo::services::{Error, Result, history, regimes};
use so_chi_bo::store::{journal, rating as stored};

const YEAR: i32 = 2026;

fn rate(office: &Office, year: i32, ratings: Vec<(MemberId, Option<Rating>)>) {
    office.done(move |database, author| ratings::rate_members(database, year, &ratings, author));
}

/// Members of a cell with so many excellent and good; their identities.
fn fill(office: &Office, cell: UnitId, excellent: usize, good: usize) -> Vec<MemberId> {
    let levels = [(Level::Excellent, excellent), (Level::Good, good)];
    let levels = levels.into_iter().flat_map(|(level, count)| std::iter::repeat_n(level, count));
    let ratings: Vec<_> = levels
        .enumerate()
        .map(|(number, level)| {
            let member = office.member(cell, &format!("Đảng Viên {}", letters(number)), "19/05/2010");
            (member, Some(Rating::Level(level)))
        })
        .collect();
    let members = ratings.iter().map(|(member, _)| *member).collect();
    rate(office, YEAR, ratings);
    members
}

fn letters(number: usize) -> String {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap());
    format!("X{}{}", letter(number / 26), letter(number))
}

fn basis(office: &Office, subject: Subject, unit: Option<UnitId>) -> Basis {
    office.done(move |database, _| ceiling::basis(database, YEAR, subject, unit))
}

fn gauges(office: &Office, unit: Option<UnitId>) -> Vec<Gauge> {
    basis(office, Subject::Member, unit).stored()
}

fn kinds<T: std::fmt::Debug>(result: Result<T>) -> Vec<(Field, Kind)> {
    match result {
        Err(Error::Refused(problems)) => problems.into_iter().map(|it| (it.field, it.kind)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

struct Town {
    office: Office,
    committee: UnitId,
    organisation: UnitId,
    first: UnitId,
    second: UnitId,
    alone: UnitId,
}

fn town() -> Town {
    let office = Office::on("20/12/2026");
    let committee = office.unit(None, UnitKind::Committee, "Đảng ủy xã", "");
    let organisation = office.unit(Some(committee), UnitKind::BaseOrganisation, "Đảng bộ trường", "");
    let first = office.unit(Some(organisation), UnitKind::Cell, "Chi bộ 1", "");
    let second = office.unit(Some(organisation), UnitKind::Cell, "Chi bộ 2", "");
    let alone = office.unit(Some(committee), UnitKind::BaseCell, "Chi bộ chợ", "");
    Town { office, committee, organisation, first, second, alone }
}

#[test]
fn cells_are_pooled_where_their_ratings_are_decided() {
    let town = town();
    fill(&town.office, town.first, 1, 3);
    fill(&town.office, town.second, 1, 8);
    fill(&town.office, town.alone, 1, 4);
    let all = gauges(&town.office, None);
    let of: Vec<_> = all.iter().map(|gauge| (gauge.decider, gauge.share, gauge.state)).collect();
    assert_eq!(
        of,
        [
            (town.organisation, Share { best: 2, base: 11, limit: 2 }, State::ExceededBelow),
            (town.committee, Share { best: 1, base: 4, limit: 0 }, State::Exceeded),
        ]
    );
    // Asked of one cell, the others that the same level decides still count.
    let of_first = gauges(&town.office, Some(town.first));
    assert_eq!(of_first.len(), 1);
    assert_eq!(of_first[0], all[0]);
    assert_eq!(of_first[0].units[0].state, State::ExceededBelow);

    town.office.done(|database, author| ceiling::set_deciding(database, Deciding::Committee, author));
    let of = gauges(&town.office, None);
    assert_eq!((of.len(), of[0].decider), (1, town.committee));
    assert_eq!((of[0].share, of[0].state), (Share { best: 3, base: 15, limit: 3 }, State::ExceededBelow));
}

#[test]
fn what_is_typed_counts_before_it_is_stored() {
    let town = town();
    let members = fill(&town.office, town.first, 1, 6);
    fill(&town.office, town.second, 0, 4);
    let basis = basis(&town.office, Subject::Member, Some(town.first));
    assert_eq!(basis.stored()[0].share, Share { best: 1, base: 10, limit: 2 });
    let excellent = Rating::Level(Level::Excellent);
    let typed = members.iter().map(|member| (member.0, town.first, Some(&excellent)));
    let live = basis.live(typed);
    assert_eq!(live[0].share, Share { best: 7, base: 4, limit: 0 });
    assert_eq!((live[0].state, live[0].units.len()), (State::Exceeded, 2));
    assert_eq!(basis.live(std::iter::empty())[0].share, Share { best: 0, base: 4, limit: 0 });
}

#[test]
fn a_decision_raises_the_ceiling_where_the_rules_let_it() {
    let town = town();
    fill(&town.office, town.first, 2, 8);
    let raise = |year: i32, form: Option<RaiseForm>| {
        let place = RaisePlace { year, subject: Subject::Member, unit: town.organisation };
        town.office.ask(move |database, author| ceiling::raise(database, place, form.as_ref(), author))
    };
    let form = RaiseForm { decision: "20-QĐ/ĐU".to_owned(), on: "10/12/2026".to_owned() };
    assert_eq!(gauges(&town.office, None)[0].state, State::Exceeded);
    let done = raise(YEAR, Some(form.clone())).unwrap();
    let raised = gauges(&town.office, None);
    assert_eq!((raised[0].share.limit, raised[0].state, raised[0].is_raised), (2, State::Within, true));
    assert_eq!(basis(&town.office, Subject::Member, None).raises[0].decision, "20-QĐ/ĐU");
    town.office.done(move |database, author| history::undo(database, done.changes.sequence, author));
    assert_eq!(gauges(&town.office, None)[0].share.limit, 1);

    raise(YEAR, Some(form.clone())).unwrap();
    raise(YEAR, None).unwrap();
    assert_eq!(gauges(&town.office, None)[0].share.limit, 1);
    // 2024's rules know no raised ceiling.
    assert_eq!(kinds(raise(2024, Some(form))), [(Field::RaisedPercent, Kind::NotRaisable { year: 2024 })]);
    let early = RaiseForm { decision: " ".to_owned(), on: "10/12/2025".to_owned() };
    let refused = kinds(raise(YEAR, Some(early)));
    assert_eq!(refused[0], (Field::Decision, Kind::Required));
    assert!(matches!(refused[1], (Field::DecidedOn, Kind::Before { .. })), "{refused:?}");
}

#[test]
fn totals_of_old_years_stand_for_names_that_nobody_has() {
    let town = town();
    let committee = town.committee;
    town.office.done(move |database, _| {
        let operation = journal::Operation { kind: "totals", who: String::new(), undoes: None };
        database.commit(operation, |tx| {
            for (level, count) in [(Level::Excellent, 13), (Level::Good, 62), (Level::Completed, 8)] {
                let total = Total { unit: committee, year: 2018, level: Some(level), count };
                stored::set_total(tx, Subject::Unit, total)?;
            }
            Ok::<_, Error>(())
        })
    });
    let basis = town.office.done(|database, _| ceiling::basis(database, 2018, Subject::Unit, None));
    assert!(basis.has_totals && !basis.ceiling.as_ref().unwrap().confirmed);
    let of = basis.stored();
    assert_eq!((of.len(), of[0].decider, of[0].state), (1, committee, State::Exceeded));
    assert_eq!(of[0].share, Share { best: 13, base: 62, limit: 12 });
    // A regime without a ceiling measures nothing.
    let old = town.office.done(|database, _| ceiling::basis(database, 2012, Subject::Unit, None));
    assert!(old.ceiling.is_none() && old.stored().is_empty());
}

fn followers(office: &Office, year: i32, kind: ConsequenceKind) -> Vec<String> {
    let outcomes = office.done(move |database, _| consequences::report(database, year, None));
    let outcome = outcomes.into_iter().find(|it| it.rule.kind == kind && it.rule.subject == Subject::Member);
    outcome.unwrap().concerned.into_iter().map(|who| who.name).collect()
}

#[test]
fn what_follows_is_asked_of_each_year_running() {
    let town = town();
    let an = town.office.member(town.first, "Nguyễn Thị An", "19/05/2010");
    let binh = town.office.member(town.first, "Trần Văn Bình", "19/05/2010");
    let chi = town.office.member(town.second, "Lê Thị Chi", "19/05/2010");
    let level = |level| Some(Rating::Level(level));
    let ill = Some(Rating::NotRated { why: NotRated::Other, reason: Some("Ốm dài ngày".to_owned()) });
    for year in 2022..=2026 {
        let of_binh = if year == 2024 { ill.clone() } else { level(Level::Excellent) };
        let of_chi = if year >= 2025 { level(Level::NotCompleted) } else { level(Level::Good) };
        rate(&town.office, year, vec![(an, level(Level::Excellent)), (binh, of_binh), (chi, of_chi)]);
    }
    let high = ConsequenceKind::HighCommendation;
    assert_eq!(followers(&town.office, 2026, high), ["Nguyễn Thị An"]);
    assert_eq!(followers(&town.office, 2025, high), Vec::<String>::new());
    let in_year = followers(&town.office, 2026, ConsequenceKind::Commendation);
    assert_eq!(in_year, ["Nguyễn Thị An", "Trần Văn Bình"]);
    assert_eq!(followers(&town.office, 2026, ConsequenceKind::Review), ["Lê Thị Chi"]);
    let of_second = {
        let unit = Some(town.second);
        town.office.done(move |database, _| consequences::report(database, 2026, unit))
    };
    assert!(of_second.iter().all(|it| it.rule.kind == ConsequenceKind::Review || it.concerned.is_empty()));
    // 2021 has no names: five years up to 2025 can't be known.
    let of_2025 = town.office.done(|database, _| consequences::report(database, 2025, None));
    let high = of_2025.iter().find(|it| it.rule.kind == high && it.rule.subject == Subject::Member).unwrap();
    assert_eq!(high.unknown, [2021]);
}

#[test]
fn the_rules_of_what_follows_are_rows() {
    let town = town();
    let before = town.office.done(|database, _| consequences::rules(database));
    let review = before.iter().find(|rule| rule.kind == ConsequenceKind::Review).unwrap();
    assert!(!review.confirmed);
    let mut form = ConsequenceForm::from(review);
    "3".clone_into(&mut form.years);
    let (id, changed) = (review.id, form.clone());
    let done = town.office.done(move |database, author| consequences::change(database, id, &changed, author));
    let rules = |office: &Office| office.done(|database, _| consequences::rules(database));
    let years = |office: &Office| rules(office).into_iter().find(|rule| rule.id == id).map(|rule| rule.years);
    assert_eq!(years(&town.office), Some(3));
    town.office.done(move |database, author| history::undo(database, done.changes.sequence, author));
    assert_eq!(years(&town.office), Some(2));
    form.subject = Subject::Unit;
    let added = town.office.done(move |database, author| consequences::add(database, &form, author)).value;
    assert_eq!(rules(&town.office).len(), before.len() + 1);
    let missing = town.office.ask(move |database, author| {
        let form = ConsequenceForm::from(&rules_of(database)?);
        consequences::change(database, ConsequenceId(999), &form, author)
    });
    assert!(missing.is_err() && added.0 > 0);
}

fn rules_of(
    database: &mut so_chi_bo::services::Database,
) -> Result<so_chi_bo::domain::rating::consequence::Consequence> {
    Ok(consequences::rules(database)?.remove(0))
}

#[test]
fn the_ceiling_follows_its_row() {
    let town = town();
    fill(&town.office, town.first, 2, 8);
    let now = town.office.done(|database, _| regimes::list(database)).remove(0).regime;
    let mut form = RegimeForm::from(&now);
    "25".clone_into(&mut form.members.ceiling.as_mut().unwrap().percent);
    town.office.done(move |database, author| regimes::change(database, now.id, &form, author));
    assert_eq!(gauges(&town.office, None)[0].share.limit, 2);
}

/// Puts members into groups of similar posts.
fn group(office: &Office, members: &[(MemberId, &str)]) {
    let entries: Vec<(Who, Entry)> = members
        .iter()
        .map(|(member, group)| (Who::Member(*member), Entry::Group(Some((*group).to_owned()))))
        .collect();
    office.done(move |database, author| ratings::enter(database, (YEAR, Subject::Member), &entries, author));
}

#[test]
fn similar_posts_are_measured_among_themselves() {
    let town = town();
    let first = fill(&town.office, town.first, 1, 5);
    let second = fill(&town.office, town.second, 1, 5);
    assert_eq!(gauges(&town.office, None)[0].state, State::Within, "2 of 10 together");
    // Of the leaders one of two good is excellent; the others have none for eight.
    group(&town.office, &[(first[0], "Lãnh đạo"), (first[1], "Lãnh đạo"), (second[1], "Lãnh đạo")]);
    let gauge = gauges(&town.office, None).remove(0);
    let groups: Vec<_> = gauge.groups.iter().map(|it| (it.group.as_deref(), it.share)).collect();
    let leaders = Share { best: 1, base: 2, limit: 0 };
    let others = Share { best: 1, base: 8, limit: 1 };
    assert_eq!(groups, [(None, others), (Some("Lãnh đạo"), leaders)]);
    assert_eq!((gauge.share, gauge.state), (Share { best: 2, base: 10, limit: 1 }, State::Exceeded));
    let cell = gauge.units.iter().find(|it| it.unit == town.first).unwrap();
    assert_eq!(cell.groups.len(), 2, "the cell is measured by the same groups");
}

/// What a member of a random register has: the cell, the group, the level.
type Drawn = (usize, usize, usize);

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in the register: each group of a deciding level has a fifth of its good, cut
    /// down; nothing is counted twice; and the state is that of the worst group.
    #[test]
    fn the_ceiling_holds_for_any_register(
        drawn in proptest::collection::vec((0usize..3, 0usize..3, 0usize..4), 0..28),
    ) {
        let town = town();
        let cells = [town.first, town.second, town.alone];
        let names = [None, Some("Lãnh đạo"), Some("Chuyên viên")];
        let levels = [Level::Excellent, Level::Good, Level::Good, Level::Completed];
        let members: Vec<MemberId> = drawn
            .iter()
            .enumerate()
            .map(|(number, it)| town.office.member(cells[it.0], &format!("Người {}", letters(number)), "19/05/2010"))
            .collect();
        let ratings = members.iter().zip(&drawn).map(|(id, it)| (*id, Some(Rating::Level(levels[it.2]))));
        rate(&town.office, YEAR, ratings.collect());
        let grouped: Vec<(MemberId, &str)> =
            members.iter().zip(&drawn).filter_map(|(id, it)| Some((*id, names[it.1]?))).collect();
        group(&town.office, &grouped);
        let all = gauges(&town.office, None);
        let decider = |it: &Drawn| if it.0 == 2 { town.committee } else { town.organisation };
        let count = |of: &dyn Fn(&Drawn) -> bool, level: Level| {
            drawn.iter().filter(|it| levels[it.2] == level && of(it)).count() as i64
        };
        for gauge in &all {
            let mut is_over = false;
            for found in &gauge.groups {
                let of = |it: &Drawn| decider(it) == gauge.decider && names[it.1] == found.group.as_deref();
                let (best, base) = (count(&of, Level::Excellent), count(&of, Level::Good));
                prop_assert_eq!(found.share, Share { best, base, limit: base / 5 });
                is_over |= best > base / 5;
            }
            let total = |part: fn(&Share) -> i64| gauge.groups.iter().map(|it| part(&it.share)).sum::<i64>();
            let sum = Share { best: total(|it| it.best), base: total(|it| it.base), limit: total(|it| it.limit) };
            prop_assert_eq!(gauge.share, sum);
            prop_assert_eq!(gauge.state == State::Exceeded, is_over);
            let of_units: i64 = gauge.units.iter().map(|unit| unit.share.best).sum();
            prop_assert_eq!(of_units, gauge.share.best, "each in one unit");
        }
        let best: i64 = all.iter().map(|gauge| gauge.share.best).sum();
        prop_assert_eq!(best, count(&|_| true, Level::Excellent));
    }
}
