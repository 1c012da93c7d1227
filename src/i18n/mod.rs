//! The words: every text that a person reads comes from `assets/i18n/<language>/sochibo.ftl`.
//!
//! Vietnamese is the default and complete; English is complete too. `fl!` checks each key and
//! its arguments against the Vietnamese file when compiling. The language can be changed while
//! the program runs; views ask for their words each time they are drawn.

use std::borrow::Cow;
use std::sync::LazyLock;

use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::{I18nAssets, LanguageLoader};
use unic_langid::{LanguageIdentifier, langid};

pub mod comparison;
pub mod journal;
pub mod sentence;
pub mod setting;
pub mod steps;
pub mod term;

const VIETNAMESE: &str = include_str!("../../assets/i18n/vi/sochibo.ftl");
const ENGLISH: &str = include_str!("../../assets/i18n/en/sochibo.ftl");

/// The two files, embedded in the program.
struct Assets;

impl I18nAssets for Assets {
    fn get_files(&self, path: &str) -> Vec<Cow<'_, [u8]>> {
        match path {
            "vi/sochibo.ftl" => vec![Cow::Borrowed(VIETNAMESE.as_bytes())],
            "en/sochibo.ftl" => vec![Cow::Borrowed(ENGLISH.as_bytes())],
            _ => Vec::new(),
        }
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(["vi/sochibo.ftl", "en/sochibo.ftl"].into_iter().map(String::from))
    }
}

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    fn id(self) -> LanguageIdentifier {
        match self {
            Self::Vi => langid!("vi"),
            Self::En => langid!("en"),
        }
    }
}

/// The loader that `fl!` asks. Not for direct use.
pub static LOADER: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader(Language::default()));

/// Words for printed documents of the Party, which are Vietnamese whatever the window speaks.
pub static PAPER: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader(Language::Vi));

fn loader(language: Language) -> FluentLanguageLoader {
    let loader = FluentLanguageLoader::new("sochibo", langid!("vi"));
    load(&loader, language);
    loader
}

fn load(loader: &FluentLanguageLoader, language: Language) {
    if let Err(error) = loader.load_languages(&Assets, &[language.id()]) {
        log::error!("language files could not be read: {error}");
    }
    // Isolation marks are for mixed writing directions; Vietnamese and English need none,
    // and they would end up in file names, PDFs and test expectations.
    loader.set_use_isolating(false);
}

/// Switches the language of the window and the terminal.
pub fn select(language: Language) {
    // While a language is loaded the loader isolates for a moment what stands in sentences.
    if LOADER.current_language() != language.id() {
        load(&LOADER, language);
    }
}

/// Text in the language of the window: `fl!("key", name = value)`.
#[macro_export]
macro_rules! fl {
    ($id:literal) => { i18n_embed_fl::fl!($crate::i18n::LOADER, $id) };
    ($id:literal, $($rest:tt)*) => { i18n_embed_fl::fl!($crate::i18n::LOADER, $id, $($rest)*) };
}

/// Text for printed documents, always Vietnamese: `paper!("key", name = value)`.
#[macro_export]
macro_rules! paper {
    ($id:literal) => { i18n_embed_fl::fl!($crate::i18n::PAPER, $id) };
    ($id:literal, $($rest:tt)*) => { i18n_embed_fl::fl!($crate::i18n::PAPER, $id, $($rest)*) };
}
