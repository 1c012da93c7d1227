//! Cells of lists, stored as one step: what reaches rows, changes, journal and undo, and what is
//! refused with nothing written.

use crate::people::Office;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::MemberFields;
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::rating::{Level, Rating};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::columns::{Locked, MemberColumn as Column, Wrong};
use so_chi_bo::services::members::{self, Amended, CellEdit, CellRefusal};
use so_chi_bo::services::quotas::{self, TargetRefusal};
use so_chi_bo::services::{Committed, Error, Step, Table, history, ratings, sample};

type Edit<'a> = (MemberId, Column, &'a str);

fn edits(cells: &[Edit<'_>]) -> Vec<CellEdit> {
    let edit = |(member, column, text): &Edit<'_>| CellEdit {
        member: *member,
        column: *column,
        text: (*text).to_owned(),
    };
    cells.iter().map(edit).collect()
}

fn amend(office: &Office, cells: &[Edit<'_>]) -> Step<Amended, CellRefusal> {
    let edits = edits(cells);
    office.done(move |database, author| members::amend(database, &edits, author))
}

fn amended(office: &Office, cells: &[Edit<'_>]) -> Committed<Amended> {
    match amend(office, cells) {
        Step::Done(committed) => committed,
        Step::Refused(refusals) => panic!("refused: {refusals:?}"),
    }
}

fn refused(office: &Office, cells: &[Edit<'_>]) -> Vec<(MemberId, Column, Wrong)> {
    match amend(office, cells) {
        Step::Done(done) => panic!("stored: {done:?}"),
        Step::Refused(refusals) => told(refusals),
    }
}

fn checked(office: &Office, cells: &[Edit<'_>]) -> Vec<(MemberId, Column, Wrong)> {
    let edits = edits(cells);
    told(office.done(move |database, author| members::check_cells(database, &edits, author)))
}

fn told(refusals: Vec<CellRefusal>) -> Vec<(MemberId, Column, Wrong)> {
    refusals.into_iter().map(|refusal| (refusal.member, refusal.column, refusal.wrong)).collect()
}

fn fields(office: &Office, member: MemberId) -> MemberFields {
    office.done(move |database, _| members::record(database, member)).fields
}

fn last(office: &Office) -> i64 {
    office.done(|database, _| history::last_sequence(database))
}

fn what(office: &Office, sequence: i64) -> String {
    office.done(move |database, _| history::entry(database, sequence)).what
}

/// A cell with two members, admitted on 19/05/2010.
fn two() -> (Office, UnitId, MemberId, MemberId) {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Một", "");
    let an = office.member(cell, "Lê An", "19/05/2010");
    let binh = office.member(cell, "Lê Bình", "19/05/2010");
    (office, cell, an, binh)
}

#[test]
fn many_cells_are_one_entry_and_one_undo_takes_all_back() {
    let (office, _, an, binh) = two();
    let before = (fields(&office, an), fields(&office, binh));
    let first = last(&office);
    let done = amended(
        &office,
        &[
            (an, Column::HomeTown, "  Trà  Cú "),
            (an, Column::Born, "3/1975"),
            (binh, Column::PersonalId, "008 170 001 234"),
            (binh, Column::Sex, "nam"),
            (binh, Column::Note, "Nguye\u{302}\u{303}n"),
        ],
    );
    assert_eq!((done.value.cells, done.value.members), (5, 2));
    assert_eq!(done.changes.sequence, first + 1);
    assert_eq!(done.changes.rows, [(Table::Member, an.0), (Table::Member, binh.0)]);
    assert_eq!(done.changes.members, [an.0, binh.0]);
    assert_eq!(what(&office, first + 1), "Sửa 5 ô của 2 đảng viên");
    let (after_an, after_binh) = (fields(&office, an), fields(&office, binh));
    assert_eq!(after_an.texts.home_town.as_deref(), Some("Trà Cú"));
    assert_eq!(after_an.born_on.to_iso(), "1975-03");
    assert_eq!(after_binh.texts.personal_id.as_deref(), Some("008170001234"), "the zeros stay");
    assert_eq!(after_binh.texts.note.as_deref(), Some("Nguyễn"), "NFC");
    assert_ne!(after_binh.sex, before.1.sex);
    office.done(move |database, author| history::undo(database, first + 1, author));
    assert_eq!((fields(&office, an), fields(&office, binh)), before);
}

#[test]
fn the_journal_says_in_words_what_was_done() {
    let (office, _, an, _) = two();
    let one = amended(&office, &[(an, Column::Phone, "0912 345 678")]);
    assert_eq!(what(&office, one.changes.sequence), "Sửa Điện thoại của Lê An");
    let several = amended(&office, &[(an, Column::Phone, ""), (an, Column::Note, "x")]);
    assert_eq!(what(&office, several.changes.sequence), "Sửa 2 ô của Lê An");
    assert_eq!(fields(&office, an).texts.phone, None, "an empty text clears");
}

#[test]
fn what_is_there_already_is_no_change() {
    let (office, _, an, binh) = two();
    let _ = amended(&office, &[(an, Column::CardNumber, "40.251240")]);
    let before = last(&office);
    let same = amended(
        &office,
        &[
            (an, Column::Name, " Lê  An"),
            (an, Column::CardNumber, "40251240"),
            (an, Column::Born, "2/9/1970"),
            (an, Column::Sex, "NỮ"),
            // What can't be typed in may be given the text it shows.
            (an, Column::Unit, "Chi bộ Một"),
            (an, Column::Age, "56"),
        ],
    );
    assert!(same.changes.is_empty());
    assert_eq!((same.value.cells, last(&office)), (0, before));
    let some = amended(&office, &[(an, Column::Note, ""), (binh, Column::Note, "mới")]);
    assert_eq!((some.value.cells, some.changes.members), (1, vec![binh.0]));
}

#[test]
fn nothing_is_written_when_a_cell_is_refused_and_each_says_why() {
    let (office, _, an, binh) = two();
    let before = last(&office);
    let cells = [
        (an, Column::HomeTown, "Trà Cú"),
        (an, Column::Born, "31/02/1975"),
        (an, Column::Name, ""),
        (binh, Column::Age, "40"),
        (binh, Column::Status, "Đã mất"),
        (binh, Column::Sex, "x"),
        (binh, Column::Official, "1/1/2027"),
        (MemberId(99), Column::Note, "?"),
    ];
    let problem = |kind| Wrong::Problem(kind);
    let expected = [
        (an, Column::Born, problem(Kind::NoSuchDay)),
        (an, Column::Name, problem(Kind::Required)),
        (binh, Column::Age, Wrong::Locked(Locked::Computed)),
        (binh, Column::Status, Wrong::Locked(Locked::ByStatus)),
        (binh, Column::Sex, problem(Kind::NotInList)),
        (binh, Column::Official, problem(Kind::InFuture)),
        (MemberId(99), Column::Note, problem(Kind::NotFound)),
    ];
    assert_eq!(refused(&office, &cells), expected);
    assert_eq!(checked(&office, &cells), expected);
    assert_eq!(last(&office), before);
    assert_eq!(fields(&office, an).texts.home_town, None);
    // Without those the rest is stored.
    assert_eq!(amended(&office, &cells[..1]).value.cells, 1);
}

#[test]
fn dates_that_disagree_are_told_at_the_cell_that_was_typed_in() {
    let (office, _, an, _) = two();
    let _ = amended(&office, &[(an, Column::Official, "19/05/2011")]);
    let found = refused(&office, &[(an, Column::Ceremony, "1/6/2012")]);
    let official = crate::people::day("19/05/2011");
    let after = Kind::After { other: Field::OfficialOn, date: official };
    assert_eq!(found, [(an, Column::Ceremony, Wrong::Problem(after))]);
    // Together they are right.
    let both = [(an, Column::Ceremony, "1/6/2012"), (an, Column::Official, "1/6/2013")];
    assert_eq!(amended(&office, &both).value.cells, 2);
    // When one of them falls out, the other one is compared with what stays.
    let half = [(an, Column::Ceremony, "1/6/2015"), (an, Column::Official, "31/6/2016")];
    let columns: Vec<Column> = checked(&office, &half).into_iter().map(|(_, column, _)| column).collect();
    assert_eq!(columns, [Column::Ceremony, Column::Official]);
}

#[test]
fn a_number_that_somebody_has_is_refused_and_two_may_swap_theirs() {
    let (office, cell, an, binh) = two();
    let chi = office.member(cell, "Lê Chi", "19/05/2010");
    let first = [(an, Column::CardNumber, "084075001234"), (binh, Column::CardNumber, "084075005678")];
    let _ = amended(&office, &first);
    let duplicate = |of: &str| Wrong::Problem(Kind::Duplicate { of: of.to_owned() });
    let taken = refused(&office, &[(chi, Column::CardNumber, "084 075 001 234")]);
    assert_eq!(taken, [(chi, Column::CardNumber, duplicate("Lê An"))]);
    let twice = [(an, Column::PersonalId, "084170000001"), (chi, Column::PersonalId, "084170000001")];
    assert_eq!(refused(&office, &twice), [(chi, Column::PersonalId, duplicate("Lê An"))]);
    let swap = [(an, Column::CardNumber, "084075005678"), (binh, Column::CardNumber, "084075001234")];
    assert!(checked(&office, &swap).is_empty());
    assert_eq!(amended(&office, &swap).value.cells, 2);
    // A swap of which one half falls out is no swap.
    let half = [
        (an, Column::CardNumber, "084075001234"),
        (binh, Column::CardNumber, "084075005678"),
        (binh, Column::Name, "R2D2"),
    ];
    let kept: Vec<Edit<'_>> = {
        let found = checked(&office, &half);
        half.into_iter().filter(|(m, c, _)| !found.iter().any(|(m2, c2, _)| (m, c) == (m2, c2))).collect()
    };
    assert_eq!(kept.len(), 2, "the name alone is wrong");
    let _ = amended(&office, &kept);
    let broken = [(an, Column::CardNumber, "084075005678"), (binh, Column::CardNumber, "12")];
    let found = checked(&office, &broken);
    assert_eq!(found[0], (an, Column::CardNumber, duplicate("Lê Bình")));
    assert_eq!(found.len(), 2);
}

#[test]
fn the_place_of_admission_is_locked_when_it_is_a_unit() {
    let (office, cell, an, _) = two();
    let place = |text: &'static str| [(an, Column::AdmissionPlace, text)];
    assert_eq!(amended(&office, &place("Đảng bộ khác")).value.cells, 1);
    let mut form = so_chi_bo::domain::member::MemberForm::from(&fields(&office, an));
    form.admission_unit = Some(cell);
    office.done(move |database, author| members::edit(database, an, &form, None, author));
    assert_eq!(
        refused(&office, &place("Nơi khác")),
        [(an, Column::AdmissionPlace, Wrong::Locked(Locked::ByUnit))]
    );
    assert!(amended(&office, &place("Chi bộ Một")).changes.is_empty(), "what it shows");
}

#[test]
fn warnings_come_with_what_was_stored() {
    let (office, _, an, _) = two();
    let done =
        amended(&office, &[(an, Column::Ethnicity, "Khơ-me"), (an, Column::PersonalId, "084075001234")]);
    let found: Vec<(Field, Kind)> =
        done.value.warnings.into_iter().map(|(_, problem)| (problem.field, problem.kind)).collect();
    assert_eq!(found, [(Field::PersonalId, Kind::PersonalIdDisagrees), (Field::Ethnicity, Kind::NotInList)]);
    let next = amended(&office, &[(an, Column::Note, "x")]);
    assert!(next.value.warnings.is_empty(), "only of what was changed");
}

#[test]
fn a_large_paste_is_one_step() {
    let office = Office::on("20/11/2026");
    office.done(|database, author| sample::fill(database, Some(600), author));
    let ids: Vec<MemberId> = office.done(|database, _| {
        Ok(so_chi_bo::services::directory::load(database)?.members().map(|member| member.id).collect())
    });
    let columns =
        [Column::HomeTown, Column::Occupation, Column::Phone, Column::Note, Column::Email, Column::WorkGroup];
    let texts: Vec<String> = (0..ids.len()).map(|place| format!("09{place:08}")).collect();
    let cells: Vec<Edit<'_>> = ids
        .iter()
        .zip(&texts)
        .flat_map(|(id, text)| {
            columns
                .map(|column| (*id, column, if column == Column::Email { "a@b.vn" } else { text.as_str() }))
        })
        .collect();
    let done = amended(&office, &cells);
    assert_eq!(done.value.members, ids.len());
    assert_eq!(done.value.cells, cells.len());
    let sequence = done.changes.sequence;
    office.done(move |database, author| history::undo(database, sequence, author));
    assert_ne!(fields(&office, ids[0]).texts.note.as_deref(), Some(texts[0].as_str()));
}

// ---- quotas and ratings

#[test]
fn targets_of_many_units_are_one_entry_or_nothing() {
    let office = Office::on("20/11/2026");
    let committee = office.unit(None, UnitKind::Committee, "DU", "");
    let first = office.unit(Some(committee), UnitKind::BaseCell, "C1", "");
    let second = office.unit(Some(committee), UnitKind::BaseCell, "C2", "");
    let set = |targets: &[(UnitId, &str)]| {
        let targets: Vec<(UnitId, String)> =
            targets.iter().map(|(unit, text)| (*unit, (*text).to_owned())).collect();
        office.done(move |database, author| quotas::set_targets(database, 2026, &targets, author))
    };
    let read = || {
        let sheet = office.done(|database, _| quotas::sheet(database, 2026, None));
        sheet.rows.iter().map(|row| row.result.target).collect::<Vec<_>>()
    };
    let Step::Done(done) = set(&[(first, "3"), (second, "9"), (second, "4")]) else { panic!("refused") };
    assert_eq!(read(), [None, Some(3), Some(4)]);
    assert_eq!(done.changes.rows.len(), 2);
    let sequence = done.changes.sequence;
    assert_eq!(what(&office, sequence), "Chỉ tiêu kết nạp năm 2026 của 2 tổ chức");
    let refused = set(&[(first, "5"), (second, "vài"), (UnitId(99), "1")]);
    let expected = vec![
        TargetRefusal { unit: second, kind: Kind::NotANumber },
        TargetRefusal { unit: UnitId(99), kind: Kind::NotFound },
    ];
    assert_eq!(refused, Step::Refused(expected));
    assert_eq!((read(), last(&office)), (vec![None, Some(3), Some(4)], sequence));
    let Step::Done(same) = set(&[(first, "3"), (second, "")]) else { panic!("refused") };
    assert_eq!(what(&office, same.changes.sequence), "Chỉ tiêu kết nạp năm 2026 của C2");
    office.done(move |database, author| history::undo(database, sequence + 1, author));
    office.done(move |database, author| history::undo(database, sequence, author));
    assert_eq!(read(), [None, None, None]);
}

#[test]
fn ratings_of_many_members_are_one_entry_or_nothing() {
    let (office, _, an, binh) = two();
    let before = last(&office);
    let rate = |ratings: Vec<(MemberId, Option<Rating>)>| {
        office.ask(move |database, author| ratings::rate_members(database, 2025, &ratings, author))
    };
    let done = rate([an, binh].map(|id| (id, Some(Rating::Level(Level::Good)))).to_vec()).unwrap();
    assert_eq!(done.changes.sequence, before + 1);
    assert_eq!(what(&office, before + 1), "Xếp loại năm 2025: 2 đảng viên");
    let half = rate(vec![(an, None), (MemberId(99), Some(Rating::Level(Level::Good)))]);
    assert!(
        matches!(half, Err(Error::Refused(problems)) if problems[0].kind == Kind::NotOnBooks { year: 2025 })
    );
    assert_eq!(last(&office), before + 1, "nothing of it is written");
}
