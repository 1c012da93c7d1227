//! Whose word an input method is composing.
//!
//! iced hands the events of the input method to whatever field has the focus. When the focus moves
//! in the middle of a word, the engine may still send the rest of it: that word belongs to the
//! field in which it was begun, and must not turn up in the new one.

use iced::advanced::input_method::Event;

/// See the module. Every field keeps one, and shows it all events, with the focus or without.
#[derive(Debug, Default)]
pub struct Composition {
    /// What the engine composes now, wherever.
    whole: String,
    /// As much of it as is shown in this field.
    own: String,
    /// What had been composed elsewhere when the focus came here.
    foreign: Option<Foreign>,
}

#[derive(Debug)]
struct Foreign {
    text: String,
    /// Whether the engine has emptied its preedit since: only the commit can still follow.
    is_over: bool,
}

impl Composition {
    /// The focus has come.
    pub fn came(&mut self) {
        self.own.clear();
        self.foreign = (!self.whole.is_empty()).then(|| Foreign { text: self.whole.clone(), is_over: false });
    }

    /// The focus has gone: what was shown of an unfinished word, which is to be kept.
    pub fn went(&mut self) -> Option<String> {
        self.foreign = None;
        Some(std::mem::take(&mut self.own)).filter(|own| !own.is_empty())
    }

    /// Other words have taken the place of what is being composed: its rest is not wanted here.
    /// Whether there was any.
    pub fn dropped(&mut self) -> bool {
        let had_word = !self.own.is_empty();
        if had_word {
            self.came();
        }
        had_word
    }

    /// What this field shall see of an event; nothing of what belongs to another one.
    pub fn filter(&mut self, event: &Event, is_focused: bool) -> Option<Event> {
        let seen = match event {
            Event::Opened | Event::Closed => {
                *self = Self::default();
                Some(event.clone())
            }
            Event::Preedit(text, range) => {
                self.whole.clone_from(text);
                self.own_part(text).map(|own| {
                    let range =
                        range.clone().filter(|range| own == *text && own.get(range.clone()).is_some());
                    Event::Preedit(own, range)
                })
            }
            Event::Commit(text) => {
                self.whole.clear();
                let own = self.own_part(text).filter(|own| !own.is_empty());
                self.foreign = None;
                own.map(Event::Commit)
            }
        };
        self.own = match &seen {
            Some(Event::Preedit(own, _)) if is_focused => own.clone(),
            Some(_) | None => String::new(),
        };
        seen
    }

    /// What of a text was not composed elsewhere; none if all of it was.
    fn own_part(&mut self, text: &str) -> Option<String> {
        let Some(foreign) = &mut self.foreign else { return Some(text.to_owned()) };
        if text.is_empty() {
            foreign.is_over = true;
            return Some(String::new());
        }
        match text.strip_prefix(foreign.text.as_str()) {
            Some(rest) => Some(rest.to_owned()),
            // A word begun after the other one was over.
            None if foreign.is_over => {
                self.foreign = None;
                Some(text.to_owned())
            }
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preedit(text: &str) -> Event {
        Event::Preedit(text.to_owned(), None)
    }

    fn commit(text: &str) -> Event {
        Event::Commit(text.to_owned())
    }

    /// What a field sees of these events when the focus came to it during “Thị”.
    fn seen(events: &[Event]) -> Vec<Event> {
        let mut composition = Composition::default();
        let _ = composition.filter(&preedit("Thị"), false);
        composition.came();
        events.iter().filter_map(|event| composition.filter(event, true)).collect()
    }

    #[test]
    fn a_word_begun_elsewhere_is_kept_out_to_its_end() {
        assert_eq!(seen(&[preedit(""), commit("Thị")]), [preedit("")]);
        assert_eq!(seen(&[commit("Thị")]), []);
        assert_eq!(seen(&[preedit("Thí"), preedit("")]), [preedit("")]);
    }

    #[test]
    fn what_is_added_here_or_begun_here_is_seen() {
        assert_eq!(seen(&[preedit("Thị"), commit("Thị x")]), [preedit(""), commit(" x")]);
        let fresh = [preedit(""), commit("Thị"), preedit("V"), preedit(""), commit("V")];
        assert_eq!(seen(&fresh), [preedit(""), preedit("V"), preedit(""), commit("V")]);
        assert_eq!(seen(&[preedit(""), commit("a")]), [preedit(""), commit("a")]);
    }

    #[test]
    fn the_rest_of_a_word_whose_place_was_taken_is_not_seen() {
        let mut composition = Composition::default();
        composition.came();
        assert!(!composition.dropped(), "nothing is composed");
        let _ = composition.filter(&preedit("Mườ"), true);
        assert!(composition.dropped());
        let rest = [preedit("Mườn"), preedit(""), commit("Mườn"), preedit("x")];
        let seen: Vec<Event> = rest.iter().filter_map(|event| composition.filter(event, true)).collect();
        assert_eq!(seen, [preedit("n"), preedit(""), commit("n"), preedit("x")], "only what was added since");
    }

    #[test]
    fn an_unfinished_word_is_told_when_the_focus_goes() {
        let mut composition = Composition::default();
        composition.came();
        let _ = composition.filter(&preedit("Th"), true);
        assert_eq!(composition.went().as_deref(), Some("Th"));
        assert_eq!(composition.went(), None);
    }

    #[test]
    fn a_range_that_cuts_a_letter_is_not_passed_on() {
        let range_of = |text: &str, range| match Composition::default()
            .filter(&Event::Preedit(text.to_owned(), Some(range)), true)
        {
            Some(Event::Preedit(_, range)) => range,
            other => panic!("{other:?}"),
        };
        assert_eq!(range_of("ễ", 1..2), None);
        assert_eq!(range_of("Nguy", 2..40), None);
        assert_eq!(range_of("Nguyễ", 4..7), Some(4..7));
    }
}
