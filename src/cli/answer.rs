//! What a command answers: data for programs, text for people; or why it could not be done.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::domain::problem::{Field, Kind, Problem};
use crate::exchange;
use crate::fl;
use crate::i18n::sentence;
use crate::print;
use crate::services::{self, Changes};
use crate::store::{self, backup, workspace};

/// Looking the register over found something wrong.
pub const PROBLEM_FOUND: u8 = 1;
/// The command line itself is wrong.
pub const WRONG_USAGE: u8 = 2;
/// The register, or a file, can't be opened, read or written.
pub const CANNOT_OPEN: u8 = 3;
/// What was entered is refused.
pub const REFUSED: u8 = 4;

/// What a command answers.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// For programs: the members of the JSON object.
    pub data: Map<String, Value>,
    /// For people.
    pub text: String,
    /// A remark for people, beside the data.
    pub note: String,
    /// A whole file for standard output, in place of the rest.
    pub file: Option<Vec<u8>>,
    /// The number in the journal, for changes.
    pub sequence: Option<i64>,
    /// Worth a look.
    pub warnings: Vec<Problem>,
    /// Whether looking over found something wrong.
    pub found_problems: bool,
}

impl Answer {
    /// An answer with data of a type that becomes a JSON object, and text.
    pub fn new(data: &impl Serialize, text: impl Into<String>) -> Self {
        let data = match serde_json::to_value(data) {
            Ok(Value::Object(data)) => data,
            Ok(other) => Map::from_iter([("value".to_owned(), other)]),
            Err(error) => {
                log::error!("an answer could not be written as JSON: {error}");
                Map::new()
            }
        };
        Self { data, text: text.into(), ..Self::default() }
    }

    /// The answer to a change that is on the disk.
    pub fn changed(changes: &Changes, data: Value) -> Self {
        let text = match changes.is_empty() {
            true => fl!("cli-nothing-changed"),
            false => fl!("cli-saved", sequence = changes.sequence.to_string()),
        };
        Self { sequence: Some(changes.sequence), ..Self::new(&data, text) }
    }

    /// The same with warnings.
    pub fn warning(mut self, warnings: Vec<Problem>) -> Self {
        if !warnings.is_empty() {
            self.data.insert("warnings".to_owned(), problems(&warnings));
        }
        self.warnings = warnings;
        self
    }
}

/// Why a command was not done.
#[derive(Debug, Clone)]
pub enum Failure {
    /// A use case reports it.
    Service(services::Error),
    /// The pages could not be made.
    Print(print::Error),
    /// A spreadsheet can't be read or written.
    Exchange(exchange::Error),
    /// A line of `run` is no command.
    Usage(String),
    /// No password is to be had.
    NoPassword,
    /// A file that was named can't be read or written.
    File {
        /// Its path.
        path: String,
        /// The system's words.
        message: String,
    },
}

impl From<services::Error> for Failure {
    fn from(error: services::Error) -> Self {
        Self::Service(error)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Service(error.into())
    }
}

impl From<workspace::Error> for Failure {
    fn from(error: workspace::Error) -> Self {
        Self::Service(error.into())
    }
}

impl From<print::Error> for Failure {
    fn from(error: print::Error) -> Self {
        Self::Print(error)
    }
}

impl From<exchange::Error> for Failure {
    fn from(error: exchange::Error) -> Self {
        Self::Exchange(error)
    }
}

impl Failure {
    /// A refusal with one problem.
    pub fn refused(field: Field, kind: Kind) -> Self {
        services::Error::refused(field, kind).into()
    }

    /// The failure of a file that was named.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::File { path: path.display().to_string(), message: error.to_string() }
    }

    /// The exit code of the program.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => WRONG_USAGE,
            Self::Service(error) => service_exit_code(error),
            Self::Print(_) | Self::Exchange(_) | Self::NoPassword | Self::File { .. } => CANNOT_OPEN,
        }
    }

    /// The stable name of what happened.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Service(error) => service_kind(error),
            Self::Print(_) => "print",
            Self::Exchange(_) => "spreadsheet",
            Self::Usage(_) => "usage",
            Self::NoPassword => "no_password",
            Self::File { .. } => "io",
        }
    }

    /// What happened, in a sentence.
    pub fn message(&self) -> String {
        match self {
            Self::Service(error) => sentence::error(error),
            Self::Print(error) => sentence::print(error.clone()),
            Self::Exchange(error) => sentence::exchange(error),
            Self::Usage(message) => message.clone(),
            Self::NoPassword => fl!("cli-no-password"),
            Self::File { path, message } => {
                fl!("error-io", path = path.as_str(), message = message.as_str())
            }
        }
    }

    /// The object behind `error` in JSON.
    pub fn to_json(&self) -> Value {
        let mut error = json!({ "kind": self.kind(), "message": self.message() });
        if let (Self::Service(services::Error::Refused(found)), Some(error)) = (self, error.as_object_mut()) {
            error.insert("problems".to_owned(), problems(found));
        }
        error
    }
}

/// Problems with their sentences.
fn problems(problems: &[Problem]) -> Value {
    let with_sentence = |problem: &Problem| {
        let mut value = serde_json::to_value(problem).unwrap_or_default();
        if let Some(value) = value.as_object_mut() {
            value.insert("message".to_owned(), sentence::problem(problem).into());
        }
        value
    };
    problems.iter().map(with_sentence).collect()
}

fn service_exit_code(error: &services::Error) -> u8 {
    use store::Error as Store;
    use workspace::Error as Folder;
    match error {
        services::Error::Refused(_) | services::Error::Password(_) | services::Error::NothingToUndo => {
            REFUSED
        }
        services::Error::Store(error) => match error {
            Store::ChangedMeanwhile | Store::NotFound | Store::Constraint(_) | Store::NotAllowed(_) => {
                REFUSED
            }
            Store::Damaged
            | Store::NotOurs
            | Store::TooNew { .. }
            | Store::MigrationChanged(_)
            | Store::Locked
            | Store::ReadOnly
            | Store::DiskFull
            | Store::Gone
            | Store::Medium
            | Store::Closed
            | Store::Interrupted
            | Store::Internal
            | Store::Sql(_)
            | Store::Unreadable(_) => CANNOT_OPEN,
        },
        services::Error::UserClosed => CANNOT_OPEN,
        services::Error::Backup(backup::Error::AnotherRegister) => REFUSED,
        services::Error::Backup(_) => CANNOT_OPEN,
        services::Error::Workspace(error) => match error {
            Folder::AlreadyARegister
            | Folder::NotEmpty
            | Folder::NotAFolder
            | Folder::PasswordTaken
            | Folder::TooManyUsers { .. } => REFUSED,
            Folder::NotARegister
            | Folder::Unfinished
            | Folder::Missing(_)
            | Folder::Damaged(_)
            | Folder::TooNew { .. }
            | Folder::AlreadyOpen(_)
            | Folder::ReadOnly
            | Folder::DiskFull
            | Folder::WrongPassword
            | Folder::WrongRecoveryCode
            | Folder::Mistyped(_)
            | Folder::NoRandomness
            | Folder::Io { .. } => CANNOT_OPEN,
        },
    }
}

fn service_kind(error: &services::Error) -> &'static str {
    use store::Error as Store;
    use workspace::Error as Folder;
    match error {
        services::Error::Refused(_) => "refused",
        services::Error::Password(_) => "password_refused",
        services::Error::NothingToUndo => "nothing_to_undo",
        services::Error::UserClosed => "user_closed",
        services::Error::Backup(error) => match error {
            backup::Error::NotABackup => "not_a_backup",
            backup::Error::Damaged => "backup_damaged",
            backup::Error::TooNew { .. } => "too_new",
            backup::Error::AnotherRegister => "another_register",
            backup::Error::SourceDamaged | backup::Error::Workspace(_) | backup::Error::Store(_) => "damaged",
        },
        services::Error::Store(error) => match error {
            Store::Damaged | Store::Unreadable(_) => "damaged",
            Store::NotOurs => "not_a_register",
            Store::TooNew { .. } => "too_new",
            Store::MigrationChanged(_) => "migration_changed",
            Store::Locked => "already_open",
            Store::ReadOnly => "read_only",
            Store::DiskFull => "disk_full",
            Store::Constraint(_) => "constraint",
            Store::ChangedMeanwhile => "changed_meanwhile",
            Store::NotFound => "not_found",
            Store::NotAllowed(_) => "not_allowed",
            Store::Closed => "closed",
            Store::Interrupted => "interrupted",
            Store::Internal => "internal",
            Store::Gone => "gone",
            Store::Medium | Store::Sql(_) => "io",
        },
        services::Error::Workspace(error) => match error {
            Folder::NotARegister => "not_a_register",
            Folder::Unfinished => "unfinished",
            Folder::AlreadyARegister => "already_a_register",
            Folder::NotEmpty => "not_empty",
            Folder::NotAFolder => "not_a_folder",
            Folder::Missing(_) => "missing",
            Folder::Damaged(_) => "damaged",
            Folder::TooNew { .. } => "too_new",
            Folder::AlreadyOpen(_) => "already_open",
            Folder::ReadOnly => "read_only",
            Folder::DiskFull => "disk_full",
            Folder::WrongPassword => "wrong_password",
            Folder::WrongRecoveryCode => "wrong_recovery_code",
            Folder::Mistyped(_) => "mistyped_recovery_code",
            Folder::PasswordTaken => "password_taken",
            Folder::TooManyUsers { .. } => "too_many_users",
            Folder::NoRandomness => "no_randomness",
            Folder::Io { .. } => "io",
        },
    }
}
