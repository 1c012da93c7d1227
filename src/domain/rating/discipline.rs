//! Discipline of members and units (Điều lệ Đảng 2011, art. 35).

use chrono::NaiveDate;
use serde::Serialize;

use super::{Subject, Who};
use crate::domain::code::coded;
use crate::domain::form::Reader;
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};

coded! {
    /// A form of discipline.
    DisciplineKind {
        /// Khiển trách.
        Reprimand = "reprimand",
        /// Cảnh cáo.
        Warning = "warning",
        /// Cách chức: full members.
        Removal = "removal",
        /// Khai trừ: full members.
        Expulsion = "expulsion",
        /// Giải tán: units.
        Dissolution = "dissolution",
    }
}

impl DisciplineKind {
    /// The forms that a subject can have.
    #[must_use]
    pub fn of(subject: Subject) -> &'static [Self] {
        match subject {
            Subject::Member => &[Self::Reprimand, Self::Warning, Self::Removal, Self::Expulsion],
            Subject::Unit => &[Self::Reprimand, Self::Warning, Self::Dissolution],
        }
    }
}

/// A discipline on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Discipline {
    /// Row identity.
    pub id: i64,
    /// The checked content.
    #[serde(flatten)]
    pub fields: DisciplineFields,
}

/// The checked content of a discipline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisciplineFields {
    /// Form.
    pub form: DisciplineKind,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// Number of the decision.
    pub decision: Option<String>,
    /// Who decided.
    pub body: Option<String>,
    /// What for.
    pub reason: Option<String>,
    /// Day on which it ended; none while it holds.
    pub ended_on: Option<NaiveDate>,
}

/// A discipline as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DisciplineForm {
    /// Form.
    pub form: Option<DisciplineKind>,
    /// Day of the decision, dd/mm/yyyy.
    pub decided_on: String,
    /// Number of the decision.
    pub decision: String,
    /// Who decided.
    pub body: String,
    /// What for.
    pub reason: String,
    /// Day on which it ended, dd/mm/yyyy; empty while it holds.
    pub ended_on: String,
}

impl DisciplineForm {
    /// Checks what was typed of somebody.
    ///
    /// # Errors
    /// The problems that keep it from being saved.
    pub fn check(&self, who: Who, today: NaiveDate) -> Result<DisciplineFields, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let form = reader.chosen(Field::DisciplineForm, self.form);
        if form.is_some_and(|form| !DisciplineKind::of(who.subject()).contains(&form)) {
            reader.refuse(Field::DisciplineForm, Kind::NotInList);
        }
        let decided_on = reader.required_day(Field::DecidedOn, &self.decided_on);
        let decision = reader.text(Field::Decision, &self.decision, 200);
        let body = reader.text(Field::Body, &self.body, 200);
        let reason = reader.text(Field::Reason, &self.reason, 1000);
        let ended_on = match self.ended_on.trim() {
            "" => None,
            typed => reader.required_day(Field::EndedOn, typed),
        };
        if let (Some(decided), Some(ended)) = (decided_on, ended_on)
            && ended < decided
        {
            reader.refuse(Field::EndedOn, Kind::Before { other: Field::DecidedOn, date: decided });
        }
        let problems = reader.finish();
        match (form, decided_on) {
            (Some(form), Some(decided_on)) if may_be_saved(&problems) => {
                Ok(DisciplineFields { form, decided_on, decision, body, reason, ended_on })
            }
            _ => Err(problems),
        }
    }
}

impl From<&DisciplineFields> for DisciplineForm {
    fn from(fields: &DisciplineFields) -> Self {
        let day = crate::domain::date::show;
        Self {
            form: Some(fields.form),
            decided_on: day(fields.decided_on),
            decision: fields.decision.clone().unwrap_or_default(),
            body: fields.body.clone().unwrap_or_default(),
            reason: fields.reason.clone().unwrap_or_default(),
            ended_on: fields.ended_on.map(day).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{MemberId, UnitId};

    #[test]
    fn forms_belong_to_members_or_units_and_ends_follow_decisions() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let (member, unit) = (Who::Member(MemberId(1)), Who::Unit(UnitId(1)));
        let form = |form, decided: &str, ended: &str| DisciplineForm {
            form: Some(form),
            decided_on: decided.to_owned(),
            ended_on: ended.to_owned(),
            ..DisciplineForm::default()
        };
        let good = form(DisciplineKind::Reprimand, "05/03/2026", "");
        assert!(good.check(member, today).is_ok() && good.check(unit, today).is_ok());
        assert!(form(DisciplineKind::Removal, "05/03/2026", "").check(unit, today).is_err());
        assert!(form(DisciplineKind::Dissolution, "05/03/2026", "").check(member, today).is_err());
        let early = form(DisciplineKind::Warning, "05/03/2026", "04/03/2026").check(member, today);
        let date = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        let kind = Kind::Before { other: Field::DecidedOn, date };
        assert_eq!(early, Err(vec![Problem::error(Field::EndedOn, kind)]));
        let fields = form(DisciplineKind::Warning, "05/03/2026", "05/03/2026").check(member, today).unwrap();
        assert_eq!(DisciplineForm::from(&fields).check(member, today), Ok(fields));
        assert!(DisciplineForm::default().check(member, today).is_err());
    }
}
