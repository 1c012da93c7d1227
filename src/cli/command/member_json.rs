//! Members as JSON: the record, with units by their codes.

use serde_json::{Value, json};

use super::code_of;
use crate::domain::member::MemberRecord;
use crate::domain::unit::UnitTree;
use crate::services::members::MemberRow;

/// A member of a list.
pub fn row(row: &MemberRow, tree: &UnitTree) -> Value {
    let mut value = serde_json::to_value(row).unwrap_or_default();
    name_units(&mut value, tree);
    value
}

/// Everything known of one member.
pub fn record(record: &MemberRecord, tree: &UnitTree) -> Value {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    name_units(&mut value, tree);
    for stay in value.get_mut("memberships").and_then(Value::as_array_mut).into_iter().flatten() {
        name_units(stay, tree);
    }
    if let Some(value) = value.as_object_mut() {
        value.insert("unit".to_owned(), json!(record.unit().map(|unit| code_of(tree, unit))));
        value.insert("status".to_owned(), json!(record.status().map(|period| period.status)));
    }
    value
}

/// Puts codes in the place of identities.
fn name_units(value: &mut Value, tree: &UnitTree) {
    for key in ["unit", "admission_unit"] {
        if let Some(unit) = value.get_mut(key)
            && let Some(id) = unit.as_i64()
        {
            *unit = code_of(tree, crate::domain::id::UnitId(id)).into();
        }
    }
}
