//! The list itself: who is shown in which order, and the rows of those who are seen.
//!
//! Who is shown is found in the directory, off the frame; the newest request wins. Whole rows are
//! read from the disk for the visible ones and a page around them; until they come, cells show
//! what the directory knows.
//!
//! `edits` stores what is typed, pasted, filled and cleared; `copying` puts cells on the clipboard.

mod copying;
mod edits;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use iced::Task;

use super::filter::Filters;
use super::lists::Lists;
use crate::domain::date;
use crate::domain::id::MemberId;
use crate::domain::member::{MemberFields, MemberTexts};
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::columns::{Align, CellContext, Choices, Kind, MemberColumn, OrderBy};
use crate::services::directory::{Listed, Selected, Sort};
use crate::services::members::{self, MemberRow, TextColumn};
use crate::services::{Changes, Result};
use crate::settings::{Column as KeptColumn, Settings};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::grid_status;
use crate::ui::widget::grid::{self, Cell, Order, Role};
use edits::Edits;

/// The list's key in the settings.
pub const KEY: &str = "members";
/// The grid's name for the focus.
pub const GRID: &str = "members-grid";
/// How many rows are kept at most; beyond, only those around the visible ones stay.
const MOST_KEPT: usize = 4000;
const LEAST_PAGE: usize = 30;
/// Stands in cells whose row is being read.
const NOT_READ: &str = "…";

/// What happens to the list.
#[derive(Debug, Clone)]
pub enum Message {
    /// The grid says something.
    Grid(grid::Event),
    /// The answer to a request: who is shown.
    Selected(u64, Arc<Selected>),
    /// All members in the order of a column on the disk.
    Ordered(u64, TextColumn, Result<Vec<MemberId>>),
    /// Rows, and the state of the register that they belong to.
    Rows(u64, Result<Vec<MemberRow>>),
    /// Of texts that are to be stored.
    Edits(edits::Message),
    /// Cells for the clipboard.
    Copied(u64, usize, Result<String>),
}

/// See the module.
#[derive(Debug)]
pub struct List {
    grid: grid::State,
    columns: Vec<MemberColumn>,
    heads: Vec<grid::Column>,
    sort: (MemberColumn, Order),
    selected: Option<Arc<Selected>>,
    order: Option<(TextColumn, Arc<Vec<MemberId>>)>,
    request: u64,
    rows: HashMap<MemberId, MemberRow>,
    /// Those of the rows that are shown until they are read anew.
    stale: HashSet<MemberId>,
    asked: HashSet<MemberId>,
    edition: u64,
    kept: Option<MemberId>,
    words: HashMap<MemberColumn, Arc<[String]>>,
    edits: Edits,
    /// Number of the last wish to copy.
    copy: u64,
}

impl List {
    /// A list with the columns of the settings, empty as yet.
    pub fn new(settings: &Settings) -> Self {
        let mut list = Self {
            grid: grid::State::with_widths(widths(settings)),
            columns: Vec::new(),
            heads: Vec::new(),
            sort: (MemberColumn::Name, Order::Up),
            selected: None,
            order: None,
            request: 0,
            rows: HashMap::new(),
            stale: HashSet::new(),
            asked: HashSet::new(),
            edition: 0,
            kept: None,
            words: HashMap::new(),
            edits: Edits::default(),
            copy: 0,
        };
        list.set_columns(columns(settings));
        list
    }

    /// The columns, in their order.
    #[must_use]
    pub fn columns(&self) -> &[MemberColumn] {
        &self.columns
    }

    /// Shows other columns.
    pub fn set_columns(&mut self, columns: Vec<MemberColumn>) {
        self.heads = columns.iter().map(|column| self.head(*column)).collect();
        self.columns = columns;
    }

    /// Offers the words of the register's lists, and those for the sexes.
    pub fn offer(&mut self, lists: &Lists) {
        self.words = MemberColumn::ALL
            .iter()
            .filter_map(|column| match column.kind() {
                Kind::Choice(Choices::List(list)) => Some((*column, lists.get(list).into())),
                Kind::Choice(Choices::Sexes) => Some((*column, MemberColumn::sexes(Words::Screen).into())),
                Kind::Text | Kind::Number | Kind::Date => None,
            })
            .collect();
        self.renew_heads();
    }

    /// The heads with other words.
    fn renew_heads(&mut self) {
        let columns = std::mem::take(&mut self.columns);
        self.set_columns(columns);
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
    pub fn can_edit(&self) -> bool {
        let column = self.columns.get(self.grid.column());
        let row = self.current().and_then(|member| self.rows.get(&member));
        self.grid.cursor().is_some()
            && column.is_some_and(|column| match row {
                Some(row) => column.locked_in(&row.fields).is_none(),
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
        let edited = self.grid.edit().filter(|edit| edit.is_changed());
        let is_draft = |edit: &&grid::Edit| self.grid.drafts().contains_key(&(edit.row, edit.column.clone()));
        self.drafts() + usize::from(edited.is_some_and(|edit| !is_draft(&edit)))
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
        self.selected = None;
        self.order = None;
        self.request += 1;
        self.drop_rows();
    }

    /// Takes in that members changed; `None`: everything may have.
    pub fn invalidate(&mut self, changes: Option<&Changes>) {
        // The grid knows the record of the cursor once it said so.
        if self.grid.current().is_none() {
            self.kept = self.kept.or(self.current());
        }
        self.order = None;
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

    /// Asks who is to be shown.
    pub fn select(&mut self, filters: &Filters, context: &Context) -> Task<Message> {
        self.request += 1;
        let request = self.request;
        let (directory, tree) = (Arc::clone(&context.directory), Arc::clone(&context.tree));
        let (filter, today) = (filters.filter(context.unit), context.author.today);
        let (column, order) = self.sort;
        let descending = order == Order::Down;
        let sort = match column.order() {
            OrderBy::Fact(key) => Sort { key, descending },
            OrderBy::FactReversed(key) => Sort { key, descending: !descending },
            OrderBy::Unordered => Sort::default(),
            OrderBy::Record(column) => {
                let known = self.order.as_ref().filter(|(known, _)| *known == column);
                let Some(order) = known.map(|(_, order)| Arc::clone(order)) else {
                    return context.ask(
                        move |database| members::ordered_by(database, column),
                        move |ids| Message::Ordered(request, column, ids),
                    );
                };
                let work = async move {
                    let reversed: Vec<MemberId>;
                    let order: &[MemberId] = if descending {
                        reversed = order.iter().rev().copied().collect();
                        &reversed
                    } else {
                        &order
                    };
                    Arc::new(directory.select_in(&filter, order, &tree, today))
                };
                return Task::perform(work, move |selected| Message::Selected(request, selected));
            }
        };
        let work = async move { Arc::new(directory.select(&filter, sort, &tree, today)) };
        Task::perform(work, move |selected| Message::Selected(request, selected))
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
                self.fetch(context)
            } else {
                Task::none()
            }),
            Message::Ordered(request, column, ids) => {
                self.order = Some((column, Arc::new(ids?)));
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
            // They have news for the root, see `edits_said` and `copied`.
            Message::Edits(_) | Message::Copied(..) => Ok(Task::none()),
        }
    }

    fn grid_said(&mut self, event: &grid::Event, filters: &Filters, context: &Context) -> Task<Message> {
        self.grid.apply(event);
        match event {
            grid::Event::Scrolled(_) => self.fetch(context),
            grid::Event::SortAsked { column, .. } => {
                let Some(column) = MemberColumn::from_code(column) else { return Task::none() };
                let order = match self.sort {
                    (sorted, Order::Up) if sorted == column => Order::Down,
                    (_, Order::Up | Order::Down) => Order::Up,
                };
                self.sort = (column, order);
                self.kept = self.current();
                self.select(filters, context)
            }
            grid::Event::Committed(change) => self.commit(change, context),
            grid::Event::Asked(ask) => self.wish(ask, context),
            grid::Event::Selected(..) => {
                self.kept = None;
                Task::none()
            }
            grid::Event::EditTyped(_)
            | grid::Event::EditDropped
            | grid::Event::Opened(_)
            | grid::Event::ColumnResized { .. }
            | grid::Event::ScrolledAcross(_)
            | grid::Event::Folded(..) => Task::none(),
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
        let (column, order) = self.sort;
        let cells = CellContext { units: &context.tree, today: context.author.today, words: Words::Screen };
        let cell = move |row, column| self.cell(row, column, &cells, context);
        grid::grid(&self.grid, &self.heads, rows, cell, Message::Grid)
            .keys(|row| self.member(row).map_or(0, |member| member.0))
            .sorted([(column.code().to_owned(), order)])
            .today(date::show(context.author.today))
            .status(grid_status::words())
            .revision(self.edition + self.edits.count())
            .id(GRID)
            .into()
    }

    fn cell(&self, row: usize, column: usize, cells: &CellContext<'_>, context: &Context) -> Cell<'static> {
        let (Some(id), Some(column)) = (self.member(row), self.columns.get(column).copied()) else {
            return String::new().into();
        };
        let text = |row: &MemberRow| {
            let role = match (column, row.status.is_present()) {
                _ if self.edits.is_unsaved(id, column) => Role::Accent,
                (_, false) => Role::Muted,
                (MemberColumn::Name, true) => Role::Strong,
                (_, true) => Role::Text,
            };
            let cell = Cell::new(column.cell(row, cells), role);
            let cell = match column.edited(row) {
                Some(text) => cell.edited_as(text),
                None => cell,
            };
            match column.locked_in(&row.fields) {
                Some(locked) => cell.locked(sentence::locked(locked)),
                None => cell,
            }
        };
        if let Some(row) = self.rows.get(&id) {
            return text(row);
        }
        match (column.order(), context.directory.get(id)) {
            (OrderBy::Fact(_) | OrderBy::FactReversed(_), Some(listed)) => text(&provisional(listed)),
            // Not blank: Ctrl with an arrow is to go on over it.
            (OrderBy::Record(_) | OrderBy::Unordered, _) | (_, None) => {
                Cell::new(NOT_READ, Role::Muted).edited_as("")
            }
        }
    }

    fn head(&self, column: MemberColumn) -> grid::Column {
        // What can't be typed in says why, cell by cell.
        let head = grid::Column::new(column.code(), column.title(Words::Screen), column.width()).editable();
        let head = match column.align() {
            Align::Left => head,
            Align::Center => head.centred(),
            Align::Right => head.number(),
        };
        let head = match (column.kind(), self.words.get(&column)) {
            (Kind::Choice(_), Some(words)) => head.kind(grid::Kind::Choice(Arc::clone(words))),
            (Kind::Date, _) => head.kind(grid::Kind::Date),
            (Kind::Number, _) => head.kind(grid::Kind::Number),
            (Kind::Text | Kind::Choice(_), _) => head,
        };
        if column.order() == OrderBy::Unordered { head.unsorted() } else { head }
    }

    /// The settings with these columns and their widths.
    #[must_use]
    pub fn kept_in(&self, settings: &Settings) -> Box<Settings> {
        let mut settings = settings.clone();
        let kept = |column: &MemberColumn| {
            let width = self.grid.widths().get(column.code()).copied().unwrap_or(column.width());
            // Widths lie between 40 and 1200.
            KeptColumn { key: column.code().to_owned(), width: width.round() as u16 }
        };
        settings.columns.insert(KEY.to_owned(), self.columns.iter().map(kept).collect());
        Box::new(settings)
    }
}

/// The columns that a person chose, or the usual ones.
fn columns(settings: &Settings) -> Vec<MemberColumn> {
    let kept = settings.columns.get(KEY).map(Vec::as_slice).unwrap_or_default();
    let mut columns: Vec<MemberColumn> = Vec::new();
    for column in kept.iter().filter_map(|column| MemberColumn::from_code(&column.key)) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    if columns.is_empty() { MemberColumn::DEFAULT.to_vec() } else { columns }
}

fn widths(settings: &Settings) -> BTreeMap<String, f32> {
    let kept = settings.columns.get(KEY).map(Vec::as_slice).unwrap_or_default();
    kept.iter().map(|column| (column.key.clone(), f32::from(column.width))).collect()
}

/// The visible rows with a page before and after them.
fn around(visible: &Range<usize>, count: usize) -> Range<usize> {
    let page = visible.len().max(LEAST_PAGE);
    let end = (visible.end + page).min(count);
    visible.start.saturating_sub(page).min(end)..end
}

/// A row with what the directory knows; only the columns that are facts may be shown of it.
fn provisional(listed: &Listed) -> MemberRow {
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    MemberRow {
        id: listed.id,
        fields: MemberFields {
            name: listed.name.to_string(),
            sex: listed.sex,
            born_on: listed.born_on,
            ethnicity: listed.ethnicity.to_string(),
            religion: listed.religion.to_string(),
            admission_decided_on: listed.admission_decided_on,
            admitted_on: None,
            official_on: listed.official_on,
            card_issued_on: None,
            admission_unit: None,
            texts: MemberTexts {
                personal_id: text(&listed.personal_id),
                card_number: text(&listed.card_number),
                ..MemberTexts::default()
            },
        },
        status: listed.status,
        status_from_on: listed.admission_decided_on.first_day(),
        unit: listed.unit,
        posts: None,
    }
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
