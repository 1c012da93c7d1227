//! Badges of years in the Party that a row names: "30 năm, số 01234567; 40 năm", "30, 40", or a level
//! with its number and day in columns of their own.

use crate::domain::date::{self, PartialDate};
use crate::domain::form::Checked;
use crate::domain::id::MemberId;
use crate::domain::member::{BADGE_LEVELS, Badge, BadgeEnding, BadgeFields, BadgeForm, BadgeKind};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::text::{fold, tidy};
use crate::services::columns::MemberColumn;
use crate::services::imports::{Policy, Row, Special, Target};
use crate::services::{Author, Result};
use crate::store::{Tx, member};

/// A badge that an import writes: a new one, or the number or day that one on record lacks.
pub struct Written {
    /// The one on record; none for a new one.
    pub id: Option<i64>,
    /// As it will be.
    pub fields: BadgeFields,
}

/// The badges of a row, of somebody whose admission was decided on that day.
pub fn of(
    row: &Row,
    admitted: PartialDate,
    author: &Author,
    problems: &mut Vec<Problem>,
) -> Vec<BadgeFields> {
    let mut badges = Vec::new();
    for form in forms(row, problems) {
        match form.check(admitted, author.today) {
            Ok(Checked { value, warnings }) => {
                badges.push(value);
                problems.extend(warnings);
            }
            Err(found) => problems.extend(found),
        }
    }
    badges
}

/// What the row adds to the badges that somebody has. Which one ended is never held again by an
/// import: that is told.
pub fn added(known: &[Badge], read: Vec<BadgeFields>, policy: Policy) -> Additions {
    let mut additions = Additions { written: Vec::new(), problems: Vec::new() };
    for fields in read.into_iter().filter(|_| policy != Policy::Keep) {
        let of_level = || known.iter().filter(|badge| badge.fields.level == fields.level);
        let is_real =
            |badge: &&Badge| badge.fields.end.as_ref().is_some_and(|end| end.why != BadgeEnding::Mistaken);
        match of_level().find(|badge| badge.is_held()) {
            Some(held) => {
                let after = joined(&held.fields, &fields, policy);
                if after != held.fields {
                    additions.written.push(Written { id: Some(held.id), fields: after });
                }
            }
            None if of_level().any(|badge| is_real(&badge)) => {
                additions.problems.push(Problem::warning(Field::BadgeLevel, Kind::KeptAsIs));
            }
            None => additions.written.push(Written { id: None, fields }),
        }
    }
    additions
}

/// See [`added`].
pub struct Additions {
    /// What is to be written.
    pub written: Vec<Written>,
    /// What is left as it is.
    pub problems: Vec<Problem>,
}

/// A badge on record with what the sheet says of it.
fn joined(held: &BadgeFields, read: &BadgeFields, policy: Policy) -> BadgeFields {
    let takes = policy == Policy::Take;
    let mut after = held.clone();
    if read.number.is_some() && (takes || held.number.is_none()) {
        after.number.clone_from(&read.number);
    }
    if read.awarded_on.is_some() && (takes || held.awarded_on.is_none()) {
        after.awarded_on = read.awarded_on;
    }
    after
}

/// Writes them.
///
/// # Errors
/// What the disk reports.
pub fn write(tx: &Tx<'_>, id: MemberId, written: &[Written]) -> Result<()> {
    for badge in written {
        match badge.id {
            None => drop(member::insert_badge(tx, id, &badge.fields)?),
            Some(row) => member::update_badge(tx, id, row, &badge.fields)?,
        }
    }
    Ok(())
}

/// The forms of the badges that a row names, one of each level.
fn forms(row: &Row, problems: &mut Vec<Problem>) -> Vec<BadgeForm> {
    let text = row.text(Target::Column(MemberColumn::Badges)).unwrap_or_default();
    let mut found: Vec<(u32, String)> = Vec::new();
    for piece in text.split([';', '\n']).map(tidy).filter(|piece| !is_none(piece)) {
        match read(&piece) {
            Some(badges) => found.extend(badges),
            None => problems.push(Problem::error(Field::BadgeLevel, Kind::NotInList)),
        }
    }
    found.sort_by_key(|(level, _)| *level);
    found.dedup_by_key(|(level, _)| *level);
    let own = |special| row.special(special).map(tidy).filter(|text| !is_none(text));
    let (number, day) = (own(Special::BadgeNumber), own(Special::BadgeDate));
    if found.is_empty() && problems.is_empty() && (number.is_some() || day.is_some()) {
        problems.push(Problem::error(Field::BadgeLevel, Kind::Required));
    }
    let mut forms: Vec<BadgeForm> = found
        .into_iter()
        .map(|(level, number)| BadgeForm {
            level: Some(level),
            kind: Some(BadgeKind::OnTime),
            number,
            ..BadgeForm::default()
        })
        .collect();
    if let Some(highest) = forms.last_mut() {
        highest.number = number.unwrap_or_else(|| std::mem::take(&mut highest.number));
        highest.awarded_on = day.map(|day| date::as_typed(&day)).unwrap_or_default();
    }
    forms
}

/// "40 năm, số 1234567", "HH 40 năm: 1234567", "30, 40", "Huy hiệu 30 năm tuổi Đảng"; none when a
/// number before that of the badge is no level.
fn read(piece: &str) -> Option<Vec<(u32, String)>> {
    let (head, number) = match mark(piece) {
        Some((start, end)) => (piece.get(..start)?, tidy(piece.get(end..)?)),
        None => (piece, String::new()),
    };
    let digits = head.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let levels: Option<Vec<u32>> =
        digits.map(|part| part.parse().ok().filter(|level| BADGE_LEVELS.contains(level))).collect();
    let mut badges: Vec<(u32, String)> = levels?.into_iter().map(|level| (level, String::new())).collect();
    badges.last_mut()?.1 = number;
    Some(badges)
}

/// Where the words that announce the number stand: "số", "no.", ":".
fn mark(piece: &str) -> Option<(usize, usize)> {
    let lower = piece.to_lowercase();
    // Lower case of Vietnamese letters has the same length; if not, nothing is cut apart.
    let is_same = lower.len() == piece.len();
    [" số:", " số ", " so ", " number ", "no.", "№", ":"]
        .into_iter()
        .filter_map(|mark| lower.find(mark).map(|start| (start, start + mark.len())))
        .min_by_key(|(start, _)| *start)
        .filter(|_| is_same)
}

fn is_none(text: &str) -> bool {
    matches!(fold(text).as_str(), "" | "khong" | "chua" | "chua co" | "-" | "0" | "x")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badges_are_read_in_the_usual_ways_and_no_other_number_becomes_a_level() {
        let badge = |level: u32, number: &str| (level, number.to_owned());
        for (text, wanted) in [
            ("30", vec![badge(30, "")]),
            ("30 năm", vec![badge(30, "")]),
            ("Huy hiệu 40 năm tuổi Đảng", vec![badge(40, "")]),
            ("30, 40", vec![badge(30, ""), badge(40, "")]),
            ("45 năm, số E0012345", vec![badge(45, "E0012345")]),
            ("HH 30 năm: 01 234 567", vec![badge(30, "01 234 567")]),
            ("50 năm, SỐ: 123456", vec![badge(50, "123456")]),
            ("30 years, number 01234567", vec![badge(30, "01234567")]),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
        for text in ["35", "30 năm 01234567", "2024", "đã nhận"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
