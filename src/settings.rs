//! The program's own settings of this user: `settings.toml` in the system's place for them, or in
//! the folder that `SOCHIBO_CONFIG_DIR` names. Nothing of a register's content is in it.
//!
//! A file that can't be understood is put aside and the defaults hold; a single value that can't
//! be understood (of a newer version, or typed by hand) falls back to its own default.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Local};
use directories::ProjectDirs;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::i18n::Language;
use crate::store::workspace::{Error, atomic};

/// The environment variable that names another folder for the settings.
pub const FOLDER_VARIABLE: &str = "SOCHIBO_CONFIG_DIR";
const FILE: &str = "settings.toml";
const DAMAGED: &str = "settings.toml.damaged";
/// Another program may just be writing; what is older was left by a crash.
const LEFTOVER_AGE: Duration = Duration::from_secs(600);
const MOST_RECENT: usize = 8;
const LONGEST_IDLE: u16 = 240;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// What draws the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Renderer {
    /// The program finds out.
    #[default]
    Auto,
    /// The processor.
    Software,
    /// The graphics card.
    Gpu,
}

/// The size of everything in the window, in percent: 80 to 200 in steps of 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct Zoom(u16);

impl Zoom {
    const STEP: u16 = 10;
    const LEAST: u16 = 80;
    const MOST: u16 = 200;

    /// The nearest allowed zoom.
    pub fn new(percent: u16) -> Self {
        let percent = percent.clamp(Self::LEAST, Self::MOST) + Self::STEP / 2;
        Self(percent / Self::STEP * Self::STEP)
    }

    /// One step larger, if there is one.
    #[must_use]
    pub fn larger(self) -> Self {
        Self::new(self.0 + Self::STEP)
    }

    /// One step smaller, if there is one.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self::new(self.0 - Self::STEP)
    }

    /// In percent.
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

impl From<u16> for Zoom {
    fn from(percent: u16) -> Self {
        Self::new(percent)
    }
}

impl From<Zoom> for u16 {
    fn from(zoom: Zoom) -> Self {
        zoom.0
    }
}

/// After how many minutes without a key or a click the register is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct IdleLock(u16);

impl IdleLock {
    /// The nearest allowed time: up to 240 minutes; 0 is never.
    pub fn new(minutes: u16) -> Self {
        Self(minutes.min(LONGEST_IDLE))
    }

    /// In minutes; 0 is never.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// `None` if never.
    pub fn duration(self) -> Option<Duration> {
        (self.0 > 0).then(|| Duration::from_secs(u64::from(self.0) * 60))
    }
}

impl Default for IdleLock {
    fn default() -> Self {
        Self(10)
    }
}

impl From<u16> for IdleLock {
    fn from(minutes: u16) -> Self {
        Self::new(minutes)
    }
}

impl From<IdleLock> for u16 {
    fn from(idle: IdleLock) -> Self {
        idle.0
    }
}

/// A register that was open lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Its folder.
    pub path: PathBuf,
    /// The name that its people gave it; empty where names are hidden.
    pub name: String,
    /// When it was last opened.
    pub opened: DateTime<Local>,
}

impl Recent {
    /// Whether its folder is away, perhaps on a stick that is not plugged in.
    pub fn is_missing(&self) -> bool {
        !self.path.is_dir()
    }
}

/// A column that the user has chosen for a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The column's key, as the list knows it.
    pub key: String,
    /// Its width in points before zoom; 0 for the list's own.
    pub width: u16,
    /// Whether it is not shown. What a list of chosen columns lacks is hidden anyway.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_hidden: bool,
}

/// Where a register's backups are copied to besides, such as a stick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondPlace {
    /// The folder.
    pub path: PathBuf,
    /// When a copy last got there.
    pub copied: Option<DateTime<Local>>,
}

/// The paper of a kind of document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PageSetup {
    /// A3 instead of A4.
    pub is_a3: bool,
    /// On its long side.
    pub is_landscape: bool,
    /// Size of running text in points; one beyond the sizes that there are becomes the nearest.
    pub letters: u8,
    /// Titles of the columns that are left out; none for what the document says itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Vec<String>>,
    /// The type of the document, as `domain::paper::PaperKind` codes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// The window when it was last closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowSize {
    /// In points, at least 1024.
    pub width: u16,
    /// In points, at least 640.
    pub height: u16,
    /// Whether it filled the screen.
    pub is_maximized: bool,
}

impl WindowSize {
    const LEAST: (u16, u16) = (1024, 640);
    const MOST: u16 = 16_384;

    fn allowed(self) -> Self {
        Self {
            width: self.width.clamp(Self::LEAST.0, Self::MOST),
            height: self.height.clamp(Self::LEAST.1, Self::MOST),
            is_maximized: self.is_maximized,
        }
    }
}

impl Default for WindowSize {
    fn default() -> Self {
        Self { width: 1280, height: 768, is_maximized: false }
    }
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What the window speaks.
    #[serde(deserialize_with = "lenient")]
    pub language: Language,
    /// Light or dark.
    #[serde(deserialize_with = "lenient")]
    pub theme: Theme,
    /// Size of everything.
    #[serde(deserialize_with = "lenient")]
    pub zoom: Zoom,
    /// What draws.
    #[serde(deserialize_with = "lenient")]
    pub renderer: Renderer,
    /// When the register locks by itself.
    #[serde(deserialize_with = "lenient")]
    pub idle_lock_minutes: IdleLock,
    /// Whether the names of registers are kept out of the window's title, of the locked window and
    /// of the list of recent ones.
    #[serde(deserialize_with = "lenient")]
    pub hides_names: bool,
    /// The window's size.
    #[serde(deserialize_with = "lenient")]
    pub window: WindowSize,
    /// The registers opened last, the latest first, at most 8. Kept while their folder is away.
    #[serde(deserialize_with = "lenient_list")]
    pub recent: Vec<Recent>,
    /// For each register, by its identity, the second place of its backups.
    #[serde(deserialize_with = "lenient")]
    pub second_places: BTreeMap<String, SecondPlace>,
    /// For each list, by its key, the columns in their order.
    #[serde(deserialize_with = "lenient")]
    pub columns: BTreeMap<String, Vec<Column>>,
    /// A template for paper of the person's own; the shipped one for none.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub template: Option<PathBuf>,
    /// For each kind of document, by its key, the paper that was used last.
    #[serde(deserialize_with = "lenient")]
    pub papers: BTreeMap<String, PageSetup>,
}

/// A value that can't be understood is its default.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(deserializer: D) -> Result<T, D::Error> {
    let value = toml::Value::deserialize(deserializer)?;
    Ok(value.try_into().unwrap_or_default())
}

/// Entries that can't be understood are left out.
fn lenient_list<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let value = toml::Value::deserialize(deserializer)?;
    let entries = value.try_into::<Vec<toml::Value>>().unwrap_or_default();
    Ok(entries.into_iter().filter_map(|entry| entry.try_into().ok()).collect())
}

impl Settings {
    /// Puts a register at the head of the recent ones; without its name where names are hidden.
    pub fn remember(&mut self, path: &Path, name: &str, opened: DateTime<Local>) {
        self.forget(path);
        let path = path.to_owned();
        let name = if self.hides_names { String::new() } else { name.to_owned() };
        self.recent.insert(0, Recent { path, name, opened });
        self.recent.truncate(MOST_RECENT);
    }

    /// Hides the names of registers from now on, also those that were kept, or no longer.
    pub fn hide_names(&mut self, hides: bool) {
        self.hides_names = hides;
        if hides {
            self.recent.iter_mut().for_each(|recent| recent.name.clear());
        }
    }

    /// Takes a register out of the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|recent| recent.path != path);
    }

    fn allowed(mut self) -> Self {
        self.recent.truncate(MOST_RECENT);
        self.window = self.window.allowed();
        self
    }
}

/// Why the settings are the defaults although there was a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It could not be understood; it was kept under this name, if that was possible.
    Damaged {
        /// The damaged file.
        kept: Option<PathBuf>,
    },
    /// It could not be read.
    Unreadable(Error),
}

/// What reading gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// The settings, or the defaults.
    pub settings: Settings,
    /// What went wrong, to be told once.
    pub trouble: Option<Trouble>,
}

/// Where the settings are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFile {
    folder: PathBuf,
}

impl SettingsFile {
    /// The file of the user who runs the program; `None` where the system knows no home.
    pub fn of_user() -> Option<Self> {
        let named = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty());
        named
            .map(PathBuf::from)
            .or_else(|| ProjectDirs::from("", "", "sochibo").map(|dirs| dirs.config_dir().to_owned()))
            .map(|folder| Self { folder })
    }

    /// The file in this folder.
    pub fn at(folder: &Path) -> Self {
        let folder = folder.to_owned();
        Self { folder }
    }

    /// The file itself.
    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Reads the settings. Never fails: at worst they are the defaults, and `trouble` says why.
    pub fn load(&self) -> Loaded {
        atomic::clean(&self.folder, &[FILE], LEFTOVER_AGE);
        match fs::read(self.path()) {
            Ok(content) => understand(&content).map_or_else(
                || Loaded { trouble: Some(self.put_aside()), ..Loaded::default() },
                |settings| Loaded { settings, trouble: None },
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Loaded::default(),
            Err(error) => Loaded {
                trouble: Some(Trouble::Unreadable(Error::reading(&self.path(), &error))),
                ..Loaded::default()
            },
        }
    }

    /// Writes the settings atomically. Errors: `ReadOnly`, `DiskFull`, `Io`.
    pub fn save(&self, settings: &Settings) -> Result<(), Error> {
        let path = self.path();
        let text = toml::to_string_pretty(settings)
            .map_err(|error| Error::writing(&path, &io::Error::other(error)))?;
        fs::create_dir_all(&self.folder).map_err(|error| Error::writing(&self.folder, &error))?;
        atomic::write(&path, text.as_bytes())
    }

    fn put_aside(&self) -> Trouble {
        let aside = self.folder.join(DAMAGED);
        let kept = match fs::rename(self.path(), &aside) {
            Ok(()) => Some(aside),
            Err(error) => {
                log::warn!("{}: {error}", aside.display());
                None
            }
        };
        Trouble::Damaged { kept }
    }
}

fn understand(content: &[u8]) -> Option<Settings> {
    let text = std::str::from_utf8(content).ok()?;
    let settings: Settings = toml::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    Some(settings.allowed())
}
