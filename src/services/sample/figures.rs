//! The figures of the sample: those of a real committee's report (2016 to 2020), continued with
//! invented ones, and scaled to other sizes.

use chrono::NaiveDate;

use crate::domain::member::Status;
use crate::domain::rating::Level;

/// The same register comes out of the same seed.
pub const SEED: u64 = 20_162_020;
/// Current members.
pub const MEMBERS: usize = 6_021;
/// Most members that the invented numbers suffice for; former ones need some too.
pub const MOST_MEMBERS: usize = 900_000;
/// Women among them.
pub const WOMEN: i64 = 2_152;
/// Of an ethnic minority.
pub const MINORITY: i64 = 487;
/// With a religion.
pub const RELIGIOUS: i64 = 42;
/// Organisations with cells below them.
pub const BASE_ORGANISATIONS: i64 = 38;
/// Cells directly below the committee.
pub const BASE_CELLS: i64 = 45;
/// Cells merged into others on [`merged_on`]: 89 grassroots organisations became 83.
pub const CLOSED_CELLS: i64 = 6;

/// Year, target and admissions. To 2020 as reported, then invented.
pub const ADMISSIONS: [(i32, i64, i64); 11] = [
    (2016, 300, 390),
    (2017, 300, 333),
    (2018, 250, 281),
    (2019, 170, 291),
    (2020, 100, 100),
    (2021, 180, 142),
    (2022, 190, 176),
    (2023, 200, 205),
    (2024, 210, 214),
    (2025, 220, 231),
    (2026, 210, 158),
];

/// First year, last year, target and words of the resolution. The first two as reported.
pub const TERMS: [(i32, i32, i64, &str); 3] = [
    (2016, 2020, 950, "Nghị quyết Đại hội Đảng bộ Khối, nhiệm kỳ 2015-2020"),
    (2021, 2025, 1_000, "Nghị quyết Đại hội Đảng bộ Khối, nhiệm kỳ 2020-2025"),
    (2026, 2030, 1_050, "Nghị quyết Đại hội Đảng bộ Khối, nhiệm kỳ 2025-2030"),
];

/// Ratings of organisations, of which only totals are known.
pub const UNIT_TOTALS: [(i32, &[(Level, i64)]); 3] = [
    (
        2016,
        &[
            (Level::Exemplary, 9),
            (Level::CleanStrong, 37),
            (Level::Good, 38),
            (Level::Completed, 3),
            (Level::Weak, 2),
        ],
    ),
    (
        2017,
        &[
            (Level::Exemplary, 8),
            (Level::CleanStrong, 38),
            (Level::Good, 39),
            (Level::Completed, 2),
            (Level::Weak, 2),
        ],
    ),
    (2018, &[(Level::Excellent, 13), (Level::Good, 62), (Level::Completed, 8), (Level::NotCompleted, 0)]),
];

/// Ratings of members, of which only totals are known.
pub const MEMBER_TOTALS: [(i32, &[(Level, i64)]); 3] = [
    (
        2016,
        &[(Level::Excellent, 597), (Level::Good, 4_373), (Level::Completed, 89), (Level::NotCompleted, 9)],
    ),
    (
        2017,
        &[(Level::Excellent, 705), (Level::Good, 4_367), (Level::Completed, 47), (Level::NotCompleted, 14)],
    ),
    (
        2018,
        &[(Level::Excellent, 612), (Level::Good, 4_615), (Level::Completed, 55), (Level::NotCompleted, 12)],
    ),
];

/// Those who are no longer members: 7 struck off and 17 left as reported, the others invented.
pub const DEPARTURES: [(Status, i64); 5] = [
    (Status::StruckOff, 7),
    (Status::Left, 17),
    (Status::Expelled, 3),
    (Status::Died, 41),
    (Status::MovedAway, 132),
];

/// The last finished year, all of it rated.
pub const RATED_YEAR: i32 = 2025;
/// The year that the sample stands in, rated in part.
pub const PRESENT_YEAR: i32 = 2026;

/// The day on which six cells were merged into others.
pub fn merged_on() -> NaiveDate {
    day(2018, 7, 1)
}

/// The last day that the sample knows of.
pub fn as_of(today: NaiveDate) -> NaiveDate {
    today.min(day(PRESENT_YEAR, 10, 31))
}

/// A day of the calendar.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The size of a sample.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Current members.
    pub members: usize,
}

impl Size {
    /// The share of a figure that a sample of this size has, rounded half up; the figure itself in
    /// the sample of the report.
    pub fn of(self, figure: i64) -> i64 {
        let (members, all) = (self.members as i64, MEMBERS as i64);
        (2 * figure * members + all) / (2 * all)
    }

    /// The same as a number of things.
    pub fn count(self, figure: i64) -> usize {
        usize::try_from(self.of(figure)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reports_own_size_changes_no_figure() {
        let size = Size { members: MEMBERS };
        for figure in [0, 1, 42, 487, 4_615, 6_021] {
            assert_eq!(size.of(figure), figure);
        }
        assert_eq!(Size { members: 100 }.of(WOMEN), 36);
        assert_eq!(Size { members: 2 * MEMBERS }.of(MINORITY), 974);
    }
}
