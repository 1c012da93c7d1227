//! What the palette can do with the grid of the tab that is shown. The grid knows these keys
//! itself, so that a field keeps its own Ctrl+C.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{Desk, Message, Tab};
use crate::fl;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::screen::{members, quotas, ratings};
use crate::ui::widget::grid::{Command, Errand, Order};

impl Desk {
    /// The commands of the grid of the tab that is shown, if it shows one.
    pub(super) fn errands(&self) -> Vec<Bind<Message>> {
        let home = self.home();
        let is_members = home == members::GRID;
        let is_sheet = is_members || home == ratings::LIST || home == quotas::GRID;
        if !is_sheet && !matches!(self.tab, Tab::Journal | Tab::Summary) {
            return Vec::new();
        }
        let errand =
            |errand, chord, words| Bind::known_to_the_control(chord, Message::Errand(errand)).named(words);
        let run = |command, chord, words| errand(Errand::Run(command), chord, words);
        let alt = |named| Chord::key(named).with(Modifiers::ALT);
        let mut binds = vec![
            run(Command::Copy, Chord::ctrl('c'), fl!("grid-copy")),
            errand(Errand::SelectAll, Chord::ctrl('a'), fl!("grid-select-all")),
        ];
        if is_sheet {
            binds.extend([
                run(Command::Cut, Chord::ctrl('x'), fl!("grid-cut")),
                run(Command::Paste, Chord::ctrl('v'), fl!("grid-paste")),
                run(Command::FillDown, Chord::ctrl('d'), fl!("grid-fill-down")),
            ]);
        }
        // Ratings have a command of their own for it.
        if is_sheet && self.tab != Tab::Ratings {
            binds.push(run(Command::Clear, Chord::key(Named::Delete), fl!("grid-clear")));
        }
        if is_members {
            binds.push(errand(Errand::Sort(Order::Up), alt(Named::ArrowUp), fl!("grid-sort-up")));
            binds
                .push(Bind::keyless(Message::Errand(Errand::Sort(Order::Down))).named(fl!("grid-sort-down")));
        }
        let keyless = |errand, words| Bind::keyless(Message::Errand(errand)).named(words);
        binds.push(keyless(Errand::Fit, fl!("grid-fit-width")));
        binds.push(keyless(Errand::Hide, fl!("grid-hide")));
        binds
    }
}
