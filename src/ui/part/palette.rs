//! The palette of commands: everything that can be done now, in words and with its key, found by
//! typing a few letters and done by Enter.
//!
//! It is made of the same binds as the keys and the buttons. What it shows is what was possible
//! when it was opened; nothing changes behind an open dialog.

use iced::keyboard::key::Named;
use iced::widget::{column, container, mouse_area, row, space};
use iced::{Alignment, Length, mouse};

use crate::fl;
use crate::ui::Element;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::theme::{button, size, space as distance, text};
use crate::ui::widget::{Dialog, fold, line, press, text_field};

/// How many lines are seen at once: they fit the smallest window.
const LINES: usize = 9;

/// The open palette of commands that say a `Said`.
#[derive(Debug)]
pub struct Palette<Said> {
    entries: Vec<Entry<Said>>,
    search: String,
    /// Places in `entries` of what fits the search.
    found: Vec<usize>,
    /// The marked line, a place in `found`.
    marked: usize,
    /// The first line that is seen.
    first: usize,
}

/// A line: a command, or a key that only the keyboard can press.
#[derive(Debug)]
struct Entry<Said> {
    words: String,
    group: String,
    keys: String,
    /// What is searched: words, group and keys without accents.
    folded: String,
    message: Option<Said>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The search was typed.
    Searched(String),
    /// The mark goes by so many lines.
    Stepped(isize),
    /// The mark goes to the first or last line.
    Jumped(bool),
    /// The wheel was turned by so many lines.
    Scrolled(isize),
    /// The mouse was moved to a line.
    Pointed(usize),
    /// A line was clicked.
    Clicked(usize),
    /// The marked line is wanted.
    Taken,
    /// It is to be shut.
    Shut,
}

impl<Said: Clone> Palette<Said> {
    /// The palette of these commands. What a bind without words does is a dialog's own affair.
    pub fn new(binds: Vec<Bind<Said>>) -> Self {
        let mut entries: Vec<Entry<Said>> = Vec::new();
        for bind in binds.into_iter().filter(|bind| !bind.words().is_empty()) {
            let (key, is_possible) = (bind.label(), bind.is_possible());
            match entries.iter_mut().find(|entry| entry.words == bind.words() && entry.group == bind.group())
            {
                Some(entry) => entry.add_key(&key),
                None => entries.push(Entry {
                    words: bind.words().to_owned(),
                    group: bind.group().to_owned(),
                    folded: fold(&format!("{} {} {key}", bind.words(), bind.group())),
                    keys: key,
                    message: is_possible.then_some(bind.action),
                }),
            }
        }
        entries.extend(by_keyboard());
        let mut palette = Self { entries, search: String::new(), found: Vec::new(), marked: 0, first: 0 };
        palette.select();
        palette
    }

    /// Takes a message; what was chosen, if that is done with it.
    pub fn update(&mut self, message: Message) -> Option<Said> {
        match message {
            Message::Searched(typed) => {
                self.search = typed;
                self.select();
            }
            Message::Stepped(by) => self.mark(self.marked.saturating_add_signed(by)),
            Message::Jumped(to_end) => self.mark(if to_end { usize::MAX } else { 0 }),
            Message::Scrolled(by) => {
                let last = self.found.len().saturating_sub(LINES);
                self.first = self.first.saturating_add_signed(by).min(last);
            }
            Message::Pointed(line) => self.mark(line),
            Message::Clicked(line) => {
                self.mark(line);
                return self.taken();
            }
            Message::Taken => return self.taken(),
            // Whoever opened it shuts it.
            Message::Shut => {}
        }
        None
    }

    fn taken(&self) -> Option<Said> {
        let entry = self.entries.get(*self.found.get(self.marked)?)?;
        entry.message.clone()
    }

    /// Finds what has all words of the search, in any order.
    fn select(&mut self) {
        let folded = fold(&self.search);
        let fits = |entry: &Entry<Said>| folded.split_whitespace().all(|word| entry.folded.contains(word));
        self.found = (0..self.entries.len()).filter(|place| fits(&self.entries[*place])).collect();
        self.first = 0;
        self.mark(0);
    }

    fn mark(&mut self, line: usize) {
        self.marked = line.min(self.found.len().saturating_sub(1));
        self.first = self.first.clamp((self.marked + 1).saturating_sub(LINES), self.marked);
    }

    /// Its dialog.
    pub fn view(&self) -> Dialog<'_, Message> {
        let search = text_field(fl!("palette-search"), &self.search)
            .id("palette-search")
            .placeholder(fl!("palette-example"))
            .on_input(Message::Searched);
        let lines = (self.first..self.found.len()).take(LINES).map(|line| self.line(line));
        let list = container(column(lines)).height(Length::Fixed(LINES as f32 * size::CONTROL));
        let list = mouse_area(list).on_scroll(|delta| Message::Scrolled(lines_of(delta)));
        let run = self.taken().map(|_| Message::Taken);
        let stop = press(text::body(fl!("common-cancel"))).hint("Esc").on_press(Message::Shut);
        let run =
            press(text::strong(fl!("palette-run"))).hint("Enter").style(button::primary).on_press_maybe(run);
        let step = |named, by| (Chord::key(named), Message::Stepped(by));
        let page = isize::try_from(LINES).unwrap_or(1);
        let keys = [
            step(Named::ArrowDown, 1),
            step(Named::ArrowUp, -1),
            step(Named::PageDown, page),
            step(Named::PageUp, -page),
            (Chord::ctrl_named(Named::Home), Message::Jumped(false)),
            (Chord::ctrl_named(Named::End), Message::Jumped(true)),
        ];
        let dialog = Dialog::new("palette", fl!("palette-title"), Message::Shut)
            .wide()
            .body(
                column![search, line(), list, text::caption(self.state()).style(text::muted)]
                    .spacing(distance::SMALL),
            )
            .button(stop)
            .button(run)
            .on_enter(Message::Taken)
            .bind(Chord::key(Named::F1), Message::Shut)
            .bind(Chord::ctrl_shift('p'), Message::Shut);
        keys.into_iter().fold(dialog, |dialog, (chord, message)| dialog.bind(chord, message))
    }

    /// Which line of how many; or that nothing fits; or why the marked line can't be done.
    fn state(&self) -> String {
        let Some(entry) = self.found.get(self.marked).and_then(|place| self.entries.get(*place)) else {
            return fl!("palette-nothing");
        };
        let place =
            fl!("palette-place", place = (self.marked + 1).to_string(), count = self.found.len().to_string());
        match (&entry.message, entry.group == fl!("palette-keyboard")) {
            (Some(_), _) => place,
            (None, true) => format!("{place} {}", fl!("palette-only-key")),
            (None, false) => format!("{place} {}", fl!("palette-not-now")),
        }
    }

    fn line(&self, line: usize) -> Element<'_, Message> {
        let Some(entry) = self.found.get(line).and_then(|place| self.entries.get(*place)) else {
            return space().into();
        };
        let is_marked = line == self.marked;
        let words = text::body(&entry.words).wrapping(iced::widget::text::Wrapping::None);
        let words = if entry.message.is_some() { words } else { words.style(text::muted) };
        let content = row![
            container(words).width(Length::Fill).clip(true),
            text::caption(&entry.group).style(text::muted).width(Length::Fixed(170.0)),
            text::caption(&entry.keys).width(Length::Fixed(190.0)).align_x(Alignment::End),
        ]
        .spacing(distance::MEDIUM)
        .align_y(Alignment::Center);
        press(content)
            .style(if is_marked { button::line_marked } else { button::line })
            .width(Length::Fill)
            .skip_focus()
            .on_point_maybe((!is_marked).then_some(Message::Pointed(line)))
            .on_press(Message::Clicked(line))
            .into()
    }
}

impl<Said> Entry<Said> {
    fn add_key(&mut self, key: &str) {
        if !key.is_empty() {
            self.keys = if self.keys.is_empty() { key.to_owned() } else { format!("{}, {key}", self.keys) };
            self.folded.push(' ');
            self.folded.push_str(&fold(key));
        }
    }
}

fn lines_of(delta: mouse::ScrollDelta) -> isize {
    let (mouse::ScrollDelta::Lines { y, .. } | mouse::ScrollDelta::Pixels { y, .. }) = delta;
    if y > 0.0 { -3 } else { 3 }
}

/// What only the keyboard does, wherever the focus is: to be read, not to be run.
fn by_keyboard<Said>() -> impl Iterator<Item = Entry<Said>> {
    let group = fl!("palette-keyboard");
    [
        ("Tab, Shift+Tab", fl!("key-tab")),
        ("Alt+Down", fl!("key-list")),
        ("Up, Down, PgUp, PgDn", fl!("key-grid")),
        ("F2", fl!("key-edit-cell")),
        ("Shift+F10", fl!("key-menu")),
        ("Alt+Left, Alt+Right", fl!("key-width")),
    ]
    .into_iter()
    .map(move |(keys, words)| Entry {
        folded: fold(&format!("{words} {group} {keys}")),
        words,
        group: group.clone(),
        keys: keys.to_owned(),
        message: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette() -> Palette<()> {
        let bind = |letter, words: &str| Bind::new(Chord::ctrl(letter), ()).named(words).within("Sổ");
        Palette::new(vec![
            bind('n', "Thêm đảng viên"),
            bind('p', "In danh sách"),
            bind('y', "Làm lại").when(false),
            bind('z', "Làm lại"),
        ])
    }

    fn shown(palette: &Palette<()>) -> Vec<&str> {
        palette.found.iter().map(|place| palette.entries[*place].words.as_str()).collect()
    }

    #[test]
    fn words_are_found_in_any_order_without_accents_and_by_their_key() {
        let mut palette = palette();
        let _ = palette.update(Message::Searched("vien them".to_owned()));
        assert_eq!(shown(&palette), ["Thêm đảng viên"]);
        let _ = palette.update(Message::Searched("ĐANG vien".to_owned()));
        assert_eq!(shown(&palette), ["Thêm đảng viên"]);
        let _ = palette.update(Message::Searched("ctrl+p".to_owned()));
        assert_eq!(shown(&palette), ["In danh sách"]);
        let _ = palette.update(Message::Searched("không có".to_owned()));
        assert!(palette.update(Message::Taken).is_none());
    }

    #[test]
    fn a_command_with_two_keys_is_one_line_and_what_is_not_possible_is_not_run() {
        let mut palette = palette();
        let _ = palette.update(Message::Searched("lam lai".to_owned()));
        assert_eq!(shown(&palette), ["Làm lại"]);
        assert_eq!(palette.entries[palette.found[0]].keys, "Ctrl+Y, Ctrl+Z");
        assert!(palette.update(Message::Taken).is_none());
    }

    #[test]
    fn the_mark_stays_within_what_is_found_and_in_sight() {
        let mut palette = palette();
        let _ = palette.update(Message::Stepped(-1));
        assert_eq!(palette.marked, 0);
        let _ = palette.update(Message::Jumped(true));
        assert_eq!(palette.marked, palette.found.len() - 1);
        assert!(palette.marked < palette.first + LINES);
        let _ = palette.update(Message::Searched("in".to_owned()));
        assert_eq!((palette.marked, palette.first), (0, 0));
    }
}
