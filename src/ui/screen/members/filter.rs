//! What the list is narrowed to: the search box and the choices beside it.

use std::collections::BTreeSet;

use iced::Length;

use crate::domain::id::UnitId;
use crate::domain::member::{MAJORITY, NO_RELIGION, Sex, Status};
use crate::fl;
use crate::i18n::term::{self, Words, term};
use crate::paper;
use crate::services::directory::{Directory, Filter, GroupFilter, StatusFilter};
use crate::ui::Element;
use crate::ui::icon::Icon;
use crate::ui::keymap::Chord;
use crate::ui::part::named::{self, Named};
use crate::ui::theme::{button, text};
use crate::ui::widget::{Part, choice, press, text_field, toolbar};

/// The search box's name for the focus.
pub const SEARCH: &str = "members-search";

/// Youngest and oldest of the bands by which members are counted (Biểu 3-TCTW).
const BANDS: [(i32, i32); 5] = [(18, 30), (31, 40), (41, 50), (51, 60), (61, 130)];

/// In a choice of more than so many, what is typed narrows the list.
const MOST_LOOKED_AT: usize = 12;
/// The least width of a choice, for its usual words.
const NARROW: f32 = 100.0;
/// The same where the words are longer.
const WIDE: f32 = 150.0;

/// The filters as they are set.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    search: String,
    status: StatusFilter,
    sex: Option<Sex>,
    ethnicity: GroupFilter,
    religion: GroupFilter,
    age: Option<(i32, i32)>,
    from_year: Option<i32>,
    to_year: Option<i32>,
}

/// What the members' records offer to filter by.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    ethnicities: Vec<String>,
    religions: Vec<String>,
    years: Vec<i32>,
}

/// What is typed or chosen.
#[derive(Debug, Clone)]
pub enum Message {
    /// The search box holds this.
    Searched(String),
    /// Enter in the search box.
    SearchSubmitted,
    /// A status.
    Status(StatusFilter),
    /// A sex, or both.
    Sex(Option<Sex>),
    /// An ethnicity.
    Ethnicity(GroupFilter),
    /// A religion.
    Religion(GroupFilter),
    /// An age band.
    Age(Option<(i32, i32)>),
    /// First year of the admission decision.
    FromYear(Option<i32>),
    /// Last year of the admission decision.
    ToYear(Option<i32>),
    /// Everything is to be shown again.
    Cleared,
}

/// The chord of the search box, beside Ctrl+F, which finds without hiding anybody.
#[must_use]
pub fn search_chord() -> Chord {
    Chord::ctrl_shift('f')
}

/// The chord that clears the filters: B as in "Bỏ lọc".
#[must_use]
pub fn clear_chord() -> Chord {
    Chord::ctrl_shift('b')
}

impl Facets {
    /// Finds out what there is. Walks over all members: call it off the frame.
    #[must_use]
    pub fn of(directory: &Directory) -> Self {
        let mut ethnicities = BTreeSet::new();
        let mut religions = BTreeSet::new();
        let mut years = BTreeSet::new();
        for member in directory.members() {
            ethnicities.insert(&*member.ethnicity);
            religions.insert(&*member.religion);
            years.insert(member.admission_decided_on.year());
        }
        let owned = |names: BTreeSet<&str>| names.into_iter().map(str::to_owned).collect();
        Self {
            ethnicities: owned(ethnicities),
            religions: owned(religions),
            years: years.into_iter().rev().collect(),
        }
    }
}

impl Filters {
    /// The choices that a filter was made of; its unit is chosen elsewhere.
    #[must_use]
    pub fn of(filter: &Filter) -> Self {
        let year = |year: i32, open: i32| (year != open).then_some(year);
        Self {
            search: filter.search.clone(),
            status: filter.status,
            sex: filter.sex,
            ethnicity: filter.ethnicity.clone(),
            religion: filter.religion.clone(),
            age: filter.age,
            from_year: filter.admitted.and_then(|(from, _)| year(from, i32::MIN)),
            to_year: filter.admitted.and_then(|(_, to)| year(to, i32::MAX)),
        }
    }

    /// Takes what was typed or chosen.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Searched(search) => self.search = search,
            Message::SearchSubmitted => {}
            Message::Status(status) => self.status = status,
            Message::Sex(sex) => self.sex = sex,
            Message::Ethnicity(ethnicity) => self.ethnicity = ethnicity,
            Message::Religion(religion) => self.religion = religion,
            Message::Age(age) => self.age = age,
            Message::FromYear(year) => {
                self.from_year = year;
                self.to_year = self.to_year.map(|to| year.map_or(to, |from| to.max(from)));
            }
            Message::ToYear(year) => {
                self.to_year = year;
                self.from_year = self.from_year.map(|from| year.map_or(from, |to| from.min(to)));
            }
            Message::Cleared => *self = Self::default(),
        }
    }

    /// Drops the search, which may name a member.
    pub fn forget(&mut self) {
        self.search.clear();
    }

    /// The filter for the directory.
    #[must_use]
    pub fn filter(&self, unit: Option<UnitId>) -> Filter {
        let years = (self.from_year, self.to_year);
        Filter {
            unit,
            search: self.search.clone(),
            status: self.status,
            sex: self.sex,
            ethnicity: self.ethnicity.clone(),
            religion: self.religion.clone(),
            age: self.age,
            admitted: (years != (None, None))
                .then(|| (self.from_year.unwrap_or(i32::MIN), self.to_year.unwrap_or(i32::MAX))),
        }
    }

    /// How many filters are set; the search is not one of them.
    #[must_use]
    pub fn count(&self) -> usize {
        [
            self.status != StatusFilter::default(),
            self.sex.is_some(),
            self.ethnicity != GroupFilter::Any,
            self.religion != GroupFilter::Any,
            self.age.is_some(),
            self.from_year.or(self.to_year).is_some(),
        ]
        .into_iter()
        .filter(|is_set| *is_set)
        .count()
    }

    /// Whether anything keeps members from being shown.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.count() > 0 || self.searches()
    }

    /// Whether something is searched for.
    #[must_use]
    pub fn searches(&self) -> bool {
        !self.search.trim().is_empty()
    }

    /// What the list is narrowed to, for below a printed title; empty for the usual list.
    #[must_use]
    pub fn describe(&self, words: Words) -> Vec<String> {
        let status = (self.status != StatusFilter::default()).then(|| status_name(self.status, words));
        let sex = self.sex.map(|sex| term::sex(sex, words));
        let group = |group: &GroupFilter, name: fn(&GroupFilter, Words) -> String| {
            (*group != GroupFilter::Any).then(|| name(group, words))
        };
        let years = match (self.from_year, self.to_year, words) {
            (None, None, _) => None,
            (from, to, words) => Some(years_name(from, to, words)),
        };
        let search = self.search.trim();
        [
            status,
            sex,
            group(&self.ethnicity, ethnicity_name),
            group(&self.religion, religion_name),
            self.age.map(|band| band_name(band, words)),
            years,
            (!search.is_empty()).then(|| format!("“{search}”")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The search box.
    pub fn search<'a>(&'a self) -> Element<'a, Message> {
        text_field(fl!("members-search", key = search_chord().label()), &self.search)
            .placeholder(fl!("members-search-hint"))
            .id(SEARCH)
            .clearable()
            .on_input(Message::Searched)
            .on_submit(Message::SearchSubmitted)
            .into()
    }

    /// The line of choices, with the button that clears them.
    pub fn bar<'a>(&'a self, facets: &'a Facets) -> Element<'a, Message> {
        toolbar(move |keys| {
            let clear = press(text::body(fl!("members-filter-clear", count = self.count())))
                .icon(Icon::Close)
                .hint(clear_chord().label())
                .style(button::quiet)
                .id("members-filter-clear")
                .on_press_maybe(self.narrows().then_some(Message::Cleared));
            vec![
                one_of(fl!("members-filter-status"), statuses(), &self.status, Message::Status, WIDE),
                one_of(fl!("members-filter-sex"), sexes(), &self.sex, Message::Sex, NARROW),
                one_of(
                    fl!("members-filter-ethnicity"),
                    groups(&facets.ethnicities, ethnicity_name, MAJORITY),
                    &self.ethnicity,
                    Message::Ethnicity,
                    NARROW,
                ),
                one_of(
                    fl!("members-filter-religion"),
                    groups(&facets.religions, religion_name, NO_RELIGION),
                    &self.religion,
                    Message::Religion,
                    NARROW,
                ),
                one_of(fl!("members-filter-age"), bands(), &self.age, Message::Age, NARROW),
                one_of(
                    fl!("members-filter-from-year"),
                    years(&facets.years),
                    &self.from_year,
                    Message::FromYear,
                    NARROW,
                ),
                one_of(
                    fl!("members-filter-to-year"),
                    years(&facets.years),
                    &self.to_year,
                    Message::ToYear,
                    NARROW,
                ),
                Part::new(keys.button(clear)),
            ]
        })
    }
}

/// A choice that is at least so wide.
fn one_of<'a, T: PartialEq + Clone + 'a>(
    label: String,
    options: Vec<Named<T>>,
    chosen: &T,
    on_choose: fn(T) -> Message,
    least: f32,
) -> Part<'a, Message> {
    let chosen = named::find(&options, chosen);
    let choice = choice(label, &options, chosen, move |option: Named<T>| on_choose(option.value));
    let choice = choice.width(Length::Fill);
    // In a long list one would rather type than look.
    let is_long = options.len() > MOST_LOOKED_AT;
    let choice = if is_long { choice.with_search(fl!("members-filter-nothing")) } else { choice };
    Part::growing(choice, least)
}

fn statuses() -> Vec<Named<StatusFilter>> {
    let groups = [StatusFilter::Present, StatusFilter::Probationary, StatusFilter::Former, StatusFilter::All];
    let each = Status::ALL.iter().map(|status| StatusFilter::Only(*status));
    groups
        .into_iter()
        .chain(each)
        .map(|status| Named::new(status, status_name(status, Words::Screen)))
        .collect()
}

fn sexes() -> Vec<Named<Option<Sex>>> {
    let each = Sex::ALL.iter().map(|sex| Named::new(Some(*sex), term::sex(*sex, Words::Screen)));
    std::iter::once(Named::new(None, fl!("members-filter-any"))).chain(each).collect()
}

fn groups(names: &[String], name: fn(&GroupFilter, Words) -> String, usual: &str) -> Vec<Named<GroupFilter>> {
    let each = names.iter().filter(|name| *name != usual).map(|name| GroupFilter::Only(name.clone()));
    [GroupFilter::Any, GroupFilter::Usual, GroupFilter::Other]
        .into_iter()
        .chain(each)
        .map(|group| Named::new(group.clone(), name(&group, Words::Screen)))
        .collect()
}

fn bands() -> Vec<Named<Option<(i32, i32)>>> {
    let each = BANDS.iter().map(|band| Named::new(Some(*band), band_name(*band, Words::Screen)));
    std::iter::once(Named::new(None, fl!("members-filter-any"))).chain(each).collect()
}

fn years(years: &[i32]) -> Vec<Named<Option<i32>>> {
    let each = years.iter().map(|year| Named::new(Some(*year), year.to_string()));
    std::iter::once(Named::new(None, fl!("members-filter-any"))).chain(each).collect()
}

fn status_name(status: StatusFilter, words: Words) -> String {
    match status {
        StatusFilter::Present => term!(words, "members-status-present"),
        StatusFilter::Probationary => term!(words, "members-status-probationary"),
        StatusFilter::Former => term!(words, "members-status-former"),
        StatusFilter::All => term!(words, "members-status-all"),
        StatusFilter::Only(status) => term::status(status, words),
    }
}

fn ethnicity_name(group: &GroupFilter, words: Words) -> String {
    match group {
        GroupFilter::Any => term!(words, "members-filter-any"),
        GroupFilter::Usual => MAJORITY.to_owned(),
        GroupFilter::Other => term!(words, "members-ethnicity-minority"),
        GroupFilter::Only(name) => name.clone(),
    }
}

fn religion_name(group: &GroupFilter, words: Words) -> String {
    match group {
        GroupFilter::Any => term!(words, "members-filter-any"),
        GroupFilter::Usual => term!(words, "members-religion-none"),
        GroupFilter::Other => term!(words, "members-religion-some"),
        GroupFilter::Only(name) => name.clone(),
    }
}

fn band_name((youngest, oldest): (i32, i32), words: Words) -> String {
    let is_last = BANDS.last().is_some_and(|last| last.0 == youngest);
    let below = youngest - 1;
    match (is_last, words) {
        (true, Words::Screen) => fl!("members-age-over", age = below),
        (true, Words::Paper) => paper!("members-age-over", age = below),
        (false, Words::Screen) => fl!("members-age-band", from = youngest, to = oldest),
        (false, Words::Paper) => paper!("members-age-band", from = youngest, to = oldest),
    }
}

fn years_name(from: Option<i32>, to: Option<i32>, words: Words) -> String {
    let year = |year: Option<i32>| year.map_or_else(|| "…".to_owned(), |year| year.to_string());
    let (from, to) = (year(from), year(to));
    match words {
        Words::Screen => fl!("members-admitted-between", from = from, to = to),
        Words::Paper => paper!("members-admitted-between", from = from, to = to),
    }
}
