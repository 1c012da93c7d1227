//! The problems of a form, brought to the fields where they belong.

use crate::domain::problem::{Field, Problem};
use crate::i18n::sentence;

/// What is wrong with a field, in sentences; none when nothing is.
#[must_use]
pub fn of(problems: &[Problem], field: Field) -> Option<String> {
    join(problems.iter().filter(|problem| problem.field == field))
}

/// What is wrong with anything but `fields`: to be shown above the form, so that no problem
/// stays unseen because its field is not on the screen.
#[must_use]
pub fn elsewhere(problems: &[Problem], fields: &[Field]) -> Option<String> {
    join(problems.iter().filter(|problem| !fields.contains(&problem.field)))
}

fn join<'a>(problems: impl Iterator<Item = &'a Problem>) -> Option<String> {
    let sentences: Vec<String> = problems.map(sentence::problem).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
