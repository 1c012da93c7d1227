//! How long from a key press, a notch of the wheel or a step of a drag to the new picture, with the
//! software renderer: the grid alone at 100.000 and 500.000 rows, and the members tab over registers
//! of 100.000 and, where one was made, 500.000.
//!
//!   cargo bench --bench register -- open     (makes the register of 100.000, once)
//!   sochibo-cli --workspace target/bench-500000 sample --members 500000     (with its password, if wanted)
//!   cargo bench --bench frames
//!
//! Each step is all of it: the event, the messages, the answers of tasks, a new view, its layout,
//! the drawing of the whole window into memory. What is left out is the way of the picture to the
//! screen (under 2 ms for the system's shared memory). What is too much is that the picture is put
//! into a new piece of memory and its colours are turned round each time, which the program never
//! does: the line "nothing" is an empty window, to be taken off the others.

#[path = "../tests/support/mod.rs"]
mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use iced::{Element, Point, Task};
use so_chi_bo::services::registers;
use so_chi_bo::store::workspace::Secret;
use so_chi_bo::ui::widget::grid::{Column, Kind, RowKey};
use so_chi_bo::ui::widget::{focus_scope, grid};
use support::bench::{Clerk, seated};
use support::robot::Robot;

/// The screens of our users.
const SCREENS: [(f32, f32); 2] = [(1366.0, 768.0), (1920.0, 1080.0)];
/// How many steps are measured for each figure.
const STEPS: usize = 300;
/// As `benches/register.rs` makes it.
const PASSWORD: &str = "mua-nuoc-noi-nam-nay";

fn main() {
    // `cargo test --benches` asks every benchmark whether it runs at all.
    let is_trial = std::env::args().any(|argument| argument == "--test");
    let steps = if is_trial { 3 } else { STEPS };
    println!("{:44} {:>9} {:>9} {:>9}", "milliseconds", "median", "99%", "worst");
    for screen in SCREENS {
        let view = |_: &()| -> Element<'_, ()> { iced::widget::space().into() };
        let mut robot = Robot::new((), |_, _: ()| Task::none(), view).sized(screen.0, screen.1);
        report(&format!("nothing, {}x{}", screen.0, screen.1), &mut robot, steps, |robot, _| robot.feed(&[]));
    }
    for rows in [100_000, 500_000] {
        for screen in SCREENS {
            Table::measure(rows, screen, steps);
        }
    }
    for register in ["bench-register", "bench-500000"] {
        for screen in SCREENS {
            measure_members(register, screen, steps);
        }
    }
}

/// Takes the time of each step to its picture, and prints median, 99th percentile and worst.
fn report<State, Message: Send + 'static>(
    name: &str,
    robot: &mut Robot<State, Message>,
    steps: usize,
    mut step: impl FnMut(&mut Robot<State, Message>, usize),
) {
    let mut times: Vec<Duration> = (0..steps)
        .map(|count| {
            let start = Instant::now();
            step(robot, count);
            assert!(!robot.frame().is_empty());
            start.elapsed()
        })
        .collect();
    times.sort();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!("{name:44} {:9.1} {:9.1} {:9.1}", at(50), at(99), at(100));
}

/// A table of texts of one's own making.
struct Table {
    list: grid::State,
    columns: Vec<Column>,
    rows: usize,
}

impl Table {
    fn measure(rows: usize, screen: (f32, f32), steps: usize) {
        let columns = (0..12).map(|place| {
            let kind = if place % 3 == 1 { Kind::Number } else { Kind::Text };
            Column::new(format!("c{place}"), format!("Cột số {place}"), 150.0).kind(kind).editable()
        });
        let table = Self { list: grid::State::new(), columns: columns.collect(), rows };
        let mut robot = Robot::new(table, Self::update, Self::view).sized(screen.0, screen.1);
        robot.press("Tab");
        robot.press("Down");
        let name = |what: &str| format!("grid, {rows} rows, {}x{}: {what}", screen.0, screen.1);
        report(&name("typing"), &mut robot, steps, |robot, step| match step % 8 {
            7 => robot.press("Enter"),
            _ => robot.press("n"),
        });
        report(&name("arrows"), &mut robot, steps, |robot, _| robot.press("Down"));
        report(&name("page down"), &mut robot, steps, |robot, _| robot.press("PageDown"));
        robot.move_to(Point::new(300.0, 300.0));
        report(&name("wheel"), &mut robot, steps, |robot, _| robot.wheel(-1.0));
        let rail = screen.0 - 6.0;
        robot.press("Ctrl+Home");
        robot.move_to(Point::new(rail, 50.0));
        robot.button(true);
        report(&name("dragging"), &mut robot, steps, |robot, step| {
            robot.move_to(Point::new(rail, 50.0 + (step * 7 % 600) as f32));
        });
        robot.button(false);
    }

    fn update(&mut self, event: grid::Event) -> Task<grid::Event> {
        self.list.apply(&event);
        Task::none()
    }

    fn view(&self) -> Element<'_, grid::Event> {
        let families = ["Nguyễn", "Trần", "Thạch", "Kim", "Sơn", "Lê", "Phạm"];
        let given = ["Hường", "Ẩn", "Đức", "Thúy", "Quỳnh", "Phương Uyên"];
        let cell = move |row: usize, column: usize| match column % 3 {
            0 => format!("{} Thị {}", families[row % 7], given[(row + column) % 6]),
            1 => (row * 7 + column).to_string(),
            _ => format!("{:02}/{:02}/{}", row % 28 + 1, row % 12 + 1, 1950 + row % 50),
        };
        let grid = grid(&self.list, &self.columns, self.rows, cell, |event| event)
            .keys(|row| RowKey::try_from(row).unwrap_or_default());
        focus_scope(grid).into()
    }
}

/// The members tab: scrolling through the list, and finding while typing until the answer is seen.
fn measure_members(kept: &str, screen: (f32, f32), steps: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name(kept);
    if !folder.exists() {
        println!("members: {kept} is not there, see the top of this file");
        return;
    }
    let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    let mut clerk: Clerk = seated(register, "Ctrl+2").sized(screen.0, screen.1);
    let name = |what: &str| format!("{kept}, {}x{}: {what}", screen.0, screen.1);
    clerk.move_to(Point::new(400.0, 400.0));
    report(&name("wheel"), &mut clerk, steps, |clerk, _| clerk.wheel(-1.0));
    let typed: Vec<String> = "nguyen thi hong".chars().map(|letter| letter.to_string()).collect();
    for (what, key) in [("finding", "Ctrl+f"), ("filtering", "Ctrl+Shift+f")] {
        clerk.press(key);
        report(&name(what), &mut clerk, steps, |clerk, step| match step % (typed.len() + 1) {
            0 => clerk.press("Ctrl+a"),
            place => clerk.press(&typed[place - 1]),
        });
        clerk.press("Escape");
    }
}
