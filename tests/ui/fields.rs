//! The fields of forms, worked by a robot: undo, input methods, dates, numbers, choices.

use crate::support::robot::Robot;
use chrono::NaiveDate;
use iced::advanced::input_method::Event as Ime;
use iced::widget::column;
use iced::{Element, Event, Point, Task};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::part::dates;
use so_chi_bo::ui::theme::{Variant, size};
use so_chi_bo::ui::widget::{
    Item, choice, focus_on, focus_scope, id_field, key_scope, number_field, press, scroll, suggest_items,
    text_field,
};

#[derive(Debug, Default)]
struct Form {
    name: String,
    place: String,
    born: String,
    decided: String,
    count: String,
    year: String,
    id: String,
    ethnicity: Option<usize>,
    unit: String,
    units: Vec<Item>,
    journal_undone: usize,
    journal_redone: usize,
    left: Vec<&'static str>,
}

#[derive(Debug, Clone)]
enum Said {
    Name(String),
    Place(String),
    Born(String),
    Decided(String),
    Count(String),
    Year(String),
    Id(String),
    Ethnicity(Option<usize>),
    Unit(String),
    Undo,
    Redo,
    Left(&'static str),
    Go(&'static str),
}

const ETHNICITIES: [&str; 12] =
    ["Kinh", "Tày", "Thái", "Hoa", "Khmer", "Mường", "Nùng", "HMông", "Dao", "Gia-rai", "Ê-đê", "Chăm"];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn units() -> Vec<Item> {
    let item = |name: &str, note: &str, depth| Item { name: name.into(), note: note.into(), depth };
    vec![
        item("Đảng ủy phường", "", 0),
        item("Chi bộ Trường Tiểu học Nguyễn Hiền và Trung tâm học tập cộng đồng", "Đảng ủy phường", 1),
        item("Chi bộ Ấp Đường Hòa", "Đảng ủy phường", 1),
    ]
}

impl Form {
    fn robot() -> Robot<Self, Said> {
        let state = Self { units: units(), ..Self::default() };
        Robot::new(state, Self::update, Self::view).sized(1024.0, 760.0)
    }

    /// A robot with the focus in a field.
    fn at(field: &'static str) -> Robot<Self, Said> {
        let mut robot = Self::robot();
        robot.send(Said::Go(field));
        robot
    }

    fn update(&mut self, said: Said) -> Task<Said> {
        match said {
            Said::Name(text) => self.name = text,
            Said::Place(text) => self.place = text,
            Said::Born(text) => self.born = text,
            Said::Decided(text) => self.decided = text,
            Said::Count(text) => self.count = text,
            Said::Year(text) => self.year = text,
            Said::Id(text) => self.id = text,
            Said::Ethnicity(ethnicity) => self.ethnicity = ethnicity,
            Said::Unit(text) => self.unit = text,
            Said::Undo => self.journal_undone += 1,
            Said::Redo => self.journal_redone += 1,
            Said::Left(field) => self.left.push(field),
            Said::Go(field) => return focus_on(field),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Said> {
        let options: Vec<usize> = (0..ETHNICITIES.len()).collect();
        let name = |place: &usize| ETHNICITIES[*place].to_owned();
        let ethnicity =
            so_chi_bo::ui::widget::choice_named("Dân tộc", &options, self.ethnicity, name, |chosen| {
                Said::Ethnicity(Some(chosen))
            });
        let fields = column![
            text_field("Họ và tên", &self.name).id("name").clearable().on_input(Said::Name),
            text_field("Quê quán", &self.place).id("place").on_input(Said::Place),
            dates::partial("Ngày sinh", &self.born, today(), Said::Born)
                .id("born")
                .on_leave(Said::Left("born")),
            dates::whole_day("Quyết định", &self.decided, today(), Said::Decided).id("decided"),
            number_field("Chỉ tiêu", &self.count).id("count").on_input(Said::Count),
            text_field("Năm", &self.year).id("year").steps(1930..=2100).on_input(Said::Year),
            id_field("Số định danh", &self.id).id("id").on_input(Said::Id),
            ethnicity
                .with_search("Không có trong danh sách")
                .or_none(|| Said::Ethnicity(None))
                .id("ethnicity"),
            suggest_items("Chi bộ", &self.unit, &self.units, Said::Unit).id("unit").width(size::FIELD),
            choice("Giới tính", &["Nam", "Nữ"], Some("Nam"), |_| Said::Undo).id("sex"),
            press("Lưu").id("save").on_press(Said::Left("save")),
        ];
        let binds = vec![
            Bind::new(Chord::ctrl('z'), Said::Undo),
            Bind::new(Chord::ctrl('y'), Said::Redo),
            Bind::new(Chord::ctrl_shift('z'), Said::Redo),
        ];
        focus_scope(key_scope(scroll(fields), binds)).into()
    }
}

// ---- text

#[test]
fn typing_is_taken_back_in_the_field_before_the_journal_is() {
    let mut robot = Form::at("name");
    robot.unikey(&["N", "Ng", "Nga", "Ngâ", "Ngân"]);
    robot.type_text(" Hà");
    robot.press("Ctrl+z");
    assert_eq!(robot.state.name, "Ngân ");
    robot.press("Ctrl+z");
    assert_eq!((robot.state.name.as_str(), robot.state.journal_undone), ("", 0));
    robot.press("Ctrl+y");
    robot.press("Ctrl+Shift+z");
    assert_eq!((robot.state.name.as_str(), robot.state.journal_redone), ("Ngân Hà", 0));
    robot.press("Ctrl+y");
    assert_eq!(robot.state.journal_redone, 1, "nothing more to bring back: the program's turn");
    // All in one batch, faster than the window is rebuilt.
    robot.burst(&["Ctrl+z", "Ctrl+z", "Ctrl+z", "x"]);
    assert_eq!((robot.state.name.as_str(), robot.state.journal_undone), ("x", 1));
}

#[test]
fn what_replaces_all_is_taken_back_whole() {
    let mut robot = Form::robot();
    robot.state.name = "Thạch Thị Sa Rinh".to_owned();
    robot.send(Said::Go("name"));
    robot.type_text("Kim");
    assert_eq!(robot.state.name, "Kim");
    robot.press("Ctrl+z");
    assert_eq!(robot.state.name, "Thạch Thị Sa Rinh");
}

#[test]
fn a_history_ends_with_the_visit_and_with_a_value_from_outside() {
    let mut robot = Form::at("name");
    robot.type_text("An");
    robot.press("Tab");
    robot.press("Shift+Tab");
    robot.press("Ctrl+z");
    assert_eq!((robot.state.name.as_str(), robot.state.journal_undone), ("An", 1));
    robot.type_text("Bo");
    robot.send(Said::Name("Tên của sổ".to_owned()));
    robot.press("Ctrl+z");
    assert_eq!((robot.state.name.as_str(), robot.state.journal_undone), ("Tên của sổ", 2));
}

#[test]
fn the_clear_button_is_for_the_mouse_and_can_be_taken_back() {
    let mut robot = Form::at("name");
    robot.type_text("An");
    let label = robot.place_of("Họ và tên");
    robot.click_at(Point::new(1000.0, label.y + label.height + 20.0));
    assert_eq!(robot.state.name, "");
    assert!(robot.is_focused("name"));
    robot.press("Ctrl+z");
    assert_eq!(robot.state.name, "An");
    robot.press("Tab");
    assert!(robot.is_focused("place"), "Tab does not stop at the button");
}

fn preedit(text: &str) -> Event {
    Event::InputMethod(Ime::Preedit(text.to_owned(), Some(text.len()..text.len())))
}

fn commit(text: &str) -> Event {
    Event::InputMethod(Ime::Commit(text.to_owned()))
}

#[test]
fn a_word_that_is_being_composed_stays_in_its_field_when_tab_leaves_it() {
    let mut robot = Form::at("name");
    robot.type_text("Lê ");
    robot.feed(&[preedit("T"), preedit("Thị")]);
    robot.press("Tab");
    robot.feed(&[preedit(""), commit("Thị")]);
    assert_eq!((robot.state.name.as_str(), robot.state.place.as_str()), ("Lê Thị", ""));
    robot.compose(&["T", "Trà"], "Trà");
    assert_eq!((robot.state.name.as_str(), robot.state.place.as_str()), ("Lê Thị", "Trà"));
}

#[test]
fn a_word_that_is_being_composed_stays_in_its_field_when_another_is_clicked() {
    let mut robot = Form::at("name");
    robot.feed(&[preedit("Thị")]);
    let label = robot.place_of("Quê quán");
    robot.click_at(Point::new(label.x + 30.0, label.y + label.height + 20.0));
    assert!(robot.is_focused("place"));
    robot.feed(&[commit("Thị")]);
    robot.type_text("x");
    assert_eq!((robot.state.name.as_str(), robot.state.place.as_str()), ("Thị", "x"));
}

#[test]
fn long_texts_emoji_and_loose_marks_are_survived() {
    let mut robot = Form::at("name");
    robot.clipboard.0 = Some("Nguyễn ".repeat(1_500));
    robot.press("Ctrl+v");
    robot.type_text("👩‍🌾😀");
    robot.packet("e\u{302}\u{301}");
    assert!(robot.state.name.ends_with("👩‍🌾😀e\u{302}\u{301}"));
    robot.press("Backspace");
    robot.press("Backspace");
    assert!(robot.state.name.ends_with("👩‍🌾"));
    for _ in 0..6 {
        robot.press("Ctrl+z");
    }
    assert_eq!(robot.state.name, "");
    robot.press("Ctrl+y");
    assert_eq!(robot.state.name.chars().count(), 10_500);
}

// ---- dates

#[test]
fn a_date_is_left_as_typed_until_the_field_is_left() {
    for (typed, shown) in [
        ("05031975", "05/03/1975"),
        ("5/3/1975", "05/03/1975"),
        ("5-3-75", "05/03/1975"),
        ("3.1975", "03/1975"),
        ("1975", "1975"),
        ("31/2/1975", "31/2/1975"),
    ] {
        let mut robot = Form::at("born");
        robot.type_text(typed);
        assert_eq!(robot.state.born, typed);
        robot.press("Tab");
        assert_eq!((robot.state.born.as_str(), robot.state.left.as_slice()), (shown, ["born"].as_slice()));
    }
    let mut robot = Form::at("decided");
    robot.type_text("3/2025");
    robot.press("Tab");
    assert_eq!(robot.state.decided, "3/2025", "a whole day is wanted here");
}

#[test]
fn two_digits_of_a_year_say_what_they_are_taken_for() {
    let mut robot = Form::at("born");
    robot.type_text("5/3/75");
    assert!(robot.text_visible("Hiểu là năm 1975"));
    robot.press("Tab");
    assert!(!robot.text_visible("Hiểu là năm 1975"));
    assert!(robot.text_visible("05/03/1975"));
}

#[test]
fn today_comes_by_key_and_can_be_taken_back() {
    let mut robot = Form::at("decided");
    robot.press("Ctrl+;");
    assert_eq!(robot.state.decided, "21/11/2026");
    robot.press("Ctrl+z");
    assert_eq!((robot.state.decided.as_str(), robot.state.journal_undone), ("", 0));
}

#[test]
fn the_calendar_is_worked_by_keys() {
    let mut robot = Form::at("born");
    robot.type_text("5/3/1975");
    robot.press("Alt+Down");
    assert!(robot.text_visible("Tháng 3, 1975"));
    robot.press("PageUp");
    robot.press("Ctrl+PageUp");
    assert!(robot.text_visible("Tháng 2, 1974"));
    robot.press("Escape");
    assert!(!robot.text_visible("Tháng 2, 1974"));
    assert_eq!(robot.state.born, "5/3/1975", "Escape takes nothing");
    robot.press("Alt+Down");
    // Faster than the window can follow: the day is taken, and the next field typed into.
    robot.burst(&["Down", "Right", "PageDown", "Enter", "Tab", "3"]);
    assert_eq!((robot.state.born.as_str(), robot.state.decided.as_str()), ("13/04/1975", "3"));
}

#[test]
fn the_calendar_is_worked_by_mouse() {
    let mut robot = Form::robot();
    let label = robot.place_of("Ngày sinh");
    let button = Point::new(1000.0, label.y + label.height + 20.0);
    robot.click_at(button);
    assert!(robot.text_visible("Tháng 11, 2026"), "it opens at today");
    robot.click("17");
    assert_eq!(robot.state.born, "17/11/2026");
    assert!(!robot.text_visible("Tháng 11, 2026"));
    robot.click_at(button);
    let title = robot.place_of("Tháng 11, 2026").center();
    robot.move_to(title);
    robot.wheel(-1.0);
    robot.wheel(-1.0);
    assert!(robot.text_visible("Tháng 1, 2027"));
    robot.click("Hôm nay (Ctrl+;)");
    assert_eq!(robot.state.born, "21/11/2026");
    robot.click_at(button);
    robot.click_at(button);
    assert!(!robot.text_visible("Tháng 11, 2026"), "the button shuts what it opened");
}

#[test]
fn typing_goes_on_over_an_open_calendar() {
    let mut robot = Form::at("born");
    robot.press("Alt+Down");
    robot.burst(&["1", "9", "7", "5"]);
    assert_eq!(robot.state.born, "1975");
    assert!(!robot.text_visible("Tháng 11, 2026"));
}

// ---- numbers

#[test]
fn a_number_is_grouped_only_while_nobody_types_in_it() {
    let mut robot = Form::at("count");
    robot.type_text("4373");
    assert!(robot.text_visible("4373"));
    robot.press("Tab");
    assert!(robot.text_visible("4.373"));
    assert_eq!(robot.state.count, "4373");
    robot.press("Shift+Tab");
    assert!(robot.text_visible("4373"));
    robot.burst(&["End", "1", "Tab"]);
    assert_eq!(robot.state.count, "43731");
    // A click into the groups sets the caret in the plain text.
    let place = robot.place_of("43.731");
    robot.click_at(Point::new(place.x + 300.0, place.center_y()));
    robot.type_text("9");
    assert_eq!(robot.state.count, "437319");
}

#[test]
fn a_year_steps_by_arrows_within_its_bounds() {
    let mut robot = Form::at("year");
    robot.type_text("2099");
    robot.burst(&["Up", "Up", "Down", "Up"]);
    assert_eq!(robot.state.year, "2100");
    robot.press("Ctrl+z");
    assert_eq!(robot.state.year, "2099");
}

#[test]
fn the_number_of_a_person_is_shown_in_groups_and_stored_without() {
    let mut robot = Form::at("id");
    robot.clipboard.0 = Some("012 345.678 901".to_owned());
    robot.press("Ctrl+v");
    assert_eq!(robot.state.id, "012 345.678 901", "not touched while the focus is here");
    robot.press("Tab");
    assert_eq!(robot.state.id, "012345678901");
    assert!(robot.text_visible("012 345 678 901"));
}

// ---- choices

#[test]
fn a_long_choice_is_narrowed_by_typing_and_takes_only_what_is_listed() {
    let mut robot = Form::at("ethnicity");
    robot.type_text("mon");
    assert!(robot.text_visible("HMông") && !robot.text_visible("Kinh"));
    assert_eq!(robot.state.ethnicity, None);
    robot.press("Enter");
    assert_eq!(robot.state.ethnicity, Some(7));
    robot.press("Ctrl+a");
    robot.burst(&["e", "-", "d", "Tab"]);
    assert_eq!(robot.state.ethnicity, Some(10), "Tab takes what is marked");
    assert!(robot.is_focused("unit"), "and goes on");
    robot.press("Shift+Tab");
    robot.press("Down");
    robot.burst(&["k", "h", "Enter", "Tab", "a", "b"]);
    assert_eq!(robot.state.ethnicity, Some(4));
    assert_eq!(robot.state.unit, "ab", "what is typed after the list is shut goes on to the next field");
    robot.press("Ctrl+z");
    robot.press("Shift+Tab");
    robot.press("Down");
    robot.burst(&["x", "x", "Escape", "Tab"]);
    assert_eq!(robot.state.ethnicity, Some(4));
    robot.press("Shift+Tab");
    robot.type_text("e-d");
    robot.press("Enter");
    robot.type_text("Anh");
    assert!(robot.text_visible("Không có trong danh sách"));
    robot.press("Tab");
    assert_eq!(robot.state.ethnicity, Some(10), "what is not listed is not taken");
    assert!(robot.text_visible("Ê-đê"));
}

#[test]
fn a_long_choice_is_walked_restored_and_emptied() {
    let mut robot = Form::at("ethnicity");
    robot.press("Down");
    assert!(robot.text_visible("Kinh"));
    robot.burst(&["End", "Home", "PageDown", "Up", "Enter"]);
    assert_eq!(robot.state.ethnicity, Some(8));
    robot.type_text("th");
    robot.press("Escape");
    assert!(!robot.text_visible("Thái"));
    assert!(robot.text_visible("Dao"), "Escape restores");
    robot.press("Ctrl+a");
    robot.press("Backspace");
    robot.press("Tab");
    assert_eq!(robot.state.ethnicity, None);
}

#[test]
fn units_are_shown_as_a_tree_and_found_with_their_path() {
    let mut robot = Form::at("unit");
    robot.press("Down");
    assert!(robot.text_visible("Chi bộ Ấp Đường Hòa"));
    robot.press("Escape");
    robot.type_text("duong");
    let texts: Vec<String> = robot.texts().into_iter().map(|seen| seen.text).collect();
    assert!(texts.iter().any(|text| text == "Đảng ủy phường"), "the path: {texts:?}");
    assert!(!texts.iter().any(|text| text.contains("Nguyễn Hiền")));
    robot.burst(&["Down", "Enter"]);
    assert_eq!(robot.state.unit, "Chi bộ Ấp Đường Hòa");
}

#[test]
fn an_open_list_stays_within_a_small_window() {
    let mut robot = Form::at("ethnicity").sized(420.0, 300.0);
    robot.send(Said::Go("ethnicity"));
    robot.press("Down");
    robot.burst(&["End"]);
    let place = robot.place_of("Chăm");
    assert!(place.y >= 0.0 && place.y + place.height <= 300.0, "{place:?}");
}

#[test]
fn pictures_for_a_look() {
    let Ok(folder) = std::env::var("PICTURES") else { return };
    for (name, variant) in [("light", Variant::Light), ("dark", Variant::Dark)] {
        let mut robot = Form::at("born").themed(variant.theme());
        robot.send(Said::Name("Thạch Thị Sa Rinh".to_owned()));
        robot.send(Said::Count("4373".to_owned()));
        robot.send(Said::Id("012345678901".to_owned()));
        robot.type_text("5/3/75");
        robot.press("Alt+Down");
        robot.screenshot(format!("{folder}/calendar-{name}.ppm"));
        robot.press("Escape");
        robot.send(Said::Go("unit"));
        robot.type_text("chi");
        robot.screenshot(format!("{folder}/units-{name}.ppm"));
        robot.press("Tab");
        robot.send(Said::Go("ethnicity"));
        robot.type_text("h");
        robot.screenshot(format!("{folder}/choice-{name}.ppm"));
    }
}
