//! Every kind of field with a list or a calendar, typed in as people type Vietnamese: bursts of
//! Backspace, keys that carry only text, words in the making, and the mouse in the midst of them.
//! Nothing typed is lost, doubled, or put into another field.

use crate::support::robot::Robot;
use chrono::NaiveDate;
use iced::advanced::input_method::Event as Ime;
use iced::widget::column;
use iced::{Element, Event, Point, Task};
use so_chi_bo::ui::part::dates;
use so_chi_bo::ui::widget::{Item, choice_named, focus_on, focus_scope, suggest, suggest_items, text_field};

const NATIONS: [&str; 6] = ["Kinh", "Khmer", "Tày", "Thái", "Mường", "Ê-đê"];
/// The fields with a list.
const LISTS: [&str; 3] = ["nation", "listed", "unit"];

#[derive(Debug)]
struct Form {
    nation: String,
    nations: Vec<String>,
    listed: Option<usize>,
    unit: String,
    units: Vec<Item>,
    born: String,
    next: String,
}

#[derive(Debug, Clone)]
enum Said {
    Nation(String),
    Listed(usize),
    Nothing,
    Unit(String),
    Born(String),
    Next(String),
    Go(&'static str),
}

impl Form {
    /// A robot with the focus in a field.
    fn at(field: &'static str) -> Robot<Self, Said> {
        let item = |name: &str, note: &str, depth| Item { name: name.into(), note: note.into(), depth };
        let units = NATIONS.map(|name| item(name, "Đảng ủy xã", 1));
        let form = Self {
            nation: String::new(),
            nations: NATIONS.map(String::from).to_vec(),
            listed: None,
            unit: String::new(),
            units: [item("Đảng ủy xã", "", 0)].into_iter().chain(units).collect(),
            born: String::new(),
            next: String::new(),
        };
        let mut robot = Robot::new(form, Self::update, Self::view).sized(1024.0, 760.0);
        robot.send(Said::Go(field));
        robot
    }

    fn update(&mut self, said: Said) -> Task<Said> {
        match said {
            Said::Nation(text) => self.nation = text,
            Said::Listed(place) => self.listed = Some(place),
            Said::Nothing => self.listed = None,
            Said::Unit(text) => self.unit = text,
            Said::Born(text) => self.born = text,
            Said::Next(text) => self.next = text,
            Said::Go(field) => return focus_on(field),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Said> {
        let places: Vec<usize> = (0..NATIONS.len()).collect();
        let name = |place: &usize| NATIONS[*place].to_owned();
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let listed = choice_named("Trong danh sách", &places, self.listed, name, Said::Listed);
        // What comes after each of them takes what would be lost.
        focus_scope(column![
            suggest("Gợi ý", &self.nation, &self.nations, Said::Nation).id("nation"),
            text_field("Ô kế tiếp", &self.next).id("next").on_input(Said::Next),
            listed.with_search("Không có").or_none(|| Said::Nothing).id("listed"),
            text_field("Ô kế tiếp nữa", &self.next).on_input(Said::Next),
            suggest_items("Tổ chức", &self.unit, &self.units, Said::Unit).id("unit"),
            text_field("Ô kế tiếp nữa nữa", &self.next).on_input(Said::Next),
            dates::partial("Ngày sinh", &self.born, today, Said::Born).id("born"),
            text_field("Ô cuối", &self.next).on_input(Said::Next),
        ])
        .into()
    }

    /// What the program holds of a field with a list.
    fn value(&self, field: &str) -> String {
        match field {
            "nation" => self.nation.clone(),
            "listed" => self.listed.map(|place| NATIONS[place].to_owned()).unwrap_or_default(),
            _ => self.unit.clone(),
        }
    }
}

/// Types a word in one of the ways in which people do.
fn type_in(robot: &mut Robot<Form, Said>, way: usize, word: &str) {
    match way {
        0 => robot.unikey(word),
        1 => robot.unikey_at_once(word),
        2 => robot.input_method(word),
        3 => robot.windows_layout(word),
        _ => word.chars().for_each(|letter| robot.packet(&letter.to_string())),
    }
}

const WAYS: usize = 5;

#[test]
fn after_escape_the_next_letters_look_for_another_item() {
    let mut robot = Form::at("listed");
    robot.type_text("Mường");
    robot.press("Enter");
    assert_eq!(robot.state.value("listed"), "Mường");
    robot.press("Down");
    robot.press("Home");
    robot.type_text("zz");
    robot.press("Escape");
    assert_eq!(robot.state.value("listed"), "Mường", "what was chosen stays");
    robot.type_text("Khm");
    robot.press("Enter");
    assert_eq!(robot.state.value("listed"), "Khmer");
}

#[test]
fn an_item_is_found_by_every_way_of_typing_and_taken_by_key() {
    for field in LISTS {
        for way in 0..WAYS {
            for keys in [&["Enter", "Tab"][..], &["Tab"]] {
                let mut robot = Form::at(field);
                type_in(&mut robot, way, "Mườ");
                assert!(robot.text_visible("Mường") && !robot.text_visible("Khmer"), "{field}, way {way}");
                if field != "listed" {
                    robot.press("Down");
                }
                keys.iter().for_each(|key| robot.press(key));
                assert_eq!(robot.state.value(field), "Mường", "{field}, way {way}, {keys:?}");
                // The focus went on, and what is typed now belongs there.
                robot.type_text("x");
                assert_eq!(robot.state.next, "x", "{field}, way {way}, {keys:?}");
            }
        }
    }
}

#[test]
fn an_item_is_taken_by_mouse_and_typing_goes_on_in_its_field() {
    for field in LISTS {
        for way in 0..WAYS {
            let mut robot = Form::at(field);
            type_in(&mut robot, way, "Mườ");
            robot.click("Mường");
            assert_eq!(robot.state.value(field), "Mường", "{field}, way {way}");
            assert!(!robot.text_visible("Khmer") && robot.is_focused(field), "{field}, way {way}");
            if field != "listed" {
                robot.press("End");
                type_in(&mut robot, way, " Động");
                assert_eq!(robot.state.value(field).split(' ').count(), 2, "{field}, way {way}");
                assert!(robot.state.value(field).starts_with("Mường "), "{field}, way {way}");
            }
            assert_eq!(robot.state.next, "");
        }
    }
}

#[test]
fn an_item_that_is_taken_in_the_midst_of_a_word_is_not_spoilt_by_its_rest() {
    for field in LISTS {
        for by_mouse in [true, false] {
            let mut robot = Form::at(field);
            robot.type_text("M");
            robot.preedit("ườ");
            if by_mouse {
                robot.click("Mường");
            } else {
                if field != "listed" {
                    robot.press("Down");
                }
                robot.press("Enter");
            }
            // The engine knows nothing of the list and sends its word.
            robot.commit("ườ");
            assert_eq!(robot.state.value(field), "Mường", "{field}, mouse {by_mouse}");
            assert!(robot.text_visible("Mường"), "{field}: {:?}", robot.texts());
            robot.press("Tab");
            assert_eq!((robot.state.value(field).as_str(), robot.state.next.as_str()), ("Mường", ""));
        }
    }
}

#[test]
fn a_word_in_the_making_stays_in_its_field_when_the_focus_goes() {
    for field in LISTS {
        for by_mouse in [true, false] {
            let mut robot = Form::at(field);
            robot.preedit("Mườ");
            assert_eq!(robot.state.value(field), "", "{field}: not its content yet");
            if by_mouse {
                let label = robot.place_of("Ô cuối");
                robot.click_at(Point::new(label.x + 30.0, label.y + label.height + 20.0));
            } else {
                robot.press("Tab");
            }
            robot.feed(&[
                Event::InputMethod(Ime::Preedit(String::new(), None)),
                Event::InputMethod(Ime::Commit("Mườ".to_owned())),
            ]);
            let kept = if field == "listed" { "" } else { "Mườ" };
            assert_eq!(robot.state.value(field), kept, "{field}, mouse {by_mouse}");
            assert_eq!(robot.state.next, "", "{field}, mouse {by_mouse}: it is nobody else's");
            robot.input_method("Thái");
            assert_eq!(robot.state.next, "Thái", "{field}, mouse {by_mouse}");
        }
    }
}

#[test]
fn a_date_is_typed_by_packets_and_by_an_input_method() {
    for way in [0, 2, 4] {
        let mut robot = Form::at("born");
        type_in(&mut robot, way, "05031975");
        assert_eq!(robot.state.born, "05031975", "way {way}: as typed while the focus is here");
        robot.press("Tab");
        assert_eq!(robot.state.born, "05/03/1975", "way {way}");
        robot.type_text("x");
        assert_eq!(robot.state.next, "x");
    }
    // A number that the engine holds back until the field is left.
    let mut robot = Form::at("born");
    robot.type_text("5/3/");
    robot.preedit("1975");
    robot.press("Tab");
    robot.commit("1975");
    assert_eq!((robot.state.born.as_str(), robot.state.next.as_str()), ("05/03/1975", ""));
}

#[test]
fn a_day_that_is_taken_in_the_midst_of_a_word_is_not_spoilt_by_its_rest() {
    let mut robot = Form::at("born");
    robot.preedit("5");
    robot.press("Ctrl+;");
    robot.commit("5");
    assert_eq!(robot.state.born, "21/11/2026");

    let mut robot = Form::at("born");
    robot.press("Alt+Down");
    robot.click("17");
    assert_eq!(robot.state.born, "17/11/2026");
    robot.press("Tab");
    robot.type_text("x");
    assert_eq!((robot.state.born.as_str(), robot.state.next.as_str()), ("17/11/2026", "x"));
}

#[test]
fn all_of_a_form_can_come_in_one_batch() {
    let mut robot = Form::at("nation");
    let keys = ["M", "u", "o", "Down", "Enter", "Tab", "a", "Tab", "e", "-", "d", "Tab", "b", "Tab"];
    robot.burst(&keys);
    robot.burst(&["t", "h", "a", "Down", "Enter", "Tab", "c", "Tab", "1", "9", "7", "5", "Tab", "d"]);
    let state = &robot.state;
    assert_eq!((state.nation.as_str(), state.value("listed").as_str()), ("Mường", "Ê-đê"));
    assert_eq!((state.unit.as_str(), state.born.as_str()), ("Thái", "1975"));
}
