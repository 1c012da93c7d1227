//! The reports of the year's end: ceilings, what follows from ratings, the decision with its list,
//! those not rated.

use serde_json::{Value, json};

use super::code_of;
use super::reports::Made;
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::ceiling::Gauge;
use crate::domain::rating::{Rating, Subject};
use crate::domain::unit::UnitTree;
use crate::i18n::term::Words;
use crate::print::reports::Context;
use crate::print::year_end::{self, Person, RatedList};
use crate::services::ratings::ceiling::{self, Basis};
use crate::services::ratings::consequences::{self, Outcome};
use crate::services::{Database, Error, Result};

/// Which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearReport {
    /// Where the ceiling stands.
    Ceilings,
    /// What follows from ratings.
    Consequences,
    /// The decision and its list.
    Decision,
    /// Those not rated.
    NotRated,
    /// Ballot papers: how many for each cell, and whether a sheet has several.
    Ballots(year_end::BallotPapers),
    /// What those who are heard proposed.
    Proposals,
    /// The record of counting the ballots.
    Counting,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Which one.
    pub report: YearReport,
    /// Year.
    pub year: i32,
    /// Members or units.
    pub subject: Subject,
    /// The unit and all below it.
    pub unit: Option<UnitId>,
}

/// Makes the report.
///
/// # Errors
/// What the use case reports.
pub fn make(database: &mut Database, asked: Asked, context: &Context<'_>) -> Result<Made> {
    let Asked { report, year, subject, unit } = asked;
    Ok(match report {
        YearReport::Ceilings => {
            let basis = ceiling::basis(database, year, subject, unit)?;
            let document = year_end::ceilings(&basis, context);
            Made { data: ceilings_json(&basis, context.units), document }
        }
        YearReport::Consequences => {
            let outcomes = consequences::report(database, year, unit)?;
            let document = year_end::consequences(year, &outcomes, context);
            Made { data: consequences_json(year, &outcomes, context.units), document }
        }
        YearReport::Decision => {
            let list = rated_list(database, asked)?;
            let document = year_end::decision(&list, context);
            Made { data: list_json(&list, list.people.iter(), context.units), document }
        }
        YearReport::Ballots(papers) => {
            let list = rated_list(database, asked)?;
            let document = year_end::ballots(&list, papers, context).ok_or_else(|| nobody(year))?;
            let data = list_json(&list, list.people.iter(), context.units);
            Made { data, document }
        }
        YearReport::Proposals => {
            let list = rated_list(database, asked)?;
            let data = list_json(&list, list.people.iter(), context.units);
            let posts = list.posts(database)?;
            Made { data, document: year_end::proposals(&list, &posts, context) }
        }
        YearReport::Counting => {
            let list = rated_list(database, asked)?;
            let document = year_end::counting(&list, context).ok_or_else(|| nobody(year))?;
            let data = list_json(&list, list.people.iter(), context.units);
            Made { data, document }
        }
        YearReport::NotRated => {
            let list = rated_list(database, asked)?;
            let admitted = list.admissions(database)?;
            let document = year_end::not_rated(&list, &admitted, context);
            Made { data: list_json(&list, list.unrated(), context.units), document }
        }
    })
}

/// There is nobody to print.
fn nobody(year: i32) -> Error {
    Error::refused(Field::Year, Kind::NotOnBooks { year })
}

fn rated_list(database: &mut Database, asked: Asked) -> Result<RatedList> {
    RatedList::read(database, asked.subject, asked.year, asked.unit)
}

fn ceilings_json(basis: &Basis, tree: &UnitTree) -> Value {
    let gauge = |gauge: &Gauge| {
        let mut value = serde_json::to_value(gauge).unwrap_or_default();
        let sentence = year_end::sentence(basis, gauge.share, gauge.is_raised, Words::Screen);
        if let Some(value) = value.as_object_mut() {
            value.insert("decider".to_owned(), code_of(tree, gauge.decider).into());
            value.insert("sentence".to_owned(), sentence.into());
            for (unit, of) in
                value.get_mut("units").and_then(Value::as_array_mut).into_iter().flatten().zip(&gauge.units)
            {
                unit["unit"] = code_of(tree, of.unit).into();
            }
        }
        value
    };
    let raises: Vec<Value> = basis
        .raises
        .iter()
        .map(|raise| {
            json!({
                "unit": code_of(tree, raise.unit), "decision": raise.decision, "decided_on": raise.decided_on,
            })
        })
        .collect();
    json!({
        "year": basis.year, "subject": basis.subject, "source": basis.source, "ceiling": basis.ceiling,
        "level": basis.best, "deciding": basis.deciding, "entered_as_totals": basis.has_totals,
        "raises": raises, "deciders": basis.stored().iter().map(gauge).collect::<Vec<_>>(),
    })
}

fn consequences_json(year: i32, outcomes: &[Outcome], tree: &UnitTree) -> Value {
    let outcomes: Vec<Value> = outcomes
        .iter()
        .map(|outcome| {
            let concerned: Vec<Value> = outcome
                .concerned
                .iter()
                .map(|who| json!({ "member": who.member, "unit": code_of(tree, who.unit), "name": who.name }))
                .collect();
            json!({
                "rule": outcome.rule, "unknown_years": outcome.unknown, "total": concerned.len(),
                "concerned": concerned,
            })
        })
        .collect();
    json!({ "year": year, "consequences": outcomes })
}

fn list_json<'a>(list: &RatedList, people: impl Iterator<Item = &'a Person>, tree: &UnitTree) -> Value {
    let mut data = super::ratings::tally_json(&list.tally());
    data.insert("year".to_owned(), list.year.into());
    data.insert("subject".to_owned(), list.subject.code().into());
    let decided = list.decided.as_ref().map(|(number, day)| json!({ "decision": number, "decided_on": day }));
    data.insert("decided".to_owned(), decided.into());
    let people: Vec<Value> = people
        .map(|person| {
            let (level, why, words) = match &person.rating {
                Some(Rating::Level(level)) => (Some(level.code()), None, None),
                Some(Rating::NotRated { why, reason }) => {
                    (Some("not_rated"), Some(why.code()), reason.clone())
                }
                None => (None, None, None),
            };
            let said: Vec<Value> = person
                .steps
                .iter()
                .flat_map(|steps| &steps.said)
                .map(|(step, said)| json!({ "step": step, "level": said.level, "words": said.words }))
                .collect();
            let ballot = person.steps.as_ref().map(|steps| &steps.ballot);
            json!({
                "member": person.member, "unit": code_of(tree, person.unit), "name": person.name,
                "level": level, "reason": why, "words": words, "steps": said, "ballot": ballot,
            })
        })
        .collect();
    data.insert("people".to_owned(), people.into());
    Value::Object(data)
}
