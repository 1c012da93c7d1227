//! Old Vietnamese encodings: TCVN3 (ABC, fonts `.Vn…`) and VNI-Windows (fonts `VNI-…`).
//!
//! A cell of such a column holds bytes that mean Vietnamese letters in their font only; in a
//! workbook they arrive as U+0080 to U+00FF. They must be decoded before anything trims or
//! composes the text: "ư" of TCVN3 is a soft hyphen, "à" a micro sign. The same bytes mean other
//! letters in the other encoding, so a column is decided as a whole: by the font of its cells,
//! else by which reading makes Vietnamese syllables; and the person confirms it.

mod syllable;
mod tcvn3;
mod vni;

use crate::domain::code::coded;
use crate::domain::text;

pub use syllable::is_syllable;

coded! {
    /// How a column's texts are written.
    Encoding {
        /// Unicode, composed or not.
        Unicode = "unicode",
        /// TCVN3, also called ABC.
        Tcvn3 = "tcvn3",
        /// VNI-Windows.
        Vni = "vni",
    }
}

impl Encoding {
    /// The text in Unicode, composed. What is no letter of the encoding stays.
    #[must_use]
    pub fn decode(self, stored: &str) -> String {
        match self {
            Self::Unicode => text::nfc(stored),
            Self::Tcvn3 => text::nfc(&tcvn3::decode(stored)),
            Self::Vni => text::nfc(&vni::decode(stored)),
        }
    }

    /// The text as the encoding stores it; letters that it lacks stay as they are.
    #[must_use]
    pub fn encode(self, unicode: &str) -> String {
        let composed = text::nfc(unicode);
        match self {
            Self::Unicode => composed,
            Self::Tcvn3 => tcvn3::encode(&composed),
            Self::Vni => vni::encode(&composed),
        }
    }

    /// The encoding that a font is made for.
    #[must_use]
    pub fn of_font(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        if name.starts_with(".vn") {
            Some(Self::Tcvn3)
        } else if name.starts_with("vni-") || name.starts_with("vni ") {
            Some(Self::Vni)
        } else {
            None
        }
    }
}

/// Whether a font draws small letters as capitals, as those of TCVN3 do whose name ends in H: the
/// encoding has no capitals with tones.
#[must_use]
pub fn is_capital_font(name: &str) -> bool {
    let name = name.trim();
    Encoding::of_font(name) == Some(Encoding::Tcvn3) && name.ends_with('H')
}

/// A name from a column in TCVN3: "ánh" was meant as "Ánh", which the encoding can't write; in a
/// capital font all letters were meant large.
#[must_use]
pub fn recased(name: &str, capital_font: bool) -> String {
    if capital_font {
        return name.to_uppercase();
    }
    let mut begins = true;
    let mut recased = String::with_capacity(name.len());
    for letter in name.chars() {
        if begins && !letter.is_ascii() {
            recased.extend(letter.to_uppercase());
        } else {
            recased.push(letter);
        }
        begins = letter.is_whitespace() || matches!(letter, '-' | '\'');
    }
    recased
}

/// What was found out about a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The most likely encoding.
    pub encoding: Encoding,
    /// Whether that is beyond doubt; if not, a person should look at the samples.
    pub is_sure: bool,
}

/// How many words of texts are Vietnamese syllables, and how many can't be.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    right: usize,
    wrong: usize,
}

impl Score {
    fn of<'a>(texts: impl Iterator<Item = &'a str>, encoding: Encoding) -> Self {
        let mut score = Self::default();
        for stored in texts.filter(|text| !text.is_ascii()) {
            // A letter that no byte of the old encodings stands for was written in Unicode.
            if encoding != Encoding::Unicode
                && stored.chars().any(|letter| letter.is_alphabetic() && byte_of(letter).is_none())
            {
                score.wrong += syllable::words(stored).filter(|word| !word.is_ascii()).count();
                continue;
            }
            let decoded = encoding.decode(stored);
            // Only words that the encoding changes tell anything.
            for word in syllable::words(&decoded).filter(|word| !word.is_ascii()) {
                if is_syllable(word) {
                    score.right += 1;
                } else {
                    score.wrong += 1;
                }
            }
        }
        score
    }

    /// Share of right words in hundredths; 0 without any.
    fn share(self) -> usize {
        self.right * 100 / (self.right + self.wrong).max(1)
    }
}

/// Most texts of a column that are looked at.
const MOST_SAMPLES: usize = 400;

/// Decides how a column is written (see [`Verdict`]): `texts` with the names of their fonts, where known.
#[must_use]
pub fn decide<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Verdict {
    let samples: Vec<(&str, &str)> = texts.filter(|(text, _)| !text.is_ascii()).take(MOST_SAMPLES).collect();
    if samples.is_empty() {
        return Verdict { encoding: Encoding::Unicode, is_sure: true };
    }
    let scores = Encoding::ALL
        .iter()
        .map(|encoding| (*encoding, Score::of(samples.iter().map(|(text, _)| *text), *encoding)));
    let mut scores: Vec<(Encoding, Score)> = scores.collect();
    // The best first; among equal ones Unicode, which stands first in the list.
    scores.sort_by_key(|(_, score)| std::cmp::Reverse(score.share()));
    let (best, best_score) = scores[0];
    let by_font = usual_font(&samples);
    if let Some((_, score)) = by_font.and_then(|font| scores.iter().find(|(encoding, _)| *encoding == font)) {
        // Files get new fonts and keep their bytes, and the other way round; a font decides only
        // where its reading is about as good as the best.
        if score.share() + 10 >= best_score.share() {
            return Verdict { encoding: by_font.unwrap_or(best), is_sure: score.share() >= 60 };
        }
    }
    let runner_up = scores.get(1).map_or(0, |(_, score)| score.share());
    let is_clear = best_score.share() >= 60 && best_score.share() > runner_up;
    match best_score.right {
        0 => Verdict { encoding: Encoding::Unicode, is_sure: false },
        _ => Verdict { encoding: best, is_sure: is_clear },
    }
}

/// The encoding of the font that most samples have.
fn usual_font(samples: &[(&str, &str)]) -> Option<Encoding> {
    let of = |encoding| samples.iter().filter(|(_, font)| Encoding::of_font(font) == Some(encoding)).count();
    let (tcvn3, vni) = (of(Encoding::Tcvn3), of(Encoding::Vni));
    let (most, encoding) = if tcvn3 >= vni { (tcvn3, Encoding::Tcvn3) } else { (vni, Encoding::Vni) };
    (most * 2 > samples.len()).then_some(encoding)
}

/// The byte that a character stands for in a file that went through Windows: Latin-1 and cp1252,
/// or cp1258, which the Vietnamese Windows puts in their place.
fn byte_of(letter: char) -> Option<u8> {
    // cp1252 at 80 to 9F; five of them are empty.
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    const VIETNAMESE: [(char, u8); 14] = [
        ('Ă', 0xc3),
        ('\u{300}', 0xcc),
        ('Đ', 0xd0),
        ('\u{309}', 0xd2),
        ('Ơ', 0xd5),
        ('Ư', 0xdd),
        ('\u{303}', 0xde),
        ('ă', 0xe3),
        ('\u{301}', 0xec),
        ('đ', 0xf0),
        ('\u{323}', 0xf2),
        ('ơ', 0xf5),
        ('ư', 0xfd),
        ('₫', 0xfe),
    ];
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    let windows =
        WINDOWS.chars().position(|other| other == letter).and_then(|at| u8::try_from(at + 0x80).ok());
    windows.or_else(|| VIETNAMESE.iter().find(|(other, _)| *other == letter).map(|(_, byte)| *byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 8] = [
        "Nguyễn Thị Hồng Thắm",
        "Trần Văn Đức",
        "Lê Hoàng Phương",
        "Phạm Thị Mỹ Duyên",
        "Huỳnh Quốc Việt",
        "Đặng Ngọc Yến",
        "Thạch Thị Sa Rinh",
        "Bùi Khắc Trường",
    ];

    fn verdict(texts: &[String], font: &str) -> Verdict {
        decide(texts.iter().map(|text| (text.as_str(), font)))
    }

    #[test]
    fn a_column_is_decided_by_its_syllables_without_a_font() {
        for encoding in Encoding::ALL {
            let texts: Vec<String> = NAMES.iter().map(|name| encoding.encode(name)).collect();
            assert_eq!(verdict(&texts, ""), Verdict { encoding: *encoding, is_sure: true }, "{encoding:?}");
        }
    }

    #[test]
    fn a_font_decides_where_syllables_do_not() {
        // F4 is "ụ" here and "ơ" there, and both make a syllable.
        let texts = ["c\u{f4}".to_owned()];
        assert_eq!(verdict(&texts, ".VnTime").encoding, Encoding::Tcvn3);
        assert_eq!(verdict(&texts, "VNI-Times").encoding, Encoding::Vni);
        assert!(!verdict(&texts, "Arial").is_sure);
    }

    #[test]
    fn a_font_that_lies_is_not_believed() {
        let texts: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(verdict(&texts, ".VnTime"), Verdict { encoding: Encoding::Unicode, is_sure: true });
    }

    #[test]
    fn plain_letters_need_no_decision() {
        assert_eq!(
            verdict(&["An".to_owned()], ".VnTime"),
            Verdict { encoding: Encoding::Unicode, is_sure: true }
        );
    }

    #[test]
    fn names_in_tcvn3_get_their_capitals_back() {
        assert_eq!(recased("Lê ánh ớt", false), "Lê Ánh Ớt");
        assert_eq!(recased("nguyễn thị ánh", true), "NGUYỄN THỊ ÁNH");
        assert!(is_capital_font(".VnTimeH") && !is_capital_font(".VnTime") && !is_capital_font("VNI-H"));
    }

    #[test]
    fn a_file_that_went_through_vietnamese_windows_reads_the_same() {
        // "ế" is D5, which cp1258 shows as "Ơ"; "ừ" is F5, shown as "ơ".
        assert_eq!(Encoding::Tcvn3.decode("tơng"), "từng");
        assert_eq!(Encoding::Tcvn3.decode("tiƠn"), "tiến");
    }

    /// Letters that TCVN3 can write: all small ones, and capitals without a tone.
    fn tcvn3_letters() -> impl Strategy<Value = String> {
        let letters: Vec<char> =
            "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵĂÂÊÔƠƯĐABC -.1"
                .chars()
                .collect();
        proptest::collection::vec(proptest::sample::select(letters), 0..40).prop_map(String::from_iter)
    }

    fn vni_letters() -> impl Strategy<Value = String> {
        tcvn3_letters().prop_map(|text| {
            text.chars()
                .enumerate()
                .map(|(at, c)| if at % 3 == 0 { c.to_uppercase().next().unwrap() } else { c })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn tcvn3_decodes_what_it_encodes(text in tcvn3_letters()) {
            prop_assert_eq!(Encoding::Tcvn3.decode(&Encoding::Tcvn3.encode(&text)), text);
        }

        #[test]
        fn vni_decodes_what_it_encodes(text in vni_letters()) {
            prop_assert_eq!(Encoding::Vni.decode(&Encoding::Vni.encode(&text)), text);
        }

        #[test]
        fn decoding_takes_any_text(text in ".{0,80}") {
            for encoding in Encoding::ALL {
                let _ = encoding.decode(&text);
            }
            let _ = decide([(text.as_str(), "")].into_iter());
        }
    }
}
