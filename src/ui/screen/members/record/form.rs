//! The page of a record: head, sections with fields two beside each other, history.

use chrono::NaiveDate;
use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::slot::Slot;
use super::{Leave, Message, Record, history, save_chord};
use crate::domain::identifier;
use crate::domain::member::Sex;
use crate::domain::problem::{Field, Kind, Problem};
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::{self, Words};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::part::named::{self, Named};
use crate::ui::part::{dates, problems};
use crate::ui::screen::members::lists::Lists;
use crate::ui::theme::{self, button, space, text};
use crate::ui::widget::{choice, id_field, press, scroll, suggest, text_field};

/// Where a button beside a field begins: below the line of its label, in pixels.
const BELOW_LABEL: f32 = 22.0;

/// A field of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A text.
    Text(Slot),
    /// The sex.
    Sex,
    /// The cell of a new member.
    Cell,
    /// The unit that admitted the member.
    AdmissionUnit,
}

impl Entry {
    /// Its name for the focus.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Text(slot) => slot.id(),
            Self::Sex => "member-Sex",
            Self::Cell => "member-Cell",
            Self::AdmissionUnit => "member-AdmissionUnit",
        }
    }
}

/// A group of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Compulsory,
    Identity,
    Membership,
    Addresses,
    Schooling,
    Work,
}

impl Section {
    const ALL: [Self; 6] =
        [Self::Compulsory, Self::Identity, Self::Membership, Self::Addresses, Self::Schooling, Self::Work];

    fn title(self) -> String {
        match self {
            Self::Compulsory => fl!("members-section-compulsory"),
            Self::Identity => fl!("members-section-identity"),
            Self::Membership => fl!("members-section-membership"),
            Self::Addresses => fl!("members-section-addresses"),
            Self::Schooling => fl!("members-section-schooling"),
            Self::Work => fl!("members-section-work"),
        }
    }

    fn entries(self) -> &'static [Entry] {
        use Entry::{AdmissionUnit, Cell, Sex, Text};
        match self {
            Self::Compulsory => &[
                Text(Slot::Name),
                Sex,
                Text(Slot::BornOn),
                Cell,
                Text(Slot::AdmissionDecidedOn),
                Text(Slot::FromOn),
                Text(Slot::Ethnicity),
                Text(Slot::Religion),
            ],
            Self::Identity => &[
                Text(Slot::Name),
                Sex,
                Text(Slot::OtherName),
                Text(Slot::BornOn),
                Text(Slot::Ethnicity),
                Text(Slot::Religion),
                Text(Slot::PersonalId),
                Text(Slot::OldId),
                Text(Slot::Phone),
                Text(Slot::Email),
            ],
            Self::Membership => &[
                Text(Slot::AdmissionDecidedOn),
                Text(Slot::AdmissionDecision),
                Text(Slot::AdmittedOn),
                Text(Slot::OfficialOn),
                AdmissionUnit,
                Text(Slot::AdmissionPlace),
                Text(Slot::CardNumber),
                Text(Slot::CardIssuedOn),
                Text(Slot::OldCardNumber),
                Text(Slot::FileNumber),
            ],
            Self::Addresses => &[
                Text(Slot::HomeTown),
                Text(Slot::BirthPlace),
                Text(Slot::PermanentAddress),
                Text(Slot::TemporaryAddress),
            ],
            Self::Schooling => &[
                Text(Slot::GeneralEducation),
                Text(Slot::ProfessionalLevel),
                Text(Slot::ProfessionalField),
                Text(Slot::TheoryLevel),
                Text(Slot::ForeignLanguages),
            ],
            Self::Work => &[
                Text(Slot::Occupation),
                Text(Slot::OccupationBefore),
                Text(Slot::WorkGroup),
                Text(Slot::Note),
            ],
        }
    }
}

/// The sections of the page with their fields. A new member's page begins with what must be
/// filled in; elsewhere these fields stand in their own sections.
fn layout(is_new: bool) -> impl Iterator<Item = (Section, Vec<Entry>)> {
    Section::ALL.into_iter().filter(move |section| is_new || *section != Section::Compulsory).map(
        move |section| {
            let first = Section::Compulsory.entries();
            let is_here =
                |entry: &&Entry| !is_new || section == Section::Compulsory || !first.contains(entry);
            (section, section.entries().iter().filter(is_here).copied().collect())
        },
    )
}

/// All fields of the page in reading order.
pub fn order(is_new: bool) -> impl Iterator<Item = Entry> {
    layout(is_new).flat_map(|(_, entries)| entries)
}

/// The page.
pub fn page<'a>(record: &'a Record, lists: &'a Lists, context: &'a Context) -> Element<'a, Message> {
    let is_new = record.who.is_none();
    let Some(form) = record.draft.form() else {
        return column![head(record, context), text::body(fl!("members-reading")).style(text::muted)]
            .padding(space::MEDIUM)
            .spacing(space::MEDIUM)
            .into();
    };
    let today = context.author.today;
    let fields = Fields { record, lists, today, form, masks: numbers_masked(record, context) };
    let sections = layout(is_new).map(|(section, entries)| {
        let after = (section == Section::Work).then(|| history::posts(record)).flatten();
        fields.section(section, &entries, after)
    });
    let history = history::view(record, context);
    let content = column(sections)
        .push(history)
        .spacing(space::MEDIUM)
        .padding(iced::Padding::default().left(space::MEDIUM).right(space::MEDIUM).bottom(space::LARGE));
    column![head(record, context), scroll(content).height(Length::Fill)].into()
}

fn head<'a>(record: &'a Record, context: &'a Context) -> Element<'a, Message> {
    let name = match (record.who, record.draft.seen(), record.draft.form()) {
        (None, ..) => fl!("members-new-title"),
        (Some(_), Some(seen), _) => seen.name.clone(),
        (Some(_), None, Some(form)) => form.form.name.clone(),
        (Some(_), None, None) => String::new(),
    };
    let back = press(text::body(fl!("members-back")))
        .icon(Icon::ChevronLeft)
        .hint("Esc")
        .id("member-back")
        .on_press(Message::LeaveRequested(Leave::ToList));
    let save = press(text::body(fl!("members-save")))
        .icon(Icon::Check)
        .hint(save_chord().label())
        .style(button::primary)
        .id("member-save")
        .on_press_maybe((!record.is_saving).then_some(Message::SaveRequested));
    let state =
        if record.draft.is_dirty() { fl!("members-unsaved") } else { history::state(record, context) };
    let title = column![
        text::heading(name).wrapping(iced::widget::text::Wrapping::WordOrGlyph),
        (!state.is_empty()).then(|| text::caption(state)),
    ]
    .width(Length::Fill);
    let bar = row![back, title, save].spacing(space::MEDIUM).align_y(Alignment::Center);
    column![container(bar).padding(space::MEDIUM), record.draft.is_outdated.then(outdated)].into()
}

/// The record was changed elsewhere while it was being edited.
fn outdated<'a>() -> Element<'a, Message> {
    let notice = column![
        text::body(fl!("members-outdated")).style(text::warning),
        row![
            press(text::body(fl!("members-outdated-rebase")))
                .style(button::primary)
                .id("member-rebase")
                .on_press(Message::Rebased),
            press(text::body(fl!("members-outdated-revert"))).id("member-revert").on_press(Message::Reverted),
        ]
        .spacing(space::SMALL),
    ]
    .spacing(space::SMALL);
    let card = container(notice).padding(space::MEDIUM).width(Length::Fill).style(theme::container::warning);
    container(card)
        .padding(iced::Padding::default().left(space::MEDIUM).right(space::MEDIUM).bottom(space::MEDIUM))
        .into()
}

/// What the fields of one page need.
struct Fields<'a> {
    record: &'a Record,
    lists: &'a Lists,
    today: NaiveDate,
    form: &'a crate::services::members::NewMember,
    /// How numbers of the record stand; none where the register masks none.
    masks: Option<bool>,
}

/// Whether the numbers of a known record are masked; none where there is no mask to take off.
fn numbers_masked(record: &Record, context: &Context) -> Option<bool> {
    (context.masks_numbers && record.who.is_some()).then(|| record.masks_numbers(context))
}

impl<'a> Fields<'a> {
    fn section(
        &self,
        section: Section,
        entries: &[Entry],
        after: Option<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        let rows = entries.chunks(2).map(|pair| {
            let second =
                pair.get(1).map_or_else(|| gap().width(Length::Fill).into(), |entry| self.field(*entry));
            let first = pair.first().map(|entry| self.field(*entry));
            row![first, second].spacing(space::LARGE).into()
        });
        let content = column![text::heading(section.title())].extend(rows).push(after).spacing(space::MEDIUM);
        container(content).padding(space::MEDIUM).width(Length::Fill).style(theme::container::card).into()
    }

    fn field(&self, entry: Entry) -> Element<'a, Message> {
        let field = container(match entry {
            Entry::Text(slot) => self.text(slot),
            Entry::Sex => self.sex(),
            Entry::Cell => self.cell(),
            Entry::AdmissionUnit => self.admission_unit(),
        });
        field.width(Length::Fill).into()
    }

    fn problem(&self, field: Field) -> Option<String> {
        self.sentence(field, true)
    }

    fn warning(&self, field: Field) -> Option<String> {
        self.sentence(field, false)
    }

    fn sentence(&self, field: Field, is_error: bool) -> Option<String> {
        let found: Vec<Problem> = self
            .record
            .draft
            .problems()
            .iter()
            .filter(|problem| problem.is_error() == is_error)
            .cloned()
            .collect();
        problems::of(&found, field)
    }

    fn text(&self, slot: Slot) -> Element<'a, Message> {
        let typed = slot.read(self.form);
        let field = slot.field();
        let is_since = slot == Slot::FromOn;
        let label = if is_since { fl!("members-since") } else { slot.label() };
        let label = if slot.is_required() { required(label) } else { label };
        let (problem, warning) = (self.problem(field), self.warning(field));
        let on_input = move |text| Message::Typed(slot, text);
        /// What all kinds of fields are given.
        macro_rules! finished {
            ($built:expr) => {
                $built.id(slot.id()).on_leave(Message::Left(field)).problem(problem).warning(warning).into()
            };
        }
        match (slot.list(), slot.is_date()) {
            (Some(list), _) => finished!(suggest(label, typed, self.lists.get(list), on_input)),
            (None, true) if is_since => finished!(
                dates::whole_day(label, typed, self.today, on_input).placeholder(fl!("members-since-hint"))
            ),
            (None, true) => finished!(dates::partial(label, typed, self.today, on_input)),
            (None, false) if slot.is_number_of_person() => {
                let masks = self.masks.filter(|_| self.has_known(slot));
                let field: Element<'a, Message> = match masks {
                    Some(true) => {
                        let field = text_field(label, &identifier::mask(typed)).id(slot.id());
                        field.hint(fl!("numbers-masked-hint")).problem(problem).warning(warning).into()
                    }
                    Some(false) | None => finished!(id_field(label, typed).on_input(on_input)),
                };
                with_mask_button(field, masks, slot)
            }
            (None, false) => finished!(text_field(label, typed).on_input(on_input)),
        }
    }

    /// Whether the register has a text in this field; what is just being typed is nobody's yet.
    fn has_known(&self, slot: Slot) -> bool {
        self.record.draft.known(slot).is_some_and(|known| !known.is_empty())
    }

    fn sex(&self) -> Element<'a, Message> {
        let options: Vec<_> =
            Sex::ALL.iter().map(|sex| Named::new(*sex, term::sex(*sex, Words::Screen))).collect();
        let chosen = self.form.form.sex.and_then(|sex| named::find(&options, &sex));
        choice(required(sentence::field(Field::Sex)), &options, chosen, |option: Named<Sex>| {
            Message::SexChosen(option.value)
        })
        .id(Entry::Sex.id())
        .problem(self.problem(Field::Sex))
        .into()
    }

    fn cell(&self) -> Element<'a, Message> {
        let lost = self.record.cell.is_lost().then(not_found);
        self.record
            .cell
            .view(required(fl!("members-cell")), Message::CellTyped)
            .id(Entry::Cell.id())
            .placeholder(fl!("members-unit-hint"))
            .on_leave(Message::CellLeft)
            .problem(self.problem(Field::Unit).and_then(|problem| lost.or(Some(problem))))
            .into()
    }

    fn admission_unit(&self) -> Element<'a, Message> {
        let lost = (self.record.admission.is_lost() && self.record.has_left_admission).then(not_found);
        self.record
            .admission
            .view(fl!("members-admission-unit"), Message::AdmissionTyped)
            .id(Entry::AdmissionUnit.id())
            .placeholder(fl!("members-unit-hint"))
            .hint(fl!("members-admission-unit-hint"))
            .on_leave(Message::AdmissionLeft)
            .problem(lost)
            .into()
    }
}

/// A number's field beside the button that shows it, or masks it again. The field keeps its place
/// in both.
fn with_mask_button<'a>(
    field: Element<'a, Message>,
    masks: Option<bool>,
    slot: Slot,
) -> Element<'a, Message> {
    let button = masks.map(|is_masked| {
        let words = if is_masked { fl!("numbers-show-short") } else { fl!("numbers-hide-short") };
        let press = press(text::body(words)).id(format!("{}-mask", slot.id()));
        // As far down as the field's label is high.
        container(press.on_press(Message::NumbersAsked)).padding(iced::Padding::default().top(BELOW_LABEL))
    });
    row![container(field).width(Length::Fill), button].spacing(space::SMALL).into()
}

fn not_found() -> String {
    problems::beside(&Kind::NotFound)
}

fn required(label: String) -> String {
    format!("{label} *")
}
