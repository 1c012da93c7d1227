//! The other papers about members: the register in 14 columns of those who are shown, the profile
//! and the full record of the one under the cursor.

use std::sync::Arc;

use iced::widget::{column, container};
use iced::{Length, Task};

use super::Message;
use super::filter::Filters;
use super::list::List;
use super::printing::{Printed, subtitle};
use super::saved;
use crate::domain::id::MemberId;
use crate::fl;
use crate::paper;
use crate::print::{Document, member_papers, reports};
use crate::services::lists::SavedList;
use crate::services::members::Person;
use crate::services::{Error, members, registers};
use crate::ui::context::Context;
use crate::ui::theme::{space, text};
use crate::ui::thread;
use crate::ui::widget::{Dialog, press, scroll};

/// So many members are read at a time, so that other requests to the disk get their turn.
const PORTION: usize = 200;

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Sổ danh sách đảng viên, 14 columns.
    Register,
    /// Trích ngang.
    Profile,
    /// Hồ sơ.
    Record,
}

impl Paper {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Register, Self::Profile, Self::Record];

    /// What printing it is called.
    pub fn words(self) -> String {
        match self {
            Self::Register => fl!("members-print-register"),
            Self::Profile => fl!("members-print-profile"),
            Self::Record => fl!("members-print-record"),
        }
    }

    fn file(self) -> String {
        let name = match self {
            Self::Register => paper!("register-title"),
            Self::Profile => paper!("profile-title"),
            Self::Record => paper!("record-title"),
        };
        format!("{name}.pdf")
    }

    fn document(self, people: &[Person], context: &reports::Context<'_>) -> Document {
        match (self, people.first()) {
            (Self::Profile, Some(person)) => member_papers::member_profile(person, context),
            (Self::Record, Some(person)) => member_papers::member_record(person, context),
            _ => member_papers::member_register(people, context),
        }
    }
}

/// Makes the document.
pub fn print(paper: Paper, (list, filters): (&List, &Filters), context: &Context) -> Task<Printed> {
    let ids: Vec<MemberId> = match paper {
        Paper::Register => list.selected().map(|selected| selected.ids.to_vec()).unwrap_or_default(),
        Paper::Profile | Paper::Record => list.current().into_iter().collect(),
    };
    let unit = context.unit.map(|unit| context.unit_name(unit).to_owned());
    let subtitle = subtitle(unit.as_deref(), filters, context);
    Task::perform(make(paper, ids, (subtitle, context.clone())), |printed| printed)
}

async fn make(paper: Paper, ids: Vec<MemberId>, (subtitle, context): (String, Context)) -> Printed {
    let db = context.db.clone();
    let letterhead = db.call(registers::letterhead).await?;
    let mut people = Vec::with_capacity(ids.len());
    for portion in ids.chunks(PORTION) {
        let portion = portion.to_vec();
        people.extend(db.call::<_, Error>(move |database| members::people(database, &portion)).await?);
    }
    let work = move || {
        let context = reports::Context {
            letterhead: &letterhead,
            units: &context.tree,
            today: context.author.today,
            subtitle: &subtitle,
        };
        (paper.file(), Arc::new(paper.document(&people, &context)))
    };
    Ok(thread::run("paper", work).await?)
}

/// So many pixels of the papers are seen at once.
const MOST_HEIGHT: f32 = 420.0;

/// The dialog that asks which paper is wanted: those of the members, and each list with a name.
pub fn dialog<'a>(has_member: bool, lists: &[SavedList]) -> Dialog<'a, Message> {
    let papers = Paper::ALL.into_iter().map(|paper| {
        let can = paper == Paper::Register || has_member;
        press(text::body(paper.words()))
            .width(Length::Fill)
            .on_press_maybe(can.then_some(Message::PaperRequested(paper)))
            .into()
    });
    let lists = lists.iter().map(|list| {
        let print = Message::Saved(saved::Message::Printed(list.name.clone()));
        press(text::body(fl!("members-lists-print", name = list.name.as_str())))
            .width(Length::Fill)
            .on_press(print)
            .into()
    });
    let all = column(papers.chain(lists)).spacing(space::SMALL).padding(space::TIGHT);
    Dialog::new("members-papers", fl!("members-papers-title"), Message::PapersShut)
        .body(container(scroll(all)).max_height(MOST_HEIGHT))
        .button(press(text::body(fl!("common-cancel"))).hint("Esc").on_press(Message::PapersShut))
}
