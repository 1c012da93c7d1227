//! Numbers that name a person or a paper: personal, card and file numbers, telephone, e-mail.
//!
//! They are text, with their leading zeros; people group them with spaces, dots and dashes
//! ("40.251240", "07 044 113"), which are taken out on the way in and put back on the way out.
//! Nothing typed is `Ok(None)` everywhere: whether a number must be there is for the record to say.

use super::problem::Kind;
use super::text::tidy;

/// Longest file number in an old form, in characters.
const MAX_FILE_NUMBER: usize = 40;
/// Longest e-mail address, in characters, as the register's column has room for.
const MAX_EMAIL: usize = 200;
/// Stands for the digits that are not shown.
const MASK: &str = "••••";

/// Reads a personal identification number: exactly 12 digits.
///
/// # Errors
/// `NotDigits`, `WrongLength`.
pub fn personal_id(typed: &str) -> Result<Option<String>, Kind> {
    digits_of_length(typed, &[12])
}

/// Reads the number of an old identity card: 9 digits, or 12 on the last ones.
///
/// # Errors
/// `NotDigits`, `WrongLength`.
pub fn old_id(typed: &str) -> Result<Option<String>, Kind> {
    digits_of_length(typed, &[9, 12])
}

/// Reads a Party card number: 12 digits, or 8 on cards from before 02/09/2025.
///
/// # Errors
/// `NotDigits`, `WrongLength`.
pub fn card_number(typed: &str) -> Result<Option<String>, Kind> {
    digits_of_length(typed, &[12, 8])
}

/// Reads the number of an old Party card: 8 digits.
///
/// # Errors
/// `NotDigits`, `WrongLength`.
pub fn old_card_number(typed: &str) -> Result<Option<String>, Kind> {
    digits_of_length(typed, &[8])
}

/// Reads a file number (số lý lịch): 6 digits and the province's sign of two or three letters,
/// kept as "000001 HN".
///
/// # Errors
/// `BadFormat` for any other form of up to 40 characters. Old papers have such forms, so a record
/// warns of it and keeps what was typed. `TooLong` beyond that.
pub fn file_number(typed: &str) -> Result<Option<String>, Kind> {
    let typed = tidy(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    if typed.chars().count() > MAX_FILE_NUMBER {
        return Err(Kind::TooLong { max: MAX_FILE_NUMBER });
    }
    let (number, rest) = typed.split_at(typed.bytes().take_while(u8::is_ascii_digit).count());
    let sign = rest.trim_start_matches([' ', '.', '-', '/']).to_uppercase();
    let is_sign = matches!(sign.chars().count(), 2 | 3) && sign.chars().all(char::is_alphabetic);
    if number.len() == 6 && is_sign { Ok(Some(format!("{number} {sign}"))) } else { Err(Kind::BadFormat) }
}

/// Reads a telephone number: 8 to 15 digits, perhaps a plus before them; kept without grouping.
///
/// # Errors
/// `BadFormat`.
pub fn phone(typed: &str) -> Result<Option<String>, Kind> {
    let number: String =
        tidy(typed).chars().filter(|c| !is_grouping(*c) && !matches!(c, '(' | ')')).collect();
    if number.is_empty() {
        return if tidy(typed).is_empty() { Ok(None) } else { Err(Kind::BadFormat) };
    }
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let is_phone = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_phone { Ok(Some(number)) } else { Err(Kind::BadFormat) }
}

/// Reads an e-mail address; a light check that catches slips of typing, kept as typed.
///
/// # Errors
/// `BadFormat`, `TooLong`.
pub fn email(typed: &str) -> Result<Option<String>, Kind> {
    let address = tidy(typed);
    if address.is_empty() {
        return Ok(None);
    }
    if address.chars().count() > MAX_EMAIL {
        return Err(Kind::TooLong { max: MAX_EMAIL });
    }
    let is_address =
        address.split_once('@').is_some_and(|(local, domain)| is_local(local) && is_domain(domain));
    if is_address { Ok(Some(address)) } else { Err(Kind::BadFormat) }
}

fn is_local(local: &str) -> bool {
    !local.is_empty()
        && local.split('.').all(|part| !part.is_empty())
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

/// The number as people read it: 12 digits as "079 075 001 234", 8 as "40.251240"; any other
/// text as it is.
#[must_use]
pub fn show_grouped(number: &str) -> String {
    let is_digits = number.bytes().all(|b| b.is_ascii_digit());
    match number.len() {
        12 if is_digits => [&number[..3], &number[3..6], &number[6..9], &number[9..]].join(" "),
        8 if is_digits => format!("{}.{}", &number[..2], &number[2..]),
        _ => number.to_owned(),
    }
}

/// The number as it stands where numbers are masked: "•••• 1234". Of a number with fewer than
/// eight digits no digit is shown; nothing stays nothing.
#[must_use]
pub fn mask(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(|c| !is_grouping(*c)).collect();
    match digits.len() {
        0 => String::new(),
        1..8 => MASK.to_owned(),
        count => format!("{MASK} {}", digits[count - 4..].iter().collect::<String>()),
    }
}

/// Whether a personal number speaks of another sex or year of birth: its 4th digit tells century
/// and sex (0 a man, 1 a woman born 19xx; 2 and 3 for 20xx), the 5th and 6th the year.
///
/// Good for a warning only. A text that is no personal number disagrees with nothing.
#[must_use]
pub fn personal_id_disagrees(id: &str, sex_is_female: bool, birth_year: i32) -> bool {
    let is_id = id.len() == 12 && id.bytes().all(|b| b.is_ascii_digit());
    is_id && id[3..6] != sex_and_year(sex_is_female, birth_year)
}

/// The 4th to 6th digit of the personal number of a person of this sex and year of birth.
pub(super) fn sex_and_year(is_female: bool, birth_year: i32) -> String {
    let centuries = birth_year.div_euclid(100) - 19;
    format!("{}{:02}", centuries * 2 + i32::from(is_female), birth_year.rem_euclid(100))
}

fn is_grouping(c: char) -> bool {
    matches!(c, ' ' | '.' | '-')
}

/// The digits without grouping, when there are as many as one of `lengths`; the first is the
/// length that is named in the error.
fn digits_of_length(typed: &str, lengths: &[usize]) -> Result<Option<String>, Kind> {
    let typed = tidy(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    let number: String = typed.chars().filter(|c| !is_grouping(*c)).collect();
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Kind::NotDigits);
    }
    if lengths.contains(&number.len()) {
        return Ok(Some(number));
    }
    let digits = lengths.first().copied().unwrap_or_default();
    Err(Kind::WrongLength { digits, found: number.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Reader = fn(&str) -> Result<Option<String>, Kind>;

    fn some(text: &str) -> Result<Option<String>, Kind> {
        Ok(Some(text.to_owned()))
    }

    #[test]
    fn nothing_typed_is_no_number() {
        let readers: [Reader; 7] =
            [personal_id, old_id, card_number, old_card_number, file_number, phone, email];
        for read in readers {
            assert_eq!(read(""), Ok(None));
            assert_eq!(read(" \u{200b}\t"), Ok(None));
            assert!(read("---").is_err());
        }
    }

    #[test]
    fn numbers_lose_their_grouping_and_keep_their_zeros() {
        assert_eq!(personal_id(" 079 075 001 234 "), some("079075001234"));
        assert_eq!(card_number("40.251240"), some("40251240"));
        assert_eq!(card_number("079-075-001-234"), some("079075001234"));
        assert_eq!(old_card_number("07 044 113"), some("07044113"));
        assert_eq!(old_id("012 345 678"), some("012345678"));
        assert_eq!(old_id("084175000001"), some("084175000001"));
    }

    #[test]
    fn wrong_lengths_and_letters_are_named() {
        let cases: [(Reader, usize, usize); 4] =
            [(personal_id, 12, 11), (old_id, 9, 10), (card_number, 12, 9), (old_card_number, 8, 12)];
        for (read, digits, found) in cases {
            assert_eq!(read(&"1".repeat(found)), Err(Kind::WrongLength { digits, found }));
        }
        assert_eq!(personal_id("07907500123O"), Err(Kind::NotDigits));
        assert_eq!(personal_id("٠٧٩٠٧٥٠٠١٢٣٤"), Err(Kind::NotDigits));
        assert_eq!(card_number("'; DROP TABLE member;--"), Err(Kind::NotDigits));
    }

    #[test]
    fn file_numbers_are_kept_in_one_form() {
        for typed in ["000001 HN", "000001hn", " 000001 / hn", "000001-HN", "000001.Hn"] {
            assert_eq!(file_number(typed), some("000001 HN"), "{typed}");
        }
        assert_eq!(file_number("012345 đno"), some("012345 ĐNO"));
        for typed in
            ["1234 TV", "0000001 HN", "000001", "HN 000001", "000001 H", "000001 HNOI", "000001 👍👍"]
        {
            assert_eq!(file_number(typed), Err(Kind::BadFormat), "{typed}");
        }
        assert_eq!(file_number(&"9".repeat(41)), Err(Kind::TooLong { max: 40 }));
    }

    #[test]
    fn telephone_numbers_are_checked_lightly() {
        assert_eq!(phone("0912 345 678"), some("0912345678"));
        assert_eq!(phone("(0294) 3.855-246"), some("02943855246"));
        assert_eq!(phone("+84 912 345 678"), some("+84912345678"));
        for wrong in ["1234567", "0912345678901234", "091234567x", "+", "()", "84+912345678"] {
            assert_eq!(phone(wrong), Err(Kind::BadFormat), "{wrong}");
        }
    }

    #[test]
    fn mail_addresses_are_checked_lightly() {
        assert_eq!(email(" Nguyen.Van-A@travinh.gov.vn "), some("Nguyen.Van-A@travinh.gov.vn"));
        for wrong in [
            "a",
            "a@",
            "@b.vn",
            "a@b",
            "a@@b.vn",
            "a b@c.vn",
            "a@b..vn",
            "a@.vn",
            "a.@b.vn",
            "<a@b.vn>",
            "a@-b.vn",
            "👍@b.vn",
        ] {
            assert_eq!(email(wrong), Err(Kind::BadFormat), "{wrong}");
        }
        assert_eq!(email(&format!("{}@b.vn", "a".repeat(300))), Err(Kind::TooLong { max: 200 }));
    }

    #[test]
    fn numbers_are_shown_grouped() {
        assert_eq!(show_grouped("079075001234"), "079 075 001 234");
        assert_eq!(show_grouped("40251240"), "40.251240");
        assert_eq!(show_grouped("012345678"), "012345678");
        assert_eq!(show_grouped("Đđđđ"), "Đđđđ");
        assert_eq!(show_grouped(""), "");
    }

    #[test]
    fn a_mask_leaves_the_last_four_of_a_whole_number() {
        assert_eq!(mask("079075001234"), "•••• 1234");
        assert_eq!(mask("079 075 001 234"), "•••• 1234");
        assert_eq!(mask("40.251240"), "•••• 1240");
        assert_eq!(mask("012345678"), "•••• 5678");
        assert_eq!(mask("1234567"), "••••");
        assert_eq!(mask("Đđđđ 👍"), "••••");
        assert_eq!(mask(" - "), "");
        assert_eq!(mask(""), "");
    }

    #[test]
    fn a_personal_number_tells_sex_and_year() {
        let cases = [
            ("079075001234", false, 1975, false),
            ("079175001234", true, 1975, false),
            ("079203001234", false, 2003, false),
            ("079303001234", true, 2003, false),
            ("079075001234", true, 1975, true),
            ("079075001234", false, 1976, true),
            ("079075001234", false, 2075, true),
            ("40251240", false, 1975, false),
            ("👍👍👍", false, 1975, false),
        ];
        for (id, female, year, disagrees) in cases {
            assert_eq!(personal_id_disagrees(id, female, year), disagrees, "{id} {female} {year}");
        }
    }
}
