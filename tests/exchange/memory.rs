//! What hostile files cost: each is read by a program of its own, whose largest memory is measured.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use so_chi_bo::exchange::reader;
use so_chi_bo::services::Progress;

use super::hostile::{part, workbook};

/// Where the child finds its file.
const FILE: &str = "SOCHIBO_HOSTILE_FILE";
const START: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

/// Not a test of its own: the program that reads one file, for the test below.
#[test]
#[ignore = "started by the test of hostile files"]
fn child() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let read = reader::open(Path::new(&path)).and_then(|source| {
        let sheet = source.read(&source.sheets[0], &Progress::default())?;
        Ok(sheet.rows.len())
    });
    let said = match read {
        Ok(rows) => format!("rows {rows}"),
        Err(error) => format!("{error:?}"),
    };
    println!("READ {said} | {}", peak_memory());
}

/// What came of reading a file, and how much memory it took, in MB.
fn read(path: &Path) -> (String, u64) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "memory::child", "--nocapture"])
        .env(FILE, path)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let (_, said) = said.split_once("READ ").unwrap_or_else(|| panic!("no answer: {said}"));
    let (said, memory) = said.lines().next().unwrap().split_once(" | ").unwrap();
    (said.to_owned(), memory.parse::<u64>().unwrap() / 1024)
}

/// Rows of a sheet, made as they are packed.
struct Rows<F> {
    make: F,
    next: u32,
    last: u32,
    end: &'static str,
    ready: Cursor<Vec<u8>>,
}

impl<F: FnMut(u32) -> String> Rows<F> {
    fn new(last: u32, end: &'static str, make: F) -> Self {
        Self { make, next: 1, last, end, ready: Cursor::new(START.as_bytes().to_vec()) }
    }
}

impl<F: FnMut(u32) -> String> Read for Rows<F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.ready.read(buffer)?;
            if count > 0 || self.next > self.last + 1 {
                return Ok(count);
            }
            let text = if self.next > self.last { self.end.to_owned() } else { (self.make)(self.next) };
            self.ready = Cursor::new(text.into_bytes());
            self.next += 1;
        }
    }
}

/// For each byte of another reader an element: a style for 0, a text for 1.
struct Styles<R>(R);

impl<R: Read> Read for Styles<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut kinds = [0; 1000];
        let room = (buffer.len() / 5).min(kinds.len());
        let count = self.0.read(&mut kinds[..room])?;
        for (kind, element) in kinds[..count].iter().zip(buffer.chunks_exact_mut(5)) {
            element.copy_from_slice(if *kind == 0 { b"<xf/>" } else { b"<si/>" });
        }
        Ok(count * 5)
    }
}

const END: &str = "</sheetData></worksheet>";

#[test]
fn each_hostile_kind_is_answered_in_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // 700 MB of spaces.
    workbook(&path("bomb.xlsx"), &mut std::io::repeat(b' ').take(700 << 20));
    // A million rows with styled cells and nothing in them.
    let mut empty =
        Rows::new(1_000_000, END, |row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"0\"/></row>"));
    workbook(&path("empty.xlsx"), &mut empty);
    // A million formulas, which are never computed, without what they came to.
    let mut formulas = Rows::new(200_000, END, |row| {
        let mut text = format!("<row r=\"{row}\">");
        for column in ["A", "B", "C", "D", "E"] {
            write!(text, "<c r=\"{column}{row}\"><f>SUM(A1:XFD1048576)*{row}</f></c>").unwrap();
        }
        text + "</row>"
    });
    workbook(&path("formulas.xlsx"), &mut formulas);
    // A hundred thousand rows and then an end that is none.
    let mut broken = Rows::new(100_000, "<row><c></sheet", |row| {
        format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>")
    });
    workbook(&path("broken.xlsx"), &mut broken);
    // Entities that stand for each other ten times over.
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">");
    for level in 1..12 {
        let below = format!("&a{};", level - 1).repeat(10);
        write!(laughs, "<!ENTITY a{level} \"{below}\">").unwrap();
    }
    write!(laughs, "]>{START}<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a11;</v></c></row>{END}").unwrap();
    workbook(&path("laughs.xlsx"), &mut Cursor::new(laughs));
    // One text of 60 MB.
    let mut long = Rows::new(1, END, |row| {
        format!(
            "<row r=\"{row}\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
            "x".repeat(60 << 20)
        )
    });
    workbook(&path("long.xlsx"), &mut long);
    // Twelve million styles, each of which the library would keep with a copy of its font; and a font
    // with a name of 8 MB, of which there would be as many.
    let styles = |font: &str, count: usize| {
        let fonts = format!("<fonts><font><name val=\"{font}\"/></font></fonts>");
        let start = Cursor::new(format!("<styleSheet>{fonts}<cellXfs>").into_bytes());
        let many = std::io::repeat(0).take(count as u64);
        start.chain(Styles(many)).chain(Cursor::new(b"</cellXfs></styleSheet>".to_vec()))
    };
    part(&path("styles.xlsx"), "xl/styles.xml", &mut styles("A", 12 << 20));
    part(&path("font.xlsx"), "xl/styles.xml", &mut styles(&"A".repeat(8 << 20), 60_000));
    // Twenty-four million texts of nothing, as many as fit.
    let mut texts = Cursor::new(b"<sst>".to_vec()).chain(Styles(std::io::repeat(1).take(24 << 20)));
    part(&path("texts.xlsx"), "xl/sharedStrings.xml", &mut texts);
    // 500 MB of nothing, and 90 MB of commas.
    File::create(path("huge.csv")).unwrap().set_len(500 << 20).unwrap();
    File::create(path("commas.csv")).unwrap().write_all(&vec![b','; 90 << 20]).unwrap();
    for (name, most, is_right) in [
        ("bomb.xlsx", 64, (|said| said.starts_with("TooLarge")) as fn(&str) -> bool),
        ("empty.xlsx", 64, |said| said == "rows 0"),
        ("formulas.xlsx", 64, |said| said == "rows 0"),
        ("broken.xlsx", 128, |said| said.starts_with("Damaged")),
        ("laughs.xlsx", 64, |said| said == "rows 0" || said == "rows 1" || said.starts_with("Damaged")),
        ("long.xlsx", 64, |said| said.starts_with("TooLarge")),
        ("styles.xlsx", 64, |said| said.starts_with("TooLarge")),
        ("font.xlsx", 64, |said| said.starts_with("TooLarge")),
        ("texts.xlsx", 64, |said| said.starts_with("TooLarge")),
        ("huge.csv", 64, |said| said.starts_with("TooLarge")),
        ("commas.csv", 256, |said| said == "rows 0"),
    ] {
        let (said, memory) = read(&path(name));
        println!("{name}: {said}, {memory} MB");
        assert!(is_right(&said), "{name}: {said}");
        assert!(memory <= most, "{name}: {memory} MB, {said}");
    }
}

/// Most memory that this process ever used, in kB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").trim().parse().unwrap_or_default()
}
