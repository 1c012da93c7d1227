//! What can be typed. The texts of `--help` are put over these by `help`, in the language chosen.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use super::command::RegisterCommand;
use super::command::backups::{BackupArgs, RestoreArgs, SalvageArgs};
use super::command::compare::CompareArgs;
use super::command::users::UsersCommand;
use crate::i18n::Language;

/// The program's command line.
#[derive(Debug, Parser)]
#[command(name = "sochibo-cli", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// Options before or after the command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// A line of `run`.
#[derive(Debug, Parser)]
#[command(name = "run", no_binary_name = true, disable_help_subcommand = true)]
pub struct Line {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// The register's folder.
    #[arg(long, global = true, value_name = "DIR", env = "SOCHIBO_WORKSPACE", hide_env = true)]
    pub workspace: Option<PathBuf>,
    /// One JSON object on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// A file whose first line is the password.
    #[arg(long, global = true, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Language of texts and messages.
    #[arg(long, global = true, value_name = "LANG", env = "SOCHIBO_LANG", hide_env = true,
          value_parser = language_parser())]
    pub lang: Option<Language>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes a register.
    Create(Create),
    /// Makes a register filled with sample data.
    Sample(Sample),
    /// Changes the password.
    #[command(name = "password")]
    Password(PasswordChange),
    /// Sets a new password with the recovery code.
    #[command(name = "recovery")]
    Recovery(Recovery),
    /// The users of the register.
    #[command(subcommand)]
    Users(UsersCommand),
    /// Takes a backup, or looks at those that are there.
    Backup(BackupArgs),
    /// Makes a register of a backup.
    Restore(RestoreArgs),
    /// Saves what can be read of a damaged register.
    Salvage(SalvageArgs),
    /// Runs many commands on one register.
    Run {
        /// The file with the commands; - for standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Compares a printed table with its own counts.
    Compare(CompareArgs),
    /// What is done inside an open register.
    #[command(flatten)]
    Register(Box<RegisterCommand>),
}

/// A register to be made.
#[derive(Debug, Args)]
pub struct Create {
    /// Its name.
    #[arg(long)]
    pub name: String,
}

/// A sample register to be made.
#[derive(Debug, Args)]
pub struct Sample {
    /// Its name.
    #[arg(long)]
    pub name: Option<String>,
    /// How many members; those of the real committee when left out.
    #[arg(long, value_name = "N")]
    pub members: Option<usize>,
}

/// A change of the password.
#[derive(Debug, Args)]
pub struct PasswordChange {
    /// A file whose first line is the new password; else SOCHIBO_NEW_PASSWORD, else a prompt.
    #[arg(long, value_name = "FILE")]
    pub new_password_file: Option<PathBuf>,
}

/// The use of the recovery code.
#[derive(Debug, Args)]
pub struct Recovery {
    /// Makes a new recovery code instead, by the password; the old code opens nothing any more.
    #[arg(long, conflicts_with_all = ["code_file", "user", "new_password_file"])]
    pub new_code: bool,
    /// A file with the recovery code; else SOCHIBO_RECOVERY_CODE, else a prompt.
    #[arg(long, value_name = "FILE")]
    pub code_file: Option<PathBuf>,
    /// Whose password is set; the first manager's when left out.
    #[arg(long = "user", value_name = "NAME")]
    pub user: Option<String>,
    /// A file whose first line is the new password; else SOCHIBO_NEW_PASSWORD, else a prompt.
    #[arg(long, value_name = "FILE")]
    pub new_password_file: Option<PathBuf>,
}

fn language_parser() -> impl TypedValueParser<Value = Language> {
    coded(&[Language::Vi, Language::En], |language| match language {
        Language::Vi => "vi",
        Language::En => "en",
    })
}

/// A parser for the codes of an enum.
pub fn coded<T>(all: &'static [T], code: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(|value| code(*value)))
        .try_map(move |typed| all.iter().copied().find(|value| code(*value) == typed).ok_or("?"))
}
