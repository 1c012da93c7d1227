//! Numbers for invented people that have the form of real ones and are nobody's.
//!
//! Personal numbers begin with the province code 099, which no province has (they end at 096);
//! card numbers of the old form begin with 99. A serial number makes each number unique.

use crate::domain::identifier::sex_and_year;
use crate::domain::member::form_of_number;

/// A code that was given to no province.
const NO_PROVINCE: &str = "099";
/// The province's sign on the file numbers.
const FILE_SIGN: &str = "TV";
/// How many different numbers there are of each kind.
pub const SERIALS: u64 = 1_000_000;
/// Shares no divisor with [`SERIALS`], so that multiplying maps the serials one to one.
const SCATTER: u64 = 618_033;

/// A personal number of 12 digits that agrees with the sex and the year of birth (1900 to 2399).
/// Unique among serials below [`SERIALS`].
#[must_use]
pub fn personal_id(serial: u64, is_female: bool, birth_year: i32) -> String {
    let middle = sex_and_year(is_female, birth_year.clamp(1900, 2399));
    format!("{NO_PROVINCE}{middle}{:06}", scattered(serial))
}

/// A card number of the old form, 8 digits. Unique among serials below [`SERIALS`].
#[must_use]
pub fn old_card_number(serial: u64) -> String {
    format!("99{:06}", scattered(serial))
}

/// A file number ("000001 TV"), in the order of the serials. Unique below [`SERIALS`].
#[must_use]
pub fn file_number(serial: u64) -> String {
    format!("{:06} {FILE_SIGN}", serial % SERIALS)
}

/// A number of a badge in its level's form. Unique in a level while its digits are enough.
#[must_use]
pub fn badge_number(serial: u64, level: u32) -> Option<String> {
    let (letter, digits) = form_of_number(level)?;
    let most = 10_u64.checked_pow(u32::try_from(digits).ok()?)?;
    let letter = letter.map(String::from).unwrap_or_default();
    Some(format!("{letter}{:0digits$}", scattered(serial) % most))
}

/// Another number below [`SERIALS`] for each serial, so that neighbours don't look alike.
fn scattered(serial: u64) -> u64 {
    (serial % SERIALS) * SCATTER % SERIALS
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::identifier;

    #[test]
    fn numbers_are_valid_and_agree_with_the_person() {
        for (serial, is_female, year) in
            [(0, false, 1955), (1, true, 1999), (999_999, true, 2003), (7, false, 2000)]
        {
            let id = personal_id(serial, is_female, year);
            assert_eq!(identifier::personal_id(&id), Ok(Some(id.clone())));
            assert_eq!(identifier::card_number(&id), Ok(Some(id.clone())));
            assert!(!identifier::personal_id_disagrees(&id, is_female, year));
            assert!(identifier::personal_id_disagrees(&id, !is_female, year));
        }
        assert_eq!(personal_id(3, true, 1).len(), 12);
        let (card, file) = (old_card_number(42), file_number(42));
        assert_eq!(identifier::old_card_number(&card), Ok(Some(card.clone())));
        assert_eq!(identifier::file_number(&file), Ok(Some(file.clone())));
        assert_eq!(file, "000042 TV");
    }

    #[test]
    fn no_two_serials_share_a_number() {
        let ids: HashSet<u64> = (0..SERIALS).map(scattered).collect();
        assert_eq!(ids.len(), 1_000_000);
    }
}
