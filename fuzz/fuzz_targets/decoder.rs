//! Any text in any of the encodings: decoding is composed and keeps ASCII, and what can be encoded
//! comes back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use so_chi_bo_fuzz::domain::text::nfc;
use so_chi_bo_fuzz::exchange::encoding::{self, Encoding};

fuzz_target!(|stored: &str| {
    for encoding in Encoding::ALL {
        let decoded = encoding.decode(stored);
        assert_eq!(nfc(&decoded), decoded, "{encoding:?} {stored:?}");
        if stored.is_ascii() {
            assert_eq!(decoded, stored, "{encoding:?}");
        }
        // Decoding what was encoded gives the same as encoding and decoding it once more.
        let once = encoding.decode(&encoding.encode(&decoded));
        let twice = encoding.decode(&encoding.encode(&once));
        assert_eq!(once, twice, "{encoding:?} {stored:?}");
        let _ = encoding::recased(&decoded, true);
        let _ = encoding::recased(&decoded, false);
    }
    let words: Vec<&str> = stored.split('\n').collect();
    let _ = encoding::decide(words.iter().map(|text| (*text, "")));
    let _ = encoding::decide(words.iter().map(|text| (*text, words[0])));
});
