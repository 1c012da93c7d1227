//! Ratings of members: what each row would do, and doing it.

use std::collections::{HashMap, HashSet};

use super::known::{Described, Found, Known, Person};
use super::members::is_mark;
use super::place::{Place, Places};
use super::{
    Change, Choice, Effect, Plan, Planned, Policy, Progress, Request, Row, Special, Target, reached, told,
};
use crate::domain::date;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::identifier;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::{self as rules, Level, NotRated, Rating, Regime, Subject};
use crate::domain::text::{fold, tidy};
use crate::i18n::term::{self, Words};
use crate::services::columns::MemberColumn;
use crate::services::ratings::locks::Locks;
use crate::services::ratings::{check_year, checked, in_words, regime_of};
use crate::services::units::read_tree;
use crate::services::{Author, Error, Result};
use crate::store::Tx;
use crate::store::rating::{self, Place as Stored};

/// What a year needs, read once.
struct Year {
    regime: Regime,
    locks: Locks,
    present: HashMap<MemberId, Rating>,
}

/// Plans all rows; writes them, too, when `writes`.
pub fn work(
    tx: &Tx<'_>,
    request: &Request,
    author: &Author,
    (progress, writes): (&Progress, bool),
) -> Result<Plan> {
    let tree = read_tree(tx)?;
    let mut work = Work {
        tx,
        request,
        author,
        known: Known::read(tx)?,
        places: Places::new(&tree, &request.options, false),
        years: HashMap::new(),
        seen: HashSet::new(),
        writes,
        units: tree.nodes().iter().map(|node| node.unit.id).collect(),
    };
    let mut plan = Plan::default();
    for row in request.rows.iter() {
        reached(progress, plan.rows.len())?;
        plan.rows.push(work.row(row)?);
    }
    Ok(plan)
}

struct Work<'a> {
    tx: &'a Tx<'a>,
    request: &'a Request,
    author: &'a Author,
    known: Known,
    places: Places<'a>,
    years: HashMap<i32, Year>,
    seen: HashSet<(i32, MemberId)>,
    writes: bool,
    units: Vec<UnitId>,
}

impl Work<'_> {
    fn row(&mut self, row: &Row) -> Result<Planned> {
        let name = name_of(row);
        let planned = |effect, problems: Vec<Problem>| Planned {
            number: row.number,
            name: name.clone(),
            effect,
            of: None,
            changes: Vec::new(),
            problems: told(problems.into_iter().chain(row.notes.iter().cloned()).collect()),
            new_unit: None,
        };
        let choice = self.request.options.choices.get(&row.number).copied();
        if choice == Some(Choice::Skip) {
            return Ok(planned(Effect::Skipped, Vec::new()));
        }
        let year = match self.year(row) {
            Ok(year) => year,
            Err(problem) => return Ok(planned(Effect::Refused, vec![problem])),
        };
        let rated = match self.rating(row, year)? {
            Ok(rated) => rated,
            Err(problem) => return Ok(planned(Effect::Refused, vec![problem])),
        };
        let member = match self.find(row, &name) {
            Found::One(Person::Member(id)) => id,
            Found::Perhaps(Person::Member(id)) if matches!(choice, Some(Choice::Same(_))) => id,
            Found::Perhaps(person) | Found::One(person) => {
                let of = Some(self.known.name(person));
                return Ok(Planned { of, ..planned(Effect::Duplicate, Vec::new()) });
            }
            Found::Nobody => {
                return Ok(planned(Effect::Refused, vec![Problem::error(Field::Name, Kind::NotFound)]));
            }
        };
        if !self.seen.insert((year, member)) {
            let of = Some(self.known.name(Person::Member(member)));
            return Ok(Planned { of, ..planned(Effect::Duplicate, Vec::new()) });
        }
        let policy = match choice {
            Some(Choice::Same(policy)) => policy,
            Some(Choice::Another | Choice::Skip) | None => self.request.options.policy,
        };
        match self.rate(member, year, &rated, policy)? {
            Ok((effect, changes)) => Ok(Planned { changes, ..planned(effect, Vec::new()) }),
            Err(problem) => Ok(planned(Effect::Refused, vec![problem])),
        }
    }

    fn year(&self, row: &Row) -> std::result::Result<i32, Problem> {
        let named = row.special(Special::Year).map(crate::domain::number::parse_whole);
        let year = match named {
            Some(year) => year.map_err(|kind| Problem::error(Field::Year, kind))?,
            None => {
                self.request.options.year.map(i64::from).ok_or(Problem::error(Field::Year, Kind::Required))?
            }
        };
        let year = i32::try_from(year).unwrap_or(i32::MAX);
        match check_year(year, self.author) {
            Ok(()) => Ok(year),
            Err(Error::Refused(problems)) => {
                Err(problems.into_iter().next().unwrap_or(Problem::error(Field::Year, Kind::NotANumber)))
            }
            Err(_) => Err(Problem::error(Field::Year, Kind::NotANumber)),
        }
    }

    /// Reads what a year needs, the first time it is named.
    fn read_year(&mut self, year: i32) -> Result<&Year> {
        if !self.years.contains_key(&year) {
            let regime = regime_of(self.tx, year)?;
            let members = rating::members_on_books(self.tx, &self.units, year, rules::last_day(year))?;
            let present =
                members.into_iter().filter_map(|member| Some((member.id, member.rating?))).collect();
            let locks = Locks::read(self.tx, year, Subject::Member)?;
            self.years.insert(year, Year { regime, locks, present });
        }
        self.years.get(&year).ok_or(Error::Store(crate::store::Error::Internal))
    }

    /// The rating that a row names, checked against the rules of the year.
    fn rating(&mut self, row: &Row, year: i32) -> Result<std::result::Result<Rating, Problem>> {
        let regime = self.read_year(year)?.regime.clone();
        let Some(rating) = read_rating(row, &regime) else {
            return Ok(Err(Problem::error(Field::Level, level_kind(row, year))));
        };
        Ok(match checked(&rating, &regime, Subject::Member, year) {
            Ok(rating) => Ok(rating),
            Err(Error::Refused(problems)) => {
                Err(problems.into_iter().next().unwrap_or(Problem::error(Field::Level, Kind::NotInList)))
            }
            Err(error) => return Err(error),
        })
    }

    fn find(&mut self, row: &Row, name: &str) -> Found {
        let text = |column| row.text(Target::Column(column));
        let number = |column, read: fn(&str) -> std::result::Result<Option<String>, Kind>| {
            text(column).and_then(|text| read(text).ok().flatten())
        };
        let unit = match self.places.of(row, self.author) {
            Ok(Some(Place::Unit(unit))) => Some(unit),
            Ok(Some(Place::New(_)) | None) | Err(_) => None,
        };
        let born_on = text(MemberColumn::Born).and_then(|text| date::parse_written(text).ok());
        let found = self.known.find(&Described {
            name,
            born_on,
            personal_id: number(MemberColumn::PersonalId, identifier::personal_id),
            card_number: number(MemberColumn::CardNumber, identifier::card_number),
            // A rating of a past year stands in the list of the cell of that time.
            unit: None,
        });
        if found != Found::Nobody || born_on.is_some() {
            return found;
        }
        let of_unit = self.known.named(name, unit);
        let named = if of_unit.is_empty() { self.known.named(name, None) } else { of_unit };
        match named.as_slice() {
            [] => Found::Nobody,
            [person] => Found::One(*person),
            [first, ..] => Found::Perhaps(*first),
        }
    }

    fn rate(
        &mut self,
        member: MemberId,
        year: i32,
        rated: &Rating,
        policy: Policy,
    ) -> Result<std::result::Result<(Effect, Vec<Change>), Problem>> {
        let known = self.read_year(year)?;
        let (regime, before) = (known.regime.clone(), known.present.get(&member).cloned());
        if before.as_ref() == Some(rated) {
            return Ok(Ok((Effect::Same, Vec::new())));
        }
        if before.is_some() && policy != Policy::Take {
            return Ok(Ok((Effect::Same, Vec::new())));
        }
        let Some((unit, _)) = rating::unit_on_books(self.tx, member, rules::last_day(year))? else {
            return Ok(Err(Problem::error(Field::Year, Kind::NotOnBooks { year })));
        };
        if self.read_year(year)?.locks.of(Some(unit)).is_some() {
            return Ok(Err(Problem::error(Field::Year, Kind::YearDecided { year })));
        }
        if self.writes {
            rating::set_member(self.tx, member, Stored { year, unit, regime: regime.id }, Some(rated))?;
        }
        let effect = if before.is_some() { Effect::Changed } else { Effect::New };
        let show = |rating: &Rating| in_words(rating, &regime, Words::Screen);
        let change = Change {
            target: Target::Special(Special::Level),
            before: before.as_ref().map(show).unwrap_or_default(),
            after: show(rated),
        };
        Ok(Ok((effect, vec![change])))
    }
}

fn name_of(row: &Row) -> String {
    let whole = row.text(Target::Column(MemberColumn::Name)).map(tidy);
    whole.unwrap_or_else(|| {
        let [family, given] =
            [Special::FamilyName, Special::GivenName].map(|part| row.special(part).unwrap_or_default());
        tidy(&format!("{family} {given}"))
    })
}

fn level_kind(row: &Row, year: i32) -> Kind {
    if row.special(Special::Level).is_some() { Kind::NoSuchLevel { year } } else { Kind::Required }
}

/// The rating of a row: a level in words or its usual abbreviation, a tick, or a reason.
fn read_rating(row: &Row, regime: &Regime) -> Option<Rating> {
    let marks = [
        (Special::MarkExcellent, Level::Excellent),
        (Special::MarkGood, Level::Good),
        (Special::MarkCompleted, Level::Completed),
        (Special::MarkNotCompleted, Level::NotCompleted),
    ];
    let ticked: Vec<Level> = marks
        .into_iter()
        .filter(|(special, _)| row.special(*special).is_some_and(is_mark))
        .map(|(_, level)| level)
        .collect();
    let reason = row.special(Special::Reason).map(tidy).unwrap_or_default();
    match (row.special(Special::Level), ticked.as_slice()) {
        (None, [level]) => Some(Rating::Level(*level)),
        (None, []) if !reason.is_empty() => Some(not_rated(&reason)),
        (None, _) => None,
        (Some(text), _) => {
            let level = read_level(text, regime);
            level.map(Rating::Level).or_else(|| {
                is_not_rated(text).then(|| not_rated(if reason.is_empty() { text } else { &reason }))
            })
        }
    }
}

/// A level by its name in the year's rules, its usual name, its abbreviation or its code.
fn read_level(text: &str, regime: &Regime) -> Option<Level> {
    let folded = fold(text).replace(['.', ','], " ");
    let words = tidy(&folded);
    let named = regime.member_levels.iter().find(|named| fold(&named.name) == words).map(|named| named.level);
    let usual = || {
        Level::ALL.iter().copied().find(|level| {
            level.code() == tidy(text)
                || [Words::Paper, Words::Screen].iter().any(|read| fold(&term::level(*level, *read)) == words)
        })
    };
    named.or_else(usual).or(match words.replace(' ', "").as_str() {
        "htxs" | "htxsnv" | "xuatsac" | "hoanthanhxuatsac" => Some(Level::Excellent),
        "htt" | "httnv" | "tot" | "hoanthanhtot" => Some(Level::Good),
        "ht" | "htnv" | "hoanthanh" => Some(Level::Completed),
        "kht" | "khtnv" | "khonght" | "khonghoanthanh" => Some(Level::NotCompleted),
        _ => None,
    })
}

fn is_not_rated(text: &str) -> bool {
    let words = fold(text);
    ["khong xep loai", "kxl", "khong danh gia", "chua xep loai", "mien", "dinh chi", "khong xl", "not_rated"]
        .iter()
        .any(|begin| words.starts_with(begin))
}

/// Not rated, with the reason that the words mean.
fn not_rated(text: &str) -> Rating {
    let words = fold(text);
    let has = |part: &str| words.contains(part);
    let coded = NotRated::of(Subject::Member).iter().copied().find(|why| {
        *why != NotRated::Other
            && (fold(&term::not_rated(*why, Words::Paper)) == words
                || fold(&term::not_rated(*why, Words::Screen)) == words)
    });
    let why = coded.unwrap_or(if has("mien") {
        NotRated::Exempt
    } else if has("dinh chi") {
        NotRated::Suspended
    } else if has("moi ket nap") || has("6 thang") {
        NotRated::NewMember
    } else {
        NotRated::Other
    });
    let reason = (why == NotRated::Other).then(|| tidy(text));
    Rating::NotRated { why, reason }
}
