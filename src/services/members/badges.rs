//! Badges of years in the Party: entered, corrected, ended.

use chrono::NaiveDate;

use super::row;
use crate::domain::date::PartialDate;
use crate::domain::form::Checked;
use crate::domain::id::MemberId;
use crate::domain::member::{Badge, BadgeEnd, BadgeEnding, BadgeFields, BadgeForm, BadgeKind};
use crate::domain::problem::{Field, Kind, Problem};
use crate::fl;
use crate::services::{Author, Error, Result, Saved};
use crate::store::{Committed, Database, Tx, member};

/// Adds a badge, or writes the one with identity `badge`; also that it ended. One that is issued
/// in the place of another (cấp lại) ends the one of its level that is held. What is odd is stored
/// and told: a number in another form or of another member, a level before its years.
///
/// # Errors
/// [`Error::Refused`]: its fields, or a badge of the level that is held already.
pub fn save_badge(
    database: &mut Database,
    id: MemberId,
    badge: Option<i64>,
    form: &BadgeForm,
    author: &Author,
) -> Result<Committed<Saved<i64>>> {
    database.commit(author.does("badge_saved"), |tx| {
        let entry = prepare(tx, id, badge, (form, author.today))?;
        tx.describe(entry.words());
        if let Some(old) = &entry.replaced {
            member::update_badge(tx, id, old.id, &old.fields)?;
        }
        let value = match badge {
            None => member::insert_badge(tx, id, &entry.fields)?,
            Some(badge) => member::update_badge(tx, id, badge, &entry.fields).map(|()| badge)?,
        };
        Ok(Saved { value, warnings: entry.warnings })
    })
}

/// What [`save_badge`] would point out, asked before it is done.
///
/// # Errors
/// [`Error::Refused`] as [`save_badge`].
pub fn odd_in_badge(
    database: &mut Database,
    id: MemberId,
    badge: Option<i64>,
    form: &BadgeForm,
    author: &Author,
) -> Result<Vec<Problem>> {
    database.read(|tx| prepare(tx, id, badge, (form, author.today)).map(|entry| entry.warnings))
}

/// A badge that may be written.
struct Entry {
    name: String,
    fields: BadgeFields,
    warnings: Vec<Problem>,
    /// The one whose place it takes, as it will have ended.
    replaced: Option<Badge>,
    /// Whether it was held before, or is new.
    was_held: bool,
}

impl Entry {
    fn words(&self) -> String {
        let (name, level) = (self.name.as_str(), self.fields.level);
        match &self.fields.end {
            Some(_) if self.was_held => fl!("journal-badge-ended", name = name, level = level),
            _ => fl!("journal-badge-saved", name = name, level = level),
        }
    }
}

fn prepare(
    tx: &Tx<'_>,
    id: MemberId,
    badge: Option<i64>,
    (form, today): (&BadgeForm, NaiveDate),
) -> Result<Entry> {
    let person = row(tx, id)?.fields;
    let Checked { value: fields, mut warnings } = form.check(person.admission_decided_on, today)?;
    let known = member::badges(tx, id)?;
    let before = known.iter().find(|known| Some(known.id) == badge);
    if badge.is_some() && before.is_none() {
        return Err(Error::refused(Field::BadgeLevel, Kind::NotFound));
    }
    let replaced = other_held(&known, badge, &fields, today)?;
    if let Some(number) = &fields.number
        && let Some(of) = member::holder_of_badge(tx, fields.level, number, id)?
    {
        warnings.push(Problem::warning(Field::BadgeNumber, Kind::Duplicate { of }));
    }
    let was_held = before.is_some_and(Badge::is_held);
    Ok(Entry { name: person.name, fields, warnings, replaced, was_held })
}

/// The badge of the same level that is held besides, as it ends when this one takes its place; a
/// badge of any other kind is refused then.
fn other_held(
    known: &[Badge],
    badge: Option<i64>,
    fields: &BadgeFields,
    today: NaiveDate,
) -> Result<Option<Badge>> {
    let is_other =
        |known: &&Badge| known.is_held() && Some(known.id) != badge && known.fields.level == fields.level;
    let Some(held) = known.iter().find(is_other).filter(|_| fields.end.is_none()) else { return Ok(None) };
    if fields.kind != BadgeKind::Replaced {
        return Err(Error::refused(Field::BadgeLevel, Kind::BadgeHeld { level: fields.level }));
    }
    let mut old = held.clone();
    let on = fields.since().filter(|on| on.first_day() <= today).unwrap_or(PartialDate::from(today));
    old.fields.end = Some(BadgeEnd { why: BadgeEnding::Replaced, on, reason: None });
    Ok(Some(old))
}
