//! Every control in its states, in both looks: `cargo run --example gallery`.
//! F2 changes the look, F3 opens a dialog, Ctrl+1 to Ctrl+3 the pages.

use iced::keyboard::key::Named;
use iced::widget::{column, container, row, space as gap};
use iced::{Element, Length, Task, Theme};
use so_chi_bo::ui;
use so_chi_bo::ui::icon::{Icon, icon};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::theme::{self, Variant, button, size, space, text};
use so_chi_bo::ui::widget::grid::{Branch, Cell, Column, Event, Fold, Order, Role, RowKey, State, Typed};
use so_chi_bo::ui::widget::{
    Dialog, Toast, Tone, choice, focus_scope, grid, key_scope, line, modal, press, scroll, suggest, tabs,
    text_field, tick, toasts,
};

/// As many rows as the largest register has members.
const ROWS: usize = 500_000;

fn main() -> iced::Result {
    iced::application(Gallery::default, Gallery::update, Gallery::view)
        .title("Gallery")
        .theme(|gallery: &Gallery| -> Theme { gallery.variant.theme() })
        .settings(ui::settings())
        .window_size((1366.0, 768.0))
        .run()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Page {
    #[default]
    Controls,
    Grid,
    Tree,
}

struct Gallery {
    variant: Variant,
    page: Page,
    name: String,
    password: String,
    ethnicity: String,
    ethnicities: Vec<String>,
    sex: Option<&'static str>,
    is_official: bool,
    is_asking: bool,
    done: Option<String>,
    list: State,
    sorted: (String, Order),
    columns: Vec<Column>,
    ratings: std::collections::BTreeMap<RowKey, String>,
    tree: State,
    open: std::collections::BTreeSet<RowKey>,
}

impl Default for Gallery {
    fn default() -> Self {
        let nations = ["Kinh", "Khmer", "Hoa", "Tày", "Thái", "Mường", "Nùng", "Ê-đê", "Chăm"];
        Self {
            variant: Variant::default(),
            page: Page::default(),
            name: "Nguyễn Thị Hồng Ẩn".to_owned(),
            password: "bí mật".to_owned(),
            ethnicity: String::new(),
            ethnicities: nations.map(String::from).to_vec(),
            sex: Some("Nữ"),
            is_official: true,
            is_asking: false,
            done: Some("Đã lưu đảng viên Nguyễn Văn A".to_owned()),
            list: State::new(),
            sorted: ("name".to_owned(), Order::Up),
            columns: vec![
                Column::new("number", "STT", 80.0).number().unsorted(),
                Column::new("name", "Họ và tên", 230.0),
                Column::new("born", "Ngày sinh", 110.0).centred(),
                Column::new("unit", "Chi bộ", 260.0),
                Column::new("card", "Số thẻ đảng", 130.0),
                Column::new("level", "Xếp loại", 200.0),
                Column::new("note", "Ghi chú", 320.0),
            ],
            ratings: std::collections::BTreeMap::new(),
            tree: State::new(),
            open: [0, 10, 20].into(),
        }
    }
}

#[derive(Debug, Clone)]
enum Message {
    LookTurned,
    Opened(Page),
    Name(String),
    Password(String),
    Ethnicity(String),
    Sex(&'static str),
    Official(bool),
    Asked,
    Answered(bool),
    Dismissed,
    List(Event),
    Rated(RowKey, String),
    Tree(Event),
}

impl Gallery {
    fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::LookTurned => {
                self.variant = match self.variant {
                    Variant::Light => Variant::Dark,
                    Variant::Dark => Variant::Light,
                }
            }
            Message::Opened(page) => self.page = page,
            Message::Name(name) => self.name = name,
            Message::Password(password) => self.password = password,
            Message::Ethnicity(ethnicity) => self.ethnicity = ethnicity,
            Message::Sex(sex) => self.sex = Some(sex),
            Message::Official(is_official) => self.is_official = is_official,
            Message::Asked => self.is_asking = true,
            Message::Answered(is_sure) => {
                self.is_asking = false;
                self.done = is_sure.then(|| "Đã đóng chi bộ".to_owned());
            }
            Message::Dismissed => self.done = None,
            Message::List(event) => {
                self.list.apply(&event);
                if let Event::SortAsked { column, .. } = event {
                    let order = match &self.sorted {
                        (sorted, Order::Up) if *sorted == column => Order::Down,
                        _ => Order::Up,
                    };
                    self.sorted = (column, order);
                }
            }
            Message::Rated(row, level) => {
                let _ = self.ratings.insert(row, level);
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

    fn view(&self) -> Element<'_, Message> {
        let pages = [
            ("Điều khiển".to_owned(), Page::Controls),
            ("Lưới".to_owned(), Page::Grid),
            ("Cây".to_owned(), Page::Tree),
        ];
        let page = match self.page {
            Page::Controls => self.controls(),
            Page::Grid => self.grid(),
            Page::Tree => self.tree(),
        };
        let bar = container(row![
            tabs(pages, self.page, true, Message::Opened),
            gap().width(Length::Fill),
            press("Đổi nền").hint("F2").style(button::plain).on_press(Message::LookTurned),
        ])
        .padding([space::TIGHT, space::SMALL])
        .style(theme::container::bar);
        let base = column![bar, line(), container(page).padding(space::LARGE)];
        let binds = vec![
            Bind::new(Chord::key(Named::F2), Message::LookTurned),
            Bind::new(Chord::key(Named::F3), Message::Asked),
            Bind::new(Chord::ctrl('1'), Message::Opened(Page::Controls)),
            Bind::new(Chord::ctrl('2'), Message::Opened(Page::Grid)),
            Bind::new(Chord::ctrl('3'), Message::Opened(Page::Tree)),
        ];
        let notices = self.done.iter().map(|words| {
            Toast::new(Tone::Done, words, Message::Dismissed).action("Hoàn tác", "Ctrl+Z", Message::Dismissed)
        });
        let ground = container(key_scope(base, binds)).style(theme::container::surface);
        let window = modal(toasts(ground, notices, 0.0), self.is_asking.then(|| self.dialog()));
        focus_scope(window).into()
    }

    fn controls(&self) -> Element<'_, Message> {
        let say = || Message::Dismissed;
        let buttons = row![
            press("Lưu").icon(Icon::Check).hint("Ctrl+S").style(button::primary).on_press(say()),
            press("Thêm đảng viên").icon(Icon::Plus).hint("Ctrl+N").on_press(say()),
            press("Đóng chi bộ").hint("F3").style(button::danger).on_press(Message::Asked),
            press("Mở").style(button::plain).on_press(say()),
            press("Không được").icon(Icon::Lock).style(button::primary),
            press("Không được").icon(Icon::Print),
        ]
        .spacing(space::SMALL);
        let icons = row([
            Icon::Check,
            Icon::Plus,
            Icon::Search,
            Icon::Close,
            Icon::ChevronDown,
            Icon::ChevronUp,
            Icon::ChevronRight,
            Icon::ChevronLeft,
            Icon::SortUp,
            Icon::SortDown,
            Icon::Lock,
            Icon::Print,
            Icon::Undo,
            Icon::Warning,
            Icon::Edit,
        ]
        .map(icon))
        .spacing(space::LARGE);
        let left = column![
            text_field("Họ và tên", &self.name).on_input(Message::Name).hint("Như trong hồ sơ"),
            text_field("Ngày sinh", "31/02/1970")
                .on_input(Message::Name)
                .problem(Some("Không có ngày này".to_owned()))
                .width(size::SHORT_FIELD),
            text_field("Số thẻ", "00.123.456")
                .on_input(Message::Name)
                .warning(Some("Số này đã có người dùng".to_owned())),
            text_field("Chỉ xem", "Đảng ủy Khối các cơ quan"),
            text_field("Mật khẩu", &self.password).secure(true).on_input(Message::Password),
        ]
        .spacing(space::MEDIUM)
        .width(size::FIELD);
        let right = column![
            suggest("Dân tộc", &self.ethnicity, &self.ethnicities, Message::Ethnicity)
                .placeholder("Gõ vài chữ"),
            choice("Giới tính", &["Nam", "Nữ", "Chưa rõ"], self.sex, Message::Sex),
            choice("Không đổi được", &["Nam", "Nữ"], self.sex, Message::Sex).enabled(false),
            choice("Có lỗi", &["Nam", "Nữ"], None, Message::Sex).problem(Some("Phải chọn một".to_owned())),
            tick("Đảng viên chính thức", self.is_official).on_turn(Message::Official),
            tick("Không đổi được", true),
        ]
        .spacing(space::MEDIUM)
        .width(size::FIELD);
        let words = column![
            text::title("Ẩn Ỷ Ễ Ộ Đảng viên"),
            text::heading("Sổ Chi bộ — mục lục"),
            text::body("Chữ thường: ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ư ơ đ ₫ 11,78%"),
            text::label("Nhãn"),
            text::caption("Chú thích nhỏ"),
            text::number("6.021"),
            text::body("Có vấn đề").style(text::danger),
            text::body("Cần xem lại").style(text::warning),
            text::body("Đã xong").style(text::success),
            container(text::body("Thẻ")).padding(space::MEDIUM).style(theme::container::card),
        ]
        .spacing(space::SMALL);
        scroll(column![buttons, icons, row![left, right, words].spacing(space::PAGE)].spacing(space::LARGE))
            .into()
    }

    fn grid(&self) -> Element<'_, Message> {
        grid(&self.list, &self.columns, ROWS, |row, column| self.cell(row, column), Message::List)
            .sorted([self.sorted.clone()])
            .on_text(|row, typed| {
                matches!(typed, "1" | "2" | "3" | "4")
                    .then(|| Typed::down(Message::Rated(row, typed.to_owned())))
            })
            .into()
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'static> {
        let families = ["Nguyễn", "Trần", "Thạch", "Kim", "Sơn", "Lê", "Phạm"];
        let given = ["Hường", "Ẩn", "Đức", "Thúy", "Quỳnh", "Bảo Ngọc Phương Uyên Khánh Linh"];
        let name = || format!("{} Thị {}", families[row % 7], given[row % 6]);
        match column {
            0 => Cell::new((row + 1).to_string(), Role::Muted),
            1 => Cell::from(name()),
            2 => Cell::from(format!("{:02}/{:02}/{}", row % 28 + 1, row % 12 + 1, 1950 + row % 50)),
            3 => Cell::from("Chi bộ Văn phòng Đảng ủy Khối các cơ quan"),
            4 => Cell::from(format!("00.{:06}", row)),
            5 => match self.ratings.get(&RowKey::try_from(row).unwrap_or_default()) {
                Some(level) => Cell::new(format!("Loại {level}"), Role::Success),
                None if row % 9 == 4 => Cell::new("Không hoàn thành", Role::Danger),
                None => Cell::new("chưa xếp loại", Role::Muted),
            },
            _ if row.is_multiple_of(5) => Cell::new("Cần xem lại quyết định", Role::Warning),
            _ => Cell::from(""),
        }
    }

    fn tree(&self) -> Element<'_, Message> {
        let cell = |row: usize, column: usize| match (row % 10, column) {
            (0, 0) => Cell::new(format!("Đảng bộ cơ sở {}", row / 10 + 1), Role::Strong),
            (_, 0) => Cell::from(format!("Chi bộ {}", row % 10)),
            (_, 1) => Cell::from(format!("{:03}", row)),
            _ => Cell::from((row * 7 % 40).to_string()),
        };
        let branch = |row: usize| Branch {
            depth: usize::from(!row.is_multiple_of(10)),
            fold: match (row % 10, self.open.contains(&RowKey::try_from(row).unwrap_or_default())) {
                (0, true) => Fold::Open,
                (0, false) => Fold::Shut,
                _ => Fold::Leaf,
            },
        };
        let columns = vec![
            Column::new("unit", "Tổ chức", 360.0).unsorted(),
            Column::new("code", "Mã", 100.0),
            Column::new("members", "Đảng viên", 120.0).number(),
        ];
        grid(&self.tree, columns, 60, cell, Message::Tree).branches(branch).into()
    }

    fn dialog(&self) -> Dialog<'_, Message> {
        Dialog::new("close", "Đóng chi bộ này?", Message::Answered(false))
            .body(
                column![
                    text::body("Chi bộ không còn đảng viên. Sau khi đóng, chi bộ vẫn ở trong sổ."),
                    text_field("Lý do", &self.name).on_input(Message::Name),
                ]
                .spacing(space::MEDIUM),
            )
            .button(press("Thôi").hint("Esc").on_press(Message::Answered(false)))
            .button(press("Đóng").hint("Enter").style(button::danger).on_press(Message::Answered(true)))
            .on_enter(Message::Answered(true))
    }
}
