//! Which backups may go: twelve days, ten weeks and nine months are kept, one for each.
//!
//! Order is by number, never by time: the clock may have jumped when a backup was taken. The
//! newest ones by number always stay, however their times look; and while times contradict the
//! numbers, more of them stay.

use chrono::{Datelike, NaiveDate};

/// Newest backups, by number, that stay whatever the clock says.
pub const NEWEST: usize = 12;
/// The same while the clock is not to be trusted.
pub const NEWEST_IN_DISORDER: usize = 36;
const DAYS: usize = 12;
const WEEKS: usize = 10;
const MONTHS: usize = 9;

/// A backup as far as thinning is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// Its number: later ones are greater.
    pub number: u64,
    /// The day on which it was taken, as the clock said.
    pub day: NaiveDate,
    /// Schema of its database: the last one of each stays, for a program of that time.
    pub schema: i64,
}

/// The numbers of the backups that may go. `today` is what the clock says now.
#[must_use]
pub fn surplus(backups: &[Dated], today: NaiveDate) -> Vec<u64> {
    let mut newest_first = backups.to_vec();
    newest_first.sort_unstable_by_key(|backup| std::cmp::Reverse(backup.number));
    let newest = if is_in_order(&newest_first, today) { NEWEST } else { NEWEST_IN_DISORDER };
    let mut days = Quota::of(DAYS);
    let mut weeks = Quota::of(WEEKS);
    let mut months = Quota::of(MONTHS);
    let mut schemas = Quota::of(usize::MAX);
    let stays = |(place, backup): (usize, &Dated)| {
        let (day, week) = (backup.day, backup.day.iso_week());
        // Each quota must see each backup.
        let by_date = [
            days.takes((i64::from(day.num_days_from_ce()), 0)),
            weeks.takes((i64::from(week.year()), week.week())),
            months.takes((i64::from(day.year()), day.month())),
            schemas.takes((backup.schema, 0)),
        ];
        place < newest || by_date.contains(&true)
    };
    let stay: Vec<bool> = newest_first.iter().enumerate().map(stays).collect();
    newest_first.iter().zip(stay).filter(|(_, stays)| !stays).map(|(backup, _)| backup.number).collect()
}

/// Whether no later backup has an earlier day, and none is of the future.
fn is_in_order(newest_first: &[Dated], today: NaiveDate) -> bool {
    newest_first.windows(2).all(|pair| pair[0].day >= pair[1].day)
        && newest_first.first().is_none_or(|newest| newest.day <= today)
}

/// The first so many different periods, the newest backup of each.
struct Quota {
    most: usize,
    seen: Vec<(i64, u32)>,
}

impl Quota {
    fn of(most: usize) -> Self {
        Self { most, seen: Vec::new() }
    }

    fn takes(&mut self, period: (i64, u32)) -> bool {
        let is_new = self.seen.len() < self.most && !self.seen.contains(&period);
        if is_new {
            self.seen.push(period);
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn left(backups: &[Dated], today: NaiveDate) -> Vec<u64> {
        let gone = surplus(backups, today);
        backups.iter().map(|backup| backup.number).filter(|number| !gone.contains(number)).collect()
    }

    #[test]
    fn of_two_years_with_two_a_day_days_weeks_and_months_are_left() {
        let start = day("2025-01-01");
        let mut kept: Vec<Dated> = Vec::new();
        for number in 0..1_400_u64 {
            let today = start + Days::new(number / 2);
            kept.push(Dated { number, day: today, schema: 3 });
            let gone = surplus(&kept, today);
            kept.retain(|backup| !gone.contains(&backup.number));
        }
        let newest = kept.last().unwrap().day;
        for back in 0..12 {
            assert!(kept.iter().any(|backup| backup.day == newest - Days::new(back)), "{back} days");
        }
        let weeks_back = (newest - kept[0].day).num_days() / 7;
        assert!(weeks_back >= 30, "nine months reach back {weeks_back} weeks");
        assert!(kept.len() <= NEWEST + DAYS + WEEKS + MONTHS + 1, "{}", kept.len());
    }

    #[test]
    fn a_dead_clock_that_says_the_same_day_each_time_keeps_the_newest() {
        let backups: Vec<Dated> =
            (0..50).map(|number| Dated { number, day: day("2010-01-01"), schema: 3 }).collect();
        assert_eq!(left(&backups, day("2010-01-01")), (38..50).collect::<Vec<_>>());
    }

    #[test]
    fn a_jump_ten_years_ahead_and_back_takes_nothing_good() {
        let days = ["2026-01-31", "2026-02-28", "2026-03-31", "2036-04-01", "2036-04-02", "2026-04-03"];
        let backups: Vec<Dated> =
            (0..).zip(days).map(|(number, text)| Dated { number, day: day(text), schema: 3 }).collect();
        assert_eq!(left(&backups, day("2026-04-03")).len(), days.len());
    }

    proptest! {
        #[test]
        fn the_newest_by_number_always_stay_and_the_rest_is_bounded(
            jumps in prop::collection::vec(-4_000_i64..4_000, 1..200),
            today in -4_000_i64..4_000,
        ) {
            let at = |offset: i64| day("2026-06-15") + chrono::Duration::days(offset);
            let mut kept: Vec<Dated> = Vec::new();
            for (number, offset) in (0..).zip(&jumps) {
                kept.push(Dated { number, day: at(*offset), schema: 3 });
                // The clock when thinning may be another than when the backup was taken.
                let gone = surplus(&kept, at(today));
                kept.retain(|backup| !gone.contains(&backup.number));
            }
            let count = jumps.len() as u64;
            for number in count.saturating_sub(NEWEST as u64)..count {
                prop_assert!(kept.iter().any(|backup| backup.number == number), "{number} of {count}");
            }
            prop_assert!(kept.len() <= NEWEST_IN_DISORDER + DAYS + WEEKS + MONTHS + 1);
        }

        #[test]
        fn the_last_backup_of_an_old_schema_stays(old in 1_u64..40, new in 1_u64..200) {
            let backups: Vec<Dated> = (0..old + new)
                .map(|number| Dated {
                    number,
                    day: day("2026-01-01") + Days::new(number),
                    schema: if number < old { 2 } else { 3 },
                })
                .collect();
            prop_assert!(left(&backups, day("2027-01-01")).contains(&(old - 1)));
        }
    }
}
