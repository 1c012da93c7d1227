//! The draft of a record: what the register says, what the person typed, and whether they differ.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::form::Entry;
use super::slot::Slot;
use crate::domain::id::UnitId;
use crate::domain::member::{MemberFields, MemberForm, MemberRecord, Sex};
use crate::domain::problem::{Field, Kind, Problem};
use crate::services::members::NewMember;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// What the form began with; none while the record is not read.
    base: Option<NewMember>,
    /// The register's fields that the form began with.
    seen: Option<MemberFields>,
    /// What was typed; none before the first change.
    typed: Option<NewMember>,
    left: HashSet<Field>,
    is_checked: bool,
    refused: Vec<Problem>,
    shown: Vec<Problem>,
    /// Whether the register has other fields than those that the form began with.
    pub is_outdated: bool,
}

impl Draft {
    /// The form of a member to be added to a cell.
    #[must_use]
    pub fn of_new(unit: Option<UnitId>) -> Self {
        let form = MemberForm { admission_unit: unit, ..MemberForm::default() };
        Self { base: Some(NewMember { form, unit, since: String::new() }), ..Self::default() }
    }

    /// The form as it stands; none while the record is not read.
    #[must_use]
    pub fn form(&self) -> Option<&NewMember> {
        self.typed.as_ref().or(self.base.as_ref())
    }

    /// The register's fields that the form began with, to notice changes made meanwhile.
    #[must_use]
    pub fn seen(&self) -> Option<&MemberFields> {
        self.seen.as_ref()
    }

    /// What the form began with in a field; none while the record is not read.
    #[must_use]
    pub fn known(&self, slot: Slot) -> Option<&str> {
        self.base.as_ref().map(|base| slot.read(base))
    }

    /// Whether something was typed that is not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.typed.is_some() && self.typed != self.base
    }

    /// The fields in which something else was typed than the form began with.
    #[must_use]
    pub fn changed(&self) -> Vec<Entry> {
        let (Some(typed), Some(base)) = (&self.typed, &self.base) else { return Vec::new() };
        let texts = Slot::ALL.iter().filter(|slot| slot.read(typed) != slot.read(base));
        let chosen = [
            (Entry::Sex, typed.form.sex != base.form.sex),
            (Entry::Cell, typed.unit != base.unit),
            (Entry::AdmissionUnit, typed.form.admission_unit != base.form.admission_unit),
        ];
        let chosen = chosen.into_iter().filter(|(_, is_other)| *is_other).map(|(entry, _)| entry);
        texts.map(|slot| Entry::Text(*slot)).chain(chosen).collect()
    }

    /// The problems that are to be seen now.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.shown
    }

    /// Takes the record as the register has it.
    pub fn read(&mut self, record: &MemberRecord) {
        let is_other = self.seen.as_ref().is_some_and(|seen| *seen != record.fields);
        if is_other && self.is_dirty() {
            self.is_outdated = true;
        } else {
            self.begin_with(&record.fields);
        }
    }

    fn begin_with(&mut self, fields: &MemberFields) {
        let base = NewMember { form: MemberForm::from(fields), unit: None, since: String::new() };
        self.base = Some(base);
        self.seen = Some(fields.clone());
        self.is_outdated = false;
        if !self.is_dirty() {
            self.typed = None;
        }
    }

    /// Takes what was saved: the form begins anew with it.
    pub fn saved(&mut self, fields: &MemberFields, warnings: Vec<Problem>) {
        *self = Self::default();
        self.begin_with(fields);
        self.refused = warnings;
    }

    /// Throws away what was typed.
    pub fn revert(&mut self, record: Option<&MemberRecord>) {
        let base = self.base.take();
        *self = Self { base, seen: self.seen.take(), ..Self::default() };
        if let Some(record) = record {
            self.begin_with(&record.fields);
        }
    }

    /// Begins with the register's present fields and keeps only what was typed.
    pub fn rebase(&mut self, record: &MemberRecord) {
        let (Some(old), Some(typed)) = (self.base.take(), self.typed.take()) else {
            return self.begin_with(&record.fields);
        };
        let fresh = NewMember { form: MemberForm::from(&record.fields), unit: None, since: String::new() };
        let mut merged = fresh;
        for slot in Slot::ALL {
            if slot.read(&typed) != slot.read(&old) {
                slot.write(&mut merged, slot.read(&typed).to_owned());
            }
        }
        if typed.form.sex != old.form.sex {
            merged.form.sex = typed.form.sex;
        }
        if typed.form.admission_unit != old.form.admission_unit {
            merged.form.admission_unit = typed.form.admission_unit;
        }
        self.typed = Some(merged);
        self.refused.clear();
        self.begin_with(&record.fields);
    }

    /// Drops what the register said; what was typed stays.
    pub fn forget(&mut self, is_new: bool) {
        if !self.is_dirty() {
            self.typed = None;
        }
        self.refused.clear();
        self.shown.clear();
        if !is_new {
            self.base = None;
            self.seen = None;
        }
    }

    fn typed(&mut self) -> Option<&mut NewMember> {
        if self.typed.is_none() {
            self.typed.clone_from(&self.base);
        }
        self.typed.as_mut()
    }

    /// Puts a text into a field.
    pub fn type_in(&mut self, slot: Slot, text: String) {
        self.touched(slot.field());
        if let Some(typed) = self.typed() {
            slot.write(typed, text);
        }
    }

    /// Chooses the sex.
    pub fn choose_sex(&mut self, sex: Sex) {
        self.touched(Field::Sex);
        if let Some(typed) = self.typed() {
            typed.form.sex = Some(sex);
        }
    }

    /// Chooses the cell of a new member. Most are admitted by the cell that they are added to, so
    /// the admitting unit goes with it until it is chosen by itself; whether it did is answered.
    pub fn choose_cell(&mut self, unit: Option<UnitId>) -> bool {
        self.touched(Field::Unit);
        let Some(typed) = self.typed() else { return false };
        let follows = typed.form.admission_unit == typed.unit;
        if follows {
            typed.form.admission_unit = unit;
        }
        typed.unit = unit;
        follows
    }

    /// Chooses the unit that admitted the member.
    pub fn choose_admission_unit(&mut self, unit: Option<UnitId>) {
        if let Some(typed) = self.typed() {
            typed.form.admission_unit = unit;
        }
    }

    fn touched(&mut self, field: Field) {
        self.refused.retain(|problem| problem.field != field);
    }

    /// A field was left: from now on its problems are shown.
    pub fn left(&mut self, field: Field) {
        self.left.insert(field);
    }

    /// Saving was tried: from now on all problems are shown.
    pub fn reveal(&mut self) {
        self.is_checked = true;
    }

    /// Notes what the register refused.
    pub fn refuse(&mut self, problems: Vec<Problem>) {
        self.is_outdated |= problems.iter().any(|problem| problem.kind == Kind::ChangedMeanwhile);
        self.refused =
            problems.into_iter().filter(|problem| problem.kind != Kind::ChangedMeanwhile).collect();
        self.is_checked = true;
    }

    /// Checks the form; the problems to be seen are those of fields that were left, or all after
    /// an attempt to save.
    pub fn check(&mut self, is_new: bool, today: NaiveDate) {
        let Some(form) = self.form() else { return };
        let mut found = match form.form.check(today) {
            Ok(checked) => checked.warnings,
            Err(problems) => problems,
        };
        if is_new && form.unit.is_none() {
            found.push(Problem::error(Field::Unit, Kind::Required));
        }
        let is_due = |problem: &Problem| {
            self.is_checked || self.left.contains(&problem.field) || (!problem.is_error() && !is_new)
        };
        found.retain(is_due);
        found.extend(
            self.refused.iter().filter(|problem| !found.contains(problem)).cloned().collect::<Vec<_>>(),
        );
        self.shown = found;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(change: impl FnOnce(&mut MemberForm)) -> MemberRecord {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let mut form = MemberForm {
            name: "Lê Văn Tám".to_owned(),
            sex: Some(Sex::Male),
            born_on: "1975".to_owned(),
            admission_decided_on: "03/02/2001".to_owned(),
            ..MemberForm::default()
        };
        change(&mut form);
        let fields = form.check(today).unwrap().value;
        let id = crate::domain::id::MemberId(1);
        MemberRecord {
            id,
            fields,
            memberships: Vec::new(),
            statuses: Vec::new(),
            posts: Vec::new(),
            badges: Vec::new(),
            discipline: Vec::new(),
        }
    }

    #[test]
    fn what_was_typed_survives_a_change_made_meanwhile_and_is_put_on_top_of_it() {
        let mut draft = Draft::default();
        draft.read(&record(|_| {}));
        assert!(!draft.is_dirty());
        draft.type_in(Slot::HomeTown, "Trà Cú".to_owned());
        let newer = record(|form| form.texts.phone = "0294123456".to_owned());
        draft.read(&newer);
        assert!(draft.is_outdated && draft.is_dirty());
        draft.rebase(&newer);
        assert!(!draft.is_outdated && draft.is_dirty());
        let form = draft.form().unwrap();
        assert_eq!(Slot::HomeTown.read(form), "Trà Cú");
        assert_eq!(Slot::Phone.read(form), "0294123456");
        assert_eq!(draft.seen(), Some(&newer.fields));
    }

    #[test]
    fn typing_the_same_again_is_no_change() {
        let mut draft = Draft::default();
        draft.read(&record(|_| {}));
        draft.type_in(Slot::Name, "Lê Văn".to_owned());
        assert!(draft.is_dirty());
        draft.type_in(Slot::Name, "Lê Văn Tám".to_owned());
        assert!(!draft.is_dirty());
    }

    #[test]
    fn only_what_was_typed_outlives_a_lock() {
        let mut draft = Draft::default();
        draft.read(&record(|_| {}));
        draft.forget(false);
        assert!(draft.form().is_none());
        draft.read(&record(|_| {}));
        draft.type_in(Slot::Note, "Đã đối chiếu".to_owned());
        draft.forget(false);
        assert!(draft.is_dirty() && draft.seen().is_none());
        draft.read(&record(|_| {}));
        assert_eq!(draft.form().map(|form| Slot::Note.read(form)), Some("Đã đối chiếu"));
        assert!(draft.is_dirty() && !draft.is_outdated);
    }

    #[test]
    fn the_admitting_unit_goes_with_the_cell_until_chosen_by_itself() {
        let mut draft = Draft::of_new(Some(UnitId(1)));
        assert!(draft.choose_cell(Some(UnitId(2))));
        assert_eq!(draft.form().unwrap().form.admission_unit, Some(UnitId(2)));
        draft.choose_admission_unit(None);
        assert!(!draft.choose_cell(Some(UnitId(3))));
        assert_eq!(draft.form().unwrap().form.admission_unit, None);
    }
}
