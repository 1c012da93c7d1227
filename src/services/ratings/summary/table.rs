//! A summary as a table of texts, the same in the window, on paper and in the terminal. Each
//! figure knows what it counts, so that it can be followed down to the names behind it.

use super::{Figure, Layout, LevelColumn, UnitSummary, Where, YearLine, YearSummary};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::number::{self, Percent};
use crate::domain::rating::summary::{Line, Rolled, Rounding};
use crate::domain::rating::target::Target;
use crate::domain::rating::{Level, NotRated, Subject};
use crate::i18n::term::{self, Words, term};

/// What stands where there is no figure: nobody to divide by, a level that the year doesn't have.
pub const DASH: &str = "—";

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name in settings.
    pub key: String,
    /// What it and its neighbours have in common; may be empty.
    pub group: String,
    /// What stands below that.
    pub title: String,
    /// Group and title in a few letters.
    pub short: String,
    /// What it holds.
    pub content: Content,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Whose row it is.
    Name,
    /// Counts.
    Count,
    /// Percentages.
    Percent,
    /// A few words.
    Words,
    /// A sentence.
    Sentence,
}

/// Whose figures a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOf {
    /// A unit with all below it.
    Unit(UnitId),
    /// The table's own unit, without those below it.
    Itself,
    /// A year.
    Year(i32),
    /// The sum.
    Sum,
    /// What is known besides the row above and not part of the sum.
    Beside,
    /// A rule, with those of whom it follows below it.
    Rule,
    /// A member of whom something follows.
    Member(MemberId),
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableCell {
    /// Its text.
    pub text: String,
    /// What it counts, or what it is a share of.
    pub figure: Option<Figure>,
    /// Whether a target was met.
    pub is_met: Option<bool>,
}

/// A row; as many cells as the table has columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Whose it is.
    pub of: RowOf,
    /// Where the names behind its figures are; none where only totals are known.
    pub place: Option<Where>,
    /// Its cells.
    pub cells: Vec<TableCell>,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SummaryTable {
    /// Columns.
    pub columns: Vec<TableColumn>,
    /// Rows, the sum last.
    pub rows: Vec<TableRow>,
    /// What is to be said below the table: denominators, marks, rounding, targets.
    pub notes: Vec<String>,
}

impl SummaryTable {
    /// The table of a year by units.
    #[must_use]
    pub fn of_units(summary: &UnitSummary, words: Words) -> Self {
        let columns = summary.regime.levels(summary.subject).iter().cloned();
        let levels: Vec<LevelColumn> = columns.map(|level| LevelColumn { level, also: None }).collect();
        let lines: Vec<&Line> = summary
            .rows
            .iter()
            .flat_map(|row| std::iter::once(&row.figures.shown).chain(row.figures.other()))
            .collect();
        let head = (summary.subject, summary.rounding, words);
        let make = Maker { is_of_one_year: true, ..Maker::new(head, levels, &summary.targets, &lines) };
        let place = |unit, is_itself| Where { unit, is_itself, from: summary.year, to: summary.year };
        let mut rows = Vec::new();
        for row in &summary.rows {
            let (of, name) = match row.is_itself && summary.rows.len() > 1 {
                true => (RowOf::Itself, term!(words, "summary-itself", name = row.name.as_str())),
                false => (RowOf::Unit(row.unit), row.name.clone()),
            };
            let at = place(Some(row.unit), row.is_itself);
            make.rows(&mut rows, (of, name), Some(at), &row.figures);
        }
        if summary.rows.len() > 1 {
            let whole = place(summary.unit, false);
            let name = term!(words, "summary-sum");
            rows.push(make.row((RowOf::Sum, name), Some(whole), &summary.sum));
        }
        if let Some(entered) = &summary.entered {
            let name = term!(words, "summary-entered-for-unit");
            rows.push(make.row((RowOf::Beside, name), None, entered));
        }
        let has_entered = summary.rows.iter().any(|row| row.figures.is_entered);
        let columns = make.columns(term!(words, "quotas-unit"), "unit");
        let notes = make.notes(has_entered, false);
        Self { columns, rows, notes }
    }

    /// The table by years.
    #[must_use]
    pub fn of_years(summary: &YearSummary, layout: Layout, words: Words) -> Self {
        let levels = summary.columns(layout);
        let is_joined = levels.iter().any(|column| column.also.is_some());
        let lines: Vec<&Line> = summary
            .years
            .iter()
            .flat_map(|line| std::iter::once(&line.figures.shown).chain(line.figures.other()))
            .collect();
        let make = Maker::new((summary.subject, summary.rounding, words), levels, &summary.targets, &lines);
        let mut rows = Vec::new();
        for YearLine { year, figures, is_blank, .. } in &summary.years {
            if *is_blank {
                rows.push(make.blank(*year));
                continue;
            }
            let at = Where { unit: summary.unit, is_itself: false, from: *year, to: *year };
            make.rows(&mut rows, (RowOf::Year(*year), year.to_string()), Some(at), figures);
        }
        if let (Some(first), Some(last)) = (summary.years.first(), summary.years.last())
            && summary.years.len() > 1
        {
            let at = Where { unit: summary.unit, is_itself: false, from: first.year, to: last.year };
            let name = term!(words, "summary-sum-of-years");
            rows.push(make.row((RowOf::Sum, name), Some(at), &summary.sum()));
        }
        let columns = make.columns(term!(words, "quotas-year"), "year");
        let notes = make.notes(summary.has_entered(), is_joined);
        Self { columns, rows, notes }
    }

    /// The whole table with titles and notes, as tab-separated text for a spreadsheet or a letter.
    #[must_use]
    pub fn as_text(&self) -> String {
        let titles = self.columns.iter().map(|column| match column.group.as_str() {
            "" => column.title.clone(),
            group => format!("{group} - {}", column.title),
        });
        let mut lines = vec![titles.collect::<Vec<_>>().join("\t")];
        let texts = |row: &TableRow| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        lines.extend(self.rows.iter().map(|row| texts(row).join("\t")));
        lines.extend(self.notes.iter().cloned());
        lines.join("\r\n") + "\r\n"
    }

    /// The same table without the columns of counts in which only zeros stand, except those of
    /// levels: for paper.
    #[must_use]
    pub fn without_empty(mut self) -> Self {
        let is_empty = |place: usize, column: &TableColumn| {
            let is_optional = column.key.starts_with("why-") || column.key == "open";
            is_optional
                && self.rows.iter().all(|row| {
                    row.cells.get(place).is_none_or(|cell| matches!(cell.text.as_str(), "0" | "" | DASH))
                })
        };
        let kept: Vec<bool> =
            self.columns.iter().enumerate().map(|(place, column)| !is_empty(place, column)).collect();
        let mut keep = kept.iter();
        self.columns.retain(|_| keep.next().copied().unwrap_or(true));
        for row in &mut self.rows {
            let mut keep = kept.iter();
            row.cells.retain(|_| keep.next().copied().unwrap_or(true));
        }
        // All that is left of a group needs no title below the group's.
        let has_reasons = self.columns.iter().any(|column| column.key.starts_with("why-"));
        if let Some(all) = self.columns.iter_mut().find(|column| column.key == "not-rated" && !has_reasons) {
            all.title = std::mem::take(&mut all.group);
        }
        self
    }
}

/// What the rows of a table have in common.
struct Maker<'a> {
    subject: Subject,
    rounding: Rounding,
    words: Words,
    levels: Vec<LevelColumn>,
    targets: &'a [Target],
    reasons: Vec<NotRated>,
    has_reasonless: bool,
    has_ratio: bool,
    /// Whether all rows are of the same year, so that a sum can be held against a year's target.
    is_of_one_year: bool,
}

impl<'a> Maker<'a> {
    fn new(
        (subject, rounding, words): (Subject, Rounding, Words),
        levels: Vec<LevelColumn>,
        targets: &'a [Target],
        lines: &[&Line],
    ) -> Self {
        let has_ratio = levels.iter().flat_map(LevelColumn::levels).any(|level| level == Level::Excellent);
        Self {
            subject,
            rounding,
            words,
            levels,
            targets,
            reasons: NotRated::of(subject).to_vec(),
            has_reasonless: lines.iter().any(|line| line.not_rated_without_reason() > 0),
            has_ratio,
            is_of_one_year: false,
        }
    }

    /// The row of a place, and below it what else is known there.
    fn rows(
        &self,
        rows: &mut Vec<TableRow>,
        (of, name): (RowOf, String),
        at: Option<Where>,
        figures: &Rolled,
    ) {
        let name = if figures.is_entered { format!("{name} (*)") } else { name };
        rows.push(self.row((of, name), at, &figures.shown));
        if let Some(other) = figures.other() {
            let (name, at) = if figures.is_entered {
                (term!(self.words, "summary-beside-listed"), at)
            } else {
                (term!(self.words, "summary-beside-entered"), None)
            };
            rows.push(self.row((RowOf::Beside, name), at, other));
        }
    }

    /// A year that nothing is known of, to be filled in by hand on paper.
    fn blank(&self, year: i32) -> TableRow {
        let mut row = self.row((RowOf::Year(year), year.to_string()), None, &Line::default());
        for cell in row.cells.iter_mut().skip(1) {
            *cell = TableCell::default();
        }
        row
    }

    fn row(&self, (of, name): (RowOf, String), place: Option<Where>, line: &Line) -> TableRow {
        let mut cells = vec![TableCell { text: name, ..TableCell::default() }];
        cells.push(count(Figure::OnBooks, line));
        cells.push(count(Figure::Rated, line));
        for column in &self.levels {
            cells.extend(self.level(column, line));
        }
        let (good, share) = line.good_or_better(self.rounding);
        cells.push(TableCell { figure: Some(Figure::GoodOrBetter), ..text(number::group(good)) });
        cells.push(TableCell { figure: Some(Figure::GoodOrBetter), ..text(percent(share)) });
        if self.has_ratio {
            let figure = Figure::Levels(vec![Level::Excellent]);
            cells.push(TableCell { figure: Some(figure), ..text(percent(line.excellent_of_good())) });
        }
        cells.push(count(Figure::NotRated(None), line));
        cells.extend(self.reasons.iter().map(|why| count(Figure::NotRated(Some(*why)), line)));
        if self.has_reasonless {
            cells.push(text(number::group(line.not_rated_without_reason())));
        }
        cells.push(count(Figure::Open, line));
        cells.extend(self.targets.iter().map(|target| self.verdict(target, of, line)));
        TableRow { of, place, cells }
    }

    /// Count and share of a level; dashes for a year that doesn't have it. A sum over years may
    /// have both levels of a joined column.
    fn level(&self, column: &LevelColumn, line: &Line) -> [TableCell; 2] {
        let levels: Vec<Level> = column.levels().into_iter().filter(|level| line.has(*level)).collect();
        if levels.is_empty() {
            return [text(DASH.to_owned()), text(DASH.to_owned())];
        }
        let figure = Figure::Levels(levels.clone());
        let share = match (levels.as_slice(), self.rounding) {
            ([level], _) => line.share(*level, self.rounding),
            (levels, Rounding::Hundred) => {
                let shares: Option<Vec<i64>> = levels
                    .iter()
                    .map(|level| line.share(*level, self.rounding).map(|share| share.0))
                    .collect();
                shares.map(|shares| Percent(shares.iter().sum()))
            }
            (_, Rounding::HalfUp) => number::percent(figure.of(line), line.tally.rated()),
        };
        [count(figure.clone(), line), TableCell { figure: Some(figure), ..text(percent(share)) }]
    }

    /// "98,07: đạt"; a year outside of the term, or one that can't be measured, has a dash.
    fn verdict(&self, target: &Target, of: RowOf, line: &Line) -> TableCell {
        let is_measured = match of {
            RowOf::Year(year) => target.covers(year),
            _ => self.is_of_one_year,
        };
        let Some(verdict) = target.verdict(line).filter(|_| is_measured) else {
            return text(DASH.to_owned());
        };
        let words = match verdict.is_met {
            true => term!(self.words, "summary-met"),
            false => term!(self.words, "summary-not-met"),
        };
        let reached = percent(Some(verdict.reached));
        TableCell { is_met: Some(verdict.is_met), ..text(format!("{reached}: {words}")) }
    }

    fn columns(&self, first: String, key: &str) -> Vec<TableColumn> {
        let words = self.words;
        let column = |key: &str, group: String, title: String, short: String, content| TableColumn {
            key: key.to_owned(),
            group,
            title,
            short,
            content,
        };
        let single =
            |key: &str, title: String, content| column(key, String::new(), title.clone(), title, content);
        let pair = |key: &str, group: String, short: String| {
            [
                column(key, group.clone(), term!(words, "print-count"), short.clone(), Content::Count),
                column(
                    &format!("{key}-percent"),
                    group,
                    term!(words, "print-percent"),
                    format!("{short} %"),
                    Content::Percent,
                ),
            ]
        };
        let on_books = match self.subject {
            Subject::Member => term!(words, "summary-members"),
            Subject::Unit => term!(words, "summary-units"),
        };
        let on_books_short = match self.subject {
            Subject::Member => term!(words, "summary-members-short"),
            Subject::Unit => on_books.clone(),
        };
        let (rated, rated_short) = (term!(words, "ratings-rated"), term!(words, "summary-rated-short"));
        let mut columns = vec![
            single(key, first, Content::Name),
            column("on-books", String::new(), on_books, on_books_short, Content::Count),
            column("rated", String::new(), rated, rated_short, Content::Count),
        ];
        for level in &self.levels {
            let code = level.level.level.code();
            let (name, short) = self.names(level);
            columns.extend(pair(code, name, short));
        }
        let (good, good_short) =
            (term!(words, "print-ratings-good-or-better"), term!(words, "ratings-good-or-better"));
        columns.extend(pair("good-or-better", good, good_short));
        if self.has_ratio {
            columns.push(single("ratio", term!(words, "summary-ratio"), Content::Percent));
        }
        let not_rated = term!(words, "ratings-not-rated");
        let part = |key: String, title: String| {
            column(&key, not_rated.clone(), title.clone(), title, Content::Count)
        };
        let all = term!(words, "summary-not-rated-all");
        columns.push(column("not-rated", not_rated.clone(), all, not_rated.clone(), Content::Count));
        columns
            .extend(self.reasons.iter().map(|why| part(format!("why-{}", why.code()), reason(*why, words))));
        if self.has_reasonless {
            columns.push(part("why-none".to_owned(), term!(words, "summary-no-reason")));
        }
        columns.push(single("open", term!(words, "ratings-open"), Content::Count));
        columns.extend(self.targets.iter().map(|target| {
            let key = format!("target-{}-{}", target.measure.code(), target.from_year);
            let wanted = wanted(target, words);
            column(&key, term!(words, "summary-targets"), wanted.clone(), wanted, Content::Words)
        }));
        columns
    }

    /// Long and short name of a column of levels; a joined one is marked.
    fn names(&self, column: &LevelColumn) -> (String, String) {
        let short = short(column.level.level, self.words);
        match &column.also {
            None => (column.level.name.clone(), short),
            Some(also) => (
                format!("{} / {} (**)", column.level.name, also.name),
                format!("{short} / {} (**)", self::short(also.level, self.words)),
            ),
        }
    }

    fn notes(&self, has_entered: bool, is_joined: bool) -> Vec<String> {
        let words = self.words;
        let mut notes = vec![term!(words, "summary-base")];
        if self.has_ratio {
            notes.push(term!(words, "summary-base-ratio"));
        }
        match self.rounding {
            Rounding::HalfUp => notes.push(term!(words, "summary-half-up")),
            Rounding::Hundred => notes.push(term!(words, "summary-hundred")),
        }
        if has_entered {
            notes.push(term!(words, "summary-entered"));
        }
        if is_joined {
            notes.push(term!(words, "summary-joined"));
        }
        for target in self.targets {
            let (from, to) = (target.from_year.to_string(), target.to_year.to_string());
            let source = target.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
            let wanted = wanted(target, words);
            notes.push(term!(
                words,
                "summary-target",
                from = from,
                to = to,
                wanted = wanted,
                source = source
            ));
        }
        notes
    }
}

/// "HTT trở lên ≥ 80,00%".
#[must_use]
pub fn wanted(target: &Target, words: Words) -> String {
    use crate::domain::rating::target::Measure;
    let measure = match target.measure {
        Measure::GoodOrBetter => term!(words, "ratings-good-or-better"),
        Measure::Excellent => short(Level::Excellent, words),
        Measure::ExcellentOfGood => term!(words, "summary-ratio-short"),
        Measure::NotCompleted => short(Level::NotCompleted, words),
    };
    let sign = if target.measure.is_at_most() { "≤" } else { "≥" };
    format!("{measure} {sign} {}", target.percent)
}

/// A level in a few letters.
#[must_use]
pub fn short(level: Level, words: Words) -> String {
    match level {
        Level::Exemplary => term!(words, "ratings-short-exemplary"),
        Level::CleanStrong => term!(words, "ratings-short-clean-strong"),
        Level::Excellent => term!(words, "ratings-short-excellent"),
        Level::Good => term!(words, "ratings-short-good"),
        Level::Completed => term!(words, "ratings-short-completed"),
        Level::NotCompleted => term!(words, "ratings-short-not-completed"),
        Level::Weak => term!(words, "ratings-short-weak"),
    }
}

/// A reason in a few words.
fn reason(why: NotRated, words: Words) -> String {
    match why {
        NotRated::Exempt => term!(words, "summary-why-exempt"),
        NotRated::Suspended => term!(words, "summary-why-suspended"),
        NotRated::NewMember => term!(words, "summary-why-new-member"),
        NotRated::NewUnit => term!(words, "summary-why-new-unit"),
        NotRated::Other => term::not_rated(why, words),
    }
}

fn text(text: String) -> TableCell {
    TableCell { text, ..TableCell::default() }
}

fn count(figure: Figure, line: &Line) -> TableCell {
    TableCell { text: number::group(figure.of(line)), figure: Some(figure), is_met: None }
}

/// Without the sign, which stands in the column's title.
fn percent(share: Option<Percent>) -> String {
    share.map_or_else(|| DASH.to_owned(), |share| share.to_string().trim_end_matches('%').to_owned())
}
