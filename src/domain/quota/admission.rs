//! A single admission, and which of the counted groups it belongs to.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::date::{PartialDate, full_years};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{MAJORITY, NO_RELIGION, Sex};
use crate::domain::text::fold;

/// Full years on the day of the decision below which somebody counts as young (đoàn viên thanh niên):
/// who is 30 still counts.
pub const YOUTH_BELOW: i32 = 31;

/// Somebody who was admitted by a decision of a unit of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// Who.
    pub member: MemberId,
    /// Name.
    pub name: String,
    /// The unit that the decision named.
    pub unit: UnitId,
    /// Day of the decision, perhaps only the month or year.
    pub decided_on: PartialDate,
    /// Number of the decision.
    pub decision: Option<String>,
    /// Date of birth.
    pub born_on: PartialDate,
    /// Sex.
    pub sex: Sex,
    /// Ethnicity.
    pub ethnicity: String,
    /// Religion.
    pub religion: String,
    /// Work group, from the editable list.
    pub work_group: Option<String>,
    /// Whether the decision was revoked: then it counts for no quota.
    pub is_revoked: bool,
}

impl Admission {
    /// Whether the decision lies no later than a day. One of which only the month or the year is known
    /// counts from its first day on.
    #[must_use]
    pub fn is_until(&self, day: NaiveDate) -> bool {
        self.decided_on.first_day() <= day
    }

    /// Whether somebody was under 31 on the day of the decision; of partial dates the youngest reading.
    #[must_use]
    pub fn is_young(&self) -> bool {
        full_years(self.born_on.last_day(), self.decided_on.first_day()) < YOUTH_BELOW
    }

    fn works_as(&self, words: &[&str]) -> bool {
        let group = self.work_group.as_deref().map(fold).unwrap_or_default();
        words.iter().any(|word| group.contains(word))
    }
}

/// How many of some admissions belong to each counted group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Splits {
    /// Women.
    pub women: i64,
    /// Under 31 on the day of the decision.
    pub youth: i64,
    /// Of an ethnicity other than Kinh.
    pub minority: i64,
    /// With a religion.
    pub religious: i64,
    /// Whose work group is workers (công nhân).
    pub workers: i64,
    /// Whose work group is pupils or students (học sinh, sinh viên).
    pub students: i64,
}

impl Splits {
    /// The groups that one admission counts for.
    #[must_use]
    pub fn of(admission: &Admission) -> Self {
        Self {
            women: i64::from(admission.sex == Sex::Female),
            youth: i64::from(admission.is_young()),
            minority: i64::from(admission.ethnicity != MAJORITY),
            religious: i64::from(admission.religion != NO_RELIGION),
            workers: i64::from(admission.works_as(&["cong nhan"])),
            students: i64::from(admission.works_as(&["sinh vien", "hoc sinh"])),
        }
    }

    /// The numbers in the order of the report.
    #[must_use]
    pub fn all(self) -> [i64; 6] {
        [self.women, self.youth, self.minority, self.religious, self.workers, self.students]
    }
}

impl std::ops::AddAssign for Splits {
    fn add_assign(&mut self, other: Self) {
        self.women += other.women;
        self.youth += other.youth;
        self.minority += other.minority;
        self.religious += other.religious;
        self.workers += other.workers;
        self.students += other.students;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admission(born: &str, decided: &str) -> Admission {
        Admission {
            member: MemberId(1),
            name: "Thạch Thị Sa Rây".to_owned(),
            unit: UnitId(1),
            decided_on: PartialDate::from_iso(decided).unwrap(),
            decision: None,
            born_on: PartialDate::from_iso(born).unwrap(),
            sex: Sex::Female,
            ethnicity: "Khmer".to_owned(),
            religion: "Phật giáo".to_owned(),
            work_group: Some("Học sinh, sinh viên".to_owned()),
            is_revoked: false,
        }
    }

    #[test]
    fn who_is_thirty_on_the_day_of_the_decision_is_young() {
        assert!(admission("1995-05-15", "2026-05-14").is_young());
        assert!(!admission("1995-05-14", "2026-05-14").is_young());
        assert!(admission("1995", "2026-05-14").is_young(), "may have been born in December");
    }

    #[test]
    fn somebody_counts_for_each_group_they_belong_to() {
        let splits = Splits::of(&admission("2000-01-01", "2026-05-14"));
        assert_eq!(splits.all(), [1, 1, 1, 1, 0, 1]);
        let other = Admission {
            sex: Sex::Male,
            ethnicity: MAJORITY.to_owned(),
            religion: NO_RELIGION.to_owned(),
            work_group: Some("Công nhân".to_owned()),
            ..admission("1970", "2026-05")
        };
        assert_eq!(Splits::of(&other).all(), [0, 0, 0, 0, 1, 0]);
        let mut sum = splits;
        sum += Splits::of(&other);
        assert_eq!(sum.all(), [1, 1, 1, 1, 1, 1]);
    }
}
