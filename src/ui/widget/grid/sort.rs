//! By which columns rows are sorted.

use super::state::{Event, Order};

/// Takes a wish for another order into the columns by which the rows are sorted, first the one
/// that counts most: one column alone, or, with Shift, added behind the others; the same column
/// again turns its order. Says whether it was such a wish.
pub fn sort_as_asked(sorted: &mut Vec<(String, Order)>, event: &Event) -> bool {
    let Event::SortAsked { column, also, order } = event else { return false };
    let place = sorted.iter().position(|(key, _)| key == column);
    let turned = match place.map(|place| sorted[place].1) {
        Some(Order::Up) => Order::Down,
        Some(Order::Down) | None => Order::Up,
    };
    let sorting = (column.clone(), order.unwrap_or(turned));
    match (also, place) {
        (true, Some(place)) => sorted[place] = sorting,
        (true, None) => sorted.push(sorting),
        // Out of several, one alone keeps its order: that is what was asked to change.
        (false, Some(place)) if sorted.len() > 1 && order.is_none() => *sorted = vec![sorted[place].clone()],
        (false, _) => *sorted = vec![sorting],
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_sorts_alone_turns_or_is_added() {
        let mut sorted = Vec::new();
        let mut ask = |column: &str, also, order| {
            let _ = sort_as_asked(&mut sorted, &Event::SortAsked { column: column.to_owned(), also, order });
            let sign = |(key, order): &(String, Order)| match order {
                Order::Up => format!("+{key}"),
                Order::Down => format!("-{key}"),
            };
            sorted.iter().map(sign).collect::<String>()
        };
        assert_eq!(ask("a", false, None), "+a");
        assert_eq!(ask("a", false, None), "-a");
        assert_eq!(ask("b", true, None), "-a+b");
        assert_eq!(ask("b", true, None), "-a-b");
        assert_eq!(ask("c", true, Some(Order::Down)), "-a-b-c");
        assert_eq!(ask("b", false, None), "-b", "alone, as it was");
        assert_eq!(ask("b", false, None), "+b");
        assert_eq!(ask("b", false, Some(Order::Up)), "+b");
        assert!(!sort_as_asked(&mut Vec::new(), &Event::EditDropped));
    }
}
