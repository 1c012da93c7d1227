//! The house plan, held against the sources: arrows run one way, each heavy library is named in one
//! room only, files and functions stay small, and nothing that speaks to a network comes in.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

const MOST_LINES: usize = 600;
const MOST_ARGUMENTS: usize = 5;

/// Rooms and the rooms that they may name. Everybody may use `domain`, `chart`, `i18n`, `os` and itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("chart", &[]),
    ("os", &[]),
    ("store", &[]),
    ("settings", &["store"]),
    ("services", &["store"]),
    ("print", &["services", "store"]),
    ("exchange", &["services", "store"]),
    ("i18n", &["services", "store", "print", "exchange"]),
    ("cli", &["services", "store", "print", "exchange", "settings"]),
    ("ui", &["services", "store", "print", "exchange", "settings"]),
];
const FOR_ALL: &[&str] = &["domain", "chart", "i18n", "os"];

/// Libraries and the only rooms that name them, parted by a stroke.
const LIBRARIES: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("age", "store"),
    ("zxcvbn", "store"),
    ("iced", "ui"),
    ("rfd", "ui"),
    ("opener", "ui"),
    ("typst", "print"),
    ("typst_layout", "print"),
    ("typst_pdf", "print"),
    ("typst_render", "print"),
    ("calamine", "exchange"),
    ("rust_xlsxwriter", "exchange"),
    ("quick_xml", "exchange"),
    ("zip", "exchange|print"),
    ("winsafe", "os"),
    ("windows_sys", "os"),
    ("clap", "cli"),
    ("rpassword", "cli"),
    ("icu_collator", "domain"),
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    assert!(files.len() > 50, "the sources were not found");
    files
}

fn room(path: &Path) -> String {
    path.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The code of a file: without comments and without its unit tests, which may reach further.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]\nmod").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn arrows_run_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else { continue };
        for line in code(&text) {
            for (other, _) in ARROWS {
                let is_named = line.contains(&format!("crate::{other}::"))
                    || line.contains(&format!("crate::{other};"))
                    || line.contains(&format!("use crate::{{{other}"));
                let is_fine = *other == room || allowed.contains(other) || FOR_ALL.contains(other);
                if is_named && !is_fine {
                    wrong.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that run back:\n{}", wrong.join("\n"));
}

#[test]
fn each_library_is_named_in_its_room_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        for line in code(&text) {
            for (library, home) in LIBRARIES {
                let is_named = line.match_indices(&format!("{library}::")).any(|(place, _)| {
                    !line[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                }) || line.trim() == format!("use {library};");
                if is_named && !home.split('|').any(|home| home == room) {
                    wrong.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "libraries outside their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|(_, text)| text.lines().count() > MOST_LINES)
        .map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "files over {MOST_LINES} lines:\n{}", long.join("\n"));
}

/// Methods of iced's own traits have the arguments that iced gives them.
#[test]
fn functions_take_few_arguments() {
    let iced = ["fn update(", "fn draw(", "fn overlay", "fn on_event(", "fn mouse_interaction("];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let text: String = code(&text).collect::<Vec<_>>().join("\n");
        for (place, _) in text.match_indices("fn ") {
            let rest = &text[place..];
            if iced.iter().any(|name| rest.starts_with(name)) || !text[..place].ends_with([' ', '\n']) {
                continue;
            }
            let count = arguments(rest);
            if count > MOST_ARGUMENTS {
                wrong.push(format!("{}: {}: {count}", path.display(), rest.lines().next().unwrap()));
            }
        }
    }
    assert!(wrong.is_empty(), "functions with many arguments:\n{}", wrong.join("\n"));
}

/// Counts the arguments of the function whose declaration `text` begins with, `self` left out.
fn arguments(text: &str) -> usize {
    let Some(open) = text.find('(') else { return 0 };
    let (mut depth, mut angle, mut count, mut is_empty) = (0, 0, 0, true);
    let mut argument = String::new();
    let mut before = ' ';
    for letter in text[open..].chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '<' => angle += 1,
            '>' if before != '-' => angle -= 1,
            _ => {}
        }
        let is_end = depth == 0;
        if is_end || (letter == ',' && depth == 1 && angle == 0) {
            let name = argument.trim().trim_start_matches('(').trim().to_owned();
            let is_self = name.ends_with("self") && name.len() <= 12;
            count += usize::from(!name.is_empty() && !is_self);
            argument.clear();
            is_empty = true;
            if is_end {
                return count;
            }
        } else {
            is_empty = is_empty && letter.is_whitespace();
            argument.push(letter);
        }
        before = letter;
    }
    count
}

#[test]
fn arguments_are_counted() {
    assert_eq!(arguments("fn a()"), 0);
    assert_eq!(arguments("fn a(&self, b: u8)"), 1);
    assert_eq!(arguments("fn a(b: (u8, u8), c: HashMap<u8, u8>, d: impl Fn(u8, u8) -> u8,)"), 3);
}

/// Texts in quotes that stand where the name of an operation does.
fn operations() -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| room(path) == "services") {
        let text: String = code(&text).collect::<Vec<_>>().join("\n");
        for (place, _) in text.match_indices('"') {
            let (before, rest) = (&text[..place], &text[place + 1..]);
            let Some(name) = rest.split('"').next() else { continue };
            let is_name = name.contains('_') && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            let stands = before.trim_end().ends_with("does(")
                || before.trim_end().ends_with("kind:")
                || before.trim_end().ends_with("(year,")
                || path.ends_with("ratings/enter.rs") && before.trim_end().ends_with("=>");
            if is_name && stands {
                found.push(name.to_owned());
            }
        }
    }
    assert!(found.len() > 40, "the operations were not found");
    found
}

#[test]
fn every_operation_has_a_least_role_that_somebody_thought_of() {
    use so_chi_bo::domain::user::{MANAGING, Role, needed_for};
    let mut unknown = operations();
    unknown.retain(|name| needed_for(name) == Role::Manage && !MANAGING.contains(&name.as_str()));
    assert!(unknown.is_empty(), "put into a list of domain/user.rs: {unknown:?}");
}

#[test]
fn nothing_speaks_to_a_network() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules: toml::Table = fs::read_to_string(root.join("deny.toml")).unwrap().parse().unwrap();
    let banned: Vec<&str> =
        rules["bans"]["deny"].as_array().unwrap().iter().map(|ban| ban["crate"].as_str().unwrap()).collect();
    assert!(banned.contains(&"hyper"));
    let lock: toml::Table = fs::read_to_string(root.join("Cargo.lock")).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let found: Vec<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .filter(|name| banned.contains(name))
        .collect();
    assert!(found.is_empty(), "banned packages: {found:?}");
}

#[test]
fn both_languages_have_the_same_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n");
    let keys = |language: &str| {
        let text = fs::read_to_string(root.join(language).join("sochibo.ftl")).unwrap();
        let mut keys: Vec<String> = text
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .map(|line| line.split('=').next().unwrap().trim().to_owned())
            .collect();
        keys.sort();
        let all = keys.len();
        keys.dedup();
        assert_eq!(all, keys.len(), "{language} says something twice");
        keys
    };
    assert_eq!(keys("vi"), keys("en"));
}
