//! Notices at the foot of the window: what was done, with Undo, and what went wrong.

use std::time::{Duration, Instant};

use crate::ui::widget::{self, Tone};

/// How long a notice of something done stays.
const STAY: Duration = Duration::from_secs(8);
/// How long a notice of a problem stays.
const STAY_WITH_PROBLEM: Duration = Duration::from_secs(30);
/// Most notices at a time; older ones go.
const MOST: usize = 3;

#[derive(Debug, Clone)]
struct Kept {
    id: u64,
    tone: Tone,
    words: String,
    /// The operation that its button undoes.
    undoes: Option<i64>,
    until: Instant,
}

/// The notices that are shown.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    shown: Vec<Kept>,
    last: u64,
}

impl Notices {
    /// Shows a notice; `undoes` is the operation that its button takes back.
    pub fn show(&mut self, tone: Tone, words: impl Into<String>, undoes: Option<i64>) {
        self.last += 1;
        let stay = if tone == Tone::Done { STAY } else { STAY_WITH_PROBLEM };
        let until = Instant::now() + stay;
        // Of what was done, the last is told; what went wrong stays beside it.
        self.shown.retain(|notice| tone != Tone::Done || notice.tone != Tone::Done);
        self.shown.push(Kept { id: self.last, tone, words: words.into(), undoes, until });
        let surplus = self.shown.len().saturating_sub(MOST);
        let _ = self.shown.drain(..surplus);
    }

    /// Takes a notice away.
    pub fn dismiss(&mut self, id: u64) {
        self.shown.retain(|notice| notice.id != id);
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.shown.clear();
    }

    /// Takes away what has been shown long enough.
    pub fn expire(&mut self, now: Instant) {
        self.shown.retain(|notice| notice.until > now);
    }

    /// Whether one of them tells what was done.
    #[must_use]
    pub fn tell_what_was_done(&self) -> bool {
        self.shown.iter().any(|notice| notice.tone == Tone::Done)
    }

    /// Whether none is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The notices for showing. Only the newest operation can be undone by its button: undo goes backwards.
    pub fn lines<Message: Clone>(
        &self,
        undo: (String, String, Message),
        next_undo: Option<i64>,
        dismiss: impl Fn(u64) -> Message,
    ) -> Vec<widget::Notice<Message>> {
        let (label, key, message) = undo;
        self.shown
            .iter()
            .map(|notice| {
                let line = widget::Notice::new(notice.tone, notice.words.clone(), dismiss(notice.id));
                if notice.undoes.is_some() && notice.undoes == next_undo {
                    line.action(label.clone(), key.clone(), message.clone())
                } else {
                    line
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_was_done_only_the_last_is_told() {
        let mut notices = Notices::default();
        notices.show(Tone::Done, "một", Some(1));
        notices.show(Tone::Problem, "hỏng", None);
        notices.show(Tone::Done, "hai", Some(2));
        let words: Vec<&str> = notices.shown.iter().map(|notice| notice.words.as_str()).collect();
        assert_eq!(words, ["hỏng", "hai"]);
    }
}
