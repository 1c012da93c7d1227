//! `ratings`: the sheet of a year, rating members and units, deciding and reopening a year.

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Map, Value, json};

use super::rating_steps::{StepsCommand, steps_json};
use super::rating_totals::{TargetCommand, TotalArgs};
use super::{ceilings, code_of, table::table, unit_if_named, unit_named};
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::id::MemberId;
use crate::domain::problem::Field;
use crate::domain::rating::summary::Rounding;
use crate::domain::rating::{Flag, Level, NotRated, Rating, Regime, Steps, Subject, Tally};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::ratings::{self, Decision, DecisionForm, summary};
use crate::services::{Author, Database, Result, units};

/// What can be done with ratings.
#[derive(Debug, Subcommand)]
pub enum RatingsCommand {
    /// The sheet of a year.
    List {
        /// The year.
        #[arg(long)]
        year: i32,
        /// The unit and what is below it.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Members or units.
        #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
        subject: Subject,
    },
    /// Rates a member or a unit.
    Set(SetArgs),
    /// What leads to a rating, and what is odd about it.
    #[command(flatten)]
    Steps(StepsCommand),
    /// Sets totals of a year whose single ratings are not known.
    SetTotal(TotalArgs),
    /// Targets of a congress.
    #[command(subcommand)]
    Target(TargetCommand),
    /// How shares are rounded in tables.
    Rounding {
        /// Each by itself, or so that a row comes to 100,00.
        #[arg(value_enum)]
        rounding: RoundingArg,
    },
    /// Marks a year as decided.
    Decide {
        /// The year.
        #[arg(long)]
        year: i32,
        /// Members or units.
        #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
        subject: Subject,
        /// Number of the decision.
        #[arg(long)]
        decision: String,
        /// Day of the decision.
        #[arg(long, value_name = "DATE")]
        on: String,
        /// The unit that it covers with all below it; the whole register when left out.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// The body that decided.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        body: String,
    },
    /// The decision that raises a ceiling.
    Raise(ceilings::RaiseArgs),
    /// Which level decides for the ceiling.
    Deciding(ceilings::DecidingArgs),
    /// Reopens a decided year.
    Reopen {
        /// The year.
        #[arg(long)]
        year: i32,
        /// Members or units.
        #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
        subject: Subject,
        /// The unit whose decision is reopened; the whole register's when left out.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Reason, in words.
        #[arg(long, value_name = "TEXT")]
        words: String,
    },
}

/// How shares are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoundingArg {
    /// Each by itself.
    HalfUp,
    /// So that a row comes to 100,00.
    Hundred,
}

impl From<RoundingArg> for Rounding {
    fn from(rounding: RoundingArg) -> Self {
        match rounding {
            RoundingArg::HalfUp => Self::HalfUp,
            RoundingArg::Hundred => Self::Hundred,
        }
    }
}

/// A rating.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// The year.
    #[arg(long)]
    year: i32,
    /// The member.
    #[arg(long, value_name = "ID", required_unless_present = "unit", conflicts_with = "unit")]
    member: Option<i64>,
    /// The unit that is rated itself.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// The level.
    #[arg(long, value_parser = choices())]
    level: Choice,
    /// Why not rated.
    #[arg(long, value_parser = coded(NotRated::ALL, NotRated::code))]
    reason: Option<NotRated>,
    /// The reason in words.
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
}

/// What can be said of a year.
#[derive(Debug, Clone, Copy)]
enum Choice {
    Level(Level),
    NotRated,
    Nothing,
}

fn choices() -> impl clap::builder::TypedValueParser<Value = Choice> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let levels = Level::ALL.iter().map(|level| level.code());
    PossibleValuesParser::new(levels.chain(["not_rated", "none"])).try_map(|typed| match typed.as_str() {
        "not_rated" => Ok(Choice::NotRated),
        "none" => Ok(Choice::Nothing),
        code => Level::from_code(code).map(Choice::Level).ok_or("?"),
    })
}

impl RatingsCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        match self {
            Self::List { year, unit, subject } => {
                let tree = units::tree(database)?;
                let unit = unit_if_named(&tree, unit.as_deref())?;
                let sheet = match subject {
                    Subject::Member => Sheet::of_members(ratings::member_sheet(database, year, unit)?, &tree),
                    Subject::Unit => Sheet::of_units(ratings::unit_sheet(database, year, unit)?, &tree),
                };
                Ok(sheet.answer())
            }
            Self::Set(set) => set.run(database, author),
            Self::SetTotal(totals) => totals.run(database, author),
            Self::Target(command) => command.run(database, author),
            Self::Rounding { rounding } => {
                let done = summary::set_rounding(database, rounding.into(), author)?;
                Ok(Answer::changed(&done.changes, json!({})))
            }
            Self::Raise(raise) => raise.run(database, author),
            Self::Deciding(deciding) => deciding.run(database, author),
            Self::Decide { year, subject, decision, on, unit, body } => {
                let unit = unit_if_named(&units::tree(database)?, unit.as_deref())?;
                let form = DecisionForm { decision, on, unit, body };
                let done = ratings::decide(database, year, subject, &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "year": year })))
            }
            Self::Reopen { year, subject, unit, words } => {
                let unit = unit_if_named(&units::tree(database)?, unit.as_deref())?;
                let done = ratings::reopen_of(database, (year, subject), unit, &words, author)?;
                Ok(Answer::changed(&done.changes, json!({ "year": year })))
            }
            Self::Steps(command) => command.run(database, author),
        }
    }
}

impl SetArgs {
    fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let rating = match self.level {
            Choice::Level(level) => Some(Rating::Level(level)),
            Choice::NotRated => {
                Some(Rating::NotRated { why: self.reason.unwrap_or(NotRated::Other), reason: self.words })
            }
            Choice::Nothing => None,
        };
        let done = match (self.member, self.unit) {
            (Some(member), _) => {
                ratings::rate_members(database, self.year, &[(MemberId(member), rating)], author)?
            }
            (None, code) => {
                let tree = units::tree(database)?;
                let unit = unit_named(&tree, code.as_deref().unwrap_or_default(), Field::Unit)?;
                ratings::rate_units(database, self.year, &[(unit, rating)], author)?
            }
        };
        Ok(Answer::changed(&done.changes, json!({ "year": self.year })))
    }
}

/// A sheet of members or of units, as it is answered.
struct Sheet {
    year: i32,
    regime: Regime,
    decided: Option<Decision>,
    tally: Tally,
    subject: Subject,
    rows: Vec<Row>,
}

struct Row {
    id: i64,
    name: String,
    unit: String,
    rating: Option<Rating>,
    offered: Option<NotRated>,
    steps: Option<Box<Steps>>,
    flags: Vec<Flag>,
    is_locked: bool,
}

impl Sheet {
    fn of_members(sheet: ratings::MemberSheet, tree: &UnitTree) -> Self {
        let tally = sheet.tally();
        let (year, regime) = (sheet.year, sheet.regime.clone());
        let rows = sheet.rows.into_iter().map(|row| Row {
            flags: row.case(year, &regime).flags(),
            is_locked: row.is_locked,
            id: row.id.0,
            name: row.name,
            unit: code_of(tree, row.unit).to_owned(),
            rating: row.rating,
            offered: row.offered,
            steps: row.steps,
        });
        let rows = rows.collect();
        Self {
            year: sheet.year,
            regime: sheet.regime,
            decided: sheet.decided,
            tally,
            subject: Subject::Member,
            rows,
        }
    }

    fn of_units(sheet: ratings::UnitSheet, tree: &UnitTree) -> Self {
        let tally = sheet.tally();
        let (year, regime) = (sheet.year, sheet.regime.clone());
        let rows = sheet.rows.into_iter().map(|row| Row {
            flags: row.case(year, &regime).flags(),
            is_locked: row.is_locked,
            id: row.id.0,
            name: row.name,
            unit: code_of(tree, row.id).to_owned(),
            rating: row.rating,
            offered: row.offered,
            steps: row.steps,
        });
        let rows = rows.collect();
        Self {
            year: sheet.year,
            regime: sheet.regime,
            decided: sheet.decided,
            tally,
            subject: Subject::Unit,
            rows,
        }
    }

    fn answer(&self) -> Answer {
        let mut data = tally_json(&self.tally);
        data.insert("year".to_owned(), self.year.into());
        data.insert("subject".to_owned(), self.subject.code().into());
        let decided = self.decided.as_ref().map(|decided| {
            json!({
                "decision": decided.decision, "decided_on": decided.decided_on, "body": decided.body,
            })
        });
        data.insert("decided".to_owned(), decided.into());
        data.insert("total".to_owned(), self.rows.len().into());
        let rows: Vec<Value> = self.rows.iter().map(|row| self.row_json(row)).collect();
        data.insert("ratings".to_owned(), rows.into());
        Answer::new(&data, self.text())
    }

    fn row_json(&self, row: &Row) -> Value {
        let (level, why, words) = match &row.rating {
            Some(Rating::Level(level)) => (Some(level.code()), None, None),
            Some(Rating::NotRated { why, reason }) => (Some("not_rated"), Some(why.code()), reason.clone()),
            None => (None, None, None),
        };
        let mut value = json!({
            "name": row.name, "unit": row.unit, "level": level, "reason": why, "words": words,
            "offered": row.offered, "steps": row.steps.as_deref().map(steps_json),
            "warnings": row.flags, "decided": row.is_locked,
        });
        if let (Subject::Member, Some(value)) = (self.subject, value.as_object_mut()) {
            value.insert("member".to_owned(), row.id.into());
        }
        value
    }

    fn text(&self) -> String {
        let titles = [fl!("cli-column-id"), fl!("field-code"), fl!("column-name"), fl!("field-level")];
        let rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| vec![row.id.to_string(), row.unit.clone(), row.name.clone(), self.rating_text(row)])
            .collect();
        let levels = self.tally.levels.iter().map(|(level, count)| {
            let percent = self.tally.percent(*level).map(|share| format!(" ({share})")).unwrap_or_default();
            format!("{}: {count}{percent}", self.level_name(*level))
        });
        let levels: Vec<String> = levels.collect();
        let footer = fl!(
            "cli-ratings-footer",
            rated = self.tally.rated().to_string(),
            notrated = self.tally.not_rated.to_string(),
            open = self.tally.open.to_string()
        );
        format!("{}{}\n{footer}", table(&titles, &rows), levels.join("; "))
    }

    fn rating_text(&self, row: &Row) -> String {
        match &row.rating {
            Some(Rating::Level(level)) => self.level_name(*level),
            Some(Rating::NotRated { why, reason }) => match reason {
                Some(reason) => reason.clone(),
                None => term::not_rated(*why, Words::Screen),
            },
            None => String::new(),
        }
    }

    fn level_name(&self, level: Level) -> String {
        let named = self.regime.levels(self.subject).iter().find(|named| named.level == level);
        named.map_or_else(|| term::level(level, Words::Screen), |named| named.name.clone())
    }
}

/// A tally as reports give it.
pub fn tally_json(tally: &Tally) -> Map<String, Value> {
    let levels: Vec<Value> = tally
        .levels
        .iter()
        .map(|(level, count)| json!({ "level": level, "count": count, "percent": tally.percent(*level) }))
        .collect();
    let (good, percent) = tally.good_or_better();
    Map::from_iter([
        ("rated".to_owned(), tally.rated().into()),
        ("not_rated".to_owned(), tally.not_rated.into()),
        ("open".to_owned(), tally.open.into()),
        ("levels".to_owned(), levels.into()),
        ("good_or_better".to_owned(), json!({ "count": good, "percent": percent })),
    ])
}
