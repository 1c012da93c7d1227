//! The numbers by which a person is known: identity and cards. They are masked where numbers are,
//! and who sees them in full is noted.

use super::MemberTexts;
use crate::domain::problem::Field;

struct Number {
    field: Field,
    /// As the register names it.
    column: &'static str,
    read: fn(&MemberTexts<Option<String>>) -> &Option<String>,
}

const NUMBERS: [Number; 4] = [
    Number { field: Field::PersonalId, column: "personal_id", read: |texts| &texts.personal_id },
    Number { field: Field::OldId, column: "old_id", read: |texts| &texts.old_id },
    Number { field: Field::CardNumber, column: "card_number", read: |texts| &texts.card_number },
    Number { field: Field::OldCardNumber, column: "old_card_number", read: |texts| &texts.old_card_number },
];

/// Whether a field of a member's record holds such a number.
#[must_use]
pub fn is_number(field: Field) -> bool {
    NUMBERS.iter().any(|number| number.field == field)
}

/// Whether a column of the register's table of members does.
#[must_use]
pub fn is_column_of_number(column: &str) -> bool {
    NUMBERS.iter().any(|number| number.column == column)
}

/// Whether such a number is known, in this field of this record.
#[must_use]
pub fn is_known(texts: &MemberTexts<Option<String>>, field: Field) -> bool {
    NUMBERS.iter().any(|number| number.field == field && (number.read)(texts).is_some())
}
