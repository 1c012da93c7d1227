//! The texts of `--help` in the language chosen. What clap itself says of a wrong command line
//! stays English.

use std::ffi::OsString;

use clap::{Arg, Command, CommandFactory};

use super::arguments::{Arguments, Line};
use crate::fl;
use crate::i18n::{LOADER, Language};

/// The language for reading the command line itself: `--lang`, else SOCHIBO_LANG, else Vietnamese.
pub fn language(arguments: &[OsString]) -> Language {
    let typed = arguments.iter().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>();
    let after = typed.iter().position(|argument| argument == "--lang").and_then(|at| typed.get(at + 1));
    let joined = typed.iter().find_map(|argument| argument.strip_prefix("--lang="));
    let chosen = after.map(AsRef::as_ref).or(joined).map(str::to_owned);
    match chosen.or_else(|| std::env::var("SOCHIBO_LANG").ok()).as_deref() {
        Some("en") => Language::En,
        Some(_) | None => Language::Vi,
    }
}

/// The program's command line.
pub fn command() -> Command {
    worded(Arguments::command(), "cli-help")
        .about(fl!("cli-help"))
        .after_help(fl!("cli-help-after"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(fl!("cli-arg-version"))
                .help_heading(fl!("cli-help-options")),
        )
}

/// A line of `run`.
pub fn line_command() -> Command {
    worded(Line::command(), "cli-help")
}

/// Puts words on a command and all below it. Keys are made of the command's path and of the
/// arguments' names; a test proves that all of them exist.
fn worded(command: Command, key: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let worded_below = names.into_iter().fold(command, |command, name| {
        let key = format!("{key}-{name}");
        command.mut_subcommand(name, |below| {
            let about = words(&key).unwrap_or_default();
            worded(below.about(about), &key)
        })
    });
    worded_below
        .mut_args(worded_argument)
        .subcommand_help_heading(fl!("cli-help-commands"))
        .subcommand_value_name(fl!("cli-help-command"))
        .help_template(format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", fl!("cli-help-usage")))
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(fl!("cli-arg-help"))
                .help_heading(fl!("cli-help-options")),
        )
}

fn worded_argument(argument: Arg) -> Arg {
    let key = format!("cli-arg-{}", argument.get_id().as_str().replace('_', "-"));
    let heading = if argument.is_positional() { fl!("cli-help-arguments") } else { fl!("cli-help-options") };
    match words(&key) {
        Some(help) => argument.help(help).help_heading(heading),
        None => argument.help_heading(heading),
    }
}

fn words(key: &str) -> Option<String> {
    LOADER.has(key).then(|| LOADER.get(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n;

    /// Every command and argument that has no words in the language.
    fn wordless(command: &Command, key: &str, missing: &mut Vec<String>) {
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let key = format!("cli-arg-{}", id.replace('_', "-"));
            if id != "version" && words(&key).is_none() {
                missing.push(key);
            }
        }
        for below in command.get_subcommands() {
            let key = format!("{key}-{}", below.get_name());
            if words(&key).is_none() {
                missing.push(key.clone());
            }
            wordless(below, &key, missing);
        }
    }

    #[test]
    fn all_commands_and_options_have_words_and_clap_accepts_them() {
        for language in [Language::En, Language::Vi] {
            i18n::select(language);
            let mut missing = Vec::new();
            wordless(&Arguments::command(), "cli-help", &mut missing);
            missing.dedup();
            assert_eq!(missing, Vec::<String>::new(), "{language:?}");
            command().debug_assert();
            line_command().debug_assert();
        }
    }
}
