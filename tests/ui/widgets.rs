//! The controls of forms, worked by a robot: keyboard alone, Vietnamese input, focus, dialogs.

use crate::support::robot::Robot;
use iced::widget::column;
use iced::{Element, Length, Task};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::theme::text;
use so_chi_bo::ui::widget::{
    Dialog, Notice, Tone, choice, focus_on, focus_scope, foot, key_scope, modal, press, scroll, suggest,
    tabs, text_field, tick,
};

// ---- a form

#[derive(Debug, Default)]
struct Form {
    name: String,
    place: String,
    ethnicity: String,
    sex: Option<&'static str>,
    is_official: bool,
    saved: usize,
    opened_tab: usize,
    left: Vec<&'static str>,
    dialog: bool,
    answer: String,
    problem: Option<String>,
}

#[derive(Debug, Clone)]
enum Said {
    Name(String),
    Place(String),
    Ethnicity(String),
    Sex(&'static str),
    Official(bool),
    Left(&'static str),
    Saved,
    Ask,
    Cancelled,
    Answer(String),
    Tab(usize),
    Find,
}

const SEXES: [&str; 3] = ["Nam", "Nữ", "Chưa rõ"];

fn ethnicities() -> &'static [String] {
    static ITEMS: std::sync::LazyLock<Vec<String>> =
        std::sync::LazyLock::new(|| ["Kinh", "Khmer", "Hoa", "Tày", "Ê-đê"].map(String::from).to_vec());
    &ITEMS
}

impl Form {
    fn robot() -> Robot<Self, Said> {
        Robot::new(Self::default(), Self::update, Self::view)
    }

    fn update(&mut self, said: Said) -> Task<Said> {
        match said {
            Said::Name(name) => {
                self.problem = name.is_empty().then(|| "Chưa có tên".to_owned());
                self.name = name;
            }
            Said::Place(place) => self.place = place,
            Said::Ethnicity(ethnicity) => self.ethnicity = ethnicity,
            Said::Sex(sex) => self.sex = Some(sex),
            Said::Official(is_official) => self.is_official = is_official,
            Said::Left(field) => self.left.push(field),
            Said::Saved => self.saved += 1,
            Said::Ask => self.dialog = true,
            Said::Cancelled => self.dialog = false,
            Said::Answer(answer) => self.answer = answer,
            Said::Tab(tab) => self.opened_tab = tab,
            Said::Find => return focus_on("place"),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Said> {
        let fields = column![
            tabs([("Một".to_owned(), 0), ("Hai".to_owned(), 1)], self.opened_tab, true, Said::Tab),
            text_field("Họ và tên", &self.name)
                .id("name")
                .on_input(Said::Name)
                .on_leave(Said::Left("name"))
                .problem(self.problem.clone()),
            text_field("Quê quán", &self.place)
                .id("place")
                .on_input(Said::Place)
                .on_leave(Said::Left("place")),
            text_field("Chỉ xem", "không sửa được").id("fixed"),
            suggest("Dân tộc", &self.ethnicity, ethnicities(), Said::Ethnicity).id("ethnicity"),
            choice("Giới tính", &SEXES, self.sex, Said::Sex).id("sex"),
            tick("Chính thức", self.is_official).id("official").on_turn(Said::Official),
            press("Không").id("never"),
            press("Lưu").hint("Ctrl+S").id("save").on_press(Said::Saved),
            press("Hỏi").id("ask").on_press(Said::Ask),
        ];
        let binds = vec![
            Bind::new(Chord::ctrl('s'), Said::Saved),
            Bind::new(Chord::ctrl('2'), Said::Tab(1)),
            Bind::new(Chord::ctrl('f'), Said::Find),
        ];
        let dialog = self.dialog.then(|| {
            Dialog::new("ask", "Chắc chưa?", Said::Cancelled)
                .body(text_field("Lý do", &self.answer).id("reason").on_input(Said::Answer))
                .button(press("Thôi").id("cancel").on_press(Said::Cancelled))
                .on_enter(Said::Saved)
        });
        focus_scope(modal(key_scope(scroll(fields), binds), dialog)).into()
    }
}

#[test]
fn tab_walks_through_every_control_in_reading_order_and_around() {
    let mut robot = Form::robot();
    let mut walked = Vec::new();
    for _ in 0..10 {
        robot.press("Tab");
        walked.push(robot.focused_text().unwrap_or_default());
    }
    let expected = ["Một", "Hai", "", "", "", "", "Chính thức", "Lưu", "Hỏi", "Một"];
    assert_eq!(walked, expected, "disabled controls are passed by");
    robot.press("Shift+Tab");
    assert_eq!(robot.focused_text().as_deref(), Some("Hỏi"));
}

#[test]
fn what_is_typed_right_after_tab_lands_in_the_next_field() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    robot.press("Shift+Tab");
    assert!(robot.is_focused("name"));
    robot.burst(&["A", "n", "Tab", "T", "V", "Shift+Tab", "B"]);
    assert_eq!((robot.state.name.as_str(), robot.state.place.as_str()), ("B", "TV"));
    assert_eq!(robot.state.left, ["place", "name", "place"]);
}

#[test]
fn a_field_that_is_reached_by_key_is_replaced_by_typing() {
    let mut robot = Form::robot();
    robot.state.place = "Trà Vinh".to_owned();
    robot.press("Ctrl+f");
    robot.press("X");
    assert_eq!(robot.state.place, "X");
}

#[test]
fn a_problem_below_a_field_keeps_its_focus_and_caret() {
    let mut robot = Form::robot();
    robot.click_at(robot_center(&mut Form::robot(), "Họ và tên", 30.0));
    robot.type_text("a");
    robot.press("Backspace");
    assert!(robot.text_visible("Chưa có tên"));
    robot.type_text("bc");
    robot.press("Left");
    robot.type_text("x");
    assert_eq!(robot.state.name, "bxc");
    assert!(!robot.text_visible("Chưa có tên"));
}

fn robot_center(robot: &mut Robot<Form, Said>, label: &str, below: f32) -> iced::Point {
    let label = robot.place_of(label);
    iced::Point::new(label.x + 40.0, label.y + label.height + below)
}

#[test]
fn names_arrive_whole_however_they_are_typed() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    // Telex through Unikey's hook: n g u y e e n x.
    robot.unikey(&["N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyên", "Nguyễn"]);
    assert_eq!(robot.state.place, "Nguyễn");
    robot.press(" ");
    robot.compose(&["T", "Th", "Thi", "Thị"], "Thị");
    assert_eq!(robot.state.place, "Nguyễn Thị");
    // Several letters in one packet, as dead keys and some engines send them.
    robot.packet(" Hường");
    assert_eq!(robot.state.place, "Nguyễn Thị Hường");
    // Windows' own layout sends marks as letters of their own, here in the middle of a word.
    robot.state.place.clear();
    robot.type_text("ac");
    robot.press("Left");
    robot.packet("\u{301}");
    robot.type_text("b");
    assert_eq!(robot.state.place, "a\u{301}bc");
}

#[test]
fn keys_with_ctrl_act_and_leave_no_letter_behind() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    robot.type_text("x");
    robot.press("Ctrl+2");
    robot.press("Ctrl+s");
    robot.press("Alt+q");
    assert_eq!(robot.state.opened_tab, 1);
    assert_eq!(robot.state.saved, 1);
    assert_eq!(robot.state.place, "x");
}

#[test]
fn a_field_copies_and_pastes() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    robot.type_text("Càng Long");
    robot.press("Ctrl+a");
    robot.press("Ctrl+c");
    assert_eq!(robot.clipboard.0.as_deref(), Some("Càng Long"));
    robot.press("Shift+Tab");
    robot.press("Ctrl+v");
    assert_eq!(robot.state.name, "Càng Long");
}

#[test]
fn buttons_are_pressed_by_enter_space_and_click_once_each() {
    let mut robot = Form::robot();
    robot.press("Shift+Tab");
    robot.press("Shift+Tab");
    assert!(robot.is_focused("save"));
    robot.press("Enter");
    robot.press("Space");
    robot.click("Lưu");
    assert_eq!(robot.state.saved, 3);
    robot.click("Không");
    assert_eq!(robot.state.saved, 3);
}

#[test]
fn a_tick_turns_by_key_and_click() {
    let mut robot = Form::robot();
    robot.click("Chính thức");
    assert!(robot.state.is_official);
    robot.burst(&["Space", "Space", "Space"]);
    assert!(!robot.state.is_official);
}

#[test]
fn a_choice_is_made_with_arrows_letters_and_the_list() {
    let mut robot = Form::robot();
    let _ = go_to(&mut robot, "sex");
    robot.press("Down");
    assert_eq!(robot.state.sex, Some("Nam"));
    robot.burst(&["Down", "Down", "Down"]);
    assert_eq!(robot.state.sex, Some("Chưa rõ"));
    robot.press("n");
    assert_eq!(robot.state.sex, Some("Nam"));
    robot.press("n");
    assert_eq!(robot.state.sex, Some("Nữ"), "the next that begins so, accents aside");

    robot.press("Alt+Down");
    assert!(robot.text_visible("Chưa rõ"), "the list is open");
    robot.press("Down");
    robot.press("Escape");
    assert!(!robot.text_visible("Chưa rõ"));
    assert_eq!(robot.state.sex, Some("Nữ"), "Escape takes nothing");
    robot.press("Space");
    robot.press("Up");
    robot.press("Enter");
    assert_eq!(robot.state.sex, Some("Nam"));

    for key in ["Space", "Alt+Up"] {
        robot.press("Space");
        robot.press("Down");
        assert_eq!(robot.state.sex, Some("Nam"), "only marked so far");
        robot.press(key);
        assert!(!robot.text_visible("Chưa rõ"), "the list is shut");
        assert_eq!(robot.state.sex, Some("Nữ"), "{key} takes what is marked");
        robot.press("Up");
    }
    // A space within a word is no key of the list: "chưa rõ" is typed out.
    robot.burst(&["c", "h", "ư", "a", "Space", "r"]);
    assert_eq!(robot.state.sex, Some("Chưa rõ"));
    assert!(!robot.text_visible("Nữ"), "no list was opened");
    robot.burst(&["Up", "Up"]);
    assert_eq!(robot.state.sex, Some("Nam"));

    robot.press("Space");
    robot.press("Tab");
    assert!(robot.is_focused("official"), "Tab is never trapped");
    assert!(!robot.text_visible("Chưa rõ"));
    robot.click("Nam");
    robot.click("Chưa rõ");
    assert_eq!(robot.state.sex, Some("Chưa rõ"));
}

/// Walks with Tab until the control has the focus; how many steps it took.
fn go_to(robot: &mut Robot<Form, Said>, id: &str) -> usize {
    for steps in 0..30 {
        if robot.is_focused(id) {
            return steps;
        }
        robot.press("Tab");
    }
    panic!("Tab never reaches {id}");
}

#[test]
fn suggestions_are_found_without_accents_and_taken_by_key() {
    let mut robot = Form::robot();
    let _ = go_to(&mut robot, "ethnicity");
    robot.type_text("k");
    assert!(robot.text_visible("Kinh") && robot.text_visible("Khmer"));
    assert!(!robot.text_visible("Hoa"));
    robot.press("Down");
    robot.press("Down");
    robot.press("Enter");
    assert_eq!(robot.state.ethnicity, "Khmer");
    assert!(!robot.text_visible("Kinh"), "the list is shut");

    robot.press("Ctrl+a");
    robot.type_text("e-d");
    robot.burst(&["Down", "Tab"]);
    assert_eq!(robot.state.ethnicity, "Ê-đê");
    assert!(robot.is_focused("sex"), "Tab takes and goes on");

    robot.press("Shift+Tab");
    robot.type_text("Khác");
    robot.press("Escape");
    robot.press("Tab");
    assert_eq!(robot.state.ethnicity, "Khác", "what is not in the list may stay");

    robot.press("Shift+Tab");
    robot.type_text("ho");
    robot.click("Hoa");
    assert_eq!(robot.state.ethnicity, "Hoa");
}

#[test]
fn an_open_dialog_has_all_keys_and_gives_the_focus_back() {
    let mut robot = Form::robot();
    let _ = go_to(&mut robot, "ask");
    robot.press("Enter");
    assert!(robot.is_focused("reason"), "the first control takes the focus");
    robot.type_text("vì");
    assert_eq!(robot.state.answer, "vì");
    robot.press("Ctrl+2");
    robot.press("Ctrl+f");
    assert_eq!(robot.state.opened_tab, 0, "the window's keys sleep");
    robot.press("Tab");
    assert!(robot.is_focused("cancel"));
    robot.press("Tab");
    assert!(robot.is_focused("reason"), "Tab stays inside");
    robot.press("Enter");
    assert_eq!(robot.state.saved, 1, "Enter is the dialog's");
    robot.press("Escape");
    assert!(!robot.state.dialog);
    assert!(robot.is_focused("ask"), "the focus is back where it was");
}

#[test]
fn what_lies_under_a_dialog_takes_no_click() {
    let mut robot = Form::robot();
    let save = robot.place_of("Lưu").center();
    robot.click("Hỏi");
    robot.click_at(save);
    assert_eq!(robot.state.saved, 0);
    assert!(robot.state.dialog);
}

#[test]
fn the_focus_is_scrolled_into_view() {
    let mut robot = Form::robot().sized(1024.0, 300.0);
    assert!(!robot.text_visible("Hỏi"));
    robot.press("Shift+Tab");
    assert!(robot.is_focused("ask"));
    let place = robot.place_of("Hỏi");
    assert!(place.height > 10.0 && place.y + place.height <= 300.0, "{place:?}");
    robot.press("Ctrl+f");
    assert!(robot.text_visible("Quê quán"), "also when the program moves the focus");
}

#[test]
fn page_keys_scroll_a_page_and_leave_the_fields_alone() {
    let mut robot = Form::robot().sized(1024.0, 300.0);
    robot.press("Ctrl+f");
    robot.type_text("x");
    robot.press("PageDown");
    robot.press("PageDown");
    assert!(robot.text_visible("Hỏi"));
    robot.press("PageUp");
    robot.press("PageUp");
    assert!(robot.text_visible("Họ và tên"));
    assert_eq!(robot.state.place, "x");
}

#[test]
fn fields_survive_whatever_is_put_into_them() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    let long = "Nguyễn Văn 👨‍👩‍👧 a\u{302}\u{301} '; DROP TABLE member; -- ".repeat(200);
    robot.clipboard.0 = Some(long.clone());
    robot.press("Ctrl+v");
    assert_eq!(robot.state.place, long, "nothing is cut or rewritten");
    robot.press("Home");
    robot.press("Delete");
    robot.press("End");
    robot.packet("ế");
    assert!(robot.state.place.ends_with("-- ế"));
    // The program may put a shorter text in at any time.
    robot.press("Ctrl+a");
    robot.state.place = "ngắn".to_owned();
    robot.press("Backspace");
    assert_eq!(robot.state.place, "");
}

#[test]
fn a_dialog_in_place_of_another_starts_anew() {
    #[derive(Debug, Clone)]
    enum Step {
        Typed(String),
        Next,
        Shut,
    }
    fn update(state: &mut (usize, String), step: Step) -> Task<Step> {
        match step {
            Step::Typed(text) => state.1 = text,
            Step::Next => state.0 += 1,
            Step::Shut => state.0 = 0,
        }
        Task::none()
    }
    fn view((step, text): &(usize, String)) -> Element<'_, Step> {
        let dialog = (*step > 0).then(|| {
            Dialog::new(format!("step-{step}"), format!("Bước {step}"), Step::Shut)
                .body(text_field("Chữ", text).id("text").on_input(Step::Typed))
                .button(press("Tiếp").id("next").on_press(Step::Next))
        });
        focus_scope(modal(press("Bắt đầu").id("start").on_press(Step::Next), dialog)).into()
    }
    let mut robot = Robot::new((0, String::new()), update, view);
    robot.press("Tab");
    robot.press("Enter");
    assert!(robot.is_focused("text"));
    robot.press("Tab");
    robot.press("Enter");
    assert!(robot.text_visible("Bước 2"));
    assert!(robot.is_focused("text"), "not where the first dialog had it");
    robot.press("Escape");
    assert!(robot.is_focused("start"));
    robot.press("Enter");
    assert!(robot.is_focused("text"), "the focus is taken each time anew");
}

#[test]
fn a_high_dialog_keeps_its_buttons_in_the_window() {
    fn view(_: &()) -> Element<'_, ()> {
        let lines = (0..60).map(|line| text::body(format!("dòng {line}")).into());
        let dialog = Dialog::new("long", "Dài", ())
            .body(scroll(iced::widget::column(lines)))
            .button(press("Đóng").on_press(()));
        focus_scope(modal(text::body("Trang"), Some(dialog))).into()
    }
    let mut robot = Robot::new((), |_, ()| Task::none(), view);
    let button = robot.place_of("Đóng");
    assert!(button.height > 10.0 && button.y + button.height < 640.0, "{button:?}");
    assert!(robot.text_visible("dòng 3") && !robot.text_visible("dòng 59"));
}

#[test]
fn a_value_may_shrink_while_its_words_are_being_selected() {
    let mut robot = Form::robot();
    robot.state.place = "Càng Long Trà Vinh".to_owned();
    let place = robot.place_of("Càng Long Trà Vinh");
    let end = iced::Point::new(place.x + 130.0, place.center_y());
    robot.click_at(end);
    robot.move_to(end);
    robot.button(true);
    robot.state.place = "C".to_owned();
    robot.move_to(iced::Point::new(place.x + 200.0, place.center_y()));
    robot.move_to(iced::Point::new(place.x + 12.0, place.center_y()));
    robot.button(false);
    assert!(robot.text_visible("C"));
}

// ---- notices

#[test]
fn a_notice_offers_its_way_back_and_lets_the_rest_be_used() {
    #[derive(Default)]
    struct Notices {
        done: usize,
        undone: usize,
        gone: usize,
    }
    #[derive(Debug, Clone)]
    enum Note {
        Done,
        Undone,
        Gone,
    }
    fn update(state: &mut Notices, note: Note) -> Task<Note> {
        match note {
            Note::Done => state.done += 1,
            Note::Undone => state.undone += 1,
            Note::Gone => state.gone += 1,
        }
        Task::none()
    }
    fn view(_: &Notices) -> Element<'_, Note> {
        let base = column![text::body("Trang"), press("Làm").on_press(Note::Done)]
            .width(Length::Fill)
            .height(Length::Fill);
        let notice = Notice::new(Tone::Done, "Đã lưu", Note::Gone).action("Hoàn tác", "Ctrl+Z", Note::Undone);
        focus_scope(column![base, foot(text::body("Sổ"), text::body("12:00"), [notice])]).into()
    }
    let mut robot = Robot::new(Notices::default(), update, view);
    robot.click("Làm");
    robot.click("Hoàn tác");
    assert_eq!((robot.state.done, robot.state.undone), (1, 1));
    robot.press("Tab");
    robot.press("Enter");
    assert_eq!(robot.state.done, 2);
    robot.press("Tab");
    robot.press("Enter");
    assert_eq!(robot.state.undone, 2, "the button of a notice can be reached by Tab");
}
