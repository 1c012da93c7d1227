//! `members badge`: badges of years in the Party, listed, added, corrected, ended.

use clap::{Args, Subcommand};
use serde_json::json;

use super::table::table;
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::date;
use crate::domain::id::MemberId;
use crate::domain::member::{BADGE_LEVELS, Badge, BadgeEnding, BadgeForm, BadgeKind};
use crate::domain::problem::{Field, Kind};
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::{self, Words};
use crate::services::{Author, Database, Error, Result, members};

/// What can be done with badges.
#[derive(Debug, Subcommand)]
pub enum BadgeCommand {
    /// Lists those of a member.
    List {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
    },
    /// Adds one.
    Add {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
        /// Full years in the Party.
        #[arg(long = "level", id = "badge-level", value_name = "YEARS", value_parser = levels())]
        level: u32,
        /// The rest.
        #[command(flatten)]
        fields: BadgeArgs,
    },
    /// Corrects one.
    Edit {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
        /// Which one, see the list.
        #[arg(long = "row", id = "badge-row", value_name = "ROW")]
        row: i64,
        /// Full years in the Party.
        #[arg(long = "level", id = "badge-level", value_name = "YEARS", value_parser = levels())]
        level: Option<u32>,
        /// The rest.
        #[command(flatten)]
        fields: BadgeArgs,
    },
    /// Notes that one is held no more.
    End {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
        /// Which one, see the list.
        #[arg(long = "row", id = "badge-row", value_name = "ROW")]
        row: i64,
        /// Why.
        #[arg(long, value_parser = coded(BadgeEnding::ALL, BadgeEnding::code))]
        ending: BadgeEnding,
        /// Since when.
        #[arg(long, value_name = "DATE")]
        on: String,
        /// In words.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        words: String,
    },
}

/// What may be said of a badge.
#[derive(Debug, Args)]
pub struct BadgeArgs {
    /// How it was awarded.
    #[arg(long = "kind", id = "badge-kind", value_parser = coded(BadgeKind::ALL, BadgeKind::code))]
    kind: Option<BadgeKind>,
    /// Its number.
    #[arg(long = "number", id = "badge-number", value_name = "TEXT")]
    number: Option<String>,
    /// Day of the round.
    #[arg(long = "round", id = "badge-round", value_name = "DATE")]
    round: Option<String>,
    /// Number of the decision.
    #[arg(long)]
    decision: Option<String>,
    /// Day of the decision.
    #[arg(long, value_name = "DATE")]
    decided: Option<String>,
    /// Day on which it was handed over.
    #[arg(long, value_name = "DATE")]
    awarded: Option<String>,
}

impl BadgeArgs {
    /// Puts what was said into the form; the rest stays.
    fn apply(self, form: &mut BadgeForm) {
        form.kind = self.kind.or(form.kind);
        let texts = [
            (self.number, &mut form.number),
            (self.round, &mut form.round_on),
            (self.decision, &mut form.decision),
            (self.decided, &mut form.decided_on),
            (self.awarded, &mut form.awarded_on),
        ];
        for (said, text) in texts {
            if let Some(said) = said {
                *text = said;
            }
        }
    }
}

fn levels() -> impl clap::builder::TypedValueParser<Value = u32> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(BADGE_LEVELS.map(|level| level.to_string()))
        .try_map(|typed| typed.parse::<u32>())
}

impl BadgeCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        match self {
            Self::List { member } => list(database, MemberId(member)),
            Self::Add { member, level, fields } => {
                let mut form =
                    BadgeForm { level: Some(level), kind: Some(BadgeKind::OnTime), ..BadgeForm::default() };
                fields.apply(&mut form);
                save(database, (member, None), &form, author)
            }
            Self::Edit { member, row, level, fields } => {
                let mut form = known(database, member, row)?;
                form.level = level.or(form.level);
                fields.apply(&mut form);
                save(database, (member, Some(row)), &form, author)
            }
            Self::End { member, row, ending, on, words } => {
                let form = known(database, member, row)?;
                let form = BadgeForm { ending: Some(ending), ended_on: on, end_reason: words, ..form };
                save(database, (member, Some(row)), &form, author)
            }
        }
    }
}

fn known(database: &mut Database, member: i64, row: i64) -> Result<BadgeForm> {
    let badges = members::record(database, MemberId(member))?.badges;
    let known = badges.iter().find(|badge| badge.id == row);
    let known = known.ok_or_else(|| Error::refused(Field::BadgeLevel, Kind::NotFound))?;
    Ok(BadgeForm::from(&known.fields))
}

fn save(
    database: &mut Database,
    (member, row): (i64, Option<i64>),
    form: &BadgeForm,
    author: &Author,
) -> Result<Answer> {
    let done = members::save_badge(database, MemberId(member), row, form, author)?;
    let answer = Answer::changed(&done.changes, json!({ "id": member, "row": done.value.value }));
    Ok(answer.warning(done.value.warnings))
}

fn list(database: &mut Database, member: MemberId) -> Result<Answer> {
    let badges = members::record(database, member)?.badges;
    let titles = [
        fl!("cli-column-id"),
        sentence::field(Field::BadgeLevel),
        sentence::field(Field::BadgeNumber),
        sentence::field(Field::BadgeKind),
        sentence::field(Field::BadgeRound),
        sentence::field(Field::AwardedOn),
        sentence::field(Field::Decision),
        sentence::field(Field::BadgeEnding),
    ];
    let lines: Vec<Vec<String>> = badges.iter().map(line).collect();
    Ok(Answer::new(&json!({ "id": member, "badges": badges }), table(&titles, &lines)))
}

fn line(badge: &Badge) -> Vec<String> {
    let fields = &badge.fields;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let end = fields.end.as_ref().map(|end| term::badge_ending(end.why, Words::Screen));
    vec![
        badge.id.to_string(),
        fields.level.to_string(),
        text(&fields.number),
        term::badge_kind(fields.kind, Words::Screen),
        fields.round_on.map(date::show).unwrap_or_default(),
        fields.awarded_on.map(|day| day.to_string()).unwrap_or_default(),
        text(&fields.decision),
        end.unwrap_or_else(|| fl!("badge-held")),
    ]
}
