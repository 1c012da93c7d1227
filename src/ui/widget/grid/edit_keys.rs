//! What keys do while a cell is being edited.

use iced::Event as Heard;
use iced::keyboard::{self, Key, Modifiers, key::Named};

use super::Grid;
use super::editing::Hand;
use super::editor::Mode;
use crate::ui::keymap::{self, Chord};
use crate::ui::widget::focus;
use crate::ui::widget::menu::Outcome;

/// Whose a key is while an edit runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// It has done what it does.
    Done,
    /// It leaves the grid.
    Others,
    /// The line of text.
    Editor,
    /// The edit is over; the grid does what it does without one.
    Grid,
}

impl<Message> Grid<'_, Message> {
    /// Whether the key is done with; else the edit is over and the grid does what it does without.
    pub(super) fn key_while_editing(
        &mut self,
        event: &Heard,
        (key, modifiers): (&Key, Modifiers),
        hand: &mut Hand<'_, '_, Message>,
    ) -> bool {
        if hand.shell.is_event_captured() {
            // A shortcut of the screen.
            match key {
                Key::Named(Named::Escape) => {
                    let _ = self.give_up(hand);
                }
                _ if leaves(key, modifiers) => self.commit(hand),
                _ => {}
            }
            return true;
        }
        let whose = match key {
            Key::Named(named) => self.named_while_editing(event, (*named, modifiers), hand),
            Key::Character(_) | Key::Unidentified => self.letter_while_editing(event, modifiers, hand),
        };
        match whose {
            Whose::Done => hand.shell.capture_event(),
            Whose::Others => {}
            Whose::Grid => {
                self.commit(hand);
                return false;
            }
            Whose::Editor => {
                self.forward(event, hand);
                if !hand.shell.is_event_captured() && leaves(key, modifiers) {
                    self.commit(hand);
                    return false;
                }
            }
        }
        true
    }

    /// Ctrl+; puts today in; what would change other cells waits until the edit is over.
    fn letter_while_editing(
        &mut self,
        event: &Heard,
        modifiers: Modifiers,
        hand: &mut Hand<'_, '_, Message>,
    ) -> Whose {
        let Heard::Keyboard(keyboard::Event::KeyPressed { key, physical_key, .. }) = event else {
            return Whose::Editor;
        };
        if !modifiers.control() || modifiers.alt() {
            return Whose::Editor;
        }
        match key.to_latin(*physical_key) {
            Some(';') => {
                self.insert_today(hand);
                Whose::Done
            }
            Some('d' | 'D' | '\'') => Whose::Done,
            // Taking back stops at where the edit began.
            Some('z' | 'Z' | 'y' | 'Y') => {
                self.forward(event, hand);
                Whose::Done
            }
            _ => Whose::Editor,
        }
    }

    fn named_while_editing(
        &mut self,
        event: &Heard,
        (named, modifiers): (Named, Modifiers),
        hand: &mut Hand<'_, '_, Message>,
    ) -> Whose {
        let Some(editor) = &mut hand.memory.editing.editor else {
            return Whose::Grid;
        };
        let (mode, is_open) = (editor.mode, editor.list.is_open);
        let is_plain = !modifiers.control() && !modifiers.alt() && !modifiers.logo();
        match named {
            Named::Escape if is_open => {
                editor.list.mark(None);
                editor.list.shut();
                hand.shell.request_redraw();
            }
            Named::Escape => {
                let _ = self.give_up(hand);
            }
            Named::Enter if modifiers.control() => self.fill_selection(hand),
            Named::Enter if modifiers.alt() => {}
            Named::Enter => {
                self.keep_run(false, hand);
                self.commit(hand);
                self.enter(modifiers.shift(), hand);
            }
            Named::Tab if is_plain => {
                self.keep_run(true, hand);
                self.commit(hand);
                if !self.tab(modifiers.shift(), hand) {
                    return Whose::Others;
                }
            }
            Named::F2 => editor.mode = Mode::Caret,
            Named::F4 if self.open_list(hand) => {}
            Named::ArrowDown | Named::ArrowUp if modifiers.alt() && self.open_list(hand) => {}
            Named::ArrowDown | Named::ArrowUp | Named::PageDown | Named::PageUp if is_plain => {
                return vertical_while_editing(event, named, hand);
            }
            Named::ArrowLeft | Named::ArrowRight | Named::Home | Named::End
                if modifiers.is_empty() && mode == Mode::Typed =>
            {
                return Whose::Grid;
            }
            _ => return Whose::Editor,
        }
        Whose::Done
    }
}

/// Up, Down and the pages walk through an open list; else they finish an edit that began by typing.
fn vertical_while_editing<Message>(event: &Heard, named: Named, hand: &mut Hand<'_, '_, Message>) -> Whose {
    let (Some(editor), Heard::Keyboard(pressed)) = (&mut hand.memory.editing.editor, event) else {
        return Whose::Grid;
    };
    if editor.list.key(pressed, editor.offers.words.len()) != Outcome::Nothing {
        hand.shell.request_redraw();
        return Whose::Done;
    }
    let is_page = matches!(named, Named::PageDown | Named::PageUp);
    if editor.mode == Mode::Typed || is_page { Whose::Grid } else { Whose::Done }
}

/// Whether a key is a command that is none of the line of text: then the edit is finished first.
fn leaves(key: &Key, modifiers: Modifiers) -> bool {
    match key {
        Key::Named(Named::Control | Named::Shift | Named::Alt | Named::AltGraph | Named::Super) => false,
        Key::Named(named) => keymap::is_function(*named) || focus::is_command(modifiers),
        Key::Character(_) => focus::is_command(modifiers),
        Key::Unidentified => false,
    }
}

/// The keys that an edit wants before the shortcuts of the window get them.
pub fn claims() -> Vec<Chord> {
    let letters = ['z', 'y', 'a', 'c', 'x', 'v', 'd', ';', '\''].map(Chord::ctrl);
    let keys = [Named::Escape, Named::F2, Named::F4].map(Chord::key);
    let open = Chord::key(Named::ArrowDown).with(Modifiers::ALT);
    letters.into_iter().chain(keys).chain([open, Chord::ctrl_shift('z')]).collect()
}
