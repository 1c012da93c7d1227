//! Any bytes as a file: every sheet of it is read or refused, never with a panic and never with more
//! rows or columns than allowed. Text from the clipboard goes the same way. Panics of the library for
//! .xls and .xlsx are expected: the reader catches them, so they must not end the run.

#![no_main]

use std::path::PathBuf;
use std::sync::{LazyLock, Once};

use libfuzzer_sys::fuzz_target;
use so_chi_bo_fuzz::exchange::reader;
use so_chi_bo_fuzz::services::Progress;

static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = PathBuf::from("/dev/shm");
    let folder = if shared.is_dir() { shared } else { std::env::temp_dir() };
    folder.join(format!("so-chi-bo-fuzz-{}", std::process::id()))
});

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // The fuzzer's own hook ends the program before the reader can catch anything.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    if std::panic::catch_unwind(|| look(bytes)).is_err() {
        std::process::abort();
    }
});

fn look(bytes: &[u8]) {
    std::fs::write(&*FILE, bytes).unwrap();
    if let Ok(source) = reader::open(&FILE) {
        for name in source.sheets.iter().take(4) {
            if let Ok(sheet) = source.read(name, &Progress::default()) {
                assert!(sheet.rows.len() <= reader::MOST_ROWS && sheet.columns <= reader::MOST_COLUMNS);
                assert!(sheet.rows.is_sorted_by_key(|row| row.number));
                for row in &sheet.rows {
                    assert!(row.cells().map(|cell| cell.text.len()).sum::<usize>() > 0);
                }
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = reader::clipboard(text);
    }
}
