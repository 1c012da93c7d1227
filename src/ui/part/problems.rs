//! The problems of a form, brought to the fields where they belong.

use crate::domain::problem::{Field, Problem};
use crate::i18n::sentence;

pub use crate::i18n::sentence::beside;

/// What is wrong with a field, in sentences to be read beside it; none when nothing is.
#[must_use]
pub fn of(problems: &[Problem], field: Field) -> Option<String> {
    join(problems.iter().filter(|problem| problem.field == field).map(|problem| beside(&problem.kind)))
}

/// What is wrong with anything but `fields`: to be shown above the form, so that no problem
/// stays unseen because its field is not on the screen.
#[must_use]
pub fn elsewhere(problems: &[Problem], fields: &[Field]) -> Option<String> {
    join(problems.iter().filter(|problem| !fields.contains(&problem.field)).map(sentence::problem))
}

fn join(sentences: impl Iterator<Item = String>) -> Option<String> {
    let sentences: Vec<String> = sentences.collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
