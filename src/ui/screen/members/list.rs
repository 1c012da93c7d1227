//! The list itself: who is shown in which order, and the rows of those who are seen.
//!
//! Who is shown is found in the directory, off the frame; the newest request wins. Whole rows are
//! read from the disk for the visible ones and a page around them; until they come, cells show
//! what the directory knows.
//!
//! `cells` says what stands in a cell, `edits` stores what is typed, pasted, filled and cleared,
//! `copying` puts cells on the clipboard, `finding` goes to cells with a text, `numbers` shows
//! numbers that are masked.

mod cells;
mod copying;
mod edits;
mod finding;
mod numbers;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use iced::Task;

use super::filter::Filters;
use crate::domain::date;
use crate::domain::id::MemberId;
use crate::fl;
use crate::i18n::term::Words;
use crate::services::columns::{CellContext, MemberColumn, OrderBy};
use crate::services::directory::{Key, Selected, Sort};
use crate::services::members::{self, MemberRow, TextColumn};
use crate::services::{Changes, Result};
use crate::settings::Settings;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::part::numbers::{Noted, Numbers};
use crate::ui::part::{arranged, grid_words};
use crate::ui::widget::grid::{self, Arrangement, Found, Order, Spot};
use copying::Copying;
use edits::Edits;
use finding::Finding;

/// The list's key in the settings.
pub const KEY: &str = "members";
/// The grid's name for the focus.
pub const GRID: &str = "members-grid";
/// How many rows are kept at most; beyond, only those around the visible ones stay.
const MOST_KEPT: usize = 4000;
const LEAST_PAGE: usize = 30;

/// Places in the order of a column on the disk; none for those without a text there.
type Ranks = Vec<(MemberId, Option<u32>)>;

/// What happens to the list.
#[derive(Debug, Clone)]
pub enum Message {
    /// The grid says something.
    Grid(grid::Event),
    /// The answer to a request: who is shown.
    Selected(u64, Arc<Selected>),
    /// The places of all members in the order of a column on the disk.
    Ranked(u64, TextColumn, Result<Ranks>),
    /// Rows, and the state of the register that they belong to.
    Rows(u64, Result<Vec<MemberRow>>),
    /// Of texts that are to be stored.
    Edits(edits::Message),
    /// Something is looked for.
    Find(Found),
    /// The answer to that request: the cells that hold it.
    Found(u64, Arc<Vec<Spot>>),
    /// Cells for the clipboard.
    Copied(u64, usize, Result<String>),
    /// The numbers of those in the list are to be shown, or masked again.
    NumbersAsked,
    /// That they are seen was noted, or not.
    NumbersNoted(Noted),
}

/// See the module.
#[derive(Debug)]
pub struct List {
    grid: grid::State,
    /// All columns, as the grid knows them.
    heads: Vec<grid::Column>,
    /// Those that are shown, in their order.
    columns: Vec<MemberColumn>,
    /// By what the list is sorted, first what counts most.
    sorted: Vec<(String, Order)>,
    selected: Option<Arc<Selected>>,
    /// The orders of columns on the disk that were asked for.
    ranks: HashMap<TextColumn, Arc<Ranks>>,
    request: u64,
    rows: HashMap<MemberId, MemberRow>,
    /// Those of the rows that are shown until they are read anew.
    stale: HashSet<MemberId>,
    asked: HashSet<MemberId>,
    edition: u64,
    kept: Option<MemberId>,
    words: HashMap<MemberColumn, Arc<[String]>>,
    edits: Edits,
    copying: Copying,
    finding: Finding,
    numbers: Numbers,
}

impl List {
    /// A list with the columns of the settings, empty as yet.
    pub fn new(settings: &Settings) -> Self {
        let mut list = Self {
            grid: grid::State::with_arrangement(arranged::read(settings, KEY)),
            heads: Vec::new(),
            columns: Vec::new(),
            sorted: usual_sort(),
            selected: None,
            ranks: HashMap::new(),
            request: 0,
            rows: HashMap::new(),
            stale: HashSet::new(),
            asked: HashSet::new(),
            edition: 0,
            kept: None,
            words: HashMap::new(),
            edits: Edits::default(),
            copying: Copying::default(),
            finding: Finding::default(),
            numbers: Numbers::default(),
        };
        list.set_columns(columns(settings));
        list
    }

    /// The columns, in their order.
    #[must_use]
    pub fn columns(&self) -> &[MemberColumn] {
        &self.columns
    }

    /// Shows other columns. Hidden ones keep their places, so that they come back there, while
    /// the shown ones stand in the order that they had.
    pub fn set_columns(&mut self, columns: Vec<MemberColumn>) {
        let others = MemberColumn::ALL.iter().filter(|column| !columns.contains(column)).copied();
        let codes = |column: MemberColumn| column.code().to_owned();
        let hidden: BTreeSet<String> = others.clone().map(codes).collect();
        let shown: Vec<String> = columns.iter().copied().map(codes).collect();
        let before = &self.grid.arrangement().order;
        let is_same = before.iter().filter(|key| !hidden.contains(*key)).eq(&shown);
        let mut order = if is_same { before.clone() } else { shown };
        order.extend(others.map(codes).filter(|key| !order.contains(key)).collect::<Vec<_>>());
        self.renew_heads();
        self.grid.arrange(Arrangement { order, hidden, widths: self.grid.widths().clone() });
        self.columns = columns;
    }

    /// What it is sorted by, first what counts most; whether the largest comes first.
    #[must_use]
    pub fn sort(&self) -> Vec<(MemberColumn, bool)> {
        self.sorted_columns().map(|(column, order)| (column, order == Order::Down)).collect()
    }

    /// Sorts by these, or by name for none.
    pub fn set_sort(&mut self, sort: &[(MemberColumn, bool)]) {
        let order = |descending: bool| if descending { Order::Down } else { Order::Up };
        self.sorted =
            sort.iter().map(|(column, descending)| (column.code().to_owned(), order(*descending))).collect();
        if self.sorted.is_empty() {
            self.sorted = usual_sort();
        }
    }

    /// The columns and the order that it has by itself.
    pub fn set_usual(&mut self, settings: &Settings) {
        self.set_columns(columns(settings));
        self.sorted = usual_sort();
    }

    /// Takes in what the person did to the columns on the grid.
    fn take_columns(&mut self) {
        let shown = self.grid.arrangement().shown(&self.heads);
        self.columns = shown.into_iter().filter_map(|place| MemberColumn::ALL.get(place).copied()).collect();
    }

    /// The heads with other words.
    fn renew_heads(&mut self) {
        self.heads = MemberColumn::ALL.iter().map(|column| self.head(*column)).collect();
    }

    /// Who is shown; none before the first answer.
    #[must_use]
    pub fn selected(&self) -> Option<&Arc<Selected>> {
        self.selected.as_ref()
    }

    /// The member under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<MemberId> {
        self.grid.current().map(MemberId).or_else(|| self.member(self.grid.cursor()?))
    }

    /// The member in a row.
    #[must_use]
    pub fn member(&self, row: usize) -> Option<MemberId> {
        self.selected.as_ref()?.ids.get(row).copied()
    }

    /// Puts the cursor on the first row, if it is nowhere.
    pub fn enter(&mut self) {
        if self.grid.cursor().is_none() {
            self.grid.go_to(0);
        }
    }

    /// Puts the cursor on a member as soon as they are shown.
    pub fn keep(&mut self, member: MemberId) {
        self.kept = Some(member);
    }

    /// Begins at the top again: other members will be shown.
    pub fn rewind(&mut self) {
        self.grid.to_top();
        self.kept = None;
    }

    /// Whether the current cell can be typed in.
    #[must_use]
    pub fn can_edit(&self, context: &Context) -> bool {
        let column = self.columns.get(self.grid.column());
        let row = self.current().and_then(|member| self.rows.get(&member));
        self.grid.cursor().is_some()
            && column.is_some_and(|column| match row {
                Some(row) => self.locked(*column, row, context).is_none(),
                None => column.locked().is_none(),
            })
    }

    /// Whether Escape drops something in the grid: an edit, or the refused text of the current
    /// cell.
    #[must_use]
    pub fn wants_escape(&self) -> bool {
        let cell = self.current().zip(self.columns.get(self.grid.column()));
        let is_draft = cell.is_some_and(|(member, column)| {
            self.grid.drafts().contains_key(&(member.0, column.code().to_owned()))
        });
        is_draft || self.grid.edit().is_some()
    }

    /// How many texts wait in their cells because they can't be stored.
    #[must_use]
    pub fn drafts(&self) -> usize {
        self.grid.drafts().len()
    }

    /// How many typed texts are not stored.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.grid.unsaved()
    }

    /// Whether something typed is not stored.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.grid.is_dirty()
    }

    /// Drops all rows and names; what was typed and not stored stays.
    pub fn forget(&mut self) {
        self.kept = self.current();
        self.keep_typed();
        self.copying.stop();
        self.numbers.hide();
        self.forget_found();
        self.selected = None;
        self.ranks.clear();
        self.request += 1;
        self.drop_rows();
    }

    /// Takes in that members changed; `None`: everything may have.
    pub fn invalidate(&mut self, changes: Option<&Changes>) {
        // The grid knows the record of the cursor once it said so.
        if self.grid.current().is_none() {
            self.kept = self.kept.or(self.current());
        }
        self.ranks.clear();
        match changes {
            None => self.drop_rows(),
            Some(changes) => {
                self.edition += 1;
                self.asked.clear();
                self.stale.extend(changes.members.iter().map(|id| MemberId(*id)));
                if changes.everything {
                    self.stale.extend(self.rows.keys());
                }
            }
        }
        self.renew_heads();
    }

    fn drop_rows(&mut self) {
        self.edition += 1;
        self.rows.clear();
        self.stale.clear();
        self.asked.clear();
    }

    /// Asks who is to be shown. What the list is sorted by may first have to come from the disk.
    pub fn select(&mut self, filters: &Filters, context: &Context) -> Task<Message> {
        self.request += 1;
        let request = self.request;
        let mut keys = Vec::new();
        for (column, order) in self.sorted_columns() {
            let descending = order == Order::Down;
            keys.push(match column.order() {
                OrderBy::Fact(key) => Wanted::Fact(Sort { key, descending }),
                OrderBy::FactReversed(key) => Wanted::Fact(Sort { key, descending: !descending }),
                OrderBy::Unordered => continue,
                OrderBy::Record(column) => match self.ranks.get(&column) {
                    Some(ranks) => Wanted::Record(Arc::clone(ranks), descending),
                    None => {
                        return context.ask(
                            move |database| members::ranks_by(database, column),
                            move |ranks| Message::Ranked(request, column, ranks),
                        );
                    }
                },
            });
        }
        let (directory, tree) = (Arc::clone(&context.directory), Arc::clone(&context.tree));
        let (filter, today) = (filters.filter(context.unit), context.author.today);
        let work = async move {
            let keys: Vec<Key<'_>> = keys.iter().map(Wanted::key).collect();
            Arc::new(directory.select_by(&filter, &keys, &tree, today))
        };
        Task::perform(work, move |selected| Message::Selected(request, selected))
    }

    fn sorted_columns(&self) -> impl Iterator<Item = (MemberColumn, Order)> {
        let column = |(code, order): &(String, Order)| Some((MemberColumn::from_code(code)?, *order));
        self.sorted.iter().filter_map(column)
    }

    /// Takes a message; an error is for the person to read.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn update(
        &mut self,
        message: Message,
        filters: &Filters,
        context: &Context,
    ) -> Result<Task<Message>> {
        match message {
            Message::Grid(event) => Ok(self.grid_said(&event, filters, context)),
            Message::Selected(request, selected) => Ok(if request == self.request {
                self.show(selected);
                Task::batch([self.look_again(context), self.fetch(context)])
            } else {
                Task::none()
            }),
            Message::Ranked(request, column, ranks) => {
                self.ranks.insert(column, Arc::new(ranks?));
                Ok(if request == self.request { self.select(filters, context) } else { Task::none() })
            }
            Message::Rows(edition, rows) => {
                if edition == self.edition {
                    for row in rows? {
                        self.asked.remove(&row.id);
                        self.stale.remove(&row.id);
                        let row = self.with_unsaved(row, context);
                        self.rows.insert(row.id, row);
                    }
                }
                Ok(Task::none())
            }
            Message::Find(said) => Ok(self.find(said, context)),
            Message::Found(request, spots) => {
                self.found(request, spots);
                Ok(Task::none())
            }
            Message::NumbersAsked => Ok(self.turn_numbers(context)),
            // They have news for the root, see `edits_said`, `copied` and `numbers_noted`.
            Message::Edits(_) | Message::Copied(..) | Message::NumbersNoted(_) => Ok(Task::none()),
        }
    }

    fn grid_said(&mut self, event: &grid::Event, filters: &Filters, context: &Context) -> Task<Message> {
        self.grid.apply(event);
        match event {
            grid::Event::Scrolled(_) => self.fetch(context),
            event if grid::sort_as_asked(&mut self.sorted, event) => {
                self.kept = self.current();
                self.select(filters, context)
            }
            grid::Event::Committed(change) => self.commit(change, context),
            grid::Event::Asked(ask) => self.wish(ask, context),
            grid::Event::Selected(..) => {
                self.kept = None;
                Task::none()
            }
            event if event.rearranges() => {
                self.take_columns();
                Task::none()
            }
            _ => Task::none(),
        }
    }

    fn show(&mut self, selected: Arc<Selected>) {
        let wanted = self.kept.take().or(self.grid.current().map(MemberId));
        let is_wanted = |place: &usize| selected.ids.get(*place).copied() == wanted;
        // A selection that is still where it was stays as it is.
        let is_there = self.grid.cursor().is_some_and(|place| is_wanted(&place));
        if wanted.is_some() && !is_there {
            // Who is shown no longer leaves the cursor to who took their place.
            let place = (0..selected.ids.len()).find(is_wanted).or(self.grid.cursor());
            if let Some(place) = place {
                self.grid.go_to(place);
            }
        }
        self.selected = Some(selected);
    }

    /// Asks for the rows that are seen and a page around them, as far as they are not here.
    fn fetch(&mut self, context: &Context) -> Task<Message> {
        let Some(selected) = &self.selected else { return Task::none() };
        let near = around(&self.grid.visible(), selected.ids.len());
        let near = selected.ids.get(near).unwrap_or_default();
        if self.rows.len() > MOST_KEPT {
            let stay: HashSet<MemberId> = near.iter().copied().collect();
            self.rows.retain(|id, _| stay.contains(id));
            self.stale.retain(|id| stay.contains(id));
        }
        let missing: Vec<MemberId> = near
            .iter()
            .copied()
            .filter(|id| !self.rows.contains_key(id) || self.stale.contains(id))
            .filter(|id| !self.asked.contains(id))
            .collect();
        if missing.is_empty() {
            return Task::none();
        }
        self.asked.extend(&missing);
        let edition = self.edition;
        context
            .ask(move |database| members::rows(database, &missing), move |rows| Message::Rows(edition, rows))
    }

    /// The grid.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let rows = self.selected.as_ref().map_or(0, |selected| selected.ids.len());
        let cells = CellContext { units: &context.tree, today: context.author.today, words: Words::Screen };
        let cell = move |row, column| self.cell(row, column, &cells, context);
        grid::grid(&self.grid, &self.heads, rows, cell, Message::Grid)
            .keys(|row| self.member(row).map_or(0, |member| member.0))
            .sorted(self.sorted.iter().cloned())
            .frozen(1)
            .bubble(move |row| self.where_is(row, &cells, context))
            .words(grid_words::words)
            .menu(|key| {
                let open = Message::Grid(grid::Event::Opened(key));
                vec![grid::Item::new(fl!("members-open"), open).icon(Icon::Edit)]
            })
            .today(date::show(context.author.today))
            .status()
            .hint(fl!("members-how-to"))
            .revision(self.edition + self.edits.count() + self.numbers.revision())
            .id(GRID)
            .into()
    }

    /// The settings with these columns and their widths.
    #[must_use]
    pub fn kept_in(&self, settings: &Settings) -> Box<Settings> {
        arranged::kept(settings, KEY, &self.grid, &self.heads)
    }
}

/// What the list is sorted by, for work off the frame.
enum Wanted {
    Fact(Sort),
    Record(Arc<Ranks>, bool),
}

impl Wanted {
    fn key(&self) -> Key<'_> {
        match self {
            Self::Fact(sort) => Key::Fact(*sort),
            Self::Record(ranks, descending) => Key::Record { ranks, descending: *descending },
        }
    }
}

fn usual_sort() -> Vec<(String, Order)> {
    vec![(MemberColumn::Name.code().to_owned(), Order::Up)]
}

/// The columns that a person chose, or the usual ones.
fn columns(settings: &Settings) -> Vec<MemberColumn> {
    let kept = settings.columns.get(KEY).map(Vec::as_slice).unwrap_or_default();
    let mut columns: Vec<MemberColumn> = Vec::new();
    let shown = kept.iter().filter(|column| !column.is_hidden);
    for column in shown.filter_map(|column| MemberColumn::from_code(&column.key)) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    if columns.is_empty() { MemberColumn::DEFAULT.to_vec() } else { columns }
}

/// The visible rows with a page before and after them.
fn around(visible: &Range<usize>, count: usize) -> Range<usize> {
    let page = visible.len().max(LEAST_PAGE);
    let end = (visible.end + page).min(count);
    visible.start.saturating_sub(page).min(end)..end
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn a_page_before_and_after_is_fetched_within_the_list() {
        assert_eq!(around(&(0..20), 1000), 0..50);
        assert_eq!(around(&(500..550), 1000), 450..600);
        assert_eq!(around(&(980..1000), 1000), 950..1000);
        assert_eq!(around(&(90..110), 15), 15..15);
        assert_eq!(around(&(0..0), 0), 0..0);
    }
}
