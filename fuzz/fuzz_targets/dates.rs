//! Any text as a date: what is read can be written and read again, and means the same day; a text
//! is put as people type it without changing what it says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use so_chi_bo_fuzz::domain::date::{self, PartialDate};

fuzz_target!(|text: &str| {
    let typed = date::as_typed(text);
    let written = date::parse_written(text);
    assert_eq!(date::parse_written(&typed), written, "{text:?} as typed {typed:?}");
    assert_eq!(date::as_typed(&typed), typed, "{text:?}");
    for read in [date::parse(text), written].into_iter().flatten() {
        assert!(read.first_day() <= read.last_day());
        assert_eq!(PartialDate::from_iso(&read.to_iso()), Ok(read));
        assert_eq!(date::parse(&read.to_string()), Ok(read));
    }
    let _ = (PartialDate::from_iso(text), date::assumed_year(text), date::parse_day(text));
    if let Ok(serial) = text.trim().parse::<i64>() {
        for from_1904 in [false, true] {
            if let Some(read) = date::from_serial(serial, from_1904) {
                assert_eq!(PartialDate::from_iso(&read.to_iso()), Ok(read));
            }
        }
    }
});
