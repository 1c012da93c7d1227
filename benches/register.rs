//! How long a register of 100.000 members makes people wait: opening, finding, sorting, saving,
//! and filling the grid. `cargo bench`, or `cargo bench -- search` for a part.
//!
//! The registers are made once, in `target/bench-register` (100.000 members) and
//! `target/bench-sample` (the sample as shipped), and used again; `benches/window.sh` measures the
//! window with them from outside.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use so_chi_bo::domain::id::MemberId;
use so_chi_bo::domain::member::MemberForm;
use so_chi_bo::domain::unit::UnitTree;
use so_chi_bo::i18n::term::Words;
use so_chi_bo::services::columns::{CellContext, MemberColumn};
use so_chi_bo::services::directory::{self, Directory, Filter, Key, Sort, SortKey};
use so_chi_bo::services::members::{CellEdit, TextColumn};
use so_chi_bo::services::registers::{self, Recipe};
use so_chi_bo::services::{Author, Database, Step, history, members, ratings, sample, units};
use so_chi_bo::store::workspace::{Cost, MasterKey, Secret, Workspace};

const PASSWORD: &str = "mua-nuoc-noi-nam-nay";
const MEMBERS: usize = 100_000;
/// As many rows as a large screen shows.
const VISIBLE: usize = 40;

fn author() -> Author {
    Author { name: "bench".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap() }
}

/// The folder of a prepared register, made when it is not there.
fn prepared(name: &str, members: Option<usize>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name(name);
    let is_whole = Workspace::open(&folder)
        .ok()
        .and_then(|workspace| key_of(&workspace))
        .and_then(|key| Database::open(&folder.join("data.db"), &key).ok())
        .is_some_and(|mut database| directory::load(&mut database).is_ok_and(|all| all.len() > 6_000));
    if !is_whole {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        let recipe = Recipe { name: "Sổ mẫu", password: PASSWORD, cost: Cost::STANDARD };
        let register = registers::create(&folder, recipe, &author()).unwrap().register;
        register.db.wait(move |db| sample::fill(db, members, &author())).unwrap();
        register.close().unwrap();
    }
    folder
}

fn key_of(workspace: &Workspace) -> Option<MasterKey> {
    workspace.keys().unlock(Secret::Password(PASSWORD)).ok()
}

/// The large register, open.
struct Large {
    database: Database,
    directory: Directory,
    tree: UnitTree,
    _workspace: Workspace,
}

fn large() -> Large {
    let workspace = Workspace::open(&prepared("bench-register", Some(MEMBERS))).unwrap();
    let mut database = Database::open(&workspace.database_path(), &key_of(&workspace).unwrap()).unwrap();
    let directory = directory::load(&mut database).unwrap();
    let tree = units::tree(&mut database).unwrap();
    Large { database, directory, tree, _workspace: workspace }
}

fn opening(criterion: &mut Criterion) {
    prepared("bench-sample", None);
    let workspace = Workspace::open(&prepared("bench-register", Some(MEMBERS))).unwrap();
    let mut group = criterion.benchmark_group("open");
    group.bench_function("key from the password", |bench| bench.iter(|| key_of(&workspace).unwrap()));
    let key = key_of(&workspace).unwrap();
    let path = workspace.database_path();
    group.bench_function("database, units and directory", |bench| {
        bench.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let start = Instant::now();
                let mut database = Database::open(&path, &key).unwrap();
                let directory = directory::load(&mut database).unwrap();
                let tree = units::tree(&mut database).unwrap();
                total += start.elapsed();
                assert!(directory.len() >= MEMBERS && !tree.nodes().is_empty());
                database.close().unwrap();
            }
            total
        });
    });
    group.finish();
}

fn searching(criterion: &mut Criterion) {
    let large = large();
    let mut group = criterion.benchmark_group("search");
    let typed = "nguyen thi hong";
    for end in 1..=typed.len() {
        let filter = Filter { search: typed[..end].to_owned(), ..Filter::default() };
        group.bench_with_input(BenchmarkId::from_parameter(&filter.search), &filter, |bench, filter| {
            bench.iter(|| large.directory.select(filter, Sort::default(), &large.tree, author().today));
        });
    }
    let number = Filter { search: "0840".to_owned(), ..Filter::default() };
    group.bench_function("part of a number", |bench| {
        bench.iter(|| large.directory.select(&number, Sort::default(), &large.tree, author().today));
    });
    group.finish();
}

fn sorting(criterion: &mut Criterion) {
    let mut large = large();
    let mut group = criterion.benchmark_group("sort");
    let keys = [
        SortKey::Name,
        SortKey::Born,
        SortKey::Sex,
        SortKey::Ethnicity,
        SortKey::Religion,
        SortKey::Admitted,
        SortKey::Official,
        SortKey::PersonalId,
        SortKey::CardNumber,
        SortKey::Status,
        SortKey::Unit,
    ];
    let filter = Filter::default();
    for key in keys {
        group.bench_function(format!("{key:?}"), |bench| {
            let sort = Sort { key, descending: true };
            bench.iter(|| large.directory.select(&filter, sort, &large.tree, author().today));
        });
    }
    group.bench_function("home town: read from the disk", |bench| {
        bench.iter(|| members::ranks_by(&mut large.database, TextColumn::HomeTown).unwrap());
    });
    let ranks = members::ranks_by(&mut large.database, TextColumn::HomeTown).unwrap();
    group.bench_function("home town: list in that order", |bench| {
        let key = Key::Record { ranks: &ranks, descending: false };
        bench.iter(|| large.directory.select_by(&filter, &[key], &large.tree, author().today));
    });
    group.finish();
}

fn saving(criterion: &mut Criterion) {
    let mut large = large();
    let id: MemberId = large.directory.members().nth(MEMBERS / 2).unwrap().id;
    let mut form = MemberForm::from(&members::record(&mut large.database, id).unwrap().fields);
    let mut count = 0;
    let mut group = criterion.benchmark_group("save");
    let mut edit = |database: &mut Database| {
        count += 1;
        form.texts.note = format!("lần {count} {:?}", Instant::now());
        members::edit(database, id, &form, None, &author()).unwrap().changes
    };
    group.bench_function("one edit, durable", |bench| bench.iter(|| edit(&mut large.database)));
    group.bench_function("the directory after it", |bench| {
        let changes = edit(&mut large.database);
        bench.iter(|| {
            let renewal = directory::renewal(&mut large.database, &changes).unwrap();
            large.directory.renew(renewal);
        });
    });
    // As a large paste comes in: one cell of each of 5.000 members, other texts each time.
    let ids: Vec<MemberId> = large.directory.members().take(5_000).map(|member| member.id).collect();
    let mut round = 0;
    group.bench_function("5.000 cells, durable", |bench| {
        bench.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                round += 1;
                let cell = |member: &MemberId| CellEdit {
                    member: *member,
                    column: MemberColumn::Occupation,
                    text: format!("Chuyên viên {round} {:?}", Instant::now()),
                };
                let edits: Vec<CellEdit> = ids.iter().map(cell).collect();
                let start = Instant::now();
                let step = members::amend(&mut large.database, &edits, &author()).unwrap();
                total += start.elapsed();
                assert!(matches!(step, Step::Done(_)), "nothing is refused");
            }
            total
        });
    });
    group.bench_function("undo of it", |bench| {
        bench.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let sequence = edit(&mut large.database).sequence;
                let start = Instant::now();
                history::undo(&mut large.database, sequence, &author()).unwrap();
                total += start.elapsed();
            }
            total
        });
    });
    group.finish();
}

fn showing(criterion: &mut Criterion) {
    let mut large = large();
    let listed = large.directory.select(&Filter::default(), Sort::default(), &large.tree, author().today);
    let mut group = criterion.benchmark_group("show");
    group.bench_function("visible rows of the grid", |bench| {
        let context = CellContext { units: &large.tree, today: author().today, words: Words::Screen };
        let mut from = 0;
        bench.iter(|| {
            // Another part of the list each time, as when scrolling.
            from = (from + 7_919) % (listed.ids.len() - VISIBLE);
            let rows = members::rows(&mut large.database, &listed.ids[from..from + VISIBLE]).unwrap();
            let cells: Vec<Vec<String>> = rows
                .iter()
                .map(|row| MemberColumn::DEFAULT.iter().map(|column| column.cell(row, &context)).collect())
                .collect();
            assert_eq!(cells.len(), VISIBLE);
            cells
        });
    });
    let cell = large.tree.nodes().iter().find(|node| node.own_members > 0).unwrap().unit.id;
    group.bench_function("ratings of a cell", |bench| {
        bench.iter(|| ratings::member_sheet(&mut large.database, 2025, Some(cell)).unwrap());
    });
    group.finish();
}

fn settings() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
}

criterion_group! { name = register; config = settings(); targets = opening, searching, sorting, saving, showing }
criterion_main!(register);
