//! A person at the window, without a window: feeds keys and clicks to any program of the shape
//! (state, update, view) in the order in which iced's own loop does it.
//!
//! Unlike `iced_test::Simulator` it keeps the widgets' state between views (focus, cursor,
//! scrolling), runs the tasks that `update` returns, answers the clipboard, and hands each event
//! with its status to the function that the program's subscription uses.

mod keys;
mod look;
pub mod telex;

use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use iced::advanced::clipboard::{Clipboard, Kind};
use iced::advanced::graphics::text::font_system;
use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::Id;
use iced::advanced::widget::operation::{Operation, Outcome};
use iced::advanced::{input_method, mouse};
use iced::event::Status;
use iced::keyboard::{Key, Modifiers};
use iced::{Element, Event, Point, Rectangle, Renderer, Size, Task, Theme, window};
use iced_test::futures::futures::stream::{BoxStream, StreamExt};
use iced_test::futures::futures::task::{ArcWake, Context, Poll, waker};
use iced_test::runtime::user_interface::{self, Cache};
use iced_test::runtime::{Action, UserInterface, clipboard, task, window as window_action};

use keys::{NO_PLACE, chord_events, key_event};
use look::{Look, Seen, Stop};
use telex::Typing;

/// How long a task may sleep before the robot goes on without it.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the robot waits for something that must come.
const MOST_PATIENCE: Duration = Duration::from_secs(120);

/// The subscription's function: what a program makes of an event that the widgets have seen.
pub type OnEvent<Message> = fn(Event, Status, window::Id) -> Option<Message>;

/// See the module.
pub struct Robot<State, Message: Send + 'static> {
    /// The program's state, to look at.
    pub state: State,
    update: fn(&mut State, Message) -> Task<Message>,
    view: fn(&State) -> Element<'_, Message>,
    on_event: Option<OnEvent<Message>>,
    theme: Theme,
    size: Size,
    renderer: Renderer,
    executor: iced::executor::Default,
    cache: Cache,
    cursor: mouse::Cursor,
    /// What was copied last.
    pub clipboard: Paper,
    running: Vec<(BoxStream<'static, Action<Message>>, bool)>,
    /// Whether the program has closed its window.
    pub is_closed: bool,
    /// Whether an input method may compose now.
    pub awaits_text: bool,
    /// When the window wants to be drawn next.
    asked: window::RedrawRequest,
}

/// A clipboard.
#[derive(Debug, Default, Clone)]
pub struct Paper(pub Option<String>);

impl Clipboard for Paper {
    fn read(&self, _kind: Kind) -> Option<String> {
        self.0.clone()
    }

    fn write(&mut self, _kind: Kind, contents: String) {
        self.0 = Some(contents);
    }
}

impl<State, Message: Send + 'static> Robot<State, Message> {
    /// A program in a window of 1024 by 640, the least that we support.
    pub fn new(
        state: State,
        update: fn(&mut State, Message) -> Task<Message>,
        view: fn(&State) -> Element<'_, Message>,
    ) -> Self {
        static FONTS: Once = Once::new();
        let settings = so_chi_bo::ui::settings();
        FONTS.call_once(|| {
            let mut system = font_system().write().expect("the font system");
            for font in so_chi_bo::ui::font::bundled() {
                system.load_font(font);
            }
        });
        let renderer = iced_test::futures::futures::executor::block_on(Renderer::new(
            settings.default_font,
            settings.default_text_size,
            Some("tiny-skia"),
        ));
        let mut robot = Self {
            state,
            update,
            view,
            on_event: None,
            theme: so_chi_bo::ui::theme::Variant::Light.theme(),
            size: Size::new(1024.0, 640.0),
            renderer: renderer.expect("the software renderer"),
            executor: iced::executor::Default::new().expect("an executor"),
            cache: Cache::default(),
            cursor: mouse::Cursor::Unavailable,
            clipboard: Paper::default(),
            running: Vec::new(),
            is_closed: false,
            awaits_text: false,
            asked: window::RedrawRequest::Wait,
        };
        robot.feed(&[]);
        robot
    }

    /// The same with the program's subscription to keys.
    pub fn listening(mut self, on_event: OnEvent<Message>) -> Self {
        self.on_event = Some(on_event);
        self
    }

    /// The same in a window of another size.
    pub fn sized(mut self, width: f32, height: f32) -> Self {
        self.resize(width, height);
        self
    }

    /// Gives the window another size, as a person does at its edge.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.size = Size::new(width, height);
        self.feed(&[Event::Window(window::Event::Resized(self.size))]);
    }

    /// The same in another look, for screenshots.
    pub fn themed(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Runs a task as if `update` had returned it: the program's first one.
    pub fn run(&mut self, task: Task<Message>) {
        self.start(task);
        self.settle();
    }

    /// Gives a message to the program, as a background job would.
    pub fn send(&mut self, message: Message) {
        self.apply(vec![message]);
        self.settle();
    }

    // ---- keys

    /// Presses and releases a chord: `"Tab"`, `"Shift+Tab"`, `"Ctrl+S"`, `"a"`.
    pub fn press(&mut self, chord: &str) {
        self.feed(&chord_events(chord));
    }

    /// Presses several chords within one batch of events, faster than the program can follow.
    pub fn burst(&mut self, chords: &[&str]) {
        let events: Vec<_> = chords.iter().flat_map(|chord| chord_events(chord)).collect();
        self.feed(&events);
    }

    /// Types letter by letter, as a keyboard with that layout gives it.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.press(&letter.to_string());
        }
    }

    /// A letter as Unikey and EVKey send it on Windows: a packet without a key.
    pub fn packet(&mut self, text: &str) {
        let key = key_event(Key::Unidentified, NO_PLACE, Modifiers::empty(), Some(text));
        self.feed(&[key]);
    }

    /// Types a text (`"Nguyễn Thị Hường"`) with Telex as Unikey and EVKey pass it on: a key that
    /// only adds its letter goes through; of a key that changes the word, the letters from the
    /// change on are taken back with a burst of Backspace and sent again as packets.
    pub fn unikey(&mut self, text: impl Typing) {
        for batch in unikey_batches(text) {
            self.feed(&batch);
        }
    }

    /// The same in one batch of events, faster than the program can follow.
    pub fn unikey_at_once(&mut self, text: impl Typing) {
        self.feed(&unikey_batches(text).concat());
    }

    /// Types a text with Telex through an input method that shows the word before it is done
    /// (ibus, fcitx): each shape as a preedit, the word's commit, and then the space's own key.
    pub fn input_method(&mut self, text: &str) {
        for (place, word) in text.split(' ').enumerate() {
            if place > 0 {
                self.press("Space");
            }
            let shapes: Vec<String> = telex::steps(word).into_iter().map(|step| step.shown).collect();
            let shapes: Vec<&str> = shapes.iter().map(String::as_str).collect();
            self.compose(&shapes, word);
        }
    }

    /// Shows a word that is being composed and is not done.
    pub fn preedit(&mut self, shape: &str) {
        let length = shape.len();
        self.feed(&[
            Event::InputMethod(input_method::Event::Opened),
            Event::InputMethod(input_method::Event::Preedit(shape.to_owned(), Some(length..length))),
        ]);
    }

    /// The composed word is done.
    pub fn commit(&mut self, word: &str) {
        self.feed(&[
            Event::InputMethod(input_method::Event::Preedit(String::new(), None)),
            Event::InputMethod(input_method::Event::Commit(word.to_owned())),
        ]);
    }

    /// Types a text on the Vietnamese layout of Windows, which sends tones as combining marks.
    pub fn windows_layout(&mut self, text: &str) {
        for key in telex::with_combining_tones(text) {
            self.feed(&[key_event(
                Key::Character(key.to_lowercase().into()),
                NO_PLACE,
                Modifiers::empty(),
                Some(&key),
            )]);
        }
    }

    /// Composes a word with an input method: its growing shapes, then the commit.
    pub fn compose(&mut self, shapes: &[&str], commit: &str) {
        self.feed(&[Event::InputMethod(input_method::Event::Opened)]);
        for shape in shapes {
            let length = shape.len();
            self.feed(&[Event::InputMethod(input_method::Event::Preedit(
                (*shape).to_owned(),
                Some(length..length),
            ))]);
        }
        self.feed(&[
            Event::InputMethod(input_method::Event::Preedit(String::new(), None)),
            Event::InputMethod(input_method::Event::Commit(commit.to_owned())),
        ]);
    }

    // ---- mouse

    /// Clicks the first text that reads so.
    pub fn click(&mut self, text: &str) {
        let at = self.place_of(text).center();
        self.click_at(at);
    }

    /// Clicks at a point.
    pub fn click_at(&mut self, at: Point) {
        self.move_to(at);
        self.button(true);
        self.button(false);
    }

    /// Moves the pointer.
    pub fn move_to(&mut self, at: Point) {
        self.cursor = mouse::Cursor::Available(at);
        self.feed(&[Event::Mouse(mouse::Event::CursorMoved { position: at })]);
    }

    /// A drag so fast that all of it comes between two frames: iced hands out every event of it
    /// with the place where the mouse is at last.
    pub fn drag_between_frames(&mut self, from: Point, to: Point) {
        self.cursor = mouse::Cursor::Available(to);
        let moved = |position| Event::Mouse(mouse::Event::CursorMoved { position });
        self.feed(&[
            moved(from),
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)),
            moved(to),
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)),
        ]);
    }

    /// Presses (`true`) or releases the left button.
    pub fn button(&mut self, is_down: bool) {
        self.feed(&[Event::Mouse(if is_down {
            mouse::Event::ButtonPressed(mouse::Button::Left)
        } else {
            mouse::Event::ButtonReleased(mouse::Button::Left)
        })]);
    }

    /// Turns the wheel by lines; down is negative.
    pub fn wheel(&mut self, lines: f32) {
        let delta = mouse::ScrollDelta::Lines { x: 0.0, y: lines };
        self.feed(&[Event::Mouse(mouse::Event::WheelScrolled { delta })]);
    }

    // ---- looking

    /// Every text that can be seen, in reading order of the widgets.
    pub fn texts(&mut self) -> Vec<Seen> {
        self.look().texts
    }

    /// Whether a text can be seen that reads exactly so.
    pub fn text_visible(&mut self, text: &str) -> bool {
        self.texts().iter().any(|seen| seen.text == text)
    }

    /// Where a text is.
    pub fn place_of(&mut self, text: &str) -> Rectangle {
        let texts = self.texts();
        match texts.iter().find(|seen| seen.text == text) {
            Some(seen) => seen.bounds,
            None => panic!(
                "“{text}” can't be seen, only {:?}",
                texts.iter().map(|seen| &seen.text).collect::<Vec<_>>()
            ),
        }
    }

    /// The name of the control with the focus.
    pub fn focused(&mut self) -> Option<Id> {
        let look = self.look();
        assert!(look.focused.len() <= 1, "several have the focus: {look:?}");
        look.focused.first().and_then(|(id, _)| id.clone())
    }

    /// Whether this control has the focus.
    pub fn is_focused(&mut self, id: &str) -> bool {
        self.focused() == Some(Id::from(id.to_owned()))
    }

    /// Where the focus can go, in its order.
    pub fn stops(&mut self) -> Vec<Stop> {
        self.look().stops
    }

    /// The first text within the control with the focus, such as a button's word.
    pub fn focused_text(&mut self) -> Option<String> {
        let look = self.look();
        let (_, bounds) = look.focused.first()?;
        look.texts.iter().find(|seen| bounds.contains(seen.bounds.center())).map(|seen| seen.text.clone())
    }

    /// Draws the window into a file of the PPM format, which ImageMagick reads.
    pub fn screenshot(&mut self, path: impl AsRef<std::path::Path>) {
        let pixels = self.frame();
        let mut file = format!("P6 {} {} 255\n", self.size.width, self.size.height).into_bytes();
        file.extend(pixels.chunks_exact(4).flat_map(|pixel| &pixel[..3]));
        std::fs::write(path, file).expect("a screenshot");
    }

    /// Draws the window: four bytes for each pixel.
    pub fn frame(&mut self) -> Vec<u8> {
        let base = self.theme.palette();
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        let redraw = [Event::Window(window::Event::RedrawRequested(Instant::now()))];
        let _ = ui.update(&redraw, self.cursor, &mut self.renderer, &mut self.clipboard, &mut Vec::new());
        let style = Style { text_color: base.text };
        ui.draw(&mut self.renderer, &self.theme, &style, self.cursor);
        self.cache = ui.into_cache();
        let (width, height) = (self.size.width as u32, self.size.height as u32);
        self.renderer.screenshot(Size::new(width, height), 1.0, base.background)
    }

    /// Asks for the frame of a time to come; when the window wants the one after it.
    pub fn frame_after(&mut self, time: Instant) -> window::RedrawRequest {
        let _ = self.show(&[Event::Window(window::Event::RedrawRequested(time))]);
        self.asked
    }

    // ---- the loop

    /// One batch: widgets first, then their messages, then the subscription's, then the tasks,
    /// then a redraw, until nothing more is said.
    pub fn feed(&mut self, events: &[Event]) {
        let (messages, statuses) = self.show(events);
        self.apply(messages);
        if let Some(on_event) = self.on_event {
            let heard = events
                .iter()
                .zip(statuses)
                .filter_map(|(event, status)| on_event(event.clone(), status, window::Id::unique()))
                .collect();
            self.apply(heard);
        }
        self.settle();
    }

    /// Waits until the state is as wanted, while tasks run; what has been begun has its time first.
    pub fn wait_for(&mut self, wanted: impl Fn(&State) -> bool) {
        let is_there = self.wait_while(|robot| !wanted(&robot.state));
        assert!(is_there, "waited in vain");
    }

    /// Waits until a text can be seen that contains this.
    pub fn wait_for_text(&mut self, part: &str) {
        let is_there = self.wait_while(|robot| !robot.texts().iter().any(|seen| seen.text.contains(part)));
        assert!(is_there, "“{part}” is not seen, only {:?}", self.texts());
    }

    /// Waits as long as it takes a loaded machine; whether it was worth it.
    fn wait_while(&mut self, still: impl Fn(&mut Self) -> bool) -> bool {
        let until = Instant::now() + MOST_PATIENCE;
        loop {
            for (_, is_slow) in &mut self.running {
                *is_slow = false;
            }
            self.settle();
            if !still(self) {
                return true;
            }
            if Instant::now() > until {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn show(&mut self, events: &[Event]) -> (Vec<Message>, Vec<Status>) {
        let mut messages = Vec::new();
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        let (shown, statuses) =
            ui.update(events, self.cursor, &mut self.renderer, &mut self.clipboard, &mut messages);
        self.asked = window::RedrawRequest::NextFrame;
        if let user_interface::State::Updated { input_method, redraw_request, .. } = shown {
            self.awaits_text = input_method.is_enabled();
            self.asked = redraw_request;
        }
        self.cache = ui.into_cache();
        (messages, statuses)
    }

    fn apply(&mut self, messages: Vec<Message>) {
        for message in messages {
            let task = {
                let Self { executor, update, state, .. } = self;
                let _guard = executor.enter();
                update(state, message)
            };
            self.start(task);
        }
    }

    fn start(&mut self, task: Task<Message>) {
        self.running.extend(task::into_stream(task).map(|stream| (stream, false)));
    }

    /// Runs tasks and redraws until nothing more happens.
    fn settle(&mut self) {
        let mut quiet = 0;
        for _ in 0..100 {
            self.run_tasks();
            let redraw = Event::Window(window::Event::RedrawRequested(Instant::now()));
            let (messages, _) = self.show(&[redraw]);
            // A widget that asks for the next frame may have more to do then.
            quiet = if messages.is_empty() { quiet + 1 } else { 0 };
            if quiet > 0 && (self.asked != window::RedrawRequest::NextFrame || quiet > 3) {
                return;
            }
            self.apply(messages);
        }
        panic!("the program never comes to rest");
    }

    fn run_tasks(&mut self) {
        let alarm = Arc::new(Alarm(std::thread::current()));
        let waker = waker(alarm);
        let mut context = Context::from_waker(&waker);
        let mut asleep_since = Instant::now();
        loop {
            let mut actions = Vec::new();
            let Self { executor, running, .. } = self;
            let guard = executor.enter();
            running.retain_mut(|(stream, _)| {
                loop {
                    match stream.poll_next_unpin(&mut context) {
                        Poll::Ready(Some(action)) => actions.push(action),
                        Poll::Ready(None) => return false,
                        Poll::Pending => return true,
                    }
                }
            });
            drop(guard);
            if actions.is_empty() {
                let is_waiting = self.running.iter().any(|(_, is_slow)| !is_slow);
                if !is_waiting {
                    return;
                }
                if asleep_since.elapsed() > PATIENCE {
                    for (_, is_slow) in &mut self.running {
                        *is_slow = true;
                    }
                    return;
                }
                std::thread::park_timeout(Duration::from_millis(5));
            } else {
                asleep_since = Instant::now();
                for action in actions {
                    self.act(action);
                }
            }
        }
    }

    fn act(&mut self, action: Action<Message>) {
        match action {
            Action::Output(message) => self.apply(vec![message]),
            Action::Widget(operation) => {
                let mut next = Some(operation);
                while let Some(mut operation) = next.take() {
                    self.operate(operation.as_mut());
                    if let Outcome::Chain(chained) = operation.finish() {
                        next = Some(chained);
                    }
                }
            }
            Action::Clipboard(clipboard::Action::Read { channel, .. }) => {
                let _ = channel.send(self.clipboard.0.clone());
            }
            Action::Clipboard(clipboard::Action::Write { contents, .. }) => {
                self.clipboard.0 = Some(contents);
            }
            Action::Window(
                window_action::Action::GetLatest(channel) | window_action::Action::GetOldest(channel),
            ) => {
                let _ = channel.send(Some(window::Id::unique()));
            }
            Action::Window(window_action::Action::Close(_)) | Action::Exit => {
                self.is_closed = true;
            }
            Action::LoadFont { channel, .. } => {
                let _ = channel.send(Ok(()));
            }
            Action::Window(_) | Action::System(_) | Action::Image(_) | Action::Reload => {}
        }
    }

    fn operate(&mut self, operation: &mut dyn Operation) {
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        ui.operate(&self.renderer, operation);
        self.cache = ui.into_cache();
    }

    fn look(&mut self) -> Look {
        let mut look = Look::within(Rectangle::with_size(self.size));
        self.operate(&mut look);
        look
    }
}

/// What Unikey sends for each press of a key.
fn unikey_batches(text: impl Typing) -> Vec<Vec<Event>> {
    let mut batches = Vec::new();
    for (place, word) in text.words().into_iter().enumerate() {
        if place > 0 {
            batches.push(chord_events("Space"));
        }
        let mut shown = String::new();
        for step in word {
            batches.push(unikey_events(&shown, &step));
            shown = step.shown;
        }
    }
    batches
}

fn unikey_events(shown: &str, step: &telex::Step) -> Vec<Event> {
    if step.shown == format!("{shown}{}", step.key) {
        return chord_events(&step.key.to_string());
    }
    let common = shown.chars().zip(step.shown.chars()).take_while(|(a, b)| a == b).count();
    let mut events = Vec::new();
    for _ in common..shown.chars().count() {
        events.extend(chord_events("Backspace"));
    }
    for letter in step.shown.chars().skip(common) {
        let text = letter.to_string();
        events.push(key_event(Key::Unidentified, NO_PLACE, Modifiers::empty(), Some(&text)));
    }
    events
}

/// Wakes the robot when a task can go on.
struct Alarm(std::thread::Thread);

impl ArcWake for Alarm {
    fn wake_by_ref(alarm: &Arc<Self>) {
        alarm.0.unpark();
    }
}
