//! The problems of a form, brought to the fields where they belong.

use crate::domain::problem::{Field, Problem};
use crate::i18n::sentence;

/// What is wrong with a field, in sentences that stand beside it and so need not name it; none
/// when nothing is.
#[must_use]
pub fn of(problems: &[Problem], field: Field) -> Option<String> {
    join(problems.iter().filter(|problem| problem.field == field).map(|p| capital(&sentence::kind(&p.kind))))
}

/// What is wrong with anything but `fields`: to be shown above the form, so that no problem
/// stays unseen because its field is not on the screen.
#[must_use]
pub fn elsewhere(problems: &[Problem], fields: &[Field]) -> Option<String> {
    join(problems.iter().filter(|problem| !fields.contains(&problem.field)).map(sentence::problem))
}

/// With a capital at the beginning.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn join(sentences: impl Iterator<Item = String>) -> Option<String> {
    let sentences: Vec<String> = sentences.collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
