//! Pictures of all pages without a window, worked by the tests' robot.

use std::path::Path;
use std::time::{Duration, Instant};

use iced::{Event, Vector, mouse, window};
use so_chi_bo::i18n::{self, Language};
use so_chi_bo::ui::theme::Variant;
use so_chi_bo::ui::widget::focus_on;

use crate::support::robot::Robot;
use crate::window::{Gallery, Message, Page};

type Visitor = Robot<Gallery, Message>;

/// Writes them into a folder, as PPM, which ImageMagick and most viewers read.
pub fn write(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder for the pictures");
    for (language, code) in [(Language::Vi, "vi"), (Language::En, "en")] {
        i18n::select(language);
        for (variant, look) in [(Variant::Light, "light"), (Variant::Dark, "dark")] {
            for page in Page::ALL {
                let mut robot = visitor(variant, language, page);
                for (suffix, prepare) in scenes(page) {
                    prepare(&mut robot);
                    let name = format!("{page:?}{suffix}-{look}-{code}.ppm").to_lowercase();
                    robot.screenshot(folder.join(&name));
                    println!("{name}");
                }
            }
        }
    }
}

fn visitor(variant: Variant, language: Language, page: Page) -> Visitor {
    let gallery = Gallery { variant, language, page, ..Gallery::default() };
    Robot::new(gallery, Gallery::update, Gallery::view).themed(variant.theme()).sized(1366.0, 768.0)
}

type Scene = (&'static str, fn(&mut Visitor));

/// What is done on a page before its pictures: something focused, something pointed at, lists open.
fn scenes(page: Page) -> Vec<Scene> {
    match page {
        Page::Controls => vec![("", |robot| {
            robot.run(focus_on("focused"));
            let words = robot.state.say("Đang trỏ", "Pointed at");
            let at = robot.place_of(words).center();
            robot.move_to(at);
        })],
        Page::Fields => vec![
            ("", |robot| robot.run(focus_on("focused"))),
            ("-suggest", |robot| {
                robot.run(focus_on("suggest"));
                robot.type_text("n");
                robot.press("Down");
            }),
            ("-choice", |robot| {
                robot.press("Escape");
                robot.run(focus_on("choice"));
                robot.press("Alt+Down");
            }),
        ],
        Page::Entries => vec![
            ("", |robot| robot.run(focus_on("identity"))),
            ("-calendar", |robot| {
                robot.run(focus_on("day"));
                robot.press("Alt+Down");
            }),
            ("-search", |robot| {
                robot.press("Escape");
                robot.run(focus_on("nation"));
                robot.type_text("h");
                robot.press("Down");
            }),
            ("-units", |robot| {
                robot.press("Escape");
                robot.run(focus_on("unit"));
                robot.press("Alt+Down");
            }),
            ("-units-found", |robot| robot.type_text("truong")),
        ],
        Page::Grid => vec![
            ("", |robot| {
                robot.run(focus_on("focused"));
                for key in ["Down", "1", "2", "Down"] {
                    robot.press(key);
                }
            }),
            ("-menu", |robot| robot.press("Shift+F10")),
            ("-menu-header", |robot| {
                robot.press("Escape");
                let title = robot.state.say("Chi bộ", "Party cell");
                let at = robot.place_of(title).center();
                robot.move_to(at);
                let press = mouse::Event::ButtonPressed(mouse::Button::Right);
                robot.feed(&[Event::Mouse(press)]);
            }),
            ("-hover", |robot| {
                robot.press("Escape");
                let at = robot.place_of("Chi bộ Văn phòng Đảng ủy Khối các cơ quan").center();
                robot.move_to(at);
                let rested = Instant::now() + Duration::from_secs(1);
                robot.feed(&[Event::Window(window::Event::RedrawRequested(rested))]);
            }),
            ("-moved", |robot| {
                let title = robot.state.say("Ngày sinh", "Born");
                let at = robot.place_of(title).center();
                robot.move_to(at);
                robot.button(true);
                robot.move_to(at + Vector::new(300.0, 0.0));
            }),
        ],
        Page::Tree => vec![
            ("", |robot| {
                robot.run(focus_on("focused"));
                robot.press("Down");
            }),
            ("-found", |robot| {
                robot.run(focus_on("find"));
                robot.type_text("co so 3");
            }),
        ],
        Page::Sheet => vec![
            ("", |robot| {
                robot.run(focus_on("focused"));
                for key in ["Down", "Right", "x", "Enter", "Shift+Down", "Shift+Down", "Shift+Right"] {
                    robot.press(key);
                }
            }),
            ("-edit", |robot| {
                robot.press("Ctrl+Home");
                robot.unikey("Nguyễn");
            }),
        ],
        Page::Palette => vec![
            ("", |robot| {
                robot.run(focus_on("palette-search"));
                robot.burst(&["Down", "Down"]);
            }),
            ("-found", |robot| robot.type_text("dang vien")),
            ("-nothing", |robot| robot.type_text(" xyz")),
        ],
        Page::Paste => vec![("", |robot| {
            let first = robot.state.paste.focus();
            robot.run(focus_on(first));
        })],
        Page::Question | Page::Form | Page::Notices | Page::Charts | Page::Pages => vec![("", |_| {})],
    }
}
