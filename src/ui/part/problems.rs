//! The problems of a form, brought to the fields where they belong.

use crate::domain::problem::{Field, Problem};
use crate::i18n::sentence;

pub use crate::i18n::sentence::beside;

/// What is wrong with a field, in sentences to be read beside it; none when nothing is.
#[must_use]
pub fn of(problems: &[Problem], field: Field) -> Option<String> {
    join(problems.iter().filter(|problem| problem.field == field).map(|problem| beside(&problem.kind)))
}

/// The same apart: what keeps a field from being saved, and what is only odd in it.
#[must_use]
pub fn apart(problems: &[Problem], field: Field) -> (Option<String>, Option<String>) {
    let (errors, odd): (Vec<Problem>, Vec<Problem>) =
        problems.iter().filter(|problem| problem.field == field).cloned().partition(Problem::is_error);
    (of(&errors, field), of(&odd, field))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Kind;

    #[test]
    fn what_is_only_odd_is_not_told_as_an_error() {
        let odd = Problem::warning(Field::BadgeNumber, Kind::Required);
        let wrong = Problem::error(Field::BadgeLevel, Kind::NotInList);
        let all = [odd, wrong];
        let (error, warning) = apart(&all, Field::BadgeNumber);
        assert_eq!((error, warning), (None, of(&all, Field::BadgeNumber)));
        let (error, warning) = apart(&all, Field::BadgeLevel);
        assert_eq!((error, warning), (of(&all, Field::BadgeLevel), None));
    }
}
