//! A regime as a person types it, and the checks that make rules of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Band, Ceiling, CeilingBase, CountedFrom, Exclusion, Level, NamedLevel, NotRated, Regime, Subject,
};
use crate::domain::date;
use crate::domain::form::Reader;
use crate::domain::id::RegimeId;
use crate::domain::number::{self, Percent};
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};

/// First year that a regime can begin in.
const FIRST_YEAR: i64 = 1930;
/// Last year that a regime can begin in.
const LAST_YEAR: i64 = 2100;
/// Most months before a first rating.
const MOST_MONTHS: i64 = 60;
/// Longest text of an article.
const ARTICLE: usize = 300;

/// A regime as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegimeForm {
    /// First year.
    pub from_year: String,
    /// The regulation, with its number.
    pub source: String,
    /// Its day, dd/mm/yyyy.
    pub source_date: String,
    /// Whether the text was read.
    pub confirmed: bool,
    /// Full months in the Party at 31/12 below which a member is not rated.
    pub months: String,
    /// From which day they are counted.
    pub counted_from: CountedFrom,
    /// What holds for members.
    pub members: SubjectForm,
    /// What holds for units.
    pub units: SubjectForm,
}

/// What holds for members or for units, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectForm {
    /// The levels, the best first.
    pub levels: Vec<LevelForm>,
    /// The ceiling, if there is one.
    pub ceiling: Option<CeilingForm>,
    /// Who is not rated.
    pub exclusions: Vec<ExclusionForm>,
}

/// A level as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelForm {
    /// Which one.
    pub level: Level,
    /// Its name in the regulation.
    pub name: String,
    /// The points from which it is proposed; empty in a regime without points.
    pub at_least: String,
}

/// A ceiling as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CeilingForm {
    /// "20" or "20,5".
    pub percent: String,
    /// What a decision may raise it to; empty for nothing.
    pub raised: String,
    /// What it is a share of.
    pub base: CeilingBase,
    /// Article and number of the text.
    pub article: String,
    /// Whether the text was read.
    pub confirmed: bool,
}

impl Default for CeilingForm {
    fn default() -> Self {
        Self {
            percent: String::new(),
            raised: String::new(),
            base: CeilingBase::Good,
            article: String::new(),
            confirmed: false,
        }
    }
}

/// A reason for not rating as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExclusionForm {
    /// Which one.
    pub why: NotRated,
    /// Article and number of the text.
    pub article: String,
    /// Whether the text was read.
    pub confirmed: bool,
}

/// Where in the form a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What holds for everybody.
    Head,
    /// What holds for one subject.
    Of(Subject),
    /// A level of a subject.
    Level(Subject, Level),
    /// A reason of a subject.
    Exclusion(Subject, NotRated),
}

/// A problem at its place in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

/// The problems without their places.
#[must_use]
pub fn flat(problems: Vec<Misplaced>) -> Vec<Problem> {
    problems.into_iter().map(|misplaced| misplaced.problem).collect()
}

impl RegimeForm {
    /// What holds for a subject.
    #[must_use]
    pub fn of(&self, subject: Subject) -> &SubjectForm {
        match subject {
            Subject::Member => &self.members,
            Subject::Unit => &self.units,
        }
    }

    /// The same, to be typed in.
    pub fn of_mut(&mut self, subject: Subject) -> &mut SubjectForm {
        match subject {
            Subject::Member => &mut self.members,
            Subject::Unit => &mut self.units,
        }
    }

    /// The rules that were typed, under this identity; the last year is none, since it follows
    /// from the next regime.
    ///
    /// # Errors
    /// Every problem that keeps them from being saved, at its place. A regulation may be issued
    /// ahead of `today`, at most until the end of the next year.
    pub fn check(&self, id: RegimeId, today: NaiveDate) -> Result<Regime, Vec<Misplaced>> {
        let mut found = Found::default();
        let mut head = Reader::new(super::last_day(chrono::Datelike::year(&today) + 1));
        let from_year = head.whole(Field::FromYear, &self.from_year, FIRST_YEAR, LAST_YEAR);
        let source = head.required(Field::Source, &self.source, 200);
        let source_date = match self.source_date.trim() {
            "" => None,
            typed => head.required_day(Field::SourceDate, typed),
        };
        let months = head.whole(Field::Months, &self.months, 0, MOST_MONTHS);
        found.take(Place::Head, head);
        let mut regime = Regime {
            id,
            from_year: from_year.and_then(|year| i32::try_from(year).ok()).unwrap_or_default(),
            to_year: None,
            source: source.unwrap_or_default(),
            source_date,
            confirmed: self.confirmed,
            months_before_rating: months.and_then(|months| u32::try_from(months).ok()).unwrap_or_default(),
            counted_from: self.counted_from,
            member_levels: Vec::new(),
            unit_levels: Vec::new(),
            ceilings: Vec::new(),
            exclusions: Vec::new(),
            bands: Vec::new(),
        };
        regime.member_levels = self.members.levels(Subject::Member, &mut regime.bands, &mut found);
        regime.unit_levels = self.units.levels(Subject::Unit, &mut regime.bands, &mut found);
        for &subject in Subject::ALL {
            regime.ceilings.extend(self.of(subject).ceiling(subject, &mut found));
            regime.exclusions.extend(self.of(subject).exclusions(subject, &mut found));
        }
        if found.0.iter().any(|misplaced| misplaced.problem.is_error()) { Err(found.0) } else { Ok(regime) }
    }
}

/// The problems found so far.
#[derive(Default)]
struct Found(Vec<Misplaced>);

impl Found {
    /// Takes a reader's problems; whether what it read can be saved.
    fn take(&mut self, place: Place, reader: Reader) -> bool {
        let problems = reader.finish();
        let is_right = may_be_saved(&problems);
        self.0.extend(problems.into_iter().map(|problem| Misplaced { place, problem }));
        is_right
    }

    fn refuse(&mut self, place: Place, field: Field, kind: Kind) {
        self.0.push(Misplaced { place, problem: Problem::error(field, kind) });
    }
}

/// A reader for texts without dates.
fn reader() -> Reader {
    Reader::new(NaiveDate::MAX)
}

impl SubjectForm {
    fn levels(&self, subject: Subject, bands: &mut Vec<Band>, found: &mut Found) -> Vec<NamedLevel> {
        if self.levels.is_empty() {
            found.refuse(Place::Of(subject), Field::Level, Kind::Required);
        }
        let has_points = self.levels.iter().any(|level| !level.at_least.trim().is_empty());
        let mut above: Option<i64> = None;
        let mut levels: Vec<NamedLevel> = Vec::new();
        for typed in &self.levels {
            let place = Place::Level(subject, typed.level);
            if !Level::of(subject).contains(&typed.level) {
                found.refuse(place, Field::Level, Kind::NotInList);
            }
            let mut reader = reader();
            let name = reader.required(Field::LevelName, &typed.name, 100);
            let points = if has_points { typed.points(&mut reader, above) } else { None };
            let twin = levels.iter().find(|other| {
                other.level == typed.level || name.as_ref().is_some_and(|name| *name == other.name)
            });
            if let Some(twin) = twin {
                reader.refuse(Field::LevelName, Kind::Duplicate { of: twin.name.clone() });
            }
            found.take(place, reader);
            levels.push(NamedLevel { level: typed.level, name: name.unwrap_or_default() });
            bands.extend(points.map(|at_least| Band { subject, level: typed.level, at_least }));
            above = points.or(above);
        }
        levels
    }

    fn ceiling(&self, subject: Subject, found: &mut Found) -> Option<Ceiling> {
        let typed = self.ceiling.as_ref()?;
        let mut reader = reader();
        let percent = reader.hundredths(Field::CeilingPercent, &typed.percent, 0, 100);
        let raised = match typed.raised.trim() {
            "" => None,
            raised => typed_raise(&mut reader, raised, percent),
        };
        let article = reader.text(Field::Article, &typed.article, ARTICLE);
        let is_right = found.take(Place::Of(subject), reader);
        percent.filter(|_| is_right).map(|percent| Ceiling {
            subject,
            percent: Percent(percent),
            raised_percent: raised.map(Percent),
            base: typed.base,
            article: article.unwrap_or_default(),
            confirmed: typed.confirmed,
        })
    }

    fn exclusions(&self, subject: Subject, found: &mut Found) -> Vec<Exclusion> {
        let mut exclusions: Vec<Exclusion> = Vec::new();
        for typed in &self.exclusions {
            let place = Place::Exclusion(subject, typed.why);
            let is_known = NotRated::of(subject).contains(&typed.why) && typed.why != NotRated::Other;
            if !is_known || exclusions.iter().any(|other| other.why == typed.why) {
                found.refuse(place, Field::Reason, Kind::NotInList);
            }
            let mut reader = reader();
            let article = reader.text(Field::Article, &typed.article, ARTICLE).unwrap_or_default();
            found.take(place, reader);
            exclusions.push(Exclusion { subject, why: typed.why, article, confirmed: typed.confirmed });
        }
        exclusions
    }
}

impl LevelForm {
    /// The points, fewer than those of the level above; the best level can't ask for more than 100.
    fn points(&self, reader: &mut Reader, above: Option<i64>) -> Option<i64> {
        let points = reader.hundredths(Field::Points, &self.at_least, 0, 100)?;
        if above.is_some_and(|above| points >= above) {
            reader.refuse(Field::Points, Kind::PointsNotBelow);
            return None;
        }
        Some(points)
    }
}

/// The raised share, which is not below the usual one.
fn typed_raise(reader: &mut Reader, typed: &str, usual: Option<i64>) -> Option<i64> {
    let raised = reader.hundredths(Field::RaisedPercent, typed, 0, 100)?;
    if usual.is_some_and(|usual| raised < usual) {
        let min = usual.map_or(0, |usual| (usual + 99) / 100);
        reader.refuse(Field::RaisedPercent, Kind::OutOfRange { min, max: 100 });
        return None;
    }
    Some(raised)
}

impl From<&Regime> for RegimeForm {
    fn from(regime: &Regime) -> Self {
        Self {
            from_year: regime.from_year.to_string(),
            source: regime.source.clone(),
            source_date: regime.source_date.map(date::show).unwrap_or_default(),
            confirmed: regime.confirmed,
            months: regime.months_before_rating.to_string(),
            counted_from: regime.counted_from,
            members: SubjectForm::of(regime, Subject::Member),
            units: SubjectForm::of(regime, Subject::Unit),
        }
    }
}

impl SubjectForm {
    fn of(regime: &Regime, subject: Subject) -> Self {
        let points = |level: Level| {
            let band = regime.bands.iter().find(|band| band.subject == subject && band.level == level);
            band.map(|band| number::decimal(band.at_least)).unwrap_or_default()
        };
        let levels = regime.levels(subject).iter().map(|named| LevelForm {
            level: named.level,
            name: named.name.clone(),
            at_least: points(named.level),
        });
        let exclusions = regime.exclusions.iter().filter(|exclusion| exclusion.subject == subject);
        Self {
            levels: levels.collect(),
            ceiling: regime.ceiling(subject).map(CeilingForm::from),
            exclusions: exclusions.map(ExclusionForm::from).collect(),
        }
    }
}

impl From<&Ceiling> for CeilingForm {
    fn from(ceiling: &Ceiling) -> Self {
        Self {
            percent: number::decimal(ceiling.percent.0),
            raised: ceiling.raised_percent.map(|raised| number::decimal(raised.0)).unwrap_or_default(),
            base: ceiling.base,
            article: ceiling.article.clone(),
            confirmed: ceiling.confirmed,
        }
    }
}

impl From<&Exclusion> for ExclusionForm {
    fn from(exclusion: &Exclusion) -> Self {
        Self { why: exclusion.why, article: exclusion.article.clone(), confirmed: exclusion.confirmed }
    }
}
