//! What was found in a printed table, in words.

use super::term::{Words, term};
use crate::domain::compare::{Comparison, Denominator, Finding, Reason, Wrong, column_letters};
use crate::domain::number::group;

/// Where a finding is: its row and its column.
#[must_use]
pub fn place(finding: &Finding, words: Words) -> String {
    let row = match finding.label.as_str() {
        "" => term!(words, "compare-row", row = (finding.row + 1).to_string()),
        label => label.to_owned(),
    };
    let column = match finding.title.as_str() {
        "" => term!(words, "compare-column", column = column_letters(finding.column)),
        title => title.to_owned(),
    };
    format!("{row}: {column}")
}

/// What should be printed there; a dash where nobody can say.
#[must_use]
pub fn right(finding: &Finding) -> String {
    match &finding.wrong {
        Wrong::Share { expected, .. } => expected.to_string(),
        Wrong::RowTotal { sum, .. } | Wrong::ColumnTotal { sum } => group(*sum),
        Wrong::NotReproducible => "—".to_owned(),
    }
}

/// How the right figure comes about, and why another one may be printed.
#[must_use]
pub fn why(finding: &Finding, words: Words) -> String {
    match &finding.wrong {
        Wrong::Share { count, total, denominator, reason, .. } => {
            let of = self::denominator(denominator, words);
            let (count, total) = (group(*count), group(*total));
            let share = term!(words, "compare-share", count = count, total = total, of = of);
            format!("{} {share}", self::reason(reason, words))
        }
        Wrong::NotReproducible => term!(words, "compare-not-reproducible"),
        Wrong::RowTotal { parts, sum } => {
            let parts = parts.iter().map(|part| group(*part)).collect::<Vec<_>>().join(" + ");
            term!(words, "compare-row-total", parts = parts, sum = group(*sum))
        }
        Wrong::ColumnTotal { sum } => term!(words, "compare-column-total", sum = group(*sum)),
    }
}

/// What percentages are shares of.
#[must_use]
pub fn denominator(denominator: &Denominator, words: Words) -> String {
    match denominator {
        Denominator::RowSum => term!(words, "compare-of-row"),
        Denominator::Column(title) if title.is_empty() => term!(words, "compare-of-unnamed"),
        Denominator::Column(title) => term!(words, "compare-of-column", title = title.as_str()),
        Denominator::ColumnSum => term!(words, "compare-of-column-sum"),
    }
}

fn reason(reason: &Reason, words: Words) -> String {
    match reason {
        Reason::Cut => term!(words, "compare-cut"),
        Reason::RoundedUp => term!(words, "compare-rounded-up"),
        Reason::Swapped => term!(words, "compare-swapped"),
        Reason::OneDigit => term!(words, "compare-one-digit"),
        Reason::Comma => term!(words, "compare-comma"),
        Reason::OtherDenominator { denominator, total } => {
            let of = self::denominator(denominator, words);
            term!(words, "compare-other-denominator", of = of, total = group(*total))
        }
        Reason::OtherRow { label } => term!(words, "compare-other-row", label = label.as_str()),
        Reason::Unknown => term!(words, "compare-unknown"),
    }
}

/// How many were checked and how many are right.
#[must_use]
pub fn summary(comparison: &Comparison, words: Words) -> String {
    let figure = |count: usize| group(i64::try_from(count).unwrap_or(i64::MAX));
    let (checked, right) = (figure(comparison.checked), figure(comparison.right));
    let mut sentence = match (comparison.checked, comparison.findings.len()) {
        (0, 0) => term!(words, "compare-nothing"),
        (_, 0) => term!(words, "compare-all-right", checked = checked),
        (_, wrong) => {
            term!(words, "compare-some-wrong", checked = checked, right = right, wrong = figure(wrong))
        }
    };
    if comparison.unchecked > 0 {
        sentence.push(' ');
        sentence.push_str(&term!(words, "compare-unchecked", count = figure(comparison.unchecked)));
    }
    sentence
}
