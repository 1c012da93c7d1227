//! Text as people type it, text as it is kept, and text as it is searched.
//!
//! Kept text is always NFC and [`tidy`]. Searching goes over a second, folded form ([`fold`]) that
//! is stored beside the text, because a person looking for "Nguyễn Thị Thuỷ" types "nguyen thuy".
//! Text in the old encodings TCVN3 and VNI must be decoded before it comes here: they write "ư"
//! as a soft hyphen, which is taken out below.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The text in NFC, the form in which everything is kept.
#[must_use]
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// The text with a small first letter, as inside a sentence.
#[must_use]
pub fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The text fit for one line of a record: NFC, without control and zero-width characters, every
/// run of white space (also tabs, line ends, no-break spaces) one space, none at the ends.
#[must_use]
pub fn tidy(text: &str) -> String {
    // Taken out before composing: a zero-width character may stand between a letter and its mark.
    visible(text.chars()).nfc().collect()
}

/// The form in which text is searched: tidy, lower case, without marks, "đ" as "d", typographic
/// apostrophes and dashes as the plain ones, "y" after a consonant as "i" (Lý and Lí, Quý and Quí).
///
/// The placement of the tone (Hoà, Hòa) leaves no trace, and NFC and NFD give the same. What is
/// no letter (digits, emoji) stays. A folded beginning of a word is the beginning of the folded
/// word, so that half a word finds its whole.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let unmarked = text.nfd().filter(|c| canonical_combining_class(*c) == 0);
    for lower in visible(unmarked).flat_map(char::to_lowercase) {
        let plain = plain_letter(lower);
        let is_i = plain == 'y' && consonant_precedes(&folded);
        folded.push(if is_i { 'i' } else { plain });
    }
    folded
}

/// The characters that can be seen, with white space reduced to single inner spaces.
fn visible(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut begun = false;
    let mut gap = false;
    chars
        .filter(|c| !is_invisible(*c))
        .flat_map(move |c| {
            if c.is_whitespace() {
                gap = begun;
                return [None, None];
            }
            begun = true;
            [std::mem::take(&mut gap).then_some(' '), Some(c)]
        })
        .flatten()
}

/// Control characters, zero-width characters, and the marks that steer the writing direction.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn plain_letter(lower: char) -> char {
    match lower {
        // U+00F0 is the Icelandic eth, which careless converters put for "đ".
        'đ' | 'ð' => 'd',
        '‘' | '’' | 'ʼ' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' => '-',
        other => other,
    }
}

/// Whether the last letter so far is a consonant, or the "u" that belongs to a "q".
fn consonant_precedes(folded: &str) -> bool {
    match folded.as_bytes() {
        [.., b'q', b'u'] => true,
        [.., last] => last.is_ascii_lowercase() && !b"aeiouy".contains(last),
        [] => false,
    }
}

/// A search as a person typed it, made ready to be asked of many folded texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    folded: String,
    /// Found anywhere (part of a number, a sign), not only where a word begins.
    anywhere: bool,
}

/// From this length on a string of digits is found inside a number, as in the last four of a card.
const DIGITS_FOUND_ANYWHERE: usize = 3;

impl Query {
    /// Reads what was typed: words at white space; white space at the ends does nothing.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let words = folded.split(' ').filter(|word| !word.is_empty()).map(Word::new);
        Self { words: words.collect() }
    }

    /// Whether nothing is asked; such a query matches everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word of the query occurs in `folded`, a text that [`fold`] made.
    ///
    /// A word occurs where a word of the text begins with it; three and more digits occur
    /// anywhere. Allocates nothing.
    #[must_use]
    pub fn matches(&self, folded: &str) -> bool {
        self.words.iter().all(|word| word.occurs_in(folded.as_bytes()))
    }
}

impl Word {
    fn new(typed: &str) -> Self {
        // Numbers are kept without the dots and dashes that people group them with.
        let is_number = typed.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        if is_number && digits.len() >= DIGITS_FOUND_ANYWHERE {
            return Self { folded: digits, anywhere: true };
        }
        let begins_a_word = typed.starts_with(char::is_alphanumeric);
        Self { folded: typed.to_owned(), anywhere: !begins_a_word }
    }

    fn occurs_in(&self, text: &[u8]) -> bool {
        let word = self.folded.as_bytes();
        let (Some(first), Some(last_start)) = (word.first(), text.len().checked_sub(word.len())) else {
            return false;
        };
        let mut word_begins = true;
        for (start, byte) in text.iter().enumerate().take(last_start + 1) {
            let here = byte == first && (word_begins || self.anywhere);
            if here && text[start..].starts_with(word) {
                return true;
            }
            // Bytes above ASCII are parts of letters of other scripts.
            word_begins = byte.is_ascii() && !byte.is_ascii_alphanumeric();
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidy_text_is_one_clean_composed_line() {
        let cases = [
            ("  Nguyễn \t Văn\u{a0}\u{a0}Đức\r\n", "Nguyễn Văn Đức"),
            ("Tra\u{300} Vinh", "Trà Vinh"),
            ("Hu\u{200b}ỳnh\u{feff}", "Huỳnh"),
            ("a\u{200d}\u{301}n", "án"),
            ("a\0b\u{7}c\u{1b}[0m", "abc[0m"),
            (" \u{200b} \u{200b} ", ""),
            ("a \u{200b} b", "a b"),
            ("Chi bộ 👍 '; DROP TABLE member;--", "Chi bộ 👍 '; DROP TABLE member;--"),
        ];
        for (typed, kept) in cases {
            assert_eq!(tidy(typed), kept, "{typed:?}");
        }
    }

    #[test]
    fn folding_leaves_letters_without_marks() {
        let cases = [
            ("Nguyễn Thị Hồng Đào", "nguyen thi hong dao"),
            ("ĐẶNG ƯỚC", "dang uoc"),
            ("Ðỗ Ðức", "do duc"),
            ("  K’Brới ", "k'broi"),
            ("Y‑Bhiăo", "y-bhiao"),
            ("Sơn 👍 12.345", "son 👍 12.345"),
            ("İstanbul", "istanbul"),
            (" \u{301} lẻ  \u{323} loi", "le loi"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded, "{text:?}");
            assert_eq!(fold(&text.nfd().collect::<String>()), folded, "{text:?} in NFD");
        }
    }

    #[test]
    fn spellings_of_one_name_fold_to_one_form() {
        let same = [
            ("Hoà", "Hòa"),
            ("Thuỷ", "Thủy"),
            ("Khoẻ", "Khỏe"),
            ("Lý", "Lí"),
            ("Mỹ", "Mĩ"),
            ("Quý", "Quí"),
            ("Sỹ Kỳ", "Sĩ Kì"),
        ];
        for (one, other) in same {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(fold("Dung"), fold("Đưng"));
        // A diphthong that ends in "y" stays apart from one that ends in "i".
        for (one, other) in [("Thúy", "Thúi"), ("Tay", "Tai"), ("Ý", "Í")] {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn every_word_must_begin_a_word() {
        let folded = fold("Nguyễn Thị Thuỷ-Tiên, H'Hen 40251240 TV-000123");
        let found = [
            "nguyen",
            "thuy nguyen",
            "Thủy",
            "thuỷ tiên",
            "tien",
            "  ng  ",
            "ng t",
            "hen",
            "h'h",
            "h'hen",
            "4025",
            "1240",
            "251",
            "40.251240",
            "0123",
            "tv-000",
            "",
            "   ",
            "40",
        ];
        for typed in found {
            assert!(Query::new(typed).matches(&folded), "{typed:?} should be found");
        }
        let missed = ["guyen", "nguyen van", "huy", "51", "tienx", "999", "👍", "%", "nguyenthi"];
        for typed in missed {
            assert!(!Query::new(typed).matches(&folded), "{typed:?} should not be found");
        }
    }

    #[test]
    fn a_query_without_words_is_empty() {
        assert!(Query::new(" \u{200b}\t").is_empty());
        assert!(!Query::new(" a ").is_empty());
        assert!(Query::default().matches("anything"));
    }

    #[test]
    fn a_word_longer_than_the_text_is_not_found() {
        assert!(!Query::new("nguyen").matches("ng"));
        assert!(!Query::new("a").matches(""));
    }
}
