//! The words that a cell of a choice can hold, found while typing: by number, by letters without
//! accents.

use iced::Rectangle;

use crate::ui::theme::space;
use crate::ui::widget::fold;

/// About how wide a letter is.
const LETTER: f32 = 8.5;
/// A list is never wider because of its words.
const MOST_WIDTH: f32 = 480.0;

/// What stands in the open list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// The words.
    pub words: Vec<String>,
    /// The words as they stand in the list, each behind its number.
    pub labels: Vec<String>,
}

impl Offers {
    /// All words, and the place of `text` among them.
    pub fn all(words: &[String], text: &str) -> (Self, Option<usize>) {
        let marked = words.iter().position(|word| word == text);
        (Self::of(words.iter().enumerate()), marked)
    }

    /// The words that what was typed may mean, and which of them it means most likely. A number
    /// means the word that stands at this place.
    pub fn find(words: &[String], typed: &str) -> (Self, Option<usize>) {
        let typed = fold(typed.trim());
        if typed.is_empty() {
            return (Self::all(words, "").0, None);
        }
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let begins = |word: &str| fold(word).starts_with(&typed);
        if let Some(place) = number.filter(|place| *place < words.len())
            && !words.iter().any(|word| begins(word))
        {
            return (Self::all(words, "").0, Some(place));
        }
        let numbered = || words.iter().enumerate();
        let first = numbered().filter(|(_, word)| begins(word));
        let then = numbered().filter(|(_, word)| !begins(word) && fold(word).contains(&typed));
        let found = Self::of(first.chain(then));
        let marked = (!found.words.is_empty()).then_some(0);
        (found, marked)
    }

    /// The box under which the list hangs: the cell, made so wide that the words can be read.
    pub fn under(&self, cell: Rectangle) -> Rectangle {
        let letters = self.labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
        let words = letters as f32 * LETTER + 3.0 * space::SMALL;
        Rectangle { width: cell.width.max(words.min(MOST_WIDTH)), ..cell }
    }

    fn of<'w>(words: impl Iterator<Item = (usize, &'w String)>) -> Self {
        let (words, labels) =
            words.map(|(place, word)| (word.clone(), format!("{}  {word}", place + 1))).unzip();
        Self { words, labels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_number_and_by_letters() {
        let words = ["Kinh", "Tày", "Khmer", "Hoa"].map(String::from);
        let find = |typed: &str| {
            let (offers, marked) = Offers::find(&words, typed);
            marked.map(|row| offers.words[row].clone())
        };
        assert_eq!(find("3").as_deref(), Some("Khmer"));
        assert_eq!(find("tay").as_deref(), Some("Tày"));
        assert_eq!(find("KH").as_deref(), Some("Khmer"));
        assert_eq!(find("me").as_deref(), Some("Khmer"));
        assert_eq!([find(""), find("9"), find("0"), find("x")], [None, None, None, None]);
        assert_eq!(Offers::find(&words, "h").0.labels, ["4  Hoa", "1  Kinh", "3  Khmer"]);
        assert_eq!(Offers::all(&words, "Hoa").1, Some(3));
    }
}
