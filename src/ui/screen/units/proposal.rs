//! What is proposed for a new unit: where it stands, its kind, its code.

use crate::domain::id::UnitId;
use crate::domain::unit::{Node, UnitKind, UnitTree};

/// The unit below which a new one is proposed: the selected one, or the nearest above it that is
/// open and can have units below it.
pub fn parent(tree: &UnitTree, selected: Option<UnitId>) -> Option<UnitId> {
    let mut unit = selected;
    while let Some(node) = unit.and_then(|unit| tree.node(unit)) {
        if may_have_units(node) {
            return unit;
        }
        unit = node.unit.parent;
    }
    None
}

/// Whether new units may stand below this one.
pub fn may_have_units(node: &Node) -> bool {
    node.unit.closed_on.is_none() && !kinds_below(Some(node.unit.fields.kind)).is_empty()
}

/// The kinds of units that may stand below a kind; at the top for none.
pub fn kinds_below(above: Option<UnitKind>) -> Vec<UnitKind> {
    UnitKind::ALL.iter().copied().filter(|kind| kind.may_stand_below(above)).collect()
}

/// The kinds that may stand below a unit of the tree.
pub fn kinds_at(tree: &UnitTree, parent: Option<UnitId>) -> Vec<UnitKind> {
    kinds_below(parent.and_then(|parent| tree.node(parent)).map(|node| node.unit.fields.kind))
}

/// The likeliest kind: as the last sibling; else what usually stands there.
pub fn kind(tree: &UnitTree, parent: Option<UnitId>) -> Option<UnitKind> {
    let kinds = kinds_at(tree, parent);
    let sibling = siblings(tree, parent).next_back().map(|node| node.unit.fields.kind);
    sibling
        .filter(|kind| kinds.contains(kind))
        .or_else(|| [UnitKind::BaseCell, UnitKind::Cell].into_iter().find(|kind| kinds.contains(kind)))
        .or_else(|| kinds.first().copied())
}

/// A free code that continues those of the siblings, or begins a row below the parent's.
pub fn code(tree: &UnitTree, parent: Option<UnitId>) -> String {
    let last = siblings(tree, parent).next_back().map(|node| node.unit.fields.code.clone());
    let mut code = match (last, parent.and_then(|parent| tree.node(parent))) {
        (Some(last), _) => next(&last),
        (None, Some(above)) => format!("{}.01", above.unit.fields.code),
        (None, None) => "01".to_owned(),
    };
    while tree.by_code(&code).is_some() {
        code = next(&code);
    }
    code
}

fn siblings(tree: &UnitTree, parent: Option<UnitId>) -> impl DoubleEndedIterator<Item = &Node> {
    tree.nodes().iter().filter(move |node| node.unit.parent == parent)
}

/// The code after this one: its last number counted on, with its leading zeros.
fn next(code: &str) -> String {
    let digits = code.len() - code.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (stem, number) = code.split_at(digits);
    let width = number.len();
    match number.parse::<u64>().ok().and_then(|number| number.checked_add(1)) {
        Some(number) => format!("{stem}{number:0width$}"),
        None => format!("{code}.01"),
    }
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn a_code_is_counted_on_with_its_zeros() {
        assert_eq!(next("01"), "02");
        assert_eq!(next("ĐK.02.099"), "ĐK.02.100");
        assert_eq!(next("99"), "100");
        assert_eq!(next("Văn phòng"), "Văn phòng.01");
        assert_eq!(next("99999999999999999999"), "99999999999999999999.01");
    }
}
