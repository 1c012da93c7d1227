//! Power loss: what a run did to the disk is traced, and played back up to some moment. Of what was
//! not yet synced at that moment, some is lost, some is torn at a sector, some is there; of names
//! that were made, changed and removed, those after the last sync of a folder are lost from some
//! point on, as a file system with a journal loses them.
//!
//! Kills prove that a process may end at any time; only this speaks of a machine that does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::damage::Random;
use super::scenes::{HOME, SCENE, Scene, acknowledged, check, copy, prepare};

const SECTOR: usize = 512;
const TRACED: &str = "trace=openat,close,lseek,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,\
                      renameat2,link,linkat,unlink,unlinkat,mkdir,rmdir";

/// A change of names.
#[derive(Debug, Clone)]
enum Naming {
    Make(PathBuf, usize),
    Folder(PathBuf),
    Rename(PathBuf, PathBuf),
    Link(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Naming {
    /// The folder that has to be synced for it.
    fn folder(&self) -> &Path {
        let (Self::Make(path, _)
        | Self::Folder(path)
        | Self::Rename(_, path)
        | Self::Link(_, path)
        | Self::Remove(path)) = self;
        path.parent().unwrap()
    }
}

/// What a traced call did.
#[derive(Debug, Clone)]
enum Event {
    Write { file: usize, at: usize, bytes: Vec<u8> },
    Truncate { file: usize, length: usize },
    Sync { file: usize },
    Name(Naming),
    SyncFolder(PathBuf),
    Acknowledge(String),
}

/// Names of files with their numbers, and folders.
#[derive(Debug, Clone, Default)]
struct Names {
    files: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
}

impl Names {
    fn apply(&mut self, naming: &Naming) {
        match naming {
            Naming::Make(path, file) => drop(self.files.insert(path.clone(), *file)),
            Naming::Folder(path) => drop(self.folders.insert(path.clone())),
            Naming::Link(from, to) => {
                if let Some(file) = self.files.get(from).copied() {
                    self.files.insert(to.clone(), file);
                }
            }
            Naming::Remove(path) => {
                self.files.remove(path);
                self.folders.remove(path);
            }
            Naming::Rename(from, to) => {
                let moved = |path: &PathBuf| {
                    let rest = path.strip_prefix(from).ok()?;
                    Some(if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) })
                };
                let files = std::mem::take(&mut self.files);
                // What is moved covers what was there.
                let (moving, staying): (Vec<_>, Vec<_>) =
                    files.into_iter().partition(|(path, _)| moved(path).is_some());
                self.files.extend(staying);
                self.files.extend(moving.into_iter().filter_map(|(path, file)| Some((moved(&path)?, file))));
                let folders = std::mem::take(&mut self.folders);
                self.folders.extend(folders.into_iter().map(|path| moved(&path).unwrap_or(path)));
            }
        }
    }
}

/// Reads a trace, keeping names, open files and their places.
struct Reader {
    home: PathBuf,
    names: Names,
    contents: usize,
    places: BTreeMap<u32, usize>,
    events: Vec<Event>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Option<()> {
        assert!(!line.contains("unfinished"), "two threads write at the same moment");
        let (call, rest) = line.split_once('(')?;
        let call = call.split_whitespace().last()?;
        let (arguments, answer) = rest.rsplit_once(" = ")?;
        if answer.starts_with('-') {
            return None;
        }
        let texts: Vec<Vec<u8>> = arguments
            .split('"')
            .enumerate()
            .filter(|(place, _)| place % 2 == 1)
            .map(|(_, text)| unescape(text))
            .collect();
        if call == "write" && arguments.starts_with("1<") {
            let said = String::from_utf8(texts.into_iter().next()?).ok()?;
            if said.contains("ACK") {
                self.events.push(Event::Acknowledge(said));
            }
            return None;
        }
        let paths: Vec<PathBuf> = texts.iter().filter_map(|text| path(text)).collect();
        match call {
            "openat" => return self.opened(paths.first()?, arguments, answer),
            "rename" | "renameat" | "renameat2" => {
                return self.name(Naming::Rename(paths.first()?.clone(), paths.get(1)?.clone()));
            }
            "link" | "linkat" => {
                return self.name(Naming::Link(paths.first()?.clone(), paths.get(1)?.clone()));
            }
            "unlink" | "unlinkat" | "rmdir" => return self.name(Naming::Remove(paths.first()?.clone())),
            "mkdir" => return self.name(Naming::Folder(paths.first()?.clone())),
            _ => {}
        }
        let (descriptor, after) = arguments.split_once('<')?;
        let descriptor: u32 = descriptor.parse().ok()?;
        let of = path(&unescape(after.split('>').next()?))?;
        if call == "lseek" {
            self.places.insert(descriptor, answer.trim().parse().ok()?);
            return None;
        }
        if call == "fsync" && self.names.folders.contains(&of) {
            self.events.push(Event::SyncFolder(of));
            return None;
        }
        let file = *self.names.files.get(&of)?;
        let numbers: Vec<usize> = after
            .rsplit(['"', '>'])
            .next()?
            .trim_end_matches(')')
            .split(',')
            .filter_map(|part| part.trim().parse().ok())
            .collect();
        let event = match call {
            "pwrite64" => Event::Write { file, at: *numbers.get(1)?, bytes: texts.into_iter().next()? },
            "write" => {
                let bytes = texts.into_iter().next()?;
                let place = self.places.entry(descriptor).or_default();
                let at = *place;
                *place += bytes.len();
                Event::Write { file, at, bytes }
            }
            "ftruncate" => Event::Truncate { file, length: *numbers.first()? },
            "fsync" | "fdatasync" => Event::Sync { file },
            _ => return None,
        };
        self.events.push(event);
        None
    }

    fn opened(&mut self, path: &Path, arguments: &str, answer: &str) -> Option<()> {
        let descriptor: u32 = answer.split('<').next()?.trim().parse().ok()?;
        self.places.insert(descriptor, 0);
        if !path.starts_with(&self.home) {
            return None;
        }
        let known = self.names.files.get(path).copied();
        match known {
            None if arguments.contains("O_CREAT") => {
                self.contents += 1;
                self.name(Naming::Make(path.to_owned(), self.contents - 1))?;
            }
            Some(file) if arguments.contains("O_TRUNC") => {
                self.events.push(Event::Truncate { file, length: 0 });
            }
            _ => {}
        }
        None
    }

    fn name(&mut self, naming: Naming) -> Option<()> {
        if naming.folder().starts_with(&self.home) {
            self.names.apply(&naming);
            self.events.push(Event::Name(naming));
        }
        None
    }
}

fn path(text: &[u8]) -> Option<PathBuf> {
    let text = String::from_utf8(text.to_vec()).ok()?;
    text.starts_with('/').then(|| PathBuf::from(text))
}

/// `\x41` for each byte; anything else stands for itself.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text;
    while !rest.is_empty() {
        match rest.strip_prefix("\\x").and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[4..];
            }
            None => {
                bytes.extend(rest.chars().next().map(|letter| letter as u8));
                rest = &rest[1..];
            }
        }
    }
    bytes
}

/// The tree of files before a run.
#[derive(Debug, Clone, Default)]
struct Tree {
    names: Names,
    contents: Vec<Vec<u8>>,
}

impl Tree {
    fn read(&mut self, folder: &Path) {
        self.names.folders.insert(folder.to_owned());
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                self.read(&entry.path());
            } else {
                self.names.files.insert(entry.path(), self.contents.len());
                self.contents.push(fs::read(entry.path()).unwrap());
            }
        }
    }

    fn write(&self, home: &Path) {
        for entry in fs::read_dir(home).unwrap().map(Result::unwrap) {
            match entry.file_type().unwrap().is_dir() {
                true => fs::remove_dir_all(entry.path()).unwrap(),
                false => fs::remove_file(entry.path()).unwrap(),
            }
        }
        for folder in &self.names.folders {
            fs::create_dir_all(folder).unwrap();
        }
        for (path, file) in &self.names.files {
            // A name in a folder that is not there is not there either.
            if path.parent().is_some_and(Path::is_dir) {
                fs::write(path, &self.contents[*file]).unwrap();
            }
        }
    }

    /// What may be found when the power went after these events.
    fn after(&self, events: &[Event], random: &mut Random) -> Self {
        let mut tree = self.clone();
        let is_synced = |place: usize, file: usize| {
            events[place..]
                .iter()
                .any(|later| matches!(later, Event::Sync { file: synced } if *synced == file))
        };
        for (place, event) in events.iter().enumerate() {
            let (Event::Write { file, .. } | Event::Truncate { file, .. }) = event else { continue };
            let keep = match (is_synced(place, *file), random.below(3)) {
                (true, _) | (false, 0) => usize::MAX,
                (false, 1) => 0,
                (false, _) => SECTOR * random.below(9),
            };
            if tree.contents.len() <= *file {
                tree.contents.resize(file + 1, Vec::new());
            }
            apply(&mut tree.contents[*file], event, keep);
        }
        let names: Vec<(usize, &Naming)> = events
            .iter()
            .enumerate()
            .filter_map(|(place, event)| match event {
                Event::Name(naming) => Some((place, naming)),
                _ => None,
            })
            .collect();
        let is_lasting = |(place, naming): &(usize, &Naming)| {
            let folder = naming.folder();
            events[*place..]
                .iter()
                .any(|later| matches!(later, Event::SyncFolder(synced) if synced == folder))
        };
        let least = names.iter().rposition(is_lasting).map_or(0, |last| last + 1);
        let kept = least + random.below(names.len() - least + 1);
        for (_, naming) in &names[..kept] {
            tree.names.apply(naming);
        }
        let made = tree.names.files.values().max().map_or(0, |last| last + 1);
        tree.contents.resize(made.max(tree.contents.len()), Vec::new());
        tree
    }
}

fn apply(content: &mut Vec<u8>, event: &Event, keep: usize) {
    match event {
        Event::Write { at, bytes, .. } => {
            let bytes = &bytes[..keep.min(bytes.len())];
            if content.len() < at + bytes.len() {
                content.resize(at + bytes.len(), 0);
            }
            content[*at..at + bytes.len()].copy_from_slice(bytes);
        }
        Event::Truncate { length, .. } if keep > 0 => content.resize(*length, 0),
        _ => {}
    }
}

/// Runs a scene under strace and reads what it did to the disk.
fn trace(scene: Scene, home: &Path, before: &Tree, arguments: &[&str]) -> Vec<Event> {
    let log = tempfile::NamedTempFile::new().unwrap();
    let status = Command::new("strace")
        .args(["-f", "-qq", "-y", "-xx", "-s", "2000000", "-o"])
        .arg(log.path())
        .args(["-e", TRACED])
        .arg(std::env::current_exe().unwrap())
        .args(arguments)
        .env(SCENE, scene.name())
        .env(HOME, home)
        .stdout(Stdio::piped())
        .output()
        .unwrap()
        .status;
    assert!(status.success(), "{status}");
    let mut reader = Reader {
        home: home.to_owned(),
        names: before.names.clone(),
        contents: before.contents.len(),
        places: BTreeMap::new(),
        events: Vec::new(),
    };
    for line in fs::read_to_string(log.path()).unwrap().lines() {
        let _ = reader.line(line);
    }
    reader.events
}

/// A scene that was traced.
struct Traced {
    scene: Scene,
    home: tempfile::TempDir,
    before: Tree,
    events: Vec<Event>,
}

impl Traced {
    fn new(scene: Scene, arguments: &[&str]) -> Self {
        let template = tempfile::tempdir().unwrap();
        prepare(scene, template.path());
        // Traced at the path that each image is played back at.
        let home = tempfile::tempdir().unwrap();
        copy(template.path(), home.path());
        let mut before = Tree::default();
        before.read(home.path());
        let events = trace(scene, home.path(), &before, arguments);
        assert!(events.len() > 10, "{}: {}", scene.name(), events.len());
        Self { scene, home, before, events }
    }

    /// Panics unless all is well after the power went at some moment.
    fn lose(&self, random: &mut Random, seed: u64) {
        let moment = 1 + random.below(self.events.len());
        let events = &self.events[..moment];
        let said: String = events
            .iter()
            .filter_map(|event| match event {
                Event::Acknowledge(said) => Some(said.as_str()),
                _ => None,
            })
            .collect();
        self.before.after(events, random).write(self.home.path());
        let at = format!("{}, power lost after {moment} calls, seed {seed}", self.scene.name());
        check(self.scene, self.home.path(), acknowledged(&format!("{said}\n")), &at);
    }
}

/// Loses the power so many times at moments of a scene; how many images held, which is all.
pub fn lose_power(scene: Scene, times: usize, seed: u64, arguments: &[&str]) -> usize {
    let traced = Traced::new(scene, arguments);
    let mut random = Random(seed);
    for _ in 0..times {
        traced.lose(&mut random, seed);
    }
    times
}

/// The same with a disk that only says that it has synced; how many images did not hold. Without
/// some the playing back would prove nothing.
#[allow(dead_code)]
pub fn lose_power_of_a_lying_disk(scene: Scene, times: usize, seed: u64, arguments: &[&str]) -> usize {
    let mut traced = Traced::new(scene, arguments);
    traced.events.retain(|event| !matches!(event, Event::Sync { .. } | Event::SyncFolder(_)));
    let mut random = Random(seed);
    let mut lose =
        || std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| traced.lose(&mut random, seed)));
    (0..times).filter(|_| lose().is_err()).count()
}
