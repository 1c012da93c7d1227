//! Undo and redo of what is typed in one field, from the moment the focus comes until it leaves.

use std::time::{Duration, Instant};

/// Edits that follow each other within this time belong to one step.
const PAUSE: Duration = Duration::from_secs(2);

/// As many steps can be taken back.
const MOST: usize = 100;

/// See the module.
#[derive(Debug, Default)]
pub struct History {
    past: Vec<String>,
    future: Vec<String>,
    last: Option<Edit>,
}

/// What must be known of the last edit to tell whether the next one goes on with it.
#[derive(Debug)]
struct Edit {
    at: Instant,
    /// The place behind it, in letters.
    end: usize,
    /// Whether a word may begin here.
    is_after_space: bool,
    /// Whether it was typed, not pasted.
    is_typed: bool,
}

impl History {
    /// Notes an edit: words become one step each, and so does whatever is pasted or replaced.
    pub fn note(&mut self, before: &str, after: &str, now: Instant) {
        let change = Difference::between(before, after);
        if !self.last.as_ref().is_some_and(|last| change.goes_on_with(last, now)) {
            if self.past.len() == MOST {
                let _ = self.past.remove(0);
            }
            self.past.push(before.to_owned());
        }
        self.future.clear();
        self.last = Some(Edit {
            at: now,
            end: change.start + change.inserted.chars().count(),
            is_after_space: change.inserted.ends_with(char::is_whitespace),
            is_typed: !change.inserted.trim_end().contains(char::is_whitespace),
        });
    }

    /// The text before the last step.
    pub fn undo(&mut self, present: &str) -> Option<String> {
        step(&mut self.past, &mut self.future, &mut self.last, present)
    }

    /// The text that was taken back last.
    pub fn redo(&mut self, present: &str) -> Option<String> {
        step(&mut self.future, &mut self.past, &mut self.last, present)
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self, present: &str) -> bool {
        self.past.iter().any(|text| text != present)
    }

    /// Whether something was taken back that can come again.
    pub fn can_redo(&self, present: &str) -> bool {
        self.future.iter().any(|text| text != present)
    }
}

fn step(
    from: &mut Vec<String>,
    to: &mut Vec<String>,
    last: &mut Option<Edit>,
    present: &str,
) -> Option<String> {
    *last = None;
    while let Some(text) = from.pop() {
        if text != present {
            to.push(present.to_owned());
            return Some(text);
        }
    }
    None
}

/// Where two texts differ: one stretch, as an edit makes it.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference<'t> {
    /// Letters that both begin with.
    pub start: usize,
    /// What the first one has there.
    pub removed: &'t str,
    /// What the second one has there.
    pub inserted: &'t str,
}

impl<'t> Difference<'t> {
    /// The stretch in which `after` differs from `before`.
    pub fn between(before: &'t str, after: &'t str) -> Self {
        let same = |(a, b): &(char, char)| a == b;
        let head = before.chars().zip(after.chars()).take_while(same);
        let (start, head) = head.fold((0, 0), |(count, bytes), (a, _)| (count + 1, bytes + a.len_utf8()));
        let (before, after) = (&before[head..], &after[head..]);
        let tail: usize = before
            .chars()
            .rev()
            .zip(after.chars().rev())
            .take_while(same)
            .map(|(letter, _)| letter.len_utf8())
            .sum();
        Self { start, removed: &before[..before.len() - tail], inserted: &after[..after.len() - tail] }
    }

    fn goes_on_with(&self, last: &Edit, now: Instant) -> bool {
        let (removed, inserted) = (self.removed.chars().count(), self.inserted.chars().count());
        let is_at_end = self.start == last.end || self.start + removed == last.end;
        let begins_word = last.is_after_space && !self.inserted.trim().is_empty();
        let removes_space = self.removed.contains(char::is_whitespace);
        last.is_typed
            && is_at_end
            && removed <= 1
            && inserted <= 1
            && !begins_word
            && !removes_space
            && now.duration_since(last.at) < PAUSE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A history after these texts, one after the other without a pause.
    fn typed(texts: &[&str]) -> History {
        let mut history = History::default();
        let now = Instant::now();
        for pair in texts.windows(2) {
            history.note(pair[0], pair[1], now);
        }
        history
    }

    #[test]
    fn a_step_is_a_word_with_its_space_however_the_engine_types_it() {
        let mut history =
            typed(&["", "N", "Ng", "Nga", "Ng", "Ngâ", "Ngâ ", "Ngâ T", "Ngâ Th", "Ngâ T", "Ngâ Tị"]);
        assert_eq!(history.undo("Ngâ Tị").as_deref(), Some("Ngâ "));
        assert_eq!(history.undo("Ngâ ").as_deref(), Some(""));
        assert_eq!(history.undo(""), None);
        assert_eq!(history.redo("").as_deref(), Some("Ngâ "));
        assert_eq!(history.redo("Ngâ ").as_deref(), Some("Ngâ Tị"));
        assert!(!history.can_redo("Ngâ Tị"));
    }

    #[test]
    fn another_place_a_paste_and_a_pause_begin_a_step() {
        let mut history = typed(&["ab", "abc", "xabc", "xabc hai chữ", "xabc hai chữs"]);
        for before in ["xabc hai chữ", "xabc", "abc", "ab"] {
            assert_eq!(history.undo("?").as_deref(), Some(before));
        }
        let mut history = History::default();
        let now = Instant::now();
        history.note("", "a", now);
        history.note("a", "ab", now + PAUSE);
        assert_eq!(history.undo("ab").as_deref(), Some("a"));
    }

    #[test]
    fn what_is_typed_after_an_undo_forgets_what_could_come_again() {
        let mut history = typed(&["", "a", "a ", "a b"]);
        assert_eq!(history.undo("a b").as_deref(), Some("a "));
        history.note("a ", "a c", Instant::now());
        assert!(!history.can_redo("a c"));
        assert_eq!(history.undo("a c").as_deref(), Some("a "));
    }

    #[test]
    fn texts_differ_in_one_stretch_of_whole_letters() {
        let found = |before, after| {
            let Difference { start, removed, inserted } = Difference::between(before, after);
            (start, removed, inserted)
        };
        assert_eq!(found("Hường", "Hưởng"), (2, "ờ", "ở"));
        assert_eq!(found("aa", "aaa"), (2, "", "a"));
        assert_eq!(found("", "😀"), (0, "", "😀"));
        assert_eq!(found("ê", "é"), (0, "ê", "é"));
    }
}
