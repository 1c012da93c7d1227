//! Badges of years in the Party of those who are in it long enough.

use chrono::NaiveDate;

use super::person::Person;
use crate::domain::date;
use crate::domain::id::MemberId;
use crate::domain::member::{BADGE_LEVELS, BadgeFields, BadgeKind, Status, first_round};
use crate::domain::sample::identity;
use crate::services::Result;
use crate::store::{Tx, member};

/// Days between a round's decision and its day.
const DECIDED_BEFORE: u64 = 20;

/// Gives somebody who is a member on that day the badge of each level whose round has been.
pub fn write(tx: &Tx<'_>, id: MemberId, (serial, person): (u64, &Person), as_of: NaiveDate) -> Result<()> {
    if !person.status_on(as_of).is_some_and(Status::is_present) {
        return Ok(());
    }
    let admitted = person.fields.admission_decided_on.first_day();
    for level in BADGE_LEVELS {
        let Some(round) = first_round(admitted, level).filter(|round| *round <= as_of) else { break };
        let decided = round.checked_sub_days(chrono::Days::new(DECIDED_BEFORE));
        let badge = BadgeFields {
            level,
            kind: BadgeKind::OnTime,
            round_on: Some(round),
            number: identity::badge_number(serial, level),
            decision: Some(format!("{}-QĐ/TU", 100 + date::full_years(admitted, round))),
            decided_on: decided.map(Into::into),
            awarded_on: Some(round.into()),
            end: None,
        };
        let _ = member::insert_badge(tx, id, &badge)?;
    }
    Ok(())
}
