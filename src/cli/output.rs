//! The one writer: data to standard output, messages to standard error.
//!
//! A reader that went away (`| head`) ends the writing quietly.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::answer::{Answer, Failure};
use crate::i18n::sentence;

/// Where answers go.
#[derive(Debug)]
pub struct Output {
    json: bool,
}

impl Output {
    /// An output in JSON or in text.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Writes the answer of the program's one command.
    pub fn answer(&mut self, answer: &Answer) {
        if !answer.note.is_empty() {
            message(&answer.note);
        }
        for warning in &answer.warnings {
            message(&sentence::problem(warning));
        }
        let is_silent = answer.file.is_none() && !self.json && answer.text.is_empty();
        if !is_silent {
            match (&answer.file, self.json) {
                (Some(file), _) => self.write(file),
                (None, true) => self.line(&Done::new(answer, answer.sequence)),
                (None, false) => self.write(format!("{}\n", answer.text.trim_end()).as_bytes()),
            };
        }
    }

    /// Writes the answer to one line of `run`; false when nobody reads it any more.
    pub fn line_answer(&mut self, answer: &Answer, sequence: i64) -> bool {
        self.line(&Done::new(answer, Some(answer.sequence.unwrap_or(sequence))))
    }

    /// Writes why one line of `run` was not done; false when nobody reads it any more.
    pub fn line_failure(&mut self, failure: &Failure) -> bool {
        self.line(&Failed { ok: false, error: failure.to_json() })
    }

    /// Writes why the program's one command was not done.
    pub fn failure(&mut self, failure: &Failure) {
        if self.json {
            self.line_failure(failure);
        }
        message(&failure.message());
    }

    fn line(&mut self, value: &impl Serialize) -> bool {
        match serde_json::to_string(value) {
            Ok(text) => self.write(format!("{text}\n").as_bytes()),
            Err(error) => {
                log::error!("an answer could not be written as JSON: {error}");
                false
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> bool {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).is_ok()
    }
}

/// The JSON object of an answer: with `ok` and the number in the journal where there is one.
#[derive(Serialize)]
struct Done<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    ok: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<i64>,
    #[serde(flatten)]
    data: &'a Map<String, Value>,
}

impl<'a> Done<'a> {
    fn new(answer: &'a Answer, sequence: Option<i64>) -> Self {
        Self { ok: sequence.map(|_| true), sequence, data: &answer.data }
    }
}

/// The JSON object of a failure.
#[derive(Serialize)]
struct Failed {
    ok: bool,
    error: Value,
}

/// Writes a message for the person at the terminal.
pub fn message(message: &str) {
    // Nobody can be told that standard error is gone.
    let _ = writeln!(io::stderr(), "{message}");
}
