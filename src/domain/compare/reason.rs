//! Why a percentage may have come out wrong.

use serde::Serialize;

use super::{Decimal, Denominator};

/// Why another number may have been printed than the right one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// Cut off after the last digit instead of rounded.
    Cut,
    /// Rounded up though the rest is less than half.
    RoundedUp,
    /// Two digits have changed places.
    Swapped,
    /// One digit is another one.
    OneDigit,
    /// The comma stands elsewhere.
    Comma,
    /// It is a share of something else.
    OtherDenominator {
        /// Of what.
        denominator: Denominator,
        /// How much that is.
        total: i64,
    },
    /// It is the right one of another row.
    OtherRow {
        /// What that row begins with.
        label: String,
    },
    /// Nothing that is known of.
    Unknown,
}

/// From so large a count on, a share of something else is hardly met by chance.
const LARGE: i64 = 100;

/// What there is to explain a wrong percentage with.
pub struct Case<'a> {
    /// What is printed.
    pub printed: Decimal,
    /// The count.
    pub count: i64,
    /// What it is a share of.
    pub total: i64,
    /// What else it might be a share of.
    pub others: &'a [(Denominator, i64)],
    /// The right percentages of the column's other rows.
    pub rows: &'a [(String, Decimal)],
}

impl Case<'_> {
    /// The likeliest reason; `expected` is the right number with as many decimals.
    pub fn reason(&self, expected: Decimal) -> Reason {
        let printed = self.printed;
        let cut = Decimal::cut(self.count, self.total, printed.scale);
        if cut == Some(printed) {
            return Reason::Cut;
        }
        if cut == Some(expected) && printed.digits == expected.digits + 1 {
            return Reason::RoundedUp;
        }
        let slips = || {
            let slips = [
                (is_swapped(printed, expected), Reason::Swapped),
                (is_one_digit(printed, expected), Reason::OneDigit),
            ];
            slips.into_iter().find(|(is_so, _)| *is_so).map(|(_, reason)| reason)
        };
        let found = if self.count >= LARGE {
            self.other_denominator().or_else(slips)
        } else {
            slips().or_else(|| self.other_denominator())
        };
        let comma = || self.is_shifted().then_some(Reason::Comma);
        found.or_else(comma).or_else(|| self.other_row()).unwrap_or(Reason::Unknown)
    }

    fn other_denominator(&self) -> Option<Reason> {
        let is_it = |(_, total): &&(Denominator, i64)| {
            self.count > 0 && Decimal::share(self.count, *total, self.printed.scale) == Some(self.printed)
        };
        let (denominator, total) = self.others.iter().find(is_it)?;
        Some(Reason::OtherDenominator { denominator: denominator.clone(), total: *total })
    }

    /// Whether the right digits stand around another comma: 1,17 or 117,8 for 11,78.
    fn is_shifted(&self) -> bool {
        let scale = self.printed.scale;
        let of_scale = |scale| Decimal::share(self.count, self.total, scale).map(|share| share.digits);
        let digits = Some(self.printed.digits).filter(|digits| *digits > 0);
        digits.is_some()
            && [scale.checked_sub(1), Some(scale + 1)]
                .into_iter()
                .flatten()
                .any(|scale| of_scale(scale) == digits)
    }

    fn other_row(&self) -> Option<Reason> {
        let is_it = |(_, right): &&(String, Decimal)| *right == self.printed && right.digits > 0;
        self.rows.iter().find(is_it).map(|(label, _)| Reason::OtherRow { label: label.clone() })
    }
}

/// The digits of both with as many of them.
fn digits(one: Decimal, other: Decimal) -> (Vec<u8>, Vec<u8>) {
    let least = one.scale as usize + 1;
    let width = one.digits.to_string().len().max(other.digits.to_string().len()).max(least);
    let text = |number: Decimal| format!("{:0width$}", number.digits).into_bytes();
    (text(one), text(other))
}

fn differing(one: &[u8], other: &[u8]) -> Vec<usize> {
    (0..one.len()).filter(|place| one.get(*place) != other.get(*place)).collect()
}

fn is_swapped(printed: Decimal, expected: Decimal) -> bool {
    let (printed, expected) = digits(printed, expected);
    match differing(&printed, &expected).as_slice() {
        [first, second] => printed[*first] == expected[*second] && printed[*second] == expected[*first],
        _ => false,
    }
}

fn is_one_digit(printed: Decimal, expected: Decimal) -> bool {
    let (printed, expected) = digits(printed, expected);
    differing(&printed, &expected).len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(printed: i64, count: i64, total: i64, others: &[(Denominator, i64)]) -> Reason {
        let printed = Decimal { digits: printed, scale: 2 };
        let rows = [("2017".to_owned(), Decimal { digits: 5555, scale: 2 })];
        let case = Case { printed, count, total, others, rows: &rows };
        case.reason(Decimal::share(count, total, 2).unwrap())
    }

    #[test]
    fn the_usual_slips_have_their_names() {
        assert_eq!(reason(4269, 38, 89, &[]), Reason::Cut);
        assert_eq!(reason(3334, 1, 3, &[]), Reason::RoundedUp);
        assert_eq!(reason(6829, 4373, 5068, &[]), Reason::Swapped);
        assert_eq!(reason(8117, 4615, 5294, &[]), Reason::OneDigit);
        assert_eq!(reason(118, 597, 5068, &[]), Reason::Comma);
        assert_eq!(reason(5555, 597, 5068, &[]), Reason::OtherRow { label: "2017".to_owned() });
        assert_eq!(reason(4444, 597, 5068, &[]), Reason::Unknown);
        let good = (Denominator::Column("HTT".to_owned()), 4373);
        let other = Reason::OtherDenominator { denominator: good.0.clone(), total: 4373 };
        assert_eq!(reason(1365, 597, 5068, &[good]), other);
    }
}
