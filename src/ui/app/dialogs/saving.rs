//! Where a document is to be saved.

use std::path::PathBuf;
use std::sync::Arc;

use super::Message;
use crate::fl;
use crate::i18n::sentence;
use crate::services::Error;
use crate::services::papers::Given;
use crate::ui::files;
use crate::ui::part::browse;
use crate::ui::theme::{button, text};
use crate::ui::widget::{Dialog, press, text_field};

/// Saving a document.
#[derive(Debug)]
pub struct Saving {
    pub(super) path: String,
    /// The ending of the file's name.
    pub(super) ending: &'static str,
    content: Arc<Vec<u8>>,
    /// The number that is given to it when it is saved.
    pub(super) given: Option<Given>,
    pub(super) problem: Option<String>,
}

impl Saving {
    /// Asks where to save what is to have this name.
    pub fn new(name: &str, ending: &'static str, (content, given): (Arc<Vec<u8>>, Option<Given>)) -> Self {
        let path = files::unused(&files::documents().join(files::safe_name(name))).display().to_string();
        Self { path, ending, content, given, problem: None }
    }

    pub(super) fn view(&self) -> Dialog<'_, Message> {
        let path = text_field(fl!("save-path"), &self.path)
            .id("save-path")
            .on_input(Message::Path)
            .on_submit(Message::Save)
            .problem(self.problem.clone());
        Dialog::new("saving", fl!("save-title"), Message::Shut)
            .wide()
            .body(browse::with_button(path, Message::Browse))
            .button(press(text::body(fl!("common-cancel"))).hint("Esc").on_press(Message::Shut))
            .button(
                press(text::strong(fl!("save-do")))
                    .hint("Enter")
                    .style(button::primary)
                    .on_press(Message::Save),
            )
            .on_enter(Message::Save)
    }

    /// Writes the file; the sentence of what went well, or the problem for the field.
    pub(super) fn save(&self) -> Result<String, String> {
        let mut path = PathBuf::from(self.path.trim());
        if !path.is_absolute() || path.file_name().is_none() {
            return Err(fl!("start-folder-relative"));
        }
        if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case(self.ending)) {
            path.as_mut_os_string().push(".");
            path.as_mut_os_string().push(self.ending);
        }
        match files::save_and_show(&path, &self.content) {
            Ok(()) => Ok(fl!("save-done", path = path.display().to_string())),
            Err(error) => Err(sentence::error(&Error::Workspace(error))),
        }
    }
}
