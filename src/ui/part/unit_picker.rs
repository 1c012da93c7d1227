//! Picking one unit of many: a line of text that finds units by code or name, with or without
//! accents.
//!
//! The picker is the draft's: it keeps what was typed, and which unit that means. The units that
//! may be picked are given to it by [`UnitPicker::offer`], again after each change of the tree.

use crate::domain::id::UnitId;
use crate::domain::text::fold;
use crate::domain::unit::{Node, UnitTree};
use crate::ui::widget::{Item, Suggest, suggest_items};

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct UnitPicker {
    units: Vec<Offered>,
    items: Vec<Item>,
    typed: String,
    unit: Option<UnitId>,
}

/// A unit that may be picked, with its texts folded for comparing.
#[derive(Debug, Clone)]
struct Offered {
    id: UnitId,
    label: String,
    code: String,
    name: String,
}

impl UnitPicker {
    /// A picker that stands on `unit`.
    #[must_use]
    pub fn at(unit: Option<UnitId>, tree: &UnitTree) -> Self {
        let typed = unit.and_then(|unit| tree.node(unit)).map(label).unwrap_or_default();
        Self { typed, unit, ..Self::default() }
    }

    /// The units of the tree that may be picked.
    pub fn offer(&mut self, tree: &UnitTree, may_be_picked: impl Fn(&Node) -> bool) {
        self.forget();
        // The units above the present one, and whether they are offered too.
        let mut above: Vec<(&str, bool)> = Vec::new();
        for node in tree.nodes() {
            above.truncate(node.depth);
            let fields = &node.unit.fields;
            let is_offered = may_be_picked(node);
            if is_offered {
                let name = label(node);
                self.units.push(Offered {
                    id: node.unit.id,
                    label: fold(&name),
                    code: fold(&fields.code),
                    name: fold(&fields.name),
                });
                // The topmost unit is the same for all and would take the room of what tells them
                // apart; it is only said where nothing else is above.
                let told = above.get(1..).filter(|told| !told.is_empty()).unwrap_or(&above);
                let path: Vec<&str> = told.iter().map(|(name, _)| *name).collect();
                let depth = above.iter().filter(|(_, is_offered)| *is_offered).count();
                self.items.push(Item { name, note: path.join(" › "), depth });
            }
            above.push((&fields.name, is_offered));
        }
    }

    /// Drops the names; what was typed and picked stays.
    pub fn forget(&mut self) {
        self.units.clear();
        self.items.clear();
    }

    /// Takes what is typed. It means a unit if it is its whole label, its code or its name, or if
    /// only one unit has it in its label.
    pub fn type_in(&mut self, typed: String) {
        self.unit = self.meant_by(&typed);
        self.typed = typed;
    }

    fn meant_by(&self, typed: &str) -> Option<UnitId> {
        let wanted = fold(typed);
        if wanted.is_empty() {
            return None;
        }
        let only = |is_meant: &dyn Fn(&Offered) -> bool| {
            let mut found = self.units.iter().filter(|unit| is_meant(unit));
            found.next().filter(|_| found.next().is_none()).map(|unit| unit.id)
        };
        only(&|unit| unit.label == wanted)
            .or_else(|| only(&|unit| unit.code == wanted))
            .or_else(|| only(&|unit| unit.name == wanted))
            .or_else(|| only(&|unit| unit.label.contains(&wanted)))
    }

    /// The unit that was picked.
    #[must_use]
    pub fn unit(&self) -> Option<UnitId> {
        self.unit
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether something was typed that means no unit.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.unit.is_none() && !fold(&self.typed).is_empty()
    }

    /// Whether there is nothing to pick.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The control. A hint, a problem and an id can be added to it.
    pub fn view<'a, Message>(
        &'a self,
        title: impl Into<String>,
        on_input: impl Fn(String) -> Message + 'a,
    ) -> Suggest<'a, Message> {
        suggest_items(title, &self.typed, &self.items, on_input)
    }
}

/// A unit as it is offered: code and name.
fn label(node: &Node) -> String {
    format!("{} - {}", node.unit.fields.code, node.unit.fields.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::{Unit, UnitFields, UnitKind};
    use std::collections::HashMap;

    fn tree() -> UnitTree {
        let unit = |id, code: &str, name: &str| Unit {
            id: UnitId(id),
            parent: None,
            fields: UnitFields {
                kind: UnitKind::BaseCell,
                code: code.to_owned(),
                name: name.to_owned(),
                workplace: None,
                founded_on: None,
                founding_decision: None,
            },
            closed_on: None,
            closing_decision: None,
            merged_into: None,
        };
        let units = vec![
            unit(1, "01", "Chi bộ Văn phòng"),
            unit(2, "02", "Chi bộ Đường Hòa"),
            unit(3, "03", "Chi bộ Đường Hòa Bình"),
        ];
        UnitTree::new(units, &HashMap::new())
    }

    fn typed(text: &str) -> Option<UnitId> {
        let tree = tree();
        let mut picker = UnitPicker::at(None, &tree);
        picker.offer(&tree, |_| true);
        picker.type_in(text.to_owned());
        picker.unit()
    }

    #[test]
    fn a_unit_is_meant_by_label_code_name_or_the_only_part_that_fits() {
        assert_eq!(typed("02 - Chi bộ Đường Hòa"), Some(UnitId(2)));
        assert_eq!(typed("02"), Some(UnitId(2)));
        assert_eq!(typed("chi bo duong hoa"), Some(UnitId(2)));
        assert_eq!(typed("van phong"), Some(UnitId(1)));
    }

    #[test]
    fn what_fits_several_or_none_means_no_unit() {
        assert_eq!(typed("chi bộ"), None);
        assert_eq!(typed("công an"), None);
        assert_eq!(typed("  "), None);
    }

    #[test]
    fn a_picker_stands_on_its_unit_and_keeps_it_when_names_are_dropped() {
        let tree = tree();
        let mut picker = UnitPicker::at(Some(UnitId(1)), &tree);
        assert_eq!(picker.typed(), "01 - Chi bộ Văn phòng");
        picker.forget();
        assert_eq!(picker.unit(), Some(UnitId(1)));
        assert!(picker.is_empty() && !picker.is_lost());
    }
}
