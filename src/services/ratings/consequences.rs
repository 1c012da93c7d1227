//! What follows from ratings: who had a level so many years running, by the dated rules.

use std::collections::{HashMap, HashSet};

use super::sheet;
use crate::domain::id::{ConsequenceId, MemberId, UnitId};
use crate::domain::rating::consequence::{Consequence, ConsequenceForm};
use crate::domain::rating::{Rating, Regime, Subject};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::units::read_tree;
use crate::services::{Author, Committed, Database, Error, Result};
use crate::store::Tx;
use crate::store::rating::consequence as stored;

/// Somebody of whom something follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned {
    /// The member; none for a unit.
    pub member: Option<MemberId>,
    /// Unit at 31/12, or the unit itself.
    pub unit: UnitId,
    /// Name.
    pub name: String,
}

/// What a rule comes to in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The rule.
    pub rule: Consequence,
    /// The level's name in the year.
    pub level: String,
    /// Of whom it follows, in the order of the sheet.
    pub concerned: Vec<Concerned>,
    /// Years of the run of which nobody's rating is known by name: of those nothing can follow.
    pub unknown: Vec<i32>,
}

/// What follows from the ratings of a year and those before it, for a unit and all below it.
///
/// # Errors
/// What the disk reports.
pub fn report(database: &mut Database, year: i32, unit: Option<UnitId>) -> Result<Vec<Outcome>> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let regime = super::regime_of(tx, year)?;
        let rules = stored::all(tx)?;
        let mut sheets: HashMap<Subject, Vec<(Concerned, Rating)>> = HashMap::new();
        for &subject in Subject::ALL {
            if rules.iter().any(|rule| rule.subject == subject && rule.covers(year)) {
                sheets.insert(subject, rated(tx, subject, (year, &regime), (&tree, unit))?);
            }
        }
        rules
            .into_iter()
            .filter(|rule| rule.covers(year))
            .map(|rule| {
                let sheet = sheets.get(&rule.subject).map(Vec::as_slice).unwrap_or_default();
                outcome(tx, rule, (year, &regime), sheet)
            })
            .collect()
    })
}

/// Those who are rated in the year, with their ratings.
fn rated(
    tx: &Tx<'_>,
    subject: Subject,
    (year, regime): (i32, &Regime),
    (tree, unit): (&UnitTree, Option<UnitId>),
) -> Result<Vec<(Concerned, Rating)>> {
    Ok(match subject {
        Subject::Member => sheet::members(tx, year, regime, tree, unit)?
            .into_iter()
            .filter_map(|row| {
                let who = Concerned { member: Some(row.id), unit: row.unit, name: row.name };
                row.rating.map(|rating| (who, rating))
            })
            .collect(),
        Subject::Unit => sheet::units(tx, year, regime, tree, unit)?
            .into_iter()
            .filter_map(|row| {
                let who = Concerned { member: None, unit: row.id, name: row.name };
                row.rating.map(|rating| (who, rating))
            })
            .collect(),
    })
}

fn outcome(
    tx: &Tx<'_>,
    rule: Consequence,
    (year, regime): (i32, &Regime),
    sheet: &[(Concerned, Rating)],
) -> Result<Outcome> {
    let first = year - i32::try_from(rule.years).unwrap_or(1) + 1;
    let had: HashSet<(i64, i32)> =
        stored::years_with(tx, rule.subject, rule.level, (first, year))?.into_iter().collect();
    let level = Rating::Level(rule.level);
    let follows = |who: &Concerned| {
        let id = who.member.map_or(who.unit.0, |member| member.0);
        rule.follows(year, |year| had.contains(&(id, year)).then_some(&level))
    };
    let with_level = sheet.iter().filter(|(_, rating)| *rating == level).map(|(who, _)| who);
    let concerned = with_level.filter(|who| follows(who)).cloned().collect();
    let mut unknown = Vec::new();
    for year in first..=year {
        if !stored::is_known_by_name(tx, rule.subject, year)? {
            unknown.push(year);
        }
    }
    let named = regime.levels(rule.subject).iter().find(|named| named.level == rule.level);
    let level = named.map_or_else(
        || crate::i18n::term::level(rule.level, crate::i18n::term::Words::Screen),
        |named| named.name.clone(),
    );
    Ok(Outcome { level, concerned, unknown, rule })
}

/// The rules, those of members first.
///
/// # Errors
/// What the disk reports.
pub fn rules(database: &mut Database) -> Result<Vec<Consequence>> {
    database.read(|tx| Ok(stored::all(tx)?))
}

/// Adds a rule.
///
/// # Errors
/// [`Error::Refused`] for its fields.
pub fn add(
    database: &mut Database,
    form: &ConsequenceForm,
    author: &Author,
) -> Result<Committed<ConsequenceId>> {
    let rule = form.check(ConsequenceId::NEW)?;
    database.commit(author.does("consequence_added"), |tx| {
        tx.describe(fl!("journal-consequence-added", what = rule.outcome.as_str()));
        Ok(stored::set(tx, &rule)?)
    })
}

/// Changes a rule.
///
/// # Errors
/// [`Error::Refused`] for its fields; [`crate::store::Error::NotFound`].
pub fn change(
    database: &mut Database,
    id: ConsequenceId,
    form: &ConsequenceForm,
    author: &Author,
) -> Result<Committed<()>> {
    let rule = form.check(id)?;
    database.commit(author.does("consequence_changed"), |tx| {
        let before = stored::all(tx)?.into_iter().find(|rule| rule.id == id);
        let before = before.ok_or(Error::Store(crate::store::Error::NotFound))?;
        tx.describe(fl!("journal-consequence-changed", what = rule.outcome.as_str()));
        if before != rule {
            stored::set(tx, &rule)?;
        }
        Ok(())
    })
}
