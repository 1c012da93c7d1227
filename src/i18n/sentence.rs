//! Sentences for people, made from the kinds of problems and errors, in one place.

use crate::domain::problem::Problem;
use crate::services::Error;

/// What went wrong, in a sentence.
#[must_use]
pub fn of(error: &Error) -> String {
    match error {
        Error::Refused(problems) => problems.iter().map(problem).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// What is wrong with a field, in a sentence.
#[must_use]
pub fn problem(problem: &Problem) -> String {
    format!("{:?}", problem.kind)
}
