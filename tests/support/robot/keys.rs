//! Keys by their names, as winit gives them on X11.

use iced::Event;
use iced::keyboard::key::{Code, Named, NativeCode, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};

/// The place of a key that nobody knows.
pub const NO_PLACE: Physical = Physical::Unidentified(NativeCode::Unidentified);

/// The events of pressing and releasing a chord.
pub fn chord_events(chord: &str) -> Vec<Event> {
    let mut modifiers = Modifiers::empty();
    let mut rest = chord;
    for (name, modifier) in
        [("Ctrl+", Modifiers::CTRL), ("Alt+", Modifiers::ALT), ("Shift+", Modifiers::SHIFT)]
    {
        if let Some(after) = rest.strip_prefix(name).filter(|after| !after.is_empty()) {
            modifiers |= modifier;
            rest = after;
        }
    }
    let (key, text) = key_of(rest, modifiers);
    let mut events = Vec::new();
    if !modifiers.is_empty() {
        let changed = keyboard::Event::ModifiersChanged(modifiers);
        events.push(Event::Keyboard(changed));
    }
    let place = place_of(rest);
    events.push(key_event(key.clone(), place, modifiers, text.as_deref()));
    events.push(Event::Keyboard(keyboard::Event::KeyReleased {
        modified_key: key.clone(),
        key,
        physical_key: place,
        location: Location::Standard,
        modifiers,
    }));
    if !modifiers.is_empty() {
        let none = keyboard::Event::ModifiersChanged(Modifiers::empty());
        events.push(Event::Keyboard(none));
    }
    events
}

/// The key of a name, and the text that X11 gives with it.
fn key_of(name: &str, modifiers: Modifiers) -> (Key, Option<String>) {
    let named = |named, text: Option<&str>| (Key::Named(named), text.map(str::to_owned));
    match name {
        "Enter" => named(Named::Enter, Some("\r")),
        "Tab" => named(Named::Tab, Some("\t")),
        "Space" | " " => named(Named::Space, Some(" ")),
        "Escape" => named(Named::Escape, Some("\u{1b}")),
        "Backspace" => named(Named::Backspace, Some("\u{8}")),
        "Delete" => named(Named::Delete, Some("\u{7f}")),
        "Insert" => named(Named::Insert, None),
        "Up" => named(Named::ArrowUp, None),
        "Down" => named(Named::ArrowDown, None),
        "Left" => named(Named::ArrowLeft, None),
        "Right" => named(Named::ArrowRight, None),
        "PageUp" => named(Named::PageUp, None),
        "PageDown" => named(Named::PageDown, None),
        "Home" => named(Named::Home, None),
        "End" => named(Named::End, None),
        "Menu" => named(Named::ContextMenu, None),
        "F1" => named(Named::F1, None),
        "F2" => named(Named::F2, None),
        "F3" => named(Named::F3, None),
        "F4" => named(Named::F4, None),
        "F5" => named(Named::F5, None),
        "F6" => named(Named::F6, None),
        "F7" => named(Named::F7, None),
        "F8" => named(Named::F8, None),
        "F9" => named(Named::F9, None),
        "F10" => named(Named::F10, None),
        "F11" => named(Named::F11, None),
        "F12" => named(Named::F12, None),
        letter => {
            assert_eq!(letter.chars().count(), 1, "no key is called {letter}");
            let text =
                if modifiers.control() && letter.is_ascii() { control(letter) } else { letter.to_owned() };
            (Key::Character(letter.to_lowercase().into()), Some(text))
        }
    }
}

/// Ctrl with a letter gives a control character, with a digit the digit.
fn control(letter: &str) -> String {
    letter
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' => char::from(byte & 0x1f),
            other => char::from(other),
        })
        .collect()
}

fn place_of(name: &str) -> Physical {
    match name.to_lowercase().as_str() {
        "1" => Physical::Code(Code::Digit1),
        "2" => Physical::Code(Code::Digit2),
        "s" => Physical::Code(Code::KeyS),
        _ => NO_PLACE,
    }
}

/// One key going down.
pub fn key_event(key: Key, place: Physical, modifiers: Modifiers, text: Option<&str>) -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        modified_key: key.clone(),
        key,
        physical_key: place,
        location: Location::Standard,
        modifiers,
        text: text.map(Into::into),
        repeat: false,
    })
}
