//! What must hold for any input of the domain's basics: text, names, dates, numbers, identifiers.

use chrono::{Datelike, Days, Duration, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use so_chi_bo::domain::date::{self, PartialDate};
use so_chi_bo::domain::problem::Field;
use so_chi_bo::domain::split::largest_remainder;
use so_chi_bo::domain::text::{Query, fold, nfc, tidy};
use so_chi_bo::domain::{identifier, name, number};
use unicode_normalization::UnicodeNormalization;

/// Pieces of which text that people really paste is made, with what breaks careless programs.
const PIECES: [&str; 32] = [
    "Nguyễn",
    "Thuỷ",
    "Hòa",
    "Đặng",
    "Ước",
    "Lý",
    "quý",
    "K'Brới",
    "Y‑Bhiăo",
    "Sô Phia",
    "ế",
    "e\u{302}\u{301}",
    "o\u{31b}",
    "\u{323}",
    "\u{301}",
    " ",
    "  ",
    "\t",
    "\n",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\0",
    "👨\u{200d}👩\u{200d}👧",
    "👍🏽",
    "'; DROP TABLE member;--",
    "40.251240",
    "05/03/1975",
    "%",
    "İ",
    "한",
];

/// Words of names: every order question of the alphabet, both placements of a tone.
const WORDS: [&str; 23] = [
    "Ca", "Cà", "Cả", "Cã", "Cá", "Cạ", "An", "Ăn", "Ân", "Dung", "Đung", "O", "Ô", "Ơ", "Hoà", "Hòa",
    "Nguyễn", "Thị", "Văn", "K'Brới", "Lý", "Quý", "Ước",
];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![vec(select(PIECES.as_slice()), 0..8).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn full_name() -> impl Strategy<Value = String> {
    vec(select(WORDS.as_slice()), 1..5).prop_map(|words| words.join(" "))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(date::FIRST_YEAR, 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(date::LAST_YEAR, 12, 31).unwrap();
    (0..=(last - first).num_days().unsigned_abs()).prop_map(move |days| first + Days::new(days))
}

fn any_partial() -> impl Strategy<Value = PartialDate> {
    (any_day(), 0..3).prop_map(|(day, precision)| match precision {
        0 => PartialDate::from(day),
        1 => date::parse(&format!("{}/{}", day.month(), day.year())).unwrap(),
        _ => date::parse(&day.year().to_string()).unwrap(),
    })
}

fn nfd(text: &str) -> String {
    text.nfd().collect()
}

proptest! {
    // A failing input becomes a case of its own in the unit tests, not a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tidying_twice_changes_nothing(text in any_text()) {
        let once = tidy(&text);
        prop_assert_eq!(tidy(&once), once.clone());
        prop_assert_eq!(nfc(&once), once.clone());
        prop_assert!(!once.contains(char::is_control) && !once.contains("  ") && once.trim() == once);
    }

    #[test]
    fn folding_twice_changes_nothing(text in any_text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn folding_ignores_composition_and_case(text in any_text(), person in full_name()) {
        prop_assert_eq!(fold(&nfd(&text)), fold(&nfc(&text)));
        prop_assert_eq!(fold(&person.to_uppercase()), fold(&nfd(&person.to_lowercase())));
        prop_assert!(fold(&person).is_ascii());
    }

    #[test]
    fn a_name_is_found_by_the_beginnings_of_its_words(person in full_name(), letters in 1..4_usize, marks: bool) {
        let beginnings: Vec<String> =
            person.split(' ').rev().map(|word| word.chars().take(letters).collect()).collect();
        let typed = format!(" {} ", beginnings.join("  "));
        let query = Query::new(&if marks { typed.clone() } else { fold(&typed) });
        prop_assert!(query.matches(&fold(&person)), "{:?} in {:?}", typed, person);
    }

    #[test]
    fn a_query_agrees_with_its_definition(person in full_name(), typed in "[acdhlnoqtuvy]{1,2}( [a-z]{1,2})?") {
        let folded = fold(&person);
        let expected = fold(&typed).split(' ').all(|word| {
            folded.split(|c: char| !c.is_ascii_alphanumeric()).any(|candidate| candidate.starts_with(word))
        });
        prop_assert_eq!(Query::new(&typed).matches(&folded), expected);
    }

    #[test]
    fn sort_keys_ignore_composition_and_case(person in full_name()) {
        let key = name::sort_key(&person);
        prop_assert_eq!(&name::sort_key(&nfd(&person)), &key);
        prop_assert_eq!(&name::sort_key(&person.to_uppercase()), &key);
        prop_assert_eq!(name::text_key(&nfd(&person)), name::text_key(&person));
    }

    #[test]
    fn the_given_name_decides_before_the_rest(one in full_name(), other in full_name()) {
        let given = |person: &str| name::sort_key(name::given(person));
        if given(&one) != given(&other) {
            prop_assert_eq!(name::sort_key(&one).cmp(&name::sort_key(&other)), given(&one).cmp(&given(&other)));
        }
    }

    #[test]
    fn the_same_sort_key_means_the_same_name(one in full_name(), other in full_name()) {
        let plain = |person: &str| person.replace("Hoà", "Hòa");
        prop_assert_eq!(name::sort_key(&one) == name::sort_key(&other), plain(&one) == plain(&other));
    }

    #[test]
    fn a_checked_name_stays_as_it_is(text in any_text(), person in full_name()) {
        if let Ok(kept) = name::check(&text, Field::Name) {
            prop_assert_eq!(name::check(&kept, Field::Name), Ok(kept));
        }
        prop_assert_eq!(name::check(&nfd(&person), Field::Name), Ok(person));
    }

    #[test]
    fn a_shown_day_is_read_back(day in any_day()) {
        prop_assert_eq!(date::parse_day(&date::show(day)), Ok(day));
        let (d, m, y) = (day.day(), day.month(), day.year());
        let spellings = [
            format!("{d}/{m}/{y}"),
            format!("{d}.{m}.{y}"),
            format!("{d}-{m}-{y}"),
            format!("{d:02}{m:02}{y}"),
            day.to_string(),
        ];
        for typed in spellings {
            prop_assert_eq!(date::parse_day(&typed), Ok(day));
        }
    }

    #[test]
    fn partial_dates_survive_text_and_json(partial in any_partial()) {
        prop_assert_eq!(PartialDate::from_iso(&partial.to_iso()), Ok(partial));
        prop_assert_eq!(date::parse(&partial.to_string()), Ok(partial));
        prop_assert_eq!(date::parse(&partial.to_iso()), Ok(partial));
        let json = serde_json::to_string(&partial).unwrap();
        prop_assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), partial);
    }

    #[test]
    fn order_agrees_with_time_and_with_iso_text(one in any_partial(), other in any_partial()) {
        if one.last_day() < other.first_day() {
            prop_assert!(one < other);
        }
        prop_assert_eq!(one.cmp(&other), one.to_iso().cmp(&other.to_iso()));
        prop_assert!(one.first_day() <= one.last_day());
        prop_assert_eq!(one.first_day().year(), one.last_day().year());
        prop_assert_eq!(one.day().is_some(), one.to_iso().len() == 10);
    }

    #[test]
    fn full_years_are_complete(from in any_day(), to in any_day()) {
        let years = date::full_years(from, to);
        if let Ok(passed) = u32::try_from(years) {
            let leap_day = i64::from(from.month() == 2 && from.day() == 29);
            prop_assert!(date::add_months(from, passed * 12) <= to);
            prop_assert!(to < date::add_months(from, (passed + 1) * 12) + Duration::days(leap_day));
        } else {
            prop_assert!(to < from);
        }
    }

    #[test]
    fn a_percentage_is_within_half_a_hundredth(count in 0..1_000_000_i64, of in 1..1_000_000_i64) {
        let number::Percent(hundredths) = number::percent(count, of).unwrap();
        // |hundredths - 10_000 count / of| <= 1/2, in whole numbers; the half itself goes up.
        let twice_error = 2 * (hundredths * of - 10_000 * count);
        prop_assert!(-of < twice_error && twice_error <= of);
        let json = serde_json::to_string(&number::Percent(hundredths)).unwrap();
        let decimals = json.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        prop_assert!(decimals <= 2, "{}", json);
    }

    #[test]
    fn a_grouped_number_is_read_back(whole in 0..=i64::MAX) {
        prop_assert_eq!(number::parse_whole(&number::group(whole)), Ok(whole));
        prop_assert_eq!(number::parse_whole(&whole.to_string()), Ok(whole));
    }

    #[test]
    fn a_grouped_identifier_is_read_back(long in "[0-9]{12}", short in "[0-9]{8}") {
        prop_assert_eq!(identifier::personal_id(&identifier::show_grouped(&long)), Ok(Some(long.clone())));
        prop_assert_eq!(identifier::card_number(&identifier::show_grouped(&long)), Ok(Some(long)));
        prop_assert_eq!(identifier::old_card_number(&identifier::show_grouped(&short)), Ok(Some(short)));
    }

    #[test]
    fn a_split_total_stays_whole(total in 0..1_000_000_i64, weights in vec(0..10_000_i64, 1..400)) {
        let parts = largest_remainder(total, &weights);
        prop_assert_eq!(parts.iter().sum::<i64>(), total);
        let sum: i64 = weights.iter().sum();
        prop_assume!(sum > 0);
        for (part, weight) in parts.iter().zip(&weights) {
            // Less than one away from the exact share; so never more than the weight while the
            // total is no more than all weights.
            prop_assert!((part * sum - total * weight).abs() < sum);
            prop_assert!(total > sum || part <= weight);
        }
    }

    #[test]
    fn nothing_breaks_on_any_text(text in any_text()) {
        put_through_everything(&text);
    }
}

#[test]
fn every_character_folds_once_and_for_all() {
    for c in char::MIN..=char::MAX {
        let once = fold(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&once), once, "{c:?}");
    }
}

#[test]
fn nothing_breaks_on_very_long_text() {
    for piece in PIECES {
        put_through_everything(&piece.repeat(10_000 / piece.chars().count()));
    }
}

/// Calls every function that takes text from people, and checks that what is accepted is tidy
/// and is accepted again.
fn put_through_everything(text: &str) {
    let _ = Query::new(text).matches(&fold(text));
    let _ = Query::new("nguyen 123").matches(text);
    let _ = (name::sort_key(text), name::text_key(text), name::given(text), name::capitals(text));
    let _ = name::check(text, Field::Name);
    let _ = name::check_title(text, Field::Name, 200);
    let _ = PartialDate::from_iso(text);
    let _ = identifier::show_grouped(text);
    assert!(identifier::personal_id(text).is_ok() || !identifier::personal_id_disagrees(text, true, 1975));
    if let Ok(read) = date::parse(text) {
        assert_eq!(date::parse(&read.to_string()), Ok(read));
    }
    if let Ok(whole) = number::parse_whole(text) {
        assert!(whole >= 0);
    }
    let readers = [
        identifier::personal_id,
        identifier::old_id,
        identifier::card_number,
        identifier::old_card_number,
        identifier::file_number,
        identifier::phone,
        identifier::email,
    ];
    for read in readers {
        if let Ok(Some(kept)) = read(text) {
            assert_eq!(tidy(&kept), kept);
            assert_eq!(read(&kept), Ok(Some(kept)));
        }
    }
}
