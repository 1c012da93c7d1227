//! The register from a terminal: commands in, services called, text or JSON out.
//!
//! `arguments` says what can be typed, `access` finds password and register, `command` holds one
//! function per command, `answer` what comes back, `line` runs many commands on one register.
//! The only place that writes to standard output is [`Output`]. `docs/cli.md` describes it all.

mod access;
mod answer;
mod arguments;
mod command;
mod fields;
mod help;
mod line;
mod output;
mod split;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use answer::{Answer, Failure};
use arguments::{Arguments, Command};
use output::Output;

/// Runs the program with these arguments, the program's name first; returns its exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    crate::i18n::select(help::language(&arguments));
    let parsed = help::command()
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let Arguments { global, command } = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return usage(&error),
    };
    let mut output = Output::new(global.json);
    match perform(command, &global, &mut output) {
        Ok(code) => code,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn perform(command: Command, global: &arguments::Global, output: &mut Output) -> Result<ExitCode, Failure> {
    let answer = match command {
        Command::Create(new) => command::register::create(&new, global)?,
        Command::Sample(sample) => command::register::sample(&sample, global)?,
        Command::Password(change) => command::register::change_password(&change, global)?,
        Command::Recovery(recovery) => command::register::use_recovery_code(&recovery, global)?,
        Command::Users(command) => command.run(global)?,
        Command::Backup(args) => command::backups::backup(&args, global)?,
        Command::Restore(args) => command::backups::restore(&args, global)?,
        Command::Salvage(args) => command::backups::salvage(&args, global)?,
        Command::Run { file } => {
            line::run(&file, global, output)?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Compare(compare) => {
            if compare.is_json() {
                *output = Output::new(true);
            }
            compare.run()?
        }
        Command::Register(command) => {
            let register = access::open(global)?;
            let answer = register.db.wait(move |database| command.run(database));
            command::backups::close(register)?;
            answer?
        }
    };
    output.answer(&answer);
    Ok(ExitCode::from(exit_code(&answer)))
}

fn exit_code(answer: &Answer) -> u8 {
    if answer.found_problems { answer::PROBLEM_FOUND } else { 0 }
}

/// Help and version go to standard output and are no failure; wrong usage is exit code 2.
fn usage(error: &clap::Error) -> ExitCode {
    // A reader that went away needs no help text.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(answer::WRONG_USAGE),
    }
}
