//! The page that shows the recovery code, once.

use std::sync::Arc;

use iced::Length;
use iced::widget::{column, container, row};
use zeroize::Zeroizing;

use crate::fl;
use crate::print::{self, Document, RecoveryPage};
use crate::services::registers::{NewRegister, OpenRegister};
use crate::ui::Element;
use crate::ui::icon::Icon;
use crate::ui::theme::{self, button, space as distance, text};
use crate::ui::widget::{press, tick};

/// The page.
pub struct Recovery {
    register: Option<OpenRegister>,
    code: Zeroizing<String>,
    is_kept: bool,
}

impl std::fmt::Debug for Recovery {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Recovery")
    }
}

/// What happens on it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Print it.
    PrintChosen,
    /// "I have written it down" was ticked or not.
    Kept(bool),
    /// Go on.
    Done,
}

/// What follows.
pub enum Outcome {
    /// Nothing.
    Stay,
    /// A document, with the proposed name of its file.
    Print(String, Arc<Document>),
    /// Go on to the register.
    Done,
}

impl Recovery {
    /// The page for a register just made.
    #[must_use]
    pub fn new(new: NewRegister) -> Self {
        Self { code: new.recovery_code.grouped(), register: Some(new.register), is_kept: false }
    }

    /// The register.
    #[must_use]
    pub fn into_register(self) -> Option<OpenRegister> {
        self.register
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Kept(is_kept) => {
                self.is_kept = is_kept;
                Outcome::Stay
            }
            Message::PrintChosen => self.print(),
            Message::Done if self.is_kept => Outcome::Done,
            Message::Done => Outcome::Stay,
        }
    }

    fn print(&self) -> Outcome {
        let folder = self.register.as_ref().map(|register| register.workspace.folder().to_path_buf());
        let name = folder
            .as_deref()
            .and_then(std::path::Path::file_name)
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let page = print::recovery_page(RecoveryPage {
            register: name,
            date: chrono::Local::now().format("%d/%m/%Y").to_string(),
            groups: self.code.split('-').map(str::to_owned).collect(),
        });
        Outcome::Print(fl!("start-code-file"), Arc::new(page))
    }

    /// The page's content.
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
            text::title(fl!("start-code-title")),
            text::body(fl!("start-code-what")),
            code,
            text::body(fl!("start-code-keep")).style(text::muted),
            press(text::body(fl!("common-print")))
                .icon(Icon::Print)
                .hint("Ctrl+P")
                .on_press(Message::PrintChosen),
            tick(fl!("start-code-kept"), self.is_kept).on_turn(Message::Kept),
            press(text::strong(fl!("start-code-done")))
                .style(button::primary)
                .on_press_maybe(self.is_kept.then_some(Message::Done)),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}
