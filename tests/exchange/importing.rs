//! Imports: what reaches the rows, what is asked first, and that nothing changes twice.

use std::sync::Arc;

use so_chi_bo::domain::id::UnitId;
use so_chi_bo::domain::problem::{Field, Kind, Problem};
use so_chi_bo::domain::rating::{Level, Rating};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::exchange::write;
use so_chi_bo::i18n::term::Words;
use so_chi_bo::services::columns::{CellContext, MemberColumn as Column};
use so_chi_bo::services::directory;
use so_chi_bo::services::imports::{
    self, Choice, Effect, Options, Plan, Policy, Request, Row, Special, Subject, Target,
};
use so_chi_bo::services::{Committed, Progress, history, members, quotas, ratings, units};

use super::people::Office;
use super::{request, rows};

fn import(office: &Office, request: &Request) -> Committed<Plan> {
    let request = request.clone();
    office.done(move |database, author| imports::import(database, &request, author, &Progress::default()))
}

fn plan(office: &Office, request: &Request) -> Plan {
    let request = request.clone();
    office.done(move |database, author| imports::plan(database, &request, author, &Progress::default()))
}

fn last(office: &Office) -> i64 {
    office.done(|database, _| history::last_sequence(database))
}

fn cell() -> (Office, UnitId) {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Một", "");
    (office, cell)
}

fn effects(plan: &Plan) -> Vec<&'static str> {
    plan.rows.iter().map(|row| row.effect.code()).collect()
}

fn row(number: u32, cells: &[(Column, &str)]) -> Row {
    let cells = cells.iter().map(|(column, text)| (Target::Column(*column), (*text).to_owned()));
    Row { number, cells: cells.collect(), notes: Vec::new() }
}

fn take() -> Options {
    Options { policy: Policy::Take, ..Options::default() }
}

#[test]
fn a_list_comes_in_as_one_step_and_again_changes_nothing() {
    for name in ["unicode.xlsx", "nfd.xlsx", "tcvn3.xlsx", "vni.xlsx", "old.xls", "list.ods", "semicolon.csv"]
    {
        let (office, _) = cell();
        let before = last(&office);
        let request = request(rows(name, Subject::Members), take());
        assert_eq!(plan(&office, &request).count(Effect::New), 6, "{name}");
        assert_eq!(last(&office), before, "planning writes nothing");
        let done = import(&office, &request);
        assert_eq!(effects(&done.value), ["new"; 6], "{name}: {:?}", done.value);
        assert_eq!(done.changes.sequence, before + 1);
        for policy in Policy::ALL {
            let again =
                Request { options: Options { policy: *policy, ..Options::default() }, ..request.clone() };
            let done = import(&office, &again);
            assert_eq!(effects(&done.value), ["same"; 6], "{name}, {policy:?}: {:?}", done.value);
            assert!(done.changes.is_empty());
        }
        office.done(move |database, author| history::undo(database, before + 1, author));
        assert_eq!(plan(&office, &request).count(Effect::New), 6, "undone as one");
    }
}

#[test]
fn the_same_people_in_another_encoding_are_the_same() {
    let (office, _) = cell();
    import(&office, &request(rows("unicode.xlsx", Subject::Members), take()));
    for name in ["nfd.xlsx", "tcvn3.xlsx", "vni.xlsx", "old.xls"] {
        let plan = plan(&office, &request(rows(name, Subject::Members), take()));
        assert_eq!(effects(&plan), ["same"; 6], "{name}: {:?}", plan);
    }
}

#[test]
fn empty_cells_never_erase_and_policies_hold() {
    let (office, unit) = cell();
    let id = office.member(unit, "Lê An", "19/05/2010");
    let file = row(
        2,
        &[
            (Column::Name, "LÊ AN"),
            (Column::Born, "2/9/1970"),
            (Column::Phone, "0912345678"),
            (Column::HomeTown, ""),
        ],
    );
    let with = |policy| request(vec![file.clone()], Options { policy, ..Options::default() });
    assert_eq!(effects(&plan(&office, &with(Policy::Keep))), ["same"]);
    let filled = plan(&office, &with(Policy::Fill));
    assert_eq!(filled.rows[0].changes.len(), 1, "the name is there already");
    let taken = plan(&office, &with(Policy::Take));
    let changed: Vec<Target> = taken.rows[0].changes.iter().map(|change| change.target).collect();
    assert_eq!(changed, [Target::Column(Column::Name), Target::Column(Column::Phone)]);
    let _ = import(&office, &with(Policy::Fill));
    let fields = office.done(move |database, _| members::record(database, id)).fields;
    assert_eq!((fields.name.as_str(), fields.texts.phone.as_deref()), ("Lê An", Some("0912345678")));
}

#[test]
fn nobody_is_merged_without_consent() {
    let (office, unit) = cell();
    let other = office.unit(None, UnitKind::BaseCell, "Chi bộ Hai", "");
    office.member(unit, "Lê An", "19/05/2010");
    let same_name = |extra: &[(Column, &str)]| {
        let mut cells = vec![
            (Column::Name, "Lê An"),
            (Column::Born, "02/09/1970"),
            (Column::Sex, "Nữ"),
            (Column::Ceremony, "1/1/2012"),
        ];
        cells.extend_from_slice(extra);
        row(5, &cells)
    };
    let in_other = same_name(&[(Column::Unit, "Chi bộ Hai"), (Column::PersonalId, "084170000001")]);
    let request = request(vec![in_other], take());
    let planned = plan(&office, &request);
    assert_eq!(effects(&planned), ["duplicate"]);
    assert_eq!(planned.rows[0].of.as_deref(), Some("Lê An"));
    assert!(import(&office, &request).changes.is_empty());
    let decided = |choice| {
        let choices = [(5, choice)].into_iter().collect();
        Request { options: Options { choices, ..take() }, ..request.clone() }
    };
    assert_eq!(effects(&plan(&office, &decided(Choice::Skip))), ["skipped"]);
    assert_eq!(effects(&plan(&office, &decided(Choice::Another))), ["new"]);
    let same = plan(&office, &decided(Choice::Same(Policy::Take)));
    assert_eq!(effects(&same), ["changed"]);
    assert!(same.rows[0].problems.iter().any(|problem| problem.kind == Kind::KeptAsIs), "the unit stays");
    let _ = other;
}

#[test]
fn a_person_twice_in_one_file_is_taken_once() {
    let (office, _) = cell();
    let mut rows = rows("unicode.xlsx", Subject::Members);
    let mut again = rows[0].clone();
    again.number = 99;
    rows.push(again);
    let request = request(rows, take());
    let expected = ["new", "new", "new", "new", "new", "new", "duplicate"];
    assert_eq!(effects(&import(&office, &request).value), expected);
    let expected = ["same", "same", "same", "same", "same", "same", "duplicate"];
    assert_eq!(effects(&import(&office, &request).value), expected);
}

#[test]
fn numbers_that_others_have_are_refused_with_the_name() {
    let (office, _) = cell();
    import(&office, &request(rows("unicode.xlsx", Subject::Members), take()));
    let stolen = row(
        9,
        &[
            (Column::Name, "Người Khác"),
            (Column::Sex, "Nam"),
            (Column::Born, "1/1/1980"),
            (Column::Ceremony, "1/1/2010"),
            (Column::CardNumber, "40251240"),
        ],
    );
    // The number of one with the name of another is never a match by itself.
    assert_eq!(effects(&plan(&office, &request(vec![stolen.clone()], take()))), ["duplicate"]);
    let choices = [(9, Choice::Another)].into_iter().collect();
    let planned = plan(&office, &request(vec![stolen], Options { choices, ..take() }));
    assert_eq!(effects(&planned), ["refused"]);
    let of = "Nguyễn Thị Hồng Thắm".to_owned();
    assert!(
        planned.rows[0]
            .problems
            .iter()
            .any(|p| p.field == Field::CardNumber && p.kind == Kind::Duplicate { of: of.clone() })
    );
}

#[test]
fn a_card_that_is_known_with_another_personal_number_is_asked_about() {
    let (office, _) = cell();
    let person = |id| {
        [
            (Column::Name, "Lê An"),
            (Column::Sex, "Nữ"),
            (Column::Born, "1/1/1980"),
            (Column::Ceremony, "1/1/2010"),
            (Column::CardNumber, "40251240"),
            (Column::PersonalId, id),
        ]
    };
    import(&office, &request(vec![row(1, &person("084180000001"))], take()));
    let other = request(vec![row(1, &person("084180000002"))], take());
    assert_eq!(effects(&plan(&office, &other)), ["duplicate"], "perhaps mistyped, perhaps another person");
    assert!(import(&office, &other).changes.is_empty());
}

#[test]
fn what_can_not_be_read_is_refused_by_row_and_the_rest_comes_in() {
    let (office, _) = cell();
    let bad = row(
        3,
        &[
            (Column::Name, "Lê Bình"),
            (Column::Sex, "Nam"),
            (Column::Born, "12/25/1990"),
            (Column::Ceremony, "1/1/2015"),
        ],
    );
    let good = row(
        4,
        &[
            (Column::Name, "Lê Chi"),
            (Column::Sex, "Nữ"),
            (Column::Born, "5/3/75"),
            (Column::Ceremony, "1/1/2005"),
        ],
    );
    let done = import(&office, &request(vec![bad, good], take()));
    assert_eq!(effects(&done.value), ["refused", "new"]);
    assert!(
        done.value.rows[0].problems.iter().any(|p| p.field == Field::BornOn && p.kind == Kind::NoSuchDay)
    );
    let said = &done.value.rows[1].problems;
    assert!(said.iter().any(|p| p.kind == Kind::YearAssumed { year: 1975 }));
    assert!(said.iter().any(|p| p.kind == Kind::TakenFromCeremony));
}

#[test]
fn units_are_created_only_when_asked() {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ xã", "");
    let list = rows("merged.xlsx", Subject::Members);
    let refused = plan(&office, &request(list.clone(), take()));
    assert_eq!(effects(&refused), ["refused", "refused"]);
    let create = Options { create_units: true, unit: Some(top), ..take() };
    let done = import(&office, &request(list.clone(), create.clone()));
    assert_eq!(done.value.new_units(), ["Chi bộ ấp 1", "Chi bộ ấp 2"]);
    assert_eq!(effects(&done.value), ["new", "new"]);
    let tree = office.done(|database, _| units::tree(database));
    assert_eq!(tree.nodes().iter().filter(|node| node.unit.fields.kind == UnitKind::Cell).count(), 2);
    let rows = office.done(|database, _| {
        let ids: Vec<_> = directory::load(database)?.members().map(|member| member.id).collect();
        members::rows(database, &ids)
    });
    let posts: Vec<_> = rows.iter().map(|row| row.posts.clone().unwrap()).collect();
    assert!(posts.contains(&"Chi ủy viên; Trưởng ấp".to_owned()), "{posts:?}");
    assert_eq!(effects(&import(&office, &request(list, create)).value), ["same", "same"]);
}

#[test]
fn cells_that_are_created_get_codes_of_their_own() {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ xã", "");
    let person = |number: u32, cell: &str, code: Option<&str>| {
        let names = ["Lê Văn An", "Lê Văn Bình", "Lê Văn Cường", "Lê Văn Dũng", "Lê Văn Em"];
        let cells = [
            (Column::Name, names[number as usize - 1]),
            (Column::Sex, "Nam"),
            (Column::Born, "01/02/1980"),
            (Column::Ceremony, "01/01/2005"),
            (Column::Unit, cell),
        ];
        let mut row = row(number, &cells);
        row.cells.extend(code.map(|code| (Target::Special(Special::UnitCode), code.to_owned())));
        row
    };
    let list = vec![
        person(1, "Chi bộ Ấp Đông", Some("cb001")),
        person(2, "Chi bộ Ấp Tây", None),
        person(3, "Chi bộ Ấp Nam", None),
        person(4, "Chi bộ Ấp Bắc", Some("CB003")),
        person(5, "Chi bộ Ấp Tây", None),
    ];
    let create = request(list, Options { create_units: true, unit: Some(top), ..take() });
    let planned = plan(&office, &create);
    assert_eq!(effects(&planned), ["new", "new", "new", "refused", "new"], "{planned:?}");
    let is_taken = |problem: &Problem| {
        problem.kind == Kind::Duplicate { of: "Chi bộ Ấp Nam".to_owned() } && problem.field == Field::Unit
    };
    assert!(planned.rows[3].problems.iter().any(is_taken), "a code that a row above got: {planned:?}");
    assert_eq!(import(&office, &create).value, planned, "what was planned can be written");
    let tree = office.done(|database, _| units::tree(database));
    let mut codes: Vec<_> = tree
        .nodes()
        .iter()
        .filter(|node| node.unit.fields.kind == UnitKind::Cell)
        .map(|node| (node.unit.fields.code.clone(), node.unit.fields.name.clone()))
        .collect();
    codes.sort();
    let expected = [("CB002", "Chi bộ Ấp Tây"), ("CB003", "Chi bộ Ấp Nam"), ("cb001", "Chi bộ Ấp Đông")];
    assert_eq!(codes, expected.map(|(code, name)| (code.to_owned(), name.to_owned())));
}

#[test]
fn what_is_exported_comes_back_as_the_same() {
    let (office, _) = cell();
    import(&office, &request(rows("unicode.xlsx", Subject::Members), take()));
    let (rows, tree) = office.done(|database, _| {
        let ids: Vec<_> = directory::load(database)?.members().map(|member| member.id).collect();
        Ok((members::rows(database, &ids)?, units::tree(database)?))
    });
    let context = CellContext { units: &tree, today: office.author.today, words: Words::Paper };
    let folder = tempfile::tempdir().unwrap();
    let list = write::members("Danh sách", &rows, Column::ALL, &context);
    for (name, bytes) in [
        ("list.xlsx", write::xlsx(std::slice::from_ref(&list)).unwrap()),
        ("list.csv", write::csv(&list)),
        ("v4.xlsx", write::v4(&rows, &context, [vec!["Kinh".to_owned()], Vec::new()]).unwrap()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let source = so_chi_bo::exchange::reader::open(&path).unwrap();
        let sheet = source.read(&source.sheets[0], &Progress::default()).unwrap();
        let mapping = super::mapping(&sheet, Subject::Members);
        if name == "v4.xlsx" {
            assert_eq!((mapping.header.rows, mapping.header.data), ((6, 7), 8));
        }
        let read =
            so_chi_bo::exchange::import::rows(&sheet, &mapping, Subject::Members, &Progress::default())
                .unwrap();
        let done = import(&office, &request(read.rows, take()));
        assert_eq!(effects(&done.value), ["same"; 6], "{name}: {:?}", done.value);
        assert!(done.changes.is_empty(), "{name}");
    }
}

#[test]
fn ratings_are_imported_by_words_and_by_marks() {
    let (office, unit) = cell();
    let an = office.member(unit, "Lê An", "19/05/2010");
    let binh = office.member(unit, "Lê Bình", "19/05/2010");
    let table = "TT\tHọ và tên\tHTXSNV\tHTTNV\tHTNV\tKHTNV\tGhi chú\n1\tLê An\tx\t\t\t\t\n2\tLê Bình\t\t\t\t\tMiễn sinh hoạt\n3\tNgười Lạ\t\tx\t\t\t\n";
    let sheet = so_chi_bo::exchange::reader::clipboard(table).unwrap();
    let mapping = super::mapping(&sheet, Subject::Ratings);
    let read =
        so_chi_bo::exchange::import::rows(&sheet, &mapping, Subject::Ratings, &Progress::default()).unwrap();
    let options = Options { year: Some(2025), ..Options::default() };
    let request = Request { subject: Subject::Ratings, rows: Arc::new(read.rows), options };
    assert_eq!(effects(&import(&office, &request).value), ["new", "new", "refused"]);
    assert_eq!(effects(&import(&office, &request).value), ["same", "same", "refused"]);
    let sheet = office.done(|database, _| ratings::member_sheet(database, 2025, None));
    let of = |id| sheet.rows.iter().find(|row| row.id == id).unwrap().rating.clone();
    assert_eq!(of(an), Some(Rating::Level(Level::Excellent)));
    assert!(matches!(of(binh), Some(Rating::NotRated { .. })));
}

#[test]
fn targets_are_imported() {
    let (office, _) = cell();
    let row = |number, target: &str| Row {
        number,
        cells: vec![
            (Target::Column(Column::Unit), "chi bộ một".to_owned()),
            (Target::Special(Special::Target), target.to_owned()),
        ],
        notes: Vec::new(),
    };
    let request = |target: &str, policy| Request {
        subject: Subject::Quotas,
        rows: Arc::new(vec![row(2, target)]),
        options: Options { year: Some(2026), policy, ..Options::default() },
    };
    assert_eq!(effects(&import(&office, &request("5", Policy::Fill)).value), ["new"]);
    assert_eq!(effects(&import(&office, &request("7", Policy::Fill)).value), ["same"]);
    assert_eq!(effects(&import(&office, &request("7", Policy::Take)).value), ["changed"]);
    assert_eq!(effects(&import(&office, &request("bảy", Policy::Take)).value), ["refused"]);
    let sheet = office.done(|database, _| quotas::sheet(database, 2026, None));
    assert_eq!(sheet.rows[0].result.target, Some(7));
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let (office, _) = cell();
    let before = last(&office);
    let request = request(rows("unicode.xlsx", Subject::Members), take());
    let progress = Progress::default();
    progress.cancel();
    let failed = office.ask(move |database, author| imports::import(database, &request, author, &progress));
    assert!(failed.is_err());
    assert_eq!(last(&office), before);
}

#[test]
fn headings_are_learned_per_register() {
    let (office, _) = cell();
    let born = Some(Target::Column(Column::Born));
    office.done(move |database, author| {
        imports::learn(
            database,
            Subject::Members,
            &[("tuoi tac".to_owned(), born), ("stt cu".to_owned(), None)],
            author,
        )
    });
    let learned = office.done(|database, _| imports::learned(database, Subject::Members));
    assert_eq!((learned.get("tuoi tac"), learned.get("stt cu")), (Some(&born), Some(&None)));
    let other = office.done(|database, _| imports::learned(database, Subject::Ratings));
    assert!(other.is_empty());
}
