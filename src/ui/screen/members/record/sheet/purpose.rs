//! What a dialog over a record is for, with what is typed in it.

use crate::domain::date::PartialDate;
use crate::domain::member::{BadgeForm, PostForm, Status, StatusForm};
use crate::domain::problem::Field;
use crate::domain::rating::DisciplineForm;
use crate::services::members::TransferForm;

/// What the dialog is for, with what is typed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    Status { present: Status, form: StatusForm },
    Transfer(TransferForm),
    Post { id: Option<i64>, form: PostForm },
    Badge { id: Option<i64>, form: BadgeForm, admitted: PartialDate },
    Discipline { id: Option<i64>, form: DisciplineForm },
}

impl Purpose {
    /// The lines of text in reading order.
    pub(super) fn lines(&self) -> Vec<(Field, &String)> {
        match self {
            Self::Status { form, .. } => vec![
                (Field::DecidedOn, &form.on),
                (Field::Decision, &form.decision),
                (Field::Reason, &form.reason),
                (Field::AdmissionPlace, &form.place),
            ],
            Self::Transfer(form) => vec![(Field::DecidedOn, &form.on), (Field::Decision, &form.decision)],
            Self::Post { form, .. } => vec![
                (Field::PostTitle, &form.title),
                (Field::Decision, &form.decision),
                (Field::FromOn, &form.from_on),
                (Field::ToOn, &form.to_on),
            ],
            Self::Badge { form, .. } => {
                let mut lines = vec![
                    (Field::BadgeNumber, &form.number),
                    (Field::BadgeRound, &form.round_on),
                    (Field::Decision, &form.decision),
                    (Field::DecidedOn, &form.decided_on),
                    (Field::AwardedOn, &form.awarded_on),
                ];
                if form.ending.is_some() {
                    lines.push((Field::EndedOn, &form.ended_on));
                    lines.push((Field::Reason, &form.end_reason));
                }
                lines
            }
            Self::Discipline { form, .. } => vec![
                (Field::DecidedOn, &form.decided_on),
                (Field::Decision, &form.decision),
                (Field::Body, &form.body),
                (Field::Reason, &form.reason),
                (Field::EndedOn, &form.ended_on),
            ],
        }
    }

    /// The same, to be typed in.
    pub(super) fn lines_mut(&mut self) -> Vec<(Field, &mut String)> {
        match self {
            Self::Status { form, .. } => vec![
                (Field::DecidedOn, &mut form.on),
                (Field::Decision, &mut form.decision),
                (Field::Reason, &mut form.reason),
                (Field::AdmissionPlace, &mut form.place),
            ],
            Self::Transfer(form) => {
                vec![(Field::DecidedOn, &mut form.on), (Field::Decision, &mut form.decision)]
            }
            Self::Post { form, .. } => vec![
                (Field::PostTitle, &mut form.title),
                (Field::Decision, &mut form.decision),
                (Field::FromOn, &mut form.from_on),
                (Field::ToOn, &mut form.to_on),
            ],
            Self::Badge { form, .. } => {
                let mut lines = vec![
                    (Field::BadgeNumber, &mut form.number),
                    (Field::BadgeRound, &mut form.round_on),
                    (Field::Decision, &mut form.decision),
                    (Field::DecidedOn, &mut form.decided_on),
                    (Field::AwardedOn, &mut form.awarded_on),
                ];
                if form.ending.is_some() {
                    lines.push((Field::EndedOn, &mut form.ended_on));
                    lines.push((Field::Reason, &mut form.end_reason));
                }
                lines
            }
            Self::Discipline { form, .. } => vec![
                (Field::DecidedOn, &mut form.decided_on),
                (Field::Decision, &mut form.decision),
                (Field::Body, &mut form.body),
                (Field::Reason, &mut form.reason),
                (Field::EndedOn, &mut form.ended_on),
            ],
        }
    }
}
