//! What follows from ratings as a table of texts: each rule with its source, and below it those of
//! whom it follows.

use super::table::{Content, RowOf, SummaryTable, TableCell, TableColumn, TableRow};
use crate::domain::number::count;
use crate::domain::rating::Subject;
use crate::domain::rating::consequence::{Consequence, ConsequenceKind};
use crate::domain::text::uncapitalised;
use crate::domain::unit::UnitTree;
use crate::i18n::term::{Words, term};
use crate::services::ratings::consequences::{Concerned, Outcome};

/// Stands before the names below a rule.
const INDENT: &str = "\u{2003}";

impl SummaryTable {
    /// What follows from the ratings of a year, those of members or those of units.
    #[must_use]
    pub fn of_outcomes(
        (year, subject): (i32, Subject),
        outcomes: &[Outcome],
        units: &UnitTree,
        words: Words,
    ) -> Self {
        let mut outcomes: Vec<&Outcome> =
            outcomes.iter().filter(|outcome| outcome.rule.subject == subject).collect();
        // What takes several years is rarer and is not to be looked for below a long list.
        outcomes.sort_by_key(|outcome| std::cmp::Reverse(outcome.rule.years));
        let mut rows = Vec::new();
        for outcome in &outcomes {
            rows.push(rule(year, outcome, words));
            rows.extend(outcome.concerned.iter().map(|who| concerned(who, &outcome.rule, units)));
        }
        let unknown = outcomes.iter().filter(|outcome| !outcome.unknown.is_empty()).map(|outcome| {
            let years: Vec<String> = outcome.unknown.iter().map(i32::to_string).collect();
            let missing = term!(words, "print-consequence-unknown", years = years.join(", "));
            format!("{}: {}", heading(year, outcome, words), uncapitalised(&missing))
        });
        let literal = term!(words, "print-consequence-literal");
        Self {
            columns: columns(subject, words),
            notes: std::iter::once(literal).chain(unknown).collect(),
            rows,
        }
    }
}

fn columns(subject: Subject, words: Words) -> Vec<TableColumn> {
    let column = |key: &str, title: String, content| TableColumn {
        key: key.to_owned(),
        group: String::new(),
        short: title.clone(),
        title,
        content,
    };
    let name = match subject {
        Subject::Member => term!(words, "summary-follows-members"),
        Subject::Unit => term!(words, "summary-follows-units"),
    };
    let mut columns = vec![
        column("name", name, Content::Name),
        column("years", term!(words, "print-column-years"), Content::Words),
        column("outcome", term!(words, "print-column-proposal"), Content::Sentence),
        column("article", term!(words, "summary-follows-source"), Content::Sentence),
    ];
    if subject == Subject::Member {
        columns.insert(1, column("unit", term!(words, "print-column-unit"), Content::Sentence));
    }
    columns
}

/// What a rule is about: "Đảng viên đề nghị khen thưởng: hoàn thành xuất sắc nhiệm vụ 5 năm liền".
pub(crate) fn heading(year: i32, outcome: &Outcome, words: Words) -> String {
    let rule = &outcome.rule;
    let what = match (rule.kind, rule.subject) {
        (ConsequenceKind::Review, Subject::Member) => term!(words, "print-consequence-review-members"),
        (ConsequenceKind::Review, Subject::Unit) => term!(words, "print-consequence-review-units"),
        (_, Subject::Member) => term!(words, "print-consequence-praise-members"),
        (_, Subject::Unit) => term!(words, "print-consequence-praise-units"),
    };
    let level = uncapitalised(&outcome.level);
    match rule.years {
        1 => term!(words, "print-consequence-in-year", what = what, level = level, year = year.to_string()),
        years => {
            term!(words, "print-consequence-running", what = what, level = level, years = years.to_string())
        }
    }
}

/// The level and how long, which is what tells a rule from the others of its list: "Hoàn thành xuất
/// sắc nhiệm vụ 5 năm liền".
fn level_and_years(year: i32, outcome: &Outcome, words: Words) -> String {
    let level = outcome.level.as_str();
    match outcome.rule.years {
        1 => term!(words, "summary-follows-in-year", level = level, year = year.to_string()),
        years => term!(words, "summary-follows-running", level = level, years = years.to_string()),
    }
}

/// The years of a run that ends in `year`: "2021-2025".
pub(crate) fn run(year: i32, rule: &Consequence) -> String {
    let first = year - i32::try_from(rule.years).unwrap_or(1) + 1;
    if first == year { year.to_string() } else { format!("{first}-{year}") }
}

fn rule(year: i32, outcome: &Outcome, words: Words) -> TableRow {
    let rule = &outcome.rule;
    let how_many = match outcome.concerned.len() {
        0 => term!(words, "print-consequence-nobody"),
        found => term!(words, "print-consequence-count", count = count(found)),
    };
    let article = match rule.confirmed {
        true => rule.article.clone(),
        false => term!(words, "summary-follows-unconfirmed", article = rule.article.as_str()),
    };
    let name = level_and_years(year, outcome, words);
    let mut cells = vec![name, run(year, rule), rule.outcome.clone(), article];
    match rule.subject {
        Subject::Member => cells.insert(1, how_many),
        // Units have no column beside their names.
        Subject::Unit => {
            cells[0] = format!("{} ({})", cells[0], uncapitalised(how_many.trim_end_matches('.')))
        }
    }
    TableRow { of: RowOf::Rule, place: None, cells: cells.into_iter().map(cell).collect() }
}

fn concerned(who: &Concerned, rule: &Consequence, units: &UnitTree) -> TableRow {
    let name = format!("{INDENT}{}", who.name);
    let mut cells = vec![name, String::new(), String::new(), String::new()];
    if rule.subject == Subject::Member {
        let unit = units.node(who.unit).map(|node| node.unit.fields.name.clone()).unwrap_or_default();
        cells.insert(1, unit);
    }
    let of = who.member.map_or(RowOf::Unit(who.unit), RowOf::Member);
    TableRow { of, place: None, cells: cells.into_iter().map(cell).collect() }
}

fn cell(text: String) -> TableCell {
    TableCell { text, ..TableCell::default() }
}
