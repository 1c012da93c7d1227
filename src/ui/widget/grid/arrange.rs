//! Which columns are shown, in which order and how wide: what the person arranged, and how that
//! is laid over the columns that a screen gives.

use std::collections::{BTreeMap, BTreeSet};

use super::Column;

/// What a person did to the columns of a grid, by their keys. Columns that a screen doesn't give
/// just now keep their place in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arrangement {
    /// The columns in the person's order; empty while it is the screen's.
    pub order: Vec<String>,
    /// The columns that are not shown.
    pub hidden: BTreeSet<String>,
    /// The widths that the person set, in pixels.
    pub widths: BTreeMap<String, f32>,
}

impl Arrangement {
    /// The places of the given columns that are shown, in the order in which they are shown.
    /// Pinned columns come first and are never hidden; a column without a place in the order
    /// stands behind the one that the screen gives before it.
    #[must_use]
    pub fn shown(&self, columns: &[Column]) -> Vec<usize> {
        let is_shown = |place: &usize| columns[*place].is_pinned || !self.is_hidden(&columns[*place].key);
        let shown: Vec<usize> = self.ordered(columns).into_iter().filter(is_shown).collect();
        // A grid without columns could not be mended with the mouse.
        if shown.is_empty() { (0..columns.len().min(1)).collect() } else { shown }
    }

    /// The places of all given columns, hidden ones too.
    fn ordered(&self, columns: &[Column]) -> Vec<usize> {
        let given: Vec<String> = columns.iter().map(|column| column.key.clone()).collect();
        let mut places: Vec<usize> = if self.order.is_empty() {
            (0..columns.len()).collect()
        } else {
            let place = |key: &String| given.iter().position(|other| other == key);
            merged(&self.order, &given).iter().filter_map(place).collect()
        };
        places.sort_by_key(|place| !columns[*place].is_pinned);
        places
    }

    /// The order after the shown column `from` was put before the shown column `to`; `to` may be
    /// one beyond the last. `None` where nothing moves.
    #[must_use]
    pub(super) fn moved(&self, columns: &[Column], from: usize, to: usize) -> Option<Vec<String>> {
        let shown = self.shown(columns);
        let pinned = shown.iter().filter(|place| columns[**place].is_pinned).count();
        let to = to.max(pinned);
        let moving = *shown.get(from).filter(|place| !columns[**place].is_pinned)?;
        if to == from || to == from + 1 || to > shown.len() {
            return None;
        }
        let mut places: Vec<usize> =
            self.ordered(columns).into_iter().filter(|place| *place != moving).collect();
        let at = match shown.get(to) {
            Some(next) => places.iter().position(|place| place == next)?,
            // Behind the last shown one; what is hidden behind it stays at the end.
            None => places.iter().position(|place| Some(place) == shown.last())? + 1,
        };
        places.insert(at, moving);
        let keys: Vec<String> = places.into_iter().map(|place| columns[place].key.clone()).collect();
        Some(merged(&keys, &self.order))
    }

    /// The keys of all columns in their order: the given ones and those of other sheets.
    #[must_use]
    pub fn all(&self, columns: &[Column]) -> Vec<String> {
        let keys: Vec<String> =
            self.ordered(columns).into_iter().map(|place| columns[place].key.clone()).collect();
        merged(&keys, &self.order)
    }

    /// Whether the person hid a column.
    #[must_use]
    pub fn is_hidden(&self, key: &str) -> bool {
        self.hidden.contains(key)
    }
}

/// `first` with what only `second` has, each behind the one that stands before it there.
fn merged(first: &[String], second: &[String]) -> Vec<String> {
    let mut all = first.to_vec();
    let mut before: Option<&String> = None;
    for key in second {
        if !all.contains(key) {
            let place = before.and_then(|before| all.iter().position(|other| other == before));
            all.insert(place.map_or(0, |place| place + 1), key.clone());
        }
        before = Some(key);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(keys: &str) -> Vec<Column> {
        keys.chars().map(|key| Column::new(key, key, 100.0)).collect()
    }

    fn arranged(order: &str, hidden: &str) -> Arrangement {
        let keys = |keys: &str| keys.chars().map(String::from).collect::<Vec<_>>();
        Arrangement {
            order: keys(order),
            hidden: keys(hidden).into_iter().collect(),
            ..Arrangement::default()
        }
    }

    fn shown(arrangement: &Arrangement, columns: &[Column]) -> String {
        arrangement.shown(columns).into_iter().map(|place| columns[place].key()).collect()
    }

    #[test]
    fn columns_stand_in_the_persons_order_and_new_ones_behind_their_neighbour() {
        let given = columns("abcde");
        assert_eq!(shown(&Arrangement::default(), &given), "abcde");
        assert_eq!(shown(&arranged("ca", "d"), &given), "ceab");
        assert_eq!(shown(&arranged("xcay", ""), &given), "cdeab");
        assert_eq!(shown(&arranged("", "abcde"), &given), "a", "one is always shown");
    }

    #[test]
    fn a_moved_column_stands_where_it_was_dropped() {
        let given = columns("abcd");
        let moved = |arrangement: &Arrangement, from, to| {
            arrangement.moved(&given, from, to).map(|order| order.concat())
        };
        let plain = Arrangement::default();
        assert_eq!(moved(&plain, 0, 2).as_deref(), Some("bacd"));
        assert_eq!(moved(&plain, 3, 0).as_deref(), Some("dabc"));
        assert_eq!(moved(&plain, 1, 4).as_deref(), Some("acdb"));
        assert_eq!(moved(&plain, 1, 1), None);
        assert_eq!(moved(&plain, 1, 2), None, "before its own neighbour");
        // Shown are a, c, d; c goes before a, the hidden b keeps its place behind a.
        assert_eq!(moved(&arranged("", "b"), 1, 0).as_deref(), Some("cabd"));
        // Columns of another sheet keep their neighbour.
        assert_eq!(moved(&arranged("abxcd", ""), 1, 4).as_deref(), Some("acdbx"));
    }

    #[test]
    fn a_pinned_column_stays_first() {
        let mut given = columns("abc");
        given[0] = given[0].clone().pinned();
        assert_eq!(shown(&arranged("cba", "a"), &given), "acb");
        assert_eq!(Arrangement::default().moved(&given, 0, 2), None);
        assert_eq!(
            Arrangement::default().moved(&given, 2, 0).map(|order| order.concat()).as_deref(),
            Some("acb")
        );
    }
}
