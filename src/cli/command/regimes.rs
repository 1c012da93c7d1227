//! `regimes`: the rules of rating by years, as JSON to read, copy, change and give back.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::{Value, json};

use super::table::table;
use crate::cli::answer::{Answer, Failure};
use crate::domain::id::{ConsequenceId, RegimeId};
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::consequence::ConsequenceForm;
use crate::domain::rating::{Regime, RegimeForm};
use crate::fl;
use crate::services::ratings::consequences;
use crate::services::regimes::{self, RegimeInUse, Use};
use crate::services::{Author, Database, Error, Result, Step};
use crate::store;

/// What can be done with the rules of rating.
#[derive(Debug, Subcommand)]
pub enum RegimesCommand {
    /// All regimes.
    List,
    /// The regime that begins in a year, in the form that `add` and `set` read.
    Show {
        /// Its first year.
        #[arg(long, value_name = "YEAR")]
        from: i32,
    },
    /// Adds a regime.
    Add {
        /// A file with its form as JSON; - for standard input.
        #[arg(long, value_name = "FILE")]
        form: PathBuf,
    },
    /// Changes the regime that begins in a year.
    Set {
        /// Its first year.
        #[arg(long, value_name = "YEAR")]
        from: i32,
        /// A file with its form as JSON; - for standard input.
        #[arg(long, value_name = "FILE")]
        form: PathBuf,
    },
    /// Moves an open year to the regime that covers it.
    MoveYear {
        /// The year.
        #[arg(long)]
        year: i32,
        /// Whether nothing is stored.
        #[arg(long)]
        dry_run: bool,
    },
    /// What follows from ratings: the rules.
    Consequences,
    /// Adds or changes a rule of what follows.
    SetConsequence {
        /// The rule's number; a new one when left out.
        #[arg(long, value_name = "ID")]
        id: Option<i64>,
        /// A file with its form as JSON; - for standard input.
        #[arg(long, value_name = "FILE")]
        form: PathBuf,
    },
}

impl RegimesCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case or the reading of a file reports.
    pub fn run(self, database: &mut Database, author: &Author) -> std::result::Result<Answer, Failure> {
        match self {
            Self::List => Ok(list(&regimes::list(database)?)),
            Self::Show { from } => {
                let regime = beginning_in(database, from)?;
                let form = RegimeForm::from(&regime);
                let data = json!({ "from_year": from, "to_year": regime.to_year, "form": form });
                let text = serde_json::to_string_pretty(&form).unwrap_or_default();
                Ok(Answer::new(&data, format!("{text}\n")))
            }
            Self::Add { form } => {
                let form: RegimeForm = read(&form)?;
                let done = regimes::add(database, &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "id": done.value.0 })))
            }
            Self::Set { from, form } => {
                let form: RegimeForm = read(&form)?;
                let id: RegimeId = beginning_in(database, from)?.id;
                let done = regimes::change(database, id, &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "id": id.0 })))
            }
            Self::MoveYear { year, dry_run } => move_year(database, year, dry_run, author),
            Self::Consequences => {
                let rules = consequences::rules(database)?;
                let lines: Vec<Vec<String>> = rules
                    .iter()
                    .map(|rule| vec![rule.id.0.to_string(), rule.outcome.clone(), rule.article.clone()])
                    .collect();
                let titles = [fl!("cli-column-id"), fl!("field-outcome"), fl!("field-article")];
                Ok(Answer::new(&json!({ "rules": rules }), table(&titles, &lines)))
            }
            Self::SetConsequence { id, form } => {
                let form: ConsequenceForm = read(&form)?;
                let (changes, id) = match id {
                    Some(id) => {
                        (consequences::change(database, ConsequenceId(id), &form, author)?.changes, id)
                    }
                    None => {
                        let done = consequences::add(database, &form, author)?;
                        (done.changes, done.value.0)
                    }
                };
                Ok(Answer::changed(&changes, json!({ "id": id })))
            }
        }
    }
}

/// Moves a year, or says what keeps it from being moved.
fn move_year(
    database: &mut Database,
    year: i32,
    is_dry: bool,
    author: &Author,
) -> std::result::Result<Answer, Failure> {
    let moves = regimes::moves(database)?;
    let found = moves.into_iter().find(|it| it.year == year);
    if let Some(found) = found.as_ref().filter(|found| is_dry || !found.unfit.is_empty()) {
        let unfit: Vec<Value> = found
            .unfit
            .iter()
            .map(|it| json!({ "name": it.name, "level": it.level.code(), "used": used_code(it.used) }))
            .collect();
        let data = json!({
            "year": year, "from": found.from.source, "to": found.to.source, "unfit": unfit,
        });
        if is_dry {
            let lines = found.unfit.iter().map(|it| format!("{}: {}\n", it.name, it.level.code()));
            let words = fl!(
                "regimes-move-what",
                year = year.to_string(),
                from = found.from.source.as_str(),
                to = found.to.source.as_str()
            );
            return Ok(Answer::new(&data, format!("{words}\n{}", lines.collect::<String>())));
        }
    }
    match regimes::move_year(database, year, author)? {
        Step::Done(done) => Ok(Answer::changed(&done.changes, json!({ "year": year }))),
        Step::Refused(unfit) => {
            let names: Vec<String> = unfit.iter().map(|it| it.name.clone()).collect();
            Err(Error::refused(Field::Level, Kind::LevelsUnfit { year, names: names.join(", ") }).into())
        }
    }
}

/// The stable name of where a level is used.
fn used_code(used: Use) -> &'static str {
    match used {
        Use::Rating => "rating",
        Use::Step => "step",
        Use::Ballot => "ballot",
    }
}

fn beginning_in(database: &mut Database, year: i32) -> Result<Regime> {
    let mut regimes = regimes::list(database)?.into_iter().map(|it| it.regime);
    regimes.find(|regime| regime.from_year == year).ok_or(Error::Store(store::Error::NotFound))
}

/// Reads a form; what is no such form is refused.
fn read<T: serde::de::DeserializeOwned>(path: &Path) -> std::result::Result<T, Failure> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map_err(|error| Failure::file(path, &error))?;
    serde_json::from_str(&text).map_err(|error| {
        log::warn!("{}: {error}", path.display());
        Failure::refused(Field::Source, Kind::BadFormat)
    })
}

fn list(regimes: &[RegimeInUse]) -> Answer {
    let titles = [
        fl!("cli-arg-from"),
        fl!("cli-arg-to"),
        fl!("field-source"),
        fl!("field-source-date"),
        fl!("regimes-state"),
    ];
    let lines: Vec<Vec<String>> = regimes.iter().map(|it| line(&it.regime)).collect();
    let data: Vec<Value> = regimes
        .iter()
        .map(|it| {
            let mut value = serde_json::to_value(&it.regime).unwrap_or_default();
            if let Some(value) = value.as_object_mut() {
                value.insert("is_confirmed".to_owned(), it.regime.is_confirmed().into());
                value.insert("rated".to_owned(), json!(it.rated));
                let decided: Vec<Value> = it
                    .decided
                    .iter()
                    .map(|(year, subject)| json!({ "year": year, "subject": subject }))
                    .collect();
                value.insert("decided".to_owned(), decided.into());
            }
            value
        })
        .collect();
    Answer::new(&json!({ "regimes": data }), table(&titles, &lines))
}

fn line(regime: &Regime) -> Vec<String> {
    let state = if regime.is_confirmed() { fl!("regimes-confirmed") } else { fl!("regimes-unconfirmed") };
    vec![
        regime.from_year.to_string(),
        regime.to_year.map(|year| year.to_string()).unwrap_or_default(),
        regime.source.clone(),
        regime.source_date.map(crate::domain::date::show).unwrap_or_default(),
        state,
    ]
}
