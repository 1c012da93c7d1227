//! `ratings step`, `ballot`, `points`, `group`, `plan`, `rerate`, `copy`, `warnings`,
//! `acknowledge`, `missing`, `steps`: what leads to a rating, and what is odd about it.

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::whom::WhomArgs;
use super::{code_of, table::table, unit_if_named};
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{
    Ballot, BallotPlace, Entry, Lack, Level, Part, Statement, StepKind, Steps, Subject, WarningKind, Who,
};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::i18n::steps as said;
use crate::services::ratings::{self, Copied, RerateForm};
use crate::services::{Author, Database, Error, Result, units};

/// Somebody in a year.
#[derive(Debug, Args)]
pub struct WhoArgs {
    /// Whom.
    #[command(flatten)]
    whom: WhomArgs,
    /// The year.
    #[arg(long)]
    year: i32,
}

/// A sheet.
#[derive(Debug, Args)]
pub struct SheetArgs {
    /// The year.
    #[arg(long)]
    year: i32,
    /// The unit and what is below it.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Members or units.
    #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
    subject: Subject,
}

/// What can be done with the steps of a rating.
#[derive(Debug, Subcommand)]
pub enum StepsCommand {
    /// What is said in a step; neither level nor words clears it.
    Step {
        /// Of whom.
        #[command(flatten)]
        who: WhoArgs,
        /// Who says it.
        #[arg(long, value_parser = coded(StepKind::ALL, StepKind::code))]
        step: StepKind,
        /// The level.
        #[arg(long = "level", id = "step-level", value_parser = coded(Level::ALL, Level::code))]
        level: Option<Level>,
        /// The words.
        #[arg(
            long = "words",
            id = "step-words",
            value_name = "TEXT",
            default_value = "",
            hide_default_value = true
        )]
        words: String,
    },
    /// The ballot on somebody; without numbers it is cleared.
    Ballot(BallotArgs),
    /// Points; an empty text clears them.
    Points {
        /// Of whom.
        #[command(flatten)]
        who: WhoArgs,
        /// 0 to 100, two decimals.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        points: String,
    },
    /// The group of similar posts; an empty text clears it.
    Group {
        /// Of whom.
        #[command(flatten)]
        who: WhoArgs,
        /// Its name.
        #[arg(long, value_name = "TEXT")]
        group: String,
    },
    /// The plan for mending; an empty text clears it.
    Plan {
        /// Of whom.
        #[command(flatten)]
        who: WhoArgs,
        /// In words.
        #[arg(long, value_name = "TEXT")]
        plan: String,
    },
    /// Changes a decided rating, with a decision of its own.
    Rerate(RerateArgs),
    /// Copies from the year before what is empty.
    Copy {
        /// Where.
        #[command(flatten)]
        sheet: SheetArgs,
        /// What.
        #[arg(long = "what", id = "copied", value_name = "LIST", value_delimiter = ',', default_value = "level,group",
              value_parser = ["level", "group", "steps"])]
        what: Vec<String>,
    },
    /// The warnings of a year.
    Warnings(SheetArgs),
    /// Lets a warning stand with a note; an empty note takes it back.
    Acknowledge(AcknowledgeArgs),
    /// What keeps a year from being decided.
    Missing(SheetArgs),
    /// Which steps the sheets of the register show.
    Steps {
        /// The steps, with commas between them; an empty text for none.
        #[arg(long, value_name = "LIST")]
        show: Option<String>,
    },
}

/// A ballot.
#[derive(Debug, Args)]
pub struct BallotArgs {
    /// On whom.
    #[command(flatten)]
    who: WhoArgs,
    /// Papers issued.
    #[arg(long, value_name = "N")]
    issued: Option<String>,
    /// Papers returned.
    #[arg(long, value_name = "N")]
    returned: Option<String>,
    /// Valid papers.
    #[arg(long, value_name = "N")]
    valid: Option<String>,
    /// A level with its votes, several times.
    #[arg(long, value_name = "LEVEL=N", value_parser = votes)]
    votes: Vec<(Level, String)>,
}

fn votes(typed: &str) -> std::result::Result<(Level, String), String> {
    let known = || Level::ALL.iter().map(|level| level.code()).collect::<Vec<_>>().join(", ");
    let (code, count) = typed.split_once('=').ok_or_else(|| format!("LEVEL=N: {}", known()))?;
    Ok((Level::from_code(code).ok_or_else(known)?, count.to_owned()))
}

/// A change of a decided rating.
#[derive(Debug, Args)]
pub struct RerateArgs {
    /// Whose.
    #[command(flatten)]
    who: WhoArgs,
    /// The new level.
    #[arg(long = "level", id = "step-level", value_parser = coded(Level::ALL, Level::code))]
    level: Level,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    words: String,
    /// Number of the decision.
    #[arg(long)]
    decision: String,
    /// Day of the decision.
    #[arg(long, value_name = "DATE")]
    on: String,
    /// The body that decided.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    body: String,
}

/// A note to a warning.
#[derive(Debug, Args)]
pub struct AcknowledgeArgs {
    /// Of whom; with `--subject member` a unit stands for its whole sheet.
    #[command(flatten)]
    who: WhoArgs,
    /// Members or units.
    #[arg(long, value_parser = coded(Subject::ALL, Subject::code))]
    subject: Option<Subject>,
    /// Which warning.
    #[arg(long, value_parser = coded(WarningKind::ALL, WarningKind::code))]
    warning: WarningKind,
    /// The note.
    #[arg(long, value_name = "TEXT")]
    note: String,
}

impl WhoArgs {
    fn find(&self, tree: &UnitTree) -> Result<Who> {
        self.whom.find(tree)
    }

    /// Enters one thing of somebody.
    fn enter(&self, entry: Entry, database: &mut Database, author: &Author) -> Result<Answer> {
        let who = self.find(&units::tree(database)?)?;
        let done = ratings::enter(database, (self.year, who.subject()), &[(who, entry)], author)?;
        Ok(Answer::changed(&done.changes, json!({ "year": self.year })))
    }
}

impl StepsCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        match self {
            Self::Step { who, step, level, words } => {
                let said = Statement::of(level, &words).map_err(|kind| Error::refused(Field::Words, kind))?;
                who.enter(Entry::Step(step, said), database, author)
            }
            Self::Ballot(ballot) => {
                let entry = Entry::WholeBallot(ballot.counted()?);
                ballot.who.enter(entry, database, author)
            }
            Self::Points { who, points } => {
                let read = if points.trim().is_empty() {
                    Ok(None)
                } else {
                    number::parse_hundredths(&points).map(Some)
                };
                let points = read.map_err(|kind| Error::refused(Field::Points, kind))?;
                who.enter(Entry::Points(points), database, author)
            }
            Self::Group { who, group } => who.enter(Entry::Group(Some(group)), database, author),
            Self::Plan { who, plan } => who.enter(Entry::Plan(Some(plan)), database, author),
            Self::Rerate(rerate) => rerate.run(database, author),
            Self::Copy { sheet, what } => sheet.copy(&what, database, author),
            Self::Warnings(sheet) => sheet.warnings(database),
            Self::Acknowledge(note) => note.run(database, author),
            Self::Missing(sheet) => sheet.missing(database),
            Self::Steps { show } => shown(show.as_deref(), database, author),
        }
    }
}

impl BallotArgs {
    fn counted(&self) -> Result<Ballot> {
        let read = |typed: &str| {
            number::parse_whole(typed).map_err(|kind: Kind| Error::refused(Field::Ballot, kind))
        };
        let mut ballot = Ballot::default();
        let papers = [
            (BallotPlace::Issued, &self.issued),
            (BallotPlace::Returned, &self.returned),
            (BallotPlace::Valid, &self.valid),
        ];
        for (place, typed) in papers {
            ballot.set(place, typed.as_deref().map(read).transpose()?);
        }
        for (level, typed) in &self.votes {
            ballot.set(BallotPlace::Votes(*level), Some(read(typed)?));
        }
        Ok(ballot)
    }
}

impl RerateArgs {
    fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let who = self.who.find(&units::tree(database)?)?;
        let form = RerateForm {
            level: Some(self.level),
            reason: self.words,
            decision: self.decision,
            on: self.on,
            body: self.body,
        };
        let done = ratings::rerate(database, self.who.year, who, &form, author)?;
        Ok(Answer::changed(&done.changes, json!({ "year": self.who.year })))
    }
}

impl AcknowledgeArgs {
    fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let who = self.who.find(&units::tree(database)?)?;
        let subject = self.subject.unwrap_or_else(|| who.subject());
        let sheet = (self.who.year, subject);
        let done = ratings::acknowledge(database, sheet, &[(who, self.warning)], &self.note, author)?;
        Ok(Answer::changed(&done.changes, json!({ "year": self.who.year })))
    }
}

impl SheetArgs {
    fn place(&self, database: &mut Database) -> Result<(UnitTree, Option<UnitId>)> {
        let tree = units::tree(database)?;
        let unit = unit_if_named(&tree, self.unit.as_deref())?;
        Ok((tree, unit))
    }

    fn copy(&self, what: &[String], database: &mut Database, author: &Author) -> Result<Answer> {
        let (_, unit) = self.place(database)?;
        let whos: Vec<Who> = match self.subject {
            Subject::Member => {
                let rows = ratings::member_sheet(database, self.year, unit)?.rows;
                rows.iter().filter(|row| !row.is_locked).map(|row| Who::Member(row.id)).collect()
            }
            Subject::Unit => {
                let rows = ratings::unit_sheet(database, self.year, unit)?.rows;
                rows.iter().filter(|row| !row.is_locked).map(|row| Who::Unit(row.id)).collect()
            }
        };
        let has = |name: &str| what.iter().any(|named| named == name);
        let what = Copied { level: has("level"), group: has("group"), steps: has("steps") };
        let done = ratings::copy_from_last_year(database, (self.year, self.subject), &whos, what, author)?;
        Ok(Answer::changed(&done.changes, json!({ "year": self.year, "copied": done.value })))
    }

    fn warnings(&self, database: &mut Database) -> Result<Answer> {
        let (tree, unit) = self.place(database)?;
        let found = ratings::warnings(database, self.year, self.subject, unit)?;
        let mut lines = Vec::new();
        let mut values = Vec::new();
        for warned in &found {
            let words = said::warning(&warned.flag.warning, |unit| name_of(&tree, unit));
            let mut value = about(&tree, warned.who, warned.unit, &warned.name);
            value.insert("warning".to_owned(), warned.flag.warning.kind().code().into());
            value.insert("level".to_owned(), json!(warned.level));
            value.insert("detail".to_owned(), json!(warned.flag.warning));
            value.insert("words".to_owned(), words.as_str().into());
            value.insert("note".to_owned(), json!(warned.flag.note));
            values.push(Value::Object(value));
            let note = warned.flag.note.clone().unwrap_or_default();
            lines.push(line(&tree, (warned.who, warned.unit, &warned.name), [words, note]));
        }
        let titles = [
            fl!("cli-column-id"),
            fl!("field-code"),
            fl!("column-name"),
            fl!("cli-column-warning"),
            fl!("field-note"),
        ];
        let data = json!({ "year": self.year, "total": values.len(), "warned": values });
        Ok(Answer::new(&data, table(&titles, &lines)))
    }

    fn missing(&self, database: &mut Database) -> Result<Answer> {
        let (tree, unit) = self.place(database)?;
        let found = ratings::missing(database, self.year, self.subject, unit)?;
        let mut lines = Vec::new();
        let mut values = Vec::new();
        for missing in &found {
            let words = said::lack(&missing.lack, |unit| name_of(&tree, unit));
            let mut value = about(&tree, missing.who, missing.unit, &missing.name);
            value.insert("missing".to_owned(), missing.lack.code().into());
            if let Lack::Warning(warning) = &missing.lack {
                value.insert("warning".to_owned(), warning.kind().code().into());
            }
            value.insert("words".to_owned(), words.as_str().into());
            values.push(Value::Object(value));
            lines.push(line(&tree, (missing.who, missing.unit, &missing.name), [words]));
        }
        let titles = [fl!("cli-column-id"), fl!("field-code"), fl!("column-name"), fl!("cli-column-missing")];
        let data = json!({ "year": self.year, "total": values.len(), "missing": values });
        Ok(Answer::new(&data, table(&titles, &lines)))
    }
}

fn name_of(tree: &UnitTree, unit: UnitId) -> String {
    tree.node(unit).map(|node| node.unit.fields.name.clone()).unwrap_or_default()
}

/// Whom something is about, for JSON.
fn about(tree: &UnitTree, who: Who, unit: UnitId, name: &str) -> Map<String, Value> {
    let name = if name.is_empty() { name_of(tree, unit) } else { name.to_owned() };
    let mut value = Map::new();
    if let Some(member) = who.member() {
        value.insert("member".to_owned(), member.0.into());
    }
    value.insert("unit".to_owned(), code_of(tree, unit).into());
    value.insert("name".to_owned(), name.into());
    value
}

/// A line of a table for people.
fn line<const N: usize>(
    tree: &UnitTree,
    (who, unit, name): (Who, UnitId, &str),
    rest: [String; N],
) -> Vec<String> {
    let name = if name.is_empty() { name_of(tree, unit) } else { name.to_owned() };
    let id = who.member().map(|member| member.0.to_string()).unwrap_or_default();
    let first = [id, code_of(tree, unit).to_owned(), name];
    first.into_iter().chain(rest).collect()
}

/// Shows or sets which steps the sheets show.
fn shown(show: Option<&str>, database: &mut Database, author: &Author) -> Result<Answer> {
    let Some(show) = show else {
        let parts = ratings::shown_parts(database)?;
        let names: Vec<String> =
            parts.iter().map(|part| format!("{}: {}", part.code(), said::part(*part))).collect();
        return Ok(Answer::new(&json!({ "steps": parts }), names.join("\n")));
    };
    let named: Vec<&str> = show.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let parts: Vec<Part> = if named == ["all"] { Part::ALL.to_vec() } else { Part::list(show) };
    if parts.len() < named.len() {
        return Err(Error::refused(Field::Kind, Kind::NotInList));
    }
    let done = ratings::show_parts(database, &parts, author)?;
    Ok(Answer::changed(&done.changes, json!({ "steps": parts })))
}

/// What leads to a rating, for JSON.
pub fn steps_json(steps: &Steps) -> Value {
    let said: Map<String, Value> =
        steps.said.iter().map(|(step, said)| (step.code().to_owned(), json!(said))).collect();
    let ballot = &steps.ballot;
    let votes: Map<String, Value> =
        ballot.votes.iter().map(|(level, votes)| (level.code().to_owned(), (*votes).into())).collect();
    let counted = json!({
        "issued": ballot.issued, "returned": ballot.returned, "valid": ballot.valid, "votes": votes,
    });
    #[expect(clippy::cast_precision_loss, reason = "at most 100,00 points")]
    let points = steps.points.map(|points| points as f64 / 100.0);
    json!({
        "points": points,
        "group": steps.group,
        "plan": steps.plan,
        "said": said,
        "ballot": (!ballot.is_empty()).then_some(counted),
    })
}
