//! What can be done on each stage of the window, with its keys.

use iced::keyboard::key::Named;

use super::{App, Message, Stage, Zoom};
use crate::fl;
use crate::i18n;
use crate::settings::{self, Settings};
use crate::ui::desk;
use crate::ui::keymap::{Bind, Chord};

impl App {
    /// The keys that an open dialog does not silence.
    pub(super) fn keys_above(&self, has_dialog: bool) -> Vec<Bind<Message>> {
        let zoom = |sign, step, words| Bind::new(Chord::ctrl(sign), Message::Zoomed(step)).named(words);
        let mut keys = vec![
            zoom('+', Zoom::In, fl!("key-zoom-in")),
            zoom('=', Zoom::In, fl!("key-zoom-in")),
            zoom('-', Zoom::Out, fl!("key-zoom-out")),
            zoom('0', Zoom::Back, fl!("key-zoom-back")),
        ];
        if has_dialog && self.desk_now().is_some() {
            // Without a dialog it is the desk's own, after what is being typed was finished.
            keys.push(Bind::new(Chord::ctrl('l'), Message::Desk(desk::Message::LockChosen)));
        }
        keys
    }

    /// What can be done on the stage, with its keys; an open dialog silences them.
    pub(super) fn keys(&self) -> Vec<Bind<Message>> {
        let stage = match &self.stage {
            Stage::Start(start) => start.keys().into_iter().map(|bind| bind.map(Message::Start)).collect(),
            Stage::Desk(desk) => {
                let close = Bind::new(Chord::ctrl('w'), Message::CloseAsked).named(fl!("key-close"));
                let keys = desk.keys().into_iter().map(|bind| bind.map(Message::Desk));
                keys.chain([close.within(&fl!("palette-register"))]).collect()
            }
            Stage::Opening | Stage::Locked(..) => Vec::new(),
        };
        let mut keys: Vec<Bind<Message>> = stage;
        keys.push(Bind::new(Chord::ctrl('q'), Message::LeaveAsked).named(fl!("key-quit")));
        if !matches!(self.stage, Stage::Opening | Stage::Locked(..)) {
            let palette = |chord| Bind::new(chord, Message::PaletteAsked).named(fl!("palette-title"));
            keys.extend([palette(Chord::key(Named::F1)), palette(Chord::ctrl_shift('p'))]);
        }
        let group = fl!("palette-program");
        keys.into_iter().map(|bind| bind.within(&group)).collect()
    }

    /// All that can be done now, for the palette: the tab that is shown first.
    #[must_use]
    pub fn commands(&self) -> Vec<Bind<Message>> {
        let group = fl!("palette-program");
        let is_other = |bind: &Bind<Message>| !matches!(bind.action, Message::PaletteAsked);
        let above = self.keys_above(false).into_iter().filter(|bind| !bind.words().is_empty());
        self.keys()
            .into_iter()
            .filter(is_other)
            .chain(above.map(|bind| bind.within(&group)))
            .chain(self.looks().map(|bind| bind.within(&group)))
            .collect()
    }

    /// The other look and the other language: rare enough to have no key.
    fn looks(&self) -> impl Iterator<Item = Bind<Message>> {
        let theme = match self.settings.theme {
            settings::Theme::Light => settings::Theme::Dark,
            settings::Theme::Dark => settings::Theme::Light,
        };
        let language = match self.settings.language {
            i18n::Language::Vi => i18n::Language::En,
            i18n::Language::En => i18n::Language::Vi,
        };
        let to = |settings| Bind::keyless(Message::LookChosen(Box::new(settings)));
        [
            to(Settings { theme, ..self.settings.clone() }).named(fl!("palette-theme")),
            to(Settings { language, ..self.settings.clone() }).named(fl!("palette-language")),
        ]
        .into_iter()
    }
}
