//! What can be picked, and how it is found.

use std::borrow::Cow;
use std::ops::Range;

use crate::ui::widget::fold;

/// An item of a tree. Unsearched, the list shows it set in by its depth; among what was found, it
/// shows the note instead, which tells where it belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is called, and what is put into the field.
    pub name: String,
    /// Where it belongs.
    pub note: String,
    /// How many items it stands below.
    pub depth: usize,
}

/// What can be picked.
pub enum Items<'a> {
    Words(Cow<'a, [String]>),
    Tree(&'a [Item]),
}

impl Items<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Words(words) => words.len(),
            Self::Tree(items) => items.len(),
        }
    }

    /// What one of them is called.
    pub fn name(&self, place: usize) -> &str {
        match self {
            Self::Words(words) => &words[place],
            Self::Tree(items) => &items[place].name,
        }
    }

    /// The place of the item of this name.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        let name = fold(name.trim());
        (0..self.len()).find(|place| fold(self.name(*place)) == name)
    }
}

/// An item in the list, and the part of its name that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub place: usize,
    pub part: Range<usize>,
}

/// The items that contain what was typed; those that begin with it come first.
pub fn find(items: &Items<'_>, typed: &str) -> Vec<Found> {
    let typed = fold(typed.trim());
    let mut found: Vec<Found> = (0..items.len())
        .filter_map(|place| Some(Found { place, part: part(items.name(place), &typed)? }))
        .collect();
    found.sort_by_key(|found| found.part.start != 0);
    found
}

/// The bytes of `name` that read as `folded`, which is folded, once they are folded too.
fn part(name: &str, folded: &str) -> Option<Range<usize>> {
    let mut text = String::new();
    // For each byte of the folded name, the letter of the name that it comes from.
    let mut origins = Vec::new();
    for (at, letter) in name.char_indices() {
        let folded = fold(letter.encode_utf8(&mut [0; 4]));
        origins.extend(std::iter::repeat_n(at, folded.len()));
        text.push_str(&folded);
    }
    let start = text.find(folded)?;
    let begin = origins.get(start).copied().unwrap_or(name.len());
    let end = origins.get(start + folded.len()).copied().unwrap_or(name.len());
    Some(begin..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], typed: &str) -> Vec<String> {
        let items = Items::Words(names.iter().map(|name| (*name).to_owned()).collect());
        find(&items, typed).iter().map(|found| items.name(found.place).to_owned()).collect()
    }

    #[test]
    fn items_are_found_without_accents_and_beginnings_come_first() {
        let items = ["Tày", "Khmer (Khơ-me)", "Hoa", "Chơ-ro", "Kinh"];
        assert_eq!(found(&items, "ho"), ["Hoa", "Khmer (Khơ-me)", "Chơ-ro"]);
        assert_eq!(found(&items, " TAY "), ["Tày"]);
        assert!(found(&items, "x").is_empty());
    }

    #[test]
    fn what_was_looked_for_is_marked_in_the_name_as_it_is_written() {
        let marked = |name: &'static str, typed: &str| part(name, typed).map(|part| &name[part]);
        assert_eq!(marked("Chi bộ Đường Hòa", "duong"), Some("Đường"));
        assert_eq!(marked("Ê-đê", "de"), Some("đê"));
        assert_eq!(marked("a\u{301}o", "ao"), Some("a\u{301}o"));
        assert_eq!(marked("Hòa", "hoa"), Some("Hòa"));
        assert_eq!(marked("Hòa", "x"), None);
    }
}
