//! Vietnamese as it is really typed, in every control that takes text: Unikey's bursts, letters by
//! packets, input methods with a preedit, the Windows layout's combining marks.

use crate::people::Office;
use crate::support::robot::Robot;
use crate::support::robot::telex;
use iced::widget::column;
use iced::{Element, Task};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::settings::Loaded;
use so_chi_bo::ui::app::{App, Message};
use so_chi_bo::ui::parcel::Parcel;
use so_chi_bo::ui::screen::start;
use so_chi_bo::ui::widget::{focus_scope, suggest, text_field};
use unicode_normalization::UnicodeNormalization;

/// Every vowel with marks, and đ.
const NAMES: [&str; 5] =
    ["Nguyễn Thị Hường", "Đặng Hữu Thưởng", "Thạch Thị Sa Rây", "Trương Quốc Ẩn", "Lý Mỹ Huyền"];

// ---- two fields

#[derive(Debug, Default)]
struct Form {
    name: String,
    ethnicity: String,
    nations: Vec<String>,
}

#[derive(Debug, Clone)]
enum Typed {
    Name(String),
    Ethnicity(String),
}

impl Form {
    fn robot() -> Robot<Self, Typed> {
        let nations = ["Kinh", "Khmer", "Tày", "Thái", "Mường", "Ê-đê"].map(String::from).to_vec();
        let form = Self { nations, ..Self::default() };
        let mut robot = Robot::new(form, Self::update, Self::view);
        robot.press("Tab");
        robot
    }

    fn update(&mut self, typed: Typed) -> Task<Typed> {
        match typed {
            Typed::Name(name) => self.name = name,
            Typed::Ethnicity(ethnicity) => self.ethnicity = ethnicity,
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Typed> {
        let fields = column![
            text_field("Họ và tên", &self.name).id("name").on_input(Typed::Name),
            suggest("Dân tộc", &self.ethnicity, &self.nations, Typed::Ethnicity).id("ethnicity"),
        ];
        focus_scope(fields).into()
    }
}

#[test]
fn the_robot_types_as_people_do() {
    let keys = |word: &str| telex::steps(word).iter().map(|step| step.key).collect::<String>();
    assert_eq!(keys("Nguyễn"), "Nguyeenx");
    assert_eq!(keys("Hường"), "Huwowngf");
    assert_eq!(keys("Đặng"), "DDawngj");
    let shown: Vec<String> = telex::steps("Thị").into_iter().map(|step| step.shown).collect();
    assert_eq!(shown, ["T", "Th", "Thi", "Thị"]);
    assert_eq!(telex::with_combining_tones("ễ"), ["ê", "\u{303}"]);
}

#[test]
fn a_field_takes_every_name_however_it_is_typed() {
    for name in NAMES {
        let mut robot = Form::robot();
        robot.unikey(name);
        assert_eq!(robot.state.name, name, "by Unikey");
        robot.press("Ctrl+a");
        robot.unikey_at_once(name);
        assert_eq!(robot.state.name, name, "by Unikey, all at once");
        robot.press("Ctrl+a");
        robot.input_method(name);
        assert_eq!(robot.state.name, name, "by an input method");
        robot.press("Ctrl+a");
        robot.windows_layout(name);
        assert_eq!(robot.state.name.nfc().collect::<String>(), name, "by the Windows layout");
    }
}

#[test]
fn a_name_can_be_typed_into_the_middle_of_another() {
    let mut robot = Form::robot();
    robot.unikey("Nguyễn Hường");
    for _ in 0.."Hường".chars().count() {
        robot.press("Left");
    }
    robot.unikey("Thị");
    robot.press("Space");
    assert_eq!(robot.state.name, "Nguyễn Thị Hường");
}

#[test]
fn a_burst_that_crosses_into_the_next_field_splits_where_tab_was_pressed() {
    let mut robot = Form::robot();
    robot.unikey_at_once("Nguyễn");
    robot.press("Tab");
    robot.unikey_at_once("Mường");
    assert_eq!((robot.state.name.as_str(), robot.state.ethnicity.as_str()), ("Nguyễn", "Mường"));
}

#[test]
fn suggestions_follow_every_way_of_typing() {
    for way in 0..3 {
        let mut robot = Form::robot();
        robot.press("Tab");
        match way {
            0 => robot.unikey("Mườ"),
            1 => robot.input_method("Mườ"),
            _ => robot.windows_layout("Mườ"),
        }
        assert!(robot.text_visible("Mường") && !robot.text_visible("Khmer"), "way {way}");
        robot.press("Down");
        robot.press("Enter");
        assert_eq!(robot.state.ethnicity, "Mường", "way {way}");
    }
}

#[test]
fn a_preedit_is_not_the_fields_content_until_it_is_committed() {
    let mut robot = Form::robot();
    robot.unikey("Lê");
    robot.press("Space");
    robot.preedit("Thi");
    assert_eq!(robot.state.name, "Lê ");
    robot.commit("Thị");
    assert_eq!(robot.state.name, "Lê Thị");
}

// ---- the program

type Window = Robot<App, Message>;

/// The window with one cell and two members.
fn window() -> Window {
    let office = Office::on("21/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Trường học", "01/01/1990");
    for name in ["Nguyễn Thị Ánh", "Lê Đức Ân"] {
        let _ = office.member(cell, name, "03/02/2000");
    }
    let (app, task) = App::new(None, Loaded::default(), None);
    let mut robot = Robot::new(app, App::update, App::view).sized(1366.0, 768.0);
    robot.run(task);
    robot.send(Message::Start(start::Message::Opened(Ok(Parcel::new(office.register)))));
    robot.wait_for(|app| app.title().contains("Sổ thử"));
    robot
}

#[test]
fn the_search_finds_while_a_name_is_typed_in_any_way() {
    for way in 0..3 {
        let mut robot = window();
        robot.press("Ctrl+Shift+f");
        match way {
            0 => robot.unikey("Đức Ân"),
            1 => robot.input_method("Đức Ân"),
            _ => robot.windows_layout("Đức Ân"),
        }
        assert!(robot.text_visible("Lê Đức Ân"), "way {way}");
        assert!(!robot.text_visible("Nguyễn Thị Ánh"), "way {way}");
    }
}

#[test]
fn a_record_is_saved_with_the_name_as_it_was_typed() {
    for way in 0..4 {
        let mut robot = window();
        robot.press("Ctrl+n");
        assert!(robot.is_focused("member-Name"));
        match way {
            0 => robot.unikey("Nguyễn Thị Hường"),
            1 => robot.unikey_at_once("Nguyễn Thị Hường"),
            2 => robot.input_method("Nguyễn Thị Hường"),
            _ => robot.windows_layout("Nguyễn Thị Hường"),
        }
        robot.burst(&["Tab", "n", "u", "Tab"]);
        robot.type_text("02/09/1970");
        robot.burst(&["Tab", "Tab"]);
        robot.type_text("03/02/2015");
        robot.press("Ctrl+s");
        robot.wait_for(|_| true);
        robot.press("Escape");
        assert!(robot.is_focused("members-grid"), "way {way}: {:?}", robot.texts());
        // The list shows what the register holds: composed letters, whatever was sent.
        assert!(robot.text_visible("Nguyễn Thị Hường"), "way {way}: {:?}", robot.texts());
    }
}
