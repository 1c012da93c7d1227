//! What ten thousand members on paper cost: the document made, laid out with its progress, one page
//! drawn, the PDF and the file for Word; and LibreOffice at the same list. One run each, with the
//! most memory used so far: `cargo bench --bench print [-- MEMBERS]`.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod office;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use so_chi_bo::exchange::write;
use so_chi_bo::i18n::term::Words;
use so_chi_bo::print::{self, Layout, Template, member_papers, reports};
use so_chi_bo::services::columns::{CellContext, MemberColumn};
use so_chi_bo::services::{Author, directory, members, registers, sample, units};

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    let memory = office::peak(Path::new("/proc/self/status"));
    println!("{what:<22} {:>9.2?}   most memory so far {memory:>5} MB", start.elapsed());
    done
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(10_000);
    let author = Author { name: "bench".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap() };
    let register = registers::temporary("Sổ đo", &author).unwrap();
    let founder = author.clone();
    register.db.wait(move |database| sample::fill(database, Some(count), &founder)).unwrap();
    let (tree, letterhead, rows, people) = register
        .db
        .wait(|database| -> so_chi_bo::services::Result<_> {
            let tree = units::tree(database)?;
            let ids: Vec<_> = directory::load(database)?.members().map(|member| member.id).collect();
            let rows = timed("rows read", || members::rows(database, &ids))?;
            let people = members::people(database, &ids)?;
            Ok((tree, registers::letterhead(database)?, rows, people))
        })
        .unwrap();
    println!("{} members", rows.len());
    let context = reports::Context {
        letterhead: &letterhead,
        units: &tree,
        today: author.today,
        subtitle: "toàn bộ sổ",
    };
    let list = timed("list made", || Arc::new(reports::member_list(&rows, MemberColumn::DEFAULT, &context)));
    let mut steps = 0;
    let layout = timed("list laid out", || {
        Layout::new(Arc::clone(&list), Template::default(), &mut |_| {
            steps += 1;
            true
        })
        .unwrap()
    });
    println!("{} pages, progress told {steps} times", layout.count());
    timed("a page drawn", || layout.pixels(layout.count() / 2, 1.5).unwrap());
    let pdf = timed("list as PDF", || layout.pdf(&mut |_| true).unwrap());
    println!("{} kB", pdf.len() / 1024);
    let word = timed("list for Word", || print::docx(&list).unwrap());
    println!("{} kB", word.len() / 1024);
    drop(layout);
    let book = timed("register in 14 columns", || member_papers::member_register(&people, &context));
    let book = timed("register as PDF", || print::pdf(&book).unwrap());
    println!("{} kB", book.len() / 1024);
    let folder = tempfile::tempdir().unwrap();
    let cells = CellContext { units: &tree, today: author.today, words: Words::Paper };
    let table = write::members("Danh sách", &rows, MemberColumn::DEFAULT, &cells);
    let path = folder.path().join("list.xlsx");
    std::fs::write(&path, write::xlsx(&[table]).unwrap()).unwrap();
    office::compare("list as PDF", &path, "pdf", folder.path());
}
