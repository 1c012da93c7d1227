//! A recovery code, shown once: to be printed or written down before one goes on.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use iced::Length;
use iced::widget::{column, container, row};
use zeroize::Zeroizing;

use crate::fl;
use crate::print::{self, Document, RecoveryPage};
use crate::ui::Element;
use crate::ui::icon::Icon;
use crate::ui::theme::{self, space as distance, text};
use crate::ui::widget::{press, tick};

/// The code of a register.
pub struct Code {
    code: Zeroizing<String>,
    /// Name of the register's folder.
    register: String,
    is_kept: bool,
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code")
    }
}

/// What happens to it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Print it.
    PrintChosen,
    /// "I have written it down" was ticked or not.
    Kept(bool),
}

impl Code {
    /// The code, in groups, of the register in a folder.
    #[must_use]
    pub fn new(code: Zeroizing<String>, folder: &Path) -> Self {
        let name = folder.file_name().unwrap_or_default();
        Self { code, register: name.to_string_lossy().into_owned(), is_kept: false }
    }

    /// Whether it was written down.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Takes a message; the sheet to be printed, with the proposed name of its file.
    pub fn update(&mut self, message: Message) -> Option<(String, Arc<Document>)> {
        match message {
            Message::Kept(is_kept) => {
                self.is_kept = is_kept;
                None
            }
            Message::PrintChosen => {
                let page = print::recovery_page(RecoveryPage {
                    register: self.register.clone(),
                    date: chrono::Local::now().format("%d/%m/%Y").to_string(),
                    groups: self.code.split('-').map(str::to_owned).collect(),
                });
                Some((fl!("start-code-file"), Arc::new(page)))
            }
        }
    }

    /// What it is for, the code, and the tick that it is written down.
    pub fn view(&self) -> Element<'_, Message> {
        let groups: Vec<&str> = self.code.split('-').collect();
        let lines = groups.chunks(4).map(|line| {
            row(line.iter().map(|group| text::title(*group).into())).spacing(distance::LARGE).into()
        });
        let code = container(column(lines).spacing(distance::SMALL))
            .padding(distance::LARGE)
            .center_x(Length::Fill)
            .style(theme::container::card);
        column![
            text::body(fl!("start-code-what")),
            code,
            text::body(fl!("start-code-keep")).style(text::muted),
            press(text::body(fl!("common-print")))
                .icon(Icon::Print)
                .hint("Ctrl+P")
                .on_press(Message::PrintChosen),
            tick(fl!("start-code-kept"), self.is_kept).on_turn(Message::Kept),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}
