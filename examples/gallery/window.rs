//! The gallery's window: its state, its pages, what keys do.

use std::collections::{BTreeMap, BTreeSet};

use iced::keyboard::key::Named;
use iced::widget::{column, container, row, space as gap};
use iced::{Element, Length, Task};
use so_chi_bo::i18n::{self, Language};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::part::palette::{self, Palette};
use so_chi_bo::ui::part::paste_preview::{self, PastePreview};
use so_chi_bo::ui::theme::{self, Variant, button, space, text};
use so_chi_bo::ui::widget::grid::{
    Event, Find, Found, Order, RowKey, Spot, State, cells_with, sort_as_asked,
};
use so_chi_bo::ui::widget::{Dialog, Item, focus_scope, foot, key_scope, line, modal, press, tabs};

use crate::{charts, controls, dialogs, entries, fields, grid, notices, pages, sheet, tree};

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    Controls,
    Fields,
    Entries,
    Grid,
    Tree,
    Question,
    Form,
    Notices,
    Sheet,
    Charts,
    Palette,
    Paste,
    Pages,
}

impl Page {
    pub const ALL: [Self; 13] = [
        Self::Controls,
        Self::Fields,
        Self::Entries,
        Self::Grid,
        Self::Tree,
        Self::Question,
        Self::Form,
        Self::Notices,
        Self::Sheet,
        Self::Charts,
        Self::Palette,
        Self::Paste,
        Self::Pages,
    ];
}

/// The state of what can be tried out.
#[derive(Debug)]
pub struct Gallery {
    pub variant: Variant,
    pub language: Language,
    pub page: Page,
    pub text: String,
    pub secret: String,
    pub ethnicity: String,
    pub ethnicities: Vec<String>,
    pub sex: Option<usize>,
    /// The texts of the page of entries, by the name of their field.
    pub entries: BTreeMap<&'static str, String>,
    /// Chosen from a list with search.
    pub nation: Option<usize>,
    /// A tree to choose a unit from.
    pub units: Vec<Item>,
    pub is_on: bool,
    pub list: State,
    pub sorted: Vec<(String, Order)>,
    pub sheet: State,
    /// What was typed into the sheet.
    pub typed: BTreeMap<(RowKey, String), String>,
    pub ratings: BTreeMap<RowKey, String>,
    pub tree: State,
    /// What is looked for in it.
    pub find: Find,
    /// Of the grid without rows.
    pub nothing: State,
    pub charts: charts::Charts,
    pub open: BTreeSet<RowKey>,
    pub palette: Palette<Message>,
    pub paste: PastePreview,
    pub pages: pages::Pages,
}

impl Default for Gallery {
    fn default() -> Self {
        let nations = ["Kinh", "Khmer", "Hoa", "Tày", "Thái", "Mường", "Nùng", "Ê-đê", "Chăm"];
        Self {
            variant: Variant::default(),
            language: Language::default(),
            page: Page::default(),
            text: "Nguyễn Thị Hồng Ẩn".to_owned(),
            secret: "bí mật".to_owned(),
            ethnicity: String::new(),
            ethnicities: nations.map(String::from).to_vec(),
            sex: Some(1),
            entries: entries::examples(),
            nation: Some(1),
            units: entries::units(),
            is_on: true,
            list: State::new(),
            sorted: vec![("name".to_owned(), Order::Up), ("born".to_owned(), Order::Down)],
            sheet: State::new(),
            typed: BTreeMap::new(),
            ratings: BTreeMap::new(),
            tree: State::new(),
            find: Find::default(),
            nothing: State::new(),
            charts: charts::Charts::default(),
            open: [0, 10, 20].into(),
            palette: dialogs::palette(),
            paste: dialogs::paste(),
            pages: pages::Pages::default(),
        }
    }
}

/// What is tried out.
#[derive(Debug, Clone)]
pub enum Message {
    /// A button whose press changes nothing.
    Pressed,
    LookTurned,
    LanguageTurned,
    Opened(Page),
    Text(String),
    Secret(String),
    Ethnicity(String),
    Sex(usize),
    Entry(&'static str, String),
    Nation(Option<usize>),
    Turned(bool),
    List(Event),
    Rated(RowKey, String),
    Tree(Event),
    Find(Found),
    Nothing(Event),
    Sheet(Event),
    Palette(palette::Message),
    Paste(paste_preview::Message),
    Pages(so_chi_bo::ui::widget::page_view::Event),
}

impl Gallery {
    /// A text of the gallery's own, in the language that is shown.
    pub fn say(&self, vietnamese: &'static str, english: &'static str) -> &'static str {
        match self.language {
            Language::Vi => vietnamese,
            Language::En => english,
        }
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Pressed => {}
            Message::LookTurned => {
                self.variant = match self.variant {
                    Variant::Light => Variant::Dark,
                    Variant::Dark => Variant::Light,
                }
            }
            Message::LanguageTurned => {
                self.language = match self.language {
                    Language::Vi => Language::En,
                    Language::En => Language::Vi,
                };
                i18n::select(self.language);
                (self.palette, self.paste) = (dialogs::palette(), dialogs::paste());
            }
            Message::Opened(page) => self.page = page,
            Message::Text(text) => self.text = text,
            Message::Secret(secret) => self.secret = secret,
            Message::Ethnicity(ethnicity) => self.ethnicity = ethnicity,
            Message::Entry(field, text) => drop(self.entries.insert(field, text)),
            Message::Nation(nation) => self.nation = nation,
            Message::Sex(sex) => self.sex = Some(sex),
            Message::Turned(is_on) => self.is_on = is_on,
            Message::List(event) => {
                self.list.apply(&event);
                let _ = sort_as_asked(&mut self.sorted, &event);
            }
            Message::Rated(row, level) => drop(self.ratings.insert(row, level)),
            Message::Sheet(event) => {
                self.sheet.apply(&event);
                if let Event::Committed(change) = event {
                    sheet::committed(self, change);
                }
            }
            Message::Palette(palette::Message::Shut) => self.page = Page::Controls,
            Message::Palette(said) => {
                if self.palette.update(said).is_some() {
                    self.page = Page::Controls;
                }
            }
            Message::Paste(paste_preview::Message::List(event)) => self.paste.take(&event),
            Message::Paste(_) => self.page = Page::Sheet,
            Message::Pages(event) => self.pages.apply(event),
            Message::Nothing(event) => self.nothing.apply(&event),
            Message::Find(said) => {
                let from = Spot { row: self.tree.cursor().unwrap_or_default(), column: self.tree.column() };
                let size = (tree::ROWS, tree::COLUMNS);
                let text_of = |spot: Spot| tree::cell(spot.row, spot.column).into_text().into();
                if let Some(found) = self.find.take(&said, from, |text| cells_with(text, size, text_of)) {
                    self.tree.go_across(found.column);
                    self.tree.go_to(found.row);
                }
            }
            Message::Tree(event) => {
                self.tree.apply(&event);
                match event {
                    Event::Folded(branch, true) => drop(self.open.insert(branch)),
                    Event::Folded(branch, false) => drop(self.open.remove(&branch)),
                    _ => {}
                }
            }
        }
        Task::none()
    }

    pub fn view(&self) -> Element<'_, Message> {
        let name = |page| match page {
            Page::Controls => self.say("Nút", "Controls"),
            Page::Fields => self.say("Ô nhập", "Fields"),
            Page::Entries => self.say("Ngày và số", "Dates, numbers"),
            Page::Grid => self.say("Lưới", "Grid"),
            Page::Tree => self.say("Cây", "Tree"),
            Page::Question => self.say("Hỏi", "Question"),
            Page::Form => self.say("Biểu", "Form"),
            Page::Notices => self.say("Báo", "Notices"),
            Page::Sheet => self.say("Bảng nhập", "Sheet"),
            Page::Charts => self.say("Biểu đồ", "Charts"),
            Page::Palette => self.say("Lệnh", "Palette"),
            Page::Paste => self.say("Dán", "Paste"),
            Page::Pages => self.say("Trang in", "Pages"),
        };
        let page = match self.page {
            Page::Controls | Page::Question | Page::Palette => controls::page(self),
            Page::Fields | Page::Form => fields::page(self),
            Page::Entries => entries::page(self),
            Page::Grid => grid::page(self),
            Page::Tree => tree::page(self),
            Page::Notices => notices::page(self),
            Page::Sheet | Page::Paste => sheet::page(self),
            Page::Charts => charts::page(self),
            Page::Pages => pages::page(self),
        };
        let pages = Page::ALL.map(|page| (name(page).to_owned(), page));
        let plain = |words, key, message| press(words).hint(key).style(button::plain).on_press(message);
        let bar = container(row![
            tabs(pages, self.page, false, Message::Opened),
            gap().width(Length::Fill),
            plain(self.say("Nền", "Look"), "F2", Message::LookTurned),
            plain(self.say("English", "Tiếng Việt"), "F3", Message::LanguageTurned),
        ])
        .padding([space::TIGHT, space::SMALL])
        .style(theme::container::bar);
        let base = column![bar, line(), container(page).padding(space::LARGE).height(Length::Fill)];
        let mut binds = vec![
            Bind::new(Chord::key(Named::F2), Message::LookTurned),
            Bind::new(Chord::key(Named::F3), Message::LanguageTurned),
        ];
        binds.extend(
            "1234567890-="
                .chars()
                .zip(Page::ALL)
                .map(|(digit, page)| Bind::new(Chord::ctrl(digit), Message::Opened(page))),
        );
        let notices = if self.page == Page::Notices { notices::notices(self) } else { Vec::new() };
        let foot = foot(text::caption("Sổ"), text::caption(self.say("Đã lưu 12:00", "Saved 12:00")), notices);
        let base = column![base, foot];
        let ground = container(key_scope(base, binds)).style(theme::container::surface);
        focus_scope(modal(ground, self.dialog())).into()
    }

    fn dialog(&self) -> Option<Dialog<'_, Message>> {
        match self.page {
            Page::Question => Some(dialogs::question(self)),
            Page::Form => Some(dialogs::form(self)),
            Page::Palette => Some(self.palette.view().map(Message::Palette)),
            Page::Paste => Some(self.paste.dialog().map(Message::Paste)),
            Page::Controls
            | Page::Fields
            | Page::Entries
            | Page::Grid
            | Page::Tree
            | Page::Notices
            | Page::Sheet
            | Page::Charts
            | Page::Pages => None,
        }
    }
}
