//! A real input method (fcitx5 with Unikey) on the screen of a test, as it runs on Linux desktops.
//! It talks to the window by XIM alone; no session bus, no panel.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::display::Screen;

/// Ctrl+Space begins with the plain keyboard and goes to Unikey (Telex) and back.
const PROFILE: &str = "\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=unikey

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=unikey
Layout=

[GroupOrder]
0=Default
";

/// Whether it is wanted and installed. It must be asked for: on a busy machine keys on their way
/// through XIM overtake each other, and the test would fail for no fault of the program.
pub fn is_possible() -> bool {
    if std::env::var_os("SOCHIBO_INPUT_METHOD").is_none() {
        eprintln!("skipped: a real input method is tested with SOCHIBO_INPUT_METHOD=1");
        return false;
    }
    let is_there = Path::new("/usr/share/fcitx5/inputmethod/unikey.conf").exists();
    if !is_there {
        eprintln!("skipped: fcitx5-unikey is not installed (apt-get install fcitx5 fcitx5-unikey)");
    }
    is_there
}

/// The running input method, gone when dropped.
pub struct InputMethod(Child);

impl InputMethod {
    /// Starts it. With `in_place` the word that is being typed is shown by the window, else by the
    /// input method.
    pub fn start(screen: &Screen, home: &Path, in_place: bool) -> Self {
        let config = home.join("fcitx-config");
        let parts = config.join("fcitx5/conf");
        let run = home.join("run");
        fs::create_dir_all(&parts).unwrap();
        fs::create_dir_all(&run).unwrap();
        fs::write(config.join("fcitx5/profile"), PROFILE).unwrap();
        // The keyboard that the test has mapped must stay as it is.
        fs::write(parts.join("xcb.conf"), "Allow Overriding System XKB Settings=False\n").unwrap();
        let shown = if in_place { "True" } else { "False" };
        fs::write(parts.join("xim.conf"), format!("UseOnTheSpot={shown}\n")).unwrap();
        let process = Command::new("fcitx5")
            .args(["--disable", "all", "--enable", "xcb,xim,keyboard,unikey"])
            .env("DISPLAY", screen.name())
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", &config)
            .env("XDG_RUNTIME_DIR", &run)
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let method = Self(process);
        method.wait_ready(screen);
        method
    }

    fn wait_ready(&self, screen: &Screen) {
        let start = Instant::now();
        loop {
            let asked = Command::new("xprop")
                .env("DISPLAY", screen.name())
                .args(["-root", "XIM_SERVERS"])
                .output()
                .unwrap();
            if String::from_utf8_lossy(&asked.stdout).contains("fcitx") {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "fcitx5 does not come up");
            sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for InputMethod {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
