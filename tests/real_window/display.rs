//! A screen of our own (Xvfb) with the real program on it, worked by real key presses (xdotool).
//!
//! There is no accessibility tree to ask what the window shows. It is known by what a person
//! would go by: the window's title (tab, register, a star for unsaved typing), a picture that
//! stopped changing, and in the end the files that the program left.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long anything may take in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two keys, about as fast as a good typist.
const KEY_DELAY: &str = "60";
/// The marked letters that the flows type.
const MARKED: &str = "Đỗịỹằộườ";

/// Whether the tools are there. CI sets `SOCHIBO_REAL_WINDOW=required`, and then they must be.
pub fn is_possible() -> bool {
    let missing: Vec<&str> = ["Xvfb", "xdotool", "xmodmap", "xprop", "xwd", "import"]
        .into_iter()
        .filter(|tool| {
            Command::new("which").arg(tool).stdout(Stdio::null()).status().map_or(true, |s| !s.success())
        })
        .collect();
    if missing.is_empty() {
        return true;
    }
    let is_required = std::env::var_os("SOCHIBO_REAL_WINDOW").is_some();
    assert!(!is_required, "the real window can't be tested: {missing:?} not installed");
    eprintln!("skipped: {missing:?} not installed");
    false
}

/// The screen, gone when dropped.
pub struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    pub fn new(width: u32, height: u32) -> Self {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-noreset",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                &format!("{width}x{height}x24"),
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let screen = Self { server, name: format!(":{}", number.trim()) };
        screen.map_vietnamese();
        screen
    }

    /// Puts the marked letters on keys of their own. Else xdotool maps each while it types, and a
    /// busy program reads the keyboard's new map too late for some of them.
    fn map_vietnamese(&self) {
        let listed = Command::new("xmodmap").env("DISPLAY", &self.name).arg("-pke").output().unwrap();
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let free = listed.lines().filter_map(|line| line.strip_suffix(" =")?.split_whitespace().nth(1));
        let maps: Vec<String> = free
            .zip(MARKED.chars())
            .flat_map(|(code, letter)| {
                ["-e".to_owned(), format!("keycode {code} = U{:04X}", u32::from(letter))]
            })
            .collect();
        assert_eq!(maps.len(), 2 * MARKED.chars().count(), "too few free keys for {MARKED}");
        let status = Command::new("xmodmap").env("DISPLAY", &self.name).args(maps).status().unwrap();
        assert!(status.success(), "the keyboard could not be mapped");
    }

    /// What `DISPLAY` is for programs on it.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn xdotool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool").env("DISPLAY", &self.name).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// A property of the screen as `xprop` words it.
    fn root_property(&self, name: &str) -> String {
        let output = Command::new("xprop").env("DISPLAY", &self.name).args(["-root", name]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The bare pixels, quicker than a picture.
    pub fn pixels(&self) -> Vec<u8> {
        let output =
            Command::new("xwd").env("DISPLAY", &self.name).args(["-root", "-silent"]).output().unwrap();
        assert!(output.status.success());
        output.stdout
    }

    /// The picture of the screen, saved where a failing test can be looked at.
    pub fn picture(&self, path: &Path) {
        let status = Command::new("import")
            .env("DISPLAY", &self.name)
            .args(["-window", "root"])
            .arg(path)
            .status()
            .unwrap();
        assert!(status.success());
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A small window manager: without one no window is in front of another.
pub struct Manager(Child);

impl Manager {
    /// Starts it on a screen and waits until it has taken over: a window that asks to be shown
    /// while it does so is forgotten. None, with the reason said, where it is not installed.
    pub fn start(screen: &Screen) -> Option<Self> {
        let mut command = Command::new("openbox");
        command.arg("--sm-disable").env("DISPLAY", &screen.name).stdout(Stdio::null()).stderr(Stdio::null());
        match command.spawn() {
            Ok(process) => {
                let manager = Self(process);
                manager.wait(screen);
                Some(manager)
            }
            Err(error) => {
                eprintln!("skipped: openbox: {error}");
                None
            }
        }
    }

    /// The list of windows is the last thing that it announces before it listens.
    fn wait(&self, screen: &Screen) {
        let start = Instant::now();
        while !screen.root_property("_NET_CLIENT_LIST").contains('#') {
            assert!(start.elapsed() < PATIENCE, "openbox never took the screen over");
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Manager {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A second program on the same screen.
pub struct Second {
    process: Child,
    pub window: String,
}

impl Drop for Second {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(screen: &Screen, home: &Path, arguments: &[&str]) -> Child {
    fs::create_dir_all(home.join("Documents")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_sochibo"))
        .args(["--renderer", "software"])
        .args(arguments)
        .env("DISPLAY", &screen.name)
        .env_remove("WAYLAND_DISPLAY")
        .env("XMODIFIERS", "@im=fcitx")
        .env("WINIT_X11_SCALE_FACTOR", "1")
        .env("SOCHIBO_CONFIG_DIR", home.join("config"))
        .env("SOCHIBO_NO_VIEWER", "1")
        .env("HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .spawn()
        .unwrap()
}

/// The program in its window.
pub struct Program {
    pub screen: Screen,
    process: Child,
    window: String,
}

impl Program {
    /// Starts it on a screen of the smallest usual size, with `home` for settings and documents.
    pub fn start(home: &Path) -> Self {
        Self::on(Screen::new(1366, 768), home)
    }

    /// Starts it on a screen on which something may run already.
    pub fn on(screen: Screen, home: &Path) -> Self {
        let process = spawn(&screen, home, &[]);
        let mut program = Self { screen, process, window: String::new() };
        program.window = program.wait("the window", |program| program.other_window());
        let window = program.window.clone();
        program.screen.xdotool(&["windowsize", "--sync", &window, "1366", "768"]);
        program.screen.xdotool(&["windowfocus", "--sync", &window]);
        program.settle();
        program
    }

    /// A visible window of the program that is not this one.
    fn other_window(&self) -> Option<String> {
        let found = self.screen.xdotool(&["search", "--onlyvisible", "--name", "Chi b"]);
        found.lines().find(|window| *window != self.window).map(str::to_owned)
    }

    /// A second one of the same person, with the register in a folder.
    pub fn second(&self, home: &Path, folder: &Path) -> Second {
        let process = spawn(&self.screen, home, &[folder.to_str().unwrap()]);
        let window = self.wait("the second window", Self::other_window);
        Second { process, window }
    }

    /// Waits until the window manager says that a window has the front and the keys.
    pub fn wait_front(&self, window: &str) {
        self.wait("the front", |program| {
            (program.screen.xdotool(&["getactivewindow"]) == window).then_some(())
        });
        self.settle();
    }

    /// The window's number.
    pub fn window(&self) -> &str {
        &self.window
    }

    /// Ends the test with a picture of what stands on the screen.
    fn give_up(&self, what: &str) -> ! {
        let picture = std::env::temp_dir().join("sochibo-real-window.png");
        self.screen.picture(&picture);
        panic!("waited in vain for {what}; title {:?}; see {}", self.title(), picture.display());
    }

    /// Waits until `look` finds what it looks for.
    pub fn wait<T>(&self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            if start.elapsed() > PATIENCE {
                self.give_up(what);
            }
            sleep(Duration::from_millis(100));
        }
    }

    pub fn title(&self) -> String {
        self.screen.xdotool(&["getwindowname", &self.window])
    }

    /// Waits for a title that contains `part`.
    pub fn wait_title(&self, part: &str) {
        self.wait(part, |program| program.title().contains(part).then_some(()));
    }

    /// Waits until nothing typed is unsaved.
    pub fn wait_saved(&self) {
        self.wait("saving", |program| (!program.title().starts_with('*')).then_some(()));
        self.settle();
    }

    /// Waits until the picture stops changing, apart from a blinking caret.
    pub fn settle(&self) {
        let start = Instant::now();
        let mut seen: Vec<Vec<u8>> = Vec::new();
        while start.elapsed() < Duration::from_secs(6) {
            let picture = self.screen.pixels();
            // With a caret there are two pictures that come and go.
            if seen.iter().rev().take(2).any(|earlier| *earlier == picture) {
                return;
            }
            seen.push(picture);
            sleep(Duration::from_millis(90));
        }
    }

    /// Presses a key that shows another page or a dialog, and waits until much of the picture has
    /// changed: what is typed next belongs there.
    pub fn press_for_page(&self, key: &str) {
        let before = self.screen.pixels();
        self.press(&[key]);
        self.wait("another page", |program| {
            let now = program.screen.pixels();
            let changed = before.iter().zip(&now).filter(|(a, b)| a != b).count();
            (changed * 50 > before.len()).then_some(())
        });
        self.settle();
    }

    /// The same where the program may not be ready for the key: it is pressed again until it is.
    pub fn press_until_page(&self, key: &str) {
        let before = self.screen.pixels();
        let much = before.len() / 50;
        self.wait("another page", |program| {
            program.press(&[key]);
            let now = program.screen.pixels();
            (before.iter().zip(&now).filter(|(a, b)| a != b).count() > much).then_some(())
        });
        self.settle();
    }

    /// Presses a tab's key until the title names the tab: while something is still being saved an
    /// open dialog keeps the key.
    pub fn press_until_title(&self, key: &str, part: &str) {
        self.wait(part, |program| {
            program.press(&[key]);
            program.title().contains(part).then_some(())
        });
        self.settle();
    }

    /// Presses keys one after the other: `ctrl+n`, `Tab`, `Return`.
    pub fn press(&self, keys: &[&str]) {
        for key in keys {
            self.screen.xdotool(&["key", "--delay", KEY_DELAY, key]);
            self.settle();
        }
    }

    /// Types text as a keyboard sends it.
    pub fn type_text(&self, text: &str) {
        self.screen.xdotool(&["type", "--delay", KEY_DELAY, text]);
        self.settle();
    }

    /// Types the keys of an input method, each when the one before is seen or a moment has passed:
    /// by way of XIM keys overtake each other while the program is slow. Small letters only:
    /// fcitx5 looks at Shift when the key reaches it, and that may be after it was let go.
    pub fn type_keys(&self, keys: &str) {
        for key in keys.chars() {
            let name = if key == ' ' { "space".to_owned() } else { key.to_string() };
            let (before, start) = (self.screen.pixels(), Instant::now());
            self.screen.xdotool(&["key", "--delay", KEY_DELAY, &name]);
            while self.screen.pixels() == before && start.elapsed() < Duration::from_secs(1) {
                sleep(Duration::from_millis(20));
            }
        }
        self.settle();
    }

    /// Types into one field after the other; an empty text passes a field by.
    pub fn fill(&self, fields: &[&str]) {
        for (place, text) in fields.iter().enumerate() {
            if place > 0 {
                self.press(&["Tab"]);
            }
            if !text.is_empty() {
                self.type_text(text);
            }
        }
    }

    /// Leaves by the key and waits for the end.
    pub fn quit(mut self) {
        self.press(&["ctrl+q"]);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.process.try_wait().unwrap() {
                assert!(status.success(), "the program ended with {status}");
                return;
            }
            sleep(Duration::from_millis(50));
        }
        self.give_up("the program's end")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
