//! `run`: one register, unlocked once; a command a line in, a JSON object a line out.
//!
//! An answer `{"ok":true,…}` to a change is written only after the change is on the disk, and is
//! flushed at once, so that who reads it can rely on it whatever happens next.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use clap::FromArgMatches;

use super::answer::{Answer, Failure};
use super::arguments::{Command, Global, Line};
use super::command::{RegisterCommand, backups};
use super::output::Output;
use super::split::{self, Fault};
use super::{access, help};
use crate::fl;
use crate::services::history;
use crate::services::registers::OpenRegister;

/// Runs the commands in the file, `-` for standard input, until its end.
///
/// # Errors
/// When the register can't be opened or the commands can't be read. A command that fails is
/// answered, and the next one is done.
pub fn run(file: &Path, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let input: Box<dyn Read> = match file.as_os_str() == "-" {
        true => Box::new(io::stdin()),
        false => Box::new(File::open(file).map_err(|error| Failure::file(file, &error))?),
    };
    let register = access::open(global)?;
    let result = answer_lines(BufReader::new(input), &register, output);
    backups::close(register)?;
    result.map_err(|error| Failure::file(file, &error))
}

fn answer_lines(mut input: impl BufRead, register: &OpenRegister, output: &mut Output) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let is_read = match parse(&line) {
            Ok(None) => true,
            Ok(Some(command)) => match perform(command, register) {
                Ok((answer, sequence)) => output.line_answer(&answer, sequence),
                Err(failure) => output.line_failure(&failure),
            },
            Err(failure) => output.line_failure(&failure),
        };
        if !is_read {
            return Ok(());
        }
        line.clear();
    }
    Ok(())
}

fn perform(command: RegisterCommand, register: &OpenRegister) -> Result<(Answer, i64), Failure> {
    register.db.wait(move |database| {
        let answer = command.run(database)?;
        // A PDF has no place among lines of JSON.
        if answer.file.is_some() && answer.data.is_empty() {
            return Err(Failure::Usage(fl!("cli-line-no-file")));
        }
        let sequence = match answer.sequence {
            Some(sequence) => sequence,
            None => history::last_sequence(database)?,
        };
        Ok((answer, sequence))
    })
}

/// The command of a line; none for an empty line or a remark.
fn parse(line: &[u8]) -> Result<Option<RegisterCommand>, Failure> {
    let text = std::str::from_utf8(line).map_err(|_| Failure::Usage(fl!("cli-line-not-utf8")))?;
    let words = split::words(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        Failure::Usage(match fault {
            Fault::OpenQuote => fl!("cli-line-open-quote"),
            Fault::NotJson => fl!("cli-line-not-json"),
        })
    })?;
    if words.is_empty() {
        return Ok(None);
    }
    let matches = help::line_command().try_get_matches_from(words);
    let line = matches.and_then(|matches| Line::from_arg_matches(&matches));
    match line.map_err(|error| Failure::Usage(error.to_string().trim_end().to_owned()))?.command {
        Command::Register(command) => Ok(Some(*command)),
        Command::Create(_)
        | Command::Sample(_)
        | Command::Password(_)
        | Command::Users(_)
        | Command::Recovery(_)
        | Command::Compare(_)
        | Command::Backup(_)
        | Command::Restore(_)
        | Command::Salvage(_)
        | Command::Run { .. } => Err(Failure::Usage(fl!("cli-line-not-here"))),
    }
}
