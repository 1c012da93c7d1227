//! The statuses that a member passes through, and the change from one to the next.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::code::coded;
use crate::domain::form::Reader;
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind as Wrong, Problem, may_be_saved};

coded! {
    /// A member's status (domain.md B1, B9; 294-QĐ/TW sections 7 and 8).
    Status {
        /// Đang sinh hoạt.
        Active = "active",
        /// Miễn công tác và sinh hoạt.
        Exempt = "exempt",
        /// Đình chỉ sinh hoạt.
        Suspended = "suspended",
        /// Sinh hoạt tạm thời đi: counted here.
        Away = "away",
        /// Sinh hoạt tạm thời đến: counted in the cell that they come from.
        Guest = "guest",
        /// Gián đoạn sinh hoạt.
        Interrupted = "interrupted",
        /// Đã chuyển sinh hoạt đi nơi khác.
        MovedAway = "moved_away",
        /// Từ trần.
        Died = "died",
        /// Khai trừ.
        Expelled = "expelled",
        /// Xóa tên.
        StruckOff = "struck_off",
        /// Xin ra khỏi Đảng.
        Left = "left",
        /// Hủy quyết định kết nạp.
        Revoked = "revoked",
    }
}

impl Status {
    /// Whether a person of this status belongs to a unit of the register.
    #[must_use]
    pub fn is_present(self) -> bool {
        match self {
            Self::Active | Self::Exempt | Self::Suspended | Self::Away | Self::Guest | Self::Interrupted => {
                true
            }
            Self::MovedAway | Self::Died | Self::Expelled | Self::StruckOff | Self::Left | Self::Revoked => {
                false
            }
        }
    }

    /// Whether a person of this status counts as a member here. A guest is counted at home.
    #[must_use]
    pub fn is_counted(self) -> bool {
        self.is_present() && self != Self::Guest
    }

    /// Whether one status may follow the other. Nothing follows death; all else can be restored
    /// by a later decision (khôi phục).
    #[must_use]
    pub fn may_follow(self, present: Self) -> bool {
        self != present && present != Self::Died
    }
}

/// A status that a member had or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusPeriod {
    /// Status.
    pub status: Status,
    /// First day.
    pub from_on: NaiveDate,
    /// Day from which it no longer holds; none for the present status.
    pub to_on: Option<NaiveDate>,
    /// Number of the decision.
    pub decision: Option<String>,
    /// Reason.
    pub reason: Option<String>,
    /// Where the member went or came from.
    pub place: Option<String>,
}

/// A change of status as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusForm {
    /// The new status.
    pub status: Option<Status>,
    /// Day from which it holds, dd/mm/yyyy.
    pub on: String,
    /// Number of the decision.
    pub decision: String,
    /// Reason.
    pub reason: String,
    /// Where the member goes or comes from.
    pub place: String,
    /// The unit that takes a restored member back.
    pub unit: Option<UnitId>,
}

/// A checked change of status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// The new status.
    pub status: Status,
    /// Day from which it holds.
    pub on: NaiveDate,
    /// Number of the decision.
    pub decision: Option<String>,
    /// Reason.
    pub reason: Option<String>,
    /// Where the member goes or comes from.
    pub place: Option<String>,
    /// The unit that takes a restored member back.
    pub unit: Option<UnitId>,
}

impl StatusForm {
    /// Checks the change against the present status, which holds since `since`.
    ///
    /// # Errors
    /// The problems that keep it from being made.
    pub fn check(
        &self,
        present: Status,
        since: NaiveDate,
        today: NaiveDate,
    ) -> Result<StatusChange, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let status = reader.chosen(Field::Status, self.status);
        let on = reader.required_day(Field::DecidedOn, &self.on);
        if let Some(status) = status
            && !status.may_follow(present)
        {
            reader.refuse(Field::Status, Wrong::NotFromThisStatus);
        }
        if let Some(on) = on
            && on < since
        {
            reader.refuse(Field::DecidedOn, Wrong::Before { other: Field::FromOn, date: since });
        }
        let comes_back = status.is_some_and(Status::is_present) && !present.is_present();
        if comes_back && self.unit.is_none() {
            reader.refuse(Field::Unit, Wrong::Required);
        }
        let decision = reader.text(Field::Decision, &self.decision, 200);
        let reason = reader.text(Field::Reason, &self.reason, 1000);
        let place = reader.text(Field::AdmissionPlace, &self.place, 300);
        let unit = self.unit.filter(|_| comes_back);
        let problems = reader.finish();
        match (status, on) {
            (Some(status), Some(on)) if may_be_saved(&problems) => {
                Ok(StatusChange { status, on, decision, reason, place, unit })
            }
            _ => Err(problems),
        }
    }
}
