//! Names of people and of units: what they may contain, their order, their capitals.
//!
//! A Vietnamese list of people is in order of the given name, which is written last; then of the
//! middle words; then of the family name. Letters follow the Vietnamese alphabet (A Ă Â … D Đ …),
//! and tones count only between words that are otherwise the same (Ca Cà Cả Cã Cá Cạ).
//! The order is kept as bytes, so that the database and a plain byte comparison both know it.

use std::sync::LazyLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::problem::{Field, Kind, Problem};
use super::text::{fold, nfc, tidy};

/// Version of the keys of [`sort_key`] and [`text_key`]. Raised whenever they change, also by a
/// new `icu_collator`: keys that were stored under another version are then made anew.
pub const KEY_VERSION: i64 = 1;

/// Longest name of a person, in characters.
pub const MAX_PERSON: usize = 100;

/// Stands between the parts of a key. No collation key contains it, and it is below all others.
const PART_END: u8 = 0;

type SharedCollator = Option<CollatorBorrowed<'static>>;

static NAME_ORDER: LazyLock<SharedCollator> = LazyLock::new(|| vietnamese(CollationNumericOrdering::False));
static TEXT_ORDER: LazyLock<SharedCollator> = LazyLock::new(|| vietnamese(CollationNumericOrdering::True));

/// The collator is compiled in, so `None` can't occur; should it, order falls back to folded text.
fn vietnamese(numbers: CollationNumericOrdering) -> SharedCollator {
    let mut preferences = CollatorPreferences::from(&locale!("vi"));
    preferences.numeric_ordering = Some(numbers);
    let mut options = CollatorOptions::default();
    // Letters and marks count, case does not: a name typed in capitals belongs among the others.
    options.strength = Some(Strength::Secondary);
    Collator::try_new(preferences, options).ok()
}

/// The bytes that put people in order by given name, middle words, family name.
///
/// Case and the placement of the tone (Hoà, Hòa) don't count; namesakes have the same key.
#[must_use]
pub fn sort_key(full_name: &str) -> Vec<u8> {
    let name = tones_last(&tidy(full_name));
    let (rest, given) = name.rsplit_once(' ').unwrap_or(("", &name));
    let (family, middle) = rest.split_once(' ').unwrap_or((rest, ""));
    let mut key = Vec::with_capacity(48);
    for part in [given, middle, family] {
        append_key(&NAME_ORDER, part, &mut key);
        key.push(PART_END);
    }
    key
}

/// The bytes that put any other text in Vietnamese order; numbers in it count as numbers
/// ("Chi bộ 2" comes before "Chi bộ 10").
#[must_use]
pub fn text_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(48);
    append_key(&TEXT_ORDER, &tones_last(&tidy(text)), &mut key);
    key
}

fn append_key(order: &LazyLock<SharedCollator>, text: &str, key: &mut Vec<u8>) {
    match &**order {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, key);
        }
        None => key.extend_from_slice(fold(text).as_bytes()),
    }
}

/// The text decomposed, with the tones of each word moved to the word's end, where "oà" and "òa"
/// are the same. A syllable has one tone, so the order of different names is not touched.
fn tones_last(text: &str) -> String {
    let mut moved = String::with_capacity(text.len() + 16);
    let mut tones = String::new();
    for c in text.nfd() {
        match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(c),
            _ => {
                if !c.is_alphabetic() && !is_combining_mark(c) {
                    moved.push_str(&tones);
                    tones.clear();
                }
                moved.push(c);
            }
        }
    }
    moved + &tones
}

/// The given name: the last word, or all of a name of one word.
#[must_use]
pub fn given(full_name: &str) -> &str {
    full_name.split_whitespace().next_back().unwrap_or("")
}

/// The name in capitals, as Party documents print it.
#[must_use]
pub fn capitals(full_name: &str) -> String {
    nfc(&full_name.to_uppercase())
}

/// Reads a person's name of at most [`MAX_PERSON`] characters; gives it tidied.
///
/// # Errors
/// `Required` when nothing is left, `TooLong`, and `BadCharacters` for anything but letters,
/// spaces, apostrophes, hyphens and dots.
pub fn check(typed: &str, field: Field) -> Result<String, Problem> {
    let name = within(typed, field, MAX_PERSON)?;
    let is_person = name.chars().all(belongs_to_person) && name.contains(char::is_alphabetic);
    if is_person { Ok(name) } else { Err(Problem::error(field, Kind::BadCharacters)) }
}

/// Reads the name of a unit or a register of at most `max` characters; gives it tidied.
///
/// # Errors
/// `Required` when nothing is left, `TooLong`, and `BadCharacters` when no letter or digit is in it.
pub fn check_title(typed: &str, field: Field, max: usize) -> Result<String, Problem> {
    let name = within(typed, field, max)?;
    let says_something = name.contains(char::is_alphanumeric);
    if says_something { Ok(name) } else { Err(Problem::error(field, Kind::BadCharacters)) }
}

fn within(typed: &str, field: Field, max: usize) -> Result<String, Problem> {
    let name = tidy(typed);
    if name.is_empty() {
        return Err(Problem::error(field, Kind::Required));
    }
    if name.chars().count() > max {
        return Err(Problem::error(field, Kind::TooLong { max }));
    }
    Ok(name)
}

fn belongs_to_person(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c) || matches!(c, ' ' | '\'' | '’' | 'ʼ' | '-' | '‑' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_in_order(names: &[&str], key: fn(&str) -> Vec<u8>) {
        for pair in names.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn letters_and_tones_follow_the_vietnamese_alphabet() {
        for key in [sort_key, text_key] {
            assert_in_order(&["Ca", "Cà", "Cả", "Cã", "Cá", "Cạ"], key);
            assert_in_order(&["Cam", "Càm", "Cảm", "Cãm", "Cám", "Cạm", "Cao"], key);
            assert_in_order(&["An", "Ăn", "Ân", "Bo"], key);
            assert_in_order(&["Da", "Dung", "Đa", "Đung", "E", "Ê", "G"], key);
            assert_in_order(&["O", "Ô", "Ơ", "P"], key);
            assert_in_order(&["U", "Ư", "V"], key);
            assert_in_order(&["Hoa", "Hoà", "Hỏa", "Hoá", "Hóan"], key);
        }
    }

    #[test]
    fn people_are_in_order_of_given_middle_and_family_name() {
        assert_in_order(
            &[
                "An",
                "Bùi An",
                "Vũ An",
                "Nguyễn Thị An",
                "Đỗ Văn An",
                "Lê Văn An",
                "Lê Văn Anh",
                "Phạm Ân",
                "H'Hen Niê",
                "Thạch Thị Sa Rinh",
                "Nguyễn Thị Ý",
            ],
            sort_key,
        );
        assert_in_order(&["Vũ Văn Dũng", "Bùi Văn Đạt"], sort_key);
        assert!(
            sort_key("Nguyễn Văn Bình") < sort_key("An Văn Bính"),
            "the tone of the given name comes first"
        );
    }

    #[test]
    fn case_composition_spacing_and_tone_placement_do_not_count() {
        let key = sort_key("Nguyễn Thị Hòa");
        for same in ["NGUYỄN THỊ HÒA", "nguyễn  thị hoà ", "Nguyễn Thị Hoà", "Nguyễn\u{a0}Thị Hòa"]
        {
            assert_eq!(sort_key(same), key, "{same}");
        }
        assert_eq!(sort_key(&"Nguyễn Thị Hòa".nfd().collect::<String>()), key);
        assert_ne!(sort_key("Nguyễn Thị Hóa"), key);
        assert_ne!(sort_key("Nguyễn Hòa Thị"), key);
    }

    #[test]
    fn numbers_in_titles_count_as_numbers() {
        assert_in_order(&["Chi bộ 2", "Chi bộ 10", "Chi bộ Văn phòng", "Đảng bộ Sở Y tế"], text_key);
    }

    #[test]
    fn the_given_name_is_the_last_word() {
        assert_eq!(given("Nguyễn Văn Đức "), "Đức");
        assert_eq!(given("K'Brới"), "K'Brới");
        assert_eq!(given(""), "");
    }

    #[test]
    fn capitals_keep_the_marks() {
        assert_eq!(capitals("Đặng Thị Mỹ Hường"), "ĐẶNG THỊ MỸ HƯỜNG");
        assert_eq!(capitals("K'Brới"), "K'BRỚI");
        assert_eq!(capitals("u\u{31b}\u{301}c"), "ỨC");
    }

    #[test]
    fn names_of_every_people_are_accepted() {
        let names = [
            "Lê Nguyễn Thị Bích Ngọc",
            "K'Brới",
            "H’Hen Niê",
            "Y-Bhiăo",
            "Thạch Sô Phia",
            "Ý",
            "Maria Ng. T. Lan",
        ];
        for name in names {
            assert_eq!(check(&format!("  {name} "), Field::Name), Ok(name.to_owned()));
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let kind = |typed: &str| check(typed, Field::Name).map_err(|problem| problem.kind);
        assert_eq!(kind(" \u{200b} "), Err(Kind::Required));
        let bad = [
            "Nguyễn Văn 2",
            "Lan 👍",
            "a<b",
            "Robert'); DROP TABLE member;--",
            "...",
            "-",
            "Lan, Huệ",
            "a=b",
            "A/B",
        ];
        for typed in bad {
            assert_eq!(kind(typed), Err(Kind::BadCharacters), "{typed}");
        }
        assert!(kind(&"ễ".repeat(100)).is_ok());
        assert!(kind(&"ễ".nfd().collect::<String>().repeat(100)).is_ok(), "counted as kept, in NFC");
        assert_eq!(kind(&"ễ".repeat(101)), Err(Kind::TooLong { max: 100 }));
    }

    #[test]
    fn titles_may_have_digits_and_signs() {
        assert_eq!(
            check_title(" Chi bộ  Trường THPT số 2 (ấp 5/6) ", Field::Name, 200),
            Ok("Chi bộ Trường THPT số 2 (ấp 5/6)".to_owned())
        );
        let kind = |typed: &str| check_title(typed, Field::Name, 5).map_err(|problem| problem.kind);
        assert_eq!(kind("👍 -"), Err(Kind::BadCharacters));
        assert_eq!(kind("Chi bộ"), Err(Kind::TooLong { max: 5 }));
        assert_eq!(kind(""), Err(Kind::Required));
    }
}
