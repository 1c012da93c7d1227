//! Finding the header of a sheet and what each column is: by what the register was taught, else by
//! the headings that Vietnamese lists usually have, full or short, in one row or in two.

mod usual;

use std::collections::{HashMap, HashSet};

use super::encoding::{self, Encoding};
use super::sheet::{Row, Sheet};
use crate::domain::text::fold;
use crate::services::columns::MemberColumn as Column;
use crate::services::imports::{Special, Subject, Target};

/// What a register was taught: a folded heading, and what the column is; none to leave it out.
pub type Learned = HashMap<String, Option<Target>>;

/// The header of a sheet and its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Numbers of the first and last row of the header.
    pub rows: (u32, u32),
    /// Number of the first row with data.
    pub data: u32,
    /// What each column is.
    pub columns: Vec<Heading>,
}

/// A column of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The text, decoded; of two rows with a space between.
    pub text: String,
    /// What the column is; none when that is not known or it is left out.
    pub target: Option<Target>,
}

impl Header {
    /// Whether the second row alone, as `below` reads it, says the same as both.
    fn begins_with_title(&self, below: &Self) -> bool {
        let (first, last) = self.rows;
        let targets = |header: &Self| header.columns.iter().map(|heading| heading.target).collect::<Vec<_>>();
        first < last && below.rows == (last, last) && targets(self) == targets(below)
    }

    /// The year that ratings or targets are of, where the sheet says one and only one: behind the
    /// heading of their column ("Xếp loại năm 2025"), else in a title above the header ("DANH SÁCH …
    /// NĂM 2025"). The date of a paper ("ngày 5 tháng 1 năm 2026") says none.
    #[must_use]
    pub fn year(&self, sheet: &Sheet) -> Option<i32> {
        let is_of_year = |heading: &&Heading| {
            use Special::{Level, MarkCompleted, MarkExcellent, MarkGood, MarkNotCompleted, Target as Quota};
            let of_year = [Level, MarkCompleted, MarkExcellent, MarkGood, MarkNotCompleted, Quota];
            heading.target.is_some_and(|target| of_year.map(Target::Special).contains(&target))
        };
        let headings = self.columns.iter().filter(is_of_year).map(|heading| key(&heading.text));
        if let Some(year) = only_year(headings.filter_map(|key| named_year(&key))) {
            return Some(year);
        }
        let above = sheet.rows.iter().map(|row| row.number).take_while(|number| *number < self.rows.0);
        let titles = above.flat_map(|number| line(sheet, number)).map(|text| key(&text));
        only_year(titles.filter(|title| !title.contains("thang")).filter_map(|title| named_year(&title)))
    }
}

/// The year behind the word, or the last word that is one: "nam 2025", "xep loai 2025".
fn named_year(key: &str) -> Option<i32> {
    let words: Vec<&str> = key.split(' ').collect();
    let year = |word: &str| word.parse().ok().filter(|year| (1930..=2200).contains(year));
    let behind = words.windows(2).find(|pair| pair[0] == "nam").and_then(|pair| year(pair[1]));
    behind.or_else(|| words.last().and_then(|word| year(word)))
}

fn only_year(mut years: impl Iterator<Item = i32>) -> Option<i32> {
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Most rows from the top in which a header is looked for.
const DEEPEST: usize = 40;

/// Finds the header.
#[must_use]
pub fn find(sheet: &Sheet, subject: Subject, learned: &Learned) -> Option<Header> {
    let names = Names::of(subject, learned);
    let candidates = sheet.rows.iter().take(DEEPEST).map(|row| row.number);
    let mut best: Option<(usize, Header)> = None;
    for number in candidates {
        for last in [number, number + 1] {
            if last != number && sheet.row(last).is_none() {
                continue;
            }
            let header = read(sheet, (number, last), &names);
            let known = header.columns.iter().filter(|heading| heading.target.is_some()).count();
            // Of two that know as much the shorter one: the second row of the other is data, or its
            // first one a title.
            let is_more = known > best.as_ref().map_or(1, |(most, _)| *most);
            if is_more || best.as_ref().is_some_and(|(_, before)| before.begins_with_title(&header)) {
                best = Some((known, header));
            }
        }
    }
    best.map(|(_, header)| header).filter(|header| is_enough(header, subject))
}

/// Whether a header says who or what its rows are about.
fn is_enough(header: &Header, subject: Subject) -> bool {
    let has = |target| header.columns.iter().any(|heading| heading.target == Some(target));
    let special = |special| has(Target::Special(special));
    match subject {
        Subject::Members => {
            has(Target::Column(Column::Name))
                || (special(Special::FamilyName) && special(Special::GivenName))
                || has(Target::Column(Column::PersonalId))
        }
        Subject::Ratings => has(Target::Column(Column::Name)) || has(Target::Column(Column::PersonalId)),
        Subject::Quotas => has(Target::Column(Column::Unit)) || special(Special::UnitCode),
    }
}

/// Reads the header in these rows.
#[must_use]
pub fn at(sheet: &Sheet, rows: (u32, u32), subject: Subject, learned: &Learned) -> Header {
    read(sheet, rows, &Names::of(subject, learned))
}

/// What headings can mean, made once for all rows in which a header is looked for.
struct Names<'a> {
    subject: Subject,
    learned: &'a Learned,
    ours: usual::Ours,
}

impl<'a> Names<'a> {
    fn of(subject: Subject, learned: &'a Learned) -> Self {
        Self { subject, learned, ours: usual::Ours::of(subject) }
    }

    /// What a heading usually means.
    fn usual(&self, text: &str) -> Option<Target> {
        usual::meaning(&key(text), self.subject, &self.ours)
    }
}

fn read(sheet: &Sheet, rows: (u32, u32), names: &Names<'_>) -> Header {
    let allowed: HashSet<Target> = Target::of(names.subject).into_iter().collect();
    let lines: Vec<Vec<String>> = (rows.0..=rows.1).map(|number| line(sheet, number)).collect();
    let mut taken: HashSet<Target> = HashSet::new();
    let mut columns = Vec::with_capacity(sheet.columns);
    for column in 0..sheet.columns {
        let parts: Vec<&str> = lines.iter().filter_map(|line| line.get(column)).map(String::as_str).collect();
        let heading = meaning(&parts, column, &lines, names);
        let target = heading.1.filter(|target| allowed.contains(target) && taken.insert(*target));
        columns.push(Heading { text: heading.0, target });
    }
    Header { rows, data: first_data(sheet, rows.1), columns }
}

fn meaning(
    parts: &[&str],
    column: usize,
    lines: &[Vec<String>],
    names: &Names<'_>,
) -> (String, Option<Target>) {
    let mut distinct: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    distinct.dedup();
    let text = distinct.join(" ");
    if let Some(target) = names.learned.get(&key(&text)) {
        return (text, *target);
    }
    let below = parts.last().copied().unwrap_or_default();
    let above = parts.first().copied().unwrap_or_default();
    let whole = names.usual(&text);
    // "Ngày sinh" over "Nam" and "Nữ": only together do they say what the column is.
    let single = || {
        let is_group = parts.len() > 1 && !above.is_empty() && above != below && !below.is_empty();
        if is_group { names.usual(below) } else { names.usual(below).or_else(|| names.usual(above)) }
    };
    let stands_alone = lines.len() < 2 || lines.iter().all(|line| line.get(column).is_some());
    (text, whole.or_else(|| if stands_alone { single() } else { None }))
}

/// The headings of a row, decoded; a heading that is merged over columns stands in each of them, one
/// over rows in the first.
fn line(sheet: &Sheet, number: u32) -> Vec<String> {
    let empty = Row::default();
    let row = sheet.row(number).unwrap_or(&empty);
    let texts = row.cells().map(|cell| (cell.text, sheet.font(cell)));
    let verdict = encoding::decide(texts);
    let decoded = |column: usize| {
        let cell = row.cell(column);
        let encoding = Encoding::of_font(sheet.font(cell)).unwrap_or(verdict.encoding);
        encoding.decode(cell.text).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut line: Vec<String> = (0..sheet.columns).map(decoded).collect();
    for merged in sheet.merged.iter().filter(|merged| merged.rows.0 == number) {
        let text = line.get(merged.columns.0).cloned().unwrap_or_default();
        // A title over the whole sheet is no heading.
        if merged.columns.1 - merged.columns.0 < sheet.columns.max(2) - 1 {
            let (first, last) = merged.columns;
            line.iter_mut().take(last + 1).skip(first).for_each(|heading| heading.clone_from(&text));
        }
    }
    if sheet.merged.is_empty() {
        spread(sheet, number, &mut line);
    }
    line
}

/// Formats that tell no merged cells: an empty cell beside a heading belongs to it if something
/// stands below it.
fn spread(sheet: &Sheet, number: u32, line: &mut [String]) {
    let Some(below) = sheet.row(number + 1) else { return };
    for column in 1..line.len() {
        let is_below = |column: usize| !below.cell(column).text.trim().is_empty();
        if line[column].is_empty() && is_below(column) && is_below(column - 1) && !line[column - 1].is_empty()
        {
            line[column] = line[column - 1].clone();
        }
    }
}

/// The first row behind the header that is no row of column numbers "(1) (2) (3)".
fn first_data(sheet: &Sheet, last: u32) -> u32 {
    let behind = sheet.rows.iter().filter(|row| row.number > last);
    let is_numbering = |row: &&Row| {
        let texts: Vec<String> = row
            .cells()
            .map(|cell| cell.text.trim().trim_matches(['(', ')', '[', ']']).to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        let numbers: Vec<u32> = texts.iter().filter_map(|text| text.parse().ok()).collect();
        texts.len() > 2
            && numbers.len() == texts.len()
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    behind.skip_while(is_numbering).map(|row| row.number).next().unwrap_or(last + 1)
}

/// A heading as it is compared: folded, letters and digits only, single spaces.
#[must_use]
pub fn key(text: &str) -> String {
    let folded = fold(&text.replace(['\n', '\r'], " "));
    let letters: String = folded
        .chars()
        .map(|letter| if letter.is_alphanumeric() || letter == '%' { letter } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}
