//! The dialog in which a unit is added or edited.

use chrono::NaiveDate;
use iced::Length;
use iced::widget::{column, row};

use super::change::Change;
use super::{Message, proposal};
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::unit::{Node, UnitForm, UnitKind, UnitTree};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::ui::Element;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::dates;
use crate::ui::part::unit_picker::UnitPicker;
use crate::ui::theme::space;
use crate::ui::widget::{Dialog, choice, scroll, suggest, text_field};

/// The fields on the screen, beside which their problems stand.
pub const FIELDS: [(Field, &str); 7] = [
    (Field::Name, "unit-name"),
    (Field::Kind, "unit-kind"),
    (Field::Code, "unit-code"),
    (Field::Parent, "unit-parent"),
    (Field::Workplace, "unit-workplace"),
    (Field::FoundedOn, "unit-founded"),
    (Field::FoundingDecision, "unit-founding-decision"),
];

/// The draft of a unit.
#[derive(Debug, Clone)]
pub struct Editor {
    /// The unit that is edited; none for a new one.
    unit: Option<UnitId>,
    /// What is typed.
    form: UnitForm,
    /// Below which unit a new one is added; nothing typed means at the top.
    parent: UnitPicker,
    /// How saving goes.
    pub attempt: Attempt,
    kinds: Vec<Choosable>,
    initial: UnitForm,
    initial_parent: String,
    proposed_code: String,
}

/// What is typed into the dialog.
#[derive(Debug, Clone)]
pub enum Input {
    /// Name.
    Name(String),
    /// Kind.
    Kind(UnitKind),
    /// Code.
    Code(String),
    /// The unit above.
    Parent(String),
    /// Type of workplace.
    Workplace(String),
    /// Day of founding.
    FoundedOn(String),
    /// Number of the founding decision.
    FoundingDecision(String),
}

impl Editor {
    /// A new unit below `parent`, of the given kind or the likeliest one.
    pub fn add(tree: &UnitTree, parent: Option<UnitId>, kind: Option<UnitKind>) -> Self {
        let form = UnitForm {
            kind: kind.or_else(|| proposal::kind(tree, parent)),
            code: proposal::code(tree, parent),
            ..UnitForm::default()
        };
        Self::new(None, form, UnitPicker::at(parent, tree), tree)
    }

    /// The unit of a node as it is.
    pub fn edit(tree: &UnitTree, node: &Node) -> Self {
        let form = UnitForm::from(&node.unit.fields);
        Self::new(Some(node.unit.id), form, UnitPicker::at(node.unit.parent, tree), tree)
    }

    fn new(unit: Option<UnitId>, form: UnitForm, parent: UnitPicker, tree: &UnitTree) -> Self {
        let mut editor = Self {
            unit,
            initial: form.clone(),
            initial_parent: parent.typed().to_owned(),
            proposed_code: form.code.clone(),
            form,
            parent,
            attempt: Attempt::default(),
            kinds: Vec::new(),
        };
        editor.renew(tree);
        editor
    }

    /// The unit's name as it is typed.
    pub fn name(&self) -> &str {
        &self.form.name
    }

    /// What is being done.
    pub fn title(&self) -> String {
        if self.unit.is_some() { fl!("units-edit-title") } else { fl!("units-add-title") }
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.form != self.initial || self.parent.typed() != self.initial_parent
    }

    /// Takes what is typed.
    pub fn type_in(&mut self, input: Input, tree: &UnitTree) {
        let field = match input {
            Input::Name(name) => {
                self.form.name = name;
                Field::Name
            }
            Input::Kind(kind) => {
                self.form.kind = Some(kind);
                Field::Kind
            }
            Input::Code(code) => {
                self.form.code = code;
                Field::Code
            }
            Input::Parent(typed) => {
                self.parent.type_in(typed);
                self.follow_parent(tree);
                Field::Parent
            }
            Input::Workplace(workplace) => {
                self.form.workplace = workplace;
                Field::Workplace
            }
            Input::FoundedOn(day) => {
                self.form.founded_on = day;
                Field::FoundedOn
            }
            Input::FoundingDecision(decision) => {
                self.form.founding_decision = decision;
                Field::FoundingDecision
            }
        };
        self.attempt.typed(field);
    }

    /// A field was left: what is wrong with it is shown.
    pub fn left(&mut self, field: Field, today: NaiveDate) {
        let mut found = self.form.check(today).err().unwrap_or_default();
        if self.unit.is_none() && self.parent.is_lost() {
            found.push(Problem::error(Field::Parent, Kind::NotFound));
        }
        self.attempt.left(field, &found);
    }

    /// Another unit above: a kind that can't stand there is replaced, and a code that is still as
    /// proposed is proposed anew.
    fn follow_parent(&mut self, tree: &UnitTree) {
        self.renew(tree);
        if self.parent.is_lost() {
            return;
        }
        let parent = self.parent.unit();
        if !self.kinds.iter().any(|offered| Some(offered.0) == self.form.kind) {
            self.form.kind = proposal::kind(tree, parent);
        }
        if self.form.code == self.proposed_code {
            self.proposed_code = proposal::code(tree, parent);
            self.form.code.clone_from(&self.proposed_code);
        }
    }

    /// Takes a changed tree.
    pub fn renew(&mut self, tree: &UnitTree) {
        self.parent.offer(tree, proposal::may_have_units);
        if !self.parent.is_lost() {
            let kinds = proposal::kinds_at(tree, self.parent.unit());
            self.kinds = kinds.into_iter().map(Choosable).collect();
        }
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.parent.forget();
        self.attempt.forget();
    }

    /// What is to be sent; none, with the problem noted, when the unit above is not known.
    pub fn change(&mut self) -> Option<Change> {
        match self.unit {
            Some(unit) => Some(Change::Edit(unit, self.form.clone())),
            None if self.parent.is_lost() => {
                self.attempt.refuse(vec![Problem::error(Field::Parent, Kind::NotFound)]);
                None
            }
            None => Some(Change::Add(self.parent.unit(), self.form.clone())),
        }
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, workplaces: &'a [String], today: NaiveDate) -> Dialog<'a, Message> {
        let name = if self.unit.is_some() { "unit-edit" } else { "unit-add" };
        let dialog = Dialog::new(name, self.title(), Message::Left)
            .body(scroll(self.fields(workplaces, today)).height(Length::Shrink))
            .wide();
        self.attempt.framed(dialog, fl!("units-save"), Message::Left, Message::Submitted)
    }

    fn fields<'a>(&'a self, workplaces: &'a [String], today: NaiveDate) -> Element<'a, Message> {
        let problem = |field| self.attempt.problem(field);
        let name = text_field(fl!("units-name"), &self.form.name)
            .id("unit-name")
            .placeholder(fl!("units-name-example"))
            .problem(problem(Field::Name))
            .on_leave(Message::FieldLeft(Field::Name))
            .on_input(|text| Message::Edited(Input::Name(text)));
        let code = text_field(fl!("units-code"), &self.form.code)
            .id("unit-code")
            .hint(fl!("units-code-hint"))
            .problem(problem(Field::Code))
            .on_leave(Message::FieldLeft(Field::Code))
            .on_input(|text| Message::Edited(Input::Code(text)));
        let founded = dates::partial(fl!("units-founded"), &self.form.founded_on, today, |text| {
            Message::Edited(Input::FoundedOn(text))
        })
        .id("unit-founded")
        .problem(problem(Field::FoundedOn))
        .on_leave(Message::FieldLeft(Field::FoundedOn));
        let decision = text_field(fl!("units-founding-decision"), &self.form.founding_decision)
            .id("unit-founding-decision")
            .problem(problem(Field::FoundingDecision))
            .on_leave(Message::FieldLeft(Field::FoundingDecision))
            .on_input(|text| Message::Edited(Input::FoundingDecision(text)));
        let workplace = suggest(fl!("units-workplace"), &self.form.workplace, workplaces, |text| {
            Message::Edited(Input::Workplace(text))
        })
        .id("unit-workplace")
        .hint(fl!("units-workplace-hint"))
        .problem(problem(Field::Workplace))
        .on_leave(Message::FieldLeft(Field::Workplace));
        let fields = column![
            name,
            pair(self.kind_field(), code),
            pair(self.parent_field(), workplace),
            pair(founded, decision),
        ]
        .spacing(space::MEDIUM);
        column![self.attempt.notices(&FIELDS.map(|(field, _)| field)), fields].into()
    }

    fn kind_field(&self) -> Element<'_, Message> {
        choice(fl!("units-kind"), &self.kinds, self.form.kind.map(Choosable), |kind| {
            Message::Edited(Input::Kind(kind.0))
        })
        .id("unit-kind")
        .problem(self.attempt.problem(Field::Kind))
        .into()
    }

    /// Where a new unit stands; where one that is edited stands, which "move" changes.
    fn parent_field(&self) -> Element<'_, Message> {
        if self.unit.is_some() {
            let above = match self.parent.typed() {
                "" => fl!("units-at-top"),
                name => name.to_owned(),
            };
            return text_field(fl!("units-parent"), &above).hint(fl!("units-parent-moved-by")).into();
        }
        self.parent
            .view(fl!("units-parent"), |text| Message::Edited(Input::Parent(text)))
            .id("unit-parent")
            .placeholder(fl!("units-at-top"))
            .hint(fl!("units-parent-hint"))
            .problem(self.attempt.problem(Field::Parent))
            .on_leave(Message::FieldLeft(Field::Parent))
            .into()
    }
}

/// Two fields side by side.
fn pair<'a>(
    left: impl Into<Element<'a, Message>>,
    right: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    row![left.into(), right.into()].spacing(space::LARGE).into()
}

/// A kind as the choice shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Choosable(UnitKind);

impl std::fmt::Display for Choosable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&term::unit_kind(self.0, Words::Screen))
    }
}
