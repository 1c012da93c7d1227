//! The numbers by which persons are known, in a window that masks them: whose are shown in full,
//! and that it is noted before they are. What a mask looks like is `domain::identifier::mask`.

use std::collections::HashSet;
use std::sync::Arc;

use iced::Task;

use crate::domain::id::MemberId;
use crate::fl;
use crate::services::{Changes, Result, readings};
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};

/// Whose numbers one screen shows in full. Dropped with the page, and when the register is locked.
#[derive(Debug, Default)]
pub struct Numbers {
    shown: Arc<HashSet<MemberId>>,
    /// Number of the last wish: an older answer shows nothing.
    request: u64,
    revision: u64,
}

/// Whose numbers are masked at one moment, for work off the frame.
#[derive(Debug, Clone)]
pub struct Mask {
    is_on: bool,
    shown: Arc<HashSet<MemberId>>,
}

impl Mask {
    /// Whether it hides somebody's numbers.
    #[must_use]
    pub fn hides(&self, whose: MemberId) -> bool {
        self.is_on && !self.shown.contains(&whose)
    }
}

/// The answer to a wish: which, whose numbers, and what was noted of it.
pub type Noted = (u64, Vec<MemberId>, Result<Changes>);

/// The key, which the sentences `locked-masked` and `numbers-masked-hint` name.
#[must_use]
pub fn chord() -> Chord {
    Chord::ctrl_shift('h')
}

impl Numbers {
    /// Whether somebody's numbers are masked.
    #[must_use]
    pub fn are_masked(&self, whose: MemberId, context: &Context) -> bool {
        context.masks_numbers && !self.shown.contains(&whose)
    }

    /// The mask as it is now.
    #[must_use]
    pub fn mask(&self, context: &Context) -> Mask {
        Mask { is_on: context.masks_numbers, shown: Arc::clone(&self.shown) }
    }

    /// Counts up when others are shown.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Shows the numbers of these once that is noted.
    pub fn show(&mut self, whose: Vec<MemberId>, context: &Context) -> Task<Noted> {
        self.request += 1;
        let (request, author, seen) = (self.request, context.author.clone(), whose.clone());
        context.ask(
            move |database| readings::show(database, &seen, &author),
            move |noted| (request, whose.clone(), noted),
        )
    }

    /// Takes the answer: what was noted, also for a wish that was taken back meanwhile.
    ///
    /// # Errors
    /// Why it could not be noted; nothing is shown then.
    pub fn take(&mut self, (request, whose, noted): Noted) -> Result<Changes> {
        let changes = noted?;
        if request == self.request {
            self.shown = Arc::new(whose.into_iter().collect());
            self.revision += 1;
        }
        Ok(changes)
    }

    /// Masks everybody's again.
    pub fn hide(&mut self) {
        self.shown = Arc::default();
        self.request += 1;
        self.revision += 1;
    }
}

/// The command that shows masked numbers, or masks them again; none while the register masks
/// nothing.
#[must_use]
pub fn bind<M>(are_masked: bool, message: M, context: &Context) -> Option<Bind<M>> {
    let words = if are_masked { fl!("numbers-show") } else { fl!("numbers-hide") };
    context.masks_numbers.then(|| Bind::new(chord(), message).named(words))
}
