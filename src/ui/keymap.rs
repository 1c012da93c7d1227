//! Keys as data: which chord means which action, and how the chord is called on the screen.
//!
//! A chord with Ctrl matches the Latin letter of the key's place as well, so that shortcuts work
//! while a Vietnamese or another layout is active. Chords are matched by
//! [`key_scope`](super::widget::key_scope): see there for who sees a key first.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Event, Key, Modifiers};

/// A key with the modifiers held down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chord {
    key: Key,
    modifiers: Modifiers,
}

impl Chord {
    /// A named key alone: `Chord::key(Named::F5)`.
    #[must_use]
    pub fn key(named: Named) -> Self {
        Self { key: Key::Named(named), modifiers: Modifiers::empty() }
    }

    /// A letter or digit alone; only what no text field wants reaches it.
    #[must_use]
    pub fn letter(letter: char) -> Self {
        Self {
            key: Key::Character(letter.to_lowercase().collect::<String>().into()),
            modifiers: Modifiers::empty(),
        }
    }

    /// Ctrl with a letter, digit or sign.
    #[must_use]
    pub fn ctrl(letter: char) -> Self {
        Self::letter(letter).with(Modifiers::CTRL)
    }

    /// Ctrl with a named key.
    #[must_use]
    pub fn ctrl_named(named: Named) -> Self {
        Self::key(named).with(Modifiers::CTRL)
    }

    /// Ctrl and Shift with a letter.
    #[must_use]
    pub fn ctrl_shift(letter: char) -> Self {
        Self::letter(letter).with(Modifiers::CTRL | Modifiers::SHIFT)
    }

    /// Alt with a letter or digit.
    #[must_use]
    pub fn alt(letter: char) -> Self {
        Self::letter(letter).with(Modifiers::ALT)
    }

    /// The same key with further modifiers.
    #[must_use]
    pub fn with(mut self, modifiers: Modifiers) -> Self {
        self.modifiers |= modifiers;
        self
    }

    /// The chord as it is printed on buttons and menus: `Ctrl+Shift+Z`, `F5`, `Esc`.
    #[must_use]
    pub fn label(&self) -> String {
        let mut label = String::new();
        for (modifier, name) in
            [(Modifiers::CTRL, "Ctrl+"), (Modifiers::ALT, "Alt+"), (Modifiers::SHIFT, "Shift+")]
        {
            if self.modifiers.contains(modifier) {
                label.push_str(name);
            }
        }
        match &self.key {
            Key::Character(letter) => label.push_str(&letter.to_uppercase()),
            Key::Named(named) => label.push_str(&name_of(*named)),
            Key::Unidentified => {}
        }
        label
    }

    /// Whether a keyboard event is this chord being pressed.
    #[must_use]
    pub fn matches(&self, event: &Event) -> bool {
        let Event::KeyPressed { key, physical_key, modifiers, .. } = event else {
            return false;
        };
        match (&self.key, key) {
            (Key::Named(wanted), Key::Named(pressed)) => wanted == pressed && self.modifiers == *modifiers,
            (Key::Character(wanted), _) => {
                let letter = wanted.chars().next();
                letter.is_some()
                    && self.modifiers == self.without_idle_shift(letter, *modifiers)
                    && (letter == typed(key) || letter == place(key, *physical_key, *modifiers))
            }
            (Key::Named(_) | Key::Unidentified, _) => false,
        }
    }

    /// Shift counts only where it makes a difference. `+`, `-`, `=` may need it or not, depending
    /// on the layout; a letter alone is meant large or small.
    fn without_idle_shift(&self, letter: Option<char>, modifiers: Modifiers) -> Modifiers {
        let is_sign = letter.is_some_and(|letter| !letter.is_alphanumeric());
        if is_sign || self.modifiers.is_empty() { modifiers - Modifiers::SHIFT } else { modifiers }
    }

    /// Whether the chord must be looked at before the focused control sees it: everything with
    /// Ctrl or Alt, function keys, and Escape. Plain keys belong to the focused control first.
    #[must_use]
    pub fn comes_first(&self) -> bool {
        self.modifiers.intersects(Modifiers::CTRL | Modifiers::ALT)
            || match &self.key {
                Key::Named(named) => *named == Named::Escape || is_function(*named),
                Key::Character(_) | Key::Unidentified => false,
            }
    }
}

/// An action in words, and the chord that does it, if any: what keys, buttons and the palette of
/// commands are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bind<Action> {
    chord: Option<Chord>,
    /// What is meant: usually a screen's message.
    pub action: Action,
    words: String,
    group: String,
    is_possible: bool,
    is_shown_only: bool,
}

impl<Action> Bind<Action> {
    /// Binds a chord to an action.
    pub fn new(chord: Chord, action: Action) -> Self {
        Self { chord: Some(chord), ..Self::keyless(action) }
    }

    /// An action whose key the control with the focus understands by itself: it is shown, and not
    /// taken from other controls.
    pub fn known_to_the_control(chord: Chord, action: Action) -> Self {
        Self { is_shown_only: true, ..Self::new(chord, action) }
    }

    /// An action that has no key; the palette lists it.
    pub fn keyless(action: Action) -> Self {
        Self {
            chord: None,
            action,
            words: String::new(),
            group: String::new(),
            is_possible: true,
            is_shown_only: false,
        }
    }

    /// What it does, in words. What has none is not listed in the palette: a dialog's own keys.
    #[must_use]
    pub fn named(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }

    /// Where it belongs, unless something inside has said so already.
    #[must_use]
    pub fn within(mut self, group: &str) -> Self {
        if self.group.is_empty() {
            group.clone_into(&mut self.group);
        }
        self
    }

    /// Whether it can be done now. The palette shows what can't as such; the key still says it,
    /// because keys of one batch arrive before the view knows what they led to.
    #[must_use]
    pub fn when(mut self, is_possible: bool) -> Self {
        self.is_possible = is_possible;
        self
    }

    /// The same inside a parent, whose message the action becomes.
    pub fn map<Outer>(self, wrap: impl FnOnce(Action) -> Outer) -> Bind<Outer> {
        Bind {
            chord: self.chord,
            action: wrap(self.action),
            words: self.words,
            group: self.group,
            is_possible: self.is_possible,
            is_shown_only: self.is_shown_only,
        }
    }

    /// The chord as it is printed on the screen; empty without one.
    #[must_use]
    pub fn label(&self) -> String {
        self.chord.as_ref().map(Chord::label).unwrap_or_default()
    }

    /// What it does, in words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Where it belongs.
    #[must_use]
    pub fn group(&self) -> &str {
        &self.group
    }

    /// Whether it can be done now.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.is_possible
    }

    /// Whether its chord must be looked at before the focused control; see [`Chord::comes_first`].
    #[must_use]
    pub fn comes_first(&self) -> bool {
        self.chord.as_ref().is_some_and(Chord::comes_first)
    }
}

/// The action of the first bind that a keyboard event presses.
pub fn find<'a, Action>(binds: &'a [Bind<Action>], event: &Event) -> Option<&'a Action> {
    let is_pressed = |bind: &&Bind<Action>| {
        !bind.is_shown_only && bind.chord.as_ref().is_some_and(|chord| chord.matches(event))
    };
    binds.iter().find(is_pressed).map(|bind| &bind.action)
}

/// The letter that the layout gives.
fn typed(key: &Key) -> Option<char> {
    match key {
        Key::Character(text) => text.to_lowercase().chars().next(),
        Key::Named(Named::Space) => Some(' '),
        Key::Named(_) | Key::Unidentified => None,
    }
}

/// The Latin letter or digit printed at the key's place, asked only when the layout gives no
/// Latin letter or digit of its own: on the Vietnamese layout the digits' row gives ă, â, ê, ô.
fn place(key: &Key, physical: Physical, modifiers: Modifiers) -> Option<char> {
    let is_latin = typed(key).is_some_and(|letter| letter.is_ascii());
    if is_latin || !modifiers.intersects(Modifiers::CTRL | Modifiers::ALT) {
        return None;
    }
    match physical {
        Physical::Code(code) => PLACES.iter().find(|(place, _)| *place == code).map(|(_, letter)| *letter),
        Physical::Unidentified(_) => None,
    }
}

const PLACES: [(Code, char); 36] = [
    (Code::KeyA, 'a'),
    (Code::KeyB, 'b'),
    (Code::KeyC, 'c'),
    (Code::KeyD, 'd'),
    (Code::KeyE, 'e'),
    (Code::KeyF, 'f'),
    (Code::KeyG, 'g'),
    (Code::KeyH, 'h'),
    (Code::KeyI, 'i'),
    (Code::KeyJ, 'j'),
    (Code::KeyK, 'k'),
    (Code::KeyL, 'l'),
    (Code::KeyM, 'm'),
    (Code::KeyN, 'n'),
    (Code::KeyO, 'o'),
    (Code::KeyP, 'p'),
    (Code::KeyQ, 'q'),
    (Code::KeyR, 'r'),
    (Code::KeyS, 's'),
    (Code::KeyT, 't'),
    (Code::KeyU, 'u'),
    (Code::KeyV, 'v'),
    (Code::KeyW, 'w'),
    (Code::KeyX, 'x'),
    (Code::KeyY, 'y'),
    (Code::KeyZ, 'z'),
    (Code::Digit0, '0'),
    (Code::Digit1, '1'),
    (Code::Digit2, '2'),
    (Code::Digit3, '3'),
    (Code::Digit4, '4'),
    (Code::Digit5, '5'),
    (Code::Digit6, '6'),
    (Code::Digit7, '7'),
    (Code::Digit8, '8'),
    (Code::Digit9, '9'),
];

/// Whether a key is one of F1 to F35.
pub fn is_function(named: Named) -> bool {
    let name = format!("{named:?}");
    name.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok())
}

/// The names that are printed on Vietnamese keyboards, which are the English ones. Arrows are
/// named, not drawn: the bundled font has none.
fn name_of(named: Named) -> String {
    match named {
        Named::Escape => "Esc".to_owned(),
        Named::Delete => "Del".to_owned(),
        Named::ArrowUp => "Up".to_owned(),
        Named::ArrowDown => "Down".to_owned(),
        Named::ArrowLeft => "Left".to_owned(),
        Named::ArrowRight => "Right".to_owned(),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::keyboard::Location;

    fn pressed(key: Key, code: Code, modifiers: Modifiers) -> Event {
        Event::KeyPressed {
            modified_key: key.clone(),
            key,
            physical_key: Physical::Code(code),
            location: Location::Standard,
            modifiers,
            text: None,
            repeat: false,
        }
    }

    fn letter(letter: &str) -> Key {
        Key::Character(letter.into())
    }

    #[test]
    fn a_chord_is_its_letter_with_exactly_its_modifiers() {
        let lock = Chord::ctrl('l');
        assert!(lock.matches(&pressed(letter("l"), Code::KeyL, Modifiers::CTRL)));
        assert!(lock.matches(&pressed(letter("L"), Code::KeyL, Modifiers::CTRL)));
        assert!(!lock.matches(&pressed(letter("l"), Code::KeyL, Modifiers::empty())));
        let redo = Modifiers::CTRL | Modifiers::SHIFT;
        assert!(!Chord::ctrl('z').matches(&pressed(letter("Z"), Code::KeyZ, redo)));
        assert!(Chord::ctrl_shift('z').matches(&pressed(letter("Z"), Code::KeyZ, redo)));
    }

    #[test]
    fn ctrl_works_on_a_layout_without_latin_letters_or_digits() {
        assert!(Chord::ctrl('1').matches(&pressed(letter("ă"), Code::Digit1, Modifiers::CTRL)));
        assert!(Chord::ctrl('s').matches(&pressed(letter("ы"), Code::KeyS, Modifiers::CTRL)));
        assert!(Chord::ctrl('s').matches(&pressed(Key::Unidentified, Code::KeyS, Modifiers::CTRL)));
        // On AZERTY the key at A's place says q, and q it is.
        assert!(!Chord::ctrl('a').matches(&pressed(letter("q"), Code::KeyA, Modifiers::CTRL)));
        // A bare letter is never guessed from its place.
        assert!(!Chord::letter('1').matches(&pressed(letter("ă"), Code::Digit1, Modifiers::empty())));
    }

    #[test]
    fn a_sign_matches_with_and_without_shift() {
        let zoom = Chord::ctrl('+');
        let shifted = Modifiers::CTRL | Modifiers::SHIFT;
        assert!(zoom.matches(&pressed(letter("+"), Code::Equal, shifted)));
        assert!(zoom.matches(&pressed(letter("+"), Code::NumpadAdd, Modifiers::CTRL)));
    }

    #[test]
    fn a_letter_alone_is_the_same_with_shift() {
        let mark = Chord::letter('k');
        assert!(mark.matches(&pressed(letter("k"), Code::KeyK, Modifiers::empty())));
        assert!(mark.matches(&pressed(letter("K"), Code::KeyK, Modifiers::SHIFT)));
        assert!(!mark.matches(&pressed(letter("k"), Code::KeyK, Modifiers::CTRL)));
    }

    #[test]
    fn labels_read_as_on_the_keyboard() {
        assert_eq!(Chord::ctrl('l').label(), "Ctrl+L");
        assert_eq!(Chord::ctrl_shift('z').label(), "Ctrl+Shift+Z");
        assert_eq!(Chord::key(Named::Escape).label(), "Esc");
        assert_eq!(Chord::key(Named::F2).label(), "F2");
    }

    #[test]
    fn plain_keys_belong_to_the_focused_control_first() {
        assert!(!Chord::key(Named::Enter).comes_first());
        assert!(!Chord::letter('1').comes_first());
        assert!(Chord::key(Named::F12).comes_first());
        assert!(Chord::key(Named::Escape).comes_first());
        assert!(Chord::alt('3').comes_first());
    }
}
