//! How a person arranged the columns of a list, kept in the settings.

use crate::settings::{Column as KeptColumn, Settings};
use crate::ui::widget::grid::{Arrangement, Column, State};

/// The columns of a list as they were arranged in an earlier sitting.
#[must_use]
pub fn read(settings: &Settings, list: &str) -> Arrangement {
    let kept = settings.columns.get(list).map(Vec::as_slice).unwrap_or_default();
    let keys = |is_wanted: fn(&KeptColumn) -> bool| {
        kept.iter().filter(move |column| is_wanted(column)).map(|column| column.key.clone())
    };
    let widths = kept.iter().filter(|column| column.width > 0);
    Arrangement {
        order: keys(|_| true).collect(),
        hidden: keys(|column| column.is_hidden).collect(),
        widths: widths.map(|column| (column.key.clone(), f32::from(column.width))).collect(),
    }
}

/// The settings with the columns of a list as they are now; `columns` are those that its screen
/// gives.
#[must_use]
pub fn kept(settings: &Settings, list: &str, state: &State, columns: &[Column]) -> Box<Settings> {
    let arrangement = state.arrangement();
    let keep = |key: String| KeptColumn {
        // Widths lie between 40 and 1200.
        width: arrangement.widths.get(&key).map_or(0, |width| width.round() as u16),
        is_hidden: arrangement.is_hidden(&key),
        key,
    };
    let mut settings = Box::new(settings.clone());
    let all = arrangement.all(columns).into_iter().map(keep).collect();
    let _ = settings.columns.insert(list.to_owned(), all);
    settings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widget::grid::Event;

    #[test]
    fn an_arrangement_comes_back_from_the_settings() {
        let columns = ["a", "b", "c"].map(|key| Column::new(key, key, 100.0));
        let mut state = State::new();
        state.apply(&Event::ColumnReordered(vec!["c".into(), "a".into(), "b".into()]));
        state.apply(&Event::ColumnHidden("b".into()));
        state.apply(&Event::ColumnResized { column: "c".into(), width: 250.0 });
        let settings = kept(&Settings::default(), "list", &state, &columns);
        assert_eq!(read(&settings, "list"), *state.arrangement());
        assert_eq!(read(&settings, "other"), Arrangement::default());
    }
}
