//! The ceiling on the best level: where it stands at each unit and at the level that decides, and
//! the decisions that raise it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::check_year;
use super::summary::entered_of_year;
use crate::domain::form::Reader;
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind, may_be_saved};
use crate::domain::rating::ceiling::{self as rules, Deciding, Gauge, Pile, Rule, Standing};
use crate::domain::rating::{Ceiling, NamedLevel, Rating, Subject, Tally, first_day};
use crate::domain::setting::Setting;
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::units::{node, read_tree};
use crate::services::{Author, Committed, Database, Error, Result};
use crate::store::rating::ceiling as stored;
use crate::store::{Tx, rating, register};

pub use crate::store::rating::ceiling::Raise;

/// All that a year's ceiling is measured from, for a unit and all below it. Where the deciding
/// level has further units, they are counted too.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Year.
    pub year: i32,
    /// Members or units.
    pub subject: Subject,
    /// The ceiling of the year's regime, if it has one.
    pub ceiling: Option<Ceiling>,
    /// The regulation.
    pub source: String,
    /// The level that the ceiling is on.
    pub best: Option<NamedLevel>,
    /// Which level decides where no decision says so.
    pub deciding: Deciding,
    /// The decisions that raise it.
    pub raises: Vec<Raise>,
    /// Whether figures entered as totals stand for single ratings.
    pub has_totals: bool,
    /// The groups of similar posts, by identity.
    groups: HashMap<i64, String>,
    standing: HashMap<UnitId, Standing>,
    /// Places in the tree.
    order: HashMap<UnitId, usize>,
    inside: Vec<Pile>,
    outside: Vec<Pile>,
}

impl Basis {
    /// The gauges as everything is on the disk.
    #[must_use]
    pub fn stored(&self) -> Vec<Gauge> {
        self.gauges(self.inside.clone())
    }

    /// The gauges with what is on the screen in place of what the disk has for the unit and all
    /// below it: identity, unit and rating of each. Figures entered as totals stay as they are.
    #[must_use]
    pub fn live<'a>(&self, rated: impl Iterator<Item = (i64, UnitId, Option<&'a Rating>)>) -> Vec<Gauge> {
        if self.ceiling.is_none() || self.has_totals {
            return self.stored();
        }
        let mut piles: BTreeMap<(usize, Option<&str>), (UnitId, Tally)> = BTreeMap::new();
        for (id, unit, rating) in rated {
            if let Some(Rating::Level(level)) = rating {
                let place = self.order.get(&unit).copied().unwrap_or(usize::MAX);
                let group = self.groups.get(&id).map(String::as_str);
                let pile = piles.entry((place, group)).or_insert_with(|| (unit, Tally::default()));
                pile.1.add_level(*level, 1);
            }
        }
        let piles = piles.into_iter().map(|((_, group), (unit, tally))| Pile {
            unit,
            group: group.map(str::to_owned),
            tally,
        });
        self.gauges(piles.collect())
    }

    fn gauges(&self, mut piles: Vec<Pile>) -> Vec<Gauge> {
        let (Some(ceiling), Some(best)) = (&self.ceiling, &self.best) else { return Vec::new() };
        piles.extend(self.outside.iter().cloned());
        piles.sort_by_key(|pile| self.order.get(&pile.unit).copied());
        let rule = Rule { ceiling, best: best.level };
        rules::measure(&piles, &rule, |unit| {
            let alone = Standing { decider: unit, is_raised: false };
            self.standing.get(&unit).copied().unwrap_or(alone)
        })
    }

    /// The share that holds for a unit.
    #[must_use]
    pub fn percent(&self, is_raised: bool) -> Option<crate::domain::number::Percent> {
        let (ceiling, best) = (self.ceiling.as_ref()?, self.best.as_ref()?);
        Some(Rule { ceiling, best: best.level }.percent(is_raised))
    }
}

/// Reads what the ceiling of a year is measured from.
///
/// # Errors
/// What the disk reports.
pub fn basis(database: &mut Database, year: i32, subject: Subject, unit: Option<UnitId>) -> Result<Basis> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let regime = super::regime_of(tx, year)?;
        let deciding = read_deciding(tx)?;
        let raises = stored::raises(tx, year, subject)?;
        let decided = stored::deciding_units(tx, year, subject)?;
        let standing = standings(&tree, subject, (&decided, deciding), &raises);
        let groups: HashMap<i64, String> = stored::groups(tx, year, subject)?.into_iter().collect();
        let mut basis = Basis {
            year,
            subject,
            ceiling: regime.ceiling(subject).cloned(),
            source: regime.source.clone(),
            best: regime.levels(subject).first().cloned(),
            deciding,
            raises,
            has_totals: false,
            groups,
            order: tree.nodes().iter().enumerate().map(|(place, node)| (node.unit.id, place)).collect(),
            standing,
            inside: Vec::new(),
            outside: Vec::new(),
        };
        if basis.ceiling.is_some() {
            fill(tx, &mut basis, &tree, unit)?;
        }
        Ok(basis)
    })
}

fn standings(
    tree: &UnitTree,
    subject: Subject,
    who: (&[UnitId], Deciding),
    raises: &[Raise],
) -> HashMap<UnitId, Standing> {
    let units = tree.nodes().iter().map(|node| node.unit.id);
    let standing = |unit: UnitId| Standing {
        decider: rules::decider(tree, unit, subject, who),
        is_raised: raises.iter().any(|raise| tree.is_within(unit, raise.unit)),
    };
    units.map(|unit| (unit, standing(unit))).collect()
}

/// Reads the piles of the units and of all others that the same levels decide.
fn fill(tx: &Tx<'_>, basis: &mut Basis, tree: &UnitTree, unit: Option<UnitId>) -> Result<()> {
    let scope: HashSet<UnitId> = tree.scope(unit).iter().map(|node| node.unit.id).collect();
    let of = |unit: UnitId| basis.standing.get(&unit).map(|standing| standing.decider);
    let deciders: HashSet<UnitId> =
        scope.iter().filter_map(|unit| of(*unit)).chain(scope.iter().copied()).collect();
    let pool: Vec<UnitId> = tree
        .nodes()
        .iter()
        .map(|node| node.unit.id)
        .filter(|unit| of(*unit).is_some_and(|decider| deciders.contains(&decider)))
        .collect();
    let piles = match basis.subject {
        Subject::Member => member_piles(tx, basis.year, &pool)?,
        Subject::Unit => unit_piles(tx, basis, &pool)?,
    };
    (basis.inside, basis.outside) = piles.into_iter().partition(|pile| scope.contains(&pile.unit));
    put_totals(tx, basis, tree, unit)
}

fn member_piles(tx: &Tx<'_>, year: i32, units: &[UnitId]) -> Result<Vec<Pile>> {
    let mut piles: Vec<Pile> = Vec::new();
    for count in stored::member_counts(tx, units, year, crate::domain::rating::last_day(year))? {
        let is_last = |pile: &Pile| pile.unit == count.unit && pile.group == count.group;
        if !piles.last().is_some_and(is_last) {
            piles.push(Pile { unit: count.unit, group: count.group.clone(), tally: Tally::default() });
        }
        if let Some(pile) = piles.last_mut() {
            match count.level {
                Some(level) => pile.tally.add_level(level, count.count),
                None => pile.tally.not_rated += count.count,
            }
        }
    }
    Ok(piles)
}

fn unit_piles(tx: &Tx<'_>, basis: &Basis, units: &[UnitId]) -> Result<Vec<Pile>> {
    let ratings: HashMap<UnitId, Rating> = rating::units(tx, basis.year)?.into_iter().collect();
    let pile = |unit: &UnitId| {
        let rating = ratings.get(unit)?;
        let mut tally = Tally::default();
        tally.add(Some(rating));
        Some(Pile { unit: *unit, group: basis.groups.get(&unit.0).cloned(), tally })
    };
    Ok(units.iter().filter_map(pile).collect())
}

/// Puts figures entered as totals in the place of single ratings where they stand for them: of the
/// highest units first, whose totals include those of the units below.
fn put_totals(tx: &Tx<'_>, basis: &mut Basis, tree: &UnitTree, unit: Option<UnitId>) -> Result<()> {
    let totals = rating::totals(tx, basis.subject, basis.year, basis.year)?;
    let mut covered_until = 0;
    for (place, node) in tree.scope(unit).iter().enumerate() {
        let holder = node.unit.id;
        if place < covered_until || !totals.iter().any(|total| total.unit == holder) {
            continue;
        }
        let entered = entered_of_year(tx, basis.subject, basis.year, (tree, Some(holder)))?;
        let Some(tally) = entered else { continue };
        covered_until = place + node.below + 1;
        basis.has_totals = true;
        basis.inside.retain(|pile| !tree.is_within(pile.unit, holder));
        basis.inside.push(Pile { unit: holder, group: None, tally });
        if basis.subject == Subject::Unit
            && let Some(standing) = basis.standing.get_mut(&holder)
        {
            // Its figures are of the units below it, which it decides.
            standing.decider = holder;
        }
    }
    Ok(())
}

fn read_deciding(tx: &Tx<'_>) -> Result<Deciding> {
    let set = register::setting(tx, Setting::CeilingDeciding.code())?;
    Ok(set.as_deref().and_then(Deciding::from_code).unwrap_or(Deciding::Grassroots))
}

/// Which level decides where no unit's own decision says so.
///
/// # Errors
/// What the disk reports.
pub fn deciding(database: &mut Database) -> Result<Deciding> {
    database.read(read_deciding)
}

/// Sets which level decides where no unit's own decision says so.
///
/// # Errors
/// What the disk reports.
pub fn set_deciding(database: &mut Database, deciding: Deciding, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("ceiling_deciding_set"), |tx| {
        tx.describe(fl!("journal-ceiling-deciding"));
        if read_deciding(tx)? != deciding {
            register::set_setting(tx, Setting::CeilingDeciding.code(), deciding.code())?;
        }
        Ok(())
    })
}

/// Whose ceiling is raised in which year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RaisePlace {
    /// Year.
    pub year: i32,
    /// Members or units.
    pub subject: Subject,
    /// The unit; all below it are meant too.
    pub unit: UnitId,
}

/// The decision that raises a ceiling, as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RaiseForm {
    /// Number.
    pub decision: String,
    /// Day, dd/mm/yyyy.
    pub on: String,
}

impl RaiseForm {
    /// The decision, made in the year or after it.
    fn check(&self, place: RaisePlace, author: &Author) -> Result<Raise> {
        let mut reader = Reader::new(author.today);
        let decision = reader.required(Field::Decision, &self.decision, 200);
        let on = reader.required_day(Field::DecidedOn, &self.on);
        let first = first_day(place.year);
        if on.is_some_and(|on| on < first) {
            reader.refuse(Field::DecidedOn, Kind::Before { other: Field::Year, date: first });
        }
        let problems = reader.finish();
        match (decision, on) {
            (Some(decision), Some(decided_on)) if may_be_saved(&problems) => {
                Ok(Raise { unit: place.unit, decision, decided_on })
            }
            _ => Err(problems.into()),
        }
    }
}

/// Enters the decision that raises the ceiling for a unit and all below it; without a decision
/// it is taken away.
///
/// # Errors
/// [`Error::Refused`]: a year that has not begun or is decided, no such unit, a regime that allows
/// no more, number or day missing.
pub fn raise(
    database: &mut Database,
    place: RaisePlace,
    form: Option<&RaiseForm>,
    author: &Author,
) -> Result<Committed<()>> {
    let RaisePlace { year, subject, unit } = place;
    check_year(year, author)?;
    let raise = form.map(|form| form.check(place, author)).transpose()?;
    database.commit(author.does("ceiling_raised"), |tx| {
        super::locks::Locks::read(tx, year, subject)?.check(Some(unit))?;
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let regime = super::regime_of(tx, year)?;
        let raised = regime.ceiling(subject).and_then(|ceiling| ceiling.raised_percent);
        if raise.is_some() && raised.is_none() {
            return Err(Error::refused(Field::RaisedPercent, Kind::NotRaisable { year }));
        }
        tx.describe(match &raise {
            Some(_) => fl!("journal-ceiling-raised", name = name.as_str(), year = year.to_string()),
            None => fl!("journal-ceiling-lowered", name = name.as_str(), year = year.to_string()),
        });
        match &raise {
            Some(raise) => stored::set_raise(tx, year, subject, raise)?,
            None => stored::remove_raise(tx, year, subject, unit)?,
        }
        Ok(())
    })
}
