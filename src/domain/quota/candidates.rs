//! Who can be admitted (nguồn kết nạp: quần chúng ưu tú, cảm tình đảng), as a unit reports it for a
//! year (domain.md C7).

use super::MAX_TARGET;
use crate::domain::number;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::text;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 300;

/// How many people a unit with all below it can admit in a year, and what it says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// How many.
    pub count: i64,
    /// Such as how many of them have the certificate of the awareness class.
    pub note: Option<String>,
}

/// The same as a person types it; without a number nothing is reported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CandidateForm {
    /// How many.
    pub count: String,
    /// A note; may be empty.
    pub note: String,
}

impl CandidateForm {
    /// Checks what was typed; none for nothing reported.
    ///
    /// # Errors
    /// The problems that keep it from being stored: no whole number, a note without a number, a note
    /// of more than 300 characters.
    pub fn check(&self) -> Result<Option<Candidates>, Vec<Problem>> {
        let refuse = |field, kind| Err(vec![Problem::error(field, kind)]);
        let note = text::tidy(&self.note);
        if note.chars().count() > LONGEST_NOTE {
            return refuse(Field::Note, Kind::TooLong { max: LONGEST_NOTE });
        }
        let note = (!note.is_empty()).then_some(note);
        if self.count.trim().is_empty() {
            return if note.is_some() { refuse(Field::Candidates, Kind::Required) } else { Ok(None) };
        }
        match number::parse_whole(&self.count) {
            Ok(count) if (0..=MAX_TARGET).contains(&count) => Ok(Some(Candidates { count, note })),
            Ok(_) => refuse(Field::Candidates, Kind::OutOfRange { min: 0, max: MAX_TARGET }),
            Err(kind) => refuse(Field::Candidates, kind),
        }
    }
}

impl From<&Candidates> for CandidateForm {
    fn from(candidates: &Candidates) -> Self {
        Self { count: candidates.count.to_string(), note: candidates.note.clone().unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: &str, note: &str) -> Result<Option<Candidates>, (Field, Kind)> {
        let form = CandidateForm { count: count.to_owned(), note: note.to_owned() };
        form.check().map_err(|problems| (problems[0].field, problems[0].kind.clone()))
    }

    #[test]
    fn a_number_with_its_note_or_nothing() {
        let twelve = Candidates { count: 1_200, note: Some("9 đã học lớp".to_owned()) };
        assert_eq!(check("1.200", " 9  đã học lớp "), Ok(Some(twelve)));
        assert_eq!(check(" ", ""), Ok(None));
        assert_eq!(check("0", ""), Ok(Some(Candidates { count: 0, note: None })));
        assert_eq!(check("", "9"), Err((Field::Candidates, Kind::Required)));
        let range = Kind::OutOfRange { min: 0, max: MAX_TARGET };
        assert_eq!(check("1.000.001", ""), Err((Field::Candidates, range)));
        assert_eq!(check("1", &"x".repeat(301)), Err((Field::Note, Kind::TooLong { max: 300 })));
    }
}
