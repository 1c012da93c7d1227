//! Finding somebody in the list without hiding the others. The directory is gone through off the
//! frame; the newest request wins, and steps asked for meanwhile are taken when it answers.

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use super::{GRID, List, Message};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::columns::{MemberColumn, OrderBy};
use crate::services::directory::{Directory, Hit, Selected, SortKey};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::grid_words;
use crate::ui::widget::focus_on;
use crate::ui::widget::grid::{Find, FindWords, Found, Spot};

/// The field's name for the focus.
const FIELD: &str = "members-find";

/// What is looked for, and the cells that hold it.
#[derive(Debug, Default)]
pub struct Finding {
    find: Find,
    spots: Arc<Vec<Spot>>,
    /// What the cells were found in; none before the first answer.
    found_in: Option<Basis>,
    /// What is being looked through.
    asked: Option<Basis>,
    /// What was said since the last answer.
    waiting: Vec<Found>,
    request: u64,
}

/// What cells are found in.
#[derive(Debug, Clone)]
struct Basis {
    text: String,
    selected: Arc<Selected>,
    directory: Arc<Directory>,
    columns: Vec<MemberColumn>,
}

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
            && self.columns == other.columns
            && Arc::ptr_eq(&self.selected, &other.selected)
            && Arc::ptr_eq(&self.directory, &other.directory)
    }
}

impl Basis {
    /// The places of the cells that hold the text. Names and numbers are found in hidden columns
    /// too: then the name stands for them.
    fn spots(&self, tree: &UnitTree) -> Vec<Spot> {
        let shown = self.columns.iter().enumerate();
        let shown = shown.filter_map(|(place, column)| Some((key_of(*column)?, place)));
        let mut places: Vec<(SortKey, usize)> = shown.collect();
        let name = self.columns.iter().position(|column| *column == MemberColumn::Name).unwrap_or_default();
        for key in [SortKey::Name, SortKey::PersonalId, SortKey::CardNumber] {
            if places.iter().all(|(shown, _)| *shown != key) {
                places.push((key, name));
            }
        }
        places.sort_by_key(|(_, place)| *place);
        let keys: Vec<SortKey> = places.iter().map(|(key, _)| *key).collect();
        let hits = self.directory.find(&self.selected.ids, &self.text, &keys, tree);
        let column = |key| places.iter().find(|(known, _)| *known == key).map(|(_, place)| *place);
        let spot = |hit: &Hit| Some(Spot { row: hit.row, column: column(hit.key)? });
        let mut spots: Vec<Spot> = hits.iter().filter_map(spot).collect();
        spots.dedup();
        spots
    }
}

/// The fact that a column shows as it is.
fn key_of(column: MemberColumn) -> Option<SortKey> {
    match column.order() {
        OrderBy::Fact(key) => Some(key),
        OrderBy::FactReversed(_) | OrderBy::Record(_) | OrderBy::Unordered => None,
    }
}

impl List {
    /// Takes what was said in the bar.
    pub fn find(&mut self, said: Found, context: &Context) -> Task<Message> {
        let was_open = self.finding.find.is_open();
        self.finding.find.show(&said);
        let focus = match said {
            Found::Left => focus_on(GRID),
            Found::Wanted => Task::batch([focus_on(FIELD), operation::select_all(FIELD)]),
            _ if self.finding.find.is_open() && !was_open => focus_on(FIELD),
            Found::Typed(_) | Found::Next | Found::Previous => Task::none(),
        };
        // What was said of another text counts no more.
        if matches!(said, Found::Typed(_) | Found::Left) {
            self.finding.waiting.clear();
        }
        if said == Found::Left {
            return focus;
        }
        self.finding.waiting.push(said);
        Task::batch([focus, self.look(context)])
    }

    /// Looks anew in a list that has changed below an open bar.
    pub(super) fn look_again(&mut self, context: &Context) -> Task<Message> {
        if !self.finding.find.is_open() {
            return Task::none();
        }
        if self.finding.waiting.is_empty() {
            self.finding.waiting.push(Found::Wanted);
        }
        self.look(context)
    }

    fn look(&mut self, context: &Context) -> Task<Message> {
        let Some(selected) = &self.selected else { return Task::none() };
        let basis = Basis {
            text: self.finding.find.text().trim().to_owned(),
            selected: Arc::clone(selected),
            directory: Arc::clone(&context.directory),
            columns: self.columns.clone(),
        };
        let finding = &mut self.finding;
        if finding.asked.is_none() && finding.found_in.as_ref() == Some(&basis) {
            self.step();
            return Task::none();
        }
        if finding.asked.as_ref() == Some(&basis) {
            return Task::none();
        }
        finding.request += 1;
        finding.asked = Some(basis.clone());
        let (request, tree) = (finding.request, Arc::clone(&context.tree));
        let work = async move { Arc::new(basis.spots(&tree)) };
        Task::perform(work, move |spots| Message::Found(request, spots))
    }

    /// Takes the answer.
    pub(super) fn found(&mut self, request: u64, spots: Arc<Vec<Spot>>) {
        let finding = &mut self.finding;
        if request != finding.request || finding.asked.is_none() {
            return;
        }
        finding.found_in = finding.asked.take();
        finding.spots = spots;
        self.step();
    }

    /// Goes where what was said leads.
    fn step(&mut self) {
        for said in std::mem::take(&mut self.finding.waiting) {
            let from = Spot { row: self.grid.cursor().unwrap_or_default(), column: self.grid.column() };
            let Finding { find, spots, .. } = &mut self.finding;
            if let Some(Spot { row, column }) = find.take(&said, from, |_| Arc::clone(spots)) {
                self.kept = None;
                self.grid.go_across(column);
                self.grid.go_to(row);
            }
        }
    }

    /// Drops what was found and what was looked for, which may name a member.
    pub(super) fn forget_found(&mut self) {
        self.finding = Finding { request: self.finding.request + 1, ..Finding::default() };
    }

    /// The bar, while it is open.
    pub fn find_bar(&self) -> Option<Element<'_, Message>> {
        let Finding { find, waiting, .. } = &self.finding;
        let mut words = FindWords { label: fl!("members-find"), ..grid_words::find(find) };
        if !waiting.is_empty() {
            words.verdict.clear();
        }
        find.is_open().then(|| find.bar(FIELD, words).map(Message::Find))
    }
}
