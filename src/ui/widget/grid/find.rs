//! Finding a text among the cells of a list that is in memory, and the bar for it.

use std::borrow::Cow;
use std::sync::Arc;

use iced::advanced::widget::Id;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::widget::text::Wrapping;
use iced::widget::{container, row};
use iced::{Alignment, Length};

use super::select::Spot;
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::keymap::{Bind, Chord};
use crate::ui::theme::{self, button, size, space, text};
use crate::ui::widget::{fold, key_scope, press, text_field};

/// What is looked for and where it was found. Owned by the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    text: String,
    is_open: bool,
    found: Arc<Vec<Spot>>,
    at: Option<usize>,
}

/// What is said in the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The bar is wanted.
    Wanted,
    /// The text is this now.
    Typed(String),
    /// The next cell is wanted.
    Next,
    /// The one before.
    Previous,
    /// The bar is to go; the grid is to have the keys again.
    Left,
}

/// The words of the bar, in the language of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindWords {
    /// Above the field.
    pub label: String,
    /// Where one is among what was found, or that nothing was.
    pub verdict: String,
}

impl Find {
    /// Whether the bar is shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which of the found cells one is at, from 1, and how many there are.
    #[must_use]
    pub fn place(&self) -> (Option<usize>, usize) {
        (self.at.map(|at| at + 1), self.found.len())
    }

    /// Takes at once what shows in the bar, for a screen whose cells are looked through elsewhere
    /// and who calls [`Self::take`] with the answer.
    pub fn show(&mut self, said: &Found) {
        match said {
            Found::Wanted => self.is_open = true,
            Found::Left => self.is_open = false,
            Found::Typed(text) => self.text.clone_from(text),
            Found::Next | Found::Previous => {}
        }
    }

    /// Takes what was said in the bar; the cell to go to, if any. `from` is the current cell,
    /// `look` gives the cells that hold a text, row by row: [`cells_with`] for a list whose cells
    /// are made quickly, an index of the screen's own for a long one.
    pub fn take<Spots: Into<Arc<Vec<Spot>>>>(
        &mut self,
        said: &Found,
        from: Spot,
        look: impl FnOnce(&str) -> Spots,
    ) -> Option<Spot> {
        self.show(said);
        if *said == Found::Left {
            return None;
        }
        // The rows may have changed since it was last looked for.
        let text = self.text.trim();
        self.found = if text.is_empty() { Arc::default() } else { look(text).into() };
        self.at = match said {
            Found::Next => following(&self.found, from),
            Found::Previous => preceding(&self.found, from),
            Found::Typed(_) => nearest(&self.found, from),
            Found::Wanted | Found::Left => self.found.iter().position(|spot| *spot == from),
        };
        let is_step = *said != Found::Wanted;
        self.at.filter(|_| is_step).map(|at| self.found[at])
    }

    /// The keys that open the bar and go on, for the screen's keys: Ctrl+F, F3, Shift+F3.
    #[must_use]
    pub fn binds() -> [Bind<Found>; 3] {
        [
            Bind::new(Chord::ctrl('f'), Found::Wanted),
            Bind::new(Chord::key(Named::F3), Found::Next),
            Bind::new(Chord::key(Named::F3).with(Modifiers::SHIFT), Found::Previous),
        ]
    }

    /// The bar. `id` is the field's name for the focus.
    pub fn bar<'a>(&self, id: impl Into<Id>, words: FindWords) -> Element<'a, Found> {
        let step = |picture, chord: Chord, said| {
            press(icon(picture)).hint(chord.label()).style(button::plain).skip_focus().on_press(said)
        };
        let backwards = Chord::key(Named::F3).with(Modifiers::SHIFT);
        let field = text_field(words.label, &self.text).id(id).width(size::FIELD).on_input(Found::Typed);
        let verdict = container(text::body(words.verdict).wrapping(Wrapping::None)).center_y(size::CONTROL);
        let line = row![
            field,
            step(Icon::ChevronUp, backwards, Found::Previous),
            step(Icon::ChevronDown, Chord::key(Named::F3), Found::Next),
            container(verdict).width(Length::Fill),
            step(Icon::Close, Chord::key(Named::Escape), Found::Left),
        ]
        .spacing(space::SMALL)
        .align_y(Alignment::End);
        // The field leaves Enter to these, with Shift and without.
        let enter = Chord::key(Named::Enter);
        let keys = vec![
            Bind::new(Chord::key(Named::Escape), Found::Left),
            Bind::new(enter.clone().with(Modifiers::SHIFT), Found::Previous),
            Bind::new(enter, Found::Next),
        ];
        let bar = container(line).padding(space::SMALL).width(Length::Fill).style(theme::container::bar);
        key_scope(bar, keys)
    }
}

/// All cells that contain a text, whatever its marks and case, row by row. `rows` and `columns`
/// are their numbers, `text_of` gives the text at a place on the screen.
pub fn cells_with<'t>(
    needle: &str,
    (rows, columns): (usize, usize),
    text_of: impl Fn(Spot) -> Cow<'t, str>,
) -> Vec<Spot> {
    let needle = fold(needle);
    let spots = (0..rows).flat_map(|row| (0..columns).map(move |column| Spot { row, column }));
    spots.filter(|spot| fold(&text_of(*spot)).contains(&needle)).collect()
}

fn key(spot: Spot) -> (usize, usize) {
    (spot.row, spot.column)
}

/// The first at or after a cell, else the first of all.
fn nearest(found: &[Spot], from: Spot) -> Option<usize> {
    let at = found.partition_point(|spot| key(*spot) < key(from));
    (!found.is_empty()).then_some(at % found.len().max(1))
}

fn following(found: &[Spot], from: Spot) -> Option<usize> {
    let at = found.partition_point(|spot| key(*spot) <= key(from));
    (!found.is_empty()).then_some(at % found.len().max(1))
}

fn preceding(found: &[Spot], from: Spot) -> Option<usize> {
    let before = found.partition_point(|spot| key(*spot) < key(from));
    (before + found.len()).checked_sub(1).filter(|_| !found.is_empty()).map(|at| at % found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [[&str; 2]; 3] = [["Đặng Hường", "Kinh"], ["Kim Sa Rây", "Khmer"], ["Trần Hương", "Hoa"]];

    fn take(find: &mut Find, said: Found, from: (usize, usize)) -> Option<(usize, usize)> {
        let from = Spot { row: from.0, column: from.1 };
        let look = |text: &str| cells_with(text, (3, 2), |spot| Cow::Borrowed(ROWS[spot.row][spot.column]));
        find.take(&said, from, look).map(key)
    }

    #[test]
    fn texts_are_found_without_accents_around_the_end_in_both_ways() {
        let mut find = Find::default();
        assert_eq!(take(&mut find, Found::Typed("huong".into()), (0, 1)), Some((2, 0)));
        assert_eq!(find.place(), (Some(2), 2));
        assert_eq!(take(&mut find, Found::Next, (2, 0)), Some((0, 0)));
        assert_eq!(take(&mut find, Found::Previous, (0, 0)), Some((2, 0)));
        assert_eq!(
            take(&mut find, Found::Typed("Ki".into()), (1, 0)),
            Some((1, 0)),
            "it stays where it fits"
        );
        assert_eq!(take(&mut find, Found::Typed("x".into()), (1, 0)), None);
        assert_eq!(find.place(), (None, 0));
        assert_eq!(take(&mut find, Found::Previous, (1, 0)), None);
        assert_eq!(take(&mut find, Found::Typed(" ".into()), (1, 0)), None, "nothing is no text");
    }

    #[test]
    fn opening_and_leaving_moves_nothing() {
        let mut find = Find::default();
        let _ = take(&mut find, Found::Typed("kim".into()), (0, 0));
        assert_eq!(take(&mut find, Found::Wanted, (1, 0)), None);
        assert!(find.is_open());
        assert_eq!(find.place(), (Some(1), 1));
        assert_eq!(take(&mut find, Found::Left, (1, 0)), None);
        assert!(!find.is_open());
        assert_eq!(find.text(), "kim", "F3 goes on looking for it");
    }
}
