//! What a text in a cell of the sheet means: a cross, a level by its number or name, a reason.

use crate::domain::number;
use crate::domain::problem::Kind;
use crate::domain::rating::step::{GROUP_MAX, MOST_POINTS, PLAN_MAX, limited};
use crate::domain::rating::{Entry, NamedLevel, NotRated, Rating, Statement, StepKind, Subject};
use crate::domain::text::fold;
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::ui::part::problems::beside;

use super::table::{Content, short, why_not};

/// What people cross a ballot with.
const CROSSES: [&str; 6] = ["x", "✓", "✔", "☑", "☒", "×"];

/// The rules by which texts are read.
pub struct Reader<'a> {
    /// Members or units.
    pub subject: Subject,
    /// The levels of the year, the best first.
    pub levels: &'a [NamedLevel],
}

impl Reader<'_> {
    /// The rating that a text means in a column; none for an empty one. The reason why it means
    /// nothing, as a sentence.
    pub fn read(&self, content: Content, text: &str) -> Result<Option<Rating>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        match content {
            Content::Level(level) if CROSSES.contains(&fold(text).as_str()) => Ok(Some(Rating::Level(level))),
            Content::Level(_) => match self.level(text) {
                Some(rating) => Ok(Some(rating)),
                None => Err(fl!("ratings-no-level", levels = self.examples())),
            },
            Content::Reason if self.level(text).is_some() => Err(fl!("ratings-level-as-reason")),
            Content::Reason => self.reason(text).map(Some),
            _ => Err(fl!("grid-status-locked")),
        }
    }

    /// What a text means in any column; none for an empty one. The reason why it means nothing, as
    /// a sentence.
    pub fn entry(&self, content: Content, text: &str) -> Result<Option<Entry>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(match content {
            Content::Points => {
                let points = number::parse_hundredths(text).map_err(|kind| beside(&kind))?;
                let range = Kind::OutOfRange { min: 0, max: MOST_POINTS / 100 };
                Entry::Points(Some(in_range(points, MOST_POINTS, &range)?))
            }
            Content::Group => Entry::Group(limited(text, GROUP_MAX).map_err(|kind| beside(&kind))?),
            Content::Plan => Entry::Plan(limited(text, PLAN_MAX).map_err(|kind| beside(&kind))?),
            Content::Ballot(place) => {
                let papers = number::parse_whole(text).map_err(|kind| beside(&kind))?;
                let range = Kind::OutOfRange { min: 0, max: MOST_PAPERS };
                Entry::Ballot(place, Some(in_range(papers, MOST_PAPERS, &range)?))
            }
            Content::Step(step) => Entry::Step(step, self.said(step, text)?),
            content => return Ok(self.read(content, text)?.map(|rating| Entry::Rating(Some(rating)))),
        }))
    }

    /// "HTT", "HTT: tích cực"; words alone where those who are heard comment.
    fn said(&self, step: StepKind, text: &str) -> Result<Option<Statement>, String> {
        let level = |text: &str| match self.level(text) {
            Some(Rating::Level(level)) => Some(level),
            Some(Rating::NotRated { .. }) | None => None,
        };
        let (first, rest) = text.split_once(':').unwrap_or((text, ""));
        let said = match level(first) {
            Some(level) => Statement::of(Some(level), rest),
            None if step.is_comment() => Statement::of(None, text),
            None => return Err(fl!("ratings-no-level", levels = self.examples())),
        };
        said.map_err(|kind| beside(&kind))
    }

    /// A level by its number, its name in the regulation, its short name or its initials.
    fn level(&self, text: &str) -> Option<Rating> {
        let typed = fold(text);
        let place = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let is_meant = |named: &&NamedLevel| {
            let names = [named.name.clone(), term::level(named.level, Words::Screen)].map(|name| fold(&name));
            fold(&short(named.level)) == typed
                || names.iter().any(|name| *name == typed || is_shortened(name, &typed))
        };
        let found =
            place.and_then(|place| self.levels.get(place)).or_else(|| self.levels.iter().find(is_meant));
        found.map(|named| Rating::Level(named.level))
    }

    /// A reason by its name, with words behind it or without; else another reason in words.
    fn reason(&self, text: &str) -> Result<Rating, String> {
        let typed = fold(text);
        for why in NotRated::of(self.subject) {
            let name = term::not_rated(*why, Words::Screen);
            if fold(&name) == typed {
                return Rating::not_rated(*why, "").map_err(|kind| refusal(&kind));
            }
            let words = text.trim().strip_prefix(&name).and_then(|rest| {
                let inner = rest.trim().strip_prefix('(')?;
                inner.strip_suffix(')')
            });
            if let Some(words) = words {
                return Rating::not_rated(*why, words).map_err(|kind| refusal(&kind));
            }
        }
        Rating::not_rated(NotRated::Other, text).map_err(|kind| refusal(&kind))
    }

    fn examples(&self) -> String {
        let short: Vec<String> = self.levels.iter().map(|named| short(named.level)).collect();
        short.join(", ")
    }
}

/// More papers than any cell has.
const MOST_PAPERS: i64 = 100_000;

fn in_range(number: i64, most: i64, range: &Kind) -> Result<i64, String> {
    if (0..=most).contains(&number) { Ok(number) } else { Err(beside(range)) }
}

fn refusal(kind: &Kind) -> String {
    match kind {
        Kind::Required => fl!("ratings-words-needed"),
        other => beside(other),
    }
}

/// Whether a name is written by its initials, or without the "nhiệm vụ" that all have.
fn is_shortened(name: &str, typed: &str) -> bool {
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    initials == typed || name.strip_suffix(" nhiem vu") == Some(typed)
}

/// What stands in the cell of a reason, as one types it.
pub fn reason_text(rating: Option<&Rating>) -> String {
    match rating {
        Some(Rating::NotRated { why, reason }) => why_not(*why, reason.as_deref()),
        Some(Rating::Level(_)) | None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rating::Level;

    fn levels() -> Vec<NamedLevel> {
        crate::i18n::select(crate::i18n::Language::Vi);
        [Level::Excellent, Level::Good, Level::Completed, Level::NotCompleted]
            .map(|level| NamedLevel { level, name: term::level(level, Words::Screen) })
            .to_vec()
    }

    #[test]
    fn a_level_is_read_however_it_is_written() {
        let levels = levels();
        let reader = Reader { subject: Subject::Member, levels: &levels };
        let read = |text: &str| reader.read(Content::Level(Level::Completed), text);
        for (text, level) in [
            ("1", Level::Excellent),
            (" 4 ", Level::NotCompleted),
            ("HTXSNV", Level::Excellent),
            ("HTXS", Level::Excellent),
            ("htt", Level::Good),
            ("Hoàn thành tốt nhiệm vụ", Level::Good),
            ("HOÀN THÀNH TỐT", Level::Good),
            ("hoan thanh nhiem vu", Level::Completed),
            ("X", Level::Completed),
            ("x", Level::Completed),
        ] {
            assert_eq!(read(text), Ok(Some(Rating::Level(level))), "{text}");
        }
        assert_eq!(read("  "), Ok(None));
        for text in ["5", "0", "giỏi", "đạt", "-1"] {
            assert!(read(text).is_err_and(|why| why.contains("HTXS, HTT, HTNV, KHT")), "{text}");
        }
    }

    #[test]
    fn a_reason_is_read_as_it_is_shown() {
        let levels = levels();
        let reader = Reader { subject: Subject::Member, levels: &levels };
        let read = |text: &str| reader.read(Content::Reason, text);
        let cases = [
            (NotRated::Exempt, None),
            (NotRated::Suspended, Some("từ tháng 3")),
            (NotRated::Other, Some("đi học dài ngày")),
        ];
        for (why, reason) in cases {
            let rating = Rating::NotRated { why, reason: reason.map(str::to_owned) };
            assert_eq!(read(&reason_text(Some(&rating))), Ok(Some(rating)));
        }
        let exempt = Rating::NotRated { why: NotRated::Exempt, reason: None };
        assert_eq!(read("mien cong tac va sinh hoat"), Ok(Some(exempt)));
        assert!(read("Lý do khác").is_err(), "which one?");
        assert!(read("Hoàn thành tốt nhiệm vụ").is_err(), "a level is no reason");
        assert!(reader.read(Content::Name, "An").is_err());
    }
}
