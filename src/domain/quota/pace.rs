//! What is still to be done in a year, and how fast (domain.md C7: needed per remaining quarter).

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// What a target needs until 31/12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// How many are missing from the target; 0 when it is reached.
    pub remaining: i64,
    /// Quarters that are not over, with the one of the day.
    pub quarters: i64,
    /// How many each of these needs, rounded up; none when none is left.
    pub per_quarter: Option<i64>,
    /// Months that are not over, with the one of the day.
    pub months: i64,
    /// How many each of these needs, rounded up; none when none is left.
    pub per_month: Option<i64>,
    /// How many there would be on the day if the target were reached evenly, rounded down.
    pub due: i64,
}

impl Pace {
    /// What the target of a year still needs at the end of a day. Before the year all of it is left,
    /// after it nothing.
    #[must_use]
    pub fn of(target: i64, admitted: i64, year: i32, day: NaiveDate) -> Self {
        let remaining = (target - admitted).max(0);
        let is_last = |months: u32| is_last_of(day, months);
        let (quarters, months) = match day.year().cmp(&year) {
            std::cmp::Ordering::Less => (4, 12),
            std::cmp::Ordering::Greater => (0, 0),
            std::cmp::Ordering::Equal => {
                let (quarter, month) = (i64::from(day.month0() / 3), i64::from(day.month0()));
                (4 - quarter - i64::from(is_last(3)), 12 - month - i64::from(is_last(1)))
            }
        };
        let each = |parts: i64| (parts > 0).then(|| (remaining + parts - 1) / parts);
        let due = match day.year().cmp(&year) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Greater => target,
            std::cmp::Ordering::Equal => target * i64::from(day.ordinal()) / i64::from(days_of(year)),
        };
        Self { remaining, quarters, per_quarter: each(quarters), months, per_month: each(months), due }
    }
}

/// Whether a day is the last one of so many months from January on.
fn is_last_of(day: NaiveDate, months: u32) -> bool {
    day.succ_opt().is_none_or(|next| next.day() == 1 && next.month0() % months == 0)
}

fn days_of(year: i32) -> u32 {
    NaiveDate::from_ymd_opt(year, 12, 31).map_or(365, |last| last.ordinal())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn pace(target: i64, admitted: i64, day: NaiveDate) -> (i64, i64, Option<i64>, Option<i64>) {
        let pace = Pace::of(target, admitted, 2026, day);
        (pace.remaining, pace.quarters, pace.per_quarter, pace.per_month)
    }

    #[test]
    fn the_quarter_of_the_day_counts_until_it_is_over() {
        assert_eq!(pace(10, 3, day(2026, 1, 15)), (7, 4, Some(2), Some(1)));
        assert_eq!(pace(10, 3, day(2026, 3, 30)), (7, 4, Some(2), Some(1)));
        assert_eq!(pace(10, 3, day(2026, 3, 31)), (7, 3, Some(3), Some(1)));
        assert_eq!(pace(10, 3, day(2026, 11, 24)), (7, 1, Some(7), Some(4)));
        assert_eq!(pace(10, 3, day(2026, 12, 31)), (7, 0, None, None));
        assert_eq!(pace(10, 3, day(2027, 2, 1)), (7, 0, None, None));
        assert_eq!(pace(10, 0, day(2025, 12, 1)), (10, 4, Some(3), Some(1)));
        assert_eq!(pace(10, 12, day(2026, 5, 1)), (0, 3, Some(0), Some(0)));
    }

    #[test]
    fn what_is_due_grows_with_the_days() {
        let due = |on| Pace::of(365, 0, 2026, on).due;
        assert_eq!((due(day(2026, 1, 1)), due(day(2026, 12, 31))), (1, 365));
        assert_eq!((due(day(2025, 12, 31)), due(day(2027, 1, 1))), (0, 365));
    }

    proptest! {
        #[test]
        fn the_parts_are_enough_and_one_less_is_not(
            target in 0..100_000_i64, admitted in 0..100_000_i64, days in 0..365_u64,
        ) {
            let on = day(2026, 1, 1) + chrono::Days::new(days);
            let pace = Pace::of(target, admitted, 2026, on);
            prop_assert_eq!(pace.remaining, (target - admitted).max(0));
            for (each, parts) in [(pace.per_quarter, pace.quarters), (pace.per_month, pace.months)] {
                let Some(each) = each else { continue };
                prop_assert!(each * parts >= pace.remaining);
                prop_assert!(each == 0 || (each - 1) * parts < pace.remaining);
            }
            prop_assert!(pace.months >= pace.quarters && pace.months <= 3 * pace.quarters);
            prop_assert!((0..=target).contains(&pace.due));
        }
    }
}
